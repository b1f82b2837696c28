"""Schedules: instalments fall due, wait for milestones, are authorised and move until received."""

import pytest

from concord.core.regime import acts as r
from concord.core.regime.schedules import received
from tests.core.funds import Play, later

DUE = "2027-02-01"


def move(n: int, stage: str, on: str, schedule: str = "T") -> r.MoveStep:
    return r.MoveStep(schedule=schedule, n=n, stage=stage, on=on)


def statuses(play: Play, schedule: str = "T") -> list[str]:
    return [row["status"] for row in play.report()["schedules"][schedule]]


def test_instalments_fall_due_as_their_day_opens():
    play = Play()
    assert statuses(play) == ["scheduled"] * 3
    assert play.status("step", "T:1", later(DUE, -1)) == "scheduled"
    play.tick(DUE)
    assert play.status("step", "T:1") == "authorised"
    assert play.status("step", "A:1") == "due"


def test_an_instalment_waits_for_its_milestone():
    play = Play()
    play.tick("2027-03-01")
    row = play.report()["schedules"]["T"][1]
    assert (row["status"], row["waits_for"]) == ("blocked", ["M1"])
    refused = play.no("step-blocked", "US", "2027-03-02", move(2, "moved", "2027-03-02"))
    assert refused.cures[0].who == ("IAEA", "TEV")
    play.attest("M1", "2027-03-03")
    row = play.report()["schedules"]["T"][1]
    assert (row["status"], row["since"], row["waits_for"]) == ("authorised", "2027-03-03", [])


def test_an_instalment_moves_until_it_is_received():
    play = Play()
    play.ok("US", DUE, move(1, "channel open", DUE))
    play.ok("US", DUE, move(1, "moved", DUE))
    play.ok("KP", "2027-02-03", move(1, "received", "2027-02-03"))
    row = play.report()["schedules"]["T"][0]
    assert (row["moved_on"], row["received_on"]) == (DUE, "2027-02-03")
    assert received(play.regime) == {"USD": 55_000}
    assert play.report()["money"]["USD"]["received"] == "550.00"
    assert play.report()["money"]["total"]["received"] == "550.00"


def test_a_payer_authorises_where_the_text_says_so():
    play = Play()
    play.ok("US", DUE, move(1, "authorised", DUE, "A"))
    assert statuses(play, "A") == ["authorised"]


def test_the_payee_reports_only_what_it_received():
    play = Play()
    refused = play.no("not-entitled", "KP", DUE, move(1, "moved", DUE))
    assert refused.clause == "2.1"
    play.no("not-entitled", "UN", DUE, move(1, "received", DUE))


@pytest.mark.parametrize("stage", ["authorised", "received"])
def test_what_is_not_due_does_not_move(stage):
    early = "2027-01-20"
    Play().no("not-in-this-state", "US", early, move(1, stage, early))


def test_steps_and_schedules_have_names():
    play = Play()
    play.no("unknown-id", "US", DUE, move(1, "moved", DUE, "X"))
    play.no("unknown-id", "US", DUE, move(4, "moved", DUE))
    play.no("day-to-come", "US", DUE, move(1, "moved", later(DUE, 1)))


def test_an_extension_adds_instalments_by_decision():
    play = Play()
    steps = [
        r.NewStep(due="2027-04-01", amount="70000"),
        r.NewStep(due="2027-05-01", amount="30000", needs=["M2"]),
    ]
    play.decide("d", "2027-03-20", "extend", "T", steps=steps)
    rows = play.report()["schedules"]["T"]
    assert [(row["n"], row["due"], row["amount"]) for row in rows[3:]] == [
        (4, "2027-04-01", "700.00"),
        (5, "2027-05-01", "300.00"),
    ]
    assert play.status("step", "T:5", "2027-05-01") == "blocked"


def test_an_extension_that_is_not_adopted_adds_nothing():
    play = Play()
    steps = [r.NewStep(due="2027-04-01", amount="70000")]
    play.ok("US", "2027-03-20", r.Propose(case="d", rule="ord", act="extend", ref="T", steps=steps))
    play.tick("2027-05-01")
    assert len(statuses(play)) == 3
    assert play.status("decision", "d") == "rejected"
