"""A played story as lines to read and compare: every act, what it led to, and every refusal.

Amounts are in major units. The text is for people and for the diff of a change; programs read the
log.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from concord.core.acts import Command, Event
from concord.core.entry import Entry
from concord.core.regime.acts import Moved
from concord.core.state import State
from concord.shell.episodes import Refused, Result, answer

#: Fields that hold minor units, of the currency or unit beside them or else of the fund.
AMOUNTS = frozenset({"amount", "equivalent", "freed", "freed_equivalent", "owed"})
#: Those of them that are of the holding currency whatever stands beside them.
EQUIVALENTS = frozenset({"equivalent", "freed_equivalent"})
#: Fields that name the currency or unit, which is shown with the amount.
UNITS = ("currency", "unit")
ACTS = "act"
DIGEST_SHOWN = 12
DIGEST_LENGTH = 64


def transcript(result: Result) -> str:
    """Return what happened in a replay, one act or event on a line."""
    lines = [f"{result.episode.name}: agreement {result.episode.terms.sha256}"]
    for one in result.trail:
        if isinstance(one, Refused):
            sent = one.envelope
            what = _command(result.state, sent.command)
            lines.append(f"   - {sent.at[:10]} {sent.officer}: {what}")
            lines.append(f"       refused: {answer(one.refusal)}")
        else:
            lines += _entry(result.state, one)
    return "\n".join(lines) + "\n"


def _entry(state: State, entry: Entry) -> Iterator[str]:
    yield f"{entry.seq:4} {entry.at[:10]} {entry.officer}: {_command(state, entry.command)}"
    for event in entry.events:
        yield f"       {_event(state, event)}"


def _command(state: State, command: Command) -> str:
    return f"{command.__struct_config__.tag} {_fields(state, command)}".rstrip()


def _event(state: State, event: Event) -> str:
    if isinstance(event, Moved):
        until = f"; {event.then} on {event.until} ({event.edge})" if event.until else ""
        return f"{event.kind} {event.id} is {event.status} on {event.on} ({event.cause}){until}"
    return f"{event.__struct_config__.tag} {_fields(state, event)}".rstrip()


def _fields(state: State, value: msgspec.Struct) -> str:
    """Return the fields that are not left at their default, as name=value."""
    shown = []
    for field in msgspec.structs.fields(value):
        found = getattr(value, field.name)
        if field.name not in UNITS and found not in (field.default, "", []):
            unit = next((str(getattr(value, name)) for name in UNITS if hasattr(value, name)), "")
            shown.append(f"{field.name}={_value(state, field.name, found, unit)}")
    return " ".join(shown)


def _value(state: State, name: str, value: object, unit: str) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(state, '', one, unit) for one in value)}]"
    if isinstance(value, msgspec.Struct):
        return f"({_fields(state, value)})"
    text = str(value)
    if name in AMOUNTS and unit != ACTS:
        unit = state.terms.holding if name in EQUIVALENTS or not unit else unit
        return f"{state.major_of(int(text), unit)} {unit}"
    if len(text) == DIGEST_LENGTH and " " not in text:
        return f"{text[:DIGEST_SHOWN]}..."
    return f"'{text}'" if " " in text else text
