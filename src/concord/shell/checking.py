"""What the database has beside the log itself: rebuilt from the log, and compared (LED-7).

The bytes of the entries are checked as an export of them is. Here it is the columns by which rows
are found, and every checkpoint that was ever signed.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from concord.core.agreement import Terms
from concord.core.entry import decode
from concord.core.log import (
    BadNote,
    Checkpoint,
    Finding,
    Frontier,
    Verifier,
    leaf_hash,
    open_checkpoint,
)
from concord.shell import commitments, table
from concord.shell.cache import Damaged, terms_of
from concord.shell.keys import KeyMissing
from concord.shell.models import Log, Signed


def signed_note(fund: str) -> tuple[bytes, list[Finding]]:
    """Return a checkpoint to verify against: a new one or, where none may be signed, the last.

    Raise Damaged where nothing was ever signed either.
    """
    try:
        return commitments.sign_checkpoint(fund), []
    except (Damaged, KeyMissing) as error:
        last = Signed.objects.filter(fund=fund).order_by("-size").first()
        if last is None:
            raise Damaged(str(error)) from error
        finding = Finding(None, "not-signed", f"No checkpoint could be signed: {error}.")
        return bytes(last.note), [finding] if isinstance(error, Damaged) else []


def differences(fund: str) -> Iterator[Finding]:
    """Yield how the columns and the checkpoints differ from what the entries lead to."""
    terms = terms_of(fund)
    signed = _signed(fund)
    tree = Frontier()
    for start in range(0, table.size(fund), table.READ_ROWS):
        stretch = Log.objects.filter(fund=fund, seq__gte=start, seq__lt=start + table.READ_ROWS)
        for found in stretch.order_by("seq").values_list(*table.COLUMNS):
            row = table.Row._make(
                bytes(one) if isinstance(one, memoryview) else one for one in found
            )
            tree.append(leaf_hash(row.data))
            yield from _columns(row, terms)
            yield from _committed(tree, signed.pop(tree.size, None))
    for size in signed:
        message = f"A checkpoint over {size} entries was signed; the log has {tree.size}."
        yield Finding(None, "checkpoint-differs", message)


def _columns(row: table.Row, terms: Terms) -> Iterator[Finding]:
    try:
        expected = table.row_of(terms, decode(row.data))
    except (msgspec.MsgspecError, ValueError):
        return  # what is wrong with the bytes is found where the bytes are checked
    wrong = [name for name in table.COLUMNS if getattr(row, name) != getattr(expected, name)]
    for name in wrong:
        if name != "data":
            message = f"The column {name} of entry {row.seq} is not what follows from the entry."
            yield Finding(row.seq, "column-differs", message, None, {"column": name})


def _signed(fund: str) -> dict[int, Checkpoint | str]:
    """Return every checkpoint that was signed, or what is wrong with it, by its size."""
    log = Verifier.parse(commitments.vkey(fund))
    made: dict[int, Checkpoint | str] = {}
    for size, note in Signed.objects.filter(fund=fund).order_by("size").values_list("size", "note"):
        try:
            made[size] = open_checkpoint(bytes(note), log)
        except BadNote as error:
            made[size] = str(error)
    return made


def _committed(tree: Frontier, signed: Checkpoint | str | None) -> Iterator[Finding]:
    if isinstance(signed, str):
        message = f"The checkpoint over {tree.size} entries cannot be relied on: {signed}."
        yield Finding(None, "checkpoint-differs", message)
    elif signed is not None and (signed.size, signed.root) != (tree.size, tree.root()):
        message = f"The first {tree.size} entries are not those that were signed."
        yield Finding(None, "checkpoint-differs", message)
