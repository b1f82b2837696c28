"""Instruments with a clock: what the regime knows, and how its events change it.

An instrument has a state, the day it was entered and, where it leaves by itself, the day and edge
on which it does. One agenda holds all coming days. ``apply`` is the only writer; it works in place.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import NamedTuple

from concord.core.acts import Event
from concord.core.agreement.days import day_of
from concord.core.agreement.terms import Due, Schedule, Terms
from concord.core.regime import acts

OPEN, CLOSE = 0, 1
EDGES = {"open": OPEN, "close": CLOSE}
WORDS = ("open", "close")
#: The order in which instruments move on one edge of one day.
KINDS = (
    "phase",
    "milestone",
    "relief",
    "procedure",
    "decision",
    "duty",
    "step",
    "suspension",
)
ORDER = {kind: place for place, kind in enumerate(KINDS)}

Key = tuple[str, str]


class Clock(NamedTuple):
    """When an instrument leaves its state by itself, and with which input."""

    day: int
    edge: int
    then: str


class Instrument:
    """One instrument: kind, id, state, the day it was entered, its clock, and its particulars.

    ``facts`` holds immutable values only, so that a shallow copy of it is a copy.
    """

    __slots__ = ("clock", "facts", "history", "id", "kind", "since", "status")

    def __init__(self, kind: str, ident: str, status: str, facts: dict[str, object]) -> None:
        self.kind = kind
        self.id = ident
        self.status = status
        self.since: int | None = None
        self.clock: Clock | None = None
        self.facts = facts
        self.history: tuple[tuple[int, str, str], ...] = ()

    def copy(self) -> Instrument:
        """Return an independent copy."""
        twin = Instrument(self.kind, self.id, self.status, dict(self.facts))
        twin.since, twin.clock, twin.history = self.since, self.clock, self.history
        return twin

    def text(self, name: str) -> str:
        """Return a particular that is text, "" when it is not there."""
        value = self.facts.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a particular that is an integer, 0 when it is not there."""
        value = self.facts.get(name, 0)
        return value if isinstance(value, int) else 0


class Regime:
    """All instruments of a fund, the agenda of coming days, and the day that is open."""

    __slots__ = ("agenda", "counters", "day", "instruments", "version")

    def __init__(self) -> None:
        self.instruments: dict[Key, Instrument] = {}
        self.agenda: list[tuple[int, int, int, str]] = []
        self.counters: dict[str, int] = {}
        self.day = 0
        self.version = 0

    def copy(self) -> Regime:
        """Return an independent copy to try inputs on."""
        twin = Regime()
        twin.instruments = {key: one.copy() for key, one in self.instruments.items()}
        twin.agenda = list(self.agenda)
        twin.counters = dict(self.counters)
        twin.day, twin.version = self.day, self.version
        return twin

    def get(self, kind: str, ident: str) -> Instrument | None:
        """Return an instrument, or None."""
        return self.instruments.get((kind, ident))

    def of(self, kind: str) -> list[Instrument]:
        """Return the instruments of a kind in the order in which they came to be."""
        return [one for (kind_, _), one in self.instruments.items() if kind_ == kind]

    def status(self, kind: str, ident: str) -> str:
        """Return the state of an instrument, "" when there is none of that name."""
        found = self.instruments.get((kind, ident))
        return found.status if found else ""

    def add(self, kind: str, ident: str, status: str, **facts: object) -> Instrument:
        """Put a new instrument in place."""
        made = Instrument(kind, ident, status, facts)
        self.instruments[(kind, ident)] = made
        self.version += 1
        return made

    def set_clock(self, one: Instrument, clock: Clock | None) -> None:
        """Give an instrument its clock and note the day on the agenda."""
        one.clock = clock
        if clock is not None:
            heapq.heappush(self.agenda, (clock.day, clock.edge, ORDER[one.kind], one.id))

    def next_due(self) -> tuple[int, int, Instrument] | None:
        """Return the next day, edge and instrument that will move by itself, or None."""
        while self.agenda:
            day, edge, order, ident = self.agenda[0]
            one = self.instruments.get((KINDS[order], ident))
            if one is not None and one.clock is not None and one.clock[:2] == (day, edge):
                return day, edge, one
            heapq.heappop(self.agenda)
        return None

    def verified(self, milestone: str) -> bool:
        """Say whether a milestone counts as verified now; a contested one does not."""
        return self.status("milestone", milestone) in {"verified", "waived"}

    def phase(self) -> Instrument | None:
        """Return the phase in force, the last one if there are several."""
        found = None
        for one in self.of("phase"):
            if one.status == "in force":
                found = one
        return found


def due_clock(due: Due | None, start: int | None, then: str) -> Clock | None:
    """Return the clock of a time limit: the close of its last day, None while it has no start."""
    if due is None:
        return None
    if due.day is not None:
        return Clock(due.day, CLOSE, then)
    return None if start is None else Clock(start + due.days, CLOSE, then)


def genesis(terms: Terms) -> Regime:
    """Return the regime of an agreement before anything has happened."""
    regime = Regime()
    entered = False
    for phase in terms.phases.values():
        made = regime.add("phase", phase.id, "not entered")
        if phase.enter == "effective" and not entered:
            entered = True
            regime.set_clock(made, Clock(terms.effective, OPEN, "enter"))
    for milestone in terms.milestones.values():
        made = regime.add("milestone", milestone.id, "pending")
        if milestone.due and (milestone.due.day or milestone.due.trigger == "effective"):
            regime.set_clock(made, due_clock(milestone.due, terms.effective, "missed"))
    for relief in terms.relief.values():
        regime.add("relief", relief.id, "not granted")
    for schedule in terms.schedules.values():
        for n, step in enumerate(schedule.steps, 1):
            _add_step(regime, schedule, n, step.due, (step.amount.minor, step.needs))
    return regime


def _add_step(
    regime: Regime, schedule: Schedule, n: int, due: int, rest: tuple[int, tuple[str, ...]]
) -> None:
    amount, needs = rest
    made = regime.add("step", f"{schedule.id}:{n}", "scheduled", schedule=schedule.id, n=n, due=due)
    made.facts.update(amount=amount, unit=schedule.steps[0].amount.unit, needs=needs)
    regime.set_clock(made, Clock(due, OPEN, "due"))


def _moved(regime: Regime, _: Terms, event: acts.Moved) -> None:
    one = regime.instruments[(event.kind, event.id)]
    one.status = event.status
    one.since = day_of(event.on)
    one.history = (*one.history, (one.since, event.status, event.cause))
    clock = Clock(day_of(event.until), EDGES[event.edge], event.then) if event.until else None
    regime.set_clock(one, clock)
    regime.version += 1


def _attested(regime: Regime, _: Terms, event: acts.Attested) -> None:
    one = regime.instruments[("milestone", event.milestone)]
    expires = day_of(event.expires) if event.expires else None
    # A report that accuses nobody and confirms nothing leaves an earlier verdict as it is.
    silent = event.verdict in {"access denied", "inconclusive"}
    name = f"reported:{event.verifier}" if silent else f"attested:{event.verifier}"
    one.facts[name] = (event.verdict, day_of(event.on), expires)
    regime.version += 1


def _challenged(regime: Regime, _: Terms, event: acts.Challenged) -> None:
    regime.instruments[("milestone", event.milestone)].facts["challenger"] = event.party


def _proposed(regime: Regime, _: Terms, event: acts.Proposed) -> None:
    facts = {"rule": event.rule, "act": event.act, "ref": event.ref, "by": event.by}
    made = regime.add("decision", event.case, "", **facts)
    made.facts.update(amount=int(event.amount), steps=tuple(event.steps), opened=regime.day)


def _voted(regime: Regime, _: Terms, event: acts.Voted) -> None:
    one = regime.instruments[("decision", event.case)]
    one.facts[f"vote:{event.party}"] = event.vote


def _alleged(regime: Regime, _: Terms, event: acts.Alleged) -> None:
    facts = {"procedure": event.procedure, "by": event.by, "alleged": regime.day}
    made = regime.add("procedure", event.case, "", **facts)
    made.facts.update(milestone=event.milestone, project=event.project)
    _count(regime, event.procedure)


def _cure_verified(regime: Regime, _: Terms, event: acts.CureVerified) -> None:
    regime.instruments[("procedure", event.case)].facts[f"cure:{event.verifier}"] = regime.day


def _relief_granted(regime: Regime, _: Terms, event: acts.ReliefGranted) -> None:
    regime.instruments[("relief", event.relief)].facts[f"grant:{event.party}"] = regime.day
    regime.version += 1


def _relief_withdrawn(regime: Regime, _: Terms, event: acts.ReliefWithdrawn) -> None:
    regime.instruments[("relief", event.relief)].facts.pop(f"grant:{event.party}", None)
    regime.version += 1


def _suspended(regime: Regime, _: Terms, event: acts.Suspended) -> None:
    facts = {"scope": event.scope, "clause": event.clause, "ground": event.ground}
    regime.add("suspension", event.suspension, "", **facts)


def _duty_arose(regime: Regime, _: Terms, event: acts.DutyArose) -> None:
    facts = {"obligation": event.obligation, "party": event.party, "subject": event.subject}
    made = regime.add("duty", event.duty, "", **facts)
    made.facts.update(owed=int(event.owed), unit=event.unit, performed=0)
    if event.due:
        made.facts["due"] = day_of(event.due)
    _count(regime, event.obligation)


def _duty_performed(regime: Regime, _: Terms, event: acts.DutyPerformed) -> None:
    one = regime.instruments[("duty", event.duty)]
    one.facts["performed"] = one.number("performed") + int(event.amount)
    if event.ref:
        one.facts[f"by:{event.ref}"] = one.number(f"by:{event.ref}") + int(event.amount)


def _steps_added(regime: Regime, terms: Terms, event: acts.StepsAdded) -> None:
    schedule = terms.schedules[event.schedule]
    n = sum(1 for one in regime.of("step") if one.facts["schedule"] == event.schedule)
    for step in event.steps:
        n += 1
        rest = (int(step.amount), tuple(step.needs))
        _add_step(regime, schedule, n, day_of(step.due), rest)


def _step_moved(regime: Regime, _: Terms, event: acts.StepMoved) -> None:
    one = regime.instruments[("step", f"{event.schedule}:{event.n}")]
    one.facts[f"on:{event.stage}"] = day_of(event.on)


def _responded(_: Regime, __: Terms, ___: acts.Responded) -> None:
    """An answer is on the record and changes nothing."""


def _count(regime: Regime, name: str) -> None:
    regime.counters[name] = regime.counters.get(name, 0) + 1


APPLY: dict[type[Event], Callable[..., None]] = {
    acts.Moved: _moved,
    acts.Attested: _attested,
    acts.Challenged: _challenged,
    acts.Proposed: _proposed,
    acts.Voted: _voted,
    acts.Alleged: _alleged,
    acts.Responded: _responded,
    acts.CureVerified: _cure_verified,
    acts.ReliefGranted: _relief_granted,
    acts.ReliefWithdrawn: _relief_withdrawn,
    acts.Suspended: _suspended,
    acts.DutyArose: _duty_arose,
    acts.DutyPerformed: _duty_performed,
    acts.StepsAdded: _steps_added,
    acts.StepMoved: _step_moved,
}


def apply(regime: Regime, terms: Terms, event: Event) -> None:
    """Change the regime in place by one of its events."""
    APPLY[type(event)](regime, terms, event)
