"""Withdrawal applications: requested, held or approved, paid after everything is checked again.

Rules enforced here: an invoice is paid once (WA-1); what is paid is what was approved (WA-4);
withdrawals stay within the grant (GA-2); approval and payment are acts of different officers; what
was verified at approval is verified again when the money leaves (language.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Flagged, Refusal
from concord.core.books.acts import Disbursed, Documented, Draw
from concord.core.books.attribution import Series
from concord.core.programme import acts
from concord.core.programme.guardrails import Subject, guardrails
from concord.core.programme.projects import examine_project
from concord.core.programme.room import room_to_pay
from concord.core.programme.state import Withdrawal
from concord.core.state import Handler, Handlers, State, not_yet, unknown

PENDING = ("requested", "held", "approved")


def _subject(one: Withdrawal) -> Subject:
    return Subject(one.project, one.payee, one.amount)


def undrawn(state: State, project: str) -> int:
    """Return what of a grant is neither paid nor asked for, in minor units."""
    pending = sum(
        one.amount
        for one in state.programme.withdrawals.values()
        if one.project == project and one.status in PENDING
    )
    books = state.books
    return books.total("committed", project) - books.total("disbursed", project) - pending


def _examine_request(state: State, _: Act, command: acts.RequestWithdrawal) -> Iterator[Refusal]:
    if refused := examine_project(state, command.project):
        yield refused
        return
    if command.withdrawal in state.programme.withdrawals:
        yield Refusal(code="withdrawal-exists", facts={"withdrawal": command.withdrawal})
    if command.payee not in state.compliance.payees:
        yield unknown("payee", command.payee, state.compliance.payees)
    if command.invoice and command.invoice in state.programme.invoices:
        other = state.programme.invoices[command.invoice]
        yield Refusal(code="invoice-twice", facts={"withdrawal": other})
    amount, unit = int(command.amount), state.terms.holding
    left = undrawn(state, command.project)
    if not 0 < amount <= left:
        facts = {
            "amount": state.major_of(amount, unit),
            "left": state.major_of(left, unit),
            "unit": unit,
            "project": command.project,
        }
        cures = (Cure(act="sign-grant", who=_trustees(state)),)
        yield Refusal(code="above-grant", facts=facts, cures=cures)
    subject = Subject(command.project, command.payee, amount)
    for finding in guardrails(state, "withdrawal", subject):
        if finding.effect == "refuse":
            yield finding.refusal


def _trustees(state: State) -> tuple[str, ...]:
    return tuple(one.id for one in state.parties.values() if one.role == "trustee")


def _request(state: State, act: Act, command: acts.RequestWithdrawal) -> list[Event]:
    subject = Subject(command.project, command.payee, int(command.amount))
    findings = guardrails(state, "withdrawal", subject)
    held = [finding for finding in findings if finding.effect == "hold"]
    moved = acts.WithdrawalMoved(
        withdrawal=command.withdrawal,
        status="held" if held else "requested",
        officer=act.officer,
        clause=held[0].guardrail.art if held else "",
        project=command.project,
        method=command.method,
        amount=command.amount,
        payee=command.payee,
        invoice=command.invoice,
    )
    return [
        moved,
        *(
            Flagged(
                code=finding.guardrail.id,
                clause=finding.guardrail.art,
                subject=command.withdrawal,
            )
            for finding in findings
            if finding.effect == "flag"
        ),
    ]


def _found(state: State, ident: str, wanted: tuple[str, ...]) -> Withdrawal | Refusal:
    one = state.programme.withdrawals.get(ident)
    if one is None:
        return unknown("withdrawal application", ident, state.programme.withdrawals)
    if one.status not in wanted:
        return Refusal(code="not-in-this-state", facts={"id": one.id, "status": one.status})
    return one


def _examine_approve(state: State, act: Act, command: acts.ApproveWithdrawal) -> Iterator[Refusal]:
    one = _found(state, command.withdrawal, ("requested", "held"))
    if isinstance(one, Refusal):
        yield one
        return
    if act.officer in {one.officers.get("requested"), one.officers.get("held")}:
        yield Refusal(code="four-eyes", facts={"officer": act.officer})
    for finding in guardrails(state, "withdrawal", _subject(one)):
        if finding.effect != "flag":
            yield finding.refusal


def _approve(_: State, act: Act, command: acts.ApproveWithdrawal) -> list[Event]:
    return [_move(act, command.withdrawal, "approved")]


def _move(act: Act, withdrawal: str, status: str) -> acts.WithdrawalMoved:
    return acts.WithdrawalMoved(withdrawal=withdrawal, status=status, officer=act.officer)


def _examine_reject(state: State, _: Act, command: acts.RejectWithdrawal) -> Iterator[Refusal]:
    one = _found(state, command.withdrawal, PENDING)
    if isinstance(one, Refusal):
        yield one


def _reject(_: State, act: Act, command: acts.RejectWithdrawal) -> list[Event]:
    return [_move(act, command.withdrawal, "rejected")]


def _examine_pay(state: State, act: Act, command: acts.PayWithdrawal) -> Iterator[Refusal]:
    one = _found(state, command.withdrawal, ("approved",))
    if isinstance(one, Refusal):
        yield one
        return
    if act.officer == one.officers.get("approved"):
        others = _trustees(state)
        cures = (Cure(act="other-officer", who=others),)
        yield Refusal(code="four-eyes", facts={"officer": act.officer}, cures=cures)
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    for constraint in room_to_pay(state, one.project).constraints:
        if one.amount > constraint.most:
            yield constraint.refusal
    for finding in guardrails(state, "payment", _subject(one)):
        if finding.effect != "flag":
            yield finding.refusal


def _pay(state: State, act: Act, command: acts.PayWithdrawal) -> list[Event]:
    one = state.programme.withdrawals[command.withdrawal]
    phase = state.regime.phase()
    return [
        _move(act, one.id, "paid"),
        Disbursed(
            project=one.project,
            withdrawal=one.id,
            payee=one.payee,
            amount=str(one.amount),
            value_on=command.value_on,
            draws=draws(state, one.amount),
            phase=phase.id if phase else "",
        ),
    ]


def draws(state: State, amount: int) -> list[Draw]:
    """Return whose money a payment takes: every source of the running series, MON-10."""
    series = state.books.series
    if series is None:
        cash = state.books.cash(state.terms.holding)
        sources = [party for party in state.parties if cash.get(party, 0) > 0]
        series = Series(sources, [cash[source] for source in sources])
    parts = series.split(amount)
    return [Draw(source, str(part)) for source, part in zip(series.sources, parts, strict=True)]


def _examine_document(state: State, _: Act, command: acts.Document) -> Iterator[Refusal]:
    one = _found(state, command.withdrawal, ("paid",))
    if isinstance(one, Refusal):
        yield one
        return
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused
    left, unit = one.amount - one.documented, state.terms.holding
    if not 0 < int(command.amount) <= left:
        facts = {"left": state.major_of(left, unit), "unit": unit, "withdrawal": one.id}
        yield Refusal(code="above-payment", facts=facts)


def _document(state: State, act: Act, command: acts.Document) -> list[Event]:
    one = state.programme.withdrawals[command.withdrawal]
    made: list[Event] = [
        Documented(
            project=one.project,
            withdrawal=one.id,
            amount=command.amount,
            value_on=command.value_on,
            phase=one.phase,
        )
    ]
    if one.documented + int(command.amount) == one.amount:
        made.append(_move(act, one.id, "documented"))
    return made


HANDLERS: Handlers = {
    acts.RequestWithdrawal: Handler(("recipient", "implementer"), _examine_request, _request),
    acts.ApproveWithdrawal: Handler(("trustee",), _examine_approve, _approve),
    acts.RejectWithdrawal: Handler(("trustee",), _examine_reject, _reject),
    acts.PayWithdrawal: Handler(("trustee",), _examine_pay, _pay),
    acts.Document: Handler(("trustee",), _examine_document, _document),
}
