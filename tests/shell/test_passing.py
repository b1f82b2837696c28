import pytest

from concord.core import fund as core
from concord.core.acts import RULES, Act, AgreementRef, OpenFund
from concord.core.agreement import load
from concord.core.entry import entry_of
from concord.core.state import State
from concord.shell import passing
from tests.shell.conftest import AGREEMENT


@pytest.fixture
def terms():
    return load(AGREEMENT.read_bytes(), "relief.yaml")


@pytest.fixture
def state(terms):
    made = State(terms)
    command = OpenFund(
        origin="x", key="k", agreements=[AgreementRef(terms.id, terms.sha256)], rules=RULES
    )
    opening = Act(
        party="WB", officer="clock", at="2026-12-01T00:00:00Z", id="open", command=command
    )
    core.apply(made, entry_of(0, opening, core.decide(made, opening)))
    return made


def test_nothing_falls_due_before_its_day(state):
    assert passing.next_tick(state, "2026-12-31T23:59:59Z") is None
    assert list(passing.ticks(state, "2026-12-31T23:59:59Z")) == []


def test_what_falls_due_is_an_entry_of_the_trustees_clock(state):
    made = passing.next_tick(state, "2027-01-05T12:00:00Z")

    assert (
        made.party,
        made.officer,
        made.id,
        made.command.to,
    ) == ("WB", "clock", "clock:1", "2027-01-05")
    assert [event.id for event in made.events] == ["P1"]
    assert state.size == 1  # nothing is folded yet


def test_a_rehearsal_changes_nothing(state):
    same, none = passing.rehearse(state, "2026-12-31T00:00:00Z")
    ahead, ticks = passing.rehearse(state, "2027-01-05T12:00:00Z")

    assert (state, []) == (same, none)
    assert (state.size, ahead.size, len(ticks)) == (1, 2, 1)
    assert (
        state.regime.status("phase", "P1"),
        ahead.regime.status("phase", "P1"),
    ) == ("not entered", "in force")
    assert ticks == list(passing.ticks(state, "2027-01-05T12:00:00Z"))


def test_a_day_opens_in_the_funds_zone(terms):
    text = AGREEMENT.read_text("utf-8").replace("zone: UTC", 'zone: "+09:00"')
    seoul = load(text, "seoul.yaml")

    assert passing.opening_of("2027-01-10", terms) == "2027-01-10T00:00:00Z"
    assert passing.opening_of("2027-01-10", seoul) == "2027-01-09T15:00:00Z"
    with pytest.raises(ValueError, match="day"):
        passing.opening_of("2027-02-30", terms)


def test_without_a_trustee_nobody_keeps_the_clock():
    text = AGREEMENT.read_text("utf-8").replace("role: trustee", "role: observer")

    with pytest.raises(passing.NoTrustee, match="RELIEF"):
        passing.trustee(load(text, "x.yaml"))
