"""Relief measures: each grantor grants and takes back its own; conditions do the rest."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Event, Refusal
from concord.core.agreement.terms import Standing
from concord.core.regime import acts
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row, row
from concord.core.regime.state import Regime
from concord.core.state import Handler, Handlers, State, not_entitled, unknown


def _examine(
    state: State, act: Act, command: acts.GrantRelief | acts.WithdrawRelief
) -> Iterator[Refusal]:
    relief = state.terms.relief.get(command.relief)
    if relief is None:
        yield unknown("relief", command.relief, state.terms.relief)
        return
    if refused := not_entitled(state, act, relief.art, Standing(parties=relief.granted_by)):
        yield refused
        return
    one = state.regime.instruments[("relief", relief.id)]
    granted = f"grant:{act.party}" in one.facts
    wanted = isinstance(command, acts.GrantRelief)
    if granted == wanted:
        facts = {"relief": relief.id, "party": act.party}
        code = "already-granted" if wanted else "not-granted"
        yield Refusal(code=code, clause=relief.art, facts=facts)


def _grant(state: State, act: Act, command: acts.GrantRelief) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(acts.ReliefGranted(relief=command.relief, party=act.party))
    one = machine.regime.instruments[("relief", command.relief)]
    granted_by = state.terms.relief[command.relief].granted_by
    if all(f"grant:{party}" in one.facts for party in granted_by):
        machine.feed(one, "granted")
    machine.settle()
    return machine.events


def _withdraw(state: State, act: Act, command: acts.WithdrawRelief) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(acts.ReliefWithdrawn(relief=command.relief, party=act.party))
    machine.settle()
    return machine.events


def report(regime: Regime, state: State) -> dict[str, Row]:
    """Return the relief measures of the state report; the use of quotas is not counted yet."""
    rows: dict[str, Row] = {}
    for one in regime.of("relief"):
        relief = state.terms.relief[one.id]
        made = row(one, relief.art)
        made["granted_by"] = [party for party in relief.granted_by if f"grant:{party}" in one.facts]
        if relief.quota is not None:
            made["quota"] = state.major(relief.quota.amount)
            made["unit"] = relief.quota.amount.unit
        rows[one.id] = made
    return rows


HANDLERS: Handlers = {
    acts.GrantRelief: Handler((), _examine, _grant),
    acts.WithdrawRelief: Handler((), _examine, _withdraw),
}
