"""When an instrument leaves a state by itself: the days that the tables name.

``within n d`` ends as day E + n closes; ``after n d`` takes effect as day E + n opens; ``valid
n d`` holds through day E + n - 1 and expires as day E + n opens (docs/language.md, "Days").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from concord.core.regime.state import CLOSE, OPEN, Clock, Instrument, due_clock

if TYPE_CHECKING:
    from concord.core.regime.machine import Machine


def _due(machine: Machine, one: Instrument) -> Clock | None:
    milestone = machine.terms.milestones[one.id]
    due = milestone.due
    if due is None:
        return None
    start: int | None = machine.terms.effective
    if due.trigger not in {None, "effective"}:
        start = _started(machine, due.trigger or "")
    clock = due_clock(due, start, "missed")
    return clock if clock and clock.day >= machine.day else None


def _started(machine: Machine, trigger: str) -> int | None:
    """The day on which a phase came into force, or a milestone was first verified."""
    phase = machine.regime.get("phase", trigger)
    if phase is not None:
        return phase.since if phase.status == "in force" else None
    milestone = machine.regime.get("milestone", trigger)
    days = (
        [day for day, status, _ in milestone.history if status == "verified"] if milestone else []
    )
    return days[0] if days else None


def _validity(machine: Machine, one: Instrument) -> Clock | None:
    """The day on which fewer valid attestations remain than the quorum; once-only never lapses."""
    if not machine.terms.milestones[one.id].continuing:
        return None
    verification = machine.terms.verification_of(one.id)
    if verification is None:
        return None
    last = expiries(one, machine.day)
    if len(last) < verification.attest:
        # What is upheld after its attestations ran out lapses at once: nothing is paid on it.
        return Clock(machine.day, OPEN, "expiry")
    day = last[verification.attest - 1]
    return None if day is None else Clock(day, OPEN, "expiry")


def expiries(one: Instrument, today: int) -> list[int | None]:
    """Return the days on which the valid positive attestations expire, the latest first.

    None stands for an attestation that never expires and sorts before every day.
    """
    found: list[int | None] = []
    for name, value in one.facts.items():
        if not name.startswith("attested:") or not isinstance(value, tuple):
            continue
        verdict, _, expires = value
        if verdict == "met" and (expires is None or expires > today):
            found.append(expires)
    return sorted(found, key=lambda day: (day is not None, -(day or 0)))


def _dispute(machine: Machine, one: Instrument) -> Clock | None:
    verification = machine.terms.verification_of(one.id)
    days = verification.dispute_days if verification and verification.dispute_days else 0
    default = verification.default if verification else "pending"
    return Clock(machine.day + days, CLOSE, f"default {default}")


def _notice(machine: Machine, one: Instrument) -> Clock | None:
    procedure = machine.terms.procedures[one.text("procedure")]
    return Clock(machine.day + procedure.notice_days, OPEN, "notice over")


def _cure(machine: Machine, one: Instrument) -> Clock | None:
    procedure = machine.terms.procedures[one.text("procedure")]
    days = procedure.notice_days + procedure.cure_days
    return Clock(one.number("alleged") + days, CLOSE, "time over")


def _within(machine: Machine, one: Instrument) -> Clock | None:
    rule = machine.terms.decisions[one.text("rule")]
    if rule.within_days is None:
        return None
    then = f"default {rule.default}" if rule.default else "time over"
    return Clock(machine.day + rule.within_days, CLOSE, then)


def _duty(machine: Machine, one: Instrument) -> Clock | None:
    due = one.facts.get("due")
    if not isinstance(due, int):
        return None
    obligation = machine.terms.obligations[one.text("obligation")]
    then = "missed" if obligation.otherwise else "missed finally"
    return Clock(max(due, machine.day), CLOSE, then)


def _reparation(machine: Machine, one: Instrument) -> Clock | None:
    otherwise = machine.terms.obligations[one.text("obligation")].otherwise
    if otherwise is None or otherwise.within_days is None:
        return None
    return Clock(machine.day + otherwise.within_days, CLOSE, "time over")


CLOCKS: dict[str, Callable[[Machine, Instrument], Clock | None]] = {
    "due": _due,
    "validity": _validity,
    "dispute": _dispute,
    "notice": _notice,
    "cure": _cure,
    "within": _within,
    "duty": _duty,
    "reparation": _reparation,
}
