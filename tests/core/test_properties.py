"""What must hold whatever parties do: money, limits, and the log as the only truth.

A machine sends random commands to the small fund. After each of them the books balance, a payment
agrees with a second reckoning (model.py), and a refusal has left no trace. At the end the log is
folded in two parts, and every decision is taken again.
"""

from __future__ import annotations

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from concord.core import entry, fund
from concord.core.acts import Command, Event
from concord.core.agreement.days import day_of, iso_of
from concord.core.books import acts as b
from concord.core.log import (
    BadReceipt,
    Checkpoint,
    Receipt,
    Signer,
    format_receipt,
    inclusion_proof,
    leaf_hash,
    parse_receipt,
    root,
    sign_checkpoint,
    verify_receipt,
)
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from concord.core.state import State
from tests.core.funds import Play, running, withdrawal
from tests.core.model import Model

LOG = Signer("log.example/fund", b"3" * 32)


def check_receipts(log: list[bytes]) -> None:
    """The receipt of every entry, as text, proves that entry and no other."""
    leaves = [leaf_hash(data) for data in log]
    signed = sign_checkpoint(Checkpoint(LOG.name, len(log), root(leaves)), LOG)
    for place, data in enumerate(log):
        proof = tuple(inclusion_proof(leaves, place, len(log)))
        receipt = parse_receipt(format_receipt(Receipt(place, proof, signed)))
        assert verify_receipt(receipt, data, LOG.verifier).size == len(log)
        with pytest.raises(BadReceipt):
            verify_receipt(receipt, data + b" ", LOG.verifier)


DONORS = st.sampled_from(["US", "JP", "KR"])
VERIFIERS = st.sampled_from(["IAEA", "TEV"])
MILESTONES = st.sampled_from(["M1", "M2", "M2", "M4", "M4", "M5"])
VERDICTS = st.sampled_from(["met", "met", "met", "not met", "access denied", "inconclusive"])
AMOUNTS = st.one_of(
    st.integers(1, 120), st.sampled_from([50_000, 99_999, 100_000, 100_001, 150_000, 300_001])
)
LAGS = st.sampled_from([0, 0, 0, 1, 5, 40, 80])


class Redecided:
    """A fold that takes every decision again and holds it to the bytes of the log."""

    def __init__(self, state: State) -> None:
        self.state = state

    def judge(self, data: bytes) -> None:
        found = entry.decode(data)
        act = entry.act_of(found)
        events = fund.decide(self.state, act)
        assert isinstance(events, list), events
        assert entry.encode(entry.entry_of(self.state.size, act, events)) == data
        fund.apply(self.state, found)


class FundMachine(RuleBasedStateMachine):
    """Random acts of all parties, with the clock running."""

    @initialize()
    def open(self) -> None:
        self.model = Model()
        self.play = running()
        self.day = self.play.state.day
        self.n = 0
        self._replay()

    def _replay(self) -> None:
        """Let the model see what made the fund run."""
        folded = State(self.play.state.terms)
        for seq, data in enumerate(self.play.log):
            found = entry.decode(data)
            fund.apply(folded, found)
            self._tell(seq, folded, found)

    def _tell(self, seq: int, state: State, found: entry.Entry) -> None:
        paid = [one for one in found.events if isinstance(one, b.Disbursed | b.Refunded)]
        draws = paid[0].draws if paid else []
        phase = state.regime.phase()
        act = entry.act_of(found)
        self.model.accept(seq, state.day, act, phase.id if phase else "", draws)
        for moved in found.events:
            if isinstance(moved, r.Moved) and (moved.kind, moved.status) == ("decision", "adopted"):
                case = state.regime.instruments["decision", moved.id]
                if case.text("act") == "continue":
                    self.model.continued(case.text("ref"), state.day)

    def send(self, party: str, command: Command, officer: str = "") -> bool:
        """Send a command today; say whether it was accepted."""
        at = iso_of(self.day)
        self.play.tick(at)
        before, size = self.play.snapshot(), self.play.state.size
        act = self.play.act_of(party, at, command, officer)
        found = fund.decide(self.play.state, act)
        assert fund.decide(self.play.state, act) == found
        assert self.play.snapshot() == before
        if not isinstance(found, list):
            assert self.play.state.size == size
            return False
        self.play.write(act, found)
        self._tell(size, self.play.state, entry.decode(self.play.log[-1]))
        return True

    def name(self, kind: str) -> str:
        self.n += 1
        return f"{kind}{self.n}"

    # --- time -----------------------------------------------------------------------------------
    @rule(days=st.sampled_from([1, 2, 7, 20, 36, 91]))
    def days_pass(self, days: int) -> None:
        self.day += days

    @rule(more=st.sampled_from([-1, 0, 1]))
    def until_something_falls_due(self, more: int) -> None:
        due = self.play.regime.next_due()
        if due is not None:
            self.day = max(self.day, due[0] + more)

    @rule(more=st.sampled_from([-1, 0, 1]))
    def until_an_attestation_expires(self, more: int) -> None:
        clock = self.play.regime.instruments["milestone", "M2"].clock
        if clock is not None:
            self.day = max(self.day, clock.day + more)

    # --- money in -------------------------------------------------------------------------------
    @rule(donor=DONORS, amount=AMOUNTS, yen=st.booleans())
    def receive(self, donor: str, amount: int, *, yen: bool) -> None:
        self.send(
            "WB",
            b.RecordReceipt(
                donor=donor,
                ref=self.name("dep"),
                amount=str(amount),
                currency="JPY" if yen else "USD",
                equivalent=str(amount // 2 + 1) if yen else "",
                value_on=iso_of(self.day),
            ),
        )

    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from([0, *self.model.receipts]))
        self.send("WB", b.ReverseEntry(seq=seq, reason="wrong"))

    @rule(donor=DONORS, amount=AMOUNTS)
    def sign_and_call(self, donor: str, amount: int) -> None:
        ref, money = self.name("ca"), {"amount": str(amount), "currency": "USD"}
        today = iso_of(self.day)
        self.send("WB", b.SignContribution(donor=donor, ref=ref, value_on=today, **money))
        self.send("WB", b.CallInstalment(donor=donor, contribution=ref, **money))

    # --- the regime -----------------------------------------------------------------------------
    @rule(milestone=MILESTONES, by=VERIFIERS, verdict=VERDICTS)
    def attest(self, milestone: str, by: str, verdict: str) -> None:
        command = r.Attest(milestone=milestone, verdict=verdict, on=iso_of(self.day))
        self.send(by, command)

    @rule(milestone=MILESTONES, by=DONORS, ruling=st.sampled_from(["", "uphold", "overturn"]))
    def challenge(self, milestone: str, by: str, ruling: str) -> None:
        self.send(by, r.Challenge(milestone=milestone, ground="x"))
        if ruling:
            self.propose(ruling, milestone, votes="yy")

    @rule(
        procedure=st.sampled_from(["S1", "S1", "S2", "S3"]),
        milestone=st.sampled_from(["", "", "M4"]),
        cured=LAGS,
    )
    def allege(self, procedure: str, milestone: str, cured: int) -> None:
        """An allegation, often followed by a cure before, at or after the end of its time."""
        party, project = ("WB", "A") if procedure == "S3" else ("US", "")
        made = r.Allege(procedure=procedure, ground="x", milestone=milestone, project=project)
        if self.send(party, made) and cured:
            self.day += cured
            case = f"{procedure}-{self.model.counts[procedure]}"
            for by in ("WB",) if project else ("IAEA", "TEV"):
                self.send(by, r.VerifyCure(case=case, on=iso_of(self.day)))

    @rule(
        act=st.sampled_from(["enter", "continue"]),
        ref=st.sampled_from(["P2", "S1-1"]),
        votes=st.sampled_from(["yy", "yn", "yyy", "nn", "y"]),
    )
    def propose(self, act: str, ref: str, votes: str) -> None:
        case = self.name("d")
        if self.send("US", r.Propose(case=case, rule="ord", act=act, ref=ref)):
            words = {"y": "yes", "n": "no"}
            for party, vote in zip(("US", "JP", "KR"), votes, strict=False):
                self.send(party, r.Vote(case=case, vote=words[vote]))

    @rule(relief=st.sampled_from(["R1", "R2"]), by=DONORS, back=st.booleans())
    def relief(self, relief: str, by: str, *, back: bool) -> None:
        self.send(by, r.GrantRelief(relief=relief))
        if back:
            self.send(by, r.WithdrawRelief(relief=relief, ground="x"))

    @precondition(lambda self: self.day > day_of("2028-01-01"))
    @rule()
    def notice(self) -> None:
        self.send("KP", r.GiveNotice(phase="P3"))

    # --- the programme --------------------------------------------------------------------------
    @rule(amount=AMOUNTS)
    def grant(self, amount: int) -> None:
        project, case, today = self.name("P"), self.name("d"), iso_of(self.day)
        money = {"project": project, "amount": str(amount), "value_on": today}
        self.send("WB", p.RegisterProject(project=project, title="x"))
        propose = r.Propose(case=case, rule="ord", act="allocate", ref=project, amount=str(amount))
        if self.send("US", propose):
            for party in ("US", "JP"):
                self.send(party, r.Vote(case=case, vote="yes"))
            self.send("WB", p.Allocate(case=case, **money))
            self.send("WB", p.SignGrant(**money))

    @rule(amount=AMOUNTS, lag=LAGS, documented=st.integers(0, 100), data=st.data())
    def withdraw(self, amount: int, lag: int, documented: int, data: st.DataObject) -> None:
        """Request, approve, perhaps wait, pay, document a share."""
        project = data.draw(st.sampled_from(sorted(self.play.state.programme.projects)))
        ident = self.name("w")
        self.send("KP", withdrawal(ident, project, amount))
        self.send("WB", p.ApproveWithdrawal(withdrawal=ident))
        self.day += lag
        today = iso_of(self.day)
        paid = self.send("WB", p.PayWithdrawal(withdrawal=ident, value_on=today), "WB-2")
        share = amount * documented // 100
        if paid and share:
            self.send("WB", p.Document(withdrawal=ident, amount=str(share), value_on=today))

    @precondition(lambda self: self.model.phase_of)
    @rule(data=st.data())
    def account_for(self, data: st.DataObject) -> None:
        """Document a payment wholly, so that tranches open."""
        ident = data.draw(st.sampled_from(sorted(self.model.phase_of)))
        one = self.play.state.programme.withdrawals[ident]
        left = str(one.amount - one.documented)
        self.send("WB", p.Document(withdrawal=ident, amount=left, value_on=iso_of(self.day)))

    @rule(amount=AMOUNTS, cause=st.sampled_from(["ineligible", "unspent"]))
    def refund(self, amount: int, cause: str) -> None:
        today, money = iso_of(self.day), {"project": "A", "amount": str(amount)}
        if cause == "ineligible":
            finding = self.name("f")
            found = p.FindIneligible(finding=finding, value_on=today, reason="x", **money)
            self.send("WB", found)
        back = p.RecordRefund(ref=self.name("back"), value_on=today, cause=cause, **money)
        self.send("WB", back)

    # --- what holds after every step ------------------------------------------------------------
    @invariant()
    def no_money_is_made_or_lost(self) -> None:
        sums: Counter[str] = Counter()
        for (_, unit, _), amount in self.play.books.balances.items():
            sums[unit] += amount
        assert not any(sums.values())

    @invariant()
    def cash_is_what_came_less_what_went_and_never_negative(self) -> None:
        cash = self.play.books.cash("USD")
        assert all(amount >= 0 for amount in cash.values())
        assert {source: amount for source, amount in cash.items() if amount} == {
            source: amount for source, amount in self.model.cash().items() if amount
        }

    # --- what holds of the whole log ------------------------------------------------------------
    def teardown(self) -> None:
        if not hasattr(self, "play"):
            return
        log, terms = self.play.log, self.play.state.terms
        half = len(log) // 2
        state = fund.fold(terms, (entry.decode(data) for data in log[:half]))
        for data in log[half:]:
            fund.apply(state, entry.decode(data))
        assert self._all(state) == self._all(self.play.state)
        again = Redecided(State(terms))
        for data in log:
            again.judge(data)
        assert self._all(again.state) == self._all(self.play.state)
        check_receipts(log)

    @staticmethod
    def _all(state: State) -> tuple[bytes, object, object]:
        twin = Play(state.terms, opened=None)
        twin.state = state
        regime = [(one.kind, one.id, one.status, one.clock, one.facts) for one in _all(state)]
        return twin.snapshot(), regime, (state.size, state.at, state.opened, state.officers)


def _all(state: State) -> list:
    return list(state.regime.instruments.values())


FundMachine.TestCase.settings = settings(stateful_step_count=40)
TestFund = FundMachine.TestCase


def test_the_machine_reaches_what_it_is_meant_to_try():
    """A story by hand through the machine: paid, suspended, snapped back, restored, paid again."""
    machine = FundMachine()
    machine.open()
    paid = len(machine.model.phase_of)
    project = _Drawn("A")
    machine.withdraw(70_000, 0, 100, project)
    machine.allege("S1", "", 40)
    machine.attest("M2", "IAEA", "met")
    machine.withdraw(20_000, 0, 0, project)
    machine.allege("S2", "", 0)
    machine.withdraw(9_000, 0, 0, project)
    assert len(machine.model.phase_of) == paid + 2
    events: set[type[Event]] = set()
    for data in machine.play.log:
        events |= {type(event) for event in entry.decode(data).events}
    assert {b.Disbursed, b.Documented, r.Suspended, r.CureVerified} <= events
    machine.no_money_is_made_or_lost()
    machine.cash_is_what_came_less_what_went_and_never_negative()
    machine.teardown()


class _Drawn:
    """A choice that was made beforehand."""

    def __init__(self, value: str) -> None:
        self.value = value

    def draw(self, _: object) -> str:
        return self.value
