"""Many commands at once: a history brought in as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from concord.core import fund as core
from concord.core.acts import Refusal
from concord.core.entry import Entry, Envelope, entry_of
from concord.shell import commitments, passing, table
from concord.shell.acting import ATTEMPTS_MAX, Busy, dated, rowed, turns
from concord.shell.cache import Known, forget, look
from concord.shell.models import Fund


def act_many(fund: str, envelopes: Iterable[Envelope]) -> int | tuple[int, Refusal]:
    """Write all commands or none; return how many entries were added, or the first refusal.

    What was sent before is passed over. A told clock is set forward to the last command, since the
    fund is a history; a measured one refuses what lies beyond it.
    """
    asked = list(envelopes)
    with turns[fund]:
        for _ in range(ATTEMPTS_MAX):
            made = _decided(fund, asked)
            if isinstance(made, tuple) or _written(fund, made):
                return made if isinstance(made, tuple) else len(made)
    raise Busy(f"{fund} was written to by others {ATTEMPTS_MAX} times in a row")


def _decided(fund: str, asked: list[Envelope]) -> list[table.Row] | tuple[int, Refusal]:
    """Fold what all commands lead to into the known state, and return the rows to be written."""
    known = look(fund)
    made: list[table.Row] = []
    sent: dict[str, bytes] = {}
    complete = False
    try:
        for position, envelope in enumerate(asked):
            taken = _taken(known, envelope, sent)
            if isinstance(taken, Refusal):
                return position, taken
            made += taken
        complete = True
    finally:
        if not complete:
            forget(fund)
    return made


def _taken(known: Known, envelope: Envelope, sent: dict[str, bytes]) -> list[table.Row] | Refusal:
    """Judge one command after those before it; ``sent`` holds the digests of acts by their id."""
    digest = table.digest_of(envelope.party, envelope.officer, envelope.command)
    if envelope.id.startswith(passing.ID_PREFIX):
        return Refusal(code="id-reused", facts={"id": envelope.id})
    if envelope.id in known.ids:
        if envelope.id not in sent:
            sent.update(table.digests(known.terms.id))
        same = sent.get(envelope.id) == digest
        return [] if same else Refusal(code="id-reused", facts={"id": envelope.id})
    if known.pinned_at:
        known.pinned_at = max(known.pinned_at, envelope.at)
    sent[envelope.id] = digest
    return _judged(known, envelope)


def _judged(known: Known, envelope: Envelope) -> list[table.Row] | Refusal:
    judged = dated(known, envelope)
    if isinstance(judged, Refusal):
        return judged
    made: list[table.Row] = []
    if judged.at >= known.state.at:
        while (due := passing.next_tick(known.state, judged.at)) is not None:
            made.append(_folded(known, due, table.row_of(known.terms, due)))
    decided = core.decide(known.state, judged)
    if isinstance(decided, Refusal):
        return decided
    one = entry_of(known.state.size, judged, decided)
    row = rowed(known, one)
    return row if isinstance(row, Refusal) else [*made, _folded(known, one, row)]


def _folded(known: Known, made: Entry, row: table.Row) -> table.Row:
    known.take(made, row.leaf)
    return row


def _written(fund: str, made: list[table.Row]) -> bool:
    """Write rows in one transaction, and set a told clock to the last of them."""
    if not made:
        return True
    written = False
    try:
        with transaction.atomic():
            written = table.append_all(made)
            if written:
                told = Fund.objects.filter(id=fund, pinned_at__gt="", pinned_at__lt=made[-1].at)
                told.update(pinned_at=made[-1].at)
    finally:
        if not written:
            forget(fund)
    if written:
        commitments.sign_when_due(fund, look(fund), [])
    return written
