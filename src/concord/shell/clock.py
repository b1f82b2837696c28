"""The clock: the only place where an installation asks what time it is."""

from __future__ import annotations

import calendar
import datetime as dt

FORM = "%Y-%m-%dT%H:%M:%SZ"


def measured() -> str:
    """Return the instant that it is now, as the log writes instants."""
    return dt.datetime.now(dt.UTC).strftime(FORM)  # noqa: TID251 - this is the clock


def seconds_of(instant: str) -> int:
    """Return the seconds since 1970 of an instant; raise ValueError for text that is none."""
    moment = dt.datetime.strptime(instant, FORM).replace(tzinfo=dt.UTC)
    if moment.strftime(FORM) != instant:
        raise ValueError(f"write an instant as YYYY-MM-DDTHH:MM:SSZ, not {instant!r}")
    return calendar.timegm(moment.timetuple())


def instant_at(seconds: int) -> str:
    """Return the instant so many seconds after the beginning of 1970."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime(FORM)


def instant_of(text: str) -> str:
    """Return an instant from an instant or from a day, its first second in UTC; ValueError else."""
    return instant_at(seconds_of(text if "T" in text else f"{text}T00:00:00Z"))
