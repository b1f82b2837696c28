"""Decisions: weights by date, quorum, heads, assent, silence, recusal, suspended votes, default."""

import msgspec
import pytest

from concord.core.agreement.days import day_of
from concord.core.agreement.terms import Obligation, PassTerm
from concord.core.books import acts as b
from concord.core.regime import acts as r
from concord.core.regime.decisions import met, voteless, weights
from tests.core.clauses import terms
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def opened(rule: str, act: str = "resolve", play: Play | None = None, **more) -> Play:
    play = play or Play()
    play.ok("US", DAY, r.Propose(case="d", rule=rule, act=act, **more))
    return play


def vote(play: Play, party: str, said: str = "yes", day: str = DAY) -> str:
    play.ok(party, day, r.Vote(case="d", vote=said))
    return play.status("decision", "d")


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2027-12-31", {"US": 500_000, "JP": 300_000, "KR": 200_000}),
        ("2028-01-01", {"US": 200_000, "JP": 300_000, "KR": 500_000}),
    ],
)
def test_weights_are_those_in_force_on_the_day(day, wanted):
    assert weights(terms().bodies["ob"], day_of(day)) == wanted


def test_in_a_body_without_weights_every_member_has_one_voice():
    equal = msgspec.structs.replace(terms().bodies["ob"], votes=())
    assert set(weights(equal, 1).values()) == {1_000_000}
    play = opened("heads", play=Play(terms(bodies={"ob": equal})))
    for party in ("US", "WB", "KP"):
        assert play.status("decision", "d") == "open"
        vote(play, party)
    assert vote(play, "KR") == "adopted"


def test_before_the_first_weights_nobody_votes():
    body = terms().bodies["ob"]
    late = msgspec.structs.replace(body, votes=body.votes[1:])
    assert weights(late, 1) == {}


def test_a_case_is_judged_by_the_weights_of_the_day_it_was_opened():
    play = Play()
    play.ok("US", "2027-12-20", r.Propose(case="d", rule="ord", act="resolve"))
    assert vote(play, "US", day="2027-12-30") == "open"
    assert vote(play, "JP", day="2028-01-02") == "adopted"


def test_enough_votes_without_a_quorum_is_not_enough():
    body = msgspec.structs.replace(
        terms().decisions["ord"], passes=(PassTerm(kind="votes", ppm=1),)
    )
    play = opened("ord", play=Play(terms(decisions={"ord": body})))
    assert vote(play, "US") == "open"
    assert vote(play, "KP", "abstain") == "adopted"


def test_a_member_without_a_vote_counts_for_the_quorum_and_never_for_the_weights():
    play = opened("ord")
    assert vote(play, "US") == "open"
    assert vote(play, "WB") == "open"
    assert vote(play, "KR") == "adopted"


def test_exactly_the_share_is_enough():
    play = opened("ord", play=Play())
    assert vote(play, "JP") == "open"
    assert vote(play, "US", "no") == "rejected"
    equal = msgspec.structs.replace(
        terms().decisions["ord"], passes=(PassTerm(kind="votes", ppm=800_000),)
    )
    play = opened("ord", play=Play(terms(decisions={"ord": equal})))
    vote(play, "US")
    assert vote(play, "JP") == "adopted"


def test_the_last_vote_of_a_member_counts():
    play = opened("heads")
    assert vote(play, "JP", "no") == "open"
    assert vote(play, "JP", "yes") == "open"
    assert vote(play, "US", "yes") == "adopted"


def test_a_double_majority_needs_heads_as_well():
    play = opened("heads")
    assert vote(play, "US") == "open"
    assert vote(play, "KR", "no") == "open"
    assert vote(play, "JP", "no") == "rejected"


def test_two_of_three_heads_with_half_of_the_votes():
    play = opened("heads")
    vote(play, "JP")
    assert vote(play, "KR") == "adopted"


def test_assent_is_reserved_to_a_party_without_a_vote():
    play = opened("assent")
    assert vote(play, "US") == "open"
    assert vote(play, "KP") == "adopted"


def test_without_assent_a_case_is_rejected_at_once():
    play = opened("assent")
    assert vote(play, "KP", "no") == "rejected"


def test_all_donors():
    play = opened("donors")
    vote(play, "US")
    vote(play, "JP")
    assert play.status("decision", "d") == "open"
    assert vote(play, "KR") == "adopted"


def test_one_donor_that_abstains_prevents_unanimity():
    play = opened("donors")
    assert vote(play, "KR", "abstain") == "rejected"


def test_all_voters_with_a_quorum():
    play = opened("unanimous")
    for party in ("US", "JP"):
        assert vote(play, party) == "open"
    assert vote(play, "KR") == "adopted"


# --- silence --------------------------------------------------------------------------------------
def test_silence_adopts_at_the_close_of_the_last_day():
    play = opened("silent")
    assert play.status("decision", "d", later(DAY, 9)) == "open"
    assert play.status("decision", "d", later(DAY, 10)) == "adopted"


def test_an_objection_breaks_the_silence():
    play = opened("silent")
    play.ok("KP", later(DAY, 10), r.RaiseObjection(case="d", reason="not agreed"))
    assert play.status("decision", "d") == "rejected"
    assert play.report()["decisions"]["d"]["votes"] == {"KP": "objection"}


def test_where_silence_adopts_nobody_votes():
    play = opened("silent")
    refused = play.no("object-instead", "US", DAY, r.Vote(case="d", vote="yes"))
    assert refused.cures[0].act == "raise-objection"


def test_one_that_steps_aside_does_not_break_the_silence():
    play = opened("silent")
    play.ok("US", DAY, r.Recuse(case="d", reason="own project"))
    assert play.status("decision", "d", later(DAY, 10)) == "adopted"


def test_an_objection_to_a_weighted_case_is_a_reasoned_no_and_no_veto():
    play = opened("ord")
    play.ok("KR", DAY, r.RaiseObjection(case="d", reason="too early"))
    assert play.status("decision", "d") == "open"
    vote(play, "US")
    assert vote(play, "JP") == "adopted"


# --- default --------------------------------------------------------------------------------------
def test_the_default_is_given_at_the_close_of_the_last_day():
    play = opened("ord")
    assert play.status("decision", "d", later(DAY, 29)) == "open"
    assert play.status("decision", "d", later(DAY, 30)) == "rejected"
    vote(play, "US", day=later(DAY, 30))
    assert vote(play, "JP", day=later(DAY, 30)) == "adopted"


def test_after_the_last_day_the_case_is_closed():
    play = opened("ord")
    refused = play.no("case-closed", "US", later(DAY, 31), r.Vote(case="d", vote="yes"))
    assert refused.facts == {"case": "d", "status": "rejected"}


# --- recusal and suspended votes ------------------------------------------------------------------
def test_who_steps_aside_counts_on_neither_side():
    play = opened("ord")
    play.ok("US", DAY, r.Recuse(case="d", reason="own project"))
    assert vote(play, "JP") == "open"
    assert vote(play, "KR") == "adopted"


def test_who_has_stepped_aside_votes_no_more():
    play = opened("ord")
    play.ok("US", DAY, r.Recuse(case="d", reason="own project"))
    play.no("recused", "US", DAY, r.Vote(case="d", vote="yes"))


def test_a_recusal_may_decide_the_case():
    play = opened("ord")
    vote(play, "JP")
    vote(play, "KR")
    assert play.status("decision", "d") == "open"
    play.ok("US", DAY, r.Recuse(case="d", reason="own project"))
    assert play.status("decision", "d") == "adopted"


def in_arrears(play: Play) -> Play:
    """US has owed 5.00 since 2027-01-20; its vote is suspended from the close of day 90."""
    sign = b.SignContribution(donor="US", ref="ca", amount="500", currency="USD", value_on=DAY)
    play.ok("WB", DAY, sign)
    call = b.CallInstalment(donor="US", contribution="ca", amount="500", currency="USD")
    play.ok("WB", DAY, call)
    return play


def test_a_donor_in_arrears_loses_its_vote_and_gets_it_back_by_paying():
    play = in_arrears(Play())
    day = later(DAY, 91)
    play.ok("JP", day, r.Propose(case="d", rule="ord", act="resolve"))
    assert voteless(play.regime, play.state.terms) == {"US"}
    refused = play.no("vote-suspended", "US", day, r.Vote(case="d", vote="no"))
    assert refused.clause == "2.5"
    assert refused.cures[0].who == ("US",)
    play.ok("US", day, r.Recuse(case="d", reason="also my project"))
    play.ok("JP", day, r.Propose(case="e", rule="ord", act="resolve"))
    play.receive("US", 500, day)
    play.ok("US", day, r.Vote(case="e", vote="yes"))


def test_the_weight_of_a_suspended_vote_counts_on_neither_side():
    play = in_arrears(Play())
    day = later(DAY, 91)
    play.ok("JP", day, r.Propose(case="d", rule="ord", act="resolve"))
    play.ok("JP", day, r.Vote(case="d", vote="yes"))
    play.ok("WB", day, r.Vote(case="d", vote="abstain"))
    assert play.status("decision", "d") == "adopted"


def test_a_vote_can_be_lost_without_any_reparation():
    plain = terms().obligations["O3"]
    strict = Obligation(
        id="O3", art=plain.art, by=plain.by, must="pay", due=plain.due, default="vote suspended"
    )
    play = in_arrears(Play(terms(obligations={"O3": strict})))
    day = later(DAY, 31)
    play.ok("JP", day, r.Propose(case="d", rule="ord", act="resolve"))
    assert play.no("vote-suspended", "US", day, r.Vote(case="d", vote="no")).clause == "6.2"


# --- what a decision may do -----------------------------------------------------------------------
def test_only_members_propose_and_vote():
    play = Play()
    propose = r.Propose(case="d", rule="ord", act="resolve")
    assert play.no("not-entitled", "UN", DAY, propose).clause == "6.1"
    play.ok("KP", DAY, propose)
    assert "US" in play.no("not-entitled", "UN", DAY, r.Vote(case="d", vote="yes")).facts["who"]


def test_whose_assent_is_reserved_may_vote_though_no_member():
    body = msgspec.structs.replace(terms().bodies["ob"], members=("US", "JP", "KR"))
    play = opened("assent", play=Play(terms(bodies={"ob": body})))
    vote(play, "US")
    assert vote(play, "KP") == "adopted"


def test_a_case_has_one_name_and_a_known_rule():
    play = opened("ord")
    play.no("case-exists", "US", DAY, r.Propose(case="d", rule="ord", act="resolve"))
    play.no("unknown-id", "US", DAY, r.Propose(case="e", rule="nil", act="resolve"))
    play.no("unknown-id", "US", DAY, r.Vote(case="nil", vote="yes"))


@pytest.mark.parametrize(
    ("act", "ref", "rule", "code"),
    [
        ("enter", "P2", "heads", "rule-does-not-reach"),
        ("enter", "P9", "ord", "rule-does-not-reach"),
        ("enter", "P3", "ord", "rule-does-not-reach"),
        ("continue", "S1-1", "ord", "rule-does-not-reach"),
        ("uphold", "M2", "ord", "not-in-this-state"),
        ("overturn", "M9", "ord", "not-in-this-state"),
        ("extend", "A", "ord", "rule-does-not-reach"),
        ("extend", "T9", "ord", "rule-does-not-reach"),
        ("allocate", "A", "ord", "unknown-id"),
    ],
)
def test_a_decision_does_only_what_the_text_lets_its_rule_do(act, ref, rule, code):
    play = Play()
    propose = r.Propose(case="d", rule=rule, act=act, ref=ref)
    assert play.no(code, "US", DAY, propose).code == code


def test_a_phase_in_force_is_not_entered_again():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    assert play.status("phase", "P2") == "in force"
    assert play.status("phase", "P1") == "left"
    again = r.Propose(case="e", rule="ord", act="enter", ref="P2")
    assert play.no("not-in-this-state", "US", DAY, again).clause == "3.2"


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (None, "no-steps"),
        (r.NewStep(due="2027-02-30", amount="7"), "no-such-day"),
        (r.NewStep(due="2027-02-27", amount="7", needs=["M9"]), "unknown-id"),
    ],
)
def test_an_extension_names_its_instalments(step, code):
    steps = [step] if step else []
    propose = r.Propose(case="d", rule="ord", act="extend", ref="T", steps=steps)
    Play().no(code, "US", DAY, propose)


def test_a_case_with_conditions_of_no_kind_that_is_met_by_votes():
    assert not met(PassTerm(kind="silence"), {"US"}, {"US": 1}, terms())
    assert not met(PassTerm(kind="all", who="verifier"), {"US"}, {"US": 1}, terms())
    assert not met(PassTerm(kind="votes", ppm=0), set(), {}, terms())
    assert not met(PassTerm(kind="heads", ppm=0), set(), {}, terms())
    assert not met(PassTerm(kind="all", who="donor"), set(), {"EU": 1}, terms())
