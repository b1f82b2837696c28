"""Amounts as other people write them, brought to minor units by integer arithmetic alone."""

from __future__ import annotations

import re
from typing import NamedTuple

PLAIN = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,18}))?")


class Minor(NamedTuple):
    """An amount in minor units; ``rounded`` says that the text had more decimals than that."""

    units: int
    rounded: bool


def minor_of(text: str, places: int) -> Minor | None:
    """Return an amount of decimal text in minor units, None where the text is no plain amount.

    Decimals beyond the currency's are rounded half-even (MON-9); zeros there are no rounding.
    """
    found = PLAIN.fullmatch(text)
    if found is None:
        return None
    decimals = (found[2] or "").ljust(places, "0")
    kept, rest = decimals[:places], decimals[places:].rstrip("0")
    units = int(found[1] + kept)
    if not rest:
        return Minor(units, rounded=False)
    above_half = (rest > "5") or (rest == "5" and units % 2 == 1)
    return Minor(units + above_half, rounded=True)
