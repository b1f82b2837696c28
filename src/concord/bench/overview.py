"""Overview: server time of the page of a real fund, beside that of a fund without a history."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from concord.bench.figures import Figure, python

NAME = "overview"
#: Where the lists lie beside a checkout; they are not the package's to carry.
LISTS = Path("..", "shared", "data", "cerf")
MILLISECONDS = 1_000


def measure(lists: Path = LISTS) -> list[Figure]:
    """Return the figure, or what it lacks."""
    name = "median page, server time"
    if not lists.exists():
        note = f"there are no lists of the fund at {lists.as_posix()}"
        return [Figure(bench=NAME, name=name, note=note)]
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder:
        environment = {"CONCORD_DATA_DIR": folder, "CONCORD_DATABASE_URL": ""}
        path = str(lists.absolute())
        process = python("concord.bench.visiting", path, environment=environment)
    found = msgspec.json.decode(process.output)
    return [
        Figure(
            bench=NAME,
            name=f"{name}, {found['entries']:,} entries",
            value=found["full"] * MILLISECONDS,
            unit="ms",
            reference="a fund with one entry",
            reference_value=found["empty"] * MILLISECONDS,
            aim="under 50 ms",
        )
    ]
