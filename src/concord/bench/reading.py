"""Reads one export from cold in a process of its own: ``python -m concord.bench.reading``.

``balances``: every entry is read, found to be in canonical form and added to the tree, whose root
is compared with the checkpoint, and folded into the state. ``decisions`` is ``concord verify`` to
its full depth: every command is decided again. Prints seconds of wall and of processor time as
JSON. Starting Python is not in them; the caller measures that, and memory, from outside.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from concord.bench.synthetic import ORIGIN, terms
from concord.core.entry import decode_batch
from concord.core.fund import apply
from concord.core.log import (
    CHECKPOINT_PATH,
    KEY_PATH,
    Read,
    TileStack,
    Verifier,
    leaf_hash,
    open_checkpoint,
    read_bundle,
    verify_export,
    widths,
)
from concord.core.redecide import Judge
from concord.core.state import State


class Unsound(RuntimeError):
    """The log to be measured is not what it should be, so that no time it takes means anything."""


def balances(read: Read) -> int:
    """Fold a log into balances, its bytes and its tree checked; return how many entries it has."""
    key = Verifier.parse((read(KEY_PATH) or b"").decode().strip())
    checkpoint = open_checkpoint(read(CHECKPOINT_PATH) or b"", key)
    state, tree = State(terms()), TileStack()
    for n, width in widths(checkpoint.size):
        batch = read_bundle(read, n, width)
        entries = decode_batch(batch)
        if entries is None:
            raise Unsound(f"an entry of bundle {n} is not in canonical form")
        tree.push(b"".join(map(leaf_hash, batch)))
        for entry in entries:
            apply(state, entry)
    if tree.root() != checkpoint.root or checkpoint.origin != ORIGIN:
        raise Unsound("the entries do not have the root in the checkpoint")
    return state.size


def decisions(read: Read) -> int:
    """Verify a log, every decision again; return how many entries were decided."""
    report = verify_export(read, None, Judge(terms()))
    if report.findings:
        raise Unsound(str(report.findings[0]))
    return report.checked.decisions


DEPTHS: dict[str, Callable[[Read], int]] = {"balances": balances, "decisions": decisions}


def main(folder: Path, depth: str) -> bytes:
    """Read an export to a depth and return what it took, as JSON; raise Unsound."""

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    wall, processor = time.perf_counter(), time.process_time()
    entries = DEPTHS[depth](read)
    took = {
        "seconds": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "entries": entries,
    }
    return msgspec.json.encode(took)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(Path(sys.argv[1]), sys.argv[2]))
