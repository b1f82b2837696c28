"""Rows of the state report: what every instrument says of itself."""

from __future__ import annotations

from concord.core.agreement.days import iso_of
from concord.core.regime.state import Instrument

Row = dict[str, object]


def row(one: Instrument, art: str) -> Row:
    """Return status, since, until (the last day of the state's clock) and article; no nulls."""
    made: Row = {"status": one.status, "art": art}
    if one.since is not None:
        made["since"] = iso_of(one.since)
    if one.clock is not None:
        made["until"] = iso_of(one.clock.day)
    return made
