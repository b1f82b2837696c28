"""What a case before a body is about, how its votes stand, and who has not spoken yet."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from concord.core.agreement.terms import PassTerm
from concord.core.regime.decisions import met, voters
from concord.core.regime.state import Instrument
from concord.core.state import State
from concord.web import wording
from concord.web.names import named


class Ballot(NamedTuple):
    """One member of the body: its weight in millionths (0: it speaks only) and what it said."""

    party: str
    weight: int
    vote: str


class Condition(NamedTuple):
    """One condition of adoption in words, and whether the votes so far meet it."""

    words: str
    met: bool


def title(state: State, case: Instrument) -> str:
    """What a case asks for."""
    return proposal(state, case.text("act"), case.text("ref"), case.number("amount"), case.id)


def proposal(state: State, act: str, ref: str, amount: int, case: str) -> str:
    """What a proposal asks for, in words."""
    project = state.programme.projects.get(ref)
    phase = state.terms.phases.get(ref)
    facts = {
        "ref": ref,
        "case": case,
        "amount": wording.money(state, amount, state.terms.holding),
        "title": named(project.title if project else phase.title if phase else ref),
    }
    texts = {
        "enter": _("Enter phase %(ref)s: %(title)s"),
        "allocate": _("Allocate %(amount)s to project %(ref)s"),
        "continue": _("Continue despite case %(ref)s"),
        "uphold": _("Uphold the attestation of milestone %(ref)s"),
        "overturn": _("Overturn the attestation of milestone %(ref)s"),
        "extend": _("Extend schedule %(ref)s"),
        "resolve": _("Resolution %(case)s"),
    }
    return texts.get(act, "%(case)s") % facts


def by_silence(state: State, case: Instrument) -> bool:
    """Whether silence adopts the case, so that members object rather than vote."""
    rule = state.terms.decisions[case.text("rule")]
    return any(term.kind == "silence" for term in rule.passes)


def ballots(state: State, case: Instrument) -> list[Ballot]:
    """Every party that may speak, those with a weight first, and what each has said."""
    rule = state.terms.decisions[case.text("rule")]
    weights = voters(state.regime, state.terms, case)
    assents = [term.who for term in rule.passes if term.kind == "assent"]
    speaking = {*weights, *state.terms.bodies[rule.body].members, *assents}
    found = [
        Ballot(party, weights.get(party, 0), case.text(f"vote:{party}"))
        for party in state.parties
        if party in speaking
    ]
    return sorted(found, key=lambda ballot: -ballot.weight)


def silent(state: State, case: Instrument) -> tuple[str, ...]:
    """Who could still vote or object."""
    rule = state.terms.decisions[case.text("rule")]
    assents = {term.who for term in rule.passes if term.kind == "assent"}
    return tuple(
        ballot.party
        for ballot in ballots(state, case)
        if not ballot.vote and (ballot.weight or ballot.party in assents)
    )


def conditions(state: State, case: Instrument) -> list[Condition]:
    """The conditions of adoption, each with whether the votes in favour meet it now."""
    rule = state.terms.decisions[case.text("rule")]
    everyone = voters(state.regime, state.terms, case)
    votes = {ballot.party: ballot.vote for ballot in ballots(state, case) if ballot.vote}
    yes = {party for party, vote in votes.items() if vote == "yes"}
    found = [
        Condition(_pass_words(state, term), _passes(state, case, term, (yes, everyone)))
        for term in rule.passes
    ]
    if rule.quorum:
        present = sum(1 for vote in votes.values() if vote in {"yes", "no", "abstain"})
        facts = {"present": present, "quorum": rule.quorum}
        words = _("Quorum: %(present)d of %(quorum)d members have voted") % facts
        found.insert(0, Condition(words, present >= rule.quorum))
    return found


def _passes(
    state: State, case: Instrument, term: PassTerm, votes: tuple[set[str], dict[str, int]]
) -> bool:
    if term.kind == "silence":
        return not any(value == "objection" for value in case.facts.values())
    return met(term, votes[0], votes[1], state.terms)


def _pass_words(state: State, term: PassTerm) -> str:
    share = wording.percent(term.ppm)
    if term.kind == "votes":
        return _("At least %(share)s of the votes in favour") % {"share": share}
    if term.kind == "heads":
        return _("At least %(share)s of the voting members in favour") % {"share": share}
    if term.kind == "assent":
        return _("Assent of %(party)s") % {"party": wording.party(state, term.who)}
    if term.kind == "silence":
        return _("No objection before the time is over")
    return _("Every donor in favour") if term.who == "donor" else _("Every member in favour")
