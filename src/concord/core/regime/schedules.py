"""Schedules: instalments that fall due by rule, wait for milestones, and move until received."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Refusal
from concord.core.agreement.days import iso_of
from concord.core.regime import acts
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row
from concord.core.regime.state import Instrument, Regime
from concord.core.regime.tables import STEP
from concord.core.state import Handler, Handlers, State, not_yet, unknown

RELEASED = ("authorised", "channel open", "moved", "received")
#: Which instalments each total of a schedule counts.
TALLIES = {
    "due": ("due", "blocked", *RELEASED),
    "authorised": RELEASED,
    "received": ("received",),
}


def waits_for(regime: Regime, one: Instrument) -> list[str]:
    """Return the milestones that an instalment still waits for."""
    needs = one.facts["needs"]
    if not isinstance(needs, tuple) or one.status not in {"scheduled", "due", "blocked"}:
        return []
    return [ref for ref in needs if not regime.verified(ref)]


def _examine_move(state: State, act: Act, command: acts.MoveStep) -> Iterator[Refusal]:
    schedule = state.terms.schedules.get(command.schedule)
    if schedule is None:
        yield unknown("schedule", command.schedule, state.terms.schedules)
        return
    one = state.regime.get("step", f"{schedule.id}:{command.n}")
    if one is None:
        yield unknown("instalment", str(command.n), [])
        return
    party = state.parties[act.party]
    payer = party.id in schedule.payer.parties or party.role in schedule.payer.roles
    if not payer and not (command.stage == "received" and party.id == schedule.payee):
        facts = {"party": act.party, "who": schedule.payee}
        yield Refusal(code="not-entitled", clause=schedule.art, facts=facts)
    if refused := not_yet(state, "on", command.on):
        yield refused
    waits = waits_for(state.regime, one)
    if waits:
        verification = state.terms.verification_of(waits[0])
        who = verification.verifiers if verification else ()
        facts = {"n": str(command.n), "schedule": schedule.id, "milestones": ", ".join(waits)}
        cures = (Cure(act="verify-milestone", who=who, facts={"milestone": waits[0]}),)
        yield Refusal(code="step-blocked", clause=schedule.art, facts=facts, cures=cures)
    elif (one.status, command.stage) not in STEP:
        facts = {"id": one.id, "status": one.status}
        yield Refusal(code="not-in-this-state", clause=schedule.art, facts=facts)


def _move(state: State, _: Act, command: acts.MoveStep) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    one = machine.regime.instruments[("step", f"{command.schedule}:{command.n}")]
    machine.feed(one, command.stage)
    machine.emit(
        acts.StepMoved(
            schedule=command.schedule,
            n=command.n,
            stage=command.stage,
            on=command.on,
            amount=str(one.number("amount")),
            unit=one.text("unit"),
        )
    )
    return machine.events


def report(regime: Regime, state: State) -> dict[str, list[Row]]:
    """Return the schedules of the state report, each instalment a row."""
    rows: dict[str, list[Row]] = {ident: [] for ident in state.terms.schedules}
    for one in regime.of("step"):
        unit = one.text("unit")
        made: Row = {
            "n": one.number("n"),
            "due": iso_of(one.number("due")),
            "amount": state.major_of(one.number("amount"), unit),
            "currency": unit,
            "status": one.status,
            "waits_for": waits_for(regime, one),
        }
        if one.since is not None:
            made["since"] = iso_of(one.since)
        for stage in ("moved", "received"):
            on = one.facts.get(f"on:{stage}")
            if isinstance(on, int):
                made[f"{stage}_on"] = iso_of(on)
        rows[one.text("schedule")].append(made)
    return rows


def totals(regime: Regime, state: State) -> dict[str, Row]:
    """Return, per schedule, what has fallen due, what is released and what has been received.

    Each figure holds the next: what was received was released, what was released was due.
    """
    rows: dict[str, Row] = {}
    for schedule in state.terms.schedules.values():
        steps = [one for one in regime.of("step") if one.text("schedule") == schedule.id]
        unit = schedule.steps[0].amount.unit
        made: Row = {"currency": unit}
        for name, states in TALLIES.items():
            amount = sum(one.number("amount") for one in steps if one.status in states)
            made[name] = state.major_of(amount, unit)
        rows[schedule.id] = made
    return rows


def received(regime: Regime) -> dict[str, int]:
    """Return what instalments have brought, in minor units per unit."""
    sums: dict[str, int] = {}
    for one in regime.of("step"):
        if one.status == "received":
            unit = one.text("unit")
            sums[unit] = sums.get(unit, 0) + one.number("amount")
    return sums


HANDLERS: Handlers = {acts.MoveStep: Handler((), _examine_move, _move)}
