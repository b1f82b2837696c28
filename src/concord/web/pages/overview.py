"""The first page of a fund: what is true now, what would change it, and where the money is."""

import re
from collections import Counter
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.core.acts import Refusal
from concord.core.programme.room import Room, available_to_commit, room_to_pay
from concord.core.regime.limits import blocks
from concord.core.sentences import sentence
from concord.shell import funds
from concord.web import history, wording
from concord.web.agenda import Coming, coming, turns
from concord.web.names import named
from concord.web.pages import pictures
from concord.web.pages.front import listing
from concord.web.visit import Visit, arrive, page, refusal_box

COMING_MAX = 6
LAST_ENTRIES = 4
FLAGS_MAX = 5
#: From so many days before, something that is due is shown as pressing.
DUE_SOON = 30
#: A flag of the state: guardrail, clause, and what it is about.
FLAG = re.compile(r"(?P<code>\S+) \((?P<art>[^)]*)\): (?P<subject>.*)")


class Badge(NamedTuple):
    """Whether the log's last signature holds: a state for the tag, and a sentence."""

    state: str
    label: str
    sentence: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only fund, or a list of those that are here."""
    found = funds.fund_ids()
    if len(found) == 1:
        return redirect("overview", fund=found[0])
    return listing(request, found)


@require_safe
def overview(request: HttpRequest, fund: str) -> HttpResponse:
    """The overview of a fund."""
    visit = arrive(request, fund)
    agenda = coming(visit)
    room = room_to_pay(visit.state)
    return page(
        visit,
        "overview",
        _("Overview"),
        status_words=_status(visit),
        now=_now(visit),
        next=agenda[0] if agenda else None,
        badge=badge(visit),
        figures=_figures(visit, room),
        why=_why(visit, room) if visit.terms.phases else None,
        stops=_stops(visit),
        relief=_relief(visit),
        ladder=pictures.ladder(visit),
        phases=pictures.phases(visit),
        flows=pictures.flows(visit),
        tasks=[_task(visit, item) for item in agenda[:COMING_MAX]],
        more=max(0, len(agenda) - COMING_MAX),
        turns=_turns(visit),
        events=[_event(visit, row) for row in funds.rows(fund, limit=LAST_ENTRIES)],
        flags=_flags(visit),
    )


def _status(visit: Visit) -> list[dict[str, str]]:
    """The tags before the first sentence: the phase, and what stands still."""
    current = visit.state.regime.phase()
    found = []
    if current is not None:
        words = _("Phase %(id)s in force") % {"id": current.id}
        found.append({"state": "in force", "label": words})
    stopped = {
        one.text("scope") for one in visit.state.regime.of("suspension") if one.status == "in force"
    }
    found += [{"state": "suspended", "label": scope_words(scope)} for scope in sorted(stopped)]
    return found


def scope_words(scope: str) -> str:
    """What a suspension stops."""
    words = {"payments": _("Payments suspended"), "commitments": _("Commitments suspended")}
    project = scope.removeprefix("project:")
    return words.get(scope) or _("Project %(project)s suspended") % {"project": project}


def _now(visit: Visit) -> str:
    """One sentence that says what is true now."""
    state = visit.state
    current = state.regime.phase()
    if not visit.terms.phases:
        cash = wording.money(state, state.books.total("received"), visit.holding)
        return _("The fund has received %(amount)s; its agreement has no phases.") % {
            "amount": cash
        }
    if current is None:
        return _("No phase is in force, so nothing may be paid or committed.")
    facts = {
        "title": named(visit.terms.phases[current.id].title),
        "id": current.id,
        "since": wording.date(current.since or visit.today),
    }
    return _("%(title)s: phase %(id)s has been in force since %(since)s.") % facts


def badge(visit: Visit) -> Badge:
    """What can be said of the log at a glance: whether its last checkpoint can be relied on."""
    signed = visit.seal.checkpoint
    if visit.seal.broken:
        words = _("The last checkpoint does not carry the signature of the log's key.")
        return Badge("breached", _("Signature broken"), words)
    if signed is None:
        return Badge("not started", _("Not signed yet"), _("No checkpoint is signed yet."))
    facts = {"size": signed.size, "entries": visit.state.size}
    if signed.size == visit.state.size and signed.root != funds.root(visit.fund):
        words = _("The log is not the one that was signed at %(size)d entries.") % facts
        return Badge("breached", _("Log altered"), words)
    words = _("Checkpoint %(size)d of %(entries)d entries is signed by the log's key.") % facts
    return Badge("verified", _("Checked"), words)


def _figures(visit: Visit, room: Room) -> list[dict[str, Any]]:
    """Four figures; of a fund that only allocates, those that it knows."""
    books = visit.state.books
    counts = Counter(family for family, who in books.totals if who)
    labels = {
        "pledged": (_("Pledged"), _("and not signed")),
        "received": (_("Received"), _("from %(n)d donors") % {"n": counts["received"]}),
        "allocated": (_("Allocated"), _("to %(n)d projects") % {"n": counts["allocated"]}),
        "disbursed": (_("Disbursed"), _("to %(n)d projects") % {"n": counts["disbursed"]}),
        "committed": (_("Committed"), _("by %(n)d grants") % {"n": counts["committed"]}),
    }
    spends = bool(visit.terms.phases or counts["committed"])
    names = (
        ("received", "disbursed", "committed") if spends else ("pledged", "received", "allocated")
    )
    found = [
        _figure(
            visit,
            labels[name][0],
            books.total(name),
            labels[name][1],
            visit.url("family", family=name),
        )
        for name in names
    ]
    if not spends:
        free = available_to_commit(visit.state)
        return [*found, _figure(visit, _("Free to be committed"), free, "", "")]
    short = _("All of the cash may leave.")
    if room.binding is not None and room.binding.code != "cash-short":
        short = _("Less than the cash in hand.")
    last = _figure(visit, _("May be disbursed now"), room.most, short, "")
    return [*found, {**last, "why_url": "#why-not-more"}]


def _figure(visit: Visit, label: str, minor: int, note: str, url: str) -> dict[str, Any]:
    value, unit = wording.rounded(wording.major(visit.state, minor, visit.holding), visit.holding)
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url}


def _why(visit: Visit, room: Room) -> dict[str, Any]:
    """Why not more may be disbursed: everything that limits it, the binding thing first."""
    return {
        "amount": wording.money(visit.state, room.most, visit.holding),
        "boxes": [
            {
                **refusal_box(visit, constraint.refusal),
                "message": _limit(constraint.refusal, visit.holding),
            }
            for constraint in room.constraints
        ],
    }


def _limit(refusal: Refusal, unit: str) -> str:
    """A limit as it stands now: nothing has been asked for, so nothing is refused."""
    figures = ("available", "ceiling", "left", "tranche")
    facts = {
        name: wording.with_unit(wording.grouped(value), unit) if name in figures else value
        for name, value in refusal.facts.items()
    }
    if refusal.code == "cash-short":
        return _("The fund holds %(available)s in cash.") % facts
    if refusal.code == "ceiling-exceeded":
        return _("Of the ceiling of phase %(phase)s, %(ceiling)s, %(left)s is left.") % facts
    if refusal.code == "tranche-exceeded":
        text = _(
            "Phase %(phase)s pays in tranches of %(tranche)s;"
            " %(opened)s are open, and of those %(left)s is left."
        )
        return text % facts
    return sentence(refusal, wording.language())


def _stops(visit: Visit) -> list[dict[str, Any]]:
    """What the regime holds back now, each with its clause and who can lift it."""
    return [
        {**refusal_box(visit, block.refusal), "scope": block.scope}
        for block in blocks(visit.state.regime, visit.terms)
    ]


def _relief(visit: Visit) -> list[dict[str, str]]:
    found = []
    for one in visit.state.regime.of("relief"):
        relief = visit.terms.relief[one.id]
        granted = [party for party in relief.granted_by if f"grant:{party}" in one.facts]
        facts = {
            "granted": len(granted),
            "all": len(relief.granted_by),
            "who": wording.parties(visit.state, relief.granted_by),
        }
        found.append(
            {
                "label": f"{one.id} {named(relief.text)}",
                "hint": _("Granted by %(granted)d of %(all)d: %(who)s") % facts,
                "state": one.status,
                "url": visit.clause_url(relief.art),
            }
        )
    return found


def _task(visit: Visit, item: Coming) -> dict[str, str]:
    day = item.day if item.missed is None else item.missed
    late, soon = day < visit.today, day - visit.today <= DUE_SOON
    who = wording.parties(visit.state, item.who[:4])
    return {
        "label": item.sentence,
        "hint": _("Whose turn: %(who)s") % {"who": who} if who else "",
        "state": "overdue" if late else "due" if soon else "scheduled",
        "state_label": wording.due_words(day, visit.today),
        "url": item.act if visit.party in item.who and item.act else item.url,
    }


def _flags(visit: Visit) -> list[dict[str, str]]:
    """What a guardrail let pass but wants seen, and what a source is known to lack."""
    found = [{"text": text, "clause": "", "url": ""} for text in visit.state.incomplete]
    for text in visit.state.flags[-FLAGS_MAX:]:
        parts = FLAG.fullmatch(text)
        art = parts["art"] if parts else ""
        found.append(
            {
                "text": _("%(subject)s was let through and flagged") % parts.groupdict()
                if parts
                else text,
                "clause": wording.article(art),
                "url": visit.clause_url(art),
            }
        )
    return found


def _turns(visit: Visit) -> list[dict[str, str]]:
    return [
        {
            "label": turn.sentence,
            "url": turn.url,
            "state": "due",
            "state_label": wording.due_words(turn.day, visit.today) if turn.day else _("Open"),
        }
        for turn in turns(visit)
    ]


def _event(visit: Visit, row: funds.LogRow) -> dict[str, Any]:
    line = history.line(visit.state, row)
    moved = line.moves[0] if line.moves else None
    return {
        "at": wording.short_date(row.at),
        "date": row.at[:10],
        "title": line.sentence,
        "url": visit.url("entry", seq=row.seq),
        "by": _("Entry %(seq)d, %(kind)s") % {"seq": row.seq, "kind": history.kind_word(row.kind)},
        "state": moved.state if moved else "",
    }
