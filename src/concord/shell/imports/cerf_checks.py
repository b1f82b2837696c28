"""What does not fit together in the lists of the Central Emergency Response Fund: remarks only.

Nothing here changes what is written. Receipts are held against their pledge, equivalents against
the published rate of the day, the list of one country's projects against the allocations.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from concord.core.agreement.days import iso_of
from concord.core.agreement.terms import Terms
from concord.core.books.acts import RecordPledge, RecordReceipt, WriteOff
from concord.core.programme.acts import Allocate
from concord.shell.imports.amounts import minor_of
from concord.shell.imports.cerf_rows import Sent, remark
from concord.shell.imports.rates import Rates
from concord.shell.imports.remarks import Remark
from concord.shell.imports.rows import Row

PORTFOLIO = "dprk_cerf_projects.csv"
#: Operational rates are some per cent off the reference rates; more than this is worth a look.
OFF_PERCENT_MAX = 10

MoneyIn = RecordPledge | RecordReceipt | WriteOff


class Contribution:
    """A pledge with what became of it, in minor units of the pledged currency."""

    __slots__ = ("amount", "currency", "received", "row", "written_off")

    def __init__(self, currency: str, amount: int) -> None:
        self.currency = currency
        self.amount = amount
        self.received = 0
        self.written_off = 0
        self.row = 0


class Checked(NamedTuple):
    """A fact of money that is to be sent, with the row that says it."""

    row: Row
    command: MoneyIn


def facts(sent: list[Sent], rows: list[Row]) -> list[Checked]:
    """Return the facts of money among what is sent."""
    by_number = {row.number: row for row in rows}
    return [
        Checked(by_number[one.row], one.command) for one in sent if isinstance(one.command, MoneyIn)
    ]


def contributions(found: list[Checked]) -> list[Remark]:
    """Return remarks on contributions: paid above the pledge, in another currency, not closed."""
    remarks: list[Remark] = []
    pledges = {
        one.command.ref: Contribution(one.command.currency, int(one.command.amount))
        for one in found
        if isinstance(one.command, RecordPledge)
    }
    for one in found:
        remarks += _settled(pledges, one)
    return remarks + _sums(pledges, {one.row.number: one.row for one in found})


def _settled(pledges: dict[str, Contribution], one: Checked) -> list[Remark]:
    """Add a receipt or write-off to its pledge; remark where the two cannot be added."""
    command = one.command
    if isinstance(command, RecordPledge):
        return []
    ref = command.contribution if isinstance(command, RecordReceipt) else command.ref
    pledge = pledges.get(ref)
    if pledge is None:
        return [remark(one.row, "ref", "no pledge has this reference")]
    if pledge.currency != command.currency:
        reason = f"pledged in {pledge.currency}; the two are compared only at their equivalents"
        return [remark(one.row, "currency", reason)]
    pledge.row = one.row.number
    if isinstance(command, WriteOff):
        pledge.written_off += int(command.amount)
    else:
        pledge.received += int(command.amount)
    return []


def _sums(pledges: dict[str, Contribution], rows: dict[int, Row]) -> list[Remark]:
    remarks: list[Remark] = []
    for pledge in pledges.values():
        settled = pledge.received + pledge.written_off
        if settled > pledge.amount:
            reason = "receipts come to more than the pledge; accepted and shown as they are"
            remarks.append(remark(rows[pledge.row], "amount_local", reason))
        elif pledge.written_off and settled < pledge.amount:
            reason = "pledge less receipts and write-off is not nothing: the contribution is open"
            remarks.append(remark(rows[pledge.row], "amount_local", reason))
    return remarks


def rates(found: list[Checked], terms: Terms, published: Rates) -> list[Remark]:
    """Return remarks on equivalents that are far off the published rate of their day."""
    remarks: list[Remark] = []
    for row, command in found:
        if command.currency == terms.holding or command.equivalent == "0":
            continue
        amount = Fraction(int(command.amount), 10 ** terms.currencies[command.currency])
        worth = Fraction(int(command.equivalent), 10 ** terms.currencies[terms.holding])
        off = published.off(amount, command.currency, worth, command.value_on)
        if off is None:
            reason = "no rate was published for this currency and day; not compared"
            remarks.append(remark(row, "currency", reason))
        elif abs(off) * 100 > OFF_PERCENT_MAX:
            percent = round(off * 100)
            reason = f"the equivalent is {percent:+d} % off the published rate of the day"
            remarks.append(remark(row, "amount_usd", reason))
    return remarks


def later(found: list[Row], today: int) -> list[Remark]:
    """Return remarks on rows dated after the day of the import."""
    reason = f"the date is after {iso_of(today)}, the day of the import"
    return [remark(row, "date", reason) for row in found if row.values["date"] > iso_of(today)]


def portfolio(rows: list[Row], sent: list[Sent], terms: Terms) -> list[Remark]:
    """Return remarks on a country's own list of projects where it differs from the allocations."""
    allocated = {
        one.command.project: one.command for one in sent if isinstance(one.command, Allocate)
    }
    places = terms.currencies[terms.holding]
    remarks: list[Remark] = []
    for row in rows:
        known = allocated.get(row.values["project_code"])
        if known is None:
            reason = "no allocation of the main list has this reference"
            remarks.append(remark(row, "project_code", reason))
            continue
        budget = minor_of(row.values["budget_usd"], places)
        if budget is None or str(budget.units) != known.amount:
            reason = "differs from the allocation in the main list, which is the one written"
            remarks.append(remark(row, "budget_usd", reason))
    return remarks
