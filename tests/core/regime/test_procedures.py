"""Procedures: allegation, notice, cure, continuation, snap-back by silence, restoration."""

import msgspec
import pytest

from concord.core.agreement.terms import Due
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from tests.core.clauses import terms
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def alleged(procedure: str = "S1", **more) -> Play:
    play = running()
    play.ok("US", DAY, r.GrantRelief(relief="R1"))
    play.ok("JP", DAY, r.GrantRelief(relief="R1"))
    play.ok("KR", DAY, r.GrantRelief(relief="R2"))
    play.ok("US", DAY, r.Allege(procedure=procedure, ground="a test", **more))
    return play


def snapped(procedure: str = "S1") -> Play:
    play = alleged(procedure)
    play.tick(later(DAY, 36))
    return play


def relief(play: Play) -> tuple[str, str]:
    return play.status("relief", "R1"), play.status("relief", "R2")


def scopes(play: Play) -> list[str]:
    return [row["scope"] for row in play.report().get("suspensions", [])]


def test_an_allegation_suspends_payments_at_once():
    play = alleged()
    assert play.report()["suspensions"] == [
        {
            "id": "S1-1:payments",
            "scope": "payments",
            "ground": "S1-1",
            "art": "10.1",
            "since": DAY,
            "status": "in force",
        }
    ]
    assert relief(play) == ("in force", "in force")


def test_silence_snaps_back():
    play = snapped()
    row = play.report()["procedures"][0]
    assert (row["stage"], row["since"]) == ("snapped back", later(DAY, 35))
    assert relief(play) == ("snapped back", "snapped back")
    assert scopes(play) == ["payments", "commitments"]
    assert play.status("phase", "P1") == "returned"


def test_phase_back_opens_the_phase_before():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    play.ok("US", DAY, r.Allege(procedure="S1", ground="a test"))
    play.tick(later(DAY, 36))
    assert (play.status("phase", "P1"), play.status("phase", "P2")) == ("in force", "returned")


def test_without_a_phase_in_force_there_is_none_to_go_back_from():
    play = snapped("S2")
    play.ok("US", later(DAY, 40), r.Allege(procedure="S1", ground="again"))
    play.tick(later(DAY, 80))
    assert play.status("procedure", "S1-1") == "snapped back"
    assert play.status("phase", "P1") == "returned"


def test_a_verified_cure_in_time_ends_it():
    play = alleged()
    assert "next" in play.report()["procedures"][0]
    play.ok("IAEA", later(DAY, 3), r.VerifyCure(case="S1-1", on=later(DAY, 3)))
    row = play.report()["procedures"][0]
    assert row["stage"] == "cured"
    assert "next" not in row
    assert scopes(play) == []
    assert relief(play) == ("in force", "in force")


def test_a_cure_takes_as_many_verifiers_as_what_was_alleged():
    play = alleged(milestone="M4")
    play.ok("IAEA", DAY, r.VerifyCure(case="S1-1", on=DAY))
    assert play.status("procedure", "S1-1") == "notice"
    play.ok("TEV", DAY, r.VerifyCure(case="S1-1", on=DAY))
    assert play.status("procedure", "S1-1") == "cured"
    assert play.report()["procedures"][0]["milestone"] == "M4"


def test_a_decision_to_continue_ends_it():
    play = alleged()
    play.decide("d", later(DAY, 9), "continue", "S1-1")
    assert play.status("procedure", "S1-1") == "continued"
    assert scopes(play) == []


def test_only_the_rule_that_the_procedure_names_continues_it():
    play = alleged("S2")
    propose = r.Propose(case="d", rule="ord", act="continue", ref="S2-1")
    play.no("rule-does-not-reach", "US", DAY, propose)


def test_a_decision_to_continue_that_comes_too_late_lifts_nothing():
    play = alleged()
    day = later(DAY, 20)
    play.ok("US", day, r.Propose(case="d", rule="ord", act="continue", ref="S1-1"))
    play.ok("US", day, r.Vote(case="d", vote="yes"))
    late = later(DAY, 36)
    play.ok("JP", late, r.Vote(case="d", vote="yes"))
    assert play.status("decision", "d") == "adopted"
    assert play.status("procedure", "S1-1") == "snapped back"
    assert scopes(play) == ["payments", "commitments"]
    again = r.Propose(case="e", rule="ord", act="continue", ref="S1-1")
    assert play.no("not-in-this-state", "US", late, again).clause == "10.1"


def test_what_the_restore_clause_says_comes_back_and_nothing_else():
    play = snapped()
    cured = later(DAY, 50)
    play.ok("IAEA", cured, r.VerifyCure(case="S1-1", on=cured))
    assert play.status("procedure", "S1-1") == "snapped back"
    assert play.report()["procedures"][0]["restored"] == cured
    assert play.status("phase", "P1") == "in force"
    assert relief(play) == ("in force", "snapped back")
    assert scopes(play) == []


def test_after_30_days_takes_effect_as_the_thirtieth_day_opens():
    play = snapped()
    cured = later(DAY, 50)
    play.ok("IAEA", cured, r.VerifyCure(case="S1-1", on=cured))
    assert play.status("relief", "R2", later(cured, 29)) == "snapped back"
    play.tick(later(cured, 30))
    assert play.status("relief", "R2") == "in force"


def test_without_a_restore_clause_nothing_comes_back():
    play = snapped("S2")
    cured = later(DAY, 50)
    play.ok("IAEA", cured, r.VerifyCure(case="S2-1", on=cured))
    assert play.status("phase", "P1") == "returned"
    assert relief(play) == ("snapped back", "snapped back")
    assert scopes(play) == ["payments", "commitments"]


def test_a_restoration_happens_once():
    play = snapped()
    day = later(DAY, 50)
    play.ok("IAEA", day, r.VerifyCure(case="S1-1", on=day))
    play.no("not-in-this-state", "TEV", day, r.VerifyCure(case="S1-1", on=day))


def test_a_cured_case_is_closed():
    play = alleged()
    play.ok("IAEA", DAY, r.VerifyCure(case="S1-1", on=DAY))
    play.no("not-in-this-state", "TEV", DAY, r.VerifyCure(case="S1-1", on=DAY))
    play.no("not-in-this-state", "KP", DAY, r.Respond(case="S1-1", text="no"))


def test_phase_as_before_leaves_a_phase_that_was_opened_since():
    play = snapped()
    day = later(DAY, 50)
    play.ok("KP", day, r.GiveNotice(phase="P3"))
    play.ok("IAEA", day, r.VerifyCure(case="S1-1", on=day))
    assert play.status("phase", "P1") == "in force"
    assert play.status("phase", "P3") == "left"


def test_phase_as_before_does_nothing_where_no_phase_was_left():
    play = Play(opened="2026-10-01")
    play.ok("US", "2026-10-02", r.Allege(procedure="S1", ground="x"))
    day = "2026-12-01"
    play.ok("IAEA", day, r.VerifyCure(case="S1-1", on=day))
    assert play.report()["procedures"][0]["restored"] == day
    assert play.status("phase", "P1") == "not entered"


# --- suspension of one project --------------------------------------------------------------------
def test_misuse_suspends_one_project_and_the_trustee_clears_it():
    play = running()
    allege = r.Allege(procedure="S3", ground="missing receipts", project="A")
    play.ok("WB", DAY, allege)
    assert scopes(play) == ["project:A"]
    assert play.report()["procedures"][0]["project"] == "A"
    cure = r.VerifyCure(case="S3-1", on=DAY)
    assert play.no("not-entitled", "IAEA", DAY, cure).cures[0].who == ("WB",)
    play.ok("WB", DAY, cure)
    assert scopes(play) == []


def test_a_suspension_of_a_project_names_the_project():
    play = running()
    play.no("project-missing", "WB", DAY, r.Allege(procedure="S3", ground="x"))
    play.no("unknown-id", "WB", DAY, r.Allege(procedure="S3", ground="x", project="Z"))


# --- standing -------------------------------------------------------------------------------------
def test_who_may_allege_stands_in_the_text():
    play = running()
    assert play.no("not-entitled", "KP", DAY, r.Allege(procedure="S1", ground="x")).clause == "10.1"
    play.no("unknown-id", "US", DAY, r.Allege(procedure="S9", ground="x"))
    play.no("unknown-id", "US", DAY, r.Allege(procedure="S1", ground="x", milestone="M9"))


def test_the_same_is_not_alleged_twice_while_it_runs():
    play = alleged()
    refused = play.no("already-alleged", "JP", DAY, r.Allege(procedure="S1", ground="too"))
    assert refused.facts == {"case": "S1-1", "status": "notice"}
    play.ok("IAEA", DAY, r.VerifyCure(case="S1-1", on=DAY))
    play.ok("JP", DAY, r.Allege(procedure="S1", ground="too"))
    assert play.status("procedure", "S1-2") == "notice"


def test_two_projects_are_alleged_side_by_side():
    play = running()
    play.ok("WB", DAY, p.RegisterProject(project="B", title="B"))
    for project in ("A", "B"):
        play.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project=project))
    assert scopes(play) == ["project:A", "project:B"]


def test_the_party_concerned_answers_without_effect_on_the_clock():
    play = alleged()
    before = play.snapshot()[1]
    play.ok("KP", DAY, r.Respond(case="S1-1", text="it was a satellite"))
    assert play.status("procedure", "S1-1") == "notice"
    assert play.snapshot()[1] == before
    play.no("not-entitled", "IAEA", DAY, r.Respond(case="S1-1", text="x"))
    play.no("unknown-id", "KP", DAY, r.Respond(case="S1-9", text="x"))


def test_who_verifies_a_cure():
    play = alleged()
    play.no("unknown-id", "IAEA", DAY, r.VerifyCure(case="S1-9", on=DAY))
    refused = play.no("not-entitled", "US", DAY, r.VerifyCure(case="S1-1", on=DAY))
    assert refused.clause == "5.1"
    play.no("day-to-come", "IAEA", DAY, r.VerifyCure(case="S1-1", on=later(DAY, 1)))


def test_without_a_verification_clause_any_verifier_verifies_a_cure():
    play = Play(terms(verification={}))
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    refused = play.no("not-entitled", "TPM", DAY, r.VerifyCure(case="S1-1", on=DAY))
    assert refused.cures[0].who == ("IAEA", "TEV")
    play.ok("TEV", DAY, r.VerifyCure(case="S1-1", on=DAY))
    assert play.status("procedure", "S1-1") == "cured"


@pytest.mark.parametrize("days", [1, 4])
def test_a_measure_granted_in_part_is_not_touched_by_a_snap_back(days):
    play = running()
    play.ok("US", DAY, r.GrantRelief(relief="R1"))
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.tick(later(DAY, 35 + days))
    assert play.status("relief", "R1") == "not granted"


def test_restoring_enters_a_phase_anew_and_its_deadlines_run_again():
    made = terms()
    m3 = msgspec.structs.replace(made.milestones["M3"], due=Due(days=60, trigger="P2"))
    play = running(terms(milestones=made.milestones | {"M3": m3}))
    play.decide("d", DAY, "enter", "P2")
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    day = later(DAY, 50)
    play.ok("IAEA", day, r.VerifyCure(case="S1-1", on=day))
    assert play.status("phase", "P2") == "in force"
    assert play.status("milestone", "M3", later(day, 59)) == "pending"
    assert play.status("milestone", "M3", later(day, 60)) == "breached"
