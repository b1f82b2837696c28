"""``concord import cerf``: the Central Emergency Response Fund's public lists, judged and written.

The lists bring a fund of their own, under the small agreement that the package carries. They lack
what the fund had before them and earned beside them, so that allocations outrun receipts at times:
without leave to name the source as incomplete nothing is written, and the shortfall is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

import concord
from concord.core import agreement
from concord.core.acts import (
    RULES,
    Act,
    AgreementRef,
    NameSourceIncomplete,
    OpenFund,
    Refusal,
)
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import Terms
from concord.core.entry import Entry, Envelope, decode, entry_of
from concord.core.fund import decide
from concord.core.sentences import sentence
from concord.core.state import State
from concord.shell import clock, funds, passing, table
from concord.shell.imports import cerf_checks, cerf_rows, rows
from concord.shell.imports.amounts import minor_of
from concord.shell.imports.cerf_rows import Reading, Sender, Sent
from concord.shell.imports.rates import Rates
from concord.shell.imports.remarks import Remark, UnusableSource
from concord.shell.imports.trial import OVERDRAFT, Refused, Trial

EVENTS = "cerf_events.csv"
AGREEMENT = Path(concord.__file__).parent / "agreements" / "cerf.yaml"
SOURCE = "Central Emergency Response Fund, public lists of contributions and allocations"
LACKS = (
    "opening balance, interest, transfers from the loan element, refunds of unspent grants and the "
    "programme support cost; receipts less allocations therefore fall below zero at times"
)
REMEDY = "The lists lack money; --accept-incomplete names them as incomplete and writes all."
OFFICER = "import"
#: Other lists that add to the main one where they lie beside it.
SECTORS = Path("raw", "CERF_Allocations.csv")
RATES = Path("..", "fx", "ecb_daily_selected.csv")

Progress = Callable[[int, int], None]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did, or would do. Amounts in major units of the holding currency.

    ``written`` counts commands by type: those that are in the log because of this run (or, on a dry
    run, would be); nothing when ``problems`` stopped it. ``already`` counts those found there.
    ``lowest`` is the lowest close of receipts less allocations, where it falls below zero.
    """

    fund: str
    source: str
    rows: int
    dry_run: bool
    written: dict[str, int]
    already: int
    totals: dict[str, str]
    lowest: dict[str, str]
    portfolio: dict[str, str | int]
    flags: list[Remark]
    problems: list[Remark]
    log: dict[str, str | int]

    @property
    def stopped(self) -> bool:
        """Whether problems kept the import from being written."""
        return bool(self.problems)


class _Plan:
    """One import: the fund it goes to, what was read, what was found."""

    def __init__(self, path: Path, fund: str | None) -> None:
        self.folder = path if path.is_dir() else path.parent
        self.events = path / EVENTS if path.is_dir() else path
        self.shipped = shipped_terms()
        self.fund = fund or self.shipped.id
        self.exists = self.fund in funds.fund_ids()
        if fund and not self.exists and fund != self.shipped.id:
            raise UnusableSource(
                [_of_source(self.events.name, f"there is no fund {fund!r} here to import into")]
            )
        self.terms = funds.terms(self.fund) if self.exists else self.shipped
        # A fund under the same text whose clock is measured is being operated, not imported.
        pinned = not self.exists or funds.is_pinned(self.fund)
        self.own = pinned and self.terms.sha256 == self.shipped.sha256
        self.entries = _entries(self.fund) if self.exists else [_opening(self.shipped)]
        self.rows = rows.read(self.events, cerf_rows.COLUMNS)
        self.listed = self._portfolio()
        self.reading = self._read()

    def _read(self) -> Reading:
        since = self.entries[-1].at if self.own else ""
        trustee = passing.trustee(self.terms)
        sender = Sender(trustee, f"{trustee}/{OFFICER}", since)
        found = cerf_rows.reading(self.rows, self.terms, sender, self._sectors())
        facts = cerf_checks.facts(found.sent, self.rows)
        found.flags += cerf_checks.contributions(facts)
        found.flags += cerf_checks.later(self.rows, day_of(clock.measured()[:10]))
        found.flags += cerf_checks.portfolio(self.listed, found.sent, self.terms)
        if (self.folder / RATES).is_file():
            found.flags += cerf_checks.rates(facts, self.terms, Rates(self.folder / RATES))
        else:
            reason = f"no list of rates at {RATES.as_posix()}: implied rates were not compared"
            found.flags.append(_of_source(self.events.name, reason))
        return found

    def _sectors(self) -> dict[str, str]:
        """Return the sectors of projects by reference, as far as other lists give them."""
        made = {row.values["project_code"]: row.values["sector"] for row in self.listed}
        if (self.folder / SECTORS).is_file():
            listed = rows.read(self.folder / SECTORS, ("projectCode", "projectsectors"))
            made |= {row.values["projectCode"]: row.values["projectsectors"] for row in listed}
        return made

    def _portfolio(self) -> list[rows.Row]:
        path = self.folder / cerf_checks.PORTFOLIO
        columns = ("project_code", "sector", "budget_usd")
        return rows.read(path, columns) if path.is_file() else []

    def sent(self, *, accept_incomplete: bool) -> list[Sent]:
        """Return all that is to be sent, the naming of the source first where that is allowed."""
        made = list(self.reading.sent)
        if accept_incomplete and self.own and made:
            command = NameSourceIncomplete(source=SOURCE, lacks=LACKS)
            first = made[0].envelope
            named = msgspec.structs.replace(first, id="cerf:incomplete", command=command)
            made.insert(0, Sent(0, named))
        return made


def run(
    path: Path,
    *,
    fund: str | None = None,
    dry_run: bool = False,
    accept_incomplete: bool = False,
    progress: Progress = lambda _, __: None,
) -> Outcome:
    """Import the lists in a folder (or the main list itself); all of it or nothing.

    Without ``fund`` they go to a fund of their own, which the first import opens. A row that was
    imported before adds nothing. ``accept_incomplete`` is for that fund alone: to name a source as
    incomplete lifts the refusal of overdrafts, which a fund in operation must not lose.
    ``progress`` is told how many commands of how many were judged. Raise UnusableSource where a
    list cannot be read at all.
    """
    plan = _Plan(path, fund)
    sent = plan.sent(accept_incomplete=accept_incomplete)
    trial = Trial(plan.terms, plan.entries, _now(plan))
    refused = list(trial.run([one.envelope for one in sent], progress))
    problems = [*plan.reading.problems, *_refusals(plan, sent, refused)]
    if trial.overdraft is not None:
        problems.append(_shortfall(plan, sent, trial.overdraft))
    if accept_incomplete and not plan.own:
        reason = "only the fund that the lists themselves open can be named incomplete by an import"
        problems.append(_of_source(plan.events.name, reason))
    if not problems and not dry_run:
        problems = _write(plan, sent)
    return _outcome(plan, trial, problems, dry_run=dry_run)


def shipped_terms() -> Terms:
    """Return the agreement that the package carries, compiled."""
    found = agreement.load(AGREEMENT.read_bytes(), AGREEMENT.name)
    if isinstance(found, list):
        raise TypeError(f"the package's own {AGREEMENT.name} has problems: {found}")
    return found


def _opening(terms: Terms) -> Entry:
    """Return a first entry as the trial needs it; the real one is made as the fund is opened."""
    reference = AgreementRef(terms.id, terms.sha256)
    command = OpenFund(origin="trial", key="trial", agreements=[reference], rules=RULES)
    at = f"{iso_of(terms.effective)}T00:00:00Z"
    act = Act(party=passing.trustee(terms), officer="trial", at=at, id="trial:0", command=command)
    decided = decide(State(terms), act)
    if isinstance(decided, Refusal):
        raise TypeError(f"the package's own agreement cannot be opened: {decided.code}")
    return entry_of(0, act, decided)


def _entries(fund: str) -> list[Entry]:
    return [decode(data) for data in table.bodies(fund, table.size(fund))]


def _now(plan: _Plan) -> str:
    return funds.now(plan.fund) if plan.exists else plan.entries[-1].at


def _write(plan: _Plan, sent: list[Sent]) -> list[Remark]:
    """Open the fund where it is not there and append everything; return what stopped it, if so."""
    envelopes: list[Envelope] = [one.envelope for one in sent]
    if not plan.exists:
        first = f"{iso_of(plan.terms.effective)}T00:00:00Z"
        funds.open_fund(AGREEMENT.read_bytes(), AGREEMENT.name, pinned_at=first)
    done = funds.act_many(plan.fund, envelopes)
    if isinstance(done, int):
        return []
    return _refusals(plan, sent, [Refused(*done)])


def _refusals(plan: _Plan, sent: list[Sent], refused: list[Refused]) -> list[Remark]:
    by_number = {row.number: row for row in plan.rows}
    remarks: list[Remark] = []
    for place, refusal in refused:
        row = by_number.get(sent[place].row)
        column = "amount_usd" if refusal.code == OVERDRAFT else ""
        reason = sentence(refusal)
        remarks.append(
            cerf_rows.remark(row, column, reason) if row else _of_source(plan.events.name, reason)
        )
    return remarks


def _shortfall(plan: _Plan, sent: list[Sent], first: Refused) -> Remark:
    """Return what an incomplete source comes to: where it first falls short, how far, and when."""
    row = next(row for row in plan.rows if row.number == sent[first.place].row)
    amount, day = plan.reading.lowest() or (0, 0)
    lowest = State(plan.terms).major_of(amount, plan.terms.holding)
    reason = (
        f"allocated before the money for it is in the lists: {sentence(first.refusal)} "
        f"Receipts less allocations close as low as {lowest} {plan.terms.holding}"
        + (f" on {iso_of(day)}." if day else ".")
        + (f" {REMEDY}" if plan.own else "")
    )
    return cerf_rows.remark(row, "amount_usd", reason)


def _outcome(plan: _Plan, trial: Trial, problems: list[Remark], *, dry_run: bool) -> Outcome:
    unit, state = plan.terms.holding, trial.state
    written = {} if problems else dict(trial.new)
    there = plan.fund in funds.fund_ids()
    lowest = plan.reading.lowest()
    budgets = [
        minor_of(row.values["budget_usd"], plan.terms.currencies[unit]) for row in plan.listed
    ]
    portfolio: dict[str, str | int] = {
        "list": cerf_checks.PORTFOLIO,
        "projects": len(budgets),
        "budget": state.major_of(sum(one.units for one in budgets if one), unit),
    }
    return Outcome(
        fund=plan.fund,
        source=plan.events.name,
        rows=len(plan.rows),
        dry_run=dry_run,
        written=written,
        already=trial.already,
        totals={
            "currency": unit,
            **{
                name: state.major_of(amount, unit)
                for name, amount in msgspec.structs.asdict(plan.reading.totals).items()
            },
        },
        lowest=(
            {"amount": state.major_of(lowest[0], unit), "on": iso_of(lowest[1])} if lowest else {}
        ),
        portfolio=portfolio if plan.listed else {},
        flags=sorted(plan.reading.flags, key=lambda one: (one.file, one.row)),
        problems=sorted(problems, key=lambda one: (one.file, one.row)),
        log={"size": funds.size(plan.fund), "root": funds.root(plan.fund).hex()} if there else {},
    )


def _of_source(file: str, reason: str) -> Remark:
    return Remark(file=file, row=0, column="", value="", reason=reason)
