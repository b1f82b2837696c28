"""Milestones: attested, verified by quorum, challenged, disproved, renewed, lapsed."""

import msgspec
import pytest

from concord.core.agreement.terms import Due, Milestone, Verification
from concord.core.regime import acts as r
from concord.core.regime.milestones import counted
from tests.core.clauses import terms
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def test_one_attestation_verifies_where_one_is_the_quorum():
    play = Play()
    play.attest("M2", DAY)
    row = play.report()["milestones"]["M2"]
    assert row["status"] == "verified"
    assert row["attestations"] == [
        {"verifier": "IAEA", "verdict": "met", "on": DAY, "until": later(DAY, 179)}
    ]


def test_a_quorum_of_two_needs_two_verifiers():
    play = Play()
    play.attest("M4", DAY, "IAEA")
    play.attest("M4", DAY, "IAEA")
    assert play.status("milestone", "M4") == "attested"
    play.attest("M4", DAY, "TEV")
    assert play.status("milestone", "M4") == "verified"


def test_an_attestation_without_validity_never_runs_out():
    play = Play()
    play.attest("M5", DAY)
    assert play.status("milestone", "M5", "2034-12-31") == "verified"
    assert "until" not in play.report()["milestones"]["M5"]["attestations"][0]


def test_a_continuing_milestone_without_validity_never_lapses():
    endless = Verification(id="default", art="5.1", verifiers=("IAEA",))
    play = Play(terms(verification={"default": endless}))
    play.attest("M2", DAY)
    assert play.status("milestone", "M2", "2034-12-31") == "verified"


def test_a_milestone_done_once_does_not_lapse_though_its_attestation_does():
    play = Play()
    play.attest("M1", DAY)
    assert play.status("milestone", "M1", "2034-12-31") == "verified"


def test_renewal_moves_the_expiry():
    play = Play()
    play.attest("M2", DAY)
    play.attest("M2", later(DAY, 170))
    assert play.status("milestone", "M2", later(DAY, 349)) == "verified"
    assert play.status("milestone", "M2", later(DAY, 350)) == "lapsed"


def test_a_lapsed_milestone_is_verified_again():
    play = Play()
    play.attest("M2", DAY)
    play.attest("M2", later(DAY, 200))
    assert play.status("milestone", "M2") == "verified"


@pytest.mark.parametrize("verdict", ["access denied", "inconclusive"])
def test_an_inconclusive_report_is_on_the_record_and_changes_nothing(verdict):
    play = Play()
    play.attest("M2", DAY, "IAEA", verdict)
    assert play.status("milestone", "M2") == "pending"
    assert play.report()["milestones"]["M2"]["attestations"][0]["verdict"] == verdict


def test_a_continuing_milestone_is_disproved_by_the_quorum():
    play = Play()
    play.attest("M2", DAY)
    play.attest("M2", DAY, "TEV", "not met")
    assert play.status("milestone", "M2") == "breached"


def test_a_milestone_done_once_is_not_undone_by_a_later_report():
    play = Play()
    play.attest("M1", DAY)
    play.attest("M1", DAY, "TEV", "not met")
    assert play.status("milestone", "M1") == "verified"


def test_a_verifier_that_changes_its_mind_leaves_less_than_the_quorum():
    play = Play()
    play.attest("M4", DAY, "IAEA")
    play.attest("M4", DAY, "TEV")
    play.attest("M4", DAY, "TEV", "not met")
    assert play.status("milestone", "M4") == "lapsed"


def test_a_third_verifier_that_disagrees_leaves_the_quorum_standing():
    two_of_three = Verification(
        id="M4", art="5.2", verifiers=("IAEA", "TEV", "TPM"), attest=2, valid_days=90
    )
    play = Play(terms(verification={"M4": two_of_three}))
    for verifier in ("IAEA", "TEV"):
        play.attest("M4", DAY, verifier)
    play.attest("M4", DAY, "TPM", "not met")
    assert play.status("milestone", "M4") == "verified"


def test_a_breached_milestone_can_still_be_met():
    play = Play()
    play.attest("M5", "2027-03-09")
    assert play.status("milestone", "M5") == "verified"


# --- challenge ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("act", "status"), [("uphold", "verified"), ("overturn", "pending"), ("resolve", "contested")]
)
def test_a_decision_rules_on_a_challenge(act, status):
    play = running()
    play.ok("US", DAY, r.Challenge(milestone="M2", ground="the sample was not ours"))
    play.decide("d", DAY, act, "M2")
    assert play.status("milestone", "M2") == status


def test_what_was_overturned_counts_no_more():
    play = Play()
    play.attest("M4", DAY, "IAEA")
    play.ok("US", DAY, r.Challenge(milestone="M4", ground="no"))
    play.decide("d", DAY, "overturn", "M4")
    play.attest("M4", DAY, "TEV")
    assert play.status("milestone", "M4") == "attested"
    verdicts = [one["verdict"] for one in play.report()["milestones"]["M4"]["attestations"]]
    assert verdicts == ["overturned", "met"]


def test_the_default_of_a_challenge_may_be_pending():
    play = Play()
    play.attest("M4", DAY, "IAEA")
    play.ok("US", DAY, r.Challenge(milestone="M4", ground="no"))
    assert play.status("milestone", "M4", later(DAY, 21)) == "pending"


def test_a_contested_milestone_does_not_count_as_verified():
    play = running()
    assert play.regime.verified("M2")
    play.ok("US", DAY, r.Challenge(milestone="M2", ground="no"))
    assert not play.regime.verified("M2")


def test_a_challenge_is_in_time_on_the_last_day_of_the_window():
    play = Play()
    play.attest("M2", DAY)
    refused = play.no(
        "dispute-window-over", "US", later(DAY, 22), r.Challenge(milestone="M2", ground="late")
    )
    assert (refused.clause, refused.facts["until"]) == ("5.1", later(DAY, 21))
    twin = Play()
    twin.attest("M2", DAY)
    twin.ok("US", later(DAY, 21), r.Challenge(milestone="M2", ground="in time"))


def test_without_a_window_nothing_is_challenged():
    play = Play()
    play.attest("M5", DAY)
    play.no("dispute-window-over", "US", DAY, r.Challenge(milestone="M5", ground="no"))


def test_only_what_was_attested_is_challenged():
    play = Play()
    play.no("nothing-to-challenge", "US", DAY, r.Challenge(milestone="M2", ground="no"))
    play.no("unknown-id", "US", DAY, r.Challenge(milestone="M9", ground="no"))
    play.attest("M2", DAY)
    play.no("not-entitled", "UN", DAY, r.Challenge(milestone="M2", ground="no"))


# --- who may attest -------------------------------------------------------------------------------
def test_only_the_verifiers_that_the_clause_names_attest():
    play = Play()
    met = r.Attest(milestone="M2", verdict="met", on=DAY)
    assert play.no("not-entitled", "US", DAY, met).clause == ""
    refused = play.no("not-entitled", "TPM", DAY, met)
    assert refused.clause == "5.1"
    assert refused.cures[0].who == ("IAEA", "TEV")


def test_the_party_that_owes_a_milestone_never_verifies_it():
    play = Play()
    met = r.Attest(milestone="M5", verdict="met", on=DAY)
    assert "verifier-is-reporter" in play.why("KP", DAY, met)


def test_attestations_of_unknown_milestones_and_days_to_come():
    play = Play()
    play.no("unknown-id", "IAEA", DAY, r.Attest(milestone="M9", verdict="met", on=DAY))
    play.no("day-to-come", "IAEA", DAY, r.Attest(milestone="M2", verdict="met", on="2027-01-21"))
    play.no("no-such-day", "IAEA", DAY, r.Attest(milestone="M2", verdict="met", on="2027-02-30"))


def test_an_attestation_that_has_run_out_is_no_attestation():
    play = Play()
    met = r.Attest(milestone="M2", verdict="met", on=DAY)
    refused = play.no("attestation-expired", "IAEA", later(DAY, 180), met)
    assert refused.facts["expired"] == later(DAY, 180)
    play.ok("IAEA", later(DAY, 180), msgspec.structs.replace(met, verdict="not met"))


def test_a_milestone_without_verification_has_no_verifier():
    play = Play(terms(verification={}))
    refused = play.no("no-verifier", "IAEA", DAY, r.Attest(milestone="M2", verdict="met", on=DAY))
    assert refused.clause == "4.2"
    play.no("nothing-to-challenge", "US", DAY, r.Challenge(milestone="M2", ground="no"))


def test_what_counts_is_the_latest_attestation_of_each_verifier():
    play = Play()
    play.attest("M4", DAY, "IAEA")
    play.attest("M4", DAY, "TEV", "not met")
    one = play.regime.instruments[("milestone", "M4")]
    day = play.state.day
    assert counted(one, "met", day) == ["IAEA"]
    assert counted(one, "met", day + 90) == []
    assert counted(one, "not met", day) == ["TEV"]


@pytest.mark.parametrize("verdict", ["access denied", "inconclusive"])
def test_a_report_that_says_nothing_leaves_an_earlier_verdict_as_it_is(verdict):
    play = running()
    play.attest("M2", "2027-01-20")

    play.attest("M2", "2027-01-25", verdict=verdict)

    assert play.status("milestone", "M2") == "verified"
    row = play.report()["milestones"]["M2"]
    assert row["until"] == later("2027-01-20", 179)
    assert {one["verdict"] for one in row["attestations"]} == {"met", verdict}


def test_a_milestone_may_be_due_after_another_is_verified():
    made = terms()
    after = Milestone(id="M9", art="4.9", text="next", by="KP", due=Due(days=7, trigger="M1"))
    play = running(terms(milestones={**made.milestones, "M9": after}))
    assert play.regime.get("milestone", "M9").clock is None

    play.attest("M1", "2027-02-01")

    assert play.status("milestone", "M9", "2027-02-07") == "pending"
    assert play.status("milestone", "M9", "2027-02-08") == "breached"
