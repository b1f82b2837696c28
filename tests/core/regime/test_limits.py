"""Limits of the regime: what is held back, by which clause, and who can lift it by when."""

import pytest

from concord.core import fund
from concord.core.acts import Refusal
from concord.core.agreement.days import day_of
from concord.core.regime import acts as r
from concord.core.regime.limits import blocks
from tests.core.clauses import plain
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def held(play: Play, at: str = ""):
    state = fund.project(play.state, day_of(at)) if at else play.state
    found: dict[str, Refusal] = {}
    for block in blocks(state.regime, state.terms):
        found.setdefault(block.scope, block.refusal)
    return found


def test_nothing_is_held_back_while_all_is_well():
    assert held(running()) == {}
    assert held(Play(plain())) == {}


def test_an_unverified_milestone_holds_payments_back():
    play = Play()
    play.tick(DAY)
    refusal = held(play)["needs"]
    assert (refusal.code, refusal.clause) == ("milestone-unverified", "3.1")
    assert refusal.facts["status"] == "pending"
    assert refusal.cures[0].who == ("IAEA", "TEV")
    assert refusal.cures[0].by == ""


def test_a_contested_milestone_holds_payments_back():
    play = running()
    play.ok("US", DAY, r.Challenge(milestone="M2", ground="x"))
    assert held(play)["needs"].facts["status"] == "contested"


def test_before_a_phase_is_in_force_everything_waits():
    found = held(Play())
    assert set(found) == {"payments", "commitments"}
    assert found["payments"].code == "no-phase-in-force"
    assert found["payments"].cures[0].facts == {"phase": "P1", "rule": "effective"}


def test_after_its_end_the_agreement_allows_nothing():
    play = running()
    assert set(held(play, "2034-12-31")) == {"needs"}
    found = held(play, "2035-01-01")
    assert set(found) == {"payments", "commitments"}
    assert {(one.code, one.facts["ended"]) for one in found.values()} == {
        ("agreement-ended", "2034-12-31")
    }


def test_after_a_snap_back_another_phase_may_be_entered():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S2", ground="x"))
    play.tick(later(DAY, 36))
    found = [block.refusal for block in blocks(play.regime, play.state.terms)]
    assert [one.code for one in found] == ["suspended"] * 2 + ["no-phase-in-force"] * 2
    assert found[-1].cures[0].facts == {"phase": "P2", "rule": "ord"}


@pytest.mark.parametrize(("days", "stage"), [(0, "notice"), (5, "cure")])
def test_a_suspension_says_who_can_lift_it_until_when(days, stage):
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.tick(later(DAY, days))
    refusal = held(play)["payments"]
    assert (refusal.code, refusal.clause, refusal.facts["stage"]) == ("suspended", "10.1", stage)
    assert [(cure.act, cure.by) for cure in refusal.cures] == [
        ("verify-cure", later(DAY, 35)),
        ("decide-to-continue", later(DAY, 35)),
    ]


def test_after_a_snap_back_only_a_cure_helps_and_without_a_time():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.tick(later(DAY, 36))
    cures = held(play)["commitments"].cures
    assert [(cure.act, cure.by) for cure in cures] == [("verify-cure", "")]


def test_the_trustee_lifts_the_suspension_of_a_project():
    play = running()
    play.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project="A"))
    assert held(play)["project:A"].cures[0].who == ("WB",)
    play.ok("WB", DAY, r.VerifyCure(case="S3-1", on=DAY))
    assert held(play) == {}
