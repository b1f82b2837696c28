"""What is coming: everything that has a clock, what will happen by itself, and who can change it.

One sentence for each way in which an instrument leaves a state by itself; the tables of
``core/regime`` say which there are.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from concord.core.regime.limits import blocks
from concord.core.regime.state import Clock, Instrument
from concord.core.state import State
from concord.web import cases, wording
from concord.web.names import named
from concord.web.visit import Visit


class Coming(NamedTuple):
    """Something that will happen by itself, the last day before it does, and whose turn it is.

    ``url`` leads to where the reader sees it, ``act`` to where one of ``who`` can act on it.
    ``missed`` is the day by which it should have been done, where that day is over.
    """

    day: int
    who: tuple[str, ...]
    sentence: str
    url: str
    act: str = ""
    missed: int | None = None


class Turn(NamedTuple):
    """One thing that the party of the reader may do now; ``day`` is the last on which it helps."""

    sentence: str
    url: str
    day: int | None = None


def coming(visit: Visit) -> list[Coming]:
    """Everything on the agenda: what is overdue first, then the next."""
    found = [
        SPEAK[one.kind](visit, one, one.clock)
        for one in visit.state.regime.instruments.values()
        if one.clock is not None and one.kind in SPEAK
    ]
    return sorted(found, key=lambda item: (item.missed is None, item.day))


def _milestone(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    milestone = visit.terms.milestones[one.id]
    verification = visit.terms.verification_of(one.id)
    day = clock.day - 1 if clock.then == "expiry" else clock.day
    facts = {"id": one.id, "text": named(milestone.text), "date": wording.date(day)}
    texts = {
        "missed": _(
            "Milestone %(id)s (%(text)s) is to be verified by %(date)s; otherwise it is breached."
        ),
        "expiry": _(
            "Milestone %(id)s (%(text)s) is verified until %(date)s;"
            " unless it is attested again, it lapses."
        ),
        "default verified": _(
            "The dispute about milestone %(id)s ends on %(date)s;"
            " without a decision it counts as verified."
        ),
        "default pending": _(
            "The dispute about milestone %(id)s ends on %(date)s;"
            " without a decision it is pending again."
        ),
    }
    who = verification.verifiers if verification else ()
    return Coming(
        day,
        (milestone.by, *(party for party in who if party != milestone.by)),
        texts[clock.then] % facts,
        visit.url("verification") + f"#{one.id}",
        visit.act_url("attest", milestone=one.id),
    )


def _procedure(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    procedure = visit.terms.procedures[one.text("procedure")]
    milestone = visit.terms.milestones.get(one.text("milestone"))
    facts = {"id": one.id, "title": named(procedure.title) or procedure.id}
    if clock.then == "notice over":
        day = clock.day - 1
        text = _("The notice in case %(id)s ends on %(date)s; then the time for a cure begins.")
    else:
        day = clock.day
        text = _(
            "Unless case %(id)s is cured, or continued by decision, by %(date)s, it snaps back."
        )
    who = (milestone.by,) if milestone else _of_role(visit.state, "recipient")
    facts["date"] = wording.date(day)
    return Coming(day, who, text % facts, visit.url("decisions") + f"#{one.id}")


def _of_role(state: State, role: str) -> tuple[str, ...]:
    return tuple(party.id for party in state.parties.values() if party.role == role)


def _decision(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    facts = {
        "id": one.id,
        "what": cases.title(visit.state, one),
        "date": wording.date(clock.day),
    }
    texts = {
        "default adopted": _("Case %(id)s (%(what)s) is adopted unless rejected by %(date)s."),
        "default refused": _("Case %(id)s (%(what)s) is refused unless adopted by %(date)s."),
        "time over": _("Case %(id)s (%(what)s) lapses unless adopted by %(date)s."),
    }
    form = "object" if cases.by_silence(visit.state, one) else "vote"
    return Coming(
        clock.day,
        cases.silent(visit.state, one),
        texts[clock.then] % facts,
        visit.url("case", case=one.id),
        visit.act_url(form, case=one.id),
    )


def _duty(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    state = visit.state
    obligation = visit.terms.obligations[one.text("obligation")]
    party, unit = one.text("party"), one.text("unit")
    left = one.number("owed") - one.number("performed")
    facts = {
        "party": wording.party(state, party),
        "must": named(obligation.must),
        "amount": "" if unit == "act" else wording.money(state, left, unit),
        "date": wording.date(clock.day),
    }
    if clock.then == "time over":
        default = obligation.otherwise.default if obligation.otherwise else ""
        text = (
            _("%(party)s is overdue (%(must)s); after %(date)s its vote is suspended.")
            if default == "vote suspended"
            else _("%(party)s is overdue (%(must)s); after %(date)s it is in breach.")
        )
    elif unit == "act":
        text = _("%(party)s: %(must)s, due by %(date)s.")
    else:
        text = _("%(party)s owes %(amount)s (%(must)s), due by %(date)s.")
    page = "contributions" if obligation.due.trigger == "call" else "verification"
    missed = one.number("due") if one.status == "overdue" else None
    return Coming(clock.day, (party,), text % facts, visit.url(page), missed=missed)


def _relief(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    facts = {"id": one.id, "text": named(visit.terms.relief[one.id].text)}
    facts["date"] = wording.date(clock.day)
    text = _("Relief measure %(id)s (%(text)s) may be in force again from %(date)s.") % facts
    return Coming(clock.day, (), text, visit.clause_url(visit.terms.relief[one.id].art))


def _step(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    schedule = visit.terms.schedules[one.text("schedule")]
    facts = {
        "n": one.number("n"),
        "schedule": schedule.id,
        "amount": wording.money(visit.state, one.number("amount"), one.text("unit")),
        "date": wording.date(clock.day),
    }
    text = _("Instalment %(n)d of schedule %(schedule)s, %(amount)s, falls due on %(date)s.")
    return Coming(clock.day, schedule.payer.parties, text % facts, visit.url("contributions"))


def _phase(visit: Visit, one: Instrument, clock: Clock) -> Coming:
    phase = visit.terms.phases[one.id]
    facts = {"id": one.id, "title": named(phase.title), "date": wording.date(clock.day)}
    text = _("Phase %(id)s (%(title)s) is in force from %(date)s.") % facts
    return Coming(clock.day, (), text, visit.clause_url(phase.art))


SPEAK: dict[str, Callable[[Visit, Instrument, Clock], Coming]] = {
    "milestone": _milestone,
    "procedure": _procedure,
    "decision": _decision,
    "duty": _duty,
    "relief": _relief,
    "step": _step,
    "phase": _phase,
}


# --- whose turn -----------------------------------------------------------------------------------
def turns(visit: Visit) -> list[Turn]:
    """What the party of the officer who reads may do now, the most pressing first."""
    if not visit.party:
        return []
    found = [*_votes(visit), *_attestations(visit), *_withdrawals(visit), *_duties(visit)]
    return sorted(found, key=lambda turn: turn.day or visit.today + 10_000)


def _votes(visit: Visit) -> Iterator[Turn]:
    for one in visit.state.regime.of("decision"):
        if one.status != "open" or visit.party not in cases.silent(visit.state, one):
            continue
        facts = {"case": one.id, "what": cases.title(visit.state, one)}
        day = one.clock.day if one.clock else None
        if cases.by_silence(visit.state, one):
            text = _("Object to case %(case)s, or let it pass: %(what)s") % facts
            yield Turn(text, visit.act_url("object", case=one.id), day)
        else:
            text = _("Vote on case %(case)s: %(what)s") % facts
            yield Turn(text, visit.act_url("vote", case=one.id), day)


def _attestations(visit: Visit) -> Iterator[Turn]:
    """Milestones that gate money now or have a clock, and that the reader's party verifies."""
    terms, state = visit.terms, visit.state
    gating = {
        block.refusal.facts["milestone"]
        for block in blocks(state.regime, terms)
        if block.scope == "needs"
    }
    for one in state.regime.of("milestone"):
        verification = terms.verification_of(one.id)
        if verification is None or visit.party not in verification.verifiers:
            continue
        attested = one.facts.get(f"attested:{visit.party}")
        mine = isinstance(attested, tuple) and attested[0] == "met"
        waits = one.status in {"pending", "attested", "lapsed"} and not mine
        lapses = one.clock is not None and one.clock.then == "expiry"
        if not (lapses or (waits and (one.id in gating or one.clock))):
            continue
        facts = {"id": one.id, "text": named(terms.milestones[one.id].text)}
        text = _("Attest milestone %(id)s: %(text)s") % facts
        day = one.clock.day if one.clock else None
        yield Turn(text, visit.act_url("attest", milestone=one.id), day)


def _withdrawals(visit: Visit) -> Iterator[Turn]:
    if visit.state.parties[visit.party].role != "trustee":
        return
    for one in visit.state.programme.withdrawals.values():
        facts = {
            "id": one.id,
            "project": one.project,
            "amount": wording.money(visit.state, one.amount, visit.holding),
        }
        if one.status in {"requested", "held"}:
            text = _("Approve or reject withdrawal %(id)s, %(amount)s for project %(project)s")
            yield Turn(text % facts, visit.act_url("approve", withdrawal=one.id))
        elif one.status == "approved":
            text = _("Pay withdrawal %(id)s, %(amount)s for project %(project)s")
            yield Turn(text % facts, visit.act_url("pay", withdrawal=one.id))


def _duties(visit: Visit) -> Iterator[Turn]:
    for one in visit.state.regime.of("duty"):
        if one.text("party") == visit.party and one.clock is not None:
            item = _duty(visit, one, one.clock)
            yield Turn(item.sentence, item.url, item.day)
