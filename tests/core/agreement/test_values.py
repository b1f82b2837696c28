import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.agreement import values
from concord.core.agreement.days import day_of
from concord.core.agreement.values import Quantity, Quorum, Rate, Unreadable


@pytest.mark.parametrize(
    ("text", "minor", "unit"),
    [
        ("60m", 6_000_000_000, None),
        ("10m USD", 1_000_000_000, "USD"),
        ("450.25m USD", 45_025_000_000, "USD"),
        ("2bn", 200_000_000_000, None),
        ("3k", 300_000, None),
        ("500000 bbl", 50_000_000, "bbl"),
        ("0.05", 5, None),
        ("0", 0, None),
        ("0.005", None, None),
        ("0.010", 1, None),
    ],
)
def test_amounts_are_exact(text, minor, unit):
    read = values.quantity(text)
    assert (minor, unit) == (read.minor(2), read.unit)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("30 m", "30m"),
        ("1_000", "1000"),
        ("1,000", "1000"),
        ("1e3", ""),
        ("012", ""),
        ("-5m", ""),
        ("", ""),
        ("5 m USD", "5m USD"),
        ("1.", ""),
        ("٣", ""),
    ],
)
def test_no_amounts(text, suggestion):
    with pytest.raises(Unreadable) as caught:
        values.quantity(text)
    assert caught.value.suggestion == suggestion


def test_rates():
    assert values.rate("500000 bbl per year") == Rate(Quantity(500_000, 0, "bbl"), "year")
    assert values.rate("2m per calendar year") == Rate(Quantity(2, 6), "calendar year")
    for text in ("5m", "5m per yeer", "x per year", " per year"):
        with pytest.raises(Unreadable):
            values.rate(text)


@pytest.mark.parametrize(
    ("text", "ppm"),
    [("30%", 300_000), ("12.5%", 125_000), ("0.0001%", 1), ("100%", 1_000_000), ("0%", 0)],
)
def test_shares(text, ppm):
    assert values.share(text) == ppm


@pytest.mark.parametrize("text", ["30", "30 %", "100.0001%", "0.00001%", "-1%", "%", "1/3", "030%"])
def test_no_shares(text):
    with pytest.raises(Unreadable):
        values.share(text)


@given(st.integers(0, 1_000_000))
def test_every_millionth_can_be_written(ppm):
    assert values.share(f"{ppm // 10_000}.{ppm % 10_000:04d}%") == ppm


def test_durations():
    assert [values.duration(text) for text in ("0d", "30d", "36500d")] == [0, 30, 36_500]
    for text in ("30", "30 d", "d", "030d", "36501d", "1.5d", "-3d"):
        with pytest.raises(Unreadable):
            values.duration(text)


def test_dates():
    assert values.date("2027-01-31") == day_of("2027-01-31")
    for text in ("2027-02-30", "20270131", "31.1.2027", "1899-12-31", "2200-01-01", ""):
        with pytest.raises(Unreadable):
            values.date(text)


def test_counts_and_exponents_and_quorums():
    assert (values.count("7"), values.exponent("0")) == (7, 0)
    assert values.quorum("4 of 6") == Quorum(4, 6)
    for read, texts in [
        (values.count, ("0", "01", "-1", "1001", "x", "")),
        (values.exponent, ("10", "-1", "", "two")),
        (values.quorum, ("7 of 6", "0 of 6", "4/6", "4", "")),
    ]:
        for text in texts:
            with pytest.raises(Unreadable):
                read(text)


def test_zones():
    assert [values.zone(text) for text in ("UTC", "+09:00", "-03:30", "+14:00")] == [
        0,
        540,
        -210,
        840,
    ]
    for text in ("CET", "+9:00", "+14:01", "+05:60", "Asia/Seoul", "Z", ""):
        with pytest.raises(Unreadable):
            values.zone(text)


def test_flags():
    assert (values.flag("yes"), values.flag("no")) == (True, False)
    with pytest.raises(Unreadable):
        values.flag("true")
