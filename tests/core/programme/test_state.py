"""The programme as its events make it."""

from concord.core.books import acts as b
from concord.core.entry import EVENTS
from concord.core.programme import acts as p
from concord.core.programme.acts import ProgrammeEvent
from concord.core.programme.state import HEARD, Programme, apply, hear


def moved(status: str, **more) -> p.WithdrawalMoved:
    return p.WithdrawalMoved(withdrawal="w", status=status, officer="KP-1", **more)


REQUEST = {"project": "A", "method": "advance", "amount": "7", "payee": "q", "invoice": "inv-3"}


def requested() -> Programme:
    programme = Programme()
    apply(programme, p.ProjectRegistered(project="A", title="Clinics", place="PRK"), 5)
    apply(programme, moved("requested", **REQUEST), 6)
    return programme


def test_every_event_of_the_programme_changes_it():
    events = {kind for kind in EVENTS.values() if issubclass(kind, ProgrammeEvent)}
    assert events == {p.ProjectRegistered, p.AllocationDone, p.WithdrawalMoved}
    programme = requested()
    apply(programme, p.AllocationDone(case="d"), 7)
    apply(programme, ProgrammeEvent(), 7)
    assert (programme.done, programme.projects["A"].registered) == ({"d"}, 5)
    assert programme.projects["A"].place == "PRK"


def test_an_application_keeps_who_did_what_and_when():
    programme = requested()
    apply(programme, moved("held", clause="8.2"), 8)
    one = programme.withdrawals["w"]
    assert (one.status, one.clause, one.amount) == ("held", "8.2", 7)
    assert one.history == ((6, "requested"), (8, "held"))
    assert one.officers == {"requested": "KP-1", "held": "KP-1"}


def test_a_rejected_application_frees_its_invoice():
    programme = requested()
    assert programme.invoices == {"inv-3": "w"}
    apply(programme, moved("rejected"), 8)
    assert programme.invoices == {}


def test_facts_of_money_are_heard():
    programme = requested()
    money = {"project": "A", "amount": "5", "value_on": "2027-01-05"}
    hear(programme, b.Disbursed(**money, withdrawal="w", payee="q", draws=[], phase="P1"))
    hear(programme, b.Documented(**money, withdrawal="w", phase="P1"))
    hear(programme, b.FoundIneligible(**money, finding="f"))
    assert b.Allocated not in HEARD
    one = programme.withdrawals["w"]
    assert (one.phase, one.documented, programme.findings) == ("P1", 5, {"f"})
