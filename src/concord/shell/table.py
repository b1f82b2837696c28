"""The log table: one INSERT of one row to write, and the reads that the shell needs.

A row is keyed (fund, seq), so of two writers one loses; it is unique by (fund, act id), so a
command that is sent again is not written again. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import StrIndex

from concord.core.acts import Command
from concord.core.agreement.days import day_of_instant
from concord.core.agreement.terms import Terms
from concord.core.entry import Entry, encode
from concord.core.log import ENTRY_BYTES_MAX, leaf_hash
from concord.shell.index import keys_of
from concord.shell.models import Log

COLUMNS = (
    "fund",
    "seq",
    "at",
    "day",
    "party",
    "kind",
    "act_id",
    "keys",
    "digest",
    "leaf",
    "data",
)
# A row that is there already is no error but the news that somebody was faster.
INSERT = (
    f"INSERT INTO concord_log ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"VALUES ({', '.join(['%s'] * len(COLUMNS))}) ON CONFLICT DO NOTHING"
)
# The entry before has to be the one that was known: nothing is added to another log.
APPEND = (
    f"INSERT INTO concord_log ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"SELECT {', '.join(['%s'] * len(COLUMNS))} WHERE EXISTS "
    "(SELECT 1 FROM concord_log WHERE fund = %s AND seq = %s AND leaf = %s) ON CONFLICT DO NOTHING"
)
GLANCE = (
    "SELECT fund.pinned_at, log.seq, log.leaf, log.data FROM concord_fund AS fund "
    "LEFT JOIN concord_log AS log ON log.fund = fund.id AND log.seq >= %s "
    "WHERE fund.id = %s ORDER BY log.seq LIMIT %s"
)
READ_ROWS = 2_000

Tail = tuple[int, bytes, bytes]


class Row(NamedTuple):
    """A row as it is written: all that follows from an entry, computed once."""

    fund: str
    seq: int
    at: str
    day: int
    party: str
    kind: str
    act_id: str
    keys: str
    digest: bytes
    leaf: bytes
    data: bytes


class LogRow(NamedTuple):
    """A row as lists show it."""

    seq: int
    at: str
    party: str
    kind: str
    data: bytes
    leaf: bytes


class TooLong(ValueError):
    """An entry that is longer than the log's format allows (LOG-6)."""


def digest_of(party: str, officer: str, command: Command) -> bytes:
    """Return the SHA-256 of a command as it was sent: what a repetition must equal (LED-4)."""
    return sha256(encode({"command": command, "officer": officer, "party": party})).digest()


def row_of(terms: Terms, entry: Entry) -> Row:
    """Return the row of an entry; raise TooLong for one that the log cannot take."""
    data = encode(entry)
    if len(data) > ENTRY_BYTES_MAX:
        raise TooLong(str(len(data)))
    return Row(
        fund=terms.id,
        seq=entry.seq,
        at=entry.at,
        day=day_of_instant(entry.at, terms.zone_minutes),
        party=entry.party,
        kind=str(entry.command.__struct_config__.tag),
        act_id=entry.id,
        keys=keys_of(entry, terms.holding),
        digest=digest_of(entry.party, entry.officer, entry.command),
        leaf=leaf_hash(data),
        data=data,
    )


def append(row: Row, before: bytes) -> bool:
    """Write a row, durably, in one statement; ``before`` is the leaf hash of the entry before it.

    Return whether it was written: not where its place or its act is taken, or the entry before it
    is another.
    """
    return _execute(APPEND, (*row, row.fund, row.seq - 1, before))


def begin(row: Row) -> bool:
    """Write the first row of a fund; return whether there was none yet."""
    return _execute(INSERT, row)


def _execute(statement: str, values: tuple[str | int | bytes, ...]) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 1)
    except IntegrityError:  # SQLite's trigger against replacement comes before ON CONFLICT
        return False


def append_all(rows: Sequence[Row]) -> bool:
    """Write all rows or, where one of them is there already, none; return whether they were."""
    try:
        with transaction.atomic():
            for start in range(0, len(rows), READ_ROWS):
                _insert(rows[start : start + READ_ROWS])
    except IntegrityError:
        return False
    return True


def _insert(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)
        if cursor.rowcount != len(rows):
            raise IntegrityError("a row is there already")


def glance(fund: str, start: int) -> tuple[str, list[Tail]] | None:
    """Return a fund's clock and its entries from ``start`` on, at most READ_ROWS; None for no fund.

    One statement, because it precedes every command.
    """
    with connection.cursor() as cursor:
        cursor.execute(GLANCE, [start, fund, READ_ROWS])
        found = cursor.fetchall()
    if not found:
        return None
    made = [(seq, bytes(leaf), bytes(data)) for _, seq, leaf, data in found if seq is not None]
    return str(found[0][0]), made


def leaves(fund: str, size: int) -> list[bytes]:
    """Return the leaf hashes of the first ``size`` entries."""
    found = Log.objects.filter(fund=fund, seq__lt=size).order_by("seq")
    return list(map(bytes, found.values_list("leaf", flat=True)))


def bodies(fund: str, size: int) -> Iterator[bytes]:
    """Yield the bytes of the first ``size`` entries."""
    whole = Log.objects.filter(fund=fund).order_by("seq").values_list("data", flat=True)
    for start in range(0, size, READ_ROWS):
        stretch = whole.filter(seq__gte=start, seq__lt=min(size, start + READ_ROWS))
        yield from map(bytes, stretch)


def size(fund: str) -> int:
    """Return how many entries there are."""
    last = Log.objects.filter(fund=fund).order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


def digests(fund: str) -> dict[str, bytes]:
    """Return the digests of all commands by the id of their act."""
    found = Log.objects.filter(fund=fund).values_list("act_id", "digest")
    return {act_id: bytes(digest) for act_id, digest in found}


def by_id(fund: str, act_id: str) -> tuple[bytes, bytes] | None:
    """Return digest and bytes of the entry of an act, None where it is not in the log."""
    found = Log.objects.filter(fund=fund, act_id=act_id).values_list("digest", "data").first()
    return (bytes(found[0]), bytes(found[1])) if found else None


def entry(fund: str, seq: int) -> LogRow | None:
    """Return one row, None where the log is not that long."""
    found = Log.objects.filter(fund=fund, seq=seq).values_list(*LogRow._fields).first()
    return _logrow(found) if found else None


def rows(fund: str, *, key: str = "", before: int | None = None, limit: int = 50) -> list[LogRow]:
    """Return rows with an index key or ("") any, the newest first, from below ``before`` down."""
    found = Log.objects.filter(fund=fund)
    if before is not None:
        found = found.filter(seq__lt=before)
    if key:
        # Not LIKE: its letters are not distinguished by case on SQLite.
        found = found.annotate(place=StrIndex(F("keys"), Value(f"|{key}|"))).filter(place__gt=0)
    made = found.order_by("-seq").values_list(*LogRow._fields)[:limit]
    return [_logrow(one) for one in made]


def _logrow(found: tuple[int, str, str, str, bytes, bytes]) -> LogRow:
    seq, at, party, kind, data, leaf = found
    return LogRow(seq, at, party, kind, bytes(data), bytes(leaf))
