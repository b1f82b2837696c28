import pytest

from concord.core.agreement.days import day_of, day_of_instant, iso_of


def test_days_and_their_text():
    assert day_of("0001-01-01") == 1
    assert day_of("2028-03-01") - day_of("2028-02-28") == 2
    assert iso_of(day_of("2027-01-31")) == "2027-01-31"


@pytest.mark.parametrize(
    "text", ["20270101", "2027-W01-1", "2027-1-01", "2027-02-29", "", "2027-01-0x"]
)
def test_no_dates(text):
    with pytest.raises(ValueError, match=r".+"):
        day_of(text)


def test_the_day_of_an_instant_depends_on_the_zone():
    assert iso_of(day_of_instant("2027-01-01T15:00:00Z")) == "2027-01-01"
    assert iso_of(day_of_instant("2027-01-01T15:00:00Z", 540)) == "2027-01-02"
    assert iso_of(day_of_instant("2027-01-01T01:00:00Z", -120)) == "2026-12-31"


@pytest.mark.parametrize(
    "text", ["2027-01-01T15:00:00", "2027-1-1T15:00:00Z", "2027-01-01 15:00:00Z"]
)
def test_no_instants(text):
    with pytest.raises(ValueError, match=r".+"):
        day_of_instant(text)
