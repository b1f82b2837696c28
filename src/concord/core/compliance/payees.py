"""Payees: registered once, screened again and again; the guardrails ask how long ago."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Event, Refusal
from concord.core.agreement.days import day_of, iso_of
from concord.core.compliance import acts
from concord.core.state import Handler, Handlers, State, not_yet, unknown


def _examine_register(state: State, _: Act, command: acts.RegisterPayee) -> Iterator[Refusal]:
    if command.payee in state.compliance.payees:
        yield Refusal(code="payee-exists", facts={"payee": command.payee})


def _register(_: State, __: Act, command: acts.RegisterPayee) -> list[Event]:
    return [acts.PayeeRegistered(payee=command.payee, name=command.name)]


def _examine_screening(state: State, _: Act, command: acts.RecordScreening) -> Iterator[Refusal]:
    payee = state.compliance.payees.get(command.payee)
    if payee is None:
        yield unknown("payee", command.payee, state.compliance.payees)
        return
    if refused := not_yet(state, "on", command.on):
        yield refused
    elif payee.screened is not None and day_of(command.on) < payee.screened:
        facts = {"payee": payee.id, "on": iso_of(payee.screened)}
        yield Refusal(code="screened-later", facts=facts)


def _screening(_: State, __: Act, command: acts.RecordScreening) -> list[Event]:
    return [
        acts.Screened(
            payee=command.payee, outcome=command.outcome, on=command.on, lists=command.lists
        )
    ]


HANDLERS: Handlers = {
    acts.RegisterPayee: Handler(
        ("trustee", "recipient", "implementer"), _examine_register, _register
    ),
    acts.RecordScreening: Handler(("trustee",), _examine_screening, _screening),
}
