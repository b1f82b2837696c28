"""The transcript shows acts, what they led to, refusals, and amounts as people write them."""

import pytest

from concord.shell.episodes import run
from concord.shell.transcript import transcript


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return transcript(run("kp-mdtf")).splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "   1 2027-01-14 clock: tick to=2027-01-14",
        "       phase P0 is in force on 2027-01-01 (enter)",
        "       relief_granted relief=R-US party=US",
        "       duty_arose duty=O4:KP:1 obligation=O4 party=KP due=2028-05-31",
        "   - 2027-05-06 WB/operations: pay_withdrawal withdrawal=WA-002 value_on=2027-05-06",
        "       refused: four-eyes",
        "       phase P1 is returned on 2028-04-10 (return)",
        "       relief R-US is snapped back on 2028-04-10 (snap back)",
    ],
)
def test_it_reads_like_this(lines, line):
    assert line in lines


def test_it_begins_with_the_agreement_and_counts_every_entry(lines):
    result = run("kp-mdtf")

    assert lines[0] == f"kp-mdtf: agreement {result.episode.terms.sha256}"
    numbers = [int(line[:4]) for line in lines if line[:4].strip().isdigit()]
    assert numbers == list(range(result.state.size))


@pytest.mark.parametrize(
    ("donor", "amounts"),
    [
        ("US", "amount=24000000.00 USD value_on=2027-01-14"),
        ("KR", "amount=32000000000 KRW value_on=2027-01-14 equivalent=23965249.10 USD"),
    ],
)
def test_amounts_are_in_major_units_of_their_currency(lines, donor, amounts):
    pledge = f"record_pledge donor={donor} ref=P-{donor} {amounts}"

    assert [line for line in lines if line.endswith(pledge)]


def test_a_clock_is_shown_with_what_it_leads_to(lines):
    cure = "procedure B1-1 is cure on 2028-03-11 (notice over)"

    assert f"       {cure}; time over on 2028-04-10 (close)" in lines


def test_digests_are_shortened_and_texts_quoted(lines):
    assert any("evidence=[" in line and "...]" in line for line in lines)
    assert any("reason='Amount mistyped" in line for line in lines)
