"""What is coming, and whose turn it is."""

from dataclasses import replace

import pytest

from concord.core.regime.clocks import CLOCKS
from concord.core.regime.state import CLOSE, Clock
from concord.shell.models import Officer
from concord.web.agenda import SPEAK, coming, turns
from concord.web.visit import Visit


def as_officer(visit: Visit, party: str) -> Visit:
    """The same visit, of somebody who acts for a party."""
    return replace(visit, officer=Officer(party=party, officer=f"{party}/desk"))


def test_everything_with_a_clock_is_on_the_agenda(visit: Visit) -> None:
    clocks = [one for one in visit.state.regime.instruments.values() if one.clock is not None]
    found = coming(visit)

    assert clocks
    assert len(found) == len(clocks)
    order = [(item.missed is None, item.day) for item in found]
    assert order == sorted(order)
    assert all(item.sentence.endswith(".") and "%(" not in item.sentence for item in found)
    assert all(item.url.startswith(f"/f/{visit.fund}/") for item in found)


def test_what_is_overdue_comes_first(visit: Visit) -> None:
    overdue = [one for one in visit.state.regime.of("duty") if one.status == "overdue"]
    found = coming(visit)

    assert overdue
    assert [item.missed for item in found[: len(overdue)]] == [one.facts["due"] for one in overdue]
    assert all(item.missed is None for item in found[len(overdue) :])


@pytest.mark.parametrize(
    ("kind", "then", "words"),
    [
        ("milestone", "missed", "otherwise it is breached"),
        ("milestone", "expiry", "unless it is attested again, it lapses"),
        ("milestone", "default verified", "without a decision it counts as verified"),
        ("milestone", "default pending", "without a decision it is pending again"),
        ("procedure", "notice over", "then the time for a cure begins"),
        ("procedure", "time over", "it snaps back"),
        ("decision", "default adopted", "is adopted unless rejected by"),
        ("decision", "default refused", "is refused unless adopted by"),
        ("decision", "time over", "lapses unless adopted by"),
        ("duty", "missed", "due by"),
        ("duty", "time over", "is overdue"),
        ("relief", "restore", "may be in force again from"),
        ("phase", "enter", "is in force from"),
    ],
)
def test_each_way_out_has_its_sentence(kind: str, then: str, words: str, visit: Visit) -> None:
    one = visit.state.regime.of(kind)[0]
    item = SPEAK[kind](visit, one, Clock(visit.today + 3, CLOSE, then))

    assert words in item.sentence


def test_no_kind_with_a_clock_is_left_out() -> None:
    assert set(CLOCKS) <= {
        "due",
        "validity",
        "dispute",
        "notice",
        "cure",
        "within",
        "duty",
        "reparation",
    }
    assert set(SPEAK) == {
        "milestone",
        "procedure",
        "decision",
        "duty",
        "relief",
        "step",
        "phase",
    }


def test_a_reader_has_no_turn(visit: Visit) -> None:
    assert turns(visit) == []


def test_a_member_is_asked_for_its_vote_once(visit: Visit) -> None:
    for party in ("US", "JP", "KP"):
        asked = [turn.url for turn in turns(as_officer(visit, party)) if "/act/vote/" in turn.url]
        for one in visit.state.regime.of("decision"):
            here = any(f"case={one.id}" in url for url in asked)
            assert here == (one.status == "open" and not one.text(f"vote:{party}"))


def test_a_verifier_is_asked_for_its_own_milestones(visit: Visit) -> None:
    found = [turn.url for turn in turns(as_officer(visit, "TPM"))]

    assert any("milestone=M6" in url for url in found)
    assert not any("milestone=M1" in url for url in found)


def test_the_trustee_is_asked_for_withdrawals(visit: Visit) -> None:
    waiting = [
        one.id
        for one in visit.state.programme.withdrawals.values()
        if one.status in {"requested", "held", "approved"}
    ]
    found = " ".join(turn.url for turn in turns(as_officer(visit, "WB")))

    assert waiting
    assert all(f"withdrawal={ident}" in found for ident in waiting)


def test_a_donor_sees_what_it_owes(visit: Visit) -> None:
    owing = {
        one.text("party")
        for one in visit.state.regime.of("duty")
        if one.clock is not None and one.text("unit") != "act"
    }

    assert owing
    for party in owing:
        assert any(
            turn.sentence.count(" by ") or "overdue" in turn.sentence
            for turn in turns(as_officer(visit, party))
        )
