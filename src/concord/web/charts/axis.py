"""Axes: round amounts and whole months between which the marks of a chart stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from .canvas import Size

MONTHS_PER_YEAR: Final = 12
STEPS_IN_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
ROUND_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TICKS_MOST: Final = {"wide": 8, "middle": 6, "narrow": 4}


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days laid along a line that starts at `left` and is `length` long."""

    ticks: tuple[date, ...]
    left: int
    length: int

    def at(self, day: date) -> Decimal:
        """Where a day stands; a day outside the axis stands at the nearer end."""
        first, last = self.ticks[0], self.ticks[-1]
        inside = min(max(day, first), last)
        return self.left + Decimal(self.length * (inside - first).days) / (last - first).days


def time_axis(days: Sequence[date], left: int, length: int, size: Size) -> TimeAxis:
    """The axis with the finest step, in whole months, that a drawing of this size has room for.

    Raises ValueError when there is no day.
    """
    if not days:
        raise ValueError("an axis of time needs at least one day")
    first, last = _month(min(days)), _month(max(days)) + 1
    most = TICKS_MOST[size.name]
    step = next((s for s in STEPS_IN_MONTHS if _count(first, last, s) <= most), STEPS_IN_MONTHS[-1])
    start = first - first % step
    ticks = tuple(_day(start + step * n) for n in range(_count(first, last, step)))
    return TimeAxis(ticks, left, length)


def _month(day: date) -> int:
    return day.year * MONTHS_PER_YEAR + day.month - 1


def _day(month: int) -> date:
    year, place = divmod(month, MONTHS_PER_YEAR)
    return date(min(max(year, date.min.year), date.max.year), place + 1, 1)


def _count(first: int, last: int, step: int) -> int:
    """How many ticks it takes to reach from the first month past the last."""
    return -(-last // step) - first // step + 1


def tick_label(day: date) -> str:
    """A year, or a year and month: the same in every language."""
    return f"{day:%Y}" if day.month == 1 else f"{day:%Y-%m}"


def amount_ticks(low: Decimal, high: Decimal, most: int = 5) -> tuple[Decimal, ...]:
    """Round amounts, zero among them, from at or below `low` to at or above `high`."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        return (Decimal(0), Decimal(1))
    power = Decimal(1).scaleb(((high - low) / most).adjusted())
    step = next(power * s for s in ROUND_STEPS if power * s * most >= high - low)
    first = int((low / step).to_integral_value(rounding="ROUND_FLOOR"))
    last = int((high / step).to_integral_value(rounding="ROUND_CEILING"))
    return tuple(step * n for n in range(first, last + 1))
