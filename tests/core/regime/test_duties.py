"""Duties of every side: raised, performed, in arrears, late, breached; donors like recipient."""

import msgspec

from concord.core.agreement.terms import Reparation, Standing
from concord.core.books import acts as b
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from tests.core.clauses import terms
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def row(play: Play, obligation: str, at: str = "") -> dict:
    return play.report(at)["obligations"][obligation]


def call(play: Play, donor: str, minor: int, day: str = DAY, currency: str = "USD") -> None:
    ref = f"ca-{donor}"
    if ref not in play.books.contributions:
        sign = b.SignContribution(
            donor=donor,
            ref=ref,
            amount="10000",
            currency=currency,
            value_on=day,
            equivalent="" if currency == "USD" else "7000",
        )
        play.ok("WB", day, sign)
    command = b.CallInstalment(donor=donor, contribution=ref, amount=str(minor), currency=currency)
    play.ok("WB", day, command)


# --- donors ---------------------------------------------------------------------------------------
def test_a_donor_that_is_late_is_in_arrears():
    play = Play()
    call(play, "JP", 500)
    assert row(play, "O3")["parties"]["JP"] == {
        "owed": "5.00",
        "performed": "0.00",
        "arrears": "0.00",
        "status": "due",
        "unit": "USD",
        "due": later(DAY, 30),
    }
    late = row(play, "O3", later(DAY, 30))
    assert (late["status"], late["parties"]["JP"]["arrears"]) == ("overdue", "5.00")


def test_part_of_an_instalment_leaves_the_rest_in_arrears():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 200, DAY)
    late = row(play, "O3", later(DAY, 90))
    assert late["status"] == "breached"
    assert late["parties"]["JP"]["arrears"] == "3.00"


def test_money_performs_the_oldest_call_first_and_then_the_next():
    play = Play()
    call(play, "JP", 500)
    call(play, "JP", 300, later(DAY, 2))
    play.receive("JP", 600, later(DAY, 3))
    assert play.status("duty", "O3:JP:1") == "performed"
    parties = row(play, "O3")["parties"]["JP"]
    assert (parties["owed"], parties["performed"], parties["status"]) == ("8.00", "6.00", "due")
    play.receive("JP", 900, later(DAY, 4))
    assert row(play, "O3")["status"] == "performed"


def test_money_of_another_donor_or_currency_performs_nothing():
    play = Play()
    call(play, "JP", 500, currency="JPY")
    call(play, "US", 400)
    play.receive("JP", 900, DAY)
    statuses = [play.status("duty", duty) for duty in ("O3:JP:1", "O3:US:2")]
    assert statuses == ["due", "due"]


def test_calls_in_two_currencies_are_not_added_up():
    play = Play()
    call(play, "JP", 500)
    sign = b.SignContribution(
        donor="JP", ref="yen", amount="900", currency="JPY", value_on=DAY, equivalent="600"
    )
    play.ok("WB", DAY, sign)
    yen = b.CallInstalment(donor="JP", contribution="yen", amount="900", currency="JPY")
    play.ok("WB", DAY, yen)
    assert row(play, "O3")["parties"]["JP"]["owed"] == "900"


def test_paid_late_is_performed_late():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 500, later(DAY, 200))
    assert row(play, "O3")["status"] == "performed late"


def reverse(play: Play, ref: str, day: str) -> None:
    seq = next(seq for seq, fact in play.books.facts.items() if fact.ref == ref)
    play.ok("WB", day, b.ReverseEntry(seq=seq, reason="money of another fund"))


def test_after_a_reversal_the_same_reference_performs_the_duty_again():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 500, DAY, "b-1")
    reverse(play, "b-1", later(DAY, 3))
    play.receive("JP", 500, later(DAY, 4), "b-1")
    assert play.status("duty", "O3:JP:1") == "performed"


def test_a_reversal_after_the_day_makes_the_duty_overdue_from_the_close_of_that_day():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 500, DAY, "b-1")
    reverse(play, "b-1", later(DAY, 40))
    assert play.status("duty", "O3:JP:1") == "due"
    assert play.status("duty", "O3:JP:1", later(DAY, 40)) == "overdue"


def test_part_of_a_performance_is_undone_and_the_rest_stands():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 200, DAY, "b-1")
    play.receive("JP", 100, DAY, "b-2")
    reverse(play, "b-1", DAY)
    parties = row(play, "O3")["parties"]["JP"]
    assert (parties["performed"], parties["status"]) == ("1.00", "due")


def test_the_reversal_of_other_money_leaves_duties_alone():
    play = Play()
    play.receive("JP", 500, DAY, "b-0")
    call(play, "JP", 500)
    play.receive("JP", 500, DAY, "b-1")
    reverse(play, "b-0", DAY)
    assert play.status("duty", "O3:JP:1") == "performed"


def test_a_quantity_that_the_text_gives_is_owed_by_each_party():
    parties = row(Play(), "O4")["parties"]
    assert sorted(parties) == ["JP", "KR"]
    assert parties["KR"]["owed"] == "200000"
    assert parties["KR"]["unit"] == "t"


def test_without_duties_the_state_is_not_due():
    assert row(Play(), "O2") == {"status": "not due", "art": "9.1", "parties": {}}


# --- the recipient --------------------------------------------------------------------------------
def test_a_renewal_is_due_on_the_last_valid_day_and_performed_by_attestation():
    play = Play()
    play.attest("M2", DAY)
    duty = "O1:KP:1"
    assert row(play, "O1")["parties"]["KP"]["due"] == later(DAY, 179)
    assert play.status("duty", duty, later(DAY, 178)) == "due"
    assert play.status("duty", duty, later(DAY, 179)) == "overdue"
    play.attest("M2", later(DAY, 100))
    assert play.status("duty", duty) == "performed"
    assert play.status("duty", "O1:KP:2") == "due"


def test_a_milestone_done_once_is_not_to_be_renewed():
    play = Play()
    play.attest("M1", DAY)
    assert row(play, "O1")["status"] == "not due"


def test_a_missed_renewal_is_repaired_by_an_act():
    play = Play()
    play.attest("M2", DAY)
    early = r.Perform(duty="O1:KP:1", on=DAY)
    assert play.no("seen-elsewhere", "KP", DAY, early).facts["must"] == "renew milestone"
    day = later(DAY, 185)
    play.ok("KP", day, r.Perform(duty="O1:KP:1", on=day))
    assert play.status("duty", "O1:KP:1") == "performed late"


def test_a_missed_renewal_is_breached_when_the_reparation_is_missed_too():
    play = Play()
    play.attest("M2", DAY)
    assert play.status("duty", "O1:KP:1", later(DAY, 208)) == "overdue"
    assert play.status("duty", "O1:KP:1", later(DAY, 209)) == "breached"


def test_a_duty_that_runs_from_a_phase_is_performed_by_a_report():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    assert row(play, "O5")["parties"]["KP"]["due"] == later(DAY, 90)
    play.ok("KP", later(DAY, 90), r.Perform(duty="O5:KP:1", on=later(DAY, 90)))
    made = row(play, "O5")
    assert made["status"] == "performed"
    assert made["parties"]["KP"] == {
        "owed": "1",
        "performed": "1",
        "arrears": "0",
        "status": "performed",
        "unit": "act",
        "due": later(DAY, 90),
    }


def test_a_phase_that_is_entered_again_raises_no_second_duty():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    day = later(DAY, 50)
    play.ok("IAEA", day, r.VerifyCure(case="S1-1", on=day))
    assert play.status("phase", "P2") == "in force"
    assert len([one for one in play.regime.of("duty") if one.id.startswith("O5")]) == 1


def test_an_ineligible_finding_is_to_be_refunded_in_60_days():
    play = running()
    play.pay("w", "A", 70_000, DAY)
    find = p.FindIneligible(
        finding="f", project="A", amount="20000", value_on=DAY, reason="no receipt"
    )
    play.ok("WB", DAY, find)
    assert row(play, "O2")["parties"]["KP"]["due"] == later(DAY, 60)
    assert play.status("duty", "O2:KP:1", later(DAY, 60)) == "breached"
    refund = p.RecordRefund(
        project="A", ref="back", amount="20000", value_on=DAY, cause="ineligible"
    )
    play.ok("WB", DAY, refund)
    assert play.status("duty", "O2:KP:1") == "performed"


# --- who performs ---------------------------------------------------------------------------------
def test_a_duty_of_money_is_seen_in_the_books_only():
    play = Play()
    call(play, "JP", 500)
    play.no("seen-elsewhere", "JP", DAY, r.Perform(duty="O3:JP:1", on=DAY))


def test_only_its_own_party_performs_a_duty_and_only_while_it_is_open():
    play = Play()
    done = r.Perform(duty="O4:JP:1", on=DAY)
    assert play.no("not-entitled", "KR", DAY, done).facts == {"party": "KR", "who": "JP"}
    play.no("unknown-id", "JP", DAY, r.Perform(duty="O4:JP:7", on=DAY))
    play.no("day-to-come", "JP", DAY, r.Perform(duty="O4:JP:1", on=later(DAY, 1)))
    play.ok("JP", DAY, done)
    play.no("not-in-this-state", "JP", DAY, done)


def test_a_duty_stands_again_when_the_receipt_that_performed_it_is_reversed():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 500, later(DAY, 2))
    seq = play.state.size - 1
    assert row(play, "O3")["parties"]["JP"]["performed"] == "5.00"

    play.ok("WB", later(DAY, 3), b.ReverseEntry(seq=seq, reason="booked to the wrong fund"))

    again = row(play, "O3")["parties"]["JP"]
    assert (again["status"], again["performed"], again["due"]) == ("due", "0.00", later(DAY, 30))
    late = row(play, "O3", later(DAY, 30))["parties"]["JP"]
    assert (late["status"], late["arrears"]) == ("overdue", "5.00")


def test_a_duty_performed_late_is_overdue_again_when_its_receipt_is_reversed():
    play = Play()
    call(play, "JP", 500)
    play.receive("JP", 500, later(DAY, 40))
    seq = play.state.size - 1
    assert row(play, "O3")["parties"]["JP"]["status"] == "performed late"

    play.ok("WB", later(DAY, 41), b.ReverseEntry(seq=seq, reason="booked to the wrong fund"))

    assert row(play, "O3")["parties"]["JP"]["status"] == "overdue"
    assert play.status("duty", "O3:JP:1", later(DAY, 100)) == "overdue"
    assert play.status("duty", "O3:JP:1", later(DAY, 101)) == "breached"


def test_another_party_repairs_a_missed_duty_where_the_text_names_it():
    made = terms()
    offset = Reparation(art="9.2", by=Standing(roles=("trustee",)), must="offset next tranche")
    refund = msgspec.structs.replace(made.obligations["O2"], otherwise=offset)
    play = running(terms(obligations={**made.obligations, "O2": refund}))
    play.pay("w", "A", 100_000, DAY)
    find = p.FindIneligible(
        finding="f", project="A", amount="20000", value_on=DAY, reason="no evidence"
    )
    play.ok("WB", DAY, find)
    late = later(DAY, 61)
    done = r.Perform(duty="O2:KP:1", on=DAY, note="offset against the third tranche")

    play.no("not-entitled", "WB", DAY, done)
    play.no("not-entitled", "JP", late, done)
    play.ok("WB", late, done)

    assert play.status("duty", "O2:KP:1") == "performed late"


def test_no_donor_repairs_the_missed_instalment_of_another():
    play = Play()
    call(play, "JP", 500)
    play.no("not-entitled", "US", later(DAY, 40), r.Perform(duty="O3:JP:1", on=DAY))
