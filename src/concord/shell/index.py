"""Index keys: what an entry is about, so that lists can be looked up without another table.

A key is ``kind:what``: ``account:cash`` and ``account:received:JP``, ``project:P-01``,
``party:JP``, ``kind:vote``, ``case:d1``, ``milestone:M2`` and so on. They follow from the entry
alone.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    found = {f"kind:{entry.command.__struct_config__.tag}": None, f"party:{entry.party}": None}
    for struct in (entry.command, *entry.events):
        found.update(dict.fromkeys(_subjects(struct)))
    for event in entry.events:
        found.update(dict.fromkeys(_others(event, holding)))
    return f"|{'|'.join(found)}|"


def _subjects(struct: msgspec.Struct) -> Iterator[str]:
    for field in struct.__struct_fields__:
        kind = SUBJECTS.get(field)
        if kind and (named := getattr(struct, field)):
            yield f"{kind}:{named}"


def _others(event: Event, holding: str) -> Iterator[str]:
    if isinstance(event, Moved):
        yield f"{INSTRUMENTS.get(event.kind, event.kind)}:{event.id}"
    elif isinstance(event, Acceded):
        yield f"party:{event.id}"
    for account, _, __, ___ in legs_of(event, holding):
        family = account.partition(":")[0]
        yield f"account:{family}"
        if family != account:
            yield f"account:{account}"
