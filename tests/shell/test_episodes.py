"""Playing episodes: the shipped histories come out as they must, and what does not is reported."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from concord.core.acts import Refusal
from concord.core.agreement.days import iso_of
from concord.core.entry import Entry, act_of, decode, encode
from concord.core.fund import apply, decide
from concord.core.log.merkle import Frontier, leaf_hash
from concord.core.state import State
from concord.shell import episodes
from concord.shell.episodes import Refused, Unusable, episode, run, shipped, shown_at

SHIPPED = Path(episodes.__file__).parent.parent / "episodes"
AGREEMENT = """
concord: 1
agreement: SMALL
title: {en: Small}
languages: {authentic: en}
currencies: {USD: 2, JPY: 0}
holding: USD
zone: UTC
effective: 2027-01-01
parties:
  T: {name: Trustee, role: trustee}
  D: {name: Donor, role: donor}
"""
STORY = """
story: 1
episode: small
opens: 2027-01-02
acts:
  - {on: 2027-01-05, by: D, record_pledge: {donor: D, ref: P1, amount: 7.5m}}
  - on: 2027-01-06
    by: D
    record_pledge: {donor: D, ref: P2, amount: 300 JPY, equivalent: 2.05}
  - on: 2027-01-06
    expect: {money.total.pledged: "7500002.05", money.JPY.pledged: "300"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agreement.yaml").write_text(AGREEMENT)
    (tmp_path / "story.yaml").write_text(STORY)
    return tmp_path


def told(folder: Path, *acts: str) -> Path:
    """The story with more items at its end."""
    with (folder / "story.yaml").open("a") as file:
        file.writelines(f"  - {act}\n" for act in acts)
    return folder


def problem_of(folder: Path | str, **asked: str) -> str:
    with pytest.raises(Unusable) as caught:
        run(folder, **asked)
    return str(caught.value)


@pytest.mark.parametrize("name", shipped())
def test_every_expectation_of_a_shipped_episode_comes_true(name):
    found = run(name)

    assert found.mismatches == []
    assert found.ok
    assert found.checked == len(found.episode.story.steps) + len(found.episode.story.expectations)
    assert found.episode.story.expectations


@pytest.mark.parametrize("name", shipped())
def test_every_entry_is_decided_again_alike(name):
    found = run(name)
    state, tree = State(found.episode.terms), Frontier()
    for entry in found.trail:
        if isinstance(entry, Entry):
            data = encode(entry)
            assert entry.events == decide(state, act_of(decode(data)))
            apply(state, entry)
            tree.append(leaf_hash(data))

    last = max(one.day for one in found.episode.story.expectations)
    shown = run(name, at=iso_of(last)).report
    assert shown is not None
    assert shown["log"] == {"size": state.size, "root": tree.root().hex()}


def test_shipped_episodes_are_found_by_name_and_by_folder():
    assert shipped() == ["jpoa", "kp-mdtf"]
    assert run("jpoa").state.at == run(SHIPPED / "jpoa").state.at


def test_a_report_is_that_of_the_day_asked_for(folder):
    first, second = run(folder, at="2027-01-05"), run(folder, at="2027-01-06")

    assert first.report is not None
    assert second.report is not None
    assert (
        first.report["money"]["total"]["pledged"],
        first.report["at"],
    ) == ("7500000.00", "2027-01-05")
    assert second.report["money"]["total"]["pledged"] == "7500002.05"
    assert second.report == second.document()


def test_a_check_is_a_document_too(folder):
    found = run(folder).document()

    assert {
        "episode": "small",
        "entries": 3,
        "checked": 4,
        "mismatches": [],
    }.items() <= found.items()


def test_what_does_not_come_true_is_listed_with_its_line(folder):
    told(
        folder,
        '{on: 2027-01-07, expect: {money.total.pledged: "1.00", money.EUR: nothing}}',
        "{on: 2027-01-08, by: T, write_off: {donor: D, ref: W1, amount: 0}}",
        "{on: 2027-01-08, by: T, write_off: {donor: D, ref: W1, amount: 1}, refused: amount-zero}",
    )
    found = run(folder)

    assert not found.ok
    assert [(one.line, one.path, one.expected, one.found) for one in found.mismatches] == [
        (12, "money.total.pledged", "1.00", "7500002.05"),
        (13, "act", "accepted", "amount-zero"),
        (14, "act", "amount-zero", "accepted"),
    ]
    assert found.document()["mismatches"][0]["on"] == "2027-01-07"


def test_a_refusal_may_be_expected_with_or_without_its_clause(folder):
    act = "by: D, allocate: {project: X, amount: 1}, refused"
    told(folder, f"{{on: 2027-01-08, {act}: not-entitled}}")

    assert run(folder).ok
    assert isinstance(run(folder).trail[-1], Refused)

    told(folder, f"{{on: 2027-01-08, {act}: not-entitled under Article 9}}")
    assert [one.found for one in run(folder).mismatches] == ["not-entitled"]


def test_a_refused_act_leaves_nothing_but_what_fell_due():
    found = run("kp-mdtf")
    refused = {one.envelope.id for one in found.trail if isinstance(one, Refused)}
    entered = {one.id for one in found.trail if isinstance(one, Entry)}

    assert refused
    assert not refused & entered
    assert found.state.size == sum(isinstance(one, Entry) for one in found.trail)


def test_a_marked_entry_is_reversed(folder):
    told(
        folder,
        "{on: 2027-01-07, by: D, mark: slip, record_pledge: {donor: D, ref: P3, amount: 9}}",
        "{on: 2027-01-07, by: T, reverse_entry: {seq: slip, reason: mistyped}}",
        '{on: 2027-01-07, expect: {money.total.pledged: "7500002.05"}}',
    )

    assert run(folder).mismatches == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"at": "2027-1-5"}, "found '2027-1-5', expected a day as YYYY-MM-DD"),
        ({"at": "2027-01-01"}, "expected a day not before 2027-01-02"),
        ({"ruling": "east"}, "found 'east', expected no ruling"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(folder, asked, words):
    assert words in problem_of(folder, **asked)


def test_an_episode_that_is_none_is_named(folder):
    assert "or one of jpoa, kp-mdtf" in problem_of("no-such-episode")

    (folder / "story.yaml").unlink()
    assert "story.yaml:1: found none, expected a story" in problem_of(folder)


def test_problems_of_agreement_and_story_come_with_their_lines(folder):
    told(folder, "{on: 2027-01-08, by: X, allocate: {project: X, amount: 1}}")
    assert "story.yaml:12: acts[4].by: found X, expected a party" in problem_of(folder)

    text = AGREEMENT.replace("holding: USD", "holding: EUR")
    (folder / "agreement.yaml").write_text(text)
    assert "agreement.yaml:7: holding: found EUR" in problem_of(folder)


def test_somebody_must_keep_the_log(folder):
    text = AGREEMENT.replace("role: trustee", "role: observer")
    (folder / "agreement.yaml").write_text(text)

    assert "expected a party that opens and keeps the log" in problem_of(folder)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.b", "7"),
        ("rows.2.status", "due"),
        ("rows.x.y.status", "open"),
        ("rows.2.waits_for", "M1, M2"),
        ("rows.3", "nothing"),
        ("rows.2", "{n, status, waits_for}"),
        ("a.none", "nothing"),
        ("a.none.deeper", "nothing"),
        ("empty", "nothing"),
        ("flag", "yes"),
        ("off", "no"),
    ],
)
def test_paths_into_a_report(path, shown):
    document = {
        "a": {"b": 7},
        "rows": [
            {"n": 2, "status": "due", "waits_for": ["M1", "M2"]},
            {"id": "x.y", "status": "open"},
        ],
        "empty": [],
        "flag": True,
        "off": False,
    }

    assert shown == shown_at(document, path)


def test_a_replay_needs_no_django():
    code = (
        "import sys; from concord.shell.episodes import run; run('jpoa'); "
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_the_order_of_acts_of_one_day_that_do_not_meet_changes_nothing(tmp_path):
    shutil.copytree(SHIPPED / "jpoa", tmp_path / "jpoa")
    story = tmp_path / "jpoa" / "story.yaml"
    text = story.read_text("utf-8")
    four, five = ("{schedule: T, n: 4, stage: received}", "{schedule: T, n: 5, stage: received}")
    story.write_text(text.replace(four, "*").replace(five, four).replace("*", five), "utf-8")
    before, after = run("jpoa", at="2014-05-15").report, run(story.parent, at="2014-05-15").report

    assert before is not None
    assert after is not None
    assert before["schedules"] == after["schedules"]
    assert before["log"] != after["log"]


def test_a_refusal_reads_as_in_a_story():
    assert episodes.answer(None) == "accepted"
    assert episodes.answer(Refusal(code="held")) == "held"
    assert episodes.answer(Refusal(code="held", clause="3.1")) == "held under Article 3.1"


def test_an_episode_without_a_name_is_called_by_its_folder(folder):
    story = folder / "story.yaml"
    story.write_text(story.read_text().replace("episode: small\n", ""))

    assert folder.name == episode(folder).name
