"""The machine that turns inputs into events, on a copy of the regime.

``decide`` only reads, but one input may lead to others (a lapse suspends relief, which ...). So the
machine works on a private copy: every event it emits is applied there at once by the same ``apply``
that the fold uses, and the list of events is the decision.
"""

from __future__ import annotations

from concord.core.acts import Event
from concord.core.agreement.days import iso_of
from concord.core.agreement.terms import Terms
from concord.core.regime import acts, clocks, effects
from concord.core.regime.state import CLOSE, WORDS, Clock, Instrument, Regime, apply
from concord.core.regime.tables import TABLES

#: More inputs than this on one edge means that two clauses switch each other on and off.
INPUTS_MAX = 10_000


class Machine:
    """A copy of the regime that can be fed; ``events`` is what happened so far."""

    def __init__(self, regime: Regime, terms: Terms) -> None:
        self.regime = regime.copy()
        self.terms = terms
        self.events: list[Event] = []
        self._inputs = 0

    @property
    def day(self) -> int:
        """The day that is open."""
        return self.regime.day

    def emit(self, event: Event) -> None:
        """Record an event and apply it to the copy."""
        apply(self.regime, self.terms, event)
        self.events.append(event)

    def feed(self, one: Instrument, word: str, clock: Clock | None = None) -> bool:
        """Give an instrument an input; say whether its table has a row for it.

        ``clock`` replaces the clock that the row names, where a clause gives the day.
        """
        row = TABLES[one.kind].get((one.status, word))
        if row is None:
            return False
        self._inputs += 1
        if self._inputs > INPUTS_MAX:
            message = f"{one.kind} {one.id} does not come to rest on {iso_of(self.day)}"
            raise RuntimeError(message)
        if clock is None and row.clock:
            clock = one.clock if row.clock == "keep" else clocks.CLOCKS[row.clock](self, one)
        self.emit(
            acts.Moved(
                kind=one.kind,
                id=one.id,
                status=row.status,
                on=iso_of(self.day),
                cause=word,
                until=iso_of(clock.day) if clock else "",
                edge=WORDS[clock.edge] if clock else "open",  # type: ignore[arg-type]
                then=clock.then if clock else "",
            )
        )
        for name in row.effects:
            effects.EFFECTS[name](self, one)
        return True

    def feed_if(self, one: Instrument, status: str, word: str) -> bool:
        """Feed an instrument only while it is in a state; say whether it moved."""
        return one.status == status and self.feed(one, word)

    def settle(self) -> None:
        """Let conditions take effect until nothing moves any more."""
        while effects.settle_relief(self) or effects.settle_steps(self):
            pass

    def act(self, kind: str, ident: str, word: str) -> None:
        """Feed one instrument and settle."""
        found = self.regime.get(kind, ident)
        if found is not None:
            self.feed(found, word)
        self.settle()

    def advance(self, day: int, edge: int, most: int) -> bool:
        """Let time pass to an edge of a day; stop early once ``most`` events have happened.

        Return False when it stopped early; what is left falls to the next call.
        """
        while (due := self.regime.next_due()) is not None and due[:2] <= (day, edge):
            if len(self.events) >= most:
                return False
            when, _, one = due
            self.regime.day = max(self.regime.day, when)
            clock = one.clock
            if clock is None or not self.feed(one, clock.then):
                message = f"{one.kind} {one.id} is {one.status!r} and cannot take its own clock"
                raise RuntimeError(message)
            self.settle()
        self.regime.day = max(self.regime.day, day)
        return True

    def close(self, day: int) -> None:
        """Let time pass to the close of a day, as a report at that date sees it."""
        self.advance(day, CLOSE, INPUTS_MAX)
