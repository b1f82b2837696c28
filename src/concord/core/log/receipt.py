"""Receipts: a text file that proves one entry to be in a log, checkable without a network.

The format is C2SP tlog-proof (draft, ``c2sp.org/tlog-proof@v1``), unchanged: the header, an
optional ``extra`` line that nothing vouches for, the entry's index, the hashes from the leaf's
sibling upward in base64, an empty line, and the signed checkpoint verbatim.

To verify one needs the entry's bytes and the log's key, from elsewhere (LOG-12). ``BadReceipt``
carries as its reason ``malformed``, ``not-included`` or a reason of ``BadNote``.
"""

import base64
import re
from dataclasses import dataclass
from typing import Final

from concord.core.log.checkpoint import SIZE_MAX, Checkpoint, open_checkpoint
from concord.core.log.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from concord.core.log.note import NOTE_BYTES_MAX, BadNote, Verifier, decode_base64

HEADER: Final = "c2sp.org/tlog-proof@v1"
"""The first line of every receipt."""

SUFFIX: Final = ".tlog-proof"
"""How the name of a receipt's file ends."""

HASHES_MAX: Final = 63
"""The most hashes in a proof: the depth of the largest tree."""

EXTRA_BYTES_MAX: Final = 65_535
"""The longest extra data, in bytes."""

RECEIPT_BYTES_MAX: Final = NOTE_BYTES_MAX + 100_000
"""The longest receipt read, in bytes: the longest checkpoint, the hashes and the extra data."""

_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")
_EXTRA: Final = "extra "


class BadReceipt(ValueError):
    """A receipt that proves nothing; ``reason`` is a noun of the module's list."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason: Final = reason


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt file says: place, path to the root, and the signed checkpoint's bytes.

    ``extra`` is opaque and not authenticated.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def format_receipt(receipt: Receipt) -> bytes:
    """The bytes of a receipt's file; BadReceipt (``malformed``) if they could not be read again."""
    lines = [HEADER]
    if receipt.extra is not None:
        lines.append(_EXTRA + base64.b64encode(receipt.extra).decode())
    lines.append(f"index {receipt.index}")
    lines += [base64.b64encode(each).decode() for each in receipt.hashes]
    data = "\n".join(lines).encode() + b"\n\n" + receipt.checkpoint
    parse_receipt(data)
    return data


def parse_receipt(data: bytes) -> Receipt:
    """The receipt in a file, its checkpoint not looked into; BadReceipt if it is malformed."""
    if len(data) > RECEIPT_BYTES_MAX:
        raise BadReceipt("malformed", f"longer than {RECEIPT_BYTES_MAX} bytes")
    head, gap, checkpoint = data.partition(b"\n\n")
    if not gap or not checkpoint:
        raise BadReceipt("malformed", "no checkpoint below an empty line")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise BadReceipt("malformed", "characters beyond ASCII above the checkpoint") from error
    if lines.pop(0) != HEADER:
        raise BadReceipt("malformed", f"the first line is not {HEADER}")
    extra = None
    if lines and lines[0].startswith(_EXTRA):
        extra = _parse_extra(lines.pop(0))
    index = _parse_index(lines.pop(0) if lines else "")
    if len(lines) > HASHES_MAX:
        raise BadReceipt("malformed", f"more than {HASHES_MAX} hashes")
    return Receipt(index, tuple(_parse_hash(line) for line in lines), checkpoint, extra)


def verify_receipt(receipt: Receipt, entry: bytes, log: Verifier) -> Checkpoint:
    """The checkpoint under which the receipt proves the entry; BadReceipt if it does not.

    Cosignatures are not looked at here: how many a reader wants is that reader's policy.
    """
    try:
        checkpoint = open_checkpoint(receipt.checkpoint, log)
    except BadNote as error:
        raise BadReceipt(error.reason, str(error)) from error
    included = verify_inclusion(
        leaf_hash(entry), receipt.index, checkpoint.size, receipt.hashes, checkpoint.root
    )
    if not included:
        raise BadReceipt(
            "not-included",
            f"these bytes are not entry {receipt.index} of the {checkpoint.size} under this root",
        )
    return checkpoint


def _parse_extra(line: str) -> bytes:
    extra = decode_base64(line.removeprefix(_EXTRA))
    if extra is None or len(extra) > EXTRA_BYTES_MAX:
        raise BadReceipt("malformed", f"extra data not in base64, or over {EXTRA_BYTES_MAX} bytes")
    return extra


def _parse_index(line: str) -> int:
    match = _INDEX.fullmatch(line)
    if match is None or int(match[1]) > SIZE_MAX:
        raise BadReceipt("malformed", f"no index where one is due: {line[:40]!r}")
    return int(match[1])


def _parse_hash(line: str) -> bytes:
    value = decode_base64(line)
    if value is None or len(value) != HASH_BYTES:
        raise BadReceipt("malformed", f"not a hash in base64: {line[:80]!r}")
    return value
