"""JSON Schemas of what is sent and of what is shown; the copies in docs/schema are made by these.

The commands' schema follows from their types. The state report's is written down here, because it
is a contract (keys are added, never renamed) and a test holds real reports to it.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from concord.core.entry import AnyCommand, Envelope

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: An amount in major units, with exactly the currency's decimals.
AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXTS: Schema = {"type": "array", "items": TEXT}

FAMILIES = (
    "pledged",
    "committed_by_donors",
    "received",
    "written_off",
    "allocated",
    "committed",
    "disbursed",
    "documented",
    "ineligible",
    "refunded",
    "available_to_commit",
    "available_to_pay",
)
STATUSES = {
    "phase": ("not entered", "in force", "suspended", "returned", "left"),
    "milestone": (
        "pending",
        "attested",
        "verified",
        "lapsed",
        "breached",
        "waived",
        "contested",
    ),
    "step": (
        "scheduled",
        "due",
        "blocked",
        "authorised",
        "channel open",
        "moved",
        "received",
        "cancelled",
    ),
    "relief": (
        "not granted",
        "contingent",
        "in force",
        "suspended",
        "snapped back",
        "expired",
        "contested",
    ),
}


def commands() -> Schema:
    """Return the schema of a command file: a bare command, or one in its envelope."""
    kinds = (AnyCommand, Envelope)
    (command, envelope), parts = msgspec.json.schema_components(
        kinds, ref_template="#/$defs/{name}"
    )
    return {
        "$schema": DIALECT,
        "title": "A command, bare or in its envelope; amounts are in minor units",
        "anyOf": [envelope, command],
        "$defs": {name: _described(part) for name, part in sorted(parts.items())},
    }


def _described(part: Schema) -> Schema:
    """Return a part whose description has no indentation: Python 3.13 itself takes it away."""
    if "description" not in part:
        return part
    return {**part, "description": inspect.cleandoc(part["description"])}


def report() -> Schema:
    """Return the schema of the state report."""
    return {
        "$schema": DIALECT,
        "title": "The state report: everything that is true of a fund at a date",
        **_object(
            {
                "fund": TEXT,
                "agreement": _object({"id": TEXT, "hash": _hex()}, ("id", "hash")),
                "at": DAY,
                "known_at": DAY,
                "log": _object({"size": COUNT, "root": _hex()}, ("size", "root")),
                "rules": COUNT,
                "clock": TEXT,
                "phases": _rows(_phase()),
                "milestones": _rows(_status("milestone", {"until": DAY})),
                "obligations": _rows(_obligation()),
                "schedules": _rows({"type": "array", "items": _step()}),
                "relief": _rows(_status("relief", {"used": AMOUNT, "quota": AMOUNT})),
                "suspensions": _listed({"scope": TEXT, "since": DAY, "ground": TEXT}, ("scope",)),
                "procedures": _listed({"id": TEXT, "stage": TEXT, "next": TEXT}, ("id", "stage")),
                "decisions": _rows(_object({"status": TEXT})),
                "projects": _rows(_object({"title": TEXT, **_amounts()})),
                "money": _rows(_object({**_amounts(), "currency": TEXT})),
                "by_source": _rows(_rows(_object(_source()))),
                "flags": TEXTS,
            },
            ("fund", "agreement", "at", "known_at", "log", "rules"),
        ),
    }


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    """Return an object that may have further keys: keys are added over time."""
    made: Schema = {"type": "object", "properties": properties}
    return {**made, "required": list(required)} if required else made


def _rows(row: Schema) -> Schema:
    return {"type": "object", "additionalProperties": row}


def _listed(properties: Schema, required: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": _object(properties, required)}


def _hex() -> Schema:
    return {"type": "string", "pattern": "^[0-9a-f]*$"}


def _status(kind: str, more: Schema) -> Schema:
    known = {"status": {"enum": list(STATUSES[kind])}, "since": DAY, "art": TEXT}
    return _object({**known, **more}, ("status",))


def _amounts() -> Schema:
    return dict.fromkeys(FAMILIES, AMOUNT)


def _phase() -> Schema:
    money = _object({"amount": AMOUNT, "currency": TEXT}, ("amount", "currency"))
    return _status("phase", {"ceiling": money, "outstanding": money})


def _step() -> Schema:
    properties = {
        "n": COUNT,
        "due": DAY,
        "amount": AMOUNT,
        "currency": TEXT,
        "status": {"enum": list(STATUSES["step"])},
        "waits_for": TEXTS,
    }
    return _object(properties, ("n", "due", "amount", "currency", "status"))


def _obligation() -> Schema:
    owed = {"due": DAY, "owed": AMOUNT, "performed": AMOUNT, "arrears": AMOUNT, "unit": TEXT}
    return _object({"status": TEXT, "parties": _rows(_object(owed))})


def _source() -> Schema:
    return {"received": AMOUNT, "attributed": AMOUNT, "share": AMOUNT}
