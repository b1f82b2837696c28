"""Who promised what, signed what, paid what, and what is due from whom."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.core.regime.state import Instrument
from concord.web import charts, wording
from concord.web.charts import Cell, Column, Table
from concord.web.forms.acts import links
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, page

FAMILIES = ("pledged", "committed_by_donors", "received")
OPEN = ("due", "overdue", "breached")


@require_safe
def contributions(request: HttpRequest, fund: str) -> HttpResponse:
    """Donors with their money, at recorded equivalents and in their own currencies."""
    visit = arrive(request, fund)
    donors = _donors(visit)
    return page(
        visit,
        "contributions",
        _("Contributions"),
        now=_now(visit),
        table=_table(visit, donors),
        currencies=_currencies(visit, donors),
        calls=_calls(visit),
        schedules=[_schedule(visit, ident) for ident in visit.terms.schedules],
        receive_url=visit.act_url("receive") if visit.terms.phases else "",
        acts=links(visit, "pledge", "sign", "call", "write-off", "reverse", "accede"),
    )


def _donors(visit: Visit) -> list[str]:
    """Every party that is a donor or has any money in the books, in the order of the agreement."""
    money = {who for (family, who) in visit.state.books.totals if family in FAMILIES and who}
    return [
        party.id
        for party in visit.state.parties.values()
        if party.role in {"donor", "co-financier"} or party.id in money
    ]


def _now(visit: Visit) -> str:
    books, unit = visit.state.books, visit.holding
    signed, received = books.total("committed_by_donors"), books.total("received")
    facts = {
        "received": wording.money(visit.state, received, unit),
        "signed": wording.money(visit.state, signed, unit),
        "pledged": wording.money(visit.state, books.total("pledged"), unit),
    }
    if not signed:
        return _("%(received)s has been received; %(pledged)s was pledged.") % facts
    text = _(
        "%(received)s of %(signed)s signed has been received;"
        " %(pledged)s is pledged and not signed."
    )
    return text % facts


def _table(visit: Visit, donors: list[str]) -> Table:
    columns = (
        Column(_("Donor")),
        Column(_("Pledged"), number=True),
        Column(_("Signed"), number=True),
        Column(_("Received"), number=True),
        Column(_("Outstanding"), number=True),
        Column(_("Instalments")),
    )
    rows = [_row(visit, donor) for donor in donors]
    books = visit.state.books
    sums = [books.total(family) for family in FAMILIES]
    outstanding = sum(_outstanding(visit, donor) for donor in donors)
    totals = (
        Cell(_("Total")),
        *(_cell(visit, minor, visit.holding) for minor in [*sums, outstanding]),
        Cell(""),
    )
    caption = _("At recorded equivalents, in %(unit)s") % {"unit": visit.holding}
    return Table(caption, columns, tuple(rows), totals)


def _row(visit: Visit, donor: str) -> tuple[Cell, ...]:
    books = visit.state.books
    state, words = _instalments(visit, donor)
    return (
        Cell(wording.party(visit.state, donor), url=visit.url("party", party=donor)),
        *(
            _cell(visit, books.total(family, donor), visit.holding, f"{family}:{donor}")
            for family in FAMILIES
        ),
        _cell(visit, _outstanding(visit, donor), visit.holding),
        Cell(words, state=state),
    )


def _outstanding(visit: Visit, donor: str) -> int:
    """Signed and neither received nor written off."""
    books = visit.state.books
    settled = books.total("received", donor) + books.total("written_off", donor)
    return max(0, books.total("committed_by_donors", donor) - settled)


def _cell(visit: Visit, minor: int, unit: str, account: str = "") -> Cell:
    url = visit.url("account", account=account) if account and minor else ""
    return Cell(wording.amount(visit.state, minor, unit), number=True, url=url)


def _instalments(visit: Visit, donor: str) -> tuple[str, str]:
    """The most pressing call on a donor: its state and the words of its tag."""
    calls = [one for one in _duties(visit) if one.text("party") == donor and one.status in OPEN]
    if not calls:
        return "", ""
    first = min(calls, key=_due)
    return first.status, wording.due_words(_due(first), visit.today)


def _duties(visit: Visit) -> list[Instrument]:
    """The duties that calls of instalments raised."""
    return [
        one
        for one in visit.state.regime.of("duty")
        if visit.terms.obligations[one.text("obligation")].due.trigger == "call"
    ]


def _due(one: Instrument) -> int:
    return one.number("due")


def _currencies(visit: Visit, donors: list[str]) -> Table | None:
    """Each donor in each currency of its own; None where all of it is the holding currency."""
    sums: dict[tuple[str, str, str], int] = {}
    wanted = set(donors)
    for (account, unit, _source), minor in visit.state.books.balances.items():
        family, _colon, donor = account.partition(":")
        if family in FAMILIES and donor in wanted:
            key = (donor, unit, family)
            sums[key] = sums.get(key, 0) + (-minor if family == "received" else minor)
    if {unit for _donor, unit, _family in sums} <= {visit.holding}:
        return None
    columns = (
        Column(_("Donor")),
        Column(_("Currency")),
        Column(_("Pledged"), number=True),
        Column(_("Signed"), number=True),
        Column(_("Received"), number=True),
    )
    pairs = {(donor, unit) for donor, unit, _family in sums}
    place = {donor: number for number, donor in enumerate(donors)}
    rows = tuple(
        (
            Cell(wording.party(visit.state, donor)),
            Cell(unit),
            *(_cell(visit, sums.get((donor, unit, family), 0), unit) for family in FAMILIES),
        )
        for donor, unit in sorted(pairs, key=lambda pair: (place[pair[0]], pair[1]))
    )
    return Table(_("In the currencies of the donors"), columns, rows)


def _calls(visit: Visit) -> Table | None:
    """Every instalment that was called."""
    duties = sorted(_duties(visit), key=_due, reverse=True)
    if not duties:
        return None
    columns = (
        Column(_("Donor")),
        Column(_("Due on")),
        Column(_("Currency")),
        Column(_("Called"), number=True),
        Column(_("Paid"), number=True),
        Column(_("State")),
    )
    rows = tuple(
        (
            Cell(wording.party(visit.state, one.text("party"))),
            Cell(wording.short_date(_due(one))),
            Cell(one.text("unit")),
            _cell(visit, one.number("owed"), one.text("unit")),
            _cell(visit, one.number("performed"), one.text("unit")),
            Cell(
                wording.due_words(_due(one), visit.today)
                if one.status == "due"
                else state_label(one.status),
                state=one.status,
            ),
        )
        for one in duties
    )
    return Table(_("Instalments called"), columns, rows)


# --- schedules ------------------------------------------------------------------------------------
def _schedule(visit: Visit, ident: str) -> dict[str, Any]:
    """A schedule of instalments: the picture of due against received, and each step."""
    schedule = visit.terms.schedules[ident]
    steps = [one for one in visit.state.regime.of("step") if one.text("schedule") == ident]
    unit = schedule.steps[0].amount.unit
    plan = charts.Schedule(
        _points(visit, ((one.number("due"), one) for one in steps), unit),
        _points(visit, _received(steps), unit),
        wording.plain_date(visit.today),
        charts.ScheduleWords(_("Due"), _("Received"), _("Today"), _("Day")),
        wording.briefly,
    )
    due = sum((point.amount for point in plan.due if point.on <= plan.today), Decimal(0))
    got = sum((point.amount for point in plan.received), Decimal(0))
    facts = {
        "due": wording.with_unit(wording.briefly(due), unit),
        "received": wording.with_unit(wording.briefly(got), unit),
    }
    title = _("Schedule %(id)s: %(text)s") % {"id": ident, "text": named(schedule.text)}
    description = _("%(due)s has fallen due and %(received)s has been received.") % facts
    figures = charts.schedule_table(_("In %(unit)s") % {"unit": unit}, plan)
    caption = charts.Caption(f"schedule-{ident}", title, description)
    return {
        "title": title,
        "chart": charts.chart(charts.schedule, caption, plan, figures),
        "table": _steps(visit, steps),
        "acts": links(visit, "step", schedule=ident),
    }


def _points(
    visit: Visit, steps: Iterable[tuple[int, Instrument]], unit: str
) -> tuple[charts.Instalment, ...]:
    return tuple(
        charts.Instalment(_day(day), wording.major(visit.state, one.number("amount"), unit))
        for day, one in steps
    )


def _day(day: int) -> dt.date:
    return wording.plain_date(day)


def _received(steps: list[Instrument]) -> list[tuple[int, Instrument]]:
    days = [(one.facts.get("on:received"), one) for one in steps if one.status == "received"]
    return [(day, one) for day, one in days if isinstance(day, int)]


def _steps(visit: Visit, steps: list[Instrument]) -> Table:
    columns = (
        Column(_("Instalment"), number=True),
        Column(_("Due on")),
        Column(_("Amount"), number=True),
        Column(_("State")),
    )
    rows = tuple(
        (
            Cell(str(one.number("n")), number=True),
            Cell(wording.short_date(one.number("due"))),
            Cell(wording.money(visit.state, one.number("amount"), one.text("unit")), number=True),
            Cell(state_label(one.status), state=one.status),
        )
        for one in steps
    )
    return Table(_("Instalments"), columns, rows)
