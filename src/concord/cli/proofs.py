"""``export``, ``verify`` and ``receipt``: what a stranger needs, and how a stranger checks it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from concord.cli.ending import DONE, FAILED, FINDINGS, UNUSABLE, Stop, note, say
from concord.cli.where import fund_of, installed, split
from concord.core.log import BadNote, Finding, Read, Report, Verifier
from concord.core.log.tiles import TILE_WIDTH
from concord.core.redecide import verify as recheck

#: Findings that a file is not there, or ends before it should.
CUT_SHORT = frozenset(
    {
        "checkpoint-missing",
        "key-missing",
        "agreement-missing",
        "bundle-missing",
        "bundle-malformed",
        "tile-missing",
        "tile-malformed",
        "export-ends",
    }
)


def export(options: argparse.Namespace) -> int:
    """Write the log as static files."""
    installed(options)
    from concord.shell import funds

    fund = fund_of(options.fund)
    funds.export(fund, options.out)
    signed = funds.checkpoint(fund)
    size = signed[0].size if signed else 0
    note(f"{options.out}: {size} entries of {fund}; `concord verify` checks them with this key:")
    print(funds.vkey(fund))
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Check an export, without a database, or a fund of this installation."""
    if options.key:
        _check_key(options.key)
    if options.what and Path(options.what).is_dir():
        report = recheck(folder(Path(options.what)), options.key, options.depth)
    else:
        report = _verify_fund(options)
    if options.json:
        say(report.to_json())
    else:
        print("\n".join(told(report)))
    return exit_code(report)


def folder(path: Path) -> Read:
    """Return the reader of the files of an export; only regular files below its folder."""

    def read(name: str) -> bytes | None:
        try:
            return (path / name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    return read


def _check_key(key: str) -> None:
    try:
        Verifier.parse(key)
    except BadNote as error:
        raise Stop(UNUSABLE, f"concord: --key: {error}") from error


def _verify_fund(options: argparse.Namespace) -> Report:
    """Check a fund of this installation: its export, and what the database has besides."""
    if options.what and ("/" in options.what or options.what.startswith(".")):
        raise Stop(UNUSABLE, f"concord: {options.what}: there is no such folder")
    installed(options)
    from concord.shell.checking import differences, signed_note
    from concord.shell.commitments import write

    fund = fund_of(options.what)
    note_, unsigned = signed_note(fund)
    with tempfile.TemporaryDirectory(prefix="concord-verify-") as out:
        write(fund, note_, Path(out))
        report = recheck(folder(Path(out)), options.key, options.depth)
    return with_findings(report, [*unsigned, *differences(fund)])


def with_findings(report: Report, more: Iterable[Finding]) -> Report:
    """Return a report with further findings after its own."""
    from dataclasses import replace

    added = tuple(more)
    return replace(
        report,
        findings=(*report.findings, *added),
        findings_total=report.findings_total + len(added),
    )


def told(report: Report) -> list[str]:
    """Return a report as lines for people."""
    checked = report.checked
    made = [
        f"{'-' if one.position is None else f'entry {one.position}'}"
        f"{f', Article {one.clause}' if one.clause else ''}: {one.message}"
        for one in report.findings
    ]
    if report.findings_total > len(report.findings):
        made.append(f"… and {report.findings_total - len(report.findings)} more findings")
    if report.stopped_at is not None:
        made.append(f"From entry {report.stopped_at} on no decision was judged.")
    made.append(
        f"{report.size} entries, root {report.root or '-'}; checked: {checked.entries} entries, "
        f"{checked.tiles} tiles, {checked.signatures} signatures, {checked.decisions} decisions"
    )
    made.append(f"{'sound' if report.ok else 'NOT SOUND'}; signature: {report.trust}")
    return made


def exit_code(report: Report) -> int:
    """Return how a verification ends: findings, or a failure where the export is cut short."""
    if report.ok:
        return DONE
    whole = report.findings_total == len(report.findings)
    return FAILED if whole and _cut_short(report.findings) else FINDINGS


def _cut_short(findings: Iterable[Finding]) -> bool:
    """Say whether nothing is wrong but that files are absent or end early."""
    ends = {
        one.position // TILE_WIDTH: one.position
        for one in findings
        if one.kind in {"bundle-malformed", "bundle-missing"} and one.position is not None
    }
    return all(
        one.kind in CUT_SHORT
        or (
            one.kind == "entry-missing"
            and one.position is not None
            and one.position >= ends.get(one.position // TILE_WIDTH, one.position + 1)
        )
        for one in findings
    )


def receipt(options: argparse.Namespace) -> int:
    """Print the proof file of one entry."""
    name, word = split(options.words)
    if not word.isdecimal():
        raise Stop(UNUSABLE, f"concord: {word!r} is not the number of an entry")
    installed(options)
    from concord.shell import funds

    fund = fund_of(name)
    seq = int(word)
    found = funds.entry(fund, seq)
    if found is None:
        raise Stop(UNUSABLE, f"concord: {fund} has no entry {seq}; its log has {funds.size(fund)}")
    proof = funds.receipt(fund, seq)
    if options.entry:
        options.entry.write_bytes(found.data)
    if options.json:
        say({"fund": fund, "seq": seq, "entry": found.data.decode(), "receipt": proof.decode()})
    else:
        sys.stdout.write(proof.decode())
    return DONE
