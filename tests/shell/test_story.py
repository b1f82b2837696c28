"""Stories are read strictly; amounts in major units, days by default, all problems at once."""

import hashlib

import pytest

from concord.core.acts import Command
from concord.core.agreement import load
from concord.core.agreement.days import day_of
from concord.core.agreement.terms import Terms
from concord.shell.story import Story, instant, read_story

AGREEMENT = """
concord: 1
agreement: SMALL
title: {en: Small}
languages: {authentic: en}
currencies: {USD: 2, JPY: 0, BHD: 3}
holding: USD
zone: ZONE
effective: 2027-01-01
parties:
  T: {name: Trustee, role: trustee}
  D: {name: Donor, role: donor}
  V: {name: Verifier, role: verifier}
"""
HEAD = "story: 1\nepisode: small\nopens: 2027-01-02\n"


def terms(zone: str = "UTC") -> Terms:
    found = load(AGREEMENT.replace("ZONE", zone), "agreement.yaml")
    assert isinstance(found, Terms)
    return found


def read(*acts: str, head: str = HEAD, zone: str = "UTC") -> Story | list[str]:
    text = head + "acts:\n" + "".join(f"  - {act}\n" for act in acts)
    found = read_story(text.encode(), "story.yaml", terms(zone))
    return found if isinstance(found, Story) else [str(problem) for problem in found]


def command(act: str, head: str = HEAD) -> Command:
    found = read(act, head=head)
    assert isinstance(found, Story), found
    return found.steps[0].envelope.command


@pytest.mark.parametrize(
    ("amount", "minor", "currency"),
    [
        ("7.5m USD", "750000000", "USD"),
        ("298577.04 USD", "29857704", "USD"),
        ("300 JPY", "300", "JPY"),
        ("1.234 BHD", "1234", "BHD"),
        ("2k", "200000", "USD"),
    ],
)
def test_amounts_become_minor_units_and_name_their_currency(amount, minor, currency):
    pledge = f"record_pledge: {{donor: D, ref: P, amount: {amount}, equivalent: 5}}"
    found = command(f"{{on: 2027-01-03, by: D, {pledge}}}")

    assert (found.amount, found.currency, found.equivalent) == (minor, currency, "500")


def test_the_day_of_an_act_is_the_day_of_its_facts():
    plain = command("{on: 2027-01-03, by: T, allocate: {project: X, amount: 7}}")
    given = command("{on: 2027-01-03, by: V, attest: {milestone: M, verdict: met, on: 2027-01-02}}")

    assert (plain.value_on, plain.amount) == ("2027-01-03", "700")
    assert given.on == "2027-01-02"


def test_steps_of_a_decision_are_in_major_units_too():
    steps = "[{due: 2027-02-01, amount: 3m USD, needs: [M1]}, {due: 2027-03-01, amount: 5.25 USD}]"
    found = command(
        f"{{on: 2027-01-03, by: T, propose: {{case: C, rule: R, act: extend, steps: {steps}}}}}"
    )

    assert [(one.due, one.amount, one.needs) for one in found.steps] == [
        ("2027-02-01", "300000000", ["M1"]),
        ("2027-03-01", "525", []),
    ]


def test_papers_stand_for_evidence_by_their_digest():
    head = HEAD + "papers: {report-1: All was seen.}\n"
    act = "{on: 2027-01-03, by: V, attest: {milestone: M, verdict: met, evidence: EVIDENCE}}"
    digest = hashlib.sha256(b"All was seen.").hexdigest()

    assert command(act.replace("EVIDENCE", "[report-1]"), head).evidence == [digest]
    assert command(act.replace("EVIDENCE", "report-1"), head).evidence == [digest]


def test_officers_are_named_by_the_act_or_at_the_head():
    head = HEAD + "officers: {V: V/inspector}\n"
    act = "by: [D, V, V/deputy], vote: {case: C, vote: yes}"
    found = read(f"{{on: 2027-01-03, {act}}}", head=head)

    assert isinstance(found, Story)
    envelopes = [step.envelope for step in found.steps]
    assert [one.party for one in envelopes] == ["D", "V", "V"]
    assert [one.officer for one in envelopes] == ["D/desk", "V/inspector", "V/deputy"]
    assert [one.id for one in envelopes] == ["story:1", "story:2", "story:3"]


def test_acts_of_a_day_follow_each_other():
    vote = "by: D, vote: {case: C, vote: yes}"
    found = read(
        f"{{on: 2027-01-03, {vote}}}",
        f"{{on: 2027-01-03, {vote}}}",
        "{on: 2027-01-04, expect: {clock: nothing}}",
        f"{{on: 2027-01-04, {vote}}}",
    )

    assert isinstance(found, Story)
    assert [step.envelope.at for step in found.steps] == [
        "2027-01-03T09:10:00Z",
        "2027-01-03T09:20:00Z",
        "2027-01-04T09:10:00Z",
    ]
    assert [(one.day, one.path, one.expected) for one in found.expectations] == [
        (day_of("2027-01-04"), "clock", "nothing")
    ]


def test_the_day_is_that_of_the_agreements_zone():
    act = "{on: 2027-01-03, by: D, vote: {case: C, vote: yes}}"
    east, west = read(act, zone="+14:00"), read(act, zone="-14:00")

    assert isinstance(east, Story)
    assert isinstance(west, Story)
    assert east.steps[0].envelope.at == "2027-01-02T19:10:00Z"
    assert west.steps[0].envelope.at == "2027-01-03T23:10:00Z"
    assert instant(day_of("2027-01-03"), 0, 540) == "2027-01-03T00:00:00Z"


def test_more_acts_than_a_day_holds_stay_in_the_day():
    found = read(*["{on: 2027-01-03, by: D, vote: {case: C, vote: yes}}"] * 90)

    assert isinstance(found, Story)
    assert found.steps[-1].envelope.at == "2027-01-03T22:20:00Z"


def test_a_mark_names_an_entry_for_a_later_reversal():
    found = read(
        "{on: 2027-01-03, by: D, mark: slip, record_pledge: {donor: D, ref: P, amount: 7}}",
        "{on: 2027-01-04, by: T, reverse_entry: {seq: slip, reason: mistyped}}",
    )

    assert isinstance(found, Story)
    assert [(one.mark, one.back) for one in found.steps] == [("slip", ""), ("", "slip")]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("just text", "acts[1]: found no mapping, expected an act or an expectation"),
        ("{by: D}", "acts[1].on: found nothing, expected a date"),
        ("{on: 2027-1-3, by: D}", "acts[1].on: found '2027-1-3', expected a date"),
        ("{on: 2027-01-01, expect: {a: b}}", "found 2027-01-01, expected a day not before"),
        ("{on: 2027-01-03, by: D}", "found no command, expected one command, or 'expect'"),
        ("{on: 2027-01-03, by: D, atest: {}}", "found atest, expected one command"),
        ("{on: 2027-01-03, by: D, atest: {}}", "did you mean attest?"),
        ("{on: 2027-01-03, by: D, tick: {to: x}}", "found tick, expected one command"),
        ("{on: 2027-01-03, by: D, vote: {}, perform: {}}", "found vote, perform"),
        ("{on: 2027-01-03, expect: nothing}", "acts[1].expect: found no mapping"),
        ("{on: 2027-01-03, expect: {a: [b]}}", "acts[1].expect.a: found no text"),
        ("{on: 2027-01-03, vote: {case: C, vote: yes}}", "acts[1].by: found nothing"),
        ("{on: 2027-01-03, by: X, vote: {case: C, vote: yes}}", "acts[1].by: found X"),
        ("{on: 2027-01-03, by: D, vote: yes}", "expected the fields of vote"),
        ("{on: 2027-01-03, by: D, vote: {case: C}}", "missing required field `vote`"),
        ("{on: 2027-01-03, by: D, vote: {case: C, vote: maybe}}", "Invalid enum value 'maybe'"),
        ("{on: 2027-01-03, by: T, allocate: {project: X, amount: much}}", "an amount such as"),
        ("{on: 2027-01-03, by: T, allocate: {project: X, amount: 1 JPY}}", "expected USD"),
        ("{on: 2027-01-03, by: T, allocate: {project: X, amount: 1 EUR}}", "not '1 EUR'"),
        ("{on: 2027-01-03, by: T, allocate: {project: X, amount: 0.001}}", "with its decimals"),
        ("{on: 2027-01-03, by: T, reverse_entry: {seq: slip, reason: x}}", "not 'slip'"),
        (
            "{on: 2027-01-03, by: V, attest: {milestone: M, verdict: met, evidence: [p]}}",
            "a paper of the story, not 'p'",
        ),
        (
            "{on: 2027-01-03, by: T, propose: {case: C, rule: R, act: extend, steps: [x]}}",
            "Expected `object`, got `str`",
        ),
    ],
)
def test_what_cannot_be_read_is_named(act, words):
    found = read(act)

    assert isinstance(found, list)
    assert any(words in problem for problem in found), found


def test_all_problems_come_at_once_with_their_lines():
    found = read("{on: never, by: D}", "{on: 2027-01-03, by: X, vote: {}}", head="hi: 1\n")

    assert isinstance(found, list)
    assert {problem.split(": ")[0] for problem in found} == {
        "story.yaml:1",
        "story.yaml:3",
        "story.yaml:4",
    }
    assert any("found the key hi" in problem for problem in found)
    assert any("expected 'story: 1'" in problem for problem in found)


@pytest.mark.parametrize(
    "text", [b"story: 1\nopens: 2027-01-02\n", b"- a\n", b"a: b: c\n", b"\xff"]
)
def test_a_file_that_is_no_story_is_refused(text):
    assert isinstance(read_story(text, "story.yaml", terms()), list)


def test_officers_and_papers_are_texts():
    act = "{on: 2027-01-03, by: D, vote: {case: C, vote: yes}}"
    found = read(act, head=HEAD + "officers: [V]\npapers: {a: [b]}\n")

    assert isinstance(found, list)
    assert sum("found no mapping of texts" in problem for problem in found) == 2
