"""Checkpoints: what a log commits to in public, as a signed note (C2SP tlog-checkpoint v1.0.0).

The rules:

* three lines: the origin, the number of entries, the root in base64;
* LOG-1: no further line, since nobody would audit it;
* LOG-2: the log's signature carries the origin as its name;
* LOG-3: an Ed25519 signature by the log is always there; lines of other keys may stand beside it;
* LOG-8: a checkpoint of size 0 carries the empty root.
"""

import base64
import re
from dataclasses import dataclass
from typing import Final

from concord.core.log.merkle import EMPTY_ROOT, HASH_BYTES
from concord.core.log.note import BadNote, Signer, Verifier, decode_base64, open_note, sign

SIZE_MAX: Final = 2**63 - 1
"""The largest number of entries that a checkpoint may name."""

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's origin, its size in entries, and the 32-byte root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text holds; BadNote (``malformed``) for any other text."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1]:
        raise BadNote("malformed", "a checkpoint has three lines: origin, size and root")
    origin, size, encoded = lines[:_LINES]
    root = decode_base64(encoded)
    if not origin:
        raise BadNote("malformed", "a checkpoint without an origin")
    if not _SIZE.fullmatch(size) or int(size) > SIZE_MAX:
        raise BadNote("malformed", f"{size[:40]!r} is not the size of a log")
    if root is None or len(root) != HASH_BYTES:
        raise BadNote("malformed", f"{encoded[:80]!r} is not a root in base64")
    if size == "0" and root != EMPTY_ROOT:
        raise BadNote("malformed", "a log without entries has the empty root")
    return Checkpoint(origin, int(size), root)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """The checkpoint signed by its log.

    The caller has proved that it is consistent with the last one signed (LOG-4).
    BadNote for a checkpoint that could not be read again, and for a signer that does not bear the
    log's name (``origin-differs``).
    """
    parse_checkpoint(checkpoint.text)
    _check_origin(checkpoint, signer.name)
    return sign(checkpoint.text, [signer])


def open_checkpoint(data: bytes, log: Verifier) -> Checkpoint:
    """The checkpoint in a note signed by the log; BadNote if it must not be relied on."""
    text, _ = open_note(data, [log])
    checkpoint = parse_checkpoint(text)
    _check_origin(checkpoint, log.name)
    return checkpoint


def _check_origin(checkpoint: Checkpoint, name: str) -> None:
    if checkpoint.origin != name:
        raise BadNote(
            "origin-differs",
            f"the log of {checkpoint.origin!r} cannot sign under the name {name!r}",
        )
