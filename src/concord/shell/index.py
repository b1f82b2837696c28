"""Index keys: what an entry is about, so that lists can be looked up without another table.

A key is ``kind:what``: ``account:cash`` and ``account:received:JP``, ``project:P-01``,
``party:JP``, ``kind:vote``, ``case:d1``, ``milestone:M2`` and so on. They follow from the entry
alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from concord.core.acts import Acceded, Event
from concord.core.books.state import legs_of
from concord.core.entry import Entry
from concord.core.regime.acts import Moved

#: The fields of commands and events that name a thing, and what kind of thing.
SUBJECTS = {
    "project": "project",
    "milestone": "milestone",
    "case": "case",
    "withdrawal": "withdrawal",
    "payee": "payee",
    "relief": "relief",
    "phase": "phase",
    "schedule": "schedule",
    "procedure": "procedure",
    "duty": "duty",
    "obligation": "obligation",
    "contribution": "contribution",
    "donor": "party",
    "verifier": "party",
    "party": "party",
}
#: Instruments whose id is that of a case or a step; the others are called by their kind.
INSTRUMENTS = {"decision": "case", "procedure": "case"}


def keys_of(entry: Entry, holding: str) -> str:
    """Return the keys of an entry in one text, each between bars, each once."""
    command = entry.command
    found = {f"kind:{command.__struct_config__.tag}": None, f"party:{entry.party}": None}
    for kind, field in _subjects(type(command)):
        if named := getattr(command, field):
            found[f"{kind}:{named}"] = None
    for event in entry.events:
        for kind, field in _subjects(type(event)):
            if named := getattr(event, field):
                found[f"{kind}:{named}"] = None
        for key in _others(event, holding):
            found[key] = None
    return f"|{'|'.join(found)}|"


@cache
def _subjects(struct: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a type that name a thing, each with its kind of thing."""
    return tuple((SUBJECTS[name], name) for name in struct.__struct_fields__ if name in SUBJECTS)


def _others(event: Event, holding: str) -> Iterator[str]:
    if isinstance(event, Moved):
        yield f"{INSTRUMENTS.get(event.kind, event.kind)}:{event.id}"
    elif isinstance(event, Acceded):
        yield f"party:{event.id}"
    for account, *_ in legs_of(event, holding):
        family, colon, _ = account.partition(":")
        yield f"account:{family}"
        if colon:
            yield f"account:{account}"
