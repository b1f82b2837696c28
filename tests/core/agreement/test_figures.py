from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.figures import dates_of, percent

RULE = "{amount: 2m, first: 2027-02-01, every: 34d, last: 2027-04-01}"


CHANGES = "figures.txt"


def test_figures(changed, mistakes_in, pairs, problems):
    assert mistakes_in(changed(*pairs)) == problems


def test_a_schedule_needs_an_instalment(changed, mistakes_in):
    text = changed(
        (f"       rules: [{RULE}],\n", ""),
        ("       steps: [{on: 2027-02-10, amount: 3m, needs: [M1]}]}", "       authorise: no}"),
    )
    assert mistakes_in(text) == [
        "a.yaml:43: schedules.T1: found no instalment, expected 'rules' or 'steps'"
    ]


def test_parties_need_no_shares(changed, terms_of):
    assert terms_of(changed((", share: 70%", ""), (", share: 30%", "")))


def test_one_share_alone_is_judged(changed, mistakes_in):
    assert mistakes_in(changed((", share: 70%", ""))) == [
        "a.yaml:12: parties: found shares of 30% in all, expected 100%"
    ]


def test_a_sum_with_an_unreadable_share_is_not_judged(changed, mistakes_in):
    assert len(mistakes_in(changed(("share: 70%", "share: most")))) == 1


def test_percent():
    assert [percent(ppm) for ppm in (300_000, 125_000, 1, 1_000_000, 0)] == [
        "30%",
        "12.5%",
        "0.0001%",
        "100%",
        "0%",
    ]


def test_the_dates_of_the_joint_plan_of_action():
    dates = dates_of(day_of("2014-02-01"), 34, day_of("2014-07-20"))
    assert [iso_of(day) for day in dates] == [
        "2014-02-01",
        "2014-03-07",
        "2014-04-10",
        "2014-05-14",
        "2014-06-17",
        "2014-07-20",
    ]


def test_a_date_exactly_on_the_last_day_ends_the_rule():
    assert list(dates_of(10, 5, 20)) == [10, 15, 20]
    assert list(dates_of(10, 5, 10)) == [10]


@given(st.integers(1, 1000), st.integers(1, 50), st.integers(0, 500))
def test_a_rule_ends_on_its_last_day_and_never_waits_longer(first, every, length):
    dates = list(dates_of(first, every, first + length))
    assert (dates[0], dates[-1]) == (first, first + length)
    assert all(0 < later - earlier <= every for earlier, later in pairwise(dates))
