"""A fund: ``decide`` says what a command leads to, ``apply`` lets it happen. Dispatch only.

The rules that hold for every command stand here: entry 0 opens the fund; ``at`` never decreases;
what fell due comes first, as an entry of its own; an officer acts for one party (PA-1); a command
is for the roles its room names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from concord.core import acts
from concord.core.acts import RULES, Act, Cure, Event, FundEvent, Refusal
from concord.core.agreement.days import day_of, day_of_instant, iso_of
from concord.core.agreement.terms import Party, Terms
from concord.core.books import contributions
from concord.core.books.acts import BooksEvent
from concord.core.books.state import apply as apply_books
from concord.core.books.state import check as check_books
from concord.core.compliance import payees
from concord.core.compliance.acts import ComplianceEvent
from concord.core.compliance.state import apply as apply_compliance
from concord.core.entry import EVENTS, Entry
from concord.core.programme import projects, withdrawals
from concord.core.programme.acts import ProgrammeEvent
from concord.core.programme.state import HEARD, hear
from concord.core.programme.state import apply as apply_programme
from concord.core.regime import (
    decisions,
    duties,
    milestones,
    phases,
    procedures,
    relief,
    schedules,
)
from concord.core.regime.acts import Moved, RegimeEvent
from concord.core.regime.effects import raise_duties
from concord.core.regime.machine import INPUTS_MAX, Machine
from concord.core.regime.state import OPEN
from concord.core.regime.state import apply as apply_regime
from concord.core.state import Handler, Handlers, State, not_yet

#: A tick stops after so many events and goes on in the next entry, so that an entry stays small.
TICK_EVENTS_MAX = 120


# --- the fund's own commands ----------------------------------------------------------------------
def _examine_open(state: State, _: Act, command: acts.OpenFund) -> Iterator[Refusal]:
    if state.size:
        yield Refusal(code="open-already", facts={"origin": state.origin})
    wanted = acts.AgreementRef(state.terms.id, state.terms.sha256)
    if wanted not in command.agreements or len(command.agreements) != 1:
        yield Refusal(code="agreement-differs", facts={"sha256": state.terms.sha256})
    if command.rules != RULES:
        yield Refusal(code="rules-unknown", facts={"rules": str(command.rules)})


def _open(state: State, _: Act, command: acts.OpenFund) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    raise_duties(machine, "effective")
    opened = acts.Opened(agreements=command.agreements)
    return [opened, acts.RulesAdopted(rules=command.rules), *machine.events]


def _examine_rules(state: State, _: Act, command: acts.AdoptRules) -> Iterator[Refusal]:
    if not state.rules < command.rules <= RULES:
        facts = {"rules": str(command.rules), "now": str(state.rules)}
        yield Refusal(code="rules-unknown", facts=facts)


def _adopt(_: State, __: Act, command: acts.AdoptRules) -> list[Event]:
    return [acts.RulesAdopted(rules=command.rules)]


def _examine_nothing(_: State, __: Act, ___: acts.Command) -> Iterator[Refusal]:
    yield from ()


def _incomplete(_: State, __: Act, command: acts.NameSourceIncomplete) -> list[Event]:
    return [acts.SourceIncomplete(source=command.source, lacks=command.lacks)]


def _examine_accede(state: State, _: Act, command: acts.Accede) -> Iterator[Refusal]:
    if not state.terms.accession:
        yield Refusal(code="accession-closed", facts={"party": command.id})
    if command.id in state.parties:
        yield Refusal(code="party-exists", facts={"party": command.id})


def _accede(_: State, __: Act, command: acts.Accede) -> list[Event]:
    return [acts.Acceded(id=command.id, name=command.name, role=command.role)]


def _examine_tick(state: State, act: Act, command: acts.Tick) -> Iterator[Refusal]:
    if refused := not_yet(state, "to", command.to):
        yield refused
        return
    due = state.regime.next_due()
    if due is None or due[:2] > (day_of(command.to), OPEN):
        yield Refusal(code="nothing-due", facts={"to": command.to, "at": act.at})


def _tick(state: State, _: Act, command: acts.Tick) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.regime.day = state.opened
    machine.advance(day_of(command.to), OPEN, TICK_EVENTS_MAX)
    return machine.events


FUND: Handlers = {
    acts.OpenFund: Handler(("trustee",), _examine_open, _open),
    acts.AdoptRules: Handler(("trustee",), _examine_rules, _adopt),
    acts.NameSourceIncomplete: Handler(("trustee",), _examine_nothing, _incomplete),
    acts.Accede: Handler(("trustee",), _examine_accede, _accede),
    acts.Tick: Handler((), _examine_tick, _tick),
}

HANDLERS: Handlers = {
    **FUND,
    **contributions.HANDLERS,
    **payees.HANDLERS,
    **projects.HANDLERS,
    **withdrawals.HANDLERS,
    **decisions.HANDLERS,
    **duties.HANDLERS,
    **milestones.HANDLERS,
    **phases.HANDLERS,
    **procedures.HANDLERS,
    **relief.HANDLERS,
    **schedules.HANDLERS,
}


# --- decide ---------------------------------------------------------------------------------------
def examine(state: State, act: Act) -> Iterator[Refusal]:
    """Yield every reason against an act, the most telling first; none means that it is allowed."""
    refused = _envelope(state, act)
    if refused is not None:
        yield refused
        return
    handler = HANDLERS[type(act.command)]
    role = state.parties[act.party].role
    if handler.roles and role not in handler.roles:
        who = tuple(one.id for one in state.parties.values() if one.role in handler.roles)
        yield Refusal(
            code="not-entitled",
            clause=next((state.parties[one].art or "" for one in who), ""),
            facts={"party": act.party, "who": ", ".join(who[:12]) or "-"},
            cures=(Cure(act="sent-by-entitled", who=who[:12]),),
        )
    yield from handler.examine(state, act, act.command)


def decide(state: State, act: Act) -> list[Event] | Refusal:
    """Return the events that an act leads to, or the refusal. It only reads.

    The day that is open becomes the day of ``act.at``; nothing else of the state is touched.
    """
    for refusal in examine(state, act):
        return refusal
    return HANDLERS[type(act.command)].perform(state, act, act.command)


def _envelope(state: State, act: Act) -> Refusal | None:
    """Return what is wrong with who sends an act and when; open the day of the act."""
    if state.size == 0 and not isinstance(act.command, acts.OpenFund):
        return Refusal(code="open-first")
    if act.party not in state.parties:
        known = ", ".join(list(state.parties)[:12])
        return Refusal(code="unknown-id", facts={"kind": "party", "id": act.party, "known": known})
    if state.officers.get(act.officer, act.party) != act.party:
        facts = {"officer": act.officer, "party": state.officers[act.officer]}
        return Refusal(code="officer-of-another", facts=facts)
    return _open_day(state, act)


def _open_day(state: State, act: Act) -> Refusal | None:
    """Let the day of an act be the open one; return why it cannot be."""
    if act.at < state.at:
        return Refusal(code="time-goes-back", facts={"at": act.at, "last": state.at})
    try:
        day = day_of_instant(act.at, state.terms.zone_minutes)
    except ValueError:
        return Refusal(code="no-such-day", facts={"field": "at", "day": act.at})
    state.regime.day = day
    if isinstance(act.command, acts.Tick) or not falls_due(state, act.at):
        return None
    due = state.regime.next_due()
    return Refusal(code="due-first", facts={"day": iso_of(due[0]) if due else ""})


def falls_due(state: State, at: str) -> bool:
    """Say whether something falls due by the opening of the day of an instant."""
    day = day_of_instant(at, state.terms.zone_minutes)
    due = state.regime.next_due()
    return state.size > 0 and due is not None and due[:2] <= (day, OPEN)


# --- apply ----------------------------------------------------------------------------------------
def apply(state: State, entry: Entry) -> None:
    """Change the state in place by an accepted entry."""
    day = day_of_instant(entry.at, state.terms.zone_minutes)
    state.regime.day = day
    for event in entry.events:
        APPLY[type(event)](state, entry.seq, event)
    command = entry.command
    if isinstance(command, acts.Tick):
        day = _reached(state, command, entry.events)
    elif isinstance(command, acts.OpenFund):
        state.origin = command.origin
    state.regime.day = state.opened = day
    state.officers.setdefault(entry.officer, entry.party)
    state.at = entry.at
    state.size += 1


def check(state: State, events: list[Event]) -> None:
    """Assert what must hold after events that were decided, before they are written anywhere.

    Raise ArithmeticError where ``apply`` would; the state is not changed. What the regime's events
    lead to was tried on a copy of it as they were decided.
    """
    check_books(state.books, events, state.terms.holding)


def _reached(state: State, command: acts.Tick, events: list[Event]) -> int:
    """Return the day that a tick has opened: the whole way, or as far as its entry reached."""
    to = day_of(command.to)
    due = state.regime.next_due()
    if due is None or due[:2] > (to, OPEN):
        return to
    return max((day_of(one.on) for one in events if isinstance(one, Moved)), default=state.opened)


def _books(state: State, seq: int, event: Event) -> None:
    apply_books(state.books, event, state.terms.holding, seq)


def _books_and_programme(state: State, seq: int, event: Event) -> None:
    apply_books(state.books, event, state.terms.holding, seq)
    hear(state.programme, event)


def _regime(state: State, _: int, event: Event) -> None:
    apply_regime(state.regime, state.terms, event)


def _programme(state: State, _: int, event: Event) -> None:
    apply_programme(state.programme, event, state.regime.day)


def _compliance(state: State, _: int, event: Event) -> None:
    apply_compliance(state.compliance, event)


def _fund(state: State, _: int, event: Event) -> None:
    if isinstance(event, acts.RulesAdopted):
        state.rules = event.rules
    elif isinstance(event, acts.SourceIncomplete):
        state.incomplete.append(f"source incomplete: {event.source}: {event.lacks}")
    elif isinstance(event, acts.Acceded):
        state.parties[event.id] = Party(id=event.id, name=event.name, role=event.role)
    elif isinstance(event, acts.Flagged):
        state.flags.append(f"{event.code} ({event.clause}): {event.subject}")


def _room(kind: type[Event]) -> Callable[[State, int, Event], None]:
    """Return what applies a kind of event: the room of its base; TypeError if no room knows it."""
    if issubclass(kind, BooksEvent):
        return _books_and_programme if kind in HEARD else _books
    rooms: dict[type[Event], Callable[[State, int, Event], None]] = {
        RegimeEvent: _regime,
        ProgrammeEvent: _programme,
        ComplianceEvent: _compliance,
        FundEvent: _fund,
    }
    for base, room in rooms.items():
        if issubclass(kind, base):
            return room
    message = f"no room knows {kind.__name__}"
    raise TypeError(message)


#: Every kind of event with what applies it; found once, because a fold asks for every event.
APPLY = {kind: _room(kind) for kind in EVENTS.values()}


def fold(terms: Terms, entries: Iterator[Entry]) -> State:
    """Return the state that entries lead to."""
    state = State(terms)
    for entry in entries:
        apply(state, entry)
    return state


def project(state: State, day: int) -> State:
    """Return the state as it will be when a day has closed, if nobody does anything more."""
    machine = Machine(state.regime, state.terms)
    machine.regime.day = state.opened
    machine.close(day)
    return _with(state, machine)


def opened(state: State, day: int) -> State:
    """Return the state as a day opens, if nobody has done anything since the last entry."""
    machine = Machine(state.regime, state.terms)
    machine.regime.day = state.opened
    machine.advance(day, OPEN, INPUTS_MAX)
    return _with(state, machine)


def _with(state: State, machine: Machine) -> State:
    twin = State.__new__(State)
    for name in State.__slots__:
        setattr(twin, name, getattr(state, name))
    twin.regime = machine.regime
    return twin
