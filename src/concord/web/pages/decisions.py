"""Cases before the bodies and procedures under way: votes against weights, clocks, what follows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from concord.core.regime.procedures import RUNNING
from concord.core.regime.state import Instrument
from concord.shell import funds
from concord.web import agenda, cases, history, wording
from concord.web.charts import Cell, Column, Table
from concord.web.forms.acts import links
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, page


@require_safe
def decisions(request: HttpRequest, fund: str) -> HttpResponse:
    """Open cases in full, closed ones as a list, and every procedure."""
    visit = arrive(request, fund)
    every = visit.state.regime.of("decision")
    waiting = [one for one in every if one.status == "open"]
    closed = [one for one in every if one.status != "open"]
    return page(
        visit,
        "decisions",
        _("Decisions"),
        now=_now(waiting, visit.state.regime.of("procedure")),
        open=[described(visit, one) for one in waiting],
        closed=_closed(visit, closed),
        procedures=[_procedure(visit, one) for one in reversed(visit.state.regime.of("procedure"))],
        allege_url=visit.act_url("allege") if visit.terms.procedures else "",
        acts=links(visit, "propose", "notice", "grant-relief", "withdraw-relief"),
    )


def _now(waiting: list[Instrument], procedures: list[Instrument]) -> str:
    running = sum(1 for one in procedures if one.status in RUNNING)
    first = ngettext(
        "%(n)d case is open to votes or objections.",
        "%(n)d cases are open to votes or objections.",
        len(waiting),
    ) % {"n": len(waiting)}
    if not running:
        return first
    second = ngettext(
        "%(n)d procedure is under way.", "%(n)d procedures are under way.", running
    ) % {"n": running}
    return f"{first} {second}"


def described(visit: Visit, one: Instrument) -> dict[str, Any]:
    """A case with its conditions, its votes and where the reader can act."""
    rule = visit.terms.decisions[one.text("rule")]
    is_open = one.status == "open"
    form = "object" if cases.by_silence(visit.state, one) else "vote"
    clock = agenda.SPEAK["decision"](visit, one, one.clock) if one.clock and is_open else None
    return {
        "id": one.id,
        "title": cases.title(visit.state, one),
        "state": one.status,
        "clause": wording.article(rule.art),
        "clause_url": visit.clause_url(rule.art),
        "by": wording.party(visit.state, one.text("by")),
        "opened": wording.date(one.number("opened")),
        "closed": "" if is_open or one.since is None else wording.date(one.since),
        "clock": clock.sentence if clock else "",
        "conditions": _conditions(visit, one),
        "table": _votes(visit, one),
        "url": visit.url("case", case=one.id),
        "act_url": visit.act_url(form, case=one.id) if is_open else "",
        "objecting": form == "object",
        "acts": links(visit, "recuse", case=one.id) if is_open else [],
        "mine": visit.party in cases.silent(visit.state, one) if is_open else False,
    }


def _conditions(visit: Visit, one: Instrument) -> list[dict[str, str]]:
    return [
        {
            "label": condition.words,
            "state": "met" if condition.met else "not started",
            "state_label": _("Met") if condition.met else _("Not met yet"),
        }
        for condition in cases.conditions(visit.state, one)
    ]


def _votes(visit: Visit, one: Instrument) -> Table:
    columns = (Column(_("Member")), Column(_("Weight"), number=True), Column(_("Vote")))
    states = {"yes": "met", "no": "refused", "objection": "refused"}
    rows = tuple(
        (
            Cell(wording.party(visit.state, ballot.party)),
            Cell(wording.percent(ballot.weight) if ballot.weight else "", number=True),
            Cell(
                history.answer(ballot.vote) if ballot.vote else "",
                state=states.get(ballot.vote, "not started") if ballot.vote else "",
            ),
        )
        for ballot in cases.ballots(visit.state, one)
    )
    return Table(_("Votes in case %(id)s") % {"id": one.id}, columns, rows, caption_hidden=True)


def _closed(visit: Visit, closed: list[Instrument]) -> Table | None:
    if not closed:
        return None
    columns = (
        Column(_("Case")),
        Column(_("Outcome")),
        Column(_("Clause")),
        Column(_("Opened")),
        Column(_("Closed")),
    )
    rows = []
    for one in reversed(closed):
        rule = visit.terms.decisions[one.text("rule")]
        rows.append(
            (
                Cell(cases.title(visit.state, one), url=visit.url("case", case=one.id)),
                Cell(state_label(one.status), state=one.status),
                Cell(wording.article(rule.art), url=visit.clause_url(rule.art)),
                Cell(wording.short_date(one.number("opened"))),
                Cell(wording.short_date(one.since) if one.since else ""),
            )
        )
    return Table(_("Cases that are closed"), columns, tuple(rows), caption_hidden=True)


@require_safe
def case(request: HttpRequest, fund: str, case: str) -> HttpResponse:
    """One case, with the entries that made it."""
    visit = arrive(request, fund)
    one = visit.state.regime.get("decision", case)
    if one is None:
        raise Http404(case)
    found = described(visit, one)
    rows = funds.rows(fund, key=f"case:{case}", limit=50)
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
    return page(visit, "case", found["title"], room="decisions", case=found, events=events)


# --- procedures -----------------------------------------------------------------------------------
def _procedure(visit: Visit, one: Instrument) -> dict[str, Any]:
    procedure = visit.terms.procedures[one.text("procedure")]
    coming = agenda.SPEAK["procedure"](visit, one, one.clock) if one.clock else None
    facts = {"id": one.id, "title": named(procedure.title) or procedure.id}
    return {
        "id": one.id,
        "title": _("%(id)s: %(title)s") % facts,
        "state": one.status,
        "clock": coming.sentence if coming else "",
        "clause": wording.article(procedure.art),
        "clause_url": visit.clause_url(procedure.art),
        "summary": _facts(visit, one),
        "acts": links(visit, "respond", "cure", case=one.id),
        "events": [
            {
                "at": wording.short_date(day),
                "date": wording.plain_date(day).isoformat(),
                "title": _stage(status, cause),
                "state": "",
            }
            for day, status, cause in one.history
        ],
    }


def _stage(status: str, cause: str) -> str:
    """A stage of a procedure in words; a cure after the snap-back begins the restoration."""
    if status == "snapped back" and cause == "cured":
        return _("Cured after the snap-back: restoration begins")
    return state_label(status)


def _facts(visit: Visit, one: Instrument) -> list[dict[str, str]]:
    milestone = visit.terms.milestones.get(one.text("milestone"))
    stopped = [
        suspension
        for suspension in visit.state.regime.of("suspension")
        if suspension.text("ground") == one.id
    ]
    found = [
        {"key": _("Alleged by"), "value": wording.party(visit.state, one.text("by"))},
        {"key": _("Alleged on"), "value": wording.date(one.number("alleged"))},
    ]
    if milestone:
        text = f"{milestone.id} {named(milestone.text)}"
        found.append({"key": _("Said to be broken"), "value": text})
    if one.text("project"):
        url = visit.url("project", project=one.text("project"))
        found.append({"key": _("Project"), "value": one.text("project"), "url": url})
    found += [
        {
            "key": _("Stopped by it"),
            "value": _scope(suspension.text("scope")),
            "state": "suspended" if suspension.status == "in force" else suspension.status,
            "state_label": state_label(suspension.status),
        }
        for suspension in stopped
    ]
    return found


def _scope(scope: str) -> str:
    words = {"payments": _("All payments"), "commitments": _("New commitments")}
    facts = {"project": scope.removeprefix("project:")}
    return words.get(scope) or _("Money of project %(project)s") % facts
