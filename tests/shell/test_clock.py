import re

import pytest

from concord.shell import clock


def test_now_is_an_instant_of_the_log():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", clock.measured())


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2027-01-10", "2027-01-10T00:00:00Z"),
        ("2028-02-29T23:59:58Z", "2028-02-29T23:59:58Z"),
    ],
)
def test_a_day_begins_with_its_first_second(text, instant):
    assert instant == clock.instant_of(text)
    assert instant == clock.instant_at(clock.seconds_of(instant))


@pytest.mark.parametrize("text", ["", "soon", "2027-02-30", "2027-1-1", "2027-01-01T1:00:00Z"])
def test_what_is_no_instant_is_an_error(text):
    with pytest.raises(ValueError, match=r"format|instant|day is out"):
        clock.instant_of(text)
