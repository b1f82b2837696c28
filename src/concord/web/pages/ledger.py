"""The books: balances by account, unit and source, and the entries behind any figure."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.core.books.state import CREDIT
from concord.core.entry import decode
from concord.shell import funds
from concord.web import history, wording
from concord.web.charts import Cell, Column, Table
from concord.web.visit import Visit, arrive, number, page

PER_PAGE: Final = 50
ACCOUNTS_MAX: Final = 300

Balances = dict[tuple[str, str], int]


@require_safe
def ledger(request: HttpRequest, fund: str) -> HttpResponse:
    """Every family of accounts in every currency."""
    visit = arrive(request, fund)
    sums: Balances = {}
    for (account, unit, _source), minor in visit.state.books.balances.items():
        key = (account.partition(":")[0], unit)
        sums[key] = sums.get(key, 0) + minor
    units = sorted({unit for _family, unit in sums}, key=lambda unit: (unit != visit.holding, unit))
    return page(
        visit,
        "ledger",
        _("Ledger"),
        table=_families(visit, sums, units),
        checks=_checks(visit, units),
    )


def _families(visit: Visit, sums: Balances, units: list[str]) -> Table:
    titles = history.accounts()
    found = [family for family in titles if any((family, unit) in sums for unit in units)]
    columns = (Column(_("Accounts")), *(Column(unit, number=True) for unit in units))
    rows = tuple(
        (
            Cell(titles[family], url=visit.url("family", family=family)),
            *(_figure(visit, family, sums.get((family, unit)), unit) for unit in units),
        )
        for family in found
    )
    return Table(_("Balances by currency"), columns, rows)


def _figure(visit: Visit, family: str, minor: int | None, unit: str) -> Cell:
    """A balance with the sign under which a reader knows it; empty where there is none."""
    if minor is None:
        return Cell("", number=True)
    shown = -minor if family in CREDIT else minor
    return Cell(wording.amount(visit.state, shown, unit), number=True)


def _checks(visit: Visit, units: list[str]) -> list[dict[str, str]]:
    """What must hold of the books: each currency's accounts add up to nothing."""
    found = []
    for unit in units:
        whole = sum(
            minor
            for (_account, booked, _source), minor in visit.state.books.balances.items()
            if booked == unit
        )
        facts = {"unit": unit, "sum": wording.money(visit.state, whole, unit)}
        found.append(
            {
                "label": _("All accounts in %(unit)s add up to %(sum)s") % facts,
                "state": "met" if whole == 0 else "breached",
                "state_label": _("Balanced") if whole == 0 else _("Not balanced"),
            }
        )
    return found


@require_safe
def family(request: HttpRequest, fund: str, family: str) -> HttpResponse:
    """The accounts of one family, and the entries behind them."""
    visit = arrive(request, fund)
    if family not in history.accounts():
        raise Http404(family)
    return _listing(visit, family, _accounts(visit, family))


@require_safe
def account(request: HttpRequest, fund: str, account: str) -> HttpResponse:
    """One account, and the entries behind it."""
    visit = arrive(request, fund)
    if not any(name == account for name, _unit, _source in visit.state.books.balances):
        raise Http404(account)
    return _listing(visit, account, _balances(visit, account))


def _accounts(visit: Visit, family: str) -> Table:
    sums: Balances = {}
    for (account, unit, _source), minor in visit.state.books.balances.items():
        if account.partition(":")[0] == family:
            sums[(account, unit)] = sums.get((account, unit), 0) + minor
    if set(sums) <= {(family, unit) for _account, unit in sums}:
        return _balances(visit, family)
    columns = (
        Column(_("Account")),
        Column(_("Currency")),
        Column(_("Balance"), number=True),
    )
    largest = sorted(sums.items(), key=lambda item: -abs(item[1]))[:ACCOUNTS_MAX]
    rows = tuple(
        (
            Cell(_subject(visit, account), url=visit.url("account", account=account)),
            Cell(unit),
            _figure(visit, family, minor, unit),
        )
        for (account, unit), minor in largest
    )
    return Table(_("Accounts, the largest first"), columns, rows)


def _subject(visit: Visit, account: str) -> str:
    subject = account.partition(":")[2]
    return wording.party(visit.state, subject) if subject else account


def _balances(visit: Visit, account: str) -> Table:
    """One account by unit and source."""
    columns = (Column(_("Source")), Column(_("Currency")), Column(_("Balance"), number=True))
    rows = tuple(
        (
            Cell(wording.party(visit.state, source) if source else _("No one source")),
            Cell(unit),
            _figure(visit, account.partition(":")[0], minor, unit),
        )
        for (name, unit, source), minor in visit.state.books.balances.items()
        if name == account
    )
    return Table(_("Balance by source"), columns, rows)


def _listing(visit: Visit, account: str, balances: Table) -> HttpResponse:
    """The page of an account or of a family: its balances, then its entries."""
    before = visit.asked("before")
    rows = funds.rows(
        visit.fund,
        key=f"account:{account}",
        before=number(before),
        limit=PER_PAGE + 1,
    )
    return page(
        visit,
        "account",
        history.account_title(visit.state, account),
        room="ledger",
        account=account,
        balances=balances,
        entries=_entries(visit, account, rows[:PER_PAGE]),
        pages=_pages(rows, before),
        empty=_("No entry has touched this account yet."),
    )


def _entries(visit: Visit, account: str, rows: list[funds.LogRow]) -> Table:
    columns = (
        Column(_("Entry")),
        Column(_("Recorded")),
        Column(_("What happened")),
        Column(_("Currency")),
        Column(_("Amount"), number=True),
    )
    found = []
    for row in rows:
        entry = decode(row.data)
        sums: dict[str, int] = {}
        for posting in history.postings(visit.state, entry):
            if account in {posting.account, posting.account.partition(":")[0]}:
                sums[posting.unit] = sums.get(posting.unit, 0) + posting.amount
        for unit, minor in sums.items():
            found.append(
                (
                    Cell(str(row.seq), url=visit.url("entry", seq=row.seq)),
                    Cell(wording.short_date(row.at)),
                    Cell(history.sentence(visit.state, entry)),
                    Cell(unit),
                    _figure(visit, account.partition(":")[0], minor, unit),
                )
            )
    return Table(_("Entries, the newest first"), columns, tuple(found))


def _pages(rows: list[funds.LogRow], before: str) -> dict[str, Any] | None:
    """Older entries are one link away, the newest another."""
    if len(rows) <= PER_PAGE and not before:
        return None
    older = urlencode({"before": rows[PER_PAGE - 1].seq}) if len(rows) > PER_PAGE else ""
    return {"previous_url": "?" if before else "", "next_url": f"?{older}" if older else ""}


# --- one party ------------------------------------------------------------------------------------
@require_safe
def party(request: HttpRequest, fund: str, party: str) -> HttpResponse:
    """What the log holds of one party: its accounts, and what it did."""
    visit = arrive(request, fund)
    known = visit.state.parties.get(party)
    if known is None:
        raise Http404(party)
    rows = funds.rows(fund, key=f"party:{party}", limit=PER_PAGE)
    events = [
        {
            "at": wording.short_date(row.at),
            "date": row.at[:10],
            "title": history.line(visit.state, row).sentence,
            "url": visit.url("entry", seq=row.seq),
            "by": _("Entry %(seq)d") % {"seq": row.seq},
        }
        for row in rows
    ]
    return page(
        visit,
        "party",
        wording.party(visit.state, party),
        room="contributions",
        accounts=_own(visit, party),
        events=events,
    )


def _own(visit: Visit, party: str) -> Table:
    """The accounts that are named after a party."""
    titles = history.accounts()
    columns = (Column(_("Account")), Column(_("Currency")), Column(_("Balance"), number=True))
    sums: Balances = {}
    for (account, unit, _source), minor in visit.state.books.balances.items():
        if account.partition(":")[2] == party:
            sums[(account, unit)] = sums.get((account, unit), 0) + minor
    rows = tuple(
        (
            Cell(titles[account.partition(":")[0]], url=visit.url("account", account=account)),
            Cell(unit),
            _figure(visit, account.partition(":")[0], minor, unit),
        )
        for (account, unit), minor in sums.items()
    )
    return Table(_("Its accounts"), columns, rows)
