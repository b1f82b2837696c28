"""Projects: the list with its filter, and one project with its money and its next step."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from concord.core.programme.room import room_to_pay
from concord.core.programme.state import Project, Withdrawal
from concord.core.programme.withdrawals import PENDING, undrawn
from concord.shell import funds
from concord.web import history, wording
from concord.web.charts import Cell, Column, Table
from concord.web.forms.acts import links
from concord.web.forms.withdrawals import method_word
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, page, refusal_box
from concord.web.visit import number as number_of

PER_PAGE: Final = 50
ENTRIES: Final = 20
FAMILIES: Final = ("allocated", "committed", "disbursed", "documented")


@require_safe
def projects(request: HttpRequest, fund: str) -> HttpResponse:
    """The list; the filter is in the address, so that it can be sent on."""
    visit = arrive(request, fund)
    words, sector = visit.asked("q").casefold(), visit.asked("sector")
    everything = list(visit.state.programme.projects.values())
    found = [one for one in everything if _matches(one, words, sector)]
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, number_of(visit.asked("page")) or 1), pages)
    part = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    template = "projects#list" if request.headers.get("HX-Target") == "list" else "projects"
    return page(
        visit,
        template,
        _("Projects"),
        now=_now(visit, len(everything)),
        table=_table(visit, part, found),
        sectors=_sectors(everything, sector),
        q=visit.asked("q"),
        pages=_pages(visit, number, pages, len(found)),
        empty=_("No project has been registered yet.")
        if not everything
        else _("No project has these words; take the filter away to see all of them."),
        withdraw_url=visit.act_url("withdraw") if visit.state.compliance.payees else "",
        acts=links(visit, "project", "payee", "screening"),
    )


def _matches(one: Project, words: str, sector: str) -> bool:
    if sector and one.sector != sector:
        return False
    if not words:
        return True
    return words in f"{one.id} {one.title} {one.implementer} {one.place}".casefold()


def _now(visit: Visit, count: int) -> str:
    books = visit.state.books
    facts = {
        "n": count,
        "committed": wording.money(
            visit.state, books.total("allocated") + books.total("committed"), visit.holding
        ),
        "disbursed": wording.money(visit.state, books.total("disbursed"), visit.holding),
    }
    return (
        ngettext(
            "%(n)d project has %(committed)s set apart or committed; %(disbursed)s is disbursed.",
            "%(n)d projects have %(committed)s set apart or committed; %(disbursed)s is disbursed.",
            count,
        )
        % facts
    )


def _sectors(everything: list[Project], chosen: str) -> list[dict[str, Any]]:
    found = sorted({one.sector for one in everything if one.sector})
    options = [{"value": "", "label": _("All fields"), "selected": not chosen}]
    return options + [
        {"value": sector, "label": named(sector), "selected": sector == chosen} for sector in found
    ]


def _table(visit: Visit, part: list[Project], found: list[Project]) -> Table:
    columns = (
        Column(_("Project")),
        Column(_("Field of work")),
        Column(_("Implemented by")),
        Column(_("Allocated"), number=True),
        Column(_("Committed"), number=True),
        Column(_("Disbursed"), number=True),
        Column(_("Documented"), number=True),
        Column(_("State")),
    )
    books, state = visit.state.books, visit.state
    stopped = suspended(visit)
    rows = tuple(
        (
            Cell(f"{one.id} {named(one.title)}", url=visit.url("project", project=one.id)),
            Cell(named(one.sector)),
            Cell(_implementer(visit, one)),
            *(
                Cell(wording.amount(state, books.total(name, one.id), visit.holding), number=True)
                for name in FAMILIES
            ),
            _state_cell(visit, one, stopped),
        )
        for one in part
    )
    sums = [sum(books.total(name, one.id) for one in found) for name in FAMILIES]
    totals = (
        Cell(_("Total of the list")),
        Cell(""),
        Cell(""),
        *(Cell(wording.amount(state, minor, visit.holding), number=True) for minor in sums),
        Cell(""),
    )
    caption = _("In %(unit)s") % {"unit": visit.holding}
    return Table(caption, columns, rows, totals)


def _implementer(visit: Visit, one: Project) -> str:
    return wording.party(visit.state, one.implementer)


def suspended(visit: Visit) -> set[str]:
    """The projects that a procedure has stopped."""
    scopes = [
        one.text("scope") for one in visit.state.regime.of("suspension") if one.status == "in force"
    ]
    return {scope.removeprefix("project:") for scope in scopes if scope.startswith("project:")}


def stage(visit: Visit, one: Project, stopped: set[str]) -> tuple[str, str]:
    """How far a project has come: the state of its tag and its words."""
    books = visit.state.books
    if one.id in stopped:
        return "suspended", state_label("suspended")
    disbursed = books.total("disbursed", one.id)
    if disbursed and disbursed == books.total("committed", one.id) == books.total(
        "documented", one.id
    ):
        return "met", _("Completed")
    for family, words in (
        ("disbursed", _("Under way")),
        ("committed", _("Granted")),
        ("allocated", _("Allocated")),
    ):
        if books.total(family, one.id):
            return ("authorised" if family == "disbursed" else "due"), words
    return "not started", _("Proposed")


def _state_cell(visit: Visit, one: Project, stopped: set[str]) -> Cell:
    state, words = stage(visit, one, stopped)
    return Cell(words, state=state)


def _pages(visit: Visit, number: int, pages: int, count: int) -> dict[str, Any] | None:
    if pages == 1:
        return None

    def url(to: int) -> str:
        kept = {"q": visit.asked("q"), "sector": visit.asked("sector"), "page": str(to)}
        return f"?{urlencode({name: value for name, value in kept.items() if value})}"

    near = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    numbers: list[dict[str, Any]] = []
    for before, this in zip([0, *near], near, strict=False):
        if this - before > 1:
            numbers.append({"gap": True})
        numbers.append({"label": str(this), "url": url(this), "current": this == number})
    facts = {
        "first": (number - 1) * PER_PAGE + 1,
        "last": min(number * PER_PAGE, count),
        "count": count,
    }
    return {
        "previous_url": url(number - 1) if number > 1 else "",
        "next_url": url(number + 1) if number < pages else "",
        "numbers": numbers,
        "summary": _("%(first)d to %(last)d of %(count)d") % facts,
    }


# --- one project ----------------------------------------------------------------------------------
@require_safe
def project(request: HttpRequest, fund: str, project: str) -> HttpResponse:
    """One project: facts, money, withdrawals, whose money it was, what was recorded."""
    visit = arrive(request, fund)
    one = visit.state.programme.projects.get(project)
    if one is None:
        raise Http404(project)
    rows = funds.rows(fund, key=f"project:{project}", limit=ENTRIES)
    state, words = stage(visit, one, suspended(visit))
    return page(
        visit,
        "project",
        named(one.title),
        room="projects",
        project=one,
        state=state,
        state_words=words,
        facts=_facts(visit, one),
        money=_money(visit, one),
        steps=_steps(visit, one),
        acts=links(visit, "allocate", "grant", "ineligible", "refund", project=one.id),
        stops=_stops(visit, one),
        withdrawals=_withdrawals(visit, one),
        sources=_sources(visit, one),
        events=[_event(visit, row) for row in rows],
    )


def _facts(visit: Visit, one: Project) -> list[dict[str, str]]:
    pairs = [
        (_("Field of work"), named(one.sector)),
        (_("Implemented by"), _implementer(visit, one)),
        (_("Place"), one.place),
        (_("Registered"), wording.date(one.registered) if one.registered else ""),
        (_("After the model of"), one.source),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def _money(visit: Visit, one: Project) -> list[dict[str, str]]:
    titles = history.accounts()
    books = visit.state.books
    found = []
    for family in ("allocated", "committed", "disbursed", "documented", "ineligible", "refunded"):
        minor = books.total(family, one.id)
        if minor or family in FAMILIES:
            found.append(
                {
                    "key": titles[family],
                    "value": wording.money(visit.state, minor, visit.holding),
                    "url": visit.url("account", account=f"{family}:{one.id}") if minor else "",
                }
            )
    return found


def _steps(visit: Visit, one: Project) -> list[dict[str, str]]:
    """What comes next for this project, and who can do it."""
    books, state = visit.state.books, visit.state
    found = [_waiting(visit, each) for each in _own(visit, one) if each.status in PENDING]
    left = undrawn(state, one.id)
    if left > 0:
        facts = {"amount": wording.money(state, left, visit.holding)}
        found.append(
            {
                "label": _("%(amount)s of the grant can still be requested") % facts,
                "hint": _("The recipient or the implementer requests it."),
                "state": "open",
                "state_label": _("Open"),
                "url": visit.act_url("withdraw", project=one.id),
            }
        )
    undocumented = books.total("disbursed", one.id) - books.total("documented", one.id)
    if undocumented > 0:
        facts = {"amount": wording.money(state, undocumented, visit.holding)}
        found.append(
            {
                "label": _("%(amount)s was paid and is not documented yet") % facts,
                "hint": _("The implementer sends the evidence, the trustee accepts it."),
                "state": "due",
                "state_label": _("Open"),
                "url": _paid_url(visit, one),
            }
        )
    if books.total("allocated", one.id) > 0:
        found.append(
            {
                "label": _("The grant agreement is to be signed"),
                "hint": _("The trustee signs it."),
                "state": "due",
                "state_label": _("Open"),
                "url": _first(links(visit, "grant", project=one.id)),
            }
        )
    return found


def _first(found: list[dict[str, str]]) -> str:
    return found[0]["url"] if found else ""


def _paid_url(visit: Visit, one: Project) -> str:
    """Where an officer accepts the evidence of the first withdrawal that lacks it."""
    paid = [each.id for each in _own(visit, one) if each.status == "paid"]
    return _first(links(visit, "document", withdrawal=paid[0])) if paid else ""


def _own(visit: Visit, one: Project) -> list[Withdrawal]:
    return [each for each in visit.state.programme.withdrawals.values() if each.project == one.id]


def _waiting(visit: Visit, one: Withdrawal) -> dict[str, str]:
    facts = {"id": one.id, "amount": wording.money(visit.state, one.amount, visit.holding)}
    if one.status == "approved":
        label = _("Withdrawal %(id)s of %(amount)s is to be paid") % facts
        hint = _("Another officer of the trustee than the one who approved it pays it.")
    else:
        label = _("Withdrawal %(id)s of %(amount)s is to be approved") % facts
        clause = {"clause": wording.article(one.clause)}
        hint = _("The trustee approves it or sends it back.")
        if one.clause:
            hint = _("Held under %(clause)s; the trustee approves it or sends it back.") % clause
    form = "pay" if one.status == "approved" else "approve"
    return {
        "label": label,
        "hint": hint,
        "state": one.status,
        "state_label": _age(visit, one),
        "url": visit.act_url(form, withdrawal=one.id),
    }


def _age(visit: Visit, one: Withdrawal) -> str:
    """The state with how long it has been so."""
    days = visit.today - one.history[-1][0]
    facts = {"state": state_label(one.status), "n": days}
    if days == 0:
        return _("%(state)s today") % facts
    return ngettext("%(state)s for %(n)d day", "%(state)s for %(n)d days", days) % facts


def _stops(visit: Visit, one: Project) -> list[dict[str, Any]]:
    """What would stand against any payment for this project now."""
    return [
        refusal_box(visit, constraint.refusal)
        for constraint in room_to_pay(visit.state, one.id).constraints
        if constraint.most <= 0
    ]


def _withdrawals(visit: Visit, one: Project) -> Table | None:
    own = _own(visit, one)
    if not own:
        return None
    columns = (
        Column(_("Withdrawal")),
        Column(_("Method")),
        Column(_("Payee")),
        Column(_("Amount"), number=True),
        Column(_("Documented"), number=True),
        Column(_("State")),
        Column(_("Since")),
        Column(_("By")),
        Column(_("Action")),
    )
    rows = tuple(_withdrawal(visit, each) for each in own)
    caption = _("Withdrawals, in %(unit)s") % {"unit": visit.holding}
    return Table(caption, columns, rows)


def _withdrawal(visit: Visit, one: Withdrawal) -> tuple[Cell, ...]:
    day, status = one.history[-1]
    action, url = "", ""
    if one.status in {"requested", "held"}:
        action, url = _("Approve"), visit.act_url("approve", withdrawal=one.id)
    elif one.status == "approved":
        action, url = _("Pay"), visit.act_url("pay", withdrawal=one.id)
    elif one.status == "paid" and (found := links(visit, "document", withdrawal=one.id)):
        action, url = _("Document"), found[0]["url"]
    return (
        Cell(one.id),
        Cell(method_word(one.method)),
        Cell(one.payee),
        Cell(wording.amount(visit.state, one.amount, visit.holding), number=True),
        Cell(wording.amount(visit.state, one.documented, visit.holding), number=True),
        Cell(state_label(one.status), state=one.status),
        Cell(wording.short_date(day)),
        Cell(one.officers.get(status, "")),
        Cell(action, url=url),
    )


def _sources(visit: Visit, one: Project) -> Table | None:
    """Whose money was paid out for the project, to the last minor unit."""
    parts = [
        (source, minor)
        for (ident, source), minor in visit.state.books.attributed.items()
        if ident == one.id and minor
    ]
    if not parts:
        return None
    columns = (Column(_("Donor")), Column(_("Attributed"), number=True))
    rows = tuple(
        (
            Cell(wording.party(visit.state, source)),
            Cell(wording.amount(visit.state, minor, visit.holding), number=True),
        )
        for source, minor in sorted(parts, key=lambda part: -part[1])
    )
    whole = wording.amount(visit.state, sum(minor for _source, minor in parts), visit.holding)
    caption = _("Attributed to donors, in %(unit)s") % {"unit": visit.holding}
    return Table(caption, columns, rows, (Cell(_("Total")), Cell(whole, number=True)))


def _event(visit: Visit, row: funds.LogRow) -> dict[str, str]:
    line = history.line(visit.state, row)
    return {
        "at": wording.short_date(row.at),
        "date": row.at[:10],
        "title": line.sentence,
        "url": visit.url("entry", seq=row.seq),
        "by": _("Entry %(seq)d") % {"seq": row.seq},
    }
