"""The fund's clock: measured or, for demonstrations and histories, told and set forward."""

from __future__ import annotations

from concord.shell import clock
from concord.shell.cache import Known, look, record
from concord.shell.models import Fund


def now(fund: str) -> str:
    """Return the instant by the fund's clock; raise NoSuchFund."""
    return record(fund).pinned_at or clock.measured()


def is_pinned(fund: str) -> bool:
    """Say whether the fund's clock is told: that of a demonstration or of a history."""
    return bool(record(fund).pinned_at)


def pin(fund: str, at: str) -> None:
    """Set a told clock forward to an instant or a day; ValueError backward, or if it is measured.

    What falls due by then becomes entries when ``tick`` is asked, or before the next command.
    """
    at = clock.instant_of(at)
    found = record(fund)
    if not found.pinned_at:
        raise ValueError(f"the clock of {fund} is measured and cannot be set")
    if at < max(found.pinned_at, look(fund).state.at):
        raise ValueError(f"the clock of {fund} stands at {found.pinned_at} and never goes back")
    Fund.objects.filter(id=fund, pinned_at__lte=at).update(pinned_at=at)


def instant_for(known: Known) -> str:
    """Return the instant of a command that names none; never before the last entry."""
    return known.pinned_at or max(clock.measured(), known.state.at)
