"""The Joint Plan of Action: the rule gives the dates, the verifier two steps, consent the rest."""

import csv
import re
from pathlib import Path

import pytest

from concord.core.agreement import load
from concord.core.agreement.days import day_of, iso_of
from concord.shell import episodes
from concord.shell.episodes import run

FOLDER = Path(episodes.__file__).parent.parent / "episodes" / "jpoa"
DUE = ["02-01", "03-01", "03-07", "04-10", "04-15", "05-14", "06-17", "07-20"]


@pytest.fixture
def story(tmp_path: Path):
    """Tell the story without some of its lines; returns the folder."""
    text = (FOLDER / "story.yaml").read_text("utf-8")
    (tmp_path / "agreement.yaml").write_bytes((FOLDER / "agreement.yaml").read_bytes())

    def told(pattern: str, instead: str) -> Path:
        changed, count = re.subn(pattern, instead, text)
        assert count
        (tmp_path / "story.yaml").write_text(changed, "utf-8")
        return tmp_path

    return told


def steps(folder: Path | str, at: str) -> list[dict[str, str]]:
    report = run(folder, at=at).report
    assert report is not None
    return report["schedules"]["T"]


def test_the_rule_gives_the_dates_and_the_amounts():
    found = steps("jpoa", "2014-01-20")

    assert [one["due"] for one in found] == [f"2014-{day}" for day in DUE]
    assert sum(round(float(one["amount"])) for one in found) == 4_200_000_000


def test_the_six_instalments_are_not_a_list():
    text = (FOLDER / "agreement.yaml").read_text("utf-8")
    terms = load(text.replace("every: 34d", "every: 60d"), "agreement.yaml")
    found = [iso_of(step.due) for step in terms.schedules["T"].steps if not step.needs]

    assert found == ["2014-02-01", "2014-04-02", "2014-06-01", "2014-07-20"]
    assert text.count("550m") == 1


def test_a_step_stays_blocked_until_the_verifier_attests(story):
    folder = story(
        r"attest: \{milestone: D1, verdict: met\}", "attest: {milestone: D1, verdict: inconclusive}"
    )

    assert steps(folder, "2014-03-02")[1]["status"] == "blocked"
    assert steps("jpoa", "2014-03-02")[1]["status"] == "authorised"
    received = [(one.found, one.path) for one in run(folder).mismatches if one.path == "act"]
    assert ("step-blocked under Article 5.1", "act") in received


@pytest.mark.parametrize("voter", ["US", "GB", "FR", "DE", "RU", "CN", "IR"])
def test_an_extension_without_the_consent_of_all_does_not_take_effect(story, voter):
    everyone = "[US, GB, FR, DE, RU, CN, IR]"
    others = everyone.replace(f"{voter}, ", "").replace(f", {voter}", "")
    folder = story(re.escape(everyone), others)

    assert len(steps(folder, "2014-07-20")) == 8
    assert len(steps("jpoa", "2014-07-20")) == 14
    report = run(folder, at="2014-09-01").report
    assert report is not None
    assert report["decisions"]["extension-1"]["status"] == "rejected"
    assert report["schedule_totals"]["T"]["due"] == "4200000000.00"


def test_one_voice_against_is_enough(story):
    folder = story('(vote: {case: extension-1, vote: )"yes"', r'\1"no"')
    report = run(folder, at="2014-07-18").report

    assert report is not None
    assert report["decisions"]["extension-1"]["status"] == "rejected"


def test_dates_and_amounts_are_those_of_the_sources(shared_data):
    with (shared_data / "history" / "jpoa_jcpoa.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["event"].startswith("scheduled_release")]
    sourced = [(row["date"], f"{row['quantity']}000000.00") for row in rows]
    found = [(one["due"], one["amount"]) for one in steps("jpoa", "2014-11-23")]

    assert len(sourced) == 14
    assert found == sourced


def test_what_no_source_dates_is_never_asserted():
    found = run("jpoa").episode.story
    days = {iso_of(one.day) for one in found.expectations}
    received = [one.path for one in found.expectations if one.path.endswith("received_on")]

    assert not received
    assert "2014-11-24" not in days  # the day of the second extension is unconfirmed
    assert not {day for day in days if day_of("2014-11-26") < day_of(day) < day_of("2015-06-30")}
