"""Figures, days and names as a reader of either language sees them."""

from decimal import Decimal

import pytest
from django.utils import translation

from concord.core.agreement.days import day_of
from concord.web import wording
from concord.web.visit import Visit


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("0", "0"),
        ("999.50", "999.50"),
        ("1234567.80", "1,234,567.80"),
        ("-1234", "\u22121,234"),
        ("-0.05", "\u22120.05"),
    ],
)
def test_grouped(figure: str, expected: str) -> None:
    assert wording.grouped(figure) == expected


@pytest.mark.parametrize(
    ("amount", "english", "korean"),
    [
        ("0", ("0", "USD"), "0"),
        ("9999.40", ("9,999", "USD"), "9,999"),
        ("870000", ("0.87", "USD million"), "87만"),
        ("35514345.31", ("35.5", "USD million"), "3,551만"),
        ("10337518914.07", ("10,337.5", "USD million"), "103억 3,752만"),
        ("-19729460.87", ("\u221219.7", "USD million"), "\u22121,973만"),
    ],
)
def test_rounded(amount: str, english: tuple[str, str], korean: str) -> None:
    assert wording.rounded(Decimal(amount), "USD") == english
    with translation.override("ko"):
        assert wording.rounded(Decimal(amount), "USD") == (korean, "USD")
        assert wording.briefly(Decimal(amount)) == korean


def test_dates() -> None:
    assert wording.date("2027-03-01") == "1 March 2027"
    assert wording.date(day_of("2027-12-31")) == "31 December 2027"
    assert wording.short_date("2027-03-01") == "1\u00a0Mar\u00a02027"
    assert wording.moment("2027-03-01T09:30:00Z") == "1 March 2027, 09:30 UTC"
    with translation.override("ko"):
        assert wording.date("2027-03-01") == "2027년 3월 1일"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(-2, "2 days overdue"), (-1, "1 day overdue"), (0, "Due today"), (1, "Due in 1 day")],
)
def test_due_words(day: int, expected: str) -> None:
    assert wording.due_words(100 + day, 100) == expected


@pytest.mark.parametrize(
    ("ppm", "expected"), [(666_000, "66.6%"), (250_000, "25%"), (142_857, "14.29%"), (0, "0%")]
)
def test_percent(ppm: int, expected: str) -> None:
    assert wording.percent(ppm) == expected


def test_money_has_exactly_the_decimals_of_its_unit(visit: Visit) -> None:
    assert wording.money(visit.state, 123456, "USD") == "USD 1,234.56"
    assert wording.money(visit.state, 123456, "JPY") == "JPY 123,456"
    with translation.override("ko"):
        assert wording.money(visit.state, 123456, "JPY") == "123,456 JPY"


def test_names_are_those_the_reader_knows(visit: Visit) -> None:
    assert wording.party(visit.state, "JP") == "Japan"
    assert wording.party(visit.state, "nobody") == "nobody"
    with translation.override("ko"):
        assert wording.parties(visit.state, ("JP", "WB")) == "일본, 세계은행"


def test_clauses() -> None:
    assert wording.article("3.1") == "Article 3.1"
    assert wording.article(None) == ""
    assert wording.anchor("3.1 (a)") == "art-3.1--a-"
