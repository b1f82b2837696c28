"""Does the equivalent of an amount fit the published rate of its day? Asked of other people's data.

The list is the European Central Bank's reference rates: units of a currency per euro, one row per
working day. "No rate on this day" is an ordinary answer with a name of its own: never a guess.
"""

from __future__ import annotations

import bisect
import datetime as dt
from fractions import Fraction
from pathlib import Path

from concord.shell.imports.rows import read

#: Weekends and holidays take the last published rate, at most so many days old.
AGE_DAYS_MAX = 7
BASE = "EUR"


class Rates:
    """Published rates by day; ``days`` in order."""

    __slots__ = ("days", "rows")

    def __init__(self, path: Path) -> None:
        """Read the list at a path; raise UnusableSource where it cannot be read."""
        self.rows = {row.values["date"]: row.values for row in read(path, ("date", "USD"))}
        self.days = sorted(self.rows)

    def rate(self, currency: str, day: str) -> Fraction | None:
        """Return the units per euro on a day, None where none was published for it."""
        if currency == BASE:
            return Fraction(1)
        oldest = (dt.date.fromisoformat(day) - dt.timedelta(days=AGE_DAYS_MAX)).isoformat()
        place = bisect.bisect_right(self.days, day)
        while place and self.days[place - 1] >= oldest:
            place -= 1
            if text := self.rows[self.days[place]].get(currency):
                return Fraction(text)
        return None

    def off(self, amount: Fraction, currency: str, worth: Fraction, day: str) -> Fraction | None:
        """Return by what part a worth in dollars is off the published rate; None without one."""
        own, dollars = self.rate(currency, day), self.rate("USD", day)
        if own is None or dollars is None or amount == 0:
            return None
        expected = amount * dollars / own
        return worth / expected - 1
