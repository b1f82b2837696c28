"""The values of an agreement's text: days, amounts, shares, dates, counts and zones.

Each function takes the text of one value and returns what it stands for, or raises Unreadable with
what was expected. Money is read exactly, as an integer and a power of ten; it becomes minor units
where the pinned exponents are known (``Quantity.minor``). There are no floats.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from concord.core.agreement.days import day_of
from concord.core.agreement.problems import near

DAYS_MAX = 36_500
YEAR_MIN, YEAR_MAX = 1900, 2199
#: Amounts fit in 64 bits (MON-4).
MINOR_MAX = 2**63 - 1
PERCENT_DECIMALS = 4
ZONE_MINUTES_MAX = 14 * 60
MINUTES_PER_HOUR = 60
COUNT_MAX = 1_000

#: Words for powers of ten in amounts.
SCALES = {"": 0, "k": 3, "m": 6, "bn": 9}
PERIODS = ("day", "month", "year", "calendar year", "anniversary year")

NUMBER = r"(?P<whole>0|[1-9][0-9]{0,14})(?:\.(?P<part>[0-9]{1,6}))?"
QUANTITY = re.compile(NUMBER + r"(?P<scale>k|m|bn)?(?: (?P<unit>[A-Za-z][A-Za-z0-9_]{0,11}))?")
SHARE = re.compile(NUMBER + "%")
DURATION = re.compile(r"(0|[1-9][0-9]{0,5})d")
COUNT = re.compile(r"[1-9][0-9]{0,3}")
QUORUM = re.compile(r"([1-9][0-9]{0,3}) of ([1-9][0-9]{0,3})")
ZONE = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
EXPONENT = re.compile(r"[0-9]")

AMOUNT_EXPECTED = "an amount such as 10m or 450.25m USD"
SHARE_EXPECTED = "a share such as 30% or 12.5%, at most 100%"
DURATION_EXPECTED = "a number of days such as 30d"
DATE_EXPECTED = f"a date such as 2027-01-31, from {YEAR_MIN} to {YEAR_MAX}"
COUNT_EXPECTED = f"a whole number from 1 to {COUNT_MAX}"
QUORUM_EXPECTED = "a quorum such as 4 of 6"
ZONE_EXPECTED = "UTC or a distance from it such as +09:00"
RATE_EXPECTED = f"an amount per period such as 500000 bbl per year; periods: {', '.join(PERIODS)}"
FLAG_EXPECTED = "yes or no"
EXPONENT_EXPECTED = "a number of decimals from 0 to 9"


class Unreadable(ValueError):
    """A text that is not a value of the kind; ``expected`` is a noun phrase."""

    def __init__(self, expected: str, suggestion: str = "", found: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.suggestion = suggestion
        self.found = found


class Quantity(msgspec.Struct, frozen=True):
    """An amount as written: ``digits`` times ten to the power ``tens``, of a unit if named."""

    digits: int
    tens: int
    unit: str | None = None

    def minor(self, exponent: int) -> int | None:
        """Return the amount in the smallest part of a unit, None where it has too many decimals."""
        power = self.tens + exponent
        if power >= 0:
            return int(self.digits * 10**power)
        whole, rest = divmod(self.digits, int(10**-power))
        return None if rest else whole


class Rate(msgspec.Struct, frozen=True):
    """An amount per period, such as ``500000 bbl per year``."""

    quantity: Quantity
    per: str


class Quorum(msgspec.Struct, frozen=True):
    """So many members present, of so many in all."""

    present: int
    members: int


def _without_spaces(text: str, form: re.Pattern[str]) -> str:
    """Return what was probably meant when only spaces are too many, else ""."""
    joined = re.sub(r"(?<=[0-9])[ _,](?=[0-9dkmb%])", "", text)
    return joined if joined != text and form.fullmatch(joined) else ""


def quantity(text: str) -> Quantity:
    """Read ``10m``, ``450.5m USD`` or ``500000 bbl``."""
    match = QUANTITY.fullmatch(text)
    if match is None or match["unit"] in SCALES:
        raise Unreadable(AMOUNT_EXPECTED, _without_spaces(text, QUANTITY))
    part = match["part"] or ""
    digits = int(match["whole"] + part)
    return Quantity(digits, SCALES[match["scale"] or ""] - len(part), match["unit"])


def rate(text: str) -> Rate:
    """Read ``500000 bbl per year``."""
    amount, word, per = text.partition(" per ")
    if not word or per not in PERIODS:
        raise Unreadable(RATE_EXPECTED, near(per, PERIODS))
    return Rate(quantity(amount), per)


def share(text: str) -> int:
    """Read ``30%`` or ``12.5%`` as millionths."""
    match = SHARE.fullmatch(text)
    part = (match["part"] or "") if match else ""
    if match is None or len(part) > PERCENT_DECIMALS:
        raise Unreadable(SHARE_EXPECTED, _without_spaces(text, SHARE))
    ppm = int(match["whole"] + part.ljust(PERCENT_DECIMALS, "0"))
    if ppm > 10 ** (PERCENT_DECIMALS + 2):
        raise Unreadable(SHARE_EXPECTED)
    return ppm


def duration(text: str) -> int:
    """Read ``30d`` as days."""
    match = DURATION.fullmatch(text)
    if match is None or int(match[1]) > DAYS_MAX:
        raise Unreadable(DURATION_EXPECTED, _without_spaces(text, DURATION))
    return int(match[1])


def date(text: str) -> int:
    """Read ``2027-01-31`` as a day number."""
    try:
        day = day_of(text)
    except ValueError:
        raise Unreadable(DATE_EXPECTED) from None
    if not YEAR_MIN <= dt.date.fromordinal(day).year <= YEAR_MAX:
        raise Unreadable(DATE_EXPECTED)
    return day


def count(text: str) -> int:
    """Read a whole number from 1 on."""
    if COUNT.fullmatch(text) is None or int(text) > COUNT_MAX:
        raise Unreadable(COUNT_EXPECTED)
    return int(text)


def exponent(text: str) -> int:
    """Read the number of decimals of a currency or unit."""
    if EXPONENT.fullmatch(text) is None:
        raise Unreadable(EXPONENT_EXPECTED)
    return int(text)


def quorum(text: str) -> Quorum:
    """Read ``4 of 6``."""
    match = QUORUM.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise Unreadable(QUORUM_EXPECTED)
    return Quorum(int(match[1]), int(match[2]))


def zone(text: str) -> int:
    """Read ``UTC`` or ``+09:00`` as minutes east of UTC."""
    if text == "UTC":
        return 0
    match = ZONE.fullmatch(text)
    if match is None or int(match[3]) >= MINUTES_PER_HOUR:
        raise Unreadable(ZONE_EXPECTED)
    minutes = int(match[2]) * MINUTES_PER_HOUR + int(match[3])
    if minutes > ZONE_MINUTES_MAX:
        raise Unreadable(ZONE_EXPECTED)
    return minutes if match[1] == "+" else -minutes


def flag(text: str) -> bool:
    """Read ``yes`` or ``no``."""
    if text not in {"yes", "no"}:
        raise Unreadable(FLAG_EXPECTED)
    return text == "yes"
