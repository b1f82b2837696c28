"""Projects: registered, allocated to by decision, granted, found wanting, refunded per source."""

import pytest

from concord.core import acts
from concord.core.books import acts as b
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from tests.core.clauses import guardrail, plain
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def allocate(amount: int, project: str = "B", case: str = "", on: str = DAY) -> p.Allocate:
    return p.Allocate(project=project, amount=str(amount), value_on=on, case=case)


def grant(amount: int, project: str = "B", on: str = DAY) -> p.SignGrant:
    return p.SignGrant(project=project, amount=str(amount), value_on=on)


def finding(amount: int, ident: str = "f", on: str = DAY, project: str = "A") -> p.FindIneligible:
    return p.FindIneligible(
        finding=ident, project=project, amount=str(amount), value_on=on, reason="no receipt"
    )


def refund(amount: int, ref: str = "back", cause: str = "unspent", **more) -> p.RecordRefund:
    parts = {"project": "A", "value_on": DAY, "cause": cause, "ref": ref, "amount": str(amount)}
    return p.RecordRefund(**(parts | more))


def proposed(amount: int = 70_000) -> Play:
    play = running()
    play.ok("WB", DAY, p.RegisterProject(project="B", title="Clinics", sector="Health"))
    play.decide("d", DAY, "allocate", "B", amount=str(amount))
    return play


def without_body(minor: int = 90_000, **changes) -> Play:
    play = Play(plain(**changes))
    play.receive("US", minor, DAY)
    play.ok("WB", DAY, p.RegisterProject(project="B", title="Clinics"))
    return play


def test_a_project_is_registered_once():
    play = running()
    again = p.RegisterProject(project="A", title="other")
    assert play.no("project-exists", "UN", DAY, again).facts == {"project": "A"}
    play.no("not-entitled", "US", DAY, p.RegisterProject(project="B", title="B"))


def test_a_project_tells_what_it_is():
    play = running()
    made = p.RegisterProject(
        project="B", title="Clinics", sector="Health", implementer="UN", place="PRK", source="file"
    )
    play.ok("UN", DAY, made)
    row = play.report()["projects"]["B"]
    assert (row["title"], row["sector"], row["implementer"]) == ("Clinics", "Health", "UN")
    assert row["place"] == "PRK"
    assert play.state.programme.projects["B"].registered == play.state.day


# --- allocation -----------------------------------------------------------------------------------
def test_an_allocation_carries_out_a_decision_once():
    play = proposed()
    events = play.ok("WB", DAY, allocate(70_000, case="d"))
    assert events == [
        b.Allocated(project="B", amount="70000", value_on=DAY),
        p.AllocationDone(case="d"),
    ]
    assert play.no("decision-used", "WB", DAY, allocate(1, case="d")).clause == "6.2"


def test_without_a_decision_nothing_is_allocated():
    play = proposed()
    refused = play.no("decision-missing", "WB", DAY, allocate(7))
    assert (refused.clause, refused.cures[0].act) == ("6.1", "propose-allocation")
    play.no("decision-missing", "WB", DAY, allocate(7, case="zz"))


def test_a_decision_is_about_one_project_and_an_amount():
    play = proposed()
    play.no("decision-differs", "WB", DAY, allocate(7, project="A", case="d"))
    refused = play.no("above-decision", "WB", DAY, allocate(70_001, case="d"))
    assert (refused.facts["amount"], refused.facts["unit"]) == ("700.00", "USD")
    play.ok("US", DAY, r.Propose(case="e", rule="ord", act="resolve", ref="B"))
    play.no("decision-differs", "WB", DAY, allocate(7, case="e"))
    play.ok("US", DAY, r.Propose(case="g", rule="ord", act="allocate", ref="B", amount="7"))
    play.no("decision-not-adopted", "WB", DAY, allocate(7, case="g"))


def test_only_what_is_available_is_allocated():
    play = without_body()
    refused = play.no("not-available-to-commit", "WB", DAY, allocate(90_001))
    assert refused.facts == {"amount": "900.01", "available": "900.00", "unit": "USD"}
    assert refused.cures[0].who == ("US", "JP", "KR")
    play.ok("WB", DAY, allocate(60_000))
    play.no("not-available-to-commit", "WB", DAY, allocate(30_001))
    play.ok("WB", DAY, allocate(30_000))


def test_an_incomplete_source_lifts_the_overdraft_refusal():
    play = without_body()
    named = acts.NameSourceIncomplete(source="events.csv", lacks="interest")
    play.ok("WB", DAY, named)
    play.ok("WB", DAY, allocate(95_000))
    assert play.report()["money"]["total"]["available_to_commit"] == "-50.00"
    assert play.report()["money"]["total"]["may_be_disbursed"] == "900.00"
    assert play.report()["flags"] == ["source incomplete: events.csv: interest"]


def test_even_an_incomplete_source_stays_within_64_bits():
    play = without_body()
    play.ok("WB", DAY, acts.NameSourceIncomplete(source="events.csv", lacks="interest"))
    play.no("amount-too-large", "WB", DAY, allocate(2**63))
    play.ok("WB", DAY, allocate(2**63 - 1))
    play.no("amount-too-large", "WB", DAY, allocate(1))


def test_allocations_that_make_no_sense():
    play = without_body()
    play.no("unknown-id", "WB", DAY, allocate(7, project="Z"))
    play.no("amount-zero", "WB", DAY, allocate(0))
    play.no("day-to-come", "WB", DAY, allocate(7, on=later(DAY, 1)))


def test_a_case_without_a_body_is_noted_only():
    play = without_body()
    assert len(play.ok("WB", DAY, allocate(7, case="letter-3"))) == 2
    assert play.state.programme.done == {"letter-3"}


@pytest.mark.parametrize(("effect", "refused"), [("refuse", True), ("hold", True), ("flag", False)])
def test_guardrails_on_allocations(effect, refused):
    rail = guardrail("amount <= 500 USD", "allocation", effect)
    play = without_body(guardrails=rail)
    found = play.why("WB", DAY, allocate(50_001))
    assert found == (["guardrail"] if refused else [])
    play.ok("WB", DAY, allocate(50_000))


# --- grants ---------------------------------------------------------------------------------------
def test_a_grant_moves_what_is_allocated_to_committed():
    play = without_body()
    play.ok("WB", DAY, allocate(70_000))
    play.ok("WB", DAY, grant(50_000))
    row = play.report()["projects"]["B"]
    assert (row["allocated"], row["committed"]) == ("200.00", "500.00")
    refused = play.no("above-allocation", "WB", DAY, grant(20_001))
    assert refused.facts["allocated"] == "200.00"


def test_grants_that_make_no_sense():
    play = without_body()
    play.no("unknown-id", "WB", DAY, grant(7, project="Z"))
    play.no("amount-zero", "WB", DAY, grant(0))
    play.no("day-to-come", "WB", DAY, grant(7, on=later(DAY, 1)))


def test_commitments_stay_below_the_ceiling():
    play = Play()
    play.receive("US", 900_000, "2027-01-05")
    play.grant("A", 400_000, "2027-01-10")
    play.ok("WB", DAY, p.RegisterProject(project="B", title="B"))
    play.decide("d", DAY, "allocate", "B", amount="300000")
    play.ok("WB", DAY, allocate(300_000, case="d"))
    refused = play.no("ceiling-exceeded", "WB", DAY, grant(200_001))
    assert (refused.clause, refused.facts["left"]) == ("3.1", "2000.00")
    assert refused.cures[0].facts == {"phase": "P2", "rule": "ord"}
    play.ok("WB", DAY, grant(200_000))


def test_while_commitments_are_suspended_no_grant_is_signed():
    play = proposed()
    play.ok("WB", DAY, allocate(70_000, case="d"))
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.ok("WB", DAY, grant(30_000))
    day = later(DAY, 36)
    refused = play.no("suspended", "WB", day, grant(10_000))
    assert (refused.clause, refused.facts["scope"]) == ("10.1", "commitments")


def test_a_suspended_project_gets_no_grant():
    play = proposed()
    play.ok("WB", DAY, allocate(70_000, case="d"))
    play.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project="B"))
    assert play.no("suspended", "WB", DAY, grant(7)).facts["scope"] == "project:B"


@pytest.mark.parametrize(("effect", "refused"), [("refuse", True), ("hold", True), ("flag", False)])
def test_guardrails_on_commitments(effect, refused):
    rail = guardrail("project.committed + amount <= 100 USD", "commitment", effect)
    play = without_body(guardrails=rail)
    play.ok("WB", DAY, allocate(70_000))
    play.ok("WB", DAY, grant(10_000))
    assert play.why("WB", DAY, grant(1)) == (["guardrail"] if refused else [])


# --- findings and refunds -------------------------------------------------------------------------
def spent() -> Play:
    """700.01 of project A is paid: by US 437.51 and by JP 262.50, as their cash stands 5 to 3."""
    play = running()
    play.pay("w", "A", 70_001, DAY)
    return play


def test_a_payment_is_drawn_from_every_source_to_the_cent():
    play = spent()
    assert play.books.attributed == {("A", "US"): 43_751, ("A", "JP"): 26_250}
    rows = play.report()["by_source"]
    assert rows["US"]["USD"] == {"received": "5000.00", "attributed": "437.51", "share": "0.6250"}


def test_what_is_ineligible_was_paid():
    play = spent()
    play.no("unknown-id", "WB", DAY, finding(7, project="Z"))
    play.no("day-to-come", "WB", DAY, finding(7, on=later(DAY, 1)))
    play.no("above-disbursed", "WB", DAY, finding(0))
    assert play.no("above-disbursed", "WB", DAY, finding(70_002)).facts["left"] == "700.01"
    play.ok("WB", DAY, finding(70_000))
    play.no("finding-exists", "WB", DAY, finding(1))
    assert play.no("above-disbursed", "WB", DAY, finding(2, "g")).facts["left"] == "0.01"
    assert play.report()["money"]["total"]["ineligible"] == "700.00"


def test_a_full_refund_gives_every_source_exactly_what_it_paid():
    play = spent()
    play.ok("WB", DAY, refund(70_001))
    assert play.books.cash("USD") == {"US": 500_000, "JP": 300_000}
    assert set(play.books.attributed.values()) == {0}


def test_a_refund_in_parts_is_exact_at_the_end():
    play = spent()
    for n, amount in enumerate((1, 30_000, 3, 39_997)):
        play.ok("WB", DAY, refund(amount, f"back-{n}"))
    assert play.books.cash("USD") == {"US": 500_000, "JP": 300_000}
    assert play.no("above-disbursed", "WB", DAY, refund(1, "more")).facts["left"] == "0.00"


def test_many_small_refunds_never_drift_from_the_shares():
    play = spent()
    for n in range(16):
        play.ok("WB", DAY, refund(1, f"back-{n}"))
    cash = play.books.cash("USD")
    assert (cash["US"] - 456_249, cash["JP"] - 273_750) == (10, 6)
    play.pay("v", "A", 8, DAY)
    assert play.books.refunds == {}


def test_a_refund_goes_to_the_sources_that_paid_and_to_no_other():
    play = spent()
    play.receive("KR", 900_000, DAY)
    play.ok("WB", DAY, refund(8))
    assert play.books.cash("USD") == {"US": 456_254, "JP": 273_753, "KR": 900_000}


def test_refunds_that_make_no_sense():
    play = spent()
    play.no("unknown-id", "WB", DAY, refund(7, project="Z"))
    play.no("day-to-come", "WB", DAY, refund(7, value_on=later(DAY, 1)))
    play.no("above-disbursed", "WB", DAY, refund(0))
    play.no("above-disbursed", "WB", DAY, refund(70_002))


def test_one_refund_is_recorded_once():
    play = spent()
    play.no("deposit-twice", "WB", DAY, refund(7, "us-1"))
    play.ok("WB", DAY, refund(7))
    play.no("deposit-twice", "WB", DAY, refund(7))


@pytest.mark.parametrize(
    ("cause", "status"), [("ineligible", "performed"), ("unspent", "due"), ("cancelled", "due")]
)
def test_only_a_refund_for_its_cause_performs_the_duty(cause, status):
    play = spent()
    play.ok("WB", DAY, finding(500))
    play.ok("WB", DAY, refund(500, cause=cause))
    assert play.status("duty", "O2:KP:1") == status
