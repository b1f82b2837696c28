"""The normal form of an agreement: the bytes whose SHA-256 is its identity.

JSON in the canonical subset of the log (sorted keys, no white space, UTF-8, RFC 8785), in which all
values are text, lists and objects, exactly as the file gives them. The sections that are mappings
from ids to clauses become arrays of clauses with their ``id``, in the order of the text: that order
has a meaning (phases follow one another, parties break ties), which sorted keys would lose.
Comments, spacing and quotation marks of the file are not part of the agreement.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

import msgspec

from concord.core.agreement.model import KEYED, LATER
from concord.core.agreement.reader import BYTES_MAX, DEPTH_MAX, KEY, UNSEEN, Tree

_encode: Final = msgspec.json.Encoder(order="sorted").encode
_SECTIONS: Final = (*KEYED, *LATER)


class NotNormal(ValueError):
    """Bytes that are not the normal form of any agreement; the message says why."""


def normal_form(tree: dict[str, Tree]) -> bytes:
    """Return the normal form of a tree that the models have found valid."""
    return _encode(
        {key: _listed(value) if key in _SECTIONS else value for key, value in tree.items()}
    )


def _listed(section: Tree) -> object:
    if not isinstance(section, dict):
        return section
    return [{"id": name, **clause} for name, clause in section.items() if isinstance(clause, dict)]


def sha256(data: bytes) -> str:
    """Return the identity of an agreement from its normal form, in hex."""
    return hashlib.sha256(data).hexdigest()


def tree_of(data: bytes) -> dict[str, Tree]:
    """Return the tree of which bytes are the normal form; raise NotNormal for any other bytes."""
    if len(data) > BYTES_MAX:
        raise NotNormal(f"{len(data)} bytes, more than {BYTES_MAX}")
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotNormal(f"not JSON: {error}") from error
    checked = _checked(value, DEPTH_MAX)
    if not isinstance(checked, dict):
        raise NotNormal("not an object")
    tree = {key: _keyed(key, item) if key in _SECTIONS else item for key, item in checked.items()}
    if normal_form(tree) != data:
        raise NotNormal("encoding it again gives other bytes")
    return tree


def _checked(value: object, room: int) -> Tree:
    """Hold bytes from outside to what the reader of files lets through."""
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise NotNormal("text that is not in Unicode form NFC")
        if any(each != "\n" and unicodedata.category(each) in UNSEEN for each in value):
            raise NotNormal("a character that cannot be seen")
        return value
    if room == 0:
        raise NotNormal(f"more than {DEPTH_MAX} levels")
    if isinstance(value, list):
        return [_checked(item, room - 1) for item in value]
    if isinstance(value, dict):
        if not all(KEY.fullmatch(key) for key in value):
            raise NotNormal("a key that is not printable ASCII")
        return {key: _checked(item, room - 1) for key, item in value.items()}
    raise NotNormal(f"{type(value).__name__} where only text may stand")


def _keyed(section: str, items: Tree) -> Tree:
    """Turn an array of clauses back into a mapping from their ids."""
    if not isinstance(items, list):
        raise NotNormal(f"{section} is not an array")
    found: dict[str, Tree] = {}
    for item in items:
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(name, str) or name in found:
            raise NotNormal(f"a clause of {section} without an id of its own")
        found[name] = {key: value for key, value in item.items() if key != "id"}
    return found
