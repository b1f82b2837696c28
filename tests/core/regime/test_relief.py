"""Relief: granted by every grantor, in force while its conditions hold, taken back by its own."""

from concord.core.regime import acts as r
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def granted(play: Play | None = None) -> Play:
    play = play or running()
    play.ok("US", DAY, r.GrantRelief(relief="R1", instrument="general licence 1"))
    play.ok("JP", DAY, r.GrantRelief(relief="R1"))
    return play


def test_a_measure_takes_effect_when_all_have_granted_it():
    play = running()
    play.ok("US", DAY, r.GrantRelief(relief="R1"))
    row = play.report()["relief"]["R1"]
    assert (row["status"], row["granted_by"]) == ("not granted", ["US"])
    play.ok("JP", DAY, r.GrantRelief(relief="R1"))
    assert play.status("relief", "R1") == "in force"


def test_granted_ahead_it_waits_for_its_conditions():
    play = granted(Play())
    assert play.status("relief", "R1") == "contingent"
    play.attest("M2", DAY)
    assert play.status("relief", "R1") == "in force"


def test_it_is_suspended_when_its_milestone_lapses_and_comes_back_with_it():
    play = granted()
    day = later("2027-01-06", 180)
    assert play.status("relief", "R1", later(day, -1)) == "in force"
    play.tick(day)
    assert play.status("relief", "R1") == "suspended"
    play.attest("M2", day)
    assert play.status("relief", "R1") == "in force"


def test_it_is_in_force_only_in_its_phases():
    play = granted()
    play.ok("KP", DAY, r.GiveNotice(phase="P3"))
    assert play.status("relief", "R1") == "suspended"


def test_without_any_phase_in_force_a_measure_bound_to_phases_waits():
    play = granted(Play(opened="2026-12-01"))
    assert play.report()["relief"]["R1"]["quota"] == "500000"
    assert play.report()["relief"]["R1"]["unit"] == "bbl"


def test_a_measure_without_conditions_is_in_force_at_once():
    play = Play()
    play.ok("KR", "2026-12-10", r.GrantRelief(relief="R2"))
    assert play.status("relief", "R2") == "in force"
    assert "quota" not in play.report()["relief"]["R2"]


def test_before_the_first_phase_a_measure_bound_to_phases_is_not_in_force():
    play = Play()
    play.attest("M2", "2026-12-10")
    for party in ("US", "JP"):
        play.ok(party, "2026-12-10", r.GrantRelief(relief="R1"))
    assert play.status("relief", "R1") == "contingent"
    play.tick("2027-01-01")
    assert play.status("relief", "R1") == "in force"


def test_a_grantor_takes_back_its_own_relief():
    play = granted()
    play.ok("US", DAY, r.WithdrawRelief(relief="R1", ground="a launch"))
    assert play.status("relief", "R1") == "suspended"
    play.ok("US", DAY, r.GrantRelief(relief="R1"))
    assert play.status("relief", "R1") == "in force"


def test_only_grantors_grant_and_only_once():
    play = granted()
    assert play.no("not-entitled", "KR", DAY, r.GrantRelief(relief="R1")).clause == "7.1"
    play.no("already-granted", "US", DAY, r.GrantRelief(relief="R1"))
    play.no("not-granted", "KR", DAY, r.WithdrawRelief(relief="R2", ground="x"))
    play.no("unknown-id", "US", DAY, r.GrantRelief(relief="R9"))
