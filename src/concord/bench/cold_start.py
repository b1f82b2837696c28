"""Cold start: from the bytes of a log to balances, beside accounting programs on the same journal.

100,000 two-leg entries over 200 accounts and three currencies, on one core. The accounting programs
read their own text form and verify nothing; they are the reference where they are installed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec

from concord.bench.figures import Figure, Process, python, run
from concord.bench.synthetic import write_export, write_journal

NAME = "cold-start"
PROGRAMS = ("ledger", "hledger")
#: Depth of reading: what it is called, and what is aimed at for 100,000 entries.
DEPTHS = {
    "balances": ("bytes, tree and balances", "at most 0.8 s"),
    "decisions": ("with every decision again", "at most 2 s"),
}


def measure(entries: int) -> list[Figure]:
    """Return the figures for a log of so many two-leg entries."""
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as name:
        folder = Path(name)
        write_export(folder / "export", entries)
        journal = folder / "bench.journal"
        write_journal(journal, entries)
        programs = {
            program: _balances(program, journal) for program in PROGRAMS if shutil.which(program)
        }
        figures: list[Figure] = []
        for depth, (what, aim) in DEPTHS.items():
            process = python("concord.bench.reading", str(folder / "export"), depth)
            inside = msgspec.json.decode(process.output)
            figures += [
                Figure(bench=NAME, name=what, value=inside["seconds"], unit="s", aim=aim),
                Figure(bench=NAME, name=f"{what}, processor", value=inside["processor"], unit="s"),
            ]
            figures += _beside(what, process, programs)
    return figures


def _balances(program: str, journal: Path) -> Process:
    return run([program, "-f", str(journal), "balance"])


def _beside(what: str, process: Process, programs: dict[str, Process]) -> list[Figure]:
    """Return a whole process of ours, Python's own start included, beside those of others."""
    figures: list[Figure] = []
    for program in PROGRAMS:
        found = programs.get(program)
        if found is None:
            note = f"{program} is not installed"
            figures.append(Figure(bench=NAME, name=f"{what}, whole program", note=note))
            continue
        for part, mine, theirs, unit in (
            ("whole program, processor", process.processor, found.processor, "s"),
            ("peak memory", process.peak_mib, found.peak_mib, "MiB"),
        ):
            figures.append(
                Figure(
                    bench=NAME,
                    name=f"{what}, {part}",
                    value=mine,
                    unit=unit,
                    reference=program,
                    reference_value=theirs,
                )
            )
    return figures
