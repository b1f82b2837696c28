"""A second reckoning of the small fund, from its commands alone: what must hold of every payment.

It shares no code with the regime or the books. It knows tests/core/clauses.py by heart:
which attestations a phase needs, when silence snaps back, how large tranches and ceilings are.
"""

from __future__ import annotations

from collections import Counter

from concord.core.acts import Act
from concord.core.books import acts as b
from concord.core.programme import acts as p
from concord.core.regime import acts as r

#: Of each phase: ceiling, tranche, documented share in millionths, tranches outstanding.
SIZES = {
    "P1": (600_000, 100_000, 1_000_000, 1),
    "P2": (2_400_000, 300_000, 800_000, 2),
    "P3": (7_000_000, 0, 0, 0),
}
#: What each phase needs: milestone, quorum, days of validity.
NEEDS = {"P1": ("M2", 1, 180), "P2": ("M4", 2, 90)}
#: Notice and cure in days.
CLOCKS = {"S1": 35, "S2": 7, "S3": 14}


class Case:
    """An allegation: what it suspends, since when, and whether it was lifted."""

    def __init__(self, procedure: str, day: int, milestone: str, project: str) -> None:
        self.procedure = procedure
        self.day = day
        self.quorum = 2 if milestone == "M4" else 1
        self.project = project
        self.cures: set[str] = set()
        self.lifted = False

    def over(self, day: int) -> bool:
        """Whether silence has spoken: the last day of the cure period has closed."""
        return day > self.day + CLOCKS[self.procedure]


class Model:
    """Cash by source, attestations, suspensions and phases, from accepted commands."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.paid: Counter[str] = Counter()
        self.refunded: Counter[str] = Counter()
        self.receipts: dict[int, tuple[str, int]] = {}
        self.attested: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.cases: dict[str, Case] = {}
        self.counts: Counter[str] = Counter()
        self.disbursed: Counter[str] = Counter()
        self.documented: Counter[str] = Counter()
        self.withdrawals: dict[str, tuple[str, int]] = {}
        self.phase_of: dict[str, str] = {}

    def cash(self) -> Counter[str]:
        """Cash in hand by source, in cents."""
        found = Counter(self.received)
        found.subtract(self.paid)
        found.update(self.refunded)
        return found

    # --- what happens ---------------------------------------------------------------------------
    def accept(self, seq: int, day: int, act: Act, phase: str, draws: list[b.Draw]) -> None:
        """Take note of an accepted act; check it first where it is a payment."""
        command = act.command
        if isinstance(command, b.RecordReceipt):
            worth = int(command.equivalent or command.amount)
            self.received[command.donor] += worth
            self.receipts[seq] = (command.donor, worth)
        elif isinstance(command, b.ReverseEntry) and command.seq in self.receipts:
            donor, worth = self.receipts.pop(command.seq)
            self.received[donor] -= worth
        elif isinstance(command, p.RecordRefund):
            self._refund(command, draws)
        elif isinstance(command, p.PayWithdrawal):
            self._pay(command, day, phase, draws)
        elif isinstance(command, p.RequestWithdrawal):
            self.withdrawals[command.withdrawal] = (command.project, int(command.amount))
        elif isinstance(command, p.Document):
            self.documented[self.phase_of[command.withdrawal]] += int(command.amount)
        else:
            self._regime(day, act)

    def _regime(self, day: int, act: Act) -> None:
        command = act.command
        if isinstance(command, r.Attest):
            key = (command.milestone, act.party)
            self.attested.setdefault(key, []).append((day, command.verdict))
        elif isinstance(command, r.Allege):
            self.counts[command.procedure] += 1
            name = f"{command.procedure}-{self.counts[command.procedure]}"
            self.cases[name] = Case(command.procedure, day, command.milestone, command.project)
        elif isinstance(command, r.VerifyCure):
            case = self.cases[command.case]
            case.cures.add(act.party)
            restorable = case.procedure == "S1" or not case.over(day)
            enough = bool(case.project) or len(case.cures) >= case.quorum
            case.lifted |= restorable and enough

    def continued(self, name: str, day: int) -> None:
        """A decision to continue was adopted; after the snap-back it comes too late."""
        case = self.cases[name]
        case.lifted |= not case.over(day)

    def _refund(self, command: p.RecordRefund, draws: list[b.Draw]) -> None:
        assert sum(int(draw.amount) for draw in draws) == int(command.amount)
        for draw in draws:
            self.refunded[draw.source] += int(draw.amount)

    def _pay(self, command: p.PayWithdrawal, day: int, phase: str, draws: list[b.Draw]) -> None:
        project, amount = self.withdrawals[command.withdrawal]
        assert sum(int(draw.amount) for draw in draws) == amount
        for draw in draws:
            self.paid[draw.source] += int(draw.amount)
        self.disbursed[phase] += amount
        self.phase_of[command.withdrawal] = phase
        assert phase in SIZES, "no payment without a phase in force"
        assert not self.suspended(project, day), "no payment while suspended"
        self._within(phase)
        first = phase == "P2" and self.disbursed[phase] <= SIZES[phase][1]
        assert first or self._attestations_stand(phase, day), "no payment on a lapsed attestation"

    # --- what must hold -------------------------------------------------------------------------
    def suspended(self, project: str, day: int) -> bool:
        """Whether an allegation stands in the way of a payment to a project."""
        return any(
            not case.lifted and (not case.project or case.project == project)
            for case in self.cases.values()
            if case.day <= day
        )

    def _attestations_stand(self, phase: str, day: int) -> bool:
        if phase not in NEEDS:
            return True
        milestone, quorum, valid = NEEDS[phase]
        standing = sum(
            any(said == "met" and day < on + valid for on, said in reports)
            and reports[-1][1] != "not met"
            for (name, _), reports in self.attested.items()
            if name == milestone
        )
        return standing >= quorum

    def _within(self, phase: str) -> None:
        ceiling, tranche, share, outstanding = SIZES[phase]
        paid, documented = self.disbursed[phase], self.documented[phase]
        assert paid <= ceiling, "no payment above the ceiling"
        if tranche:
            begun = -(-paid // tranche)
            assert documented * 1_000_000 >= (begun - 1) * tranche * share, "share documented"
            assert begun - documented // tranche <= outstanding, "tranches outstanding"
