"""How much may be paid or committed now, and what binds: one reckoning for refusal and figure.

``room`` takes the limits of the regime and the balances of the books and gives the amount, with
every constraint on it in order; the least is the one that binds. "May be disbursed now" on a page,
the refusal of a payment and ``why`` all come from here.
"""

from __future__ import annotations

from typing import NamedTuple

from concord.core.acts import Cure, Refusal
from concord.core.agreement.terms import PPM, Phase
from concord.core.regime.limits import blocks
from concord.core.state import State


class Constraint(NamedTuple):
    """One thing that limits an amount; ``most`` in minor units of the holding currency."""

    most: int
    refusal: Refusal


class Room(NamedTuple):
    """What may be done now: the amount in minor units, and all constraints, the binding first."""

    most: int
    constraints: list[Constraint]

    @property
    def binding(self) -> Refusal | None:
        """The constraint that binds, None where nothing limits at all."""
        return self.constraints[0].refusal if self.constraints else None


def available_to_pay(state: State) -> int:
    """Return cash less reserves, in minor units of the holding currency; notes never count."""
    return sum(state.books.cash(state.terms.holding).values())


def available_to_commit(state: State) -> int:
    """Return cash less what is allocated or committed and not yet disbursed (domain.md 5.1)."""
    books = state.books
    undisbursed = books.total("allocated") + books.total("committed") - books.total("disbursed")
    return available_to_pay(state) - undisbursed


def room_to_pay(state: State, project: str = "") -> Room:
    """Return what may be paid now, for a project or ("") for the fund."""
    found = [_cash(state)]
    current = state.regime.phase()
    phase = state.terms.phases[current.id] if current else None
    early = 0
    if phase is not None:
        found += [_ceiling(state, phase, "disbursed"), *_tranche(state, phase)]
        early = _first_tranche(state, phase)
    for scope, refusal in blocks(state.regime, state.terms):
        if scope == "needs":
            found.append(Constraint(early, refusal))
        elif scope in {"payments", f"project:{project}"}:
            found.append(Constraint(0, refusal))
    return _room(found)


def _first_tranche(state: State, phase: Phase) -> int:
    """Return what the text pays of a first tranche before the phase's needs are met."""
    if not phase.first_tranche_on_entry or phase.tranche is None:
        return 0
    return max(0, phase.tranche.minor - state.books.phase("disbursed", phase.id))


def room_to_commit(state: State, project: str = "") -> Room:
    """Return what may be committed now in a grant agreement."""
    found: list[Constraint] = []
    current = state.regime.phase()
    if current is not None:
        found.append(_ceiling(state, state.terms.phases[current.id], "committed"))
    for scope, refusal in blocks(state.regime, state.terms):
        if scope in {"commitments", f"project:{project}"}:
            found.append(Constraint(0, refusal))
    return _room(found)


def _room(found: list[Constraint]) -> Room:
    ordered = sorted(found, key=lambda constraint: constraint.most)
    return Room(max(0, ordered[0].most) if ordered else 0, ordered)


def _cash(state: State) -> Constraint:
    cash = available_to_pay(state)
    unpaid = tuple(one.id for one in state.parties.values() if one.role == "donor")
    facts = {"available": state.major_of(cash, state.terms.holding), "unit": state.terms.holding}
    cures = (Cure(act="pay-in", who=unpaid),)
    return Constraint(cash, Refusal(code="cash-short", facts=facts, cures=cures))


def _ceiling(state: State, phase: Phase, family: str) -> Constraint:
    used = state.books.phase(family, phase.id)
    left = phase.ceiling.minor - used
    facts = {
        "phase": phase.id,
        "ceiling": state.major(phase.ceiling),
        "used": state.major_of(used, phase.ceiling.unit),
        "left": state.major_of(max(0, left), phase.ceiling.unit),
        "unit": phase.ceiling.unit,
    }
    order = list(state.terms.phases.values())
    later = order[order.index(phase) + 1 :]
    cures = tuple(
        Cure(act="enter-phase", facts={"phase": one.id, "rule": one.enter}) for one in later[:1]
    )
    refusal = Refusal(code="ceiling-exceeded", clause=phase.art, facts=facts, cures=cures)
    return Constraint(left, refusal)


def _tranche(state: State, phase: Phase) -> list[Constraint]:
    """Tranches open one after the other, as those before are documented to the stated share."""
    if phase.tranche is None:
        return []
    size = phase.tranche.minor
    books = state.books
    documented = books.phase("documented", phase.id) + books.phase("returned", phase.id)
    opened = documented // size + phase.outstanding
    if phase.documented_ppm:
        opened = min(opened, 1 + documented * PPM // (size * phase.documented_ppm))
    left = opened * size - state.books.phase("disbursed", phase.id)
    facts = {
        "phase": phase.id,
        "opened": str(opened),
        "tranche": state.major(phase.tranche),
        "left": state.major_of(max(0, left), phase.tranche.unit),
        "unit": phase.tranche.unit,
    }
    implementers = tuple(
        one.id for one in state.parties.values() if one.role in {"recipient", "implementer"}
    )
    cures = (Cure(act="document-expenditure", who=implementers),)
    refusal = Refusal(code="tranche-exceeded", clause=phase.art, facts=facts, cures=cures)
    return [Constraint(left, refusal)]
