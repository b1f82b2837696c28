"""Money in: pledges, agreements, calls, receipts, write-offs and their correction."""

import msgspec
import pytest

from concord.core.books import acts as b
from tests.core.clauses import plain
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def pledge(**changes) -> b.RecordPledge:
    parts = {"donor": "US", "ref": "p1", "amount": "700", "currency": "USD", "value_on": DAY}
    return b.RecordPledge(**(parts | changes))


def signed(**changes) -> b.SignContribution:
    parts = {"donor": "US", "ref": "ca", "amount": "500", "currency": "USD", "value_on": DAY}
    return b.SignContribution(**(parts | changes))


def receipt(**changes) -> b.RecordReceipt:
    parts = {"donor": "US", "ref": "b1", "amount": "500", "currency": "USD", "value_on": DAY}
    return b.RecordReceipt(**(parts | changes))


def write_off(**changes) -> b.WriteOff:
    parts = {"donor": "US", "ref": "w1", "amount": "30", "currency": "USD", "value_on": DAY}
    return b.WriteOff(**(parts | changes))


def call(**changes) -> b.CallInstalment:
    parts = {"donor": "US", "contribution": "ca", "amount": "300", "currency": "USD"}
    return b.CallInstalment(**(parts | changes))


def fund() -> Play:
    return Play(plain())


# --- what holds for every fact of money -----------------------------------------------------------
@pytest.mark.parametrize("made", [pledge, signed, receipt, write_off])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"donor": "XX"}, "unknown-id"),
        ({"donor": "UN"}, "not-a-donor"),
        ({"currency": "EUR", "equivalent": "7"}, "currency-not-pinned"),
        ({"currency": "JPY"}, "equivalent-missing"),
        ({"equivalent": "7"}, "equivalent-differs"),
        ({"amount": "0"}, "amount-zero"),
        ({"amount": str(2**63)}, "amount-too-large"),
        ({"currency": "JPY", "equivalent": str(2**63)}, "amount-too-large"),
        ({"value_on": "2027-01-21"}, "day-to-come"),
        ({"value_on": "2027-02-29"}, "no-such-day"),
    ],
)
def test_money_that_cannot_be_recorded(made, changes, code):
    fund().no(code, "WB", DAY, made(**changes))


@pytest.mark.parametrize("made", [signed, receipt, write_off])
def test_only_the_trustee_records_money(made):
    refused = fund().no("not-entitled", "US", DAY, made())
    assert (refused.facts["who"], refused.cures[0].who) == ("WB", ("WB",))


@pytest.mark.parametrize("donor", ["US", "AIIB", "KP"])
def test_donors_co_financiers_and_the_recipient_pay_in(donor):
    fund().ok("WB", DAY, receipt(donor=donor))


@pytest.mark.parametrize(
    ("currency", "amount", "major"),
    [("JPY", 10**15, "1000000000000000"), ("BHD", 1_234_567, "1234.567"), ("USD", 7, "0.07")],
)
def test_every_currency_keeps_its_own_decimals(currency, amount, major):
    play = fund()
    equivalent = "" if currency == "USD" else "900"
    money = receipt(currency=currency, amount=str(amount), equivalent=equivalent)
    play.ok("WB", DAY, money)
    assert play.report()["money"][currency]["received"] == major


LARGEST = str(2**63 - 1)


@pytest.mark.parametrize("made", [pledge, signed, receipt, write_off])
def test_the_largest_amount_fits_and_one_more_is_refused(made):
    play = fund()
    play.ok("WB", DAY, made(amount=LARGEST))
    play.no("amount-too-large", "WB", DAY, made(ref="r2", amount="1"))


@pytest.mark.parametrize("made", [pledge, signed, receipt, write_off])
def test_the_largest_equivalent_fits(made):
    play = fund()
    play.ok("WB", DAY, made(currency="JPY", equivalent=LARGEST))
    play.ok("WB", DAY, made(ref="r2", currency="USD", amount="1", donor="JP"))


def test_equivalents_of_several_currencies_stay_in_range_together():
    play = fund()
    play.ok("WB", DAY, receipt(currency="JPY", equivalent=LARGEST))
    dinar = receipt(ref="b2", currency="BHD", equivalent="1")
    play.no("amount-too-large", "WB", DAY, dinar)


def test_an_equal_equivalent_may_be_written_out():
    fund().ok("WB", DAY, receipt(equivalent="500"))


# --- pledges and agreements -----------------------------------------------------------------------
def test_a_pledge_is_never_cash():
    play = fund()
    play.ok("WB", DAY, pledge())
    money = play.report()["money"]["total"]
    assert (money["pledged"], money["available_to_pay"]) == ("7.00", "0.00")


def test_a_donor_records_its_own_pledge_only():
    play = fund()
    play.ok("US", DAY, pledge())
    play.no("own-money-only", "JP", DAY, pledge(ref="p2"))


def test_a_pledge_reference_is_used_once():
    play = fund()
    play.ok("WB", DAY, pledge())
    play.no("reference-used", "WB", DAY, pledge(donor="JP"))


def test_signing_replaces_the_pledge():
    play = fund()
    play.ok("WB", DAY, pledge(donor="JP", currency="JPY", amount="900", equivalent="600"))
    part = signed(donor="JP", currency="JPY", amount="300", equivalent="210", pledge="p1")
    play.ok("WB", DAY, part)
    total = play.report()["money"]["total"]
    assert (total["pledged"], total["committed_by_donors"]) == ("3.90", "2.10")
    rest = msgspec.structs.replace(part, ref="cb", amount="700", equivalent="410")
    play.ok("WB", DAY, rest)
    total = play.report()["money"]["total"]
    assert (total["pledged"], total["committed_by_donors"]) == ("0.00", "6.20")
    assert play.report()["money"]["JPY"]["pledged"] == "0"


def test_an_agreement_belongs_to_its_pledge_or_to_none():
    play = fund()
    play.ok("WB", DAY, pledge())
    play.ok("WB", DAY, signed())
    play.no("reference-used", "WB", DAY, signed())
    play.no("unknown-id", "WB", DAY, signed(ref="cb", pledge="p9"))
    play.no("pledge-differs", "WB", DAY, signed(ref="cb", pledge="p1", donor="JP"))


# --- calls ----------------------------------------------------------------------------------------
def test_a_call_is_for_an_agreement_of_the_donor_and_within_it():
    play = running()
    play.ok("WB", DAY, signed())
    play.no("unknown-id", "WB", DAY, call(donor="XX"))
    play.no("unknown-id", "WB", DAY, call(contribution="cx"))
    play.no("pledge-differs", "WB", DAY, call(donor="JP"))
    play.no("amount-zero", "WB", DAY, call(amount="0"))
    refused = play.no("call-above-agreement", "WB", DAY, call(amount="501"))
    assert refused.facts == {"amount": "5.00", "currency": "USD"}
    play.ok("WB", DAY, call(amount="500"))
    assert play.status("duty", "O3:US:1") == "due"


def test_a_call_in_a_fund_without_duties_raises_none():
    play = fund()
    play.ok("WB", DAY, signed())
    assert len(play.ok("WB", DAY, call())) == 1


# --- receipts -------------------------------------------------------------------------------------
def test_one_deposit_is_recorded_once():
    play = fund()
    play.ok("WB", DAY, receipt())
    refused = play.no("deposit-twice", "WB", DAY, receipt(donor="JP", amount="7"))
    assert (refused.facts, refused.cures[0].act) == ({"ref": "b1"}, "use-bank-reference")


def test_a_fund_that_signs_agreements_wants_the_agreement_first():
    play = fund()
    play.ok("WB", DAY, receipt(contribution="later"))
    play.ok("WB", DAY, signed())
    play.no("unknown-id", "WB", DAY, receipt(ref="b2", contribution="later"))
    play.ok("WB", DAY, receipt(ref="b2", contribution="ca"))


# --- correction -----------------------------------------------------------------------------------
def reverse(seq: int) -> b.ReverseEntry:
    return b.ReverseEntry(seq=seq, reason="booked to the wrong fund")


@pytest.mark.parametrize("made", [pledge, receipt, write_off])
def test_an_entry_of_money_is_reversed_once(made):
    play = fund()
    before = dict(play.books.balances)
    play.ok("WB", DAY, made())
    seq = play.state.size - 1
    play.ok("WB", DAY, reverse(seq))
    assert {key: value for key, value in play.books.balances.items() if value} == before
    play.no("reversed-already", "WB", DAY, reverse(seq))


def test_after_a_reversal_the_reference_is_free():
    play = fund()
    play.ok("WB", DAY, receipt())
    play.ok("WB", DAY, reverse(1))
    play.ok("WB", DAY, receipt(amount="50"))
    assert play.books.total("received") == 50


def test_only_entries_of_money_are_reversed():
    play = fund()
    play.no("not-reversible", "WB", DAY, reverse(0))
    play.no("not-reversible", "WB", DAY, reverse(99))


def test_money_that_was_spent_cannot_be_undone():
    play = running()
    play.pay("w", "A", 80_000, DAY)
    seq = next(seq for seq, fact in play.books.facts.items() if fact.donor == "US")
    refused = play.no("money-gone", "WB", DAY, reverse(seq))
    assert refused.facts == {"seq": str(seq), "cash": "4500.00", "unit": "USD"}


def test_a_pledge_that_was_replaced_cannot_be_undone():
    play = fund()
    play.ok("WB", DAY, pledge())
    play.ok("WB", DAY, signed(pledge="p1"))
    refused = play.no("pledge-replaced", "WB", DAY, reverse(1))
    assert refused.facts == {"seq": "1", "ref": "p1"}


def test_only_money_that_follows_a_call_performs_it():
    play = running()
    play.ok("WB", DAY, signed())
    play.ok("WB", DAY, call())
    assert play.status("duty", "O3:US:1") == "due"
    play.receive("US", 300, later(DAY, 30))
    assert play.status("duty", "O3:US:1") == "performed"
