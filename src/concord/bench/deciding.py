"""Decides a story again in a process of its own: ``python -m concord.bench.deciding``.

The story is that of the demonstration: every kind of command that it holds, each in the state that
it met. Prints, per kind, how many there are, the microseconds of deciding and folding one, and of
encoding and hashing its entry, as JSON. The installation is that of the environment, an empty one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import msgspec

from concord.core import fund
from concord.core.acts import Refusal
from concord.core.agreement.terms import Terms
from concord.core.entry import Entry, act_of, decode, encode
from concord.core.log import leaf_hash
from concord.core.state import State

#: How often the whole story is told; the least time of each entry counts.
TELLINGS = 9
MICROSECONDS = 1_000_000


class Kind(msgspec.Struct):
    """What one kind of command took: sums of seconds over so many entries."""

    count: int = 0
    deciding: float = 0.0
    writing: float = 0.0


def main() -> bytes:
    """Build the demonstration, decide it again and return what each kind took, as JSON."""
    from concord.shell import installation

    installation.prepare()  # before anything that needs Django's models
    from concord.shell import funds, table
    from concord.shell.demo import build_demo

    name = build_demo()
    entries = [decode(data) for data in table.bodies(name, table.size(name))]
    kinds = measure(funds.terms(name), entries)
    made = {
        kind: {
            "count": one.count,
            "deciding": one.deciding / one.count * MICROSECONDS,
            "writing": one.writing / one.count * MICROSECONDS,
        }
        for kind, one in kinds.items()
    }
    return msgspec.json.encode(made)


def measure(terms: Terms, entries: list[Entry]) -> dict[str, Kind]:
    """Return what each kind of command took, by its tag."""
    deciding = [float("inf")] * len(entries)
    writing = list(deciding)
    for _ in range(TELLINGS):
        state = State(terms)
        for place, entry in enumerate(entries):
            deciding[place] = min(deciding[place], timed(lambda: _decide(state, entry)))  # noqa: B023
            writing[place] = min(writing[place], timed(lambda: leaf_hash(encode(entry))))  # noqa: B023
    kinds: dict[str, Kind] = {}
    for place, entry in enumerate(entries):
        kind = kinds.setdefault(str(entry.command.__struct_config__.tag), Kind())
        kind.count += 1
        kind.deciding += deciding[place]
        kind.writing += writing[place]
    return kinds


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _decide(state: State, entry: Entry) -> None:
    decided = fund.decide(state, act_of(entry))
    if isinstance(decided, Refusal):
        raise TypeError(f"entry {entry.seq} of the story is refused: {decided.code}")
    fund.apply(state, entry)


if __name__ == "__main__":
    sys.stdout.buffer.write(main())
