"""Time passing: what falls due before a command is an entry of its own, by the trustee's clock."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core import fund as core
from concord.core.acts import Act, Refusal, Tick
from concord.core.agreement import Terms
from concord.core.agreement.days import day_of, day_of_instant, iso_of
from concord.core.entry import Entry, entry_of
from concord.core.state import State
from concord.shell import clock

#: The trustee's officer who records that time has passed, and opens the fund.
OFFICER = "clock"
#: How the ids of its acts begin; nobody else may use such an id, or time could not pass.
ID_PREFIX = f"{OFFICER}:"
SECONDS_A_MINUTE = 60


class NoTrustee(ValueError):
    """An agreement that names no trustee: nobody may open a fund under it, or keep its clock."""


def trustee(terms: Terms) -> str:
    """Return the party that keeps the fund; raise NoTrustee."""
    for party in terms.parties.values():
        if party.role == "trustee":
            return party.id
    raise NoTrustee(f"{terms.id} names no trustee")


def next_tick(state: State, at: str) -> Entry | None:
    """Return the entry that has to come before a command at an instant, None where nothing has."""
    if not core.falls_due(state, at):
        return None
    act = Act(
        party=trustee(state.terms),
        officer=OFFICER,
        at=at,
        id=f"{ID_PREFIX}{state.size}",
        command=Tick(to=iso_of(day_of_instant(at, state.terms.zone_minutes))),
    )
    decided = core.decide(state, act)
    if isinstance(decided, Refusal):
        raise TypeError(f"what falls due cannot be recorded: {decided.code} {decided.facts}")
    return entry_of(state.size, act, decided)


def rehearse(state: State, at: str) -> tuple[State, list[Entry]]:
    """Return the state as it would be for a command at an instant, and the ticks before it.

    The state given is not changed, and only so much of it copied as those ticks change.
    """
    if not core.falls_due(state, at):
        return state, []
    twin = State.__new__(State)
    for name in State.__slots__:
        setattr(twin, name, getattr(state, name))
    twin.regime, twin.officers = state.regime.copy(), dict(state.officers)
    entries = list(ticks(twin, at))
    return twin, entries


def ticks(state: State, at: str) -> Iterator[Entry]:
    """Yield the ticks before a command at an instant, each folded before the next."""
    while (entry := next_tick(state, at)) is not None:
        core.apply(state, entry)
        yield entry


def opening_of(day: str, terms: Terms) -> str:
    """Return the instant at which a day begins in the fund's zone; raise ValueError for no day."""
    midnight = clock.seconds_of(f"{day}T00:00:00Z") - terms.zone_minutes * SECONDS_A_MINUTE
    day_of(day)
    return clock.instant_at(midnight)
