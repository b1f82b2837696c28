"""The entry: one accepted command with its events, as the bytes that the log keeps."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
from msgspec import Meta

from concord.core import acts
from concord.core.acts import Act, Command, Event, Name
from concord.core.books import acts as books
from concord.core.compliance import acts as compliance
from concord.core.programme import acts as programme
from concord.core.regime import acts as regime

#: The shape of an entry has a version of its own; readers know every version there was.
VERSION = 1

Kind = TypeVar("Kind", bound=msgspec.Struct)


def _leaves(base: type[Kind]) -> list[type[Kind]]:
    """Return the classes of a closed union: those under a base that have no subclass."""
    children = base.__subclasses__()
    return [leaf for child in children for leaf in _leaves(child)] if children else [base]


ROOMS = (acts, books, compliance, programme, regime)
COMMANDS: dict[str, type[Command]] = {
    str(kind.__struct_config__.tag): kind for kind in _leaves(Command)
}
EVENTS: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in _leaves(Event)}
if TYPE_CHECKING:
    AnyCommand = Command
    AnyEvent = Event
else:
    AnyCommand = functools.reduce(operator.or_, COMMANDS.values())
    AnyEvent = functools.reduce(operator.or_, EVENTS.values())


#: Names in an entry are bounded here; their form is looked at where they come in (Envelope), and
#: again by the judge of a verification, because the fold of a long log reads nothing else so often.
Short = Annotated[str, Meta(min_length=1, max_length=64)]
NAME_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]*")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One leaf of the log."""

    v: int
    seq: int
    at: Annotated[str, Meta(min_length=20, max_length=20)]
    party: Short
    officer: Short
    id: Short
    command: AnyCommand
    events: list[AnyEvent]


class Envelope(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A command as it is sent from outside: who, when, its id and what is asked."""

    party: Name
    officer: Name
    id: Name
    command: AnyCommand
    at: Annotated[str, Meta(pattern=r"^[0-9T:Z-]{20}$")] = ""


_encoder = msgspec.json.Encoder(order="sorted")
_entry = msgspec.json.Decoder(Entry)
_envelope = msgspec.json.Decoder(Envelope)
_command = msgspec.json.Decoder(AnyCommand)


def encode(value: object) -> bytes:
    """Return the canonical bytes of an entry, a command or a part of one (EVT-2)."""
    return _encoder.encode(value)


def decode(data: bytes) -> Entry:
    """Return the entry that bytes hold; raise msgspec.ValidationError naming the field."""
    return _entry.decode(data)


def decode_batch(batch: Sequence[bytes]) -> list[Entry] | None:
    """Return many entries at once, in less time than one by one, if all are in canonical form.

    None says only that not all of them are: then ``decode`` each by itself. Canonical bytes hold no
    line end, so that entries which are equal to their encodings line by line are equal one by one.
    """
    lines = b"\n".join((*batch, b""))
    try:
        entries = _entry.decode_lines(lines)
    except msgspec.DecodeError:
        return None
    same = len(entries) == len(batch) and _encoder.encode_lines(entries) == lines
    return entries if same else None


def command_of(data: bytes) -> Command:
    """Return the command that JSON bytes hold; raise msgspec.DecodeError naming the field."""
    found: Command = _command.decode(data)
    return found


def envelope_of(data: bytes) -> Envelope:
    """Return the envelope that JSON bytes hold; raise msgspec.DecodeError naming the field."""
    return _envelope.decode(data)


def entry_of(seq: int, act: Act, events: list[Event]) -> Entry:
    """Return the entry of an accepted act."""
    return Entry(
        v=VERSION,
        seq=seq,
        at=act.at,
        party=act.party,
        officer=act.officer,
        id=act.id,
        command=act.command,
        events=events,
    )


def act_of(entry: Entry) -> Act:
    """Return the act of an entry."""
    return Act(
        party=entry.party,
        officer=entry.officer,
        at=entry.at,
        id=entry.id,
        command=entry.command,
    )
