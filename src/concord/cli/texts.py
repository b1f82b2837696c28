"""``check``, ``prose`` and ``schema``: about the text of an agreement, without any fund."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from concord.cli.ending import DONE, FINDINGS, UNUSABLE, Stop, note, say
from concord.core import agreement


def check(options: argparse.Namespace) -> int:
    """Print all errors of an agreement or, where there are none, what a careful reader remarks."""
    report = agreement.check(_source(options.file), str(options.file))
    if options.json:
        say(
            {
                "problems": [msgspec.to_builtins(one) for one in report.problems],
                "findings": [msgspec.to_builtins(one) for one in report.findings],
                **({"sha256": report.terms.sha256} if report.terms else {}),
            }
        )
    else:
        for one in (*report.problems, *report.findings):
            print(one)
        count = len(report.problems) or len(report.findings)
        what = "errors" if report.problems else "findings"
        note(f"{options.file}: {count or 'no'} {what}")
    if report.problems:
        return UNUSABLE
    return FINDINGS if report.findings else DONE


def prose(options: argparse.Namespace) -> int:
    """Print an agreement as numbered clauses."""
    terms = agreement.load(_source(options.file), str(options.file))
    if isinstance(terms, list):
        raise Stop(UNUSABLE, "\n".join(map(str, terms)))
    print(agreement.render_text(terms, options.lang).rstrip("\n"))
    return DONE


def schema(options: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from concord.cli import schemas

    if options.commands:
        say(schemas.commands())
    elif options.report:
        say(schemas.report())
    else:
        say(agreement.json_schema())
    return DONE


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise Stop(UNUSABLE, f"concord: {path}: {error.strerror}") from error
