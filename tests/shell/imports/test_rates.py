from fractions import Fraction

import pytest

from concord.shell.imports.rates import Rates

LIST = """date,USD,JPY,RUB
2022-02-25,1.20,130,100.5
2022-02-28,1.25,125,
2022-03-01,1.30,,
"""


@pytest.fixture
def rates(tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text(LIST)
    return Rates(file)


def test_a_weekend_takes_the_last_published_rate(rates):
    assert rates.rate("JPY", "2022-02-27") == 130
    assert rates.rate("JPY", "2022-03-01") == 125
    assert rates.rate("EUR", "2022-02-27") == 1


@pytest.mark.parametrize(
    ("currency", "day"),
    [("JPY", "2022-02-24"), ("RUB", "2022-03-05"), ("XOF", "2022-02-28"), ("JPY", "2022-03-08")],
)
def test_where_no_rate_was_published_there_is_none(rates, currency, day):
    assert rates.rate(currency, day) is None
    assert rates.off(Fraction(1), currency, Fraction(1), day) is None


def test_a_worth_is_compared_with_the_rate_of_its_day(rates):
    assert rates.off(Fraction(1250), "JPY", Fraction("12.5"), "2022-02-28") == 0
    assert rates.off(Fraction(1250), "JPY", Fraction(125), "2022-02-28") == 9
    assert rates.off(Fraction(0), "JPY", Fraction(125), "2022-02-28") is None
