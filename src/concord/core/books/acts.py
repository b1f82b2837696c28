"""Facts of money: what may be recorded, and what the books then say.

Both totals of an exchange are stored and no rate is: ``amount`` in ``currency``, and ``equivalent``
in the holding currency (MON-7). Where the two currencies are one, ``equivalent`` is left out.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from concord.core.acts import Command, Date, Digits, Event, Known, Text

Ref = Annotated[str, Meta(min_length=1, max_length=80)]
OptionalRef = Annotated[str, Meta(max_length=80)]


class Draw(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How much of a payment, in minor units, is money of one source."""

    source: str
    amount: str


class BooksCommand(Command, frozen=True):
    """Commands that the books decide."""


class RecordPledge(BooksCommand, frozen=True, tag="record_pledge"):
    """An announced, unsigned amount; never spendable."""

    donor: Known
    ref: Ref
    amount: Digits
    currency: Known
    value_on: Date
    equivalent: Digits = ""
    note: Text = ""


class SignContribution(BooksCommand, frozen=True, tag="sign_contribution"):
    """A contribution agreement is countersigned and takes effect, in place of a ``pledge``."""

    donor: Known
    ref: Ref
    amount: Digits
    currency: Known
    value_on: Date
    equivalent: Digits = ""
    pledge: OptionalRef = ""


class CallInstalment(BooksCommand, frozen=True, tag="call_instalment"):
    """The trustee calls an instalment of a contribution agreement; it falls due as agreed."""

    donor: Known
    contribution: Ref
    amount: Digits
    currency: Known


class RecordReceipt(BooksCommand, frozen=True, tag="record_receipt"):
    """Money of a donor has reached the trustee. ``ref`` is the bank's reference, used once.

    ``contribution`` names the pledge or agreement it belongs to, where known.
    """

    donor: Known
    ref: Ref
    amount: Digits
    currency: Known
    value_on: Date
    equivalent: Digits = ""
    contribution: OptionalRef = ""
    note: Text = ""


class WriteOff(BooksCommand, frozen=True, tag="write_off"):
    """A receivable is given up by a recorded decision."""

    donor: Known
    ref: Ref
    amount: Digits
    currency: Known
    value_on: Date
    equivalent: Digits = ""
    note: Text = ""


class ReverseEntry(BooksCommand, frozen=True, tag="reverse_entry"):
    """Corrects an earlier entry of money: its postings are undone by a new entry, once."""

    seq: int
    reason: Annotated[str, Meta(min_length=1, max_length=400)]


class BooksEvent(Event, frozen=True):
    """Events of the books."""


class Pledged(BooksEvent, frozen=True, tag="pledged"):
    """A donor announced money."""

    donor: str
    ref: str
    amount: str
    currency: str
    equivalent: str
    value_on: str


class ContributionSigned(BooksEvent, frozen=True, tag="contribution_signed"):
    """A contribution agreement took effect; ``freed`` of the pledge is no longer only announced."""

    donor: str
    ref: str
    amount: str
    currency: str
    equivalent: str
    value_on: str
    pledge: str = ""
    freed: str = "0"
    freed_equivalent: str = "0"


class InstalmentCalled(BooksEvent, frozen=True, tag="instalment_called"):
    """An instalment is due."""

    donor: str
    contribution: str
    amount: str
    currency: str


class Received(BooksEvent, frozen=True, tag="received"):
    """Money arrived and, where it came in another currency, was exchanged for the equivalent."""

    donor: str
    ref: str
    amount: str
    currency: str
    equivalent: str
    value_on: str
    contribution: str = ""


class WrittenOff(BooksEvent, frozen=True, tag="written_off"):
    """A receivable was given up."""

    donor: str
    ref: str
    amount: str
    currency: str
    equivalent: str
    value_on: str


class Reversed(BooksEvent, frozen=True, tag="reversed"):
    """An entry's postings were undone; ``event`` is the fact that no longer stands."""

    seq: int
    fact: Pledged | Received | WrittenOff


class Allocated(BooksEvent, frozen=True, tag="allocated"):
    """Money was set apart for a project."""

    project: str
    amount: str
    value_on: str


class Committed(BooksEvent, frozen=True, tag="committed"):
    """A grant agreement took effect: its amount moves from allocated to committed."""

    project: str
    amount: str
    value_on: str
    phase: str = ""


class Disbursed(BooksEvent, frozen=True, tag="disbursed"):
    """Money left the trustee; ``draws`` say whose money it was, to the minor unit (MON-10)."""

    project: str
    withdrawal: str
    payee: str
    amount: str
    value_on: str
    draws: list[Draw]
    phase: str = ""


class Documented(BooksEvent, frozen=True, tag="documented"):
    """Expenditure was evidenced and accepted."""

    project: str
    withdrawal: str
    amount: str
    value_on: str
    phase: str = ""


class FoundIneligible(BooksEvent, frozen=True, tag="found_ineligible"):
    """Expenditure was confirmed as not eligible."""

    project: str
    finding: str
    amount: str
    value_on: str


class Refunded(BooksEvent, frozen=True, tag="refunded"):
    """Money came back, to the sources that had paid it.

    ``phase`` is the one in which the project was last paid: what comes back unspent or cancelled is
    no longer outstanding there. (What was ineligible had been documented, and no longer was.)
    """

    project: str
    cause: str
    ref: str
    amount: str
    value_on: str
    draws: list[Draw]
    phase: str = ""
