"""``replay``, ``import`` and ``bench``: histories, outside data, measurements."""

from __future__ import annotations

import argparse
import sys
import time

import msgspec

from concord.cli.ending import DONE, FINDINGS, UNUSABLE, Stop, note, say
from concord.cli.reading import lines
from concord.cli.where import installed

BAR_WIDTH = 30
BAR_SECONDS = 0.1


def replay(options: argparse.Namespace) -> int:
    """Replay a history: check its expectations, or print the state report at a date."""
    from concord.shell import episodes

    try:
        result = episodes.run(options.episode, options.at, options.ruling)
    except episodes.Unusable as error:
        raise Stop(UNUSABLE, str(error)) from error
    document = result.document()
    if options.json:
        say(document)
    elif options.at:
        print("\n".join(lines(document)))
    else:
        for one in result.mismatches:
            print(
                f"line {one.line}, {one.on}: {one.path}: expected {one.expected}, found {one.found}"
            )
        verdict = f"{len(result.mismatches)} differ" if result.mismatches else "all hold"
        print(
            f"{result.episode.name}: {result.state.size} entries, "
            f"{result.checked} expectations, {verdict}"
        )
    return DONE if result.ok else FINDINGS


def bring_in(options: argparse.Namespace) -> int:
    """Bring in outside data: all of it or nothing, with every problem at once."""
    installed(options)
    from concord.shell.imports import cerf

    outcome = cerf.run(
        options.path,
        fund=options.fund,
        dry_run=options.dry_run,
        accept_incomplete=options.accept_incomplete,
        progress=Bar().show,
    )
    document = msgspec.to_builtins(outcome)
    if options.json:
        say(document)
    else:
        print("\n".join(lines(document)))
    if outcome.stopped:
        note("Nothing was written.")
    return FINDINGS if outcome.stopped else DONE


def bench(options: argparse.Namespace) -> int:
    """Measure; the measurements have options of their own."""
    from concord import bench as measurements

    return int(measurements.main(options.rest))


class Bar:
    """A progress bar on standard error, where that is a terminal."""

    def __init__(self) -> None:
        self.shown_at = 0.0

    def show(self, done: int, total: int) -> None:
        """Show how much is done, not more often than an eye can follow."""
        if not sys.stderr.isatty() or not total:
            return
        now = time.monotonic()
        if done < total and now - self.shown_at < BAR_SECONDS:
            return
        self.shown_at = now
        full = BAR_WIDTH * done // total
        end = "\n" if done >= total else ""
        print(
            f"\r[{'=' * full}{' ' * (BAR_WIDTH - full)}] {done}/{total}",
            end=end,
            file=sys.stderr,
            flush=True,
        )
