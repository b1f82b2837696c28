"""The agreement as numbered plain-language clauses, in the order of its articles.

What is rendered is what the machine runs: the compiled terms, not the file. The sentences are data
(texts.py); this module says which of them a clause needs. A snap-back takes one sentence after
another, so its sentences are numbered on from its article as far as no other article is in the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from concord.core.agreement.conditions import Condition
from concord.core.agreement.figures import percent
from concord.core.agreement.terms import (
    Amount,
    Body,
    DecisionRule,
    Due,
    Guardrail,
    Milestone,
    Obligation,
    PassTerm,
    Phase,
    Procedure,
    Relief,
    Reparation,
    Schedule,
    Terms,
    Verification,
)
from concord.core.agreement.wording import Wording, first_upper, with_article
from concord.core.agreement.words import DUTIES, GLOSSARY, LANGUAGE_NAMES, LANGUAGES, REASONS

#: Days from which weights hold "from the beginning" and are stated without a date.
BEGINNING: Final = 1


class Clause(msgspec.Struct, frozen=True):
    """One numbered clause: its article, the section and id it renders, and its sentences.

    The head of the agreement has article "" and comes first; ``id`` is "" where it has none.
    """

    art: str
    section: str
    id: str
    text: str


def prose(terms: Terms, lang: str) -> list[Clause]:
    """Return the clauses of an agreement in a language, in the order of their articles."""
    wording = Wording(terms, lang)
    found = [*_head(wording), *_clauses(wording)]
    return sorted(found, key=lambda clause: _order(clause.art))


def render_text(terms: Terms, lang: str) -> str:
    """Return the agreement as text: title, which language is authentic, clauses."""
    wording = Wording(terms, lang)
    title = terms.title.get(lang) or terms.title[terms.authentic]
    clauses = [f"{clause.art} {clause.text}".lstrip() for clause in prose(terms, lang)]
    kept = [wording.say("kept", path=part.path, why=REASONS[part.why][lang]) for part in terms.kept]
    return "\n".join([title, "", authentic_note(terms, lang), "", *clauses, *kept, ""])


def authentic_note(terms: Terms, lang: str) -> str:
    """Return the sentence that says which language is authentic."""
    wording = Wording(terms, lang)
    if lang == terms.authentic:
        return wording.say("authentic", language=_language(lang, lang))
    return wording.say("rendering", authentic=_language(terms.authentic, lang))


def _language(code: str, lang: str) -> str:
    return LANGUAGE_NAMES.get(code, dict.fromkeys(LANGUAGES, code))[lang]


def _order(art: str) -> list[tuple[int, str]]:
    """Articles in the order of their numbers: 3.10 after 3.9, letters after numbers."""
    return [
        (int(part), "") if part.isdigit() else (1 << 31, part)
        for part in re.findall(r"\d+|[^\d.]+", art)
    ]


def _head(wording: Wording) -> Iterator[Clause]:
    terms = wording.terms
    if terms.illustrative:
        yield Clause("", "illustrative", "", wording.say("illustrative"))
    days = {"effective": wording.date(terms.effective)}
    if terms.ends is None:
        yield Clause("", "term", "", wording.say("term.open", **days))
    else:
        yield Clause("", "term", "", wording.say("term", ends=wording.date(terms.ends), **days))
    currencies = wording.all_of(terms.currencies)
    yield Clause(
        "", "money", "", wording.say("money", holding=terms.holding, currencies=currencies)
    )
    if terms.units:
        yield Clause("", "units", "", wording.say("units", units=wording.all_of(terms.units)))
    yield Clause("", "zone", "", wording.say("zone", zone=_zone(terms.zone_minutes)))
    for party in terms.parties.values():
        name = f"{party.name}({party.id})" if wording.lang == "ko" else f"{party.name} ({party.id})"
        role = wording.role(party.role)
        places = {"party": name, "role": role, "a_role": with_article(role)}
        if party.share_ppm is None:
            text = wording.say("party", **places)
        else:
            text = wording.say("party.share", share=percent(party.share_ppm), **places)
        yield Clause(party.art or "", "parties", party.id, text)
    if terms.accession:
        yield Clause("", "accession", "", wording.say("accession"))


def _zone(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}" if minutes else "UTC"


def _clauses(wording: Wording) -> Iterator[Clause]:
    terms = wording.terms
    for section, render in _RENDER.items():
        for clause in getattr(terms, section).values():
            text = " ".join(render(wording, clause))
            yield Clause(clause.art, section, clause.id, text)
    for obligation in terms.obligations.values():
        yield from _obligation(wording, obligation)
    for procedure in terms.procedures.values():
        yield from _procedure(wording, procedure)


def _body(wording: Wording, body: Body) -> Iterator[str]:
    yield wording.say("body", id=body.id, members=wording.parties(body.members))
    for votes in body.votes:
        weights = wording.all_of(
            wording.word("weight", party=wording.party(name), share=percent(votes.ppm[name]))
            for name in body.members
            if name in votes.ppm
        )
        if votes.since == BEGINNING:
            yield wording.say("body.votes", weights=weights)
        else:
            date = wording.date(votes.since)
            yield wording.say("body.votes.since", weights=weights, date=date)


def _decision(wording: Wording, rule: DecisionRule) -> Iterator[str]:
    conditions = wording.all_of(_pass(wording, term) for term in rule.passes)
    yield wording.say("decision", id=rule.id, body=rule.body, conditions=conditions)
    if rule.quorum is not None:
        yield wording.say("decision.quorum", n=rule.quorum)
    if rule.within_days is not None:
        key = f"decision.{rule.default or 'lapses'}"
        yield wording.say(key, days=wording.days(rule.within_days))
    if rule.note:
        yield wording.say(f"decision.{rule.note}")


def _pass(wording: Wording, term: PassTerm) -> str:
    if term.kind == "all" and term.who:
        return wording.say("pass.all.role", role=wording.role(term.who))
    return wording.say(f"pass.{term.kind}", share=percent(term.ppm), party=wording.party(term.who))


def _phase(wording: Wording, phase: Phase) -> Iterator[str]:
    ceiling = wording.amount(phase.ceiling)
    yield wording.say("phase", id=phase.id, title=phase.title, ceiling=ceiling)
    if phase.enter == "notice" and phase.notice_by:
        yield wording.say("phase.notice", who=wording.who(phase.notice_by, "any"))
    elif phase.enter != "effective":
        yield wording.say("phase.decision", rule=phase.enter)
    elif phase.id == next(iter(wording.terms.phases)):
        yield wording.say("phase.effective")
    if phase.tranche:
        yield wording.say(
            "phase.tranche",
            tranche=wording.amount(phase.tranche),
            share=percent(phase.documented_ppm),
            n=phase.outstanding,
        )
    if phase.first_tranche_on_entry:
        yield wording.say("phase.first")
    if phase.needs:
        yield _needing(wording, "phase.needs", phase.needs)


def _needing(wording: Wording, key: str, milestones: tuple[str, ...], **places: object) -> str:
    key += ".many" if len(milestones) > 1 else ""
    return wording.say(key, milestones=wording.milestones(milestones), **places)


def _milestone(wording: Wording, milestone: Milestone) -> Iterator[str]:
    party = wording.party(milestone.by)
    yield wording.say("milestone", id=milestone.id, party=party, text=milestone.text)
    if milestone.due:
        yield wording.say("milestone.due", deadline=_deadline(wording, milestone.due, "limit"))
    if milestone.continuing:
        yield wording.say("milestone.continuing")
    since = milestone.since
    if since and since.days:
        trigger = _trigger(wording, since.trigger or "")
        yield wording.say("milestone.since.after", trigger=trigger, days=wording.days(since.days))
    elif since:
        start = wording.date(since.day) if since.day else _trigger(wording, since.trigger or "")
        yield wording.say("milestone.since", start=start)


def _deadline(wording: Wording, due: Due, key: str) -> str:
    """Return a time limit; ``key`` is "due" within a sentence and "limit" by itself."""
    if due.day is not None:
        return wording.say(f"{key}.day", date=wording.date(due.day))
    if due.trigger is None:
        return wording.say("obligation.open")
    if due.trigger == "expiry":
        return wording.say("due.expiry")
    trigger = _trigger(wording, due.trigger)
    return wording.say(f"{key}.within", days=wording.days(due.days), trigger=trigger)


def _trigger(wording: Wording, trigger: str) -> str:
    if trigger in wording.terms.phases:
        return wording.say("trigger.phase", id=trigger)
    if trigger in wording.terms.milestones:
        return wording.say("trigger.milestone", id=trigger)
    return wording.say(f"trigger.{trigger}")


def _verification(wording: Wording, clause: Verification) -> Iterator[str]:
    key = "verification.default" if clause.id == "default" else "verification"
    verifiers = wording.parties(clause.verifiers)
    yield wording.say(key, id=clause.id, attest=clause.attest, verifiers=verifiers)
    if clause.valid_days is not None:
        yield wording.say("verification.valid", days=wording.days(clause.valid_days))
    if clause.dispute_days is not None:
        yield wording.say(f"verification.{clause.default}", days=wording.days(clause.dispute_days))


def _relief(wording: Wording, relief: Relief) -> Iterator[str]:
    grantors = wording.parties(relief.granted_by)
    key = "relief.many" if len(relief.granted_by) > 1 else "relief"
    yield wording.say(key, id=relief.id, text=relief.text, grantors=grantors)
    if relief.phases:
        yield wording.say("relief.phases", phases=wording.phases(relief.phases))
    if relief.while_milestones:
        yield _needing(wording, "relief.while", relief.while_milestones)
    if relief.quota:
        period = wording.say(f"per.{relief.quota.per}")
        amount = wording.amount(relief.quota.amount)
        yield wording.say("relief.quota", amount=amount, period=period)


def _guardrail(wording: Wording, guardrail: Guardrail) -> Iterator[str]:
    rule: Condition = guardrail.rule  # type: ignore[assignment]  # terms.py does not know trees
    act = GLOSSARY[guardrail.on][wording.lang]
    places = {"act": act, "an_act": with_article(act), "rule": wording.condition(rule)}
    yield first_upper(wording.say(f"guardrail.{guardrail.effect}", **places))
    yield wording.say(f"guardrail.unknown.{guardrail.unknown}")


def _obligation(wording: Wording, obligation: Obligation) -> Iterator[Clause]:
    text = _duty(wording, obligation)
    if obligation.default:
        text += " " + wording.say(f"default.{obligation.default}")
    yield Clause(obligation.art, "obligations", obligation.id, text)
    if obligation.otherwise:
        text = _reparation(wording, obligation.otherwise, obligation.art)
        yield Clause(obligation.otherwise.art, "obligations", obligation.id, text)


def _duty(wording: Wording, obligation: Obligation) -> str:
    places = {
        "who": wording.who(obligation.by),
        "duty": _duty_words(wording, obligation.must),
        "deadline": _deadline(wording, obligation.due, "due"),
    }
    if obligation.amount is None:
        return first_upper(wording.say("obligation", **places))
    amount = wording.amount(obligation.amount)
    return first_upper(wording.say("obligation.amount", amount=amount, **places))


def _duty_words(wording: Wording, must: str) -> str:
    return DUTIES.get(must, dict.fromkeys(LANGUAGES, must))[wording.lang]


def _reparation(wording: Wording, step: Reparation, missed: str) -> str:
    days = step.within_days
    limit = "obligation.open" if days is None else "reparation.within"
    text = wording.say(
        "reparation",
        missed=missed,
        who=wording.who(step.by),
        duty=_duty_words(wording, step.must),
        deadline=wording.say(limit, days=wording.days(days or 0)),
    )
    return f"{text} {wording.say(f'default.{step.default}')}" if step.default else text


def _procedure(wording: Wording, procedure: Procedure) -> Iterator[Clause]:
    sentences = list(_snapback(wording, procedure))
    articles = _numbered(wording.terms, procedure, len(sentences))
    for art, text in zip(articles, sentences, strict=True):
        yield Clause(art, "snapback", procedure.id, text)
    if procedure.restore:
        effects = wording.effects(procedure.restore.effects)
        text = wording.say("snapback.restore", effects=effects)
        yield Clause(procedure.restore.art, "snapback", procedure.id, text)


def _snapback(wording: Wording, procedure: Procedure) -> Iterator[str]:
    who = wording.who(procedure.by, "any")
    if procedure.title:
        yield wording.say("snapback.titled", title=procedure.title, who=who)
    else:
        yield first_upper(wording.say("snapback", who=who))
    if procedure.at_once:
        yield first_upper(
            wording.say("snapback.at_once", effects=wording.effects(procedure.at_once))
        )
    recipients = [one for one in wording.terms.parties.values() if one.role == "recipient"]
    yield wording.say(
        "snapback.time" if recipients else "snapback.time.party",
        notice=wording.days(procedure.notice_days, of=True),
        cure=wording.days(procedure.cure_days),
    )
    rule = procedure.continue_rule or ""
    yield wording.say(
        f"snapback.then{_exception(procedure)}",
        effects=wording.effects(procedure.then),
        rule=rule,
        a_rule=with_article(rule),
    )
    if procedure.snapped_back_within_days is not None:
        yield wording.say("snapback.last_day", day=procedure.snapped_back_within_days)


def _exception(procedure: Procedure) -> str:
    if procedure.continue_rule:
        return ".both" if procedure.cure_stops else ".continue"
    return ".cure" if procedure.cure_stops else ""


def _numbered(terms: Terms, procedure: Procedure, n: int) -> list[str]:
    """Number sentences on from an article, unless another clause has one of the numbers."""
    stem, dot, last = procedure.art.rpartition(".")
    if not last.isdigit():
        return [procedure.art] * n
    numbers = [f"{stem}{dot}{int(last) + place}" for place in range(n)]
    taken = articles(terms)
    free = not any(number in taken for number in numbers[1:])
    return numbers if free else [procedure.art] * n


def articles(terms: Terms) -> set[str]:
    """Return the articles that the text itself numbers."""
    clauses: list[object] = []
    for section in ("parties", *_RENDER, "obligations", "procedures"):
        clauses += getattr(terms, section).values()
    for clause in tuple(clauses):
        clauses += (getattr(clause, "otherwise", None), getattr(clause, "restore", None))
    return {art for clause in clauses if (art := getattr(clause, "art", None))}


def _schedule(wording: Wording, schedule: Schedule) -> Iterator[str]:
    unit = schedule.steps[0].amount.unit
    total = Amount(minor=sum(step.amount.minor for step in schedule.steps), unit=unit)
    yield first_upper(
        wording.say(
            "schedule",
            text=schedule.text,
            payer=wording.who(schedule.payer),
            payee=wording.party(schedule.payee),
            total=wording.amount(total),
            n=len(schedule.steps),
        )
    )
    for n, step in enumerate(schedule.steps, 1):
        places = {"n": n, "amount": wording.amount(step.amount), "date": wording.date(step.due)}
        if step.needs:
            yield _needing(wording, "schedule.step.needs", step.needs, **places)
        else:
            yield wording.say("schedule.step", **places)
    if schedule.authorise:
        yield wording.say("schedule.authorise")
    if schedule.extend_rule:
        yield wording.say("schedule.extend", rule=schedule.extend_rule)


_RENDER: Final[dict[str, Callable[[Wording, Any], Iterator[str]]]] = {
    "bodies": _body,
    "decisions": _decision,
    "phases": _phase,
    "milestones": _milestone,
    "verification": _verification,
    "relief": _relief,
    "guardrails": _guardrail,
    "schedules": _schedule,
}
