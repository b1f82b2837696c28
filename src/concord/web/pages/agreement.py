"""The agreement as prose, each clause with how it stands today."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.core.agreement.prose import Clause, authentic_note, prose
from concord.core.regime.duties import report as duty_report
from concord.core.regime.state import Instrument
from concord.web import wording
from concord.web.names import translated
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, fund_title, page

#: The kind of instrument that a section of the agreement is made of.
KINDS = {"phases": "phase", "milestones": "milestone", "relief": "relief"}


@require_safe
def agreement(request: HttpRequest, fund: str) -> HttpResponse:
    """The whole agreement."""
    visit = arrive(request, fund)
    lang = wording.language()
    clauses = prose(translated(visit.terms), lang)
    numbered = [clause for clause in clauses if clause.art]
    first = {id(one) for one in {(one.section, one.id): one for one in numbered[::-1]}.values()}
    articles = [
        {
            "number": number,
            "clauses": [_clause(visit, one, first=id(one) in first) for one in found],
        }
        for number, found in groupby(numbered, key=lambda one: one.art.split(".")[0])
    ]
    return page(
        visit,
        "agreement",
        fund_title(visit.terms),
        authentic=authentic_note(visit.terms, lang),
        preamble=[clause.text for clause in clauses if not clause.art],
        articles=articles,
        kept=[{"path": one.path, "line": one.line} for one in visit.terms.kept],
        sha256=visit.terms.sha256,
        source_url=visit.url("source"),
    )


def _clause(visit: Visit, clause: Clause, *, first: bool) -> dict[str, Any]:
    """A clause; of several about the same thing only the first says how that stands."""
    state, label = _standing(visit, clause) if first else ("", "")
    return {
        "art": clause.art,
        "anchor": wording.anchor(clause.art),
        "text": clause.text,
        "state": state,
        "label": label,
    }


def _standing(visit: Visit, clause: Clause) -> tuple[str, str]:
    """The state of what a clause is about, and the words for its tag; "" where it has none."""
    regime = visit.state.regime
    if clause.section in KINDS:
        one = regime.get(KINDS[clause.section], clause.id)
        return (one.status, _until(one)) if one else ("", "")
    if clause.section == "obligations":
        row = duty_report(regime, visit.state).get(clause.id)
        return (str(row["status"]), "") if row else ("", "")
    if clause.section == "snapback":
        running = [one for one in regime.of("procedure") if one.text("procedure") == clause.id]
        return (running[-1].status, _until(running[-1])) if running else ("", "")
    return ("", "")


def _until(one: Instrument) -> str:
    """The state with the last day on which it holds by itself, where it has one."""
    if one.clock is None:
        return ""
    last = one.clock.day - 1 if one.clock.edge == 0 else one.clock.day
    facts = {"state": state_label(one.status), "date": wording.date(last)}
    return _("%(state)s, until %(date)s") % facts
