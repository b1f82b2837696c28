"""The state report: a document whose keys are a contract and whose sums are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.agreement.days import day_of
from concord.core.books import acts as b
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from concord.core.report import FAMILIES, by_source, money, phase_rows, ratio, report
from tests.core.clauses import plain
from tests.core.funds import Play, running

DAY = "2027-01-20"


def test_the_head_says_what_it_is_a_report_of():
    play = running()
    day = day_of(DAY)
    made = report(play.state, day, day + 1, "ab")
    assert made["fund"] == "T"
    assert made["agreement"] == {"id": "T", "hash": "a" * 64}
    assert (made["at"], made["known_at"]) == (DAY, "2027-01-21")
    assert made["log"] == {"size": play.state.size, "root": "ab"}
    assert (made["rules"], made["clock"]) == (1, play.state.at)


def test_keys_that_do_not_apply_are_left_out():
    made = Play(plain()).report()
    assert set(made) == {"fund", "agreement", "at", "known_at", "log", "rules", "clock"}


def test_every_part_is_there_once_it_applies():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    made = play.report()
    regime = {"phases", "milestones", "obligations", "schedules", "relief", "suspensions"}
    assert set(made) >= regime | {"procedures", "decisions", "projects", "money", "by_source"}


def test_money_by_currency_and_in_total():
    play = running()
    yen = b.RecordReceipt(
        donor="JP", ref="y", amount="90000", currency="JPY", value_on=DAY, equivalent="60000"
    )
    play.ok("WB", DAY, yen)
    play.pay("w", "A", 70_000, DAY)
    made = play.report()["money"]
    assert made["JPY"] == {"received": "90000"}
    assert made["USD"]["received"] == "8000.00"
    assert made["total"] == {
        "currency": "USD",
        "received": "8600.00",
        "allocated": "0.00",
        "committed": "4000.00",
        "disbursed": "700.00",
        "available_to_commit": "4600.00",
        "available_to_pay": "7900.00",
        "may_be_disbursed": "300.00",
    }


def test_shares_are_of_all_receipts_at_their_equivalents():
    play = running()
    rows = by_source(play.state)
    assert [rows[name]["USD"]["share"] for name in ("US", "JP")] == ["0.6250", "0.3750"]


def test_a_source_of_another_currency_has_its_share_in_the_holding_currency():
    play = Play(plain())
    yen = b.RecordReceipt(
        donor="JP", ref="y", amount="90", currency="JPY", value_on=DAY, equivalent="60"
    )
    play.ok("WB", DAY, yen)
    assert by_source(play.state)["JP"] == {
        "JPY": {"received": "90"},
        "USD": {"attributed": "0.00", "share": "1.0000"},
    }


def test_phases_carry_their_money():
    play = running()
    play.pay("w", "A", 70_000, DAY)
    play.ok("WB", DAY, p.Document(withdrawal="w", amount="20000", value_on=DAY))
    row = phase_rows(play.state)["P1"]
    assert row["ceiling"] == {
        "amount": "6000.00",
        "currency": "USD",
        "disbursed": "700.00",
        "committed": "4000.00",
        "left": "5300.00",
    }
    assert row["outstanding"] == {"amount": "500.00", "currency": "USD"}
    assert (row["art"], row["title"]) == ("3.1", "Food and health")


def test_a_fund_without_money_has_no_block_of_it():
    assert money(Play(plain()).state) == {}


def test_families_keep_their_order():
    play = running()
    play.pay("w", "A", 70_000, DAY)
    keys = [key for key in play.report()["money"]["USD"] if key in FAMILIES]
    assert keys == [family for family in FAMILIES if family in keys]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "0.0000"),
        (1, 1, "1.0000"),
        (1, 3, "0.3333"),
        (2, 3, "0.6667"),
        (1, 20_000, "0.0000"),
        (3, 20_000, "0.0002"),
        (1_985, 10_000, "0.1985"),
    ],
)
def test_shares_are_rounded_half_even(part, whole, text):
    assert ratio(part, whole) == text


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_a_share_is_never_further_off_than_half_a_digit(part, whole):
    digits = int(ratio(part, whole).replace(".", ""))
    assert abs(2 * (digits * whole - part * 10_000)) <= whole
