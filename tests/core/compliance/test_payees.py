"""Payees: registered once, screened again and again."""

from concord.core.compliance import acts as c
from concord.core.compliance.acts import ComplianceEvent
from concord.core.compliance.state import Compliance, apply
from concord.core.entry import EVENTS
from tests.core.clauses import plain
from tests.core.funds import Play, later

DAY = "2027-01-20"


def screening(outcome: str = "clear", on: str = DAY, payee: str = "p") -> c.RecordScreening:
    return c.RecordScreening(payee=payee, outcome=outcome, on=on, lists="UN 1718")


def fund() -> Play:
    play = Play(plain())
    play.ok("KP", DAY, c.RegisterPayee(payee="p", name="Clinic 7"))
    return play


def test_a_payee_is_registered_once():
    play = fund()
    refused = play.no("payee-exists", "WB", DAY, c.RegisterPayee(payee="p"))
    assert refused.facts == {"payee": "p"}
    play.no("not-entitled", "US", DAY, c.RegisterPayee(payee="q"))


def test_the_latest_screening_counts():
    play = fund()
    payee = play.state.compliance.payees["p"]
    assert (payee.name, payee.screened, payee.listed) == ("Clinic 7", None, None)
    play.ok("WB", DAY, screening("hit"))
    assert (payee.listed, payee.lists) == (True, "UN 1718")
    play.ok("WB", later(DAY, 3), screening("clear", later(DAY, 2)))
    assert (payee.listed, payee.screened) == (False, play.state.day - 1)


def test_screenings_that_cannot_be_recorded():
    play = fund()
    play.no("unknown-id", "WB", DAY, screening(payee="q"))
    play.no("day-to-come", "WB", DAY, screening(on=later(DAY, 1)))
    play.no("not-entitled", "KP", DAY, screening())
    play.ok("WB", DAY, screening())
    refused = play.no("screened-later", "WB", DAY, screening(on=later(DAY, -1)))
    assert refused.facts == {"payee": "p", "on": DAY}


def test_every_event_of_compliance_changes_it():
    events = {kind for kind in EVENTS.values() if issubclass(kind, ComplianceEvent)}
    assert events == {c.PayeeRegistered, c.Screened}
    compliance = Compliance()
    apply(compliance, c.PayeeRegistered(payee="p"))
    apply(compliance, c.Screened(payee="p", outcome="clear", on=DAY, lists="x"))
    assert compliance.payees["p"].listed is False
    apply(compliance, ComplianceEvent())
    assert list(compliance.payees) == ["p"]
