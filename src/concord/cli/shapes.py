"""What is wrong with the shape of a command file: which field, what was found, what is expected."""

from __future__ import annotations

import difflib
import re
from typing import Any

import msgspec

from concord.core.acts import Command
from concord.core.entry import COMMANDS, Envelope

Schema = dict[str, Any]
_AT = re.compile(r" - at `\$\.?([^`]*)`$")
_FIELD = re.compile(r"field `([^`]*)`")
NEAR = 0.6


def explained(error: msgspec.ValidationError, value: object) -> str:
    """Return what the decoder says of a value, with what it expected there."""
    told = str(error)
    place = _AT.search(told)
    path, what = (place[1], told[: place.start()]) if place else ("", told)
    owner, inner = _owner(value, path)
    if owner is None:
        return f"{_place(path, '')}: {what}"
    if not isinstance(owner, type):
        return owner
    named = _FIELD.search(what)
    if what.startswith("Object contains unknown field"):
        fields = [*(["type"] if issubclass(owner, Command) else []), *owner.__struct_fields__]
        unknown = named[1] if named else ""
        return f"{_place(path, unknown)}: there is no such field; expected: {', '.join(fields)}"
    field = named[1] if named else inner.partition(".")[0].partition("[")[0]
    return f"{_place(path, named[1] if named else '')}: {what}{_expected(owner, field)}"


def _owner(value: object, path: str) -> tuple[type[msgspec.Struct] | str | None, str]:
    """Return the type whose field is wrong and the path from there; text where no type is known."""
    if not isinstance(value, dict):
        return None, path
    inner: object = value
    if "command" in value:
        if not path.startswith("command"):
            return Envelope, path
        inner, path = value["command"], path.removeprefix("command").removeprefix(".")
    if not isinstance(inner, dict):
        return Envelope, "command"
    kind = COMMANDS.get(str(inner.get("type")))
    return (_no_such_type(inner.get("type")) if kind is None else kind), path


def _place(path: str, field: str) -> str:
    return ".".join(part for part in (path, field) if part) or "the document"


def _no_such_type(found: object) -> str:
    near = difflib.get_close_matches(str(found), COMMANDS, 1, NEAR)
    meant = f"; did you mean {near[0]}?" if near else ""
    known = ", ".join(sorted(COMMANDS))
    return f"type: found {found!r}, expected one of: {known}{meant}"


def _expected(owner: type[msgspec.Struct], field: str) -> str:
    """Return what a field of a command or an envelope may hold, "" where that is not known."""
    _, parts = msgspec.json.schema_components((owner,))
    found = parts[owner.__name__].get("properties", {}).get(field)
    return f"; expected {_said(found)}" if found else ""


def _said(schema: Schema) -> str:
    if "enum" in schema:
        return f"one of: {', '.join(map(str, schema['enum']))}"
    if "description" in schema:
        return str(schema["description"])
    limits = [
        f"{word} {schema[key]}"
        for key, word in (
            ("minLength", "length at least"),
            ("maxLength", "length at most"),
            ("maxItems", "items at most"),
            ("pattern", "of the form"),
        )
        if key in schema
    ]
    return ", ".join([str(schema.get("type", "a value")), *limits])
