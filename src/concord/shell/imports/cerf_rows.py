"""Rows of the Central Emergency Response Fund's lists as commands: a pure mapping, with remarks.

What is booked. A pledge, a receipt and a write-off in their own currency with the dollar equivalent
that the source records; an allocation in dollars to a project of its own. Where both amounts are in
dollars and differ, the recorded equivalent is booked and the other kept in the note. The day of an
event is its value date and, in the fund that the import opens, also the day of its entry.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from concord.core.acts import Accede, Command
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import Terms
from concord.core.books.acts import RecordPledge, RecordReceipt, WriteOff
from concord.core.entry import Envelope, command_of, encode
from concord.core.programme.acts import Allocate, RegisterProject
from concord.shell.imports.amounts import Minor, minor_of
from concord.shell.imports.names import Donors, fitted
from concord.shell.imports.remarks import Remark
from concord.shell.imports.rows import Row

COLUMNS = (
    "seq",
    "date",
    "type",
    "ref",
    "party",
    "party_code",
    "country",
    "currency",
    "amount_local",
    "amount_usd",
    "fiscal_year",
    "window",
    "partner",
    "title",
    "note",
)
SECTOR_LENGTH_MAX = 80
SEVERAL = "Several sectors"
#: The year in a reference, as in 07-CEF-025 and CERF-MDG-24-RR-IOM-34545.
REF_YEAR = re.compile(r"(?:^|-)([0-9]{2})-")
#: An allocation is decided in the year of its reference or next to it; further off is a slip.
REF_YEARS_APART_MAX = 1


class Sent(NamedTuple):
    """An envelope and the row that it came from; row 0 is the source as a whole."""

    row: int
    envelope: Envelope

    @property
    def command(self) -> Command:
        """What is asked."""
        command: Command = self.envelope.command
        return command


class Sender(NamedTuple):
    """In whose name an import is sent, and from which instant on its entries are dated.

    Entries bear the days of their events, but none an instant before ``since``. Where the fund is
    being operated ``since`` is "": the clock is the fund's, the day of an event only a value date.
    """

    party: str
    officer: str
    since: str

    def at(self, day: int) -> str:
        """Return the instant that an event of a day is sent with, "" to leave it to the fund."""
        return max(f"{iso_of(day)}T00:00:00Z", self.since) if self.since else ""


class Money(NamedTuple):
    """An amount in minor units of its currency, its worth in the holding currency, and its day."""

    amount: int
    currency: str
    worth: int
    day: int

    def fields(self, holding: str) -> dict[str, str]:
        """Return the fields by which a command of the books says this."""
        made = {
            "amount": str(self.amount),
            "currency": self.currency,
            "value_on": iso_of(self.day),
        }
        if self.currency != holding:
            made["equivalent"] = str(self.worth)
        return made


class Totals(msgspec.Struct):
    """Sums of the source at the recorded equivalents, in minor units of the holding currency."""

    pledged: int = 0
    received: int = 0
    written_off: int = 0
    allocated: int = 0


class Reading:
    """Everything that came of a source: what to send, what to remark, what adds up to what.

    ``flags`` are remarks on rows that are written as they say; ``problems`` stop the import.
    ``closes`` is receipts less allocations as each day closes.
    """

    __slots__ = ("closes", "flags", "position", "problems", "sent", "totals")

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.flags: list[Remark] = []
        self.problems: list[Remark] = []
        self.totals = Totals()
        self.closes: dict[int, int] = {}
        self.position = 0

    def flag(self, row: Row, column: str, reason: str) -> None:
        """Remark on a value that is written all the same."""
        self.flags.append(remark(row, column, reason))

    def problem(self, row: Row, column: str, reason: str) -> None:
        """Remark on a value that cannot be written."""
        self.problems.append(remark(row, column, reason))

    def lowest(self) -> tuple[int, int] | None:
        """Return the lowest close below zero and its day, None where there is none."""
        least = min(((amount, day) for day, amount in self.closes.items()), default=(0, 0))
        return least if least[0] < 0 else None


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def remark(row: Row, column: str, reason: str) -> Remark:
    """Return a remark on one value of a row."""
    value = row.values.get(column, "")
    return Remark(file=row.file, row=row.number, column=column, value=value, reason=reason)


Made = Iterator[tuple[str, Command]]


class Translation:
    """The running translation of rows, in their order: donors met, references and projects used."""

    __slots__ = ("donors", "joined", "projects", "reading", "repeats", "sectors", "sender", "terms")

    def __init__(self, terms: Terms, sender: Sender, sectors: Mapping[str, str]) -> None:
        self.terms = terms
        self.sender = sender
        self.sectors = sectors
        self.reading = Reading()
        self.donors = Donors(terms.parties)
        self.joined: set[str] = set()
        self.projects: dict[str, str] = {}
        self.repeats: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        """Translate one row; what cannot be is remarked as a problem."""
        kind = KINDS.get(row.values["type"])
        if kind is None:
            reason = f"the type is not one of {', '.join(KINDS)}"
            self.reading.problem(row, "type", reason)
            return
        notes: list[str] = []
        money = self._money(row, notes)
        if money is None:
            return
        base = self._id_of(row)
        for suffix, command in kind(self, row, money, notes):
            ident = self._joining_id(command) if isinstance(command, Accede) else base + suffix
            if not self._send(row, ident, money.day, command):
                return

    def _send(self, row: Row, ident: str, day: int, command: Command) -> bool:
        """Add a command to what is sent; return whether its fields can be sent at all."""
        try:
            command_of(encode(command))
        except msgspec.ValidationError as error:
            self.reading.problem(row, "", f"no command can say this: {error}")
            return False
        envelope = Envelope(
            party=self.sender.party,
            officer=self.sender.officer,
            id=ident,
            command=command,
            at=self.sender.at(day),
        )
        self.reading.sent.append(Sent(row.number, envelope))
        return True

    def _id_of(self, row: Row) -> str:
        """Return an id made of what the row says, so that a longer list adds only what is new.

        The running number of the list is left out, because another edition counts otherwise.
        """
        digest = _digest(row.values[name] for name in COLUMNS if name != "seq")
        self.repeats[digest] += 1
        number = self.repeats[digest]
        return f"cerf:{digest}" if number == 1 else f"cerf:{digest}.{number}"

    @staticmethod
    def _joining_id(command: Accede) -> str:
        """A donor joins once, whichever row of whichever edition names it first."""
        return f"cerf:donor:{_digest((command.id, command.name))}"

    # --- what every row has ---------------------------------------------------------------------
    def _money(self, row: Row, notes: list[str]) -> Money | None:
        day = self._day(row)
        currency, holding = row.values["currency"].strip(), self.terms.holding
        if currency not in self.terms.currencies:
            self.reading.problem(row, "currency", "the agreement pins no such currency")
            return None
        local = self._minor(row, "amount_local", currency, notes)
        worth = self._minor(row, "amount_usd", holding, notes)
        if day is None or local is None or worth is None:
            return None
        amount = local.units
        if currency == holding and amount != worth.units:
            reason = "differs from amount_usd; the recorded dollar equivalent is booked"
            self.reading.flag(row, "amount_local", reason)
            notes.append(f"source amount {row.values['amount_local']} {currency}")
            amount = worth.units
        if worth.units == 0:
            reason = "the source records no dollar equivalent; nothing is added to the dollar total"
            self.reading.flag(row, "amount_usd", reason)
        if year := row.values["fiscal_year"]:
            notes.append(f"counts for {year}")
        if own := row.values["note"].strip():
            notes.append(own)
        return Money(amount, currency, worth.units, day)

    def _day(self, row: Row) -> int | None:
        try:
            return day_of(row.values["date"])
        except ValueError:
            self.reading.problem(row, "date", "write a date that exists as YYYY-MM-DD")
            return None

    def _minor(self, row: Row, column: str, currency: str, notes: list[str]) -> Minor | None:
        text = row.values[column].strip()
        places = self.terms.currencies[currency]
        found = minor_of(text, places)
        if found is None:
            self.reading.problem(row, column, "write an amount in digits, such as 25316.46")
        elif found.rounded:
            reason = f"more decimals than the {places} of {currency}; rounded half-even"
            self.reading.flag(row, column, reason)
            notes.append(f"source amount {text} {currency}")
        return found

    # --- what each type makes of it --------------------------------------------------------------
    def _donor(self, row: Row) -> tuple[str, Made]:
        """Return the id of a row's donor, and its accession where it is met for the first time."""
        name = row.values["party"].strip()
        ident = self.donors.id_of(row.values["party_code"].strip(), name)
        if ident in self.joined:
            return ident, iter(())
        self.joined.add(ident)
        return ident, iter([("", Accede(id=ident, name=name, role="donor"))])

    def pledge(self, row: Row, money: Money, notes: list[str]) -> Made:
        """A pledge, under the reference of the contribution."""
        donor, joining = self._donor(row)
        yield from joining
        self.reading.totals.pledged += money.worth
        fields = money.fields(self.terms.holding)
        ref, note = row.values["ref"], "; ".join(notes)
        yield "", RecordPledge(donor=donor, ref=ref, note=note, **fields)

    def receipt(self, row: Row, money: Money, notes: list[str]) -> Made:
        """A receipt; a contribution is paid in up to five, so that each has a number."""
        donor, joining = self._donor(row)
        yield from joining
        self.reading.totals.received += money.worth
        self._close(money.day, money.worth)
        ref = row.values["ref"]
        self.repeats[f"receipt {ref}"] += 1
        yield (
            "",
            RecordReceipt(
                donor=donor,
                ref=f"{ref}/{self.repeats[f'receipt {ref}']}",
                contribution=ref,
                note="; ".join(notes),
                **money.fields(self.terms.holding),
            ),
        )

    def write_off(self, row: Row, money: Money, notes: list[str]) -> Made:
        """A part of a pledge that is given up."""
        donor, joining = self._donor(row)
        yield from joining
        self.reading.totals.written_off += money.worth
        fields = money.fields(self.terms.holding)
        ref, note = row.values["ref"], "; ".join(notes)
        yield "", WriteOff(donor=donor, ref=ref, note=note, **fields)

    def allocation(self, row: Row, money: Money, notes: list[str]) -> Made:
        """A project, and the money set apart for it."""
        ref = row.values["ref"]
        project = self._project(row)
        if not project:
            return
        self.reading.totals.allocated += money.worth
        self._close(money.day, -money.worth)
        self._examine_year(row, money.day)
        title = row.values["title"].strip()
        if not title:
            self.reading.flag(row, "title", "the project has no title; its reference stands for it")
        listed = self.sectors.get(ref, "")
        fits = len(listed) <= SECTOR_LENGTH_MAX
        told = [row.values["window"].strip(), *notes, "" if fits else f"sectors: {listed}"]
        yield (
            ":project",
            RegisterProject(
                project=project,
                title=title or ref,
                sector=listed if fits else SEVERAL,
                implementer=row.values["party"].strip(),
                place=row.values["country"].strip(),
                source="; ".join(one for one in (ref, *told) if one),
            ),
        )
        worth = str(money.worth)
        yield "", Allocate(project=project, amount=worth, value_on=iso_of(money.day))

    def _project(self, row: Row) -> str:
        """Return the id of a row's project; "" where another row has it already."""
        ref = row.values["ref"]
        project = fitted(ref)
        if project != ref:
            self.reading.flag(row, "ref", f"not fit to be an id; the project is {project or '-'}")
        if not project or project in self.projects:
            taken = self.projects.get(project, "")
            self.reading.problem(row, "ref", f"two projects cannot have one id ({taken or ref})")
            return ""
        self.projects[project] = ref
        return project

    def _examine_year(self, row: Row, day: int) -> None:
        found = REF_YEAR.search(row.values["ref"])
        if found is None:
            return
        year = int(iso_of(day)[2:4])
        if abs(year - int(found[1])) > REF_YEARS_APART_MAX:
            self.reading.flag(row, "date", "the date and the year in the reference are far apart")

    def _close(self, day: int, amount: int) -> None:
        self.reading.position += amount
        self.reading.closes[day] = self.reading.position


KINDS: dict[str, Callable[[Translation, Row, Money, list[str]], Made]] = {
    "PLEDGE": Translation.pledge,
    "RECEIPT": Translation.receipt,
    "WRITE_OFF": Translation.write_off,
    "ALLOCATION": Translation.allocation,
}


def reading(rows: list[Row], terms: Terms, sender: Sender, sectors: Mapping[str, str]) -> Reading:
    """Return what rows come to: envelopes in their order, remarks, totals.

    ``sectors`` are those of projects by reference, from another list; an absent one is left out.
    """
    translation = Translation(terms, sender, sectors)
    for row in rows:
        translation.take(row)
    return translation.reading
