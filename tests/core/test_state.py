"""Figures in major units, refusals that several rooms share."""

import pytest

from concord.core.agreement.terms import Amount, Standing
from concord.core.state import State, not_entitled, not_yet, unknown
from tests.core.clauses import guardrail, plain, small, terms
from tests.core.funds import Play

DAY = "2027-01-20"


@pytest.mark.parametrize(
    ("minor", "unit", "text"),
    [
        (1_234, "USD", "12.34"),
        (7, "USD", "0.07"),
        (-7, "USD", "-0.07"),
        (-1_234, "JPY", "-1234"),
        (5, "BHD", "0.005"),
        (0, "USD", "0.00"),
        (3, "act", "3"),
    ],
)
def test_major_units_have_exactly_the_decimals_of_the_unit(minor, unit, text):
    state = State(plain())
    assert state.major_of(minor, unit) == text
    assert state.minor(text, unit) == minor
    assert state.major(Amount(minor=minor, unit=unit)) == text


def test_an_unknown_id_says_what_is_known():
    assert unknown("project", "Z", []).facts == {"kind": "project", "id": "Z", "known": "-"}
    many = unknown("project", "Z", [str(n) for n in range(20)])
    assert many.facts["known"].endswith("11")


def test_standing_by_role_or_by_name():
    play = Play(plain())
    act = play.act_of("KP", DAY, play.opening())
    assert not_entitled(play.state, act, "1", Standing(roles=("recipient",))) is None
    assert not_entitled(play.state, act, "1", Standing(parties=("KP",))) is None
    refused = not_entitled(play.state, act, "1", Standing(roles=("donor",), parties=("TPM",)))
    assert refused.facts["who"] == "US, JP, KR, TPM"
    assert not_entitled(play.state, act, "1", Standing()).facts["who"] == "-"


@pytest.mark.parametrize(
    ("on", "code"),
    [("2026-12-01", ""), ("2026-12-02", "day-to-come"), ("2026-11-31", "no-such-day")],
)
def test_a_fact_is_of_today_or_before(on, code):
    refused = not_yet(Play(plain()).state, "on", on)
    assert (refused.code if refused else "") == code


def test_the_signed_text_of_the_small_fund_means_what_its_factory_says():
    rails = guardrail("amount <= 900 USD", "withdrawal", "flag")
    read = small()
    made = terms(accession=True, guardrails=rails, sha256=read.sha256, kept=read.kept)
    assert read == made
    assert [kept.path for kept in read.kept] == ["relief.R1.quota"]
