"""Projects: registered, allocated to, granted, found wanting, refunded."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Refusal
from concord.core.books.acts import Allocated, Committed, Draw, FoundIneligible, Refunded
from concord.core.books.attribution import Series
from concord.core.books.state import MINOR_MAX
from concord.core.programme import acts
from concord.core.programme.guardrails import Subject, guardrails
from concord.core.programme.room import available_to_commit, room_to_commit
from concord.core.regime.duties import Payment, discharged, triggered
from concord.core.regime.effects import Claim
from concord.core.state import Handler, Handlers, State, not_yet, unknown


def examine_project(state: State, project: str) -> Refusal | None:
    """Return the refusal of a project that is not registered."""
    if project in state.programme.projects:
        return None
    return unknown("project", project, state.programme.projects)


def _examine_register(state: State, _: Act, command: acts.RegisterProject) -> Iterator[Refusal]:
    if command.project in state.programme.projects:
        yield Refusal(code="project-exists", facts={"project": command.project})


def _register(_: State, __: Act, command: acts.RegisterProject) -> list[Event]:
    return [
        acts.ProjectRegistered(
            project=command.project,
            title=command.title,
            sector=command.sector,
            implementer=command.implementer,
            place=command.place,
            source=command.source,
        )
    ]


def _examine_allocate(state: State, _: Act, command: acts.Allocate) -> Iterator[Refusal]:
    if refused := examine_project(state, command.project):
        yield refused
        return
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    if command.amount == "0":
        yield Refusal(code="amount-zero")
    if state.terms.bodies:
        yield from _examine_decision(state, command)
    yield from _examine_available(state, command)
    subject = Subject(command.project, amount=int(command.amount))
    for finding in guardrails(state, "allocation", subject):
        if finding.effect != "flag":
            yield finding.refusal


def _examine_available(state: State, command: acts.Allocate) -> Iterator[Refusal]:
    unit = state.terms.holding
    if int(command.amount) - state.books.balance("memo", unit, "") > MINOR_MAX:
        yield Refusal(code="amount-too-large")
    available = available_to_commit(state)
    if int(command.amount) > available and not state.incomplete:
        donors = tuple(one.id for one in state.parties.values() if one.role == "donor")
        facts = {
            "amount": state.major_of(int(command.amount), unit),
            "available": state.major_of(available, unit),
            "unit": unit,
        }
        cures = (Cure(act="pay-in", who=donors),)
        yield Refusal(code="not-available-to-commit", facts=facts, cures=cures)


def _examine_decision(state: State, command: acts.Allocate) -> Iterator[Refusal]:
    """Money of a fund with a deciding body is allocated only on its adopted decision."""
    rules = tuple(state.terms.bodies)
    case = state.regime.get("decision", command.case)
    if case is None:
        cures = (Cure(act="propose-allocation", who=state.terms.bodies[rules[0]].members),)
        facts = {"project": command.project}
        art = state.terms.bodies[rules[0]].art
        yield Refusal(code="decision-missing", clause=art, facts=facts, cures=cures)
        return
    rule = state.terms.decisions[case.text("rule")]
    facts = {"case": case.id, "status": case.status, "ref": case.text("ref")}
    if case.text("act") != "allocate" or case.text("ref") != command.project:
        yield Refusal(code="decision-differs", clause=rule.art, facts=facts)
    elif case.status != "adopted":
        yield Refusal(code="decision-not-adopted", clause=rule.art, facts=facts)
    elif case.id in state.programme.done:
        yield Refusal(code="decision-used", clause=rule.art, facts=facts)
    elif int(command.amount) > case.number("amount"):
        facts["amount"] = state.major_of(case.number("amount"), state.terms.holding)
        facts["unit"] = state.terms.holding
        yield Refusal(code="above-decision", clause=rule.art, facts=facts)


def _allocate(_: State, __: Act, command: acts.Allocate) -> list[Event]:
    done: list[Event] = [acts.AllocationDone(case=command.case)] if command.case else []
    made = Allocated(project=command.project, amount=command.amount, value_on=command.value_on)
    return [made, *done]


def _examine_grant(state: State, _: Act, command: acts.SignGrant) -> Iterator[Refusal]:
    if refused := examine_project(state, command.project):
        yield refused
        return
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    if command.amount == "0":
        yield Refusal(code="amount-zero")
    yield from _examine_grant_amount(state, command)


def _examine_grant_amount(state: State, command: acts.SignGrant) -> Iterator[Refusal]:
    amount, unit = int(command.amount), state.terms.holding
    allocated = state.books.total("allocated", command.project)
    if amount > allocated:
        facts = {
            "project": command.project,
            "amount": state.major_of(amount, unit),
            "allocated": state.major_of(allocated, unit),
            "unit": unit,
        }
        yield Refusal(code="above-allocation", facts=facts)
    for constraint in room_to_commit(state, command.project).constraints:
        if amount > constraint.most:
            yield constraint.refusal
    for finding in guardrails(state, "commitment", Subject(command.project, amount=amount)):
        if finding.effect != "flag":
            yield finding.refusal


def _grant(state: State, _: Act, command: acts.SignGrant) -> list[Event]:
    phase = state.regime.phase()
    return [
        Committed(
            project=command.project,
            amount=command.amount,
            value_on=command.value_on,
            phase=phase.id if phase else "",
        )
    ]


def _examine_finding(state: State, _: Act, command: acts.FindIneligible) -> Iterator[Refusal]:
    if refused := examine_project(state, command.project):
        yield refused
        return
    if command.finding in state.programme.findings:
        yield Refusal(code="finding-exists", facts={"finding": command.finding})
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    books, unit = state.books, state.terms.holding
    left = books.total("disbursed", command.project) - books.total("ineligible", command.project)
    if not 0 < int(command.amount) <= left:
        facts = {"left": state.major_of(left, unit), "unit": unit, "project": command.project}
        yield Refusal(code="above-disbursed", facts=facts)


def _finding(state: State, _: Act, command: acts.FindIneligible) -> list[Event]:
    found = FoundIneligible(
        project=command.project,
        finding=command.finding,
        amount=command.amount,
        value_on=command.value_on,
    )
    claim = Claim(f"finding:{command.finding}", int(command.amount), state.terms.holding)
    duties: list[Event] = []
    for party in state.parties.values():
        if party.role == "recipient":
            duties += triggered(state, "finding", party.id, claim)
    return [found, *duties]


def _examine_refund(state: State, _: Act, command: acts.RecordRefund) -> Iterator[Refusal]:
    if refused := examine_project(state, command.project):
        yield refused
        return
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    books, unit = state.books, state.terms.holding
    if command.ref in books.refs:
        cures = (Cure(act="use-bank-reference"),)
        yield Refusal(code="deposit-twice", facts={"ref": command.ref}, cures=cures)
    left = books.total("disbursed", command.project) - books.total("refunded", command.project)
    if not 0 < int(command.amount) <= left:
        facts = {"left": state.major_of(left, unit), "unit": unit, "project": command.project}
        yield Refusal(code="above-disbursed", facts=facts)


def _refund(state: State, _: Act, command: acts.RecordRefund) -> list[Event]:
    series = state.books.refunds.get(command.project) or refund_series(state, command.project)
    parts = series.split(int(command.amount))
    draws = [Draw(source, str(part)) for source, part in zip(series.sources, parts, strict=True)]
    back = Refunded(
        project=command.project,
        cause=command.cause,
        ref=command.ref,
        amount=command.amount,
        value_on=command.value_on,
        draws=draws,
        phase=_paid_in(state, command.project),
    )
    done: list[Event] = []
    if command.cause == "ineligible":
        for party in state.parties.values():
            if party.role == "recipient":
                unit = state.terms.holding
                payment = Payment(party.id, int(command.amount), unit, command.ref)
                done += discharged(state, "finding", payment)
    return [back, *done]


def _paid_in(state: State, project: str) -> str:
    """Return the phase in which a project was last paid."""
    found = ""
    for one in state.programme.withdrawals.values():
        if one.project == project and one.status in {"paid", "documented"}:
            found = one.phase
    return found


def refund_series(state: State, project: str) -> Series:
    """Return a new series over the sources that have paid for a project, by what each paid."""
    attributed = state.books.attributed
    sources = [party for party in state.parties if attributed.get((project, party), 0) > 0]
    return Series(sources, [attributed[project, source] for source in sources])


HANDLERS: Handlers = {
    acts.RegisterProject: Handler(
        ("trustee", "recipient", "implementer"), _examine_register, _register
    ),
    acts.Allocate: Handler(("trustee",), _examine_allocate, _allocate),
    acts.SignGrant: Handler(("trustee",), _examine_grant, _grant),
    acts.FindIneligible: Handler(("trustee",), _examine_finding, _finding),
    acts.RecordRefund: Handler(("trustee",), _examine_refund, _refund),
}
