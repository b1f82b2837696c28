"""The log itself: entries, one entry with its proof, the checkpoint, and how to check it all."""

import json
from typing import Any, Final, Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.core.acts import Command, Event
from concord.core.entry import COMMANDS, Entry, decode
from concord.core.log import leaf_hash, parse_receipt
from concord.core.regime.acts import Moved
from concord.shell import funds
from concord.web import charts, history, wording
from concord.web.charts import Cell, Column, Table
from concord.web.forms.acts import links
from concord.web.pages.overview import badge
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, number, page, row_of

PER_PAGE: Final = 50
SHOWN: Final = 4  # of a hash in a picture, at either end


@require_safe
def log(request: HttpRequest, fund: str) -> HttpResponse:
    """The entries, newest first; the filter is in the address."""
    visit = arrive(request, fund)
    kind, before = visit.asked("kind"), visit.asked("before")
    rows = funds.rows(
        fund,
        key=f"kind:{kind}" if kind in COMMANDS else "",
        before=number(before),
        limit=PER_PAGE + 1,
    )
    template = "log#list" if request.headers.get("HX-Target") == "list" else "log"
    options = sorted(
        (
            {"value": name, "label": history.kind_word(name), "selected": name == kind}
            for name in COMMANDS
        ),
        key=lambda option: str(option["label"]),
    )
    return page(
        visit,
        template,
        _("Log"),
        badge=badge(visit),
        table=_entries(visit, rows[:PER_PAGE]),
        kinds=[{"value": "", "label": _("Everything"), "selected": not kind}, *options],
        pages=_pages(rows, kind, before),
        empty=_("No entry is of this kind."),
    )


def _entries(visit: Visit, rows: list[funds.LogRow]) -> Table:
    columns = (
        Column(_("Entry")),
        Column(_("Recorded")),
        Column(_("What happened")),
        Column(_("What it led to")),
        Column(_("By")),
    )
    found = []
    for row in rows:
        line = history.line(visit.state, row)
        moved = ", ".join(f"{move.name}: {state_label(move.state)}" for move in line.moves)
        found.append(
            (
                Cell(str(row.seq), url=visit.url("entry", seq=row.seq)),
                Cell(wording.short_date(row.at)),
                Cell(line.sentence),
                Cell(moved),
                Cell(line.officer),
            )
        )
    return Table(_("Entries, the newest first"), columns, tuple(found))


def _pages(rows: list[funds.LogRow], kind: str, before: str) -> dict[str, Any] | None:
    if len(rows) <= PER_PAGE and not before:
        return None
    kept = {"kind": kind} if kind else {}
    newest = f"?{urlencode(kept)}" if before else ""
    if len(rows) <= PER_PAGE:
        return {"previous_url": newest, "next_url": ""}
    older = urlencode({**kept, "before": rows[PER_PAGE - 1].seq})
    return {"previous_url": newest, "next_url": f"?{older}"}


# --- one entry ------------------------------------------------------------------------------------
@require_safe
def entry(request: HttpRequest, fund: str, seq: int) -> HttpResponse:
    """One entry: in words, in the bytes that the log keeps, and with its proof."""
    visit = arrive(request, fund)
    row = row_of(fund, seq)
    found = decode(row.data)
    return page(
        visit,
        "entry",
        _("Entry %(seq)d: %(kind)s") % {"seq": seq, "kind": history.kind_word(row.kind)},
        room="log",
        sentence=history.sentence(visit.state, found),
        summary=_summary(visit, row, found),
        moved=_moved(visit, found),
        postings=_postings(visit, found),
        asked=_fields(found.command),
        acts=links(visit, "reverse", seq=str(seq)) if seq in visit.state.books.facts else [],
        pretty=json.dumps(json.loads(row.data), indent=2, ensure_ascii=False),
        leaf=row.leaf.hex(),
        proof=_proof(visit, row),
        receipt_url=visit.url("receipt", seq=seq),
        bytes_url=visit.url("entry-bytes", seq=seq),
        previous_url=visit.url("entry", seq=seq - 1) if seq else "",
        next_url=visit.url("entry", seq=seq + 1) if seq + 1 < visit.state.size else "",
    )


def _summary(visit: Visit, row: funds.LogRow, found: Entry) -> list[dict[str, str]]:
    party = wording.party(visit.state, found.party)
    return [
        {"key": _("Recorded"), "value": wording.moment(row.at)},
        {
            "key": _("Sent by"),
            "value": _("%(officer)s for %(party)s") % {"officer": found.officer, "party": party},
        },
        {"key": _("Kind"), "value": history.kind_word(row.kind)},
        {"key": _("The sender's own number"), "value": found.id},
    ]


def _fields(command: Command | Event) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in history.fact_rows(command)]


def _moved(visit: Visit, found: Entry) -> Table | None:
    columns = (
        Column(_("What moved")),
        Column(_("State")),
        Column(_("On")),
        Column(_("By itself until")),
    )
    rows = tuple(
        (
            Cell(history.instrument(visit.state, event.kind, event.id)),
            Cell(state_label(event.status), state=event.status),
            Cell(wording.short_date(event.on)),
            Cell(wording.short_date(event.until) if event.until else ""),
        )
        for event in found.events
        if isinstance(event, Moved)
    )
    return Table(_("What it led to"), columns, rows, caption_hidden=True) if rows else None


def _postings(visit: Visit, found: Entry) -> Table | None:
    columns = (
        Column(_("Account")),
        Column(_("Source")),
        Column(_("Currency")),
        Column(_("Debit"), number=True),
        Column(_("Credit"), number=True),
    )
    rows = tuple(
        (
            Cell(
                history.account_title(visit.state, posting.account),
                url=visit.url("account", account=posting.account),
            ),
            Cell(wording.party(visit.state, posting.source) if posting.source else ""),
            Cell(posting.unit),
            *(
                Cell(
                    wording.amount(visit.state, side, posting.unit) if side > 0 else "",
                    number=True,
                )
                for side in (posting.amount, -posting.amount)
            ),
        )
        for posting in history.postings(visit.state, found)
    )
    return Table(_("What it posted"), columns, rows, caption_hidden=True) if rows else None


def _proof(visit: Visit, row: funds.LogRow) -> charts.Chart | None:
    """The path from the entry to the signed root; None where the last checkpoint ends before it."""
    signed = visit.seal.checkpoint
    if signed is None or signed.size <= row.seq:
        return None
    receipt = parse_receipt(funds.receipt(visit.fund, row.seq))
    size, root = signed.size, signed.root.hex()
    path = charts.Path(
        _("Entry %(seq)d: %(hash)s") % {"seq": row.seq, "hash": _short(leaf_hash(row.data).hex())},
        tuple(
            charts.Neighbour(side, _short(each.hex()))
            for side, each in zip(sides(row.seq, size), receipt.hashes, strict=False)
        ),
        _("Root of %(size)d entries: %(hash)s") % {"size": size, "hash": _short(root)},
    )
    facts = {"n": len(path.neighbours), "seq": row.seq, "size": size}
    description = _("%(n)d hashes lead from entry %(seq)d to the root of %(size)d entries.") % facts
    headings = charts.PathHeadings(_("Step"), _("Side"), _("Hash"), _("start"), _("end"))
    title = _("Proof of this entry")
    return charts.chart(
        charts.inclusion,
        charts.Caption("proof", title, description),
        path,
        charts.inclusion_table(title, path, headings),
        charts.HALF_SIZES,
    )


def sides(index: int, size: int) -> list[Literal["left", "right"]]:
    """Return where each hash of an inclusion proof joins, leaf first (RFC 9162, 2.1.3)."""
    found: list[Literal["left", "right"]] = []
    node, last = index, size - 1
    while last:
        if node % 2 or node == last:
            found.append("left")
            while node and not node % 2:
                node, last = node // 2, last // 2
        else:
            found.append("right")
        node, last = node // 2, last // 2
    return found


def _short(text: str) -> str:
    return f"{text[:SHOWN]}\u2026{text[-SHOWN:]}"


# --- the checkpoint, and how to check -------------------------------------------------------------
@require_safe
def check(request: HttpRequest, fund: str) -> HttpResponse:
    """The last checkpoint, the key, and what a stranger does to check the whole log."""
    visit = arrive(request, fund)
    return page(
        visit,
        "check",
        _("Check the log"),
        room="log",
        badge=badge(visit),
        checkpoint=visit.seal.note.decode(),
        checkpoint_url=visit.url("checkpoint"),
        key=funds.vkey(fund),
        root=funds.root(fund).hex(),
    )
