"""Opening a fund: from a signed text to entry 0, its key and its first checkpoint."""

from __future__ import annotations

from django.db import transaction

from concord.core import fund as core
from concord.core.acts import RULES, Act, AgreementRef, OpenFund, Refusal
from concord.core.agreement import Problem, Terms, load, normalise
from concord.core.entry import Entry, entry_of
from concord.core.state import State
from concord.shell import clock, commitments, keys, passing, table
from concord.shell.acting import Refused
from concord.shell.models import Agreement, Fund

#: The id of the act that opens a fund.
OPENING = "open"


class Unusable(ValueError):
    """A text that is no agreement under which a fund can be opened; all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Exists(ValueError):
    """A fund of that name is open already."""


def open_fund(
    source: bytes, file: str, *, pinned_at: str | None = None, origin: str | None = None
) -> str:
    """Open a fund under a signed text and return its id, which is that of the agreement.

    ``pinned_at`` gives it a clock that is told, not measured. ``origin`` is the log's name, for
    ever. Raise Unusable or Exists; ValueError for an instant that is none.
    """
    read = load(source, file)
    if not isinstance(read, Terms):
        raise Unusable(read)
    if Fund.objects.filter(id=read.id).exists():
        raise Exists(f"the fund {read.id} is open already")
    at = clock.instant_of(pinned_at) if pinned_at else clock.measured()
    origin = origin or _origin(read.id)
    first = _first_entry(read, file, at, (origin, keys.make_key(read.id, origin).verifier.vkey))
    body = normalise(source, file)
    if not isinstance(body, bytes):
        raise Unusable(body)
    with transaction.atomic():
        made, _ = Agreement.objects.get_or_create(
            sha256=read.sha256, defaults={"normal": body, "source": source, "file": file}
        )
        _, fresh = Fund.objects.get_or_create(
            id=read.id,
            defaults={"agreement": made, "origin": origin, "pinned_at": at if pinned_at else ""},
        )
        if not (fresh and table.begin(table.row_of(read, first))):
            raise Exists(f"the fund {read.id} is open already")
    commitments.sign_checkpoint(read.id)
    return read.id


def _origin(fund: str) -> str:
    from django.conf import settings

    return f"{settings.HOSTS[0] if settings.HOSTS else 'localhost'}/data/{fund}"


def _first_entry(terms: Terms, file: str, at: str, log: tuple[str, str]) -> Entry:
    """Return entry 0: origin and key of the log, the agreement's hash, the number of the rules."""
    try:
        party = passing.trustee(terms)
    except passing.NoTrustee as error:
        expected = "a party with the role trustee, who opens the fund and keeps its clock"
        problem = Problem(file=file, line=1, path="parties", found="no trustee", expected=expected)
        raise Unusable([problem]) from error
    agreements = [AgreementRef(terms.id, terms.sha256)]
    command = OpenFund(origin=log[0], key=log[1], agreements=agreements, rules=RULES)
    opening = Act(party=party, officer=passing.OFFICER, at=at, id=OPENING, command=command)
    decided = core.decide(State(terms), opening)
    if isinstance(decided, Refusal):
        raise Refused(decided)
    return entry_of(0, opening, decided)
