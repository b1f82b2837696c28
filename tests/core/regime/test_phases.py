"""Phases: the first with the agreement, others by decision or by notice, one at a time."""

from concord.core.regime import acts as r
from tests.core.funds import Play, running

DAY = "2027-01-20"


def test_the_first_phase_opens_with_the_day_on_which_the_agreement_takes_effect():
    play = Play()
    assert play.status("phase", "P1", "2026-12-31") == "not entered"
    play.tick("2027-01-01")
    assert play.report()["phases"]["P1"]["status"] == "in force"
    assert play.report()["phases"]["P1"]["since"] == "2027-01-01"


def test_notice_opens_a_phase_and_closes_the_one_before():
    play = running()
    play.ok("KP", DAY, r.GiveNotice(phase="P3"))
    assert (play.status("phase", "P1"), play.status("phase", "P3")) == ("left", "in force")
    assert play.regime.phase().id == "P3"


def test_who_gives_notice_and_of_what():
    play = running()
    assert play.no("not-entitled", "US", DAY, r.GiveNotice(phase="P3")).clause == "3.3"
    refused = play.no("not-by-notice", "KP", DAY, r.GiveNotice(phase="P2"))
    assert refused.facts == {"phase": "P2", "enter": "ord"}
    play.no("unknown-id", "KP", DAY, r.GiveNotice(phase="P9"))


def test_a_phase_in_force_is_not_opened_again():
    play = running()
    play.ok("KP", DAY, r.GiveNotice(phase="P3"))
    play.no("not-in-this-state", "KP", DAY, r.GiveNotice(phase="P3"))


def test_entered_by_decision():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    assert play.report()["phases"]["P2"]["since"] == DAY
