"""Guardrails: what their facts say, unknown apart from false, and what would cure them."""

import msgspec
import pytest

from concord.core.agreement.conditions import FACTS
from concord.core.compliance import acts as c
from concord.core.programme import acts as p
from concord.core.programme.guardrails import Subject, guardrails
from concord.core.regime import acts as r
from tests.core.clauses import guardrail, terms
from tests.core.funds import Play, running

DAY = "2027-01-20"
SUBJECT = Subject("A", "payee-1", 700)


def found(play: Play, rule: str, subject: Subject = SUBJECT) -> str:
    """What a rule comes to: holds, false or unknown."""
    made = guardrail(rule, "payment")
    state = with_rails(play, made)
    findings = guardrails(state, "payment", subject)
    return findings[0].refusal.facts["known"] if findings else "holds"


def with_rails(play: Play, made):
    play.state.terms = msgspec.structs.replace(play.state.terms, guardrails=made)
    return play.state


@pytest.fixture
def paid() -> Play:
    play = running()
    play.pay("w", "A", 70_000, DAY)
    screening = c.RecordScreening(payee="payee-1", outcome="clear", on="2027-01-17", lists="UN")
    play.ok("WB", DAY, screening)
    return play


@pytest.mark.parametrize(
    "rule",
    [
        "amount = 7 USD",
        "payee.screened = 3d",
        "not payee.listed",
        "project.allocated = 0 USD",
        "project.committed = 4000 USD",
        "project.disbursed = 700 USD",
        "project.advance = 700 USD",
        "project.documented = 0 USD",
        "project.unaccounted = 700 USD",
        "not project.suspended",
        "phase.ceiling = 6000 USD",
        "phase.disbursed = 700 USD",
        "phase.documented = 0 USD",
        "fund.cash = 7300 USD",
        "fund.available_to_pay = 7300 USD",
        "fund.available_to_commit = 4000 USD",
        "fund.phases_in_force = 1",
        "milestone M2 verified",
    ],
)
def test_every_fact_of_the_grammar_is_known(paid, rule):
    assert found(paid, rule) == "holds"


def test_all_facts_are_tried_above():
    tried = test_every_fact_of_the_grammar_is_known.pytestmark[0].args[1]
    assert {path for path in FACTS if any(path in rule for rule in tried)} == set(FACTS)


@pytest.mark.parametrize(
    ("rule", "subject"),
    [
        ("payee.screened <= 30d", Subject("A", "nobody")),
        ("not payee.listed", Subject("A", "nobody")),
    ],
)
def test_what_is_not_known_is_not_false(paid, rule, subject):
    assert found(paid, rule, subject) == "unknown"


@pytest.mark.parametrize("path", ["phase.ceiling", "phase.disbursed", "phase.documented"])
def test_without_a_phase_in_force_its_figures_are_unknown(path):
    assert found(Play(), f"{path} >= 0 USD") == "unknown"


def test_a_payee_that_was_never_screened_is_unknown():
    play = running()
    assert found(play, "payee.screened <= 30d") == "unknown"
    assert found(play, "not payee.listed") == "unknown"


def test_a_suspended_project_is_seen(paid):
    paid.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project="A"))
    assert found(paid, "not project.suspended") == "false"
    assert found(paid, "not project.suspended", Subject("B")) == "holds"


def test_what_was_refunded_is_not_unaccounted(paid):
    refund = p.RecordRefund(
        project="A", ref="back", amount="20000", value_on=DAY, cause="cancelled"
    )
    paid.ok("WB", DAY, refund)
    assert found(paid, "project.unaccounted = 500 USD") == "holds"


def test_a_guardrail_on_something_else_is_silent():
    play = running(terms(guardrails=guardrail("amount <= 1 USD", "contract")))
    assert guardrails(play.state, "payment", SUBJECT) == []


def test_several_guardrails_are_found_in_the_order_of_the_text():
    rails = guardrail("amount <= 1 USD", "payment", ident="G1")
    rails |= guardrail("amount <= 2 USD", "payment", "flag", ident="G2")
    play = running()
    with_rails(play, rails)
    found_ = guardrails(play.state, "payment", SUBJECT)
    assert [(one.guardrail.id, one.effect) for one in found_] == [("G1", "refuse"), ("G2", "flag")]
