"""The project's own measurements: each figure beside its reference in the same run.

``concord bench`` runs all of them, ``concord bench NAME`` one. What was aimed at is shown and never
asserted, because a machine may be busy. Each measurement runs in processes of its own, in folders
that it makes and removes; no installation is touched.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from concord.bench import append, cold_start, decide, load, overview
from concord.bench.figures import Figure, table

#: Two-leg entries of a cold start; how many of them are appended.
ENTRIES = 100_000
APPENDS_MAX = 2_000


class Options(NamedTuple):
    """What a run may be told: the size of the log, and where the real fund's lists are."""

    entries: int = ENTRIES
    lists: Path = overview.LISTS


BENCHES: dict[str, Callable[[Options], list[Figure]]] = {
    cold_start.NAME: lambda options: cold_start.measure(options.entries),
    append.NAME: lambda options: append.measure(min(options.entries, APPENDS_MAX)),
    overview.NAME: lambda options: overview.measure(options.lists),
    decide.NAME: lambda _: decide.measure(),
    load.NAME: lambda _: load.measure(),
}


def measure(names: Sequence[str], options: Options) -> list[Figure]:
    """Return the figures of the measurements named, in the order of ``BENCHES``."""
    return [figure for name, run in BENCHES.items() if name in names for figure in run(options)]


def main(argv: Sequence[str] | None = None) -> int:
    """Run measurements as the command line asks for them; return the exit code, 0."""
    parser = argparse.ArgumentParser(
        prog="concord bench", description="the project's own measurements, as ratios"
    )
    parser.add_argument("name", nargs="?", choices=list(BENCHES), help="one of them only")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="size of the log to measure")
    parser.add_argument("--cerf", type=Path, default=overview.LISTS, help="the real fund's lists")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    asked = parser.parse_args(argv)
    names = [asked.name] if asked.name else list(BENCHES)
    figures = measure(names, Options(asked.entries, asked.cerf))
    if asked.json:
        made = {"figures": [figure.document() for figure in figures]}
        sys.stdout.write(msgspec.json.encode(made).decode() + "\n")
    else:
        sys.stdout.write(table(figures) + "\n")
    return 0
