"""Procedures: allegation, notice, cure, and what silence does at the end (snap-back)."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Event, Refusal
from concord.core.agreement.days import iso_of
from concord.core.agreement.terms import Standing
from concord.core.regime import acts
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row, row
from concord.core.regime.state import Instrument, Regime
from concord.core.state import Handler, Handlers, State, not_entitled, not_yet, unknown

RUNNING = ("notice", "cure")


def _examine_allege(state: State, act: Act, command: acts.Allege) -> Iterator[Refusal]:
    procedure = state.terms.procedures.get(command.procedure)
    if procedure is None:
        yield unknown("procedure", command.procedure, state.terms.procedures)
        return
    if refused := not_entitled(state, act, procedure.art, procedure.by):
        yield refused
    if command.milestone and command.milestone not in state.terms.milestones:
        yield unknown("milestone", command.milestone, state.terms.milestones)
    if command.project and command.project not in state.programme.projects:
        yield unknown("project", command.project, state.programme.projects)
    scoped = any(effect.kind == "suspend project" for effect in procedure.at_once)
    if scoped and not command.project:
        facts = {"procedure": procedure.id}
        yield Refusal(code="project-missing", clause=procedure.art, facts=facts)
    for one in state.regime.of("procedure"):
        same = one.text("procedure") == procedure.id
        if same and one.status in RUNNING and one.text("project") == command.project:
            facts = {"case": one.id, "status": one.status}
            yield Refusal(code="already-alleged", clause=procedure.art, facts=facts)


def _allege(state: State, act: Act, command: acts.Allege) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    n = machine.regime.counters.get(command.procedure, 0) + 1
    case = f"{command.procedure}-{n}"
    machine.emit(
        acts.Alleged(
            case=case,
            procedure=command.procedure,
            by=act.party,
            milestone=command.milestone,
            project=command.project,
        )
    )
    machine.act("procedure", case, "allege")
    return machine.events


def _case(state: State, case: str) -> Instrument | Refusal:
    found = state.regime.get("procedure", case)
    if found is None:
        return unknown("case", case, [one.id for one in state.regime.of("procedure")])
    return found


def _examine_respond(state: State, act: Act, command: acts.Respond) -> Iterator[Refusal]:
    case = _case(state, command.case)
    if isinstance(case, Refusal):
        yield case
        return
    procedure = state.terms.procedures[case.text("procedure")]
    standing = Standing(roles=("recipient", "donor", "implementer", "trustee"))
    if refused := not_entitled(state, act, procedure.art, standing):
        yield refused
    if case.status not in RUNNING:
        facts = {"id": case.id, "status": case.status}
        yield Refusal(code="not-in-this-state", clause=procedure.art, facts=facts)


def _respond(_: State, act: Act, command: acts.Respond) -> list[Event]:
    return [acts.Responded(case=command.case, party=act.party)]


def _quorum(state: State, case: Instrument) -> tuple[tuple[str, ...], int, str]:
    """Return who may verify a cure, how many must, and the clause: as for what was alleged."""
    procedure = state.terms.procedures[case.text("procedure")]
    verification = state.terms.verification_of(case.text("milestone"))
    if verification is None:
        who = tuple(one.id for one in state.parties.values() if one.role == "verifier")
        return who, 1, procedure.art
    return verification.verifiers, verification.attest, verification.art


def _examine_cure(state: State, act: Act, command: acts.VerifyCure) -> Iterator[Refusal]:
    case = _case(state, command.case)
    if isinstance(case, Refusal):
        yield case
        return
    who, _, art = _quorum(state, case)
    if case.text("project"):
        # Misuse in a project is for the trustee to clear: verifiers of conduct do not audit.
        who = tuple(one.id for one in state.parties.values() if one.role == "trustee")
    if refused := not_entitled(state, act, art, Standing(parties=who)):
        yield refused
    if refused := not_yet(state, "on", command.on):
        yield refused
    if case.status not in {*RUNNING, "snapped back"} or _restored(case):
        procedure = state.terms.procedures[case.text("procedure")]
        facts = {"id": case.id, "status": case.status}
        yield Refusal(code="not-in-this-state", clause=procedure.art, facts=facts)


def _restored(case: Instrument) -> bool:
    """Say whether a snap-back has already been restored: that happens once."""
    return any(cause == "cured" for _, _, cause in case.history)


def _cure(state: State, act: Act, command: acts.VerifyCure) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(acts.CureVerified(case=command.case, verifier=act.party))
    case = machine.regime.instruments[("procedure", command.case)]
    reports = sum(1 for name in case.facts if name.startswith("cure:"))
    if case.text("project") or reports >= _quorum(state, case)[1]:
        machine.feed(case, "cured")
        machine.settle()
    return machine.events


def report(regime: Regime, state: State) -> list[Row]:
    """Return the procedures of the state report, with the next day on which something happens."""
    rows: list[Row] = []
    for one in regime.of("procedure"):
        procedure = state.terms.procedures[one.text("procedure")]
        made: Row = {"id": one.id, "stage": one.status, **row(one, procedure.art)}
        made.update(procedure=procedure.id, by=one.text("by"))
        made["since"] = iso_of(next(day for day, status, _ in one.history if status == one.status))
        if one.status == "snapped back" and _restored(one):
            made["restored"] = iso_of(one.since or 0)
        for name in ("milestone", "project"):
            if one.text(name):
                made[name] = one.text(name)
        if one.clock is not None:
            made["next"] = iso_of(one.clock.day)
        rows.append(made)
    return rows


def suspensions(regime: Regime, _: State) -> list[Row]:
    """Return the suspensions in force, with scope, ground and clause."""
    return [
        {
            "id": one.id,
            "scope": one.text("scope"),
            "ground": one.text("ground"),
            "art": one.text("clause"),
            "since": iso_of(one.since or 0),
            "status": one.status,
        }
        for one in regime.of("suspension")
        if one.status == "in force"
    ]


HANDLERS: Handlers = {
    acts.Allege: Handler((), _examine_allege, _allege),
    acts.Respond: Handler((), _examine_respond, _respond),
    acts.VerifyCure: Handler((), _examine_cure, _cure),
}
