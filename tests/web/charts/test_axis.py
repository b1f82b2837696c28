"""Axes reach what is drawn on them, in round steps."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.web.charts import EVERY_SIZE, WIDE, Size
from concord.web.charts.axis import amount_ticks, tick_label, time_axis


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2200, 1, 1)), min_size=1, max_size=4),
    st.sampled_from(EVERY_SIZE),
)
def test_an_axis_of_time_reaches_every_day(days: list[date], size: Size) -> None:
    axis = time_axis(days, 5, 300, size)

    assert axis.ticks[0] <= min(days) <= max(days) < axis.ticks[-1]
    assert 2 <= len(axis.ticks) <= 8
    assert all(5 <= axis.at(day) <= 305 for day in days)


def test_an_axis_needs_a_day_and_labels_are_years_or_months() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        time_axis([], 0, 100, WIDE)
    assert [tick_label(date(2028, month, 1)) for month in (1, 7)] == ["2028", "2028-07"]


@given(st.decimals(-(10**15), 10**15, places=2), st.decimals(-(10**15), 10**15, places=2))
def test_round_amounts_enclose_what_is_drawn(one: Decimal, other: Decimal) -> None:
    ticks = amount_ticks(min(one, other), max(one, other))

    assert ticks[0] <= min(one, other, 0) <= max(one, other, 0) <= ticks[-1]
    assert 0 in ticks
    assert len(ticks) <= 7
