"""Accounts and balances: what every fact of money posts, and the sums that follow.

Every event is a list of legs that balance to zero per unit and source (MON-5); balances are keyed
(account, unit, source) (MON-6). An account's name is its family, or family and subject
("disbursed:P-01"). ``totals`` holds, per tally, the recorded equivalents in the holding currency.

families  cash; received, pledged, committed_by_donors, written_off (of a donor);
          allocated, committed, disbursed, documented, ineligible, refunded (of a project);
          exchange (between currencies); memo (the other side of what is not cash)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from concord.core.acts import Event
from concord.core.books import acts
from concord.core.books.attribution import Series

Leg = tuple[str, str, str, int]

#: Families whose tally is the credit side of the account.
CREDIT = frozenset({"received", "refunded"})
MINOR_MAX = 2**63 - 1
MINOR_MIN = -MINOR_MAX


class Books:
    """Balances, totals at recorded equivalents, references used, and the running attribution."""

    __slots__ = (
        "attributed",
        "balances",
        "contributions",
        "facts",
        "in_hand",
        "phases",
        "pledges",
        "refs",
        "refunds",
        "reversed",
        "series",
        "totals",
    )

    def __init__(self) -> None:
        self.balances: dict[tuple[str, str, str], int] = {}
        self.in_hand: dict[str, dict[str, int]] = {}
        self.totals: dict[tuple[str, str], int] = {}
        self.refs: set[str] = set()
        self.pledges: dict[str, tuple[str, str, int, int]] = {}
        self.contributions: dict[str, tuple[str, str, int, int]] = {}
        self.phases: dict[tuple[str, str], int] = {}
        self.attributed: dict[tuple[str, str], int] = {}
        self.series: Series | None = None
        self.refunds: dict[str, Series] = {}
        self.facts: dict[int, acts.Pledged | acts.Received | acts.WrittenOff] = {}
        self.reversed: set[int] = set()

    def balance(self, account: str, unit: str, source: str) -> int:
        """Return one balance in minor units."""
        return self.balances.get((account, unit, source), 0)

    def total(self, family: str, subject: str = "") -> int:
        """Return a tally at recorded equivalents, of one subject or ("") of all."""
        return self.totals.get((family, subject), 0)

    def cash(self, holding: str) -> dict[str, int]:
        """Return the cash in hand by source, in minor units of the holding currency."""
        return dict(self.in_hand.get(holding, {}))

    def phase(self, family: str, phase: str) -> int:
        """Return what was committed, disbursed or documented in a phase."""
        return self.phases.get((family, phase), 0)


def post(books: Books, legs: list[Leg]) -> None:
    """Post legs; raise ArithmeticError unless they balance and stay within 64 bits."""
    balances = books.balances
    for account, unit, source, amount in legs:
        key = (account, unit, source)
        balances[key] = balance = balances.get(key, 0) + amount
        if not MINOR_MIN <= balance <= MINOR_MAX:
            message = f"balance of {account} in {unit} leaves 64 bits"
            raise ArithmeticError(message)
        if account == "cash":  # kept apart, so that no decision need look through all balances
            books.in_hand.setdefault(unit, {})[source] = balance
    if not _balanced(legs):
        message = f"postings do not balance: {legs}"
        raise ArithmeticError(message)


def check(books: Books, events: Iterable[Event], holding: str) -> None:
    """Raise ArithmeticError where posting these events would, and change nothing."""
    moved: dict[tuple[str, str, str], int] = {}
    for event in events:
        legs = legs_of(event, holding)
        if not _balanced(legs):
            message = f"postings do not balance: {legs}"
            raise ArithmeticError(message)
        for account, unit, source, amount in legs:
            key = (account, unit, source)
            moved[key] = balance = moved.get(key, books.balance(*key)) + amount
            if not -MINOR_MAX <= balance <= MINOR_MAX:
                message = f"balance of {account} in {unit} leaves 64 bits"
                raise ArithmeticError(message)


def _balanced(legs: list[Leg]) -> bool:
    """Say whether legs come to zero per unit and source; a pair, the usual case, at a glance."""
    if len(legs) == 2:  # noqa: PLR2004 - a pair
        (_, unit, source, amount), (_, its_unit, its_source, its_amount) = legs
        return amount == -its_amount and unit == its_unit and source == its_source
    sums: dict[tuple[str, str], int] = {}
    for _, unit, source, amount in legs:
        sums[unit, source] = sums.get((unit, source), 0) + amount
    return not any(sums.values())


def _memo(family: str, subject: str, unit: str, source: str, amount: int) -> list[Leg]:
    return [(f"{family}:{subject}", unit, source, amount), ("memo", unit, source, -amount)]


def legs_of(event: Event, holding: str) -> list[Leg]:
    """Return the legs that an event posts; empty for an event that moves no tally."""
    found = LEGS.get(type(event))
    return found(event, holding) if found else []


def _pledged(event: acts.Pledged, _: str) -> list[Leg]:
    return _memo("pledged", event.donor, event.currency, event.donor, int(event.amount))


def _signed(event: acts.ContributionSigned, _: str) -> list[Leg]:
    donor, unit = event.donor, event.currency
    legs = _memo("committed_by_donors", donor, unit, donor, int(event.amount))
    if event.freed != "0":
        legs += _memo("pledged", donor, unit, donor, -int(event.freed))
    return legs


def _received(event: acts.Received, holding: str) -> list[Leg]:
    donor, unit, amount = event.donor, event.currency, int(event.amount)
    if unit == holding:
        return [("cash", unit, donor, amount), (f"received:{donor}", unit, donor, -amount)]
    worth = int(event.equivalent)
    return [
        ("exchange", unit, donor, amount),
        (f"received:{donor}", unit, donor, -amount),
        ("cash", holding, donor, worth),
        ("exchange", holding, donor, -worth),
    ]


def _written_off(event: acts.WrittenOff, _: str) -> list[Leg]:
    return _memo("written_off", event.donor, event.currency, event.donor, int(event.amount))


def _reversed(event: acts.Reversed, holding: str) -> list[Leg]:
    return [
        (account, unit, source, -amount)
        for account, unit, source, amount in legs_of(event.fact, holding)
    ]


def _allocated(event: acts.Allocated, holding: str) -> list[Leg]:
    return _memo("allocated", event.project, holding, "", int(event.amount))


def _committed(event: acts.Committed, holding: str) -> list[Leg]:
    amount = int(event.amount)
    legs = _memo("committed", event.project, holding, "", amount)
    return legs + _memo("allocated", event.project, holding, "", -amount)


def _disbursed(event: acts.Disbursed, holding: str) -> list[Leg]:
    account = f"disbursed:{event.project}"
    legs: list[Leg] = []
    for draw in event.draws:
        amount = int(draw.amount)
        legs += [(account, holding, draw.source, amount), ("cash", holding, draw.source, -amount)]
    return legs


def _documented(event: acts.Documented, holding: str) -> list[Leg]:
    return _memo("documented", event.project, holding, "", int(event.amount))


def _ineligible(event: acts.FoundIneligible, holding: str) -> list[Leg]:
    return _memo("ineligible", event.project, holding, "", int(event.amount))


def _refunded(event: acts.Refunded, holding: str) -> list[Leg]:
    account = f"refunded:{event.project}"
    legs: list[Leg] = []
    for draw in event.draws:
        amount = int(draw.amount)
        legs += [("cash", holding, draw.source, amount), (account, holding, draw.source, -amount)]
    return legs


LEGS: dict[type[Event], Callable[..., list[Leg]]] = {
    acts.Pledged: _pledged,
    acts.ContributionSigned: _signed,
    acts.Received: _received,
    acts.WrittenOff: _written_off,
    acts.Reversed: _reversed,
    acts.Allocated: _allocated,
    acts.Committed: _committed,
    acts.Disbursed: _disbursed,
    acts.Documented: _documented,
    acts.FoundIneligible: _ineligible,
    acts.Refunded: _refunded,
}


def _add(books: Books, family: str, subject: str, amount: int) -> None:
    totals = books.totals
    own, whole = (family, subject), (family, "")
    totals[own] = totals.get(own, 0) + amount
    totals[whole] = totals.get(whole, 0) + amount


def apply(books: Books, event: Event, holding: str, seq: int) -> None:
    """Change the books in place by one of their events."""
    kind = type(event)
    if kind in LEGS:
        post(books, LEGS[kind](event, holding))
    APPLY[kind](books, event, seq)


def _apply_pledged(books: Books, event: acts.Pledged, seq: int) -> None:
    _add(books, "pledged", event.donor, int(event.equivalent))
    books.pledges[event.ref] = (
        event.donor,
        event.currency,
        int(event.amount),
        int(event.equivalent),
    )
    books.facts[seq] = event


def _apply_signed(books: Books, event: acts.ContributionSigned, _: int) -> None:
    _add(books, "committed_by_donors", event.donor, int(event.equivalent))
    _add(books, "pledged", event.donor, -int(event.freed_equivalent))
    if event.pledge:
        donor, unit, amount, worth = books.pledges[event.pledge]
        left = (amount - int(event.freed), worth - int(event.freed_equivalent))
        books.pledges[event.pledge] = (donor, unit, *left)
    amounts = (int(event.amount), int(event.equivalent))
    books.contributions[event.ref] = (event.donor, event.currency, *amounts)


def _apply_called(_: Books, __: acts.InstalmentCalled, ___: int) -> None:
    """A call moves no tally: it raises a duty, which the regime keeps."""


def _apply_received(books: Books, event: acts.Received, seq: int) -> None:
    _add(books, "received", event.donor, int(event.equivalent))
    books.refs.add(event.ref)
    books.series = None
    books.facts[seq] = event


def _apply_written_off(books: Books, event: acts.WrittenOff, seq: int) -> None:
    _add(books, "written_off", event.donor, int(event.equivalent))
    books.facts[seq] = event


FACT_FAMILY: dict[type[Event], str] = {
    acts.Pledged: "pledged",
    acts.Received: "received",
    acts.WrittenOff: "written_off",
}


def _apply_reversed(books: Books, event: acts.Reversed, _: int) -> None:
    fact = event.fact
    _add(books, FACT_FAMILY[type(fact)], fact.donor, -int(fact.equivalent))
    books.reversed.add(event.seq)
    books.series = None
    if isinstance(fact, acts.Received):
        books.refs.discard(fact.ref)
    elif isinstance(fact, acts.Pledged):
        books.pledges.pop(fact.ref, None)


def _apply_allocated(books: Books, event: acts.Allocated, _: int) -> None:
    _add(books, "allocated", event.project, int(event.amount))


def _apply_committed(books: Books, event: acts.Committed, _: int) -> None:
    amount = int(event.amount)
    _add(books, "allocated", event.project, -amount)
    _add(books, "committed", event.project, amount)
    _in_phase(books, "committed", event.phase, amount)


def _apply_disbursed(books: Books, event: acts.Disbursed, _: int) -> None:
    amount = int(event.amount)
    if books.series is None:
        books.series = open_series(books, event.draws)
    parts = [0] * len(books.series.sources)
    for draw in event.draws:
        parts[books.series.sources.index(draw.source)] = int(draw.amount)
        key = (event.project, draw.source)
        books.attributed[key] = books.attributed.get(key, 0) + int(draw.amount)
    books.series.take(parts)
    books.refunds.pop(event.project, None)
    _add(books, "disbursed", event.project, amount)
    _in_phase(books, "disbursed", event.phase, amount)


def open_series(books: Books, draws: list[acts.Draw]) -> Series:
    """Return the series that the first draws after a change of balance open.

    ``draws`` name every source, in the order of ties; the weights are the balances before them.
    """
    sources = [draw.source for draw in draws]
    cash = {source: amount for held in books.in_hand.values() for source, amount in held.items()}
    weights = [cash.get(draw.source, 0) + int(draw.amount) for draw in draws]
    return Series(sources, weights)


def _apply_documented(books: Books, event: acts.Documented, _: int) -> None:
    _add(books, "documented", event.project, int(event.amount))
    _in_phase(books, "documented", event.phase, int(event.amount))


def _apply_ineligible(books: Books, event: acts.FoundIneligible, _: int) -> None:
    _add(books, "ineligible", event.project, int(event.amount))


def _apply_refunded(books: Books, event: acts.Refunded, _: int) -> None:
    _add(books, "refunded", event.project, int(event.amount))
    if event.cause != "ineligible":
        _add(books, "returned", event.project, int(event.amount))
        _in_phase(books, "returned", event.phase, int(event.amount))
    books.refs.add(event.ref)
    books.series = None
    series = books.refunds.get(event.project)
    if series is None:
        # As with payments: the first refund after a payment names every source, in order of ties.
        sources = [draw.source for draw in event.draws]
        paid = [books.attributed.get((event.project, source), 0) for source in sources]
        series = books.refunds[event.project] = Series(sources, paid)
    series.take([int(draw.amount) for draw in event.draws])
    for draw in event.draws:
        key = (event.project, draw.source)
        books.attributed[key] = books.attributed.get(key, 0) - int(draw.amount)


def _in_phase(books: Books, family: str, phase: str, amount: int) -> None:
    key = (family, phase)
    books.phases[key] = books.phases.get(key, 0) + amount


APPLY: dict[type[Event], Callable[..., None]] = {
    acts.Pledged: _apply_pledged,
    acts.ContributionSigned: _apply_signed,
    acts.InstalmentCalled: _apply_called,
    acts.Received: _apply_received,
    acts.WrittenOff: _apply_written_off,
    acts.Reversed: _apply_reversed,
    acts.Allocated: _apply_allocated,
    acts.Committed: _apply_committed,
    acts.Disbursed: _apply_disbursed,
    acts.Documented: _apply_documented,
    acts.FoundIneligible: _apply_ineligible,
    acts.Refunded: _apply_refunded,
}
