"""Deciding again: whether every entry of a log was what the agreement allowed when it was made.

``Judge`` is what ``log.verify_export`` asks about each entry in order. It reads the command out of
the entry, decides it in the state that the entries before it led to, by the same ``decide``, and
demands the same bytes. So a log that passes holds no entry that was ever against its agreement, and
none that says of itself anything but what follows from it.

The kinds of finding that it adds to those of the log:

* ``entry-malformed``: the bytes are no entry;
* ``refused``: the agreement does not allow the command; ``code`` among the facts says why, the
  finding names the clause. What fell due and was not recorded before it is ``due-first``;
* ``entry-differs``: the command is allowed, but leads to other events, or the entry is written
  another way than it is encoded;
* ``not-opened``: entry 0 opens no fund, so that nothing says which agreement holds;
* ``agreement-missing``, ``agreement-altered``, ``agreement-unusable``: the agreement that entry 0
  names is not there, has another hash, or is none;
* ``key-differs``, ``origin-differs``: entry 0 names another key or origin than the log has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from concord.core import fund
from concord.core.acts import OpenFund, Refusal
from concord.core.agreement import load_normal
from concord.core.agreement.terms import Terms
from concord.core.entry import NAME_FORM, act_of, decode, encode, entry_of
from concord.core.log.checkpoint import Checkpoint, parse_checkpoint
from concord.core.log.findings import Finding, Report
from concord.core.log.note import BadNote, read_note
from concord.core.log.tiles import (
    CHECKPOINT_PATH,
    BadTile,
    Missing,
    Read,
    find_bundle,
    split_bundle,
    widths,
)
from concord.core.log.verification import KEY_PATH, read_agreement, verify_export
from concord.core.sentences import sentence
from concord.core.state import State


class Judge:
    """Decides the entries of one log again, in order from entry 0.

    ``state`` is what the entries found right so far lead to.
    """

    __slots__ = ("state",)

    #: It encodes each entry again under the number of its place and compares the bytes.
    demands_form = True

    def __init__(self, terms: Terms) -> None:
        self.state = State(terms)

    def __call__(self, position: int, data: bytes) -> Finding | None:
        """Return what is wrong with the entry at a position, None if nothing is."""
        try:
            found = decode(data)
        except msgspec.MsgspecError as error:
            message = f"Entry {position} is no entry of a fund: {error}."
            return Finding(position, "entry-malformed", message)
        if not (NAME_FORM.fullmatch(found.id) and NAME_FORM.fullmatch(found.officer)):
            message = f"Entry {position} is no entry of a fund: its id or officer is no name."
            return Finding(position, "entry-malformed", message)
        act = act_of(found)
        decided = fund.decide(self.state, act)
        if isinstance(decided, Refusal):
            return refused(position, decided)
        made = entry_of(position, act, decided)
        again = encode(made)
        if again != data:
            return differs(position, data, again)
        fund.apply(self.state, made)
        return None


def refused(position: int, refusal: Refusal) -> Finding:
    """Return the finding about an entry whose command the agreement does not allow."""
    message = f"Entry {position} was not allowed: {sentence(refusal)}"
    facts = {"code": refusal.code, **refusal.facts}
    return Finding(position, "refused", message, refusal.clause or None, facts)


def differs(position: int, data: bytes, again: bytes) -> Finding:
    """Return the finding about an entry that is not what its command leads to."""
    at = next(
        (place for place, pair in enumerate(zip(data, again, strict=False)) if pair[0] != pair[1]),
        min(len(data), len(again)),
    )
    message = f"Entry {position} is not what its command leads to, from byte {at} on."
    start = max(0, at - 20)
    facts = {
        "byte": str(at),
        "found": data[start : at + 40].decode("utf-8", "replace"),
        "expected": again[start : at + 40].decode("utf-8", "replace"),
    }
    return Finding(position, "entry-differs", message, None, facts)


def verify(read: Read, key: str | None, depth: int) -> Report:
    """Check an export, whose files ``read`` gives, to a depth of 1, 2 or 3.

    As ``verify_export``, with the judge that the export's own agreement makes. An agreement is
    named by its hash in entry 0, so one that comes with the export is as good as any.
    """
    if depth < 3:  # noqa: PLR2004 - the depth at which decisions are judged
        return verify_export(read, key, None, depth)
    checkpoint = _checkpoint(read)
    first = _first(read, checkpoint) if checkpoint and checkpoint.size else None
    if checkpoint is None or first is None:  # the log's own findings say what is missing
        return _with(verify_export(read, key, None, 2), [])
    opening = _opening(first)
    if opening is None:
        finding = Finding(0, "not-opened", "Entry 0 opens no fund: nothing says what was agreed.")
        return _with(verify_export(read, key, None, 2), [finding])
    judge = _judge(read, opening)
    if isinstance(judge, Finding):
        return _with(verify_export(read, key, None, 2), [judge])
    report = verify_export(read, key, judge, depth)
    return _with(report, _differences(read, key, checkpoint, opening), report.stopped_at)


def _checkpoint(read: Read) -> Checkpoint | None:
    """Return what the log says of its size; the signature is looked at by ``verify_export``."""
    try:
        return parse_checkpoint(read_note(read(CHECKPOINT_PATH) or b"")[0])
    except BadNote:
        return None


def _first(read: Read, checkpoint: Checkpoint) -> bytes | None:
    """Return the bytes of entry 0, None where they cannot be had."""
    _, width = next(widths(checkpoint.size))
    try:
        _, kept, data = find_bundle(read, 0, width)
    except Missing:
        return None
    entries, _ = split_bundle(data, kept)
    return entries[0] if entries else None


def _opening(data: bytes) -> OpenFund | None:
    """Return the command of entry 0, None where it is another or cannot be read."""
    try:
        command = decode(data).command
    except msgspec.MsgspecError:
        return None
    return command if isinstance(command, OpenFund) and len(command.agreements) == 1 else None


def _judge(read: Read, opening: OpenFund) -> Judge | Finding:
    """Return the judge under the agreement that entry 0 names, or why there is none."""
    digest = opening.agreements[0].sha256
    facts = {"sha256": digest}
    try:
        terms = load_normal(read_agreement(read, digest))
    except Missing as error:
        message = f"The agreement that entry 0 names is not in the export: {error.path}."
        return Finding(0, "agreement-missing", message, None, facts)
    except BadTile as error:
        message = f"The agreement in the export is not the one that entry 0 names: {error.message}."
        return Finding(0, "agreement-altered", message, None, facts)
    if isinstance(terms, Terms):
        return Judge(terms)
    message = f"The agreement that entry 0 names cannot be used: {terms[0]}."
    return Finding(0, "agreement-unusable", message, None, facts)


def _differences(
    read: Read, key: str | None, checkpoint: Checkpoint, opening: OpenFund
) -> Iterator[Finding]:
    """Yield how the log that entry 0 describes differs from this one."""
    used = key or (read(KEY_PATH) or b"").decode("utf-8", "replace").strip()
    if opening.key != used:
        message = "Entry 0 names another key of the log than the one that was used."
        yield Finding(0, "key-differs", message, None, {"entry": opening.key, "used": used})
    if opening.origin != checkpoint.origin:
        message = f"Entry 0 says that this is the log of {opening.origin}."
        yield Finding(0, "origin-differs", message, None, {"checkpoint": checkpoint.origin})


def _with(report: Report, more: Iterable[Finding], stopped_at: int | None = 0) -> Report:
    """Return a report of depth 3 with further findings before its own."""
    first = tuple(more)
    return replace(
        report,
        depth=3,
        findings=(*first, *report.findings),
        findings_total=report.findings_total + len(first),
        stopped_at=stopped_at,
    )
