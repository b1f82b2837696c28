"""Money in: pledges, contribution agreements, calls, receipts, write-offs, and their correction.

Rules enforced here: money only in pinned currencies; both totals of an exchange; one deposit
reference once (IN-1); a pledge is never cash (PL-1); an entry is reversed once (LED-5).
"""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Refusal
from concord.core.books import acts
from concord.core.books.state import MINOR_MAX
from concord.core.regime.duties import Payment, discharged, triggered, undone
from concord.core.regime.effects import Claim
from concord.core.state import Handler, Handlers, State, not_yet, unknown

MoneyIn = acts.RecordPledge | acts.SignContribution | acts.RecordReceipt | acts.WriteOff


def examine_money(state: State, command: MoneyIn) -> Iterator[Refusal]:
    """Yield what is wrong with donor, currency, amounts or day of a fact of money."""
    donor = state.parties.get(command.donor)
    if donor is None:
        yield unknown("donor", command.donor, state.parties)
        return
    if donor.role not in {"donor", "co-financier", "recipient"}:
        yield Refusal(code="not-a-donor", clause=donor.art or "", facts={"party": donor.id})
    yield from _examine_amounts(state, command)
    if refused := not_yet(state, "value_on", command.value_on):
        yield refused


def _examine_amounts(state: State, command: MoneyIn) -> Iterator[Refusal]:
    if command.currency not in state.terms.currencies:
        known = ", ".join(state.terms.currencies)
        facts = {"currency": command.currency, "known": known}
        yield Refusal(code="currency-not-pinned", facts=facts)
    holding = state.terms.holding
    if command.currency != holding and not command.equivalent:
        facts = {"currency": command.currency, "holding": holding}
        yield Refusal(code="equivalent-missing", facts=facts)
    if command.currency == holding and command.equivalent not in {"", command.amount}:
        facts = {"holding": holding}
        yield Refusal(code="equivalent-differs", facts=facts)
    if command.amount == "0":
        yield Refusal(code="amount-zero")
    if _reached(state, command) > MINOR_MAX:
        yield Refusal(code="amount-too-large")


def _reached(state: State, command: MoneyIn) -> int:
    """Return the largest balance that a fact of money could lead to, in minor units (MON-4)."""
    balance, donor, holding = state.books.balance, command.donor, state.terms.holding
    unit, amount = command.currency, int(command.amount)
    given = max(-balance("memo", unit, donor), -balance(f"received:{donor}", unit, donor))
    held = max(balance("cash", holding, donor), -balance("exchange", holding, donor))
    return max(given + amount, held + int(command.equivalent or command.amount))


def worth(state: State, command: MoneyIn | acts.CallInstalment) -> str:
    """Return the equivalent in the holding currency, as digits."""
    if isinstance(command, acts.CallInstalment) or command.currency == state.terms.holding:
        return command.amount
    return command.equivalent


def _examine_pledge(state: State, act: Act, command: acts.RecordPledge) -> Iterator[Refusal]:
    yield from examine_money(state, command)
    if command.ref in state.books.pledges:
        yield Refusal(code="reference-used", facts={"ref": command.ref})
    party = state.parties[act.party]
    if party.role == "donor" and act.party != command.donor:
        yield Refusal(code="own-money-only", facts={"party": act.party, "donor": command.donor})


def _pledge(state: State, _: Act, command: acts.RecordPledge) -> list[Event]:
    return [
        acts.Pledged(
            donor=command.donor,
            ref=command.ref,
            amount=command.amount,
            currency=command.currency,
            equivalent=worth(state, command),
            value_on=command.value_on,
        )
    ]


def _examine_sign(state: State, _: Act, command: acts.SignContribution) -> Iterator[Refusal]:
    yield from examine_money(state, command)
    if command.ref in state.books.contributions:
        yield Refusal(code="reference-used", facts={"ref": command.ref})
    if not command.pledge:
        return
    pledge = state.books.pledges.get(command.pledge)
    if pledge is None:
        yield unknown("pledge", command.pledge, state.books.pledges)
    elif pledge[:2] != (command.donor, command.currency):
        facts = {"pledge": command.pledge, "donor": pledge[0], "currency": pledge[1]}
        yield Refusal(code="pledge-differs", facts=facts)


def _sign(state: State, _: Act, command: acts.SignContribution) -> list[Event]:
    freed = freed_worth = 0
    if command.pledge:
        left, left_worth = state.books.pledges[command.pledge][2:]
        freed = min(left, int(command.amount))
        freed_worth = left_worth if freed == left else min(left_worth, int(worth(state, command)))
    return [
        acts.ContributionSigned(
            donor=command.donor,
            ref=command.ref,
            amount=command.amount,
            currency=command.currency,
            equivalent=worth(state, command),
            value_on=command.value_on,
            pledge=command.pledge,
            freed=str(freed),
            freed_equivalent=str(freed_worth),
        )
    ]


def _examine_call(state: State, _: Act, command: acts.CallInstalment) -> Iterator[Refusal]:
    if command.donor not in state.parties:
        yield unknown("donor", command.donor, state.parties)
        return
    found = state.books.contributions.get(command.contribution)
    if found is None:
        known = state.books.contributions
        yield unknown("contribution agreement", command.contribution, known)
    elif found[:2] != (command.donor, command.currency):
        facts = {"pledge": command.contribution, "donor": found[0], "currency": found[1]}
        yield Refusal(code="pledge-differs", facts=facts)
    elif int(command.amount) > found[2]:
        facts = {"amount": state.major_of(found[2], found[1]), "currency": found[1]}
        yield Refusal(code="call-above-agreement", facts=facts)
    if command.amount == "0":
        yield Refusal(code="amount-zero")


def _call(state: State, _: Act, command: acts.CallInstalment) -> list[Event]:
    called = acts.InstalmentCalled(
        donor=command.donor,
        contribution=command.contribution,
        amount=command.amount,
        currency=command.currency,
    )
    subject = f"call:{command.contribution}"
    claim = Claim(subject, int(command.amount), command.currency)
    return [called, *triggered(state, "call", command.donor, claim)]


def _examine_receipt(state: State, _: Act, command: acts.RecordReceipt) -> Iterator[Refusal]:
    yield from examine_money(state, command)
    if command.ref in state.books.refs:
        cures = (Cure(act="use-bank-reference"),)
        yield Refusal(code="deposit-twice", facts={"ref": command.ref}, cures=cures)
    # Order is not logic: real receipts are dated before their pledge. Only a fund that signs
    # agreements insists that the agreement be there first (CA-2).
    named = command.contribution and state.books.contributions
    if named and command.contribution not in state.books.contributions:
        yield unknown("contribution agreement", command.contribution, state.books.contributions)


def _receipt(state: State, _: Act, command: acts.RecordReceipt) -> list[Event]:
    received = acts.Received(
        donor=command.donor,
        ref=command.ref,
        amount=command.amount,
        currency=command.currency,
        equivalent=worth(state, command),
        value_on=command.value_on,
        contribution=command.contribution,
    )
    if not state.regime.counters:
        return [received]
    payment = Payment(command.donor, int(command.amount), command.currency, command.ref)
    done = discharged(state, "call", payment)
    return [received, *done]


def _examine_write_off(state: State, _: Act, command: acts.WriteOff) -> Iterator[Refusal]:
    yield from examine_money(state, command)


def _write_off(state: State, _: Act, command: acts.WriteOff) -> list[Event]:
    return [
        acts.WrittenOff(
            donor=command.donor,
            ref=command.ref,
            amount=command.amount,
            currency=command.currency,
            equivalent=worth(state, command),
            value_on=command.value_on,
        )
    ]


def _examine_reverse(state: State, _: Act, command: acts.ReverseEntry) -> Iterator[Refusal]:
    facts = {"seq": str(command.seq)}
    fact = state.books.facts.get(command.seq)
    if command.seq in state.books.reversed:
        yield Refusal(code="reversed-already", facts=facts)
    elif fact is None:
        yield Refusal(code="not-reversible", facts=facts)
    elif isinstance(fact, acts.Pledged):
        if state.books.pledges[fact.ref][2] != int(fact.amount):
            # A contribution agreement has taken its place; undoing it too would count it twice.
            yield Refusal(code="pledge-replaced", facts={**facts, "ref": fact.ref})
    elif isinstance(fact, acts.Received):
        cash = state.books.balance("cash", state.terms.holding, fact.donor)
        if cash < int(fact.equivalent) and not state.incomplete:
            facts["cash"] = state.major_of(cash, state.terms.holding)
            facts["unit"] = state.terms.holding
            yield Refusal(code="money-gone", facts=facts)


def _reverse(state: State, _: Act, command: acts.ReverseEntry) -> list[Event]:
    fact = state.books.facts[command.seq]
    again = undone(state, fact.ref) if isinstance(fact, acts.Received) else []
    return [acts.Reversed(seq=command.seq, fact=fact), *again]


HANDLERS: Handlers = {
    acts.RecordPledge: Handler(("trustee", "donor"), _examine_pledge, _pledge),
    acts.SignContribution: Handler(("trustee",), _examine_sign, _sign),
    acts.CallInstalment: Handler(("trustee",), _examine_call, _call),
    acts.RecordReceipt: Handler(("trustee",), _examine_receipt, _receipt),
    acts.WriteOff: Handler(("trustee",), _examine_write_off, _write_off),
    acts.ReverseEntry: Handler(("trustee",), _examine_reverse, _reverse),
}
