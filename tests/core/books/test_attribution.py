"""Splits of an amount: exact, never negative, always within one unit of each share (MON-10)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.core.books.attribution import Series, allocate

WORKED = [
    (
        (30, 30, 20, 20),
        (10, 1, 7, 100, 3),
        [(3, 3, 2, 2), (1, 0, 0, 0), (2, 3, 1, 1), (30, 30, 20, 20), (1, 0, 1, 1)],
    ),
    (
        (1, 1, 1),
        (100, 100, 100, 1, 1, 1),
        [(34, 33, 33), (33, 34, 33), (33, 33, 34), (1, 0, 0), (0, 1, 0), (0, 0, 1)],
    ),
    (
        (45, 30, 25),
        (1000, 333, 1, 1, 1, 664),
        [(450, 300, 250), (150, 100, 83), (1, 0, 0), (0, 0, 1), (0, 1, 0), (299, 199, 166)],
    ),
]

SIX_SIX_TWO = "1,0,0 1,1,0 2,1,0 2,2,0 3,2,0 3,3,0 3,3,1 4,3,1 4,4,1 5,4,1 5,5,1 6,5,1 6,6,1 6,6,2"


def run(weights, calls) -> tuple[Series, list[tuple[int, ...]]]:
    series = Series([f"p{n}" for n in range(len(weights))], weights)
    parts = []
    for amount in calls:
        split = series.split(amount)
        series.take(split)
        parts.append(tuple(split))
    return series, parts


@pytest.mark.parametrize(("weights", "calls", "wanted"), WORKED)
def test_worked_rows(weights, calls, wanted):
    assert run(weights, calls)[1] == wanted


def test_six_six_two_one_unit_at_a_time():
    series = Series("abc", (6, 6, 2))
    cumulative = []
    for _ in range(14):
        series.take(series.split(1))
        cumulative.append(",".join(map(str, series.given)))
    assert " ".join(cumulative) == SIX_SIX_TWO


def test_skewed_weights_in_single_units():
    series, _ = run((1, 78, 7, 78), [1] * 61)
    assert series.given == [0, 30, 2, 29]


def test_a_split_leaves_the_series_as_it_was():
    series = Series("ab", (3, 5))
    assert series.split(7) == series.split(7)
    assert (series.total, series.given) == (0, [0, 0])


@pytest.mark.parametrize(("amount", "weights"), [(-1, (2, 3)), (7, (0, 0)), (7, ())])
def test_what_cannot_be_split(amount, weights):
    with pytest.raises(ValueError, match="cannot split"):
        allocate(amount, 0, [0] * len(weights), weights)


weight = st.one_of(st.sampled_from([0, 1]), st.integers(0, 12), st.integers(100_001, 10**6))
weights = st.lists(weight, min_size=1, max_size=7).filter(lambda found: sum(found) > 0)
step = st.one_of(st.sampled_from([0, 1]), st.integers(0, 3), st.integers(0, 10**12))
calls = st.lists(step, max_size=40)


@given(weights, calls)
@example([1, 78, 7, 78], [1] * 61)
@example([3, 57, 72, 367, 1, 555, 3, 3, 2], [1] * 100)
@example([6, 6, 2], [1] * 14)
@example([30, 30, 20, 20], [10, 1, 7, 100, 3])
@example([45, 30, 25], [1000, 333, 1, 1, 1, 664])
def test_every_split_is_exact_and_fair(weights, calls):
    series, whole = Series(range(len(weights)), weights), sum(weights)
    for amount in calls:
        parts = series.split(amount)
        assert sum(parts) == amount
        assert min(parts) >= 0
        series.take(parts)
        for weight_, had in zip(weights, series.given, strict=True):
            assert abs(had * whole - series.total * weight_) < whole
            assert weight_ or had == 0


@given(weights, calls)
def test_where_every_share_is_whole_everybody_has_exactly_that(weights, calls):
    series, _ = run(weights, calls)
    whole = sum(weights)
    series.take(series.split(-series.total % whole))
    assert [had * whole for had in series.given] == [series.total * one for one in weights]


@given(
    st.lists(st.one_of(st.integers(0, 9), st.integers(0, 10**9)), min_size=1, max_size=6).filter(
        sum
    ),
    st.lists(st.integers(0, 10**6), max_size=30),
)
def test_drawing_from_balances_never_overdraws_and_empties_each_exactly(balances, draws):
    series = Series(range(len(balances)), balances)
    for draw in draws:
        amount = min(draw, sum(balances) - series.total)
        series.take(series.split(amount))
        assert all(had <= one for had, one in zip(series.given, balances, strict=True))
    series.take(series.split(sum(balances) - series.total))
    assert series.given == balances
