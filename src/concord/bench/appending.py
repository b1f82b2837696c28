"""Appends to one database in a process of its own: ``python -m concord.bench.appending``.

An append is one command as the shell takes it: judged, encoded, hashed, written durably by one
statement. Its reference is the bare statement with the same row under another fund's name, in the
same database and the same run; the two take turns, so that a busy disk slows both. Prints both
rates per second as JSON. The installation is that of the environment, and must be an empty one.
"""

from __future__ import annotations

import sys
import time

import msgspec

from concord.bench.synthetic import DONORS, ORIGIN, TEXT, facts
from concord.core.acts import Accede, Refusal
from concord.core.agreement.days import iso_of
from concord.core.entry import Envelope

BATCH = 25
WARM_UP = 50
#: Beyond the last day of the facts, so that the told clock stands after all of them.
PINNED = "2099-01-01T00:00:00Z"


class Turns:
    """Two kinds of writing, turn by turn, and how long each took in all."""

    __slots__ = ("bare", "fund", "judged")

    def __init__(self, fund: str) -> None:
        self.fund = fund
        self.judged = 0.0
        self.bare = 0.0

    def take(self, envelopes: list[Envelope]) -> None:
        """Send commands, then write the rows that they led to once more, bare."""
        from concord.shell import funds

        first = funds.size(self.fund)
        start = time.perf_counter()
        for envelope in envelopes:
            if isinstance(funds.act(self.fund, envelope), Refusal):
                raise TypeError(f"the command to be measured is refused: {envelope.id}")
        self.judged += time.perf_counter() - start
        self.bare += self._write_bare(first)

    def _write_bare(self, first: int) -> float:
        """Write the rows from a place on under another name; return the seconds it took."""
        from django.db import connection

        from concord.shell import table
        from concord.shell.models import Log

        written = Log.objects.filter(fund=self.fund, seq__gte=first).order_by("seq")
        rows = [
            ("bare", *(bytes(one) if isinstance(one, memoryview) else one for one in row[1:]))
            for row in written.values_list(*table.COLUMNS)
        ]
        start = time.perf_counter()
        for row in rows:
            with connection.cursor() as cursor:
                cursor.execute(table.INSERT, row)
        return time.perf_counter() - start


def main(entries: int) -> bytes:
    """Append so many entries both ways and return the rates, as JSON."""
    from concord.shell import installation

    installation.prepare()  # before anything that needs Django's models
    from concord.shell import funds

    fund = funds.open_fund(TEXT, "bench.yaml", pinned_at="2027-01-01", origin=ORIGIN)
    funds.act_many(fund, [_joining(number) for number in range(DONORS)])
    funds.pin(fund, PINNED)
    sent = [
        Envelope(party="T", officer="T/1", id=f"f{number}", command=command, at=PINNED)
        for number, (_, command) in enumerate(facts(entries))
    ]
    Turns(fund).take(sent[:WARM_UP])
    turns = Turns(fund)
    for start in range(WARM_UP, len(sent), BATCH):
        turns.take(sent[start : start + BATCH])
    counted = max(1, len(sent) - WARM_UP)
    rates = {"append": counted / turns.judged, "bare": counted / turns.bare}
    return msgspec.json.encode(rates)


def _joining(number: int) -> Envelope:
    command = Accede(id=f"D{number:03d}", name=f"Donor {number}", role="donor")
    at = f"{iso_of(next(facts(1))[0])}T00:00:00Z"
    return Envelope(party="T", officer="T/1", id=f"d{number}", command=command, at=at)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(int(sys.argv[1])))
