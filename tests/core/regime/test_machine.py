"""The machine: inputs to events on a copy, time that passes, and what may never happen."""

import msgspec
import pytest

from concord.core.agreement.days import day_of
from concord.core.agreement.terms import Relief
from concord.core.entry import EVENTS
from concord.core.regime import acts as r
from concord.core.regime import duties, effects, machine
from concord.core.regime.acts import RegimeEvent
from concord.core.regime.clocks import CLOCKS
from concord.core.regime.effects import EFFECTS, carry_out, raise_duty
from concord.core.regime.machine import Machine
from concord.core.regime.state import (
    APPLY,
    CLOSE,
    OPEN,
    Clock,
    Instrument,
    Regime,
    due_clock,
    genesis,
)
from tests.core.clauses import terms
from tests.core.funds import Play, running


def copy(play: Play) -> Machine:
    made = Machine(play.regime, play.state.terms)
    made.regime.day = play.state.opened
    return made


def test_every_event_of_the_regime_is_applied():
    assert set(APPLY) == {kind for kind in EVENTS.values() if issubclass(kind, RegimeEvent)}


def test_the_machine_works_on_a_copy():
    play = running()
    before = play.snapshot()
    made = copy(play)
    made.act("phase", "P3", "enter")
    assert made.regime.status("phase", "P3") == "in force"
    assert play.snapshot() == before


def test_an_input_without_a_row_moves_nothing():
    made = copy(running())
    assert not made.feed(made.regime.instruments[("phase", "P3")], "leave")
    made.act("phase", "P9", "enter")
    assert not made.feed_if(made.regime.instruments[("phase", "P3")], "left", "back")
    assert made.events == []


def test_time_stops_after_so_many_events_and_goes_on():
    made = copy(Play())
    assert not made.advance(day_of("2027-03-07"), OPEN, 1)
    assert made.day == day_of("2027-01-01")
    assert made.advance(day_of("2027-03-07"), OPEN, 100)
    assert made.day == day_of("2027-03-07")


def test_two_clauses_that_switch_each_other_are_found(monkeypatch):
    play = running()
    made = copy(play)
    monkeypatch.setattr(machine, "INPUTS_MAX", 0)
    with pytest.raises(RuntimeError, match="does not come to rest on 2027-01-10"):
        made.feed(made.regime.instruments[("phase", "P3")], "enter")


def test_a_clock_that_its_state_cannot_take_is_a_bug_and_said_so():
    made = copy(running())
    one = made.regime.instruments[("relief", "R1")]
    made.regime.set_clock(one, Clock(day_of("2027-01-11"), OPEN, "restore"))
    with pytest.raises(RuntimeError, match="cannot take its own clock"):
        made.close(day_of("2027-01-11"))


def test_the_agenda_forgets_clocks_that_were_replaced():
    regime = Regime()
    one = regime.add("phase", "P", "not entered")
    regime.set_clock(one, Clock(7, OPEN, "enter"))
    regime.set_clock(one, Clock(9, OPEN, "enter"))
    assert regime.next_due() == (9, OPEN, one)
    regime.set_clock(one, None)
    assert regime.next_due() is None


def test_before_it_closes_a_day_opens():
    regime = Regime()
    for ident, clock in {"a": Clock(7, CLOSE, "x"), "b": Clock(7, OPEN, "x")}.items():
        regime.set_clock(regime.add("milestone", ident, "pending"), clock)
    assert regime.next_due()[2].id == "b"


def test_a_copy_of_an_instrument_is_its_own():
    one = Instrument("relief", "R", "in force", {"grant:US": 3})
    twin = one.copy()
    twin.facts["grant:JP"] = 5
    twin.status = "suspended"
    assert (one.status, one.facts) == ("in force", {"grant:US": 3})


def test_particulars_have_kinds():
    one = Instrument("duty", "D", "due", {"owed": 5, "unit": "t"})
    assert (one.text("unit"), one.text("owed"), one.text("nil")) == ("t", "", "")
    assert (one.number("owed"), one.number("unit"), one.number("nil")) == (5, 0, 0)


def test_only_the_first_phase_that_takes_effect_by_itself_does():
    phases = dict(terms().phases)
    phases["P2"] = msgspec.structs.replace(phases["P2"], enter="effective")
    regime = genesis(terms(phases=phases))
    assert regime.get("phase", "P1").clock.day == day_of("2027-01-01")
    assert regime.get("phase", "P2").clock is None


def test_a_suspension_of_the_same_scope_is_in_place_once():
    play = running()
    play.ok("US", "2027-01-20", r.Allege(procedure="S1", ground="x"))
    made = copy(play)
    case = made.regime.instruments[("procedure", "S1-1")]
    carry_out(made, case, play.state.terms.procedures["S1"].at_once)
    assert made.events == []
    assert set(effects.SCOPES.values()) == {"payments", "commitments"}


def test_a_duty_without_a_claim_owes_an_act():
    play = running()
    made = copy(play)
    raise_duty(made, play.state.terms.obligations["O5"], "KP", made.day)
    arose = made.events[0]
    assert (arose.owed, arose.unit, arose.subject) == ("0", "act", "")


def test_a_duty_without_a_day_has_no_clock_and_no_due_date():
    play = running()
    made = copy(play)
    arose = r.DutyArose(duty="O5:KP:1", obligation="O5", party="KP")
    made.emit(arose)
    one = made.regime.instruments["duty", "O5:KP:1"]
    made.feed(one, "arise")
    assert one.clock is None
    rows = duties.report(made.regime, play.state)
    assert "due" not in rows["O5"]["parties"]["KP"]


def test_what_nobody_verifies_never_expires():
    play = Play(terms(verification={}))
    one = play.regime.instruments["milestone", "M2"]
    assert CLOCKS["validity"](copy(play), one) is None
    assert due_clock(None, 7, "missed") is None


def test_every_effect_has_a_name():
    assert all(callable(effect) for effect in EFFECTS.values())


def test_a_measure_while_one_of_two_milestones_is_unverified_waits():
    both = Relief(id="R", art="7", text="x", granted_by=(), while_milestones=("M1", "M2"))
    play = Play(terms(relief={"R": both}))
    made = copy(play)
    assert not effects.relief_holds(made, made.regime.instruments[("relief", "R")])
