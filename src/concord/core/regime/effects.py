"""What follows from a change of state: the effects that the tables name, and conditions.

Effects feed other instruments or put new ones in place. Conditions (relief ``while``, steps that
wait for a milestone) are looked at after every input until nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from concord.core.agreement.days import iso_of
from concord.core.agreement.terms import Effect, Obligation, Party, Standing
from concord.core.regime import acts
from concord.core.regime.state import OPEN, Clock, Instrument, due_clock

if TYPE_CHECKING:
    from concord.core.regime.machine import Machine


def stands(standing: Standing, party: Party) -> bool:
    """Say whether a clause that names roles and parties means this party."""
    return party.id in standing.parties or party.role in standing.roles


# --- phases ---------------------------------------------------------------------------------------
def _leave_others(machine: Machine, one: Instrument) -> None:
    for other in machine.regime.of("phase"):
        if other.id != one.id and other.status == "in force":
            machine.feed(other, "leave")


def _previous_back(machine: Machine, one: Instrument) -> None:
    order = list(machine.terms.phases)
    place = order.index(one.id)
    if place > 0:
        machine.feed(machine.regime.instruments[("phase", order[place - 1])], "back")


def _first(one: Instrument) -> bool:
    """Say whether an instrument is in its present state for the first time."""
    return sum(1 for _, status, _ in one.history if status == one.status) == 1


def _start_milestones(machine: Machine, one: Instrument) -> None:
    """Start the clocks of milestones that run from this phase, or from this milestone's success."""
    if one.kind == "milestone" and not _first(one):
        return
    for milestone in machine.terms.milestones.values():
        if milestone.due and milestone.due.trigger == one.id:
            machine.feed(machine.regime.instruments[("milestone", milestone.id)], "start")


# --- duties ---------------------------------------------------------------------------------------
def _raise_duties(machine: Machine, one: Instrument) -> None:
    if _first(one):
        raise_duties(machine, one.id)


def raise_duties(machine: Machine, trigger: str) -> None:
    """Put in place the duties that run from a trigger: opening, phase or milestone."""
    for obligation in machine.terms.obligations.values():
        due = obligation.due
        if due.trigger == trigger or (due.day is not None and trigger == "effective"):
            start = machine.terms.effective if trigger == "effective" else machine.day
            clock = due_clock(due, start, "missed")
            for party in machine.terms.parties.values():
                if clock and stands(obligation.by, party):
                    raise_duty(machine, obligation, party.id, clock.day)


class Claim(NamedTuple):
    """What a duty is about and, where it is a quantity, how much in minor units of what."""

    subject: str = ""
    owed: int = 0
    unit: str = "act"


def raise_duty(
    machine: Machine, obligation: Obligation, party: str, due: int, claim: Claim | None = None
) -> None:
    """Put one duty of one party in place; a quantity that the text gives goes before a claim's."""
    n = machine.regime.counters.get(obligation.id, 0) + 1
    duty = f"{obligation.id}:{party}:{n}"
    amount = obligation.amount
    claim = claim or Claim()
    machine.emit(
        acts.DutyArose(
            duty=duty,
            obligation=obligation.id,
            party=party,
            subject=claim.subject,
            due=iso_of(due),
            owed=str(amount.minor if amount else claim.owed),
            unit=amount.unit if amount else claim.unit,
        )
    )
    machine.feed(machine.regime.instruments[("duty", duty)], "arise")


def _renew(machine: Machine, one: Instrument) -> None:
    """A renewal performs the duty to renew and raises the next one."""
    for duty in machine.regime.of("duty"):
        if duty.text("subject") == f"renew:{one.id}":
            machine.feed(duty, "performed")
    milestone = machine.terms.milestones[one.id]
    if one.clock is None:
        return
    for obligation in machine.terms.obligations.values():
        party = machine.terms.parties.get(milestone.by)
        if obligation.due.trigger == "expiry" and party and stands(obligation.by, party):
            raise_duty(machine, obligation, party.id, one.clock.day - 1, Claim(f"renew:{one.id}"))


# --- milestones -----------------------------------------------------------------------------------
def _forget(machine: Machine, one: Instrument) -> None:
    """What was overturned counts no more: every positive attestation is set aside."""
    for name, value in list(one.facts.items()):
        if name.startswith("attested:") and isinstance(value, tuple) and value[0] == "met":
            machine.emit(
                acts.Attested(
                    milestone=one.id,
                    verifier=name.removeprefix("attested:"),
                    verdict="overturned",
                    on=iso_of(value[1]),
                )
            )


# --- procedures -----------------------------------------------------------------------------------
def _at_once(machine: Machine, one: Instrument) -> None:
    carry_out(machine, one, machine.terms.procedures[one.text("procedure")].at_once)


def _then(machine: Machine, one: Instrument) -> None:
    carry_out(machine, one, machine.terms.procedures[one.text("procedure")].then)


def _lift(machine: Machine, one: Instrument) -> None:
    for suspension in machine.regime.of("suspension"):
        if suspension.id.startswith(f"{one.id}:"):
            machine.feed(suspension, "lift")


def _restore(machine: Machine, one: Instrument) -> None:
    restore = machine.terms.procedures[one.text("procedure")].restore
    if restore is not None:
        _lift(machine, one)
        carry_out(machine, one, restore.effects)


SCOPES = {
    "suspend payments": "payments",
    "freeze undisbursed": "payments",
    "suspend commitments": "commitments",
}


def carry_out(machine: Machine, case: Instrument, effects: tuple[Effect, ...]) -> None:
    """Let the consequences take place that the text of a procedure names."""
    for effect in effects:
        if effect.kind in SCOPES:
            _suspend(machine, case, SCOPES[effect.kind])
        elif effect.kind == "suspend project":
            _suspend(machine, case, f"project:{case.text('project')}")
        elif effect.kind in {"phase back", "phase as before"}:
            _phase(machine, effect.kind)
        else:
            _relief(machine, effect)


def _phase(machine: Machine, kind: str) -> None:
    """Return to the previous phase, or enter again the one that was returned from."""
    if kind == "phase back":
        phase = machine.regime.phase()
        if phase is not None:
            machine.feed(phase, "return")
        return
    for phase in reversed(machine.regime.of("phase")):
        if machine.feed_if(phase, "returned", "enter"):
            return


def _relief(machine: Machine, effect: Effect) -> None:
    for ref in effect.refs:
        relief = machine.regime.instruments[("relief", ref)]
        if effect.kind == "suspend relief":
            machine.feed(relief, "snap back")
        elif effect.after_days == 0:
            machine.feed(relief, "restore")
        else:
            clock = Clock(machine.day + effect.after_days, OPEN, "restore")
            machine.feed(relief, "restore later", clock)


def _suspend(machine: Machine, case: Instrument, scope: str) -> None:
    procedure = machine.terms.procedures[case.text("procedure")]
    ident = f"{case.id}:{scope}"
    if machine.regime.get("suspension", ident) is None:
        machine.emit(
            acts.Suspended(suspension=ident, scope=scope, clause=procedure.art, ground=case.id)
        )
        machine.feed(machine.regime.instruments[("suspension", ident)], "suspend")


# --- decisions ------------------------------------------------------------------------------------
def _carry_out(machine: Machine, one: Instrument) -> None:
    """An adopted decision does what it says; "allocate" and "resolve" are themselves the effect."""
    words = {
        "enter": ("phase", "enter"),
        "continue": ("procedure", "continue"),
        "uphold": ("milestone", "uphold"),
        "overturn": ("milestone", "overturn"),
    }
    act, ref = one.text("act"), one.text("ref")
    if act in words:
        kind, word = words[act]
        machine.feed(machine.regime.instruments[(kind, ref)], word)
    elif act == "extend":
        steps = cast("tuple[acts.NewStep, ...]", one.facts["steps"])
        machine.emit(acts.StepsAdded(schedule=ref, steps=list(steps)))


EFFECTS: dict[str, Callable[[Machine, Instrument], None]] = {
    "leave_others": _leave_others,
    "previous_back": _previous_back,
    "start_milestones": _start_milestones,
    "raise_duties": _raise_duties,
    "renew": _renew,
    "forget": _forget,
    "at_once": _at_once,
    "then": _then,
    "lift": _lift,
    "restore": _restore,
    "carry_out": _carry_out,
}


# --- conditions -----------------------------------------------------------------------------------
def relief_holds(machine: Machine, one: Instrument) -> bool:
    """Say whether a measure's conditions hold: granted by all, phase open, milestones verified."""
    relief = machine.terms.relief[one.id]
    if any(f"grant:{party}" not in one.facts for party in relief.granted_by):
        return False
    phase = machine.regime.phase()
    if relief.phases and (phase is None or phase.id not in relief.phases):
        return False
    return all(machine.regime.verified(milestone) for milestone in relief.while_milestones)


def settle_relief(machine: Machine) -> bool:
    """Move the first measure whose conditions say so; say whether one moved."""
    for one in machine.regime.of("relief"):
        holds = relief_holds(machine, one)
        if one.status == "in force" and not holds:
            return machine.feed(one, "fails")
        if one.status in {"contingent", "suspended"} and holds:
            return machine.feed(one, "holds")
    return False


def settle_steps(machine: Machine) -> bool:
    """Move the first instalment that is due and whose conditions say so."""
    for one in machine.regime.of("step"):
        if one.status not in {"due", "blocked"}:
            continue
        needs = one.facts["needs"]
        holds = isinstance(needs, tuple) and all(machine.regime.verified(ref) for ref in needs)
        if not holds:
            if one.status == "due":
                return machine.feed(one, "fails")
            continue
        if needs or not machine.terms.schedules[one.text("schedule")].authorise:
            return machine.feed(one, "holds")
    return False
