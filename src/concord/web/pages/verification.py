"""Milestones: what was promised, who verifies it, what was attested and until when it counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from concord.core.agreement.days import iso_of
from concord.core.regime.duties import OPEN_STATES
from concord.core.regime.state import Instrument
from concord.web import history, wording
from concord.web.charts import Cell, Column, Table
from concord.web.forms.acts import links
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit, arrive, page


@require_safe
def verification(request: HttpRequest, fund: str) -> HttpResponse:
    """Every milestone with its attestations."""
    visit = arrive(request, fund)
    milestones = visit.state.regime.of("milestone")
    return page(
        visit,
        "verification",
        _("Verification"),
        now=_now(milestones),
        milestones=[_milestone(visit, one) for one in milestones],
        duties=_duties(visit),
        attest_url=visit.act_url("attest"),
        acts=links(visit, "challenge", "perform"),
    )


def _now(milestones: list[Instrument]) -> str:
    if not milestones:
        return _("This agreement has no milestones.")
    verified = sum(1 for one in milestones if one.status == "verified")
    facts = {"n": verified, "all": len(milestones)}
    return (
        ngettext(
            "%(n)d of %(all)d milestones is verified.",
            "%(n)d of %(all)d milestones are verified.",
            verified,
        )
        % facts
    )


def _milestone(visit: Visit, one: Instrument) -> dict[str, Any]:
    milestone = visit.terms.milestones[one.id]
    check = visit.terms.verification_of(one.id)
    mine = bool(check and visit.party in check.verifiers)
    return {
        "id": one.id,
        "text": named(milestone.text),
        "state": one.status,
        "label": _tag(visit, one),
        "facts": _facts(visit, one),
        "table": _attestations(visit, one),
        "attest_url": visit.act_url("attest", milestone=one.id) if mine else "",
        "acts": links(visit, "challenge", milestone=one.id),
    }


def _tag(visit: Visit, one: Instrument) -> str:
    """The state, with the day on which it ends by itself."""
    if one.clock is None:
        return state_label(one.status)
    if one.clock.then == "missed":
        return wording.due_words(one.clock.day, visit.today)
    last = one.clock.day - 1 if one.clock.edge == 0 else one.clock.day
    facts = {"state": state_label(one.status), "date": wording.date(last)}
    return _("%(state)s, until %(date)s") % facts


def _facts(visit: Visit, one: Instrument) -> list[dict[str, str]]:
    milestone = visit.terms.milestones[one.id]
    check = visit.terms.verification_of(one.id)
    kind = _("Continuing: lapses unless renewed") if milestone.continuing else _("Once")
    needing = [
        _("%(id)s: %(title)s") % {"id": phase.id, "title": named(phase.title)}
        for phase in visit.terms.phases.values()
        if one.id in phase.needs
    ]
    measures = [
        relief.id for relief in visit.terms.relief.values() if one.id in relief.while_milestones
    ]
    found = [
        {
            "key": _("Promised by"),
            "value": wording.party(visit.state, milestone.by),
            "note": wording.article(milestone.art),
        },
        {"key": _("Kind"), "value": kind},
    ]
    if check is not None:
        facts = {"n": check.attest, "who": wording.parties(visit.state, check.verifiers)}
        value = ngettext("%(n)d of %(who)s", "%(n)d of %(who)s", check.attest) % facts
        found.append({"key": _("Verified by"), "value": value, "note": wording.article(check.art)})
    if needing:
        found.append({"key": _("Money waits for it in"), "value": ", ".join(needing)})
    if measures:
        found.append({"key": _("Relief rests on it"), "value": ", ".join(measures)})
    return found


def _attestations(visit: Visit, one: Instrument) -> Table | None:
    rows = []
    for name, value in one.facts.items():
        if not name.startswith(("attested:", "reported:")) or not isinstance(value, tuple):
            continue
        verdict, day, expires = value
        rows.append(
            (
                Cell(wording.party(visit.state, name.partition(":")[2])),
                Cell(history.answer(verdict), state=verdict),
                Cell(wording.short_date(iso_of(day))),
                Cell(wording.short_date(expires - 1) if expires is not None else _("No end")),
            )
        )
    if not rows:
        return None
    columns = (
        Column(_("Verifier")),
        Column(_("Verdict")),
        Column(_("Inspected on")),
        Column(_("Counts until")),
    )
    caption = _("Attestations of milestone %(id)s") % {"id": one.id}
    return Table(caption, columns, tuple(rows), caption_hidden=True)


def _duties(visit: Visit) -> Table | None:
    """Duties that are not instalments: of the recipient, of the trustee, of anybody."""
    rows = []
    duties = visit.state.regime.of("duty")[::-1]
    for one in sorted(duties, key=lambda duty: duty.status not in OPEN_STATES):
        obligation = visit.terms.obligations[one.text("obligation")]
        if obligation.due.trigger == "call":
            continue
        due = one.facts.get("due")
        open_ = one.status == "due" and isinstance(due, int)
        words = wording.due_words(one.number("due"), visit.today) if open_ else ""
        rows.append(
            (
                Cell(_duty(obligation.must, one)),
                Cell(wording.party(visit.state, one.text("party"))),
                Cell(wording.article(obligation.art), url=visit.clause_url(obligation.art)),
                Cell(wording.short_date(due) if isinstance(due, int) else ""),
                Cell(words or state_label(one.status), state=one.status),
            )
        )
    if not rows:
        return None
    columns = (
        Column(_("Duty")),
        Column(_("Party")),
        Column(_("Clause")),
        Column(_("Due on")),
        Column(_("State")),
    )
    return Table(_("Duties of every side"), columns, tuple(rows), caption_hidden=True)


def _duty(must: str, one: Instrument) -> str:
    """What is to be done and about what: the milestone to renew, the finding to refund."""
    subject = one.text("subject").partition(":")[2]
    what = named(must)
    what = what[:1].upper() + what[1:]
    return _("%(duty)s (%(subject)s)") % {"duty": what, "subject": subject} if subject else what
