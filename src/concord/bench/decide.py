"""Decide: how long each kind of command takes to judge, beside encoding and hashing its entry."""

from __future__ import annotations

import tempfile

import msgspec

from concord.bench.figures import Figure, python

NAME = "decide"
UNIT = "µs"


def measure() -> list[Figure]:
    """Return one figure per kind of command in the demonstration, and one over all of them."""
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder:
        environment = {"CONCORD_DATA_DIR": folder, "CONCORD_DATABASE_URL": ""}
        process = python("concord.bench.deciding", environment=environment)
    kinds = msgspec.json.decode(process.output)
    total = sum(one["count"] for one in kinds.values())
    mean = {
        part: sum(one["count"] * one[part] for one in kinds.values()) / total
        for part in ("deciding", "writing")
    }
    ordered = sorted(kinds.items(), key=lambda item: -item[1]["deciding"])
    return [
        _figure(f"all {total} of the demonstration, mean", mean),
        *(_figure(f"{kind} ({one['count']})", one) for kind, one in ordered),
    ]


def _figure(name: str, times: dict[str, float]) -> Figure:
    return Figure(
        bench=NAME,
        name=name,
        value=times["deciding"],
        unit=UNIT,
        reference="encode and hash",
        reference_value=times["writing"],
    )
