"""Days, exactly as the language counts them: within, after, valid, notice and cure."""

import msgspec
import pytest

from concord.core.books import acts as b
from concord.core.regime import acts as r
from concord.core.regime.clocks import expiries
from concord.core.regime.state import Instrument
from tests.core.clauses import terms
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def called(play: Play, day: str) -> str:
    play.ok(
        "WB",
        day,
        b.SignContribution(donor="JP", ref="ca", amount="700", currency="USD", value_on=day),
    )
    call = b.CallInstalment(donor="JP", contribution="ca", amount="500", currency="USD")
    play.ok("WB", day, call)
    return "O3:JP:1"


def test_within_30_days_the_thirtieth_day_is_in_time():
    play = Play()
    duty = called(play, DAY)
    play.receive("JP", 500, later(DAY, 30))
    assert play.status("duty", duty) == "performed"


def test_within_30_days_ends_as_the_thirtieth_day_closes():
    play = Play()
    duty = called(play, DAY)
    assert play.status("duty", duty, later(DAY, 29)) == "due"
    assert play.status("duty", duty, later(DAY, 30)) == "overdue"
    play.receive("JP", 500, later(DAY, 31))
    assert play.status("duty", duty) == "performed late"


def test_valid_180_days_holds_through_day_179_and_expires_as_day_180_opens():
    play = Play()
    play.attest("M2", DAY)
    assert play.status("milestone", "M2", later(DAY, 179)) == "verified"
    assert play.report(later(DAY, 179))["milestones"]["M2"]["until"] == later(DAY, 179)
    play.tick(later(DAY, 180))
    assert play.status("milestone", "M2") == "lapsed"


def test_validity_runs_from_the_day_of_the_inspection_not_of_the_report():
    play = Play()
    play.ok("IAEA", DAY, r.Attest(milestone="M2", verdict="met", on="2027-01-13"))
    play.tick(later("2027-01-13", 180))
    assert play.status("milestone", "M2") == "lapsed"


def test_a_quorum_of_two_lapses_when_the_first_of_the_two_runs_out():
    play = Play()
    play.attest("M4", "2027-01-11", "IAEA")
    assert play.status("milestone", "M4") == "attested"
    play.attest("M4", "2027-01-17", "TEV")
    assert play.status("milestone", "M4", later("2027-01-11", 89)) == "verified"
    assert play.status("milestone", "M4", later("2027-01-11", 90)) == "lapsed"


def test_notice_5_and_cure_30_snap_back_as_day_35_closes():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="a test"))
    stages = [play.status("procedure", "S1-1", later(DAY, n)) for n in (4, 5, 34, 35)]
    assert stages == ["notice", "cure", "cure", "snapped back"]


def test_the_latest_day_on_which_relief_is_in_force_is_35():
    play = running()
    play.ok("US", DAY, r.GrantRelief(relief="R1"))
    play.ok("JP", DAY, r.GrantRelief(relief="R1"))
    play.ok("US", DAY, r.Allege(procedure="S1", ground="a test"))
    play.tick(later(DAY, 35))
    assert play.status("relief", "R1") == "in force"
    assert play.status("relief", "R1", later(DAY, 35)) == "snapped back"


def test_a_cure_on_the_last_day_is_in_time():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="a test"))
    play.ok("IAEA", later(DAY, 35), r.VerifyCure(case="S1-1", on=later(DAY, 35)))
    assert play.status("procedure", "S1-1", later(DAY, 36)) == "cured"


def test_without_notice_the_cure_period_opens_on_the_same_day():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S2", ground="a test"))
    play.tick(DAY)
    assert play.status("procedure", "S2-1") == "cure"
    assert play.status("procedure", "S2-1", later(DAY, 6)) == "cure"
    assert play.status("procedure", "S2-1", later(DAY, 7)) == "snapped back"


def test_a_dispute_ends_as_its_last_day_closes_with_what_the_text_says():
    play = Play()
    play.attest("M2", DAY)
    play.ok("KP", DAY, r.Challenge(milestone="M2", ground="the report is wrong"))
    assert play.status("milestone", "M2", later(DAY, 20)) == "contested"
    assert play.status("milestone", "M2", later(DAY, 21)) == "verified"


def test_an_upheld_milestone_whose_attestation_ran_out_meanwhile_lapses_at_once():
    short = msgspec.structs.replace(terms().verification["default"], valid_days=7)
    play = Play(terms(verification={"default": short}))
    play.attest("M2", DAY)
    play.ok("KP", DAY, r.Challenge(milestone="M2", ground="the report is wrong"))
    assert play.status("milestone", "M2", later(DAY, 20)) == "contested"
    assert play.status("milestone", "M2", later(DAY, 21)) == "lapsed"
    play.decide("d", later(DAY, 9), "uphold", "M2")
    play.tick(later(DAY, 9))
    assert play.status("milestone", "M2") == "lapsed"


def test_a_milestone_is_missed_as_its_last_day_closes():
    play = Play()
    assert play.status("milestone", "M1", later("2027-01-01", 179)) == "pending"
    assert play.status("milestone", "M1", later("2027-01-01", 180)) == "breached"
    assert play.status("milestone", "M5", "2027-02-28") == "pending"
    assert play.status("milestone", "M5", "2027-03-01") == "breached"


def test_a_milestone_that_runs_from_a_phase_starts_with_it():
    play = running()
    assert play.status("milestone", "M3", "2030-01-01") == "pending"
    play.decide("d", DAY, "enter", "P2")
    assert play.status("milestone", "M3", later(DAY, 119)) == "pending"
    assert play.status("milestone", "M3", later(DAY, 120)) == "breached"


def test_a_milestone_whose_day_has_passed_starts_without_a_clock():
    """A day fixed by the text has gone by when the phase that it belongs to is entered."""
    play = running()
    play.attest("M1", DAY)
    play.ok("KP", DAY, r.Challenge(milestone="M1", ground="incomplete"))
    play.decide("d", DAY, "overturn", "M1")
    assert play.status("milestone", "M1") == "pending"
    assert play.report()["milestones"]["M1"]["until"] == later("2027-01-01", 180)


def test_overturned_after_its_day_a_milestone_waits_without_a_clock():
    play = running()
    play.attest("M5", "2027-03-01", "IAEA")
    long = msgspec.structs.replace(play.state.terms.verification["M5"], dispute_days=50)
    play = running(terms(verification=play.state.terms.verification | {"M5": long}))
    play.attest("M5", "2027-03-01", "IAEA")
    play.ok("US", "2027-03-10", r.Challenge(milestone="M5", ground="incomplete"))
    play.decide("d", "2027-03-11", "overturn", "M5")
    assert play.status("milestone", "M5", "2030-01-01") == "pending"


def test_a_decision_without_a_default_lapses_in_silence():
    play = running()
    play.ok("US", DAY, r.Propose(case="d", rule="assent", act="resolve"))
    assert play.status("decision", "d", later(DAY, 29)) == "open"
    assert play.status("decision", "d", later(DAY, 30)) == "lapsed"


def test_a_decision_without_a_time_stays_open():
    play = running()
    play.ok("US", DAY, r.Propose(case="d", rule="unanimous", act="resolve"))
    assert play.status("decision", "d", "2034-12-31") == "open"


def test_reparation_runs_from_the_day_that_was_missed():
    play = Play()
    duty = called(play, DAY)
    assert play.status("duty", duty, later(DAY, 89)) == "overdue"
    assert play.status("duty", duty, later(DAY, 90)) == "breached"


def test_reparation_without_a_time_stays_overdue():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    duty = "O5:KP:1"
    assert play.status("duty", duty, later(DAY, 90)) == "overdue"
    assert play.status("duty", duty, "2034-12-31") == "overdue"


def test_a_duty_that_is_already_late_when_it_arises_falls_due_at_once():
    play = Play(opened="2027-03-01")
    assert play.report()["obligations"]["O4"]["parties"]["JP"]["due"] == later("2027-01-01", 45)
    assert play.status("duty", "O4:JP:1", "2027-02-28") == "due"
    assert play.status("duty", "O4:JP:1", "2027-03-01") == "breached"


@pytest.mark.parametrize(
    ("attested", "wanted"),
    [
        ({"A": ("met", 1, 30), "B": ("met", 1, 70)}, [70, 30]),
        ({"A": ("met", 1, None), "B": ("met", 1, 70)}, [None, 70]),
        ({"A": ("met", 1, 20), "B": ("not met", 1, None)}, []),
    ],
)
def test_attestations_are_sorted_by_how_long_they_last(attested, wanted):
    one = Instrument("milestone", "M", "pending", {"challenger": "US"})
    one.facts.update({f"attested:{name}": value for name, value in attested.items()})
    assert expiries(one, today=20) == wanted
