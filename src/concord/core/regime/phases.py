"""Phases: entered when the agreement takes effect, by decision, or by a party's notice."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Event, Refusal
from concord.core.regime import acts
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row, row
from concord.core.regime.state import Regime
from concord.core.state import Handler, Handlers, State, not_entitled, unknown


def _examine_notice(state: State, act: Act, command: acts.GiveNotice) -> Iterator[Refusal]:
    phase = state.terms.phases.get(command.phase)
    if phase is None:
        yield unknown("phase", command.phase, state.terms.phases)
        return
    if phase.notice_by is None:
        facts = {"phase": phase.id, "enter": phase.enter}
        yield Refusal(code="not-by-notice", clause=phase.art, facts=facts)
        return
    if refused := not_entitled(state, act, phase.art, phase.notice_by):
        yield refused
    status = state.regime.status("phase", phase.id)
    if status not in {"not entered", "returned"}:
        facts = {"id": phase.id, "status": status}
        yield Refusal(code="not-in-this-state", clause=phase.art, facts=facts)


def _notice(state: State, _: Act, command: acts.GiveNotice) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.act("phase", command.phase, "enter")
    return machine.events


def report(regime: Regime, state: State) -> dict[str, Row]:
    """Return the phases of the state report; the money beside them is books' to add."""
    return {one.id: row(one, state.terms.phases[one.id].art) for one in regime.of("phase")}


HANDLERS: Handlers = {acts.GiveNotice: Handler((), _examine_notice, _notice)}
