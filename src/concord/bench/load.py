"""Load: reading, validating and compiling the demonstration's agreement, beside its normal form.

The normal form is what an installation reads at each start; the text, with its line numbers and all
its checks, is read once, as the fund is opened, and whenever somebody drafts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import concord
from concord.bench.figures import Figure
from concord.core.agreement import Terms, load, load_normal, normalise

NAME = "load"
TIMES = 7
TEXT = Path(concord.__file__).parent / "episodes" / "kp-mdtf" / "agreement.yaml"
MILLISECONDS = 1_000


def measure() -> list[Figure]:
    """Return the figure: the median of some readings, each from the text itself."""
    text = TEXT.read_bytes()
    normal = normalise(text, TEXT.name)
    if isinstance(normal, list):
        raise TypeError(f"the demonstration's agreement has problems: {normal[0]}")
    return [
        Figure(
            bench=NAME,
            name=f"text of {len(text.splitlines())} lines to terms",
            value=_median(lambda: load(text, TEXT.name)),
            unit="ms",
            reference="from normal form",
            reference_value=_median(lambda: load_normal(normal)),
        )
    ]


def _median(work: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(TIMES):
        start = time.perf_counter()
        if not isinstance(work(), Terms):
            raise TypeError("the demonstration's agreement has problems")
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * MILLISECONDS
