"""Acting: a command is judged on the log as it is now and, where it is allowed, written.

What had fallen due comes first, as an entry of its own, and stands even if the command is refused.
An accepted command is one entry, written by one statement; who is a moment late decides again. The
same id with the same content gives the stored result, and with other content is refused (LED-4).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import NamedTuple

from concord.core import fund as core
from concord.core.acts import Act, Refusal
from concord.core.entry import Entry, Envelope, decode, entry_of
from concord.core.state import State
from concord.shell import commitments, passing, table
from concord.shell.cache import Damaged, Known, forget, look, remembered
from concord.shell.told import instant_for, pin

#: After so many lost races in a row something else is wrong.
ATTEMPTS_MAX = 200
#: One writer at a time in this process; between processes the key of the row decides.
turns: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)


class Accepted(NamedTuple):
    """What a command led to: the ticks before it and its own entry; ``repeated`` if it stood."""

    entries: list[Entry]
    repeated: bool


class Refused(Exception):
    """A refusal where the caller expects entries."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Busy(OSError):
    """Other writers were faster every time; nothing was written."""


def act(fund: str, envelope: Envelope, *, dry_run: bool = False) -> Accepted | Refusal:
    """Judge a command and, where it is allowed, write it. A dry run says the same, writing nothing.

    An envelope without ``at`` gets that of the fund's clock. Raise NoSuchFund, Damaged, Busy, or
    django.db.DatabaseError where nothing was written, or only what was acknowledged before.

    It is judged by what this thread remembers: if the log has grown meanwhile, it cannot be written
    and is judged again, and nothing is refused without a look at the log.
    """
    with turns[fund]:
        known = None if dry_run else remembered(fund)
        if known is not None and _asks_the_clock(known, envelope):
            known = None
        for _ in range(ATTEMPTS_MAX):
            looked = known is None
            known = known or look(fund)
            found = _standing(fund, known, envelope) or (
                _rehearsed(known, envelope) if dry_run else _attempt(fund, known, envelope)
            )
            if isinstance(found, Accepted) or (looked and found is not None):
                return found
            known = None
    raise Busy(f"{fund} was written to by others {ATTEMPTS_MAX} times in a row")


def _asks_the_clock(known: Known, envelope: Envelope) -> bool:
    """Say whether a told clock matters, which may have been set forward elsewhere."""
    return bool(known.pinned_at) and not "" < envelope.at <= known.pinned_at


def why(fund: str, envelope: Envelope) -> list[Refusal]:
    """Return every reason against a command, the most telling first; none if it is allowed."""
    known = look(fund)
    judged = dated(known, envelope)
    if isinstance(judged, Refusal):
        return [judged]
    ahead, _ = _rehearsal(known, judged.at)
    day = ahead.regime.day
    try:
        return list(core.examine(ahead, judged))
    finally:
        ahead.regime.day = day


def _standing(fund: str, known: Known, envelope: Envelope) -> Accepted | Refusal | None:
    """Return the stored result of a command that was sent before, a refusal of a misused id."""
    if envelope.id.startswith(passing.ID_PREFIX):
        return Refusal(code="id-reused", facts={"id": envelope.id})
    if envelope.id not in known.ids:
        return None
    stored = table.by_id(fund, envelope.id)
    if stored is None:
        forget(fund)
        raise Damaged(f"the entry of {envelope.id} in {fund} is missing")
    digest, data = stored
    if digest != table.digest_of(envelope.party, envelope.officer, envelope.command):
        return Refusal(code="id-reused", facts={"id": envelope.id})
    return Accepted([decode(data)], repeated=True)


def dated(known: Known, envelope: Envelope) -> Act | Refusal:
    """Return the act of an envelope at its instant; a refusal beyond the fund's clock."""
    instant = instant_for(known)
    at = envelope.at or instant
    if at > instant:
        return Refusal(code="day-to-come", facts={"field": "at", "day": at})
    return Act(
        party=envelope.party,
        officer=envelope.officer,
        at=at,
        id=envelope.id,
        command=envelope.command,
    )


def _rehearsal(known: Known, at: str) -> tuple[State, list[Entry]]:
    try:
        return passing.rehearse(known.state, at)
    except ValueError:  # no instant of the calendar: ``decide`` says so
        return known.state, []


def _rehearsed(known: Known, envelope: Envelope) -> Accepted | Refusal:
    """Judge a command without writing anything."""
    judged = dated(known, envelope)
    if isinstance(judged, Refusal):
        return judged
    ahead, ticks = _rehearsal(known, judged.at)
    day = ahead.regime.day
    decided = core.decide(ahead, judged)
    ahead.regime.day = day
    if isinstance(decided, Refusal):
        return decided
    made = entry_of(ahead.size, judged, decided)
    row = rowed(known, made)
    return row if isinstance(row, Refusal) else Accepted([*ticks, made], repeated=False)


def _attempt(fund: str, known: Known, envelope: Envelope) -> Accepted | Refusal | None:
    """Judge a command and write it; None where somebody else wrote first."""
    judged = dated(known, envelope)
    if isinstance(judged, Refusal):
        return judged
    ticks = _catch_up(fund, known, judged.at)
    if ticks is None:
        return None
    decided = core.decide(known.state, judged)
    if isinstance(decided, Refusal):
        return decided
    made = entry_of(known.state.size, judged, decided)
    row = rowed(known, made)
    if isinstance(row, Refusal):
        return row
    if not _write(known, made, row):
        return None
    commitments.sign_when_due(fund, known, [made])
    return Accepted([*ticks, made], repeated=False)


def _catch_up(fund: str, known: Known, at: str) -> list[Entry] | None:
    """Write what falls due before an instant; None where somebody else wrote first."""
    made: list[Entry] = []
    if at < known.state.at:
        return made
    try:
        while (due := passing.next_tick(known.state, at)) is not None:
            if not _write(known, due, table.row_of(known.terms, due)):
                return None
            made.append(due)
    except ValueError:  # no instant of the calendar: ``decide`` says so
        return made
    if made:
        commitments.sign_when_due(fund, known, made)
    return made


def _write(known: Known, made: Entry, row: table.Row) -> bool:
    """Assert what must hold, write an entry, then fold it; return whether it was written."""
    core.check(known.state, made.events)
    if not table.append(row, known.leaf):
        return False
    try:
        known.take(made, row.leaf)
    except Exception:
        forget(row.fund)  # half folded
        raise
    return True


def rowed(known: Known, made: Entry) -> table.Row | Refusal:
    """Return the row of an entry, or the refusal of one that the log's format cannot take."""
    try:
        return table.row_of(known.terms, made)
    except table.TooLong as error:
        return Refusal(code="entry-too-long", facts={"bytes": str(error)})


def tick(fund: str, to: str | None = None) -> list[Entry]:
    """Let time pass up to the opening of a day, or until now; return what fell due.

    A told clock is set forward to that day. Raise Refused for a day beyond a measured clock, and
    ValueError for no day.
    """
    with turns[fund]:
        for _ in range(ATTEMPTS_MAX):
            known = look(fund)
            at = passing.opening_of(to, known.terms) if to else instant_for(known)
            if known.pinned_at and at > known.pinned_at:
                pin(fund, at)
            elif at > instant_for(known):
                raise Refused(Refusal(code="day-to-come", facts={"field": "to", "day": str(to)}))
            made = _catch_up(fund, known, at)
            if made is not None:
                return made
    raise Busy(f"{fund} was written to by others {ATTEMPTS_MAX} times in a row")
