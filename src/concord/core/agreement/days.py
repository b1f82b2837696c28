"""Calendar days as numbers: the only notion of time that the rules know.

A day is an ``int``, the proleptic Gregorian ordinal of ``datetime.date.toordinal`` (1 is
0001-01-01), so that adding days and comparing them are integer operations. Text appears only at the
edges.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

DAY_MAX = dt.date.max.toordinal()


@lru_cache(maxsize=65_536)
def day_of(text: str) -> int:
    """Return the day number of ISO text ``YYYY-MM-DD``; raise ValueError on any other form."""
    if len(text) != 10 or text[4] + text[7] != "--":  # noqa: PLR2004 - week dates are ISO too
        message = f"write a date as YYYY-MM-DD, not {text!r}"
        raise ValueError(message)
    return dt.date.fromisoformat(text).toordinal()


@lru_cache(maxsize=65_536)
def iso_of(day: int) -> str:
    """Return the ISO text of a day number."""
    return dt.date.fromordinal(day).isoformat()


def day_of_instant(instant: str, zone_minutes: int = 0) -> int:
    """Return the calendar day on which an instant falls in a zone that is so far east of UTC.

    ``instant`` is canonical: ``YYYY-MM-DDTHH:MM:SSZ``. Raise ValueError on any other form.
    """
    return _day_of_instant(instant, zone_minutes)


@lru_cache(maxsize=65_536)
def _day_of_instant(instant: str, zone_minutes: int) -> int:
    moment = dt.datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    if len(instant) != 20:  # noqa: PLR2004 - strptime also takes 2027-1-1
        message = f"write an instant as YYYY-MM-DDTHH:MM:SSZ, not {instant!r}"
        raise ValueError(message)
    return (moment + dt.timedelta(minutes=zone_minutes)).date().toordinal()
