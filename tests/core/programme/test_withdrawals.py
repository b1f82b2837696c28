"""Withdrawals: requested, held or approved, paid by another officer, documented; room again."""

from concord.core.books import acts as b
from concord.core.compliance import acts as c
from concord.core.programme import acts as p
from concord.core.programme.withdrawals import draws, undrawn
from concord.core.regime import acts as r
from tests.core.clauses import guardrail, plain, terms
from tests.core.funds import Play, later, running, withdrawal

DAY = "2027-01-20"


def approve(ident: str = "w") -> p.ApproveWithdrawal:
    return p.ApproveWithdrawal(withdrawal=ident)


def pay(ident: str = "w", on: str = DAY) -> p.PayWithdrawal:
    return p.PayWithdrawal(withdrawal=ident, value_on=on)


def document(amount: int, ident: str = "w", on: str = DAY) -> p.Document:
    return p.Document(withdrawal=ident, amount=str(amount), value_on=on)


def status(play: Play, ident: str = "w") -> str:
    return play.state.programme.withdrawals[ident].status


def simple(rail: dict | None = None, minor: int = 90_000) -> Play:
    """A fund of money alone with project A and a grant of all it has."""
    play = Play(plain(guardrails=rail or {}))
    play.receive("US", minor, DAY)
    play.grant("A", minor, DAY)
    return play


# --- the way of an application --------------------------------------------------------------------
def test_an_application_is_requested_approved_paid_and_documented():
    play = running()
    play.ok("KP", DAY, withdrawal("w", "A", 70_000))
    assert status(play) == "requested"
    play.ok("WB", DAY, approve())
    assert status(play) == "approved"
    play.ok("WB", DAY, pay(), "WB-2")
    assert status(play) == "paid"
    play.ok("WB", DAY, document(30_000))
    assert status(play) == "paid"
    play.ok("WB", DAY, document(40_000))
    assert status(play) == "documented"
    one = play.state.programme.withdrawals["w"]
    assert [word for _, word in one.history] == ["requested", "approved", "paid", "documented"]
    assert play.report()["projects"]["A"]["documented"] == "700.00"


def test_every_step_wants_the_one_before():
    play = running()
    play.ok("KP", DAY, withdrawal("w", "A", 70_000))
    assert play.no("not-in-this-state", "WB", DAY, pay()).facts == {
        "id": "w",
        "status": "requested",
    }
    play.no("not-in-this-state", "WB", DAY, document(7))
    play.ok("WB", DAY, p.RejectWithdrawal(withdrawal="w", reason="incomplete"))
    assert status(play) == "rejected"
    for command in (approve(), pay(), p.RejectWithdrawal(withdrawal="w", reason="x")):
        play.no("not-in-this-state", "WB", DAY, command)
    for command in (approve("z"), pay("z"), document(7, "z")):
        play.no("unknown-id", "WB", DAY, command)
    play.no("unknown-id", "WB", DAY, p.RejectWithdrawal(withdrawal="z", reason="x"))


def test_an_application_is_for_a_project_a_payee_and_part_of_the_grant():
    play = running()
    play.no("unknown-id", "KP", DAY, withdrawal("w", "Z", 7))
    play.no("unknown-id", "KP", DAY, withdrawal("w", "A", 7, payee="nobody"))
    play.no("above-grant", "KP", DAY, withdrawal("w", "A", 0))
    refused = play.no("above-grant", "KP", DAY, withdrawal("w", "A", 400_001))
    assert (refused.facts["left"], refused.cures[0].who) == ("4000.00", ("WB",))
    play.ok("KP", DAY, withdrawal("w", "A", 300_000))
    play.no("withdrawal-exists", "KP", DAY, withdrawal("w", "A", 7))
    assert undrawn(play.state, "A") == 100_000
    play.no("above-grant", "KP", DAY, withdrawal("v", "A", 100_001))
    play.ok("WB", DAY, p.RejectWithdrawal(withdrawal="w", reason="x"))
    play.ok("KP", DAY, withdrawal("v", "A", 400_000))


def test_what_is_paid_still_counts_against_the_grant():
    play = running()
    play.pay("w", "A", 70_000, DAY)
    assert undrawn(play.state, "A") == 330_000
    play.ok("WB", DAY, document(70_000))
    assert undrawn(play.state, "A") == 330_000


def test_an_invoice_is_paid_once():
    play = running()
    play.ok("KP", DAY, withdrawal("w", "A", 700, invoice="inv-7"))
    refused = play.no("invoice-twice", "KP", DAY, withdrawal("v", "A", 700, invoice="inv-7"))
    assert refused.facts == {"withdrawal": "w"}
    play.ok("WB", DAY, p.RejectWithdrawal(withdrawal="w", reason="x"))
    play.ok("KP", DAY, withdrawal("v", "A", 700, invoice="inv-7"))


def test_approval_and_payment_are_acts_of_different_officers():
    play = running()
    play.ok("KP", DAY, withdrawal("w", "A", 700))
    play.ok("WB", DAY, approve())
    refused = play.no("four-eyes", "WB", DAY, pay())
    assert (refused.facts, refused.cures[0].act) == ({"officer": "WB-1"}, "other-officer")


def test_who_asks_does_not_approve():
    """An officer acts for one party, so this can bind only where one party has both roles."""
    play = simple()
    play.ok("KP", DAY, withdrawal("w", "A", 700))
    play.state.officers.clear()
    play.no("four-eyes", "WB", DAY, approve(), "KP-1")


def test_documentation_stays_within_the_payment():
    play = running()
    play.pay("w", "A", 700, DAY)
    play.no("above-payment", "WB", DAY, document(0))
    assert play.no("above-payment", "WB", DAY, document(701)).facts["left"] == "7.00"
    play.no("day-to-come", "WB", DAY, document(7, on=later(DAY, 1)))
    play.no("not-entitled", "KP", DAY, document(7))


def test_who_may_do_what():
    play = running()
    play.no("not-entitled", "WB", DAY, withdrawal("w", "A", 7))
    play.ok("UN", DAY, withdrawal("w", "A", 7))
    for command in (approve(), p.RejectWithdrawal(withdrawal="w", reason="x"), pay()):
        play.no("not-entitled", "KP", DAY, command)


# --- payment: everything is checked again ---------------------------------------------------------
def approved(minor: int = 70_000) -> Play:
    play = running()
    play.request("w", "A", minor, DAY)
    return play


def refused_to_pay(play: Play, code: str, day: str = DAY):
    return play.no(code, "WB", day, pay(on=day), "WB-2")


def test_a_payment_is_dated_today_or_before():
    play = approved()
    play.no("day-to-come", "WB", DAY, pay(on=later(DAY, 1)), "WB-2")


def test_no_payment_while_payments_are_suspended():
    play = approved()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    assert refused_to_pay(play, "suspended").clause == "10.1"
    play.ok("IAEA", DAY, r.VerifyCure(case="S1-1", on=DAY))
    play.ok("WB", DAY, pay(), "WB-2")


def test_no_payment_to_a_suspended_project_but_to_others():
    play = approved()
    play.grant("B", 100_000, DAY)
    play.request("v", "B", 7_000, DAY)
    play.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project="A"))
    refused_to_pay(play, "suspended")
    play.ok("WB", DAY, pay("v"), "WB-2")


def test_no_payment_on_a_lapsed_attestation():
    play = approved()
    day = later("2027-01-06", 180)
    refused = refused_to_pay(play, "milestone-unverified", day)
    assert (refused.clause, refused.facts["status"]) == ("3.1", "lapsed")
    play.attest("M2", day)
    play.ok("WB", day, pay(on=day), "WB-2")


def test_no_payment_while_the_milestone_is_contested():
    play = approved()
    play.ok("US", DAY, r.Challenge(milestone="M2", ground="x"))
    refused_to_pay(play, "milestone-unverified")


def test_no_payment_above_the_tranche():
    play = approved(100_001)
    refused = refused_to_pay(play, "tranche-exceeded")
    assert (refused.facts["tranche"], refused.facts["left"]) == ("1000.00", "1000.00")
    assert refused.cures[0].who == ("KP", "UN")


def test_no_payment_above_what_is_in_cash():
    play = Play(plain())
    play.receive("US", 50_000, DAY)
    play.grant("A", 50_000, DAY)
    play.request("w", "A", 50_000, DAY)
    play.ok("WB", DAY, b.ReverseEntry(seq=1, reason="wrong"))
    refused = refused_to_pay(play, "cash-short")
    assert (refused.facts["available"], refused.cures[0].act) == ("0.00", "pay-in")


def test_every_reason_is_given_the_binding_one_first():
    play = approved(100_001)
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.ok("US", DAY, r.Challenge(milestone="M2", ground="x"))
    codes = play.why("WB", DAY, pay())
    assert codes == ["four-eyes", "suspended", "milestone-unverified", "tranche-exceeded"]


# --- guardrails -----------------------------------------------------------------------------------
SCREENED = "payee.screened <= 30d and not payee.listed"


def screen(play: Play, outcome: str, on: str) -> None:
    play.ok("WB", on, c.RecordScreening(payee="payee-1", outcome=outcome, on=on, lists="UN"))


def test_a_guardrail_on_payment_refuses():
    play = simple(guardrail(SCREENED, "payment"))
    play.request("w", "A", 700, DAY)
    unknown = refused_to_pay(play, "guardrail")
    assert (unknown.clause, unknown.facts["known"]) == ("8.1", "unknown")
    assert (unknown.cures[0].act, unknown.cures[0].who) == ("screen-payee", ("WB",))
    screen(play, "hit", DAY)
    assert refused_to_pay(play, "guardrail").facts["known"] == "false"
    screen(play, "clear", DAY)
    assert refused_to_pay(play, "guardrail", later(DAY, 31)).facts["known"] == "false"
    screen(play, "clear", later(DAY, 31))
    play.ok("WB", later(DAY, 31), pay(), "WB-2")


def test_an_unknown_fact_has_the_effect_that_the_text_gives_it():
    play = simple(guardrail(SCREENED, "payment", unknown="flag"))
    play.request("w", "A", 700, DAY)
    play.ok("WB", DAY, pay(), "WB-2")


def test_a_guardrail_on_withdrawal_holds_until_its_condition_is_met():
    rail = guardrail("project.unaccounted <= 15% of project.advance", "withdrawal", "hold")
    play = simple(rail)
    play.pay("w", "A", 10_000, DAY)
    play.ok("KP", DAY, withdrawal("v", "A", 700))
    assert (status(play, "v"), play.state.programme.withdrawals["v"].clause) == ("held", "8.1")
    refused = play.no("guardrail", "WB", DAY, approve("v"))
    assert refused.cures[0].act == "document-expenditure"
    play.ok("WB", DAY, document(8_500))
    play.ok("WB", DAY, approve("v"))
    assert status(play, "v") == "approved"


def test_a_guardrail_on_withdrawal_refuses_at_once():
    play = simple(guardrail("amount <= 500 USD", "withdrawal"))
    refused = play.no("guardrail", "KP", DAY, withdrawal("w", "A", 50_001))
    assert refused.cures == ()
    play.ok("KP", DAY, withdrawal("w", "A", 50_000))


def test_a_flag_lets_pass_and_wants_to_be_seen():
    play = simple(guardrail("amount <= 500 USD", "withdrawal", "flag"))
    play.ok("KP", DAY, withdrawal("w", "A", 50_001))
    assert play.report()["flags"] == ["G1 (8.1): w"]
    play.ok("WB", DAY, approve())


# --- draws ----------------------------------------------------------------------------------------
def test_draws_run_in_one_series_until_a_receipt():
    play = running()
    play.pay("w", "A", 3, DAY)
    play.pay("v", "A", 5, DAY)
    assert play.books.series.given == [5, 3]
    play.receive("KR", 100_000, DAY)
    assert play.books.series is None
    assert [one.source for one in draws(play.state, 7)] == ["US", "JP", "KR"]


def test_a_source_without_cash_is_not_drawn_on():
    play = simple(minor=5)
    play.pay("w", "A", 5, DAY)
    play.receive("JP", 90, DAY)
    assert [(one.source, one.amount) for one in draws(play.state, 7)] == [("JP", "7")]


def test_paid_in_one_phase_and_documented_in_another_counts_for_the_first():
    play = running()
    play.pay("w", "A", 100_000, DAY)
    play.decide("d", DAY, "enter", "P2")
    play.ok("WB", DAY, document(100_000))
    assert play.books.phase("documented", "P1") == 100_000
    assert play.books.phase("documented", "P2") == 0
    assert play.report()["phases"]["P1"]["outstanding"]["amount"] == "0.00"


def test_terms_without_phases_bind_nothing_to_one():
    assert terms().phases
    play = simple()
    play.pay("w", "A", 7, DAY)
    assert play.books.phases == {("committed", ""): 90_000, ("disbursed", ""): 7}
