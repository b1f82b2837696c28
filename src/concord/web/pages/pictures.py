"""The pictures of a fund: its money and its phases, laid out for the charts.

Sums are taken from the state as they stand; a picture only chooses what to draw.
"""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from concord.core.programme.room import available_to_commit, available_to_pay
from concord.core.regime.state import Instrument
from concord.web import charts, wording
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit

#: So many streams stand on either side of the picture of flows; the rest are one stream.
STREAMS_MAX = 8
CURRENT = ("in force", "suspended")

#: A picture is drawn once for the same figures and words; its words say the language.
drawn = lru_cache(maxsize=128)(charts.chart)


# --- money ----------------------------------------------------------------------------------------
def flows(visit: Visit) -> charts.Chart | None:
    """From donors through the fund to fields of work; None while nothing was received."""
    givers, takers = _givers(visit), _takers(visit)
    if not givers:
        return None
    money = charts.Flows(
        charts.gathered(givers, STREAMS_MAX, _other_donors),
        _("Fund"),
        charts.gathered(takers, STREAMS_MAX, _other_uses),
        wording.briefly,
    )
    received = sum((stream.amount for stream in givers), Decimal(0))
    facts = {
        "received": wording.with_unit(wording.briefly(received), visit.holding),
        "donors": len(givers),
        "largest": givers[0].label,
        "use": takers[0].label if takers else "",
    }
    description = (
        _("%(received)s from %(donors)d donors, most from %(largest)s; the largest use is %(use)s.")
        if takers
        else _("%(received)s from %(donors)d donors, most from %(largest)s; nothing is used yet.")
    ) % facts
    title = _("Where the money comes from and goes")
    headings = charts.FlowHeadings(_("Name"), _("Received"), _("Used"), _("Total"))
    return drawn(
        charts.flows,
        charts.Caption("flows", title, description),
        money,
        charts.flows_table(_("In %(unit)s") % {"unit": visit.holding}, money, headings),
    )


def _other_donors(count: int) -> str:
    return _("%(count)d other donors") % {"count": count}


def _other_uses(count: int) -> str:
    return _("%(count)d other fields") % {"count": count}


def _givers(visit: Visit) -> list[charts.Stream]:
    totals = visit.state.books.totals
    found = [
        charts.Stream(
            wording.party(visit.state, subject), wording.major(visit.state, minor, visit.holding)
        )
        for (family, subject), minor in totals.items()
        if family == "received" and subject and minor > 0
    ]
    return sorted(found, key=lambda stream: -stream.amount)


def _takers(visit: Visit) -> list[charts.Stream]:
    """What was disbursed by field of work, what was set apart where nothing is, and cash."""
    state, books = visit.state, visit.state.books
    spent = books.total("disbursed") != 0
    signs = {"disbursed": 1, "refunded": -1} if spent else {"allocated": 1, "committed": 1}
    sums: dict[str, int] = {}
    for (family, ident), minor in books.totals.items():
        project = state.programme.projects.get(ident) if family in signs else None
        if project is not None:
            field = project.sector or project.place
            sums[field] = sums.get(field, 0) + signs[family] * minor
    found = [
        charts.Stream(named(field) or _("Other"), wording.major(state, minor, visit.holding))
        for field, minor in sums.items()
        if minor > 0
    ]
    held = available_to_pay(state) if spent else available_to_commit(state)
    found.sort(key=lambda stream: -stream.amount)
    if held > 0:
        amount = wording.major(state, held, visit.holding)
        found.append(charts.Stream(_("Held by the fund"), amount, held=True))
    return found


def ladder(visit: Visit) -> charts.Chart:
    """Sources and uses, down to what is free to be committed."""
    books = visit.state.books

    def rung(label: str, kind: str, minor: int) -> charts.Rung:
        amount = wording.major(visit.state, minor, visit.holding)
        return charts.Rung(label, kind, amount)  # type: ignore[arg-type]

    undisbursed = books.total("committed") - books.total("disbursed")
    rungs = [
        rung(_("Received from donors"), "source", books.total("received")),
        rung(_("Disbursed to projects"), "use", books.total("disbursed")),
        rung(_("Refunded"), "source", books.total("refunded")),
        rung(_("Cash with the trustee"), "landing", 0),
        rung(_("Committed by grants, not yet disbursed"), "use", undisbursed),
        rung(_("Allocated, no grant yet"), "use", books.total("allocated")),
        rung(_("Free to be committed"), "landing", 0),
    ]
    shown = [one for one in rungs if one.amount or one.kind == "landing"]
    account = charts.Ladder(tuple(shown), wording.briefly)
    free = wording.money(visit.state, available_to_commit(visit.state), visit.holding)
    description = _("Of what was received, %(free)s is free to be committed.") % {"free": free}
    unit = _("In %(unit)s") % {"unit": visit.holding}
    return drawn(
        charts.ladder,
        charts.Caption("ladder", _("Sources and uses"), description),
        account,
        charts.ladder_table(unit, account, _("Line"), _("Amount")),
        charts.HALF_SIZES,
    )


# --- phases ---------------------------------------------------------------------------------------
def phases(visit: Visit) -> charts.Chart | None:
    """Phases with their milestones on a line of time; None where the agreement has none."""
    terms, regime = visit.terms, visit.state.regime
    if not terms.phases:
        return None
    stopped = _stopped(visit)
    homes = _homes(visit)
    rows = tuple(
        _phase(visit, one, stopped, tuple(m for m, home in homes.items() if home == one.id))
        for one in regime.of("phase")
    )
    story = charts.Phases(rows, wording.plain_date(visit.today), _("Today"))
    current = regime.phase()
    facts = {
        "phase": current.id if current else "",
        "title": named(terms.phases[current.id].title) if current else "",
        "verified": sum(1 for one in regime.of("milestone") if one.status == "verified"),
        "all": len(terms.milestones),
    }
    description = (
        _(
            "Phase %(phase)s (%(title)s) is in force;"
            " %(verified)d of %(all)d milestones are verified."
        )
        if current
        else _("No phase is in force; %(verified)d of %(all)d milestones are verified.")
    ) % facts
    headings = charts.PhaseHeadings(_("Name"), _("Since"), _("Until"), _("State"))
    title = _("Phases and milestones")
    return drawn(
        charts.phases,
        charts.Caption("phases", title, description),
        story,
        charts.phases_table(title, story, headings),
    )


def _phase(
    visit: Visit, one: Instrument, stopped: list[charts.Span], milestones: tuple[str, ...]
) -> charts.Phase:
    phase = visit.terms.phases[one.id]
    spans = _spans(one, CURRENT)
    return charts.Phase(
        _("%(id)s: %(title)s") % {"id": one.id, "title": named(phase.title)},
        one.status,
        state_label(one.status),
        spans,
        tuple(hole for span in spans for hole in _within(stopped, span)),
        None,
        tuple(_milestone(visit, ref) for ref in milestones),
    )


def _spans(one: Instrument, states: tuple[str, ...]) -> tuple[charts.Span, ...]:
    """The stretches of days that an instrument spent in some states."""
    found: list[charts.Span] = []
    since: int | None = None
    for day, status, _cause in one.history:
        if status in states:
            since = day if since is None else since
        elif since is not None:
            found.append(charts.Span(wording.plain_date(since), wording.plain_date(day)))
            since = None
    if since is not None:
        found.append(charts.Span(wording.plain_date(since)))
    return tuple(found)


def _stopped(visit: Visit) -> list[charts.Span]:
    """When payments or commitments of the whole fund stood still."""
    return [
        span
        for one in visit.state.regime.of("suspension")
        if one.text("scope") in {"payments", "commitments"}
        for span in _spans(one, ("in force",))
    ]


def _within(holes: list[charts.Span], span: charts.Span) -> list[charts.Span]:
    """The parts of some stretches that fall into another one."""
    found = []
    for hole in holes:
        since = max(hole.since, span.since)
        ends = [end for end in (hole.until, span.until) if end is not None]
        until = min(ends) if ends else None
        if until is None or since < until:
            found.append(charts.Span(since, until))
    return found


def _homes(visit: Visit) -> dict[str, str]:
    """Each milestone's row: the phase that needs it or from which it runs, else the first."""
    phases = list(visit.terms.phases.values())
    homes: dict[str, str] = {}
    for milestone in visit.terms.milestones.values():
        needing = [phase.id for phase in phases if milestone.id in phase.needs]
        trigger = milestone.due.trigger if milestone.due else None
        homes[milestone.id] = next(
            (one for one in [*needing, trigger] if one in visit.terms.phases), phases[0].id
        )
    return homes


def _milestone(visit: Visit, ref: str) -> charts.Milestone:
    """A milestone on the day of its last change, or on the day by which it is due."""
    one = visit.state.regime.instruments[("milestone", ref)]
    day = one.since
    if one.status in {"pending", "attested"} and one.clock is not None:
        day = one.clock.day
    label = f"{ref} {named(visit.terms.milestones[ref].text)}"
    when = wording.plain_date(day) if day is not None else None
    return charts.Milestone(ref, label, when, one.status, state_label(one.status))
