"""A trial of many commands in memory: what the log would say to each, with nothing written.

It finds every refusal at once, where writing would stop at the first. The judge is the same
``decide``; only the place where accepted entries go differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from concord.core import fund
from concord.core.acts import Act, NameSourceIncomplete, Refusal
from concord.core.agreement.terms import Terms
from concord.core.entry import Entry, Envelope, act_of, entry_of
from concord.core.state import State
from concord.shell import passing

OVERDRAFT = "not-available-to-commit"


class Refused(NamedTuple):
    """A command that is refused: its place among those tried, and why."""

    place: int
    refusal: Refusal


class Trial:
    """A fund in memory, as its log has it, to which commands are sent for a trial.

    ``overdraft`` is the first refusal for want of money; the trial then goes on as if the source
    had been named incomplete, so that what else is wrong comes to light too.
    """

    __slots__ = ("already", "new", "now", "overdraft", "sent", "state")

    def __init__(self, terms: Terms, entries: Iterable[Entry], now: str) -> None:
        self.state = State(terms)
        self.sent: dict[str, Act] = {}
        self.now = now
        self.already = 0
        self.new: dict[str, int] = {}
        self.overdraft: Refused | None = None
        for entry in entries:
            fund.apply(self.state, entry)
            self.sent[entry.id] = act_of(entry)

    def run(
        self, envelopes: list[Envelope], progress: Callable[[int, int], None]
    ) -> Iterator[Refused]:
        """Yield the refusals that envelopes meet, in their order."""
        for place, envelope in enumerate(envelopes):
            refusal = self._one(place, envelope)
            if refusal is not None:
                yield Refused(place, refusal)
            progress(place + 1, len(envelopes))

    def _one(self, place: int, envelope: Envelope) -> Refusal | None:
        known = self.sent.get(envelope.id)
        if known is not None:
            if (known.party, known.command) == (envelope.party, envelope.command):
                self.already += 1
                return None
            return Refusal(code="id-reused", facts={"id": envelope.id})
        act = self._act(envelope)
        self._let_time_pass(act.at)
        refusal = self._judge(act)
        if refusal is not None and refusal.code == OVERDRAFT and self.overdraft is None:
            self.overdraft = Refused(place, refusal)
            self._assume_incomplete(act)
            refusal = self._judge(act)
        if refusal is None:
            kind = str(act.command.__struct_config__.tag)
            self.new[kind] = self.new.get(kind, 0) + 1
        return refusal

    def _assume_incomplete(self, act: Act) -> None:
        command = NameSourceIncomplete(source="assumed for the trial", lacks="")
        seq, trustee = self.state.size, passing.trustee(self.state.terms)
        assumed = Act(party=trustee, officer="trial", at=act.at, id=f"trial:{seq}", command=command)
        decided = fund.decide(self.state, assumed)
        if not isinstance(decided, Refusal):
            fund.apply(self.state, entry_of(seq, assumed, decided))

    def _act(self, envelope: Envelope) -> Act:
        return Act(
            party=envelope.party,
            officer=envelope.officer,
            at=envelope.at or self.now,
            id=envelope.id,
            command=envelope.command,
        )

    def _judge(self, act: Act) -> Refusal | None:
        decided = fund.decide(self.state, act)
        if isinstance(decided, Refusal):
            return decided
        fund.apply(self.state, entry_of(self.state.size, act, decided))
        self.sent[act.id] = act
        return None

    def _let_time_pass(self, at: str) -> None:
        """Close the days before an act, as the log does: by entries of their own."""
        for tick in passing.ticks(self.state, at):
            self.sent[tick.id] = act_of(tick)
