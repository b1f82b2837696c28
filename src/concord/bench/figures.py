"""A figure: one thing measured, beside its reference in the same run, and what was aimed at.

An absolute time says little on another machine; the ratio to something known does. Nothing here is
asserted: a measurement is for reading, a test must not depend on how busy a machine is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

KIB_PER_MIB = 1024


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement; ``ratio`` is value / reference_value, ``note`` what could not be had."""

    bench: str
    name: str
    value: float | None = None
    unit: str = ""
    reference: str = ""
    reference_value: float | None = None
    aim: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the reference the value is; None where one of them is lacking."""
        if self.value is None or not self.reference_value:
            return None
        return self.value / self.reference_value

    def document(self) -> dict[str, object]:
        """Return the figure for JSON, with its ratio, without what is empty."""
        made = {**msgspec.structs.asdict(self), "ratio": self.ratio}
        return {name: value for name, value in made.items() if value not in (None, "")}


class Process(NamedTuple):
    """A program that ran to its end: seconds of wall and processor, peak memory, what it printed.

    On a machine that others use too, processor time is the steadier of the two.
    """

    seconds: float
    processor: float
    peak_mib: float
    output: bytes


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Process:
    """Run a program and measure it from outside; raise CalledProcessError where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own programs, or accounting programs on the path
        command, stdout=subprocess.PIPE, env={**os.environ, **(environment or {})}
    ) as child:
        output = child.stdout.read() if child.stdout else b""
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, output)
    processor = usage.ru_utime + usage.ru_stime
    return Process(seconds, processor, usage.ru_maxrss / KIB_PER_MIB, output)


def python(module: str, *arguments: str, environment: dict[str, str] | None = None) -> Process:
    """Run a module of ours in a process of its own, so that it starts cold and alone."""
    return run([sys.executable, "-m", module, *arguments], environment)


def table(figures: Sequence[Figure]) -> str:
    """Return figures as lines of text, one each, with their ratios."""
    rows = [("bench", "figure", "value", "reference", "ratio", "aim")]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, str, str, str, str, str]:
    reference = figure.note
    if figure.reference_value is not None:
        reference = f"{figure.reference}: {_number(figure.reference_value)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    value = "" if figure.value is None else f"{_number(figure.value)} {figure.unit}"
    return figure.bench, figure.name, value, reference, ratio, figure.aim


def _number(value: float) -> str:
    """Return a number with three significant digits, and no fewer than its whole part."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits
