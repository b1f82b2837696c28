"""What the regime holds back now: suspensions, unverified milestones, the phase and its end.

A limit carries its clause and who can lift it. ``blocks`` is a function of the regime alone; how
much room money has under ceilings and cash is reckoned in ``programme/room.py``.
"""

from __future__ import annotations

from typing import NamedTuple

from concord.core.acts import Cure, Refusal
from concord.core.agreement.days import iso_of
from concord.core.agreement.terms import Phase, Terms
from concord.core.regime.state import Instrument, Regime


class Block(NamedTuple):
    """Something that may not be done: in which scope, and the refusal that says why.

    ``scope`` is "payments", "commitments", "needs" (payments, save a first tranche that the text
    pays on entry) or "project:ID".
    """

    scope: str
    refusal: Refusal


def blocks(regime: Regime, terms: Terms) -> list[Block]:
    """Return everything that the regime holds back on the day that is open."""
    found = [_suspension(regime, terms, one) for one in regime.of("suspension")]
    out = [block for block in found if block is not None]
    if not terms.phases:
        return out
    if terms.ends is not None and regime.day > terms.ends:
        refusal = Refusal(code="agreement-ended", facts={"ended": iso_of(terms.ends)})
        return [*out, Block("payments", refusal), Block("commitments", refusal)]
    current = regime.phase()
    if current is None:
        refusal = Refusal(code="no-phase-in-force", cures=_openers(regime, terms))
        return [*out, Block("payments", refusal), Block("commitments", refusal)]
    phase = terms.phases[current.id]
    return out + [
        _needs(regime, terms, phase, ref) for ref in phase.needs if not regime.verified(ref)
    ]


def _openers(regime: Regime, terms: Terms) -> tuple[Cure, ...]:
    waiting = [one for one in regime.of("phase") if one.status == "not entered"]
    return tuple(
        Cure(act="enter-phase", facts={"phase": one.id, "rule": terms.phases[one.id].enter})
        for one in waiting[:1]
    )


def _needs(regime: Regime, terms: Terms, phase: Phase, ref: str) -> Block:
    milestone = terms.milestones[ref]
    verification = terms.verification_of(ref)
    one = regime.instruments[("milestone", ref)]
    who = verification.verifiers if verification else ()
    by = iso_of(one.clock.day) if one.clock and one.clock.then == "missed" else ""
    cure = Cure(act="verify-milestone", who=who, by=by, facts={"milestone": ref})
    facts = {"milestone": ref, "text": milestone.text, "status": one.status, "phase": phase.id}
    refusal = Refusal(code="milestone-unverified", clause=phase.art, facts=facts, cures=(cure,))
    return Block("needs", refusal)


def _suspension(regime: Regime, terms: Terms, one: Instrument) -> Block | None:
    if one.status != "in force":
        return None
    case = regime.instruments[("procedure", one.text("ground"))]
    procedure = terms.procedures[case.text("procedure")]
    running = case.status in {"notice", "cure"}
    last = case.number("alleged") + procedure.notice_days + procedure.cure_days
    by = iso_of(last) if running else ""
    verification = terms.verification_of(case.text("milestone"))
    who = verification.verifiers if verification else ()
    if case.text("project"):
        who = tuple(one.id for one in terms.parties.values() if one.role == "trustee")
    cures = [Cure(act="verify-cure", who=who, by=by, facts={"case": case.id})]
    if procedure.continue_rule and running:
        rule = terms.decisions[procedure.continue_rule]
        body = terms.bodies[rule.body]
        cures.append(
            Cure(act="decide-to-continue", who=body.members, by=by, facts={"rule": rule.id})
        )
    facts = {
        "case": case.id,
        "stage": case.status,
        "scope": one.text("scope"),
        "since": iso_of(one.since or 0),
    }
    refusal = Refusal(code="suspended", clause=one.text("clause"), facts=facts, cures=tuple(cures))
    return Block(one.text("scope"), refusal)
