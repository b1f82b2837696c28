"""Postings: every event of money balances to zero per unit and source, within 64 bits."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.books import acts as b
from concord.core.books.acts import BooksEvent, Draw
from concord.core.books.state import APPLY, LEGS, MINOR_MAX, Books, apply, check, legs_of, post
from concord.core.entry import EVENTS
from concord.core.programme.acts import ProjectRegistered

MONEY = {"amount": "700", "currency": "JPY", "equivalent": "500", "value_on": "2027-01-05"}
OF_JP = {"donor": "JP", "ref": "r", **MONEY}
OF_A = {"project": "A", "amount": "5", "value_on": "2027-01-05"}
DRAWS = [Draw("US", "3"), Draw("JP", "2")]

EXAMPLES = [
    b.Pledged(**OF_JP),
    b.ContributionSigned(**OF_JP, pledge="r", freed="300", freed_equivalent="200"),
    b.ContributionSigned(**OF_JP),
    b.InstalmentCalled(donor="JP", contribution="r", amount="7", currency="JPY"),
    b.Received(**OF_JP),
    b.Received(**(OF_JP | {"currency": "USD", "equivalent": "700"})),
    b.WrittenOff(**OF_JP),
    b.Reversed(seq=3, fact=b.Received(**OF_JP)),
    b.Reversed(seq=3, fact=b.WrittenOff(**OF_JP)),
    b.Reversed(seq=3, fact=b.Pledged(**OF_JP)),
    b.Allocated(**OF_A),
    b.Committed(**OF_A, phase="P1"),
    b.Disbursed(**OF_A, withdrawal="w", payee="p", draws=DRAWS, phase="P1"),
    b.Documented(**OF_A, withdrawal="w", phase="P1"),
    b.FoundIneligible(**OF_A, finding="f"),
    b.Refunded(**OF_A, cause="unspent", ref="x", draws=DRAWS),
]


def test_every_event_of_the_books_is_applied_and_posted():
    events = {kind for kind in EVENTS.values() if issubclass(kind, BooksEvent)}
    assert set(APPLY) == events == {type(event) for event in EXAMPLES}
    assert set(LEGS) == events - {b.InstalmentCalled}


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_legs_balance_per_unit_and_source(event):
    sums: dict[tuple[str, str], int] = {}
    for _, unit, source, amount in legs_of(event, "USD"):
        sums[unit, source] = sums.get((unit, source), 0) + amount
    assert not any(sums.values())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_an_event_changes_the_books_by_its_legs(event):
    books = Books()
    apply(books, b.Pledged(**OF_JP), "USD", 1)
    before = dict(books.balances)
    apply(books, event, "USD", 2)
    for account, unit, source, amount in legs_of(event, "USD"):
        if account != "memo":
            key = (account, unit, source)
            assert books.balances[key] == before.get(key, 0) + amount


def test_what_is_not_money_posts_nothing():
    assert legs_of(ProjectRegistered(project="A", title="A"), "USD") == []


def test_both_totals_of_an_exchange_are_kept():
    books = Books()
    apply(books, b.Received(**OF_JP), "USD", 1)
    assert books.balances == {
        ("exchange", "JPY", "JP"): 700,
        ("received:JP", "JPY", "JP"): -700,
        ("cash", "USD", "JP"): 500,
        ("exchange", "USD", "JP"): -500,
    }
    assert (books.total("received"), books.total("received", "JP")) == (500, 500)
    assert books.cash("USD") == {"JP": 500}


def test_a_reversal_undoes_balance_total_and_reference():
    books = Books()
    fact = b.Received(**OF_JP)
    apply(books, fact, "USD", 1)
    apply(books, b.Reversed(seq=1, fact=fact), "USD", 2)
    assert not any(books.balances.values())
    assert (books.total("received"), books.refs, books.reversed) == (0, set(), {1})


def test_a_reversed_pledge_is_no_pledge():
    books = Books()
    fact = b.Pledged(**OF_JP)
    apply(books, fact, "USD", 1)
    assert books.pledges == {"r": ("JP", "JPY", 700, 500)}
    apply(books, b.Reversed(seq=1, fact=fact), "USD", 2)
    assert (books.pledges, books.total("pledged")) == ({}, 0)


def test_a_contribution_takes_the_place_of_its_pledge():
    books = Books()
    apply(books, b.Pledged(**OF_JP), "USD", 1)
    signed = b.ContributionSigned(**OF_JP, pledge="r", freed="300", freed_equivalent="200")
    apply(books, msgspec.structs.replace(signed, ref="ca"), "USD", 2)
    assert books.pledges["r"] == ("JP", "JPY", 400, 300)
    assert books.total("pledged", "JP") == 300
    assert books.contributions == {"ca": ("JP", "JPY", 700, 500)}


def test_the_first_payment_opens_a_series_and_a_receipt_closes_it():
    books = Books()
    for donor, amount in {"US": "30", "JP": "20"}.items():
        fact = b.Received(**(OF_JP | {"donor": donor, "currency": "USD", "amount": amount}))
        apply(books, msgspec.structs.replace(fact, equivalent=amount), "USD", 1)
    paid = b.Disbursed(**OF_A, withdrawal="w", payee="p", draws=DRAWS, phase="P1")
    apply(books, paid, "USD", 2)
    assert books.series.weights == (30, 20)
    apply(books, paid, "USD", 3)
    assert (books.series.given, books.series.total) == ([6, 4], 10)
    assert books.attributed == {("A", "US"): 6, ("A", "JP"): 4}
    assert books.phase("disbursed", "P1") == 10
    apply(books, b.Refunded(**OF_A, cause="unspent", ref="x", draws=DRAWS), "USD", 4)
    assert books.series is None
    assert books.attributed == {("A", "US"): 3, ("A", "JP"): 2}


def test_postings_that_do_not_balance_are_an_error():
    with pytest.raises(ArithmeticError, match="do not balance"):
        post(Books(), [("cash", "USD", "US", 7)])
    across = [("cash", "USD", "US", 7), ("cash", "USD", "JP", -7)]
    with pytest.raises(ArithmeticError, match="do not balance"):
        post(Books(), across)


def test_the_range_is_64_bits_and_more_is_an_error_never_a_wrap():
    books = Books()
    most = b.Pledged(**(OF_JP | {"amount": str(MINOR_MAX), "equivalent": "1"}))
    apply(books, most, "USD", 1)
    assert books.balance("pledged:JP", "JPY", "JP") == 2**63 - 1
    with pytest.raises(ArithmeticError, match="64 bits"):
        apply(books, b.Pledged(**(OF_JP | {"amount": "1", "ref": "s"})), "USD", 2)


def test_a_check_says_beforehand_what_posting_would(monkeypatch):
    books = Books()
    half = b.Pledged(**(OF_JP | {"amount": str(MINOR_MAX // 2), "equivalent": "1"}))

    check(books, [half, half], "USD")
    with pytest.raises(ArithmeticError, match="64 bits"):
        check(books, [half, half, half], "USD")
    monkeypatch.setitem(LEGS, b.Pledged, lambda *_: [("cash", "USD", "US", 7)])
    with pytest.raises(ArithmeticError, match="do not balance"):
        check(books, [half], "USD")

    assert not books.balances


@given(st.lists(st.integers(-(10**18), 10**18), max_size=12))
def test_a_balance_is_the_sum_of_its_legs(amounts):
    books = Books()
    for amount in amounts:
        try:
            post(books, [("cash", "USD", "US", amount), ("memo", "USD", "US", -amount)])
        except ArithmeticError:
            return
    assert books.balance("cash", "USD", "US") == sum(amounts)
