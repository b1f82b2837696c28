"""What programs read: the checkpoint, the key, entries, receipts, the signed text, the report."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from concord.core.entry import encode
from concord.core.report import report as state_report
from concord.shell import funds
from concord.web.visit import arrive, row_of

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"


def _file(request: HttpRequest, data: bytes, kind: str, name: str = "") -> HttpResponse:
    """A file with its digest as ETag; nothing is sent again to who has it."""
    tag = f'"{sha256(data).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    response = HttpResponse(data, content_type=kind, headers={"ETag": tag})
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _known(fund: str) -> None:
    if fund not in funds.fund_ids():
        raise Http404(fund)


@require_safe
def checkpoint(request: HttpRequest, fund: str) -> HttpResponse:
    """The last signed checkpoint."""
    _known(fund)
    signed = funds.checkpoint(fund)
    if signed is None:
        raise Http404("checkpoint")
    return _file(request, signed[1], TEXT)


@require_safe
def key(request: HttpRequest, fund: str) -> HttpResponse:
    """The public key of the log."""
    _known(fund)
    return _file(request, f"{funds.vkey(fund)}\n".encode(), TEXT)


@require_safe
def source(request: HttpRequest, fund: str) -> HttpResponse:
    """The text of the agreement as it was signed."""
    _known(fund)
    return _file(request, funds.source_text(fund).encode(), TEXT, f"{fund}.yaml")


@require_safe
def report(request: HttpRequest, fund: str) -> HttpResponse:
    """The state report of today, as ``concord show --json`` prints it."""
    visit = arrive(request, fund)
    made = state_report(visit.state, visit.today, visit.today, funds.root(fund).hex())
    return _file(request, encode(made), JSON)


@require_safe
def entry_bytes(request: HttpRequest, fund: str, seq: int) -> HttpResponse:
    """The exact bytes of an entry."""
    _known(fund)
    return _file(request, row_of(fund, seq).data, JSON, f"{fund}-{seq}.json")


@require_safe
def receipt(request: HttpRequest, fund: str, seq: int) -> HttpResponse:
    """The proof that an entry is in the log."""
    _known(fund)
    return _file(
        request, funds.receipt(fund, row_of(fund, seq).seq), TEXT, f"{fund}-{seq}.tlog-proof"
    )
