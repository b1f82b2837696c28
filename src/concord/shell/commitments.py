"""Commitments: what a fund signs of its log - checkpoints, receipts, exports.

A checkpoint is signed at every decision of a body, on the first entry of a new day, and when a
receipt or an export needs one; never per entry (LOG-5). Before it is signed it is proved to be
consistent with the last one, and it is stored whole before anybody sees it (LOG-4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import IntegrityError, connection

from concord.core.acts import OpenFund
from concord.core.agreement.days import day_of_instant
from concord.core.entry import Entry, decode
from concord.core.log import (
    CHECKPOINT_PATH,
    KEY_PATH,
    Checkpoint,
    Receipt,
    Verifier,
    agreement_path,
    bundles,
    consistency_proof,
    format_receipt,
    inclusion_proof,
    open_checkpoint,
    tiles,
    verify_consistency,
)
from concord.core.log import sign_checkpoint as sign
from concord.core.regime.acts import Moved
from concord.shell import table
from concord.shell.cache import Damaged, Known, NoSuchFund, look, record
from concord.shell.keys import KeyMissing, load_key
from concord.shell.models import Fund, Signed

POLICY_PATH = "policy"
INSERT = (
    "INSERT INTO concord_checkpoint (fund, size, day, note) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)


class NotAnExport(ValueError):
    """A folder that holds something else than an earlier export of the same log."""


def vkey(fund: str) -> str:
    """Return the public key of a fund's log, as entry 0 has it; raise NoSuchFund."""
    first = table.entry(fund, 0)
    if first is None:
        raise NoSuchFund(f"there is no fund {fund!r} here")
    command = decode(first.data).command
    if not isinstance(command, OpenFund):
        raise Damaged(f"entry 0 of {fund} does not open it")
    return command.key


def last_signed(fund: str) -> tuple[Checkpoint, bytes, int] | None:
    """Return the last checkpoint with its note and the day it was signed; None before the first."""
    found = Signed.objects.filter(fund=fund).order_by("-size").first()
    if found is None:
        return None
    note = bytes(found.note)
    return open_checkpoint(note, Verifier.parse(vkey(fund))), note, found.day


def sign_checkpoint(fund: str) -> bytes:
    """Return a signed checkpoint over the whole log, made now or, if nothing was added, before.

    Raise Damaged where the log does not begin with what was signed last: then nothing is signed.
    """
    known = look(fund)
    origin = record(fund).origin
    made = Checkpoint(origin, known.tree.size, known.tree.root())
    last = last_signed(fund)
    if last is not None:
        if last[0].size == made.size and last[0].root == made.root:
            return last[1]
        _prove_consistent(fund, last[0], made)
    signer = load_key(fund, origin)
    if signer.verifier.vkey != vkey(fund):
        raise KeyMissing(f"the signing key of {fund} here is not the one that entry 0 names")
    note = sign(made, signer)
    day = day_of_instant(known.state.at, known.terms.zone_minutes)
    try:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, (fund, made.size, day, note))
    except IntegrityError:  # another process signed the same; Ed25519 gives the same bytes
        return note
    return note


def _prove_consistent(fund: str, old: Checkpoint, new: Checkpoint) -> None:
    hashes = table.leaves(fund, new.size)
    whole = len(hashes) == new.size and old.size <= new.size
    proof = consistency_proof(hashes, old.size, new.size) if whole and old.size else []
    if not verify_consistency(old.size, new.size, old.root, new.root, proof):
        raise Damaged(f"the log of {fund} does not begin with the {old.size} entries last signed")


def sign_when_due(fund: str, known: Known, entries: Iterable[Entry]) -> None:
    """Sign a checkpoint if one of the entries just written closed a case or began a day."""
    if any(_closes_case(entry) for entry in entries) or _new_day(fund, known):
        sign_checkpoint(fund)


def _closes_case(entry: Entry) -> bool:
    return any(
        isinstance(event, Moved) and event.kind == "decision" and event.status != "open"
        for event in entry.events
    )


def _new_day(fund: str, known: Known) -> bool:
    day = day_of_instant(known.state.at, known.terms.zone_minutes)
    if known.signed_day is None or known.signed_day < day:
        signed = Signed.objects.filter(fund=fund).order_by("-size").values_list("day", flat=True)
        known.signed_day = signed.first()
    if known.signed_day is not None and known.signed_day >= day:
        return False
    known.signed_day = day
    return True


def receipt(fund: str, seq: int) -> bytes:
    """Return the file that proves an entry under a signed checkpoint; LookupError for no entry."""
    size = table.size(fund)
    if not 0 <= seq < size:
        raise LookupError(f"{fund} has no entry {seq}; its log has {size}")
    last = last_signed(fund)
    if last is None or last[0].size <= seq:
        sign_checkpoint(fund)
        last = last_signed(fund)
    if last is None:
        raise Damaged(f"the checkpoint of {fund} was not kept")
    checkpoint, note, _ = last
    hashes = table.leaves(fund, checkpoint.size)
    proof = inclusion_proof(hashes, seq, checkpoint.size)
    return format_receipt(Receipt(seq, tuple(proof), note))


def export(fund: str, out: Path) -> None:
    """Write the log as static files with agreement, key and policy: all that a stranger needs.

    What is there already is written again, the checkpoint last, so that a reader of a folder that
    is being brought up to date always finds what its checkpoint says. Raise NotAnExport where the
    folder holds something else.
    """
    note = sign_checkpoint(fund)
    write(fund, note, out)


def write(fund: str, note: bytes, out: Path) -> None:
    """Write the export under a signed checkpoint."""
    log = Verifier.parse(vkey(fund))
    checkpoint = open_checkpoint(note, log)
    _check_folder(out, log.vkey)
    out.mkdir(parents=True, exist_ok=True)
    (out / KEY_PATH).write_text(log.vkey + "\n", "ascii")  # first: it says whose folder this is
    (out / POLICY_PATH).write_text(f"log {log.vkey}\nquorum none\n", "ascii")
    for path, data in files(fund, checkpoint.size):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (out / CHECKPOINT_PATH).write_bytes(note)


def files(fund: str, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the tiles, bundles and agreements over the first entries."""
    yield from tiles(table.leaves(fund, size), size)
    yield from bundles(table.bodies(fund, size), size)
    agreement = Fund.objects.select_related("agreement").get(id=fund).agreement
    path = agreement_path(agreement.sha256)
    yield path, bytes(agreement.normal)
    yield path.removesuffix(".json") + ".yaml", bytes(agreement.source)


def _check_folder(out: Path, key: str) -> None:
    if not out.exists() or not any(out.iterdir()):
        return
    try:
        there = (out / KEY_PATH).read_text("ascii").strip()
    except (OSError, ValueError):
        there = ""
    if there != key:
        raise NotAnExport(f"{out} holds something else than an export of this log")
