"""Cases: what they ask for, who may speak, and which conditions are met."""

import pytest

from concord.core.regime.decisions import outcome
from concord.core.regime.state import Instrument
from concord.web import cases
from concord.web.visit import Visit


def case_of(visit: Visit, **wanted: str) -> Instrument:
    """A case of the story with these particulars."""
    for one in visit.state.regime.of("decision"):
        if all(one.text(name) == value for name, value in wanted.items()):
            return one
    pytest.fail(f"the story has no case with {wanted}")


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("enter", "Enter phase P2: Farming and rural energy"),
        ("allocate", "Allocate USD 12.34 to project P2"),
        ("continue", "Continue despite case P2"),
        ("uphold", "Uphold the attestation of milestone P2"),
        ("overturn", "Overturn the attestation of milestone P2"),
        ("extend", "Extend schedule P2"),
        ("resolve", "Resolution d9"),
        ("dance", "d9"),
    ],
)
def test_proposal(act: str, expected: str, visit: Visit) -> None:
    assert cases.proposal(visit.state, act, "P2", 1234, "d9") == expected


def test_ballots_of_a_weighted_case(visit: Visit) -> None:
    case = case_of(visit, rule="projects")
    found = cases.ballots(visit.state, case)
    weights = [ballot.weight for ballot in found]

    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == 1_000_000
    assert {"KP", "WB"} <= {ballot.party for ballot in found if not ballot.weight}


def test_conditions_agree_with_the_outcome(visit: Visit) -> None:
    for case in visit.state.regime.of("decision"):
        if cases.by_silence(visit.state, case):
            continue
        met = all(condition.met for condition in cases.conditions(visit.state, case))
        if case.status in {"adopted", "open"}:
            assert met == (outcome(visit.state.regime, visit.state.terms, case) == "adopted")


def test_silence(visit: Visit) -> None:
    case = case_of(visit, rule="no-objection")
    words = [condition.words for condition in cases.conditions(visit.state, case)]

    assert cases.by_silence(visit.state, case)
    assert words == ["No objection before the time is over"]


def test_who_has_not_spoken(visit: Visit) -> None:
    for case in visit.state.regime.of("decision"):
        spoken = {ballot.party for ballot in cases.ballots(visit.state, case) if ballot.vote}
        assert not spoken & set(cases.silent(visit.state, case))
        assert "WB" not in cases.silent(visit.state, case)
