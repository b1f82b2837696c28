"""Duties of every side: what is owed, by whom, since when, what was done, what is in arrears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from concord.core.acts import Act, Event, Refusal
from concord.core.agreement.days import iso_of
from concord.core.regime import acts
from concord.core.regime.effects import Claim, raise_duty, stands
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row
from concord.core.regime.state import Instrument, Regime
from concord.core.state import Handler, Handlers, State, not_yet, unknown

OPEN_STATES = ("due", "overdue", "breached")
MONEY_TRIGGERS = ("call", "finding")


def _examine_perform(state: State, act: Act, command: acts.Perform) -> Iterator[Refusal]:
    one = state.regime.get("duty", command.duty)
    if one is None:
        yield unknown("duty", command.duty, [duty.id for duty in state.regime.of("duty")])
        return
    obligation = state.terms.obligations[one.text("obligation")]
    repairs = _repairs(state, act, one)
    if act.party != one.text("party") and not repairs:
        facts = {"party": act.party, "who": one.text("party")}
        yield Refusal(code="not-entitled", clause=obligation.art, facts=facts)
    if one.status not in OPEN_STATES:
        facts = {"id": one.id, "status": one.status}
        yield Refusal(code="not-in-this-state", clause=obligation.art, facts=facts)
    renewal = obligation.due.trigger == "expiry" and one.status == "due"
    if (obligation.due.trigger in MONEY_TRIGGERS and not repairs) or renewal:
        facts = {"duty": one.id, "must": obligation.must}
        yield Refusal(code="seen-elsewhere", clause=obligation.art, facts=facts)
    if refused := not_yet(state, "on", command.on):
        yield refused


def _repairs(state: State, act: Act, one: Instrument) -> bool:
    """Say whether the text lets another party repair a missed duty, as a trustee that offsets."""
    otherwise = state.terms.obligations[one.text("obligation")].otherwise
    if otherwise is None or one.status == "due":
        return False
    # Where the party that missed the duty is to repair it, no other may do so in its place.
    own = stands(otherwise.by, state.parties[one.text("party")])
    return not own and stands(otherwise.by, state.parties[act.party])


def _perform(state: State, _: Act, command: acts.Perform) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(acts.DutyPerformed(duty=command.duty, on=command.on))
    machine.act("duty", command.duty, "performed")
    return machine.events


def triggered(state: State, word: str, party: str, claim: Claim) -> list[Event]:
    """Return the events of duties that a fact of money raises: a call, or a finding."""
    machine = Machine(state.regime, state.terms)
    for obligation in state.terms.obligations.values():
        if obligation.due.trigger == word and stands(obligation.by, state.parties[party]):
            raise_duty(machine, obligation, party, machine.day + obligation.due.days, claim)
    return machine.events


class Payment(NamedTuple):
    """Money that may perform duties: whose, minor units of what, the reference of the bank."""

    party: str
    amount: int
    unit: str
    ref: str


def discharged(state: State, word: str, payment: Payment) -> list[Event]:
    """Return the events by which money received or refunded performs open duties, oldest first."""
    machine: Machine | None = None
    left = payment.amount
    for one in state.regime.of("duty"):
        obligation = state.terms.obligations[one.text("obligation")]
        mine = obligation.due.trigger == word and one.text("party") == payment.party
        due = one.status in OPEN_STATES and one.text("unit") == payment.unit
        if left <= 0 or not mine or not due:
            continue
        machine = machine or Machine(state.regime, state.terms)
        part = min(left, one.number("owed") - one.number("performed"))
        left -= part
        machine.emit(
            acts.DutyPerformed(
                duty=one.id,
                on=iso_of(state.day),
                amount=str(part),
                unit=payment.unit,
                ref=payment.ref,
            )
        )
        now = machine.regime.instruments[("duty", one.id)]
        if now.number("performed") >= now.number("owed"):
            machine.feed(now, "performed")
    return machine.events if machine else []


def undone(state: State, ref: str) -> list[Event]:
    """Return the events by which duties stand again that a reversed receipt had performed."""
    machine: Machine | None = None
    for one in state.regime.of("duty"):
        part = one.number(f"by:{ref}")
        if not part:
            continue
        machine = machine or Machine(state.regime, state.terms)
        today = iso_of(state.day)
        unit = one.text("unit")
        back = acts.DutyPerformed(duty=one.id, on=today, amount=str(-part), unit=unit, ref=ref)
        machine.emit(back)
        machine.feed(machine.regime.instruments[("duty", one.id)], "undone")
    return machine.events if machine else []


def report(regime: Regime, state: State) -> dict[str, Row]:
    """Return the obligations of the state report: the worst state, and each party's figures."""
    rows: dict[str, Row] = {}
    for obligation in state.terms.obligations.values():
        duties = [one for one in regime.of("duty") if one.text("obligation") == obligation.id]
        parties: dict[str, Row] = {}
        for one in duties:
            parties[one.text("party")] = _party_row(state, one, parties.get(one.text("party")))
        rows[obligation.id] = {
            "status": _worst([one.status for one in duties]),
            "art": obligation.art,
            "parties": parties,
        }
    return rows


def _worst(states: list[str]) -> str:
    for status in ("breached", "overdue", "due", "performed late", "performed"):
        if status in states:
            return status
    return "not due"


def _party_row(state: State, one: Instrument, before: Row | None) -> Row:
    owed, performed = one.number("owed"), one.number("performed")
    late = one.status in {"overdue", "breached"}
    unit = one.text("unit")
    if unit == "act":
        owed, performed = 1, int(one.status.startswith("performed"))
    sums = {"owed": owed, "performed": performed, "arrears": owed - performed if late else 0}
    if before is not None and before["unit"] == unit:
        for name, value in sums.items():
            sums[name] = value + state.minor(str(before[name]), unit)
    made: Row = {name: state.major_of(value, unit) for name, value in sums.items()}
    made.update(status=one.status, unit=unit)
    due = one.facts.get("due")
    if isinstance(due, int):
        made["due"] = iso_of(due)
    return made


HANDLERS: Handlers = {acts.Perform: Handler((), _examine_perform, _perform)}
