"""The illustrative fund: says that it is one, keeps to its sources, and has what it is to show."""

import csv
from pathlib import Path

import pytest

from concord.core.agreement import check
from concord.core.entry import Entry
from concord.core.programme.acts import Allocate, RegisterProject
from concord.shell import episodes
from concord.shell.episodes import Refused, Result, run

FOLDER = Path(episodes.__file__).parent.parent / "episodes" / "kp-mdtf"


@pytest.fixture(scope="module")
def played() -> Result:
    return run("kp-mdtf")


def profiles() -> dict[str, dict[str, str]]:
    with (FOLDER / "projects.csv").open(encoding="utf-8") as file:
        return {row["project"]: row for row in csv.DictReader(file)}


def test_it_is_marked_illustrative_and_reads_in_both_languages(played):
    terms = played.episode.terms

    assert terms.illustrative
    assert set(terms.title) == {"en", "ko"}
    assert terms.authentic == "en"
    assert set(terms.currencies) == {"USD", "EUR", "JPY", "KRW", "CNY", "RUB"}


def test_the_text_has_no_problem_and_every_clause_an_article():
    found = check((FOLDER / "agreement.yaml").read_bytes(), "agreement.yaml")

    assert found.problems == []
    assert {one.code for one in found.findings} <= {
        "not-yet-enforced",
        "relief-without-while",  # the Council's own layer returns only as the Council says
        "relief-outside-snapback",
        "no-restore",  # what is not cured in time leaves the project closed
    }


def test_projects_carry_the_profile_of_real_ones(played):
    commands = [one.command for one in played.trail if isinstance(one, Entry)]
    allocated = {one.project: int(one.amount) for one in commands if isinstance(one, Allocate)}
    registered = {one.project: one for one in commands if isinstance(one, RegisterProject)}

    for name, row in profiles().items():
        assert registered[name].sector == row["sector"]
        assert row["cerf_code"] in registered[name].source
        assert row["agency"] in registered[name].implementer
        budget = int(row["budget_usd"].replace(".", ""))
        assert allocated.get(name, budget) == budget


def test_profiles_are_those_of_the_source(shared_data):
    with (shared_data / "cerf" / "dprk_cerf_projects.csv").open(encoding="utf-8") as file:
        source = {row["project_code"]: row for row in csv.DictReader(file)}

    for row in profiles().values():
        real = source[row["cerf_code"]]
        assert row["budget_usd"] == real["budget_usd"]
        assert (row["agency"], row["sector"]) == (real["agency_short"], real["sector"])
        assert row["title"] == " ".join(real["title"].split())


@pytest.mark.parametrize(
    "code",
    [
        "four-eyes",
        "guardrail",
        "milestone-unverified",
        "vote-suspended",
        "tranche-exceeded",
        "suspended",
    ],
)
def test_it_shows_what_is_refused(played, code):
    assert code in {one.refusal.code for one in played.trail if isinstance(one, Refused)}


def test_every_kind_of_payment_and_every_state_of_relief_occurs(played):
    methods = {one.method for one in played.state.programme.withdrawals.values()}
    relief = {status for one in played.state.regime.of("relief") for _, status, _ in one.history}

    assert methods == {"advance", "reimbursement", "direct payment"}
    assert relief == {"contingent", "in force", "suspended", "snapped back"}


def test_the_clock_stands_where_something_is_open(played):
    statuses = {one.status for one in played.state.programme.withdrawals.values()}

    assert {"requested", "held", "approved"} <= statuses
    assert played.episode.story.now > played.state.at
