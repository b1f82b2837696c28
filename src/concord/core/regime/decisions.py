"""Decisions: proposed to a body, voted on by dated weights, adopted, rejected or left to silence.

No recorded decision, no effect. A member that recused itself, or whose vote is suspended for
arrears, is no voter: its weight counts on neither side. A case closes as soon as its outcome is
certain; else the clock of the rule gives the outcome that the text names.
"""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Refusal
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import PPM, Body, DecisionRule, PassTerm, Standing, Terms
from concord.core.regime import acts
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row, row
from concord.core.regime.state import Instrument, Regime
from concord.core.state import Handler, Handlers, State, not_entitled, unknown


def weights(body: Body, day: int) -> dict[str, int]:
    """Return the voting weights of a body in force on a day, in millionths.

    In a body whose text gives no weights every member has one voice.
    """
    if not body.votes:
        return dict.fromkeys(body.members, PPM)
    found: dict[str, int] = {}
    for votes in body.votes:
        if votes.since <= day:
            found = votes.ppm
    return found


def voteless(regime: Regime, terms: Terms) -> set[str]:
    """Return the parties whose vote is suspended for an unpaid instalment."""
    out: set[str] = set()
    for duty in regime.of("duty"):
        obligation = terms.obligations[duty.text("obligation")]
        default = obligation.otherwise.default if obligation.otherwise else obligation.default
        if duty.status == "breached" and default == "vote suspended":
            out.add(duty.text("party"))
    return out


def voters(regime: Regime, terms: Terms, case: Instrument) -> dict[str, int]:
    """Return who may vote on a case and with what weight on the day it was opened."""
    rule = terms.decisions[case.text("rule")]
    lost = voteless(regime, terms)
    return {
        party: ppm
        for party, ppm in weights(terms.bodies[rule.body], case.number("opened")).items()
        if party not in lost and case.text(f"vote:{party}") != "recused"
    }


def _tally(case: Instrument, vote: str) -> set[str]:
    return {
        name.removeprefix("vote:")
        for name, value in case.facts.items()
        if name.startswith("vote:") and value == vote
    }


def met(term: PassTerm, yes: set[str], all_voters: dict[str, int], terms: Terms) -> bool:
    """Say whether one condition of adoption is met by these votes in favour."""
    if term.kind == "votes":
        total = sum(all_voters.values())
        return sum(all_voters.get(party, 0) for party in yes) * PPM >= term.ppm * total > 0
    if term.kind == "heads":
        heads = sum(1 for party in yes if party in all_voters)
        return heads * PPM >= term.ppm * len(all_voters) > 0
    if term.kind == "assent":
        return term.who in yes
    wanted = {
        party
        for party in all_voters
        if not term.who or (party in terms.parties and terms.parties[party].role == term.who)
    }
    return term.kind == "all" and bool(wanted) and wanted <= yes


def outcome(regime: Regime, terms: Terms, case: Instrument) -> str:
    """Return "adopted", "rejected" or "" while the outcome is open."""
    rule = terms.decisions[case.text("rule")]
    all_voters = voters(regime, terms, case)
    yes, away = _tally(case, "yes"), _tally(case, "abstain")
    no = _tally(case, "no") | _tally(case, "objection")
    if any(term.kind == "silence" for term in rule.passes):
        return "rejected" if _tally(case, "objection") else ""
    members = set(terms.bodies[rule.body].members) | set(all_voters)
    present = len((yes | no | away) & members)
    if present >= (rule.quorum or 0) and all(
        met(term, yes, all_voters, terms) for term in rule.passes
    ):
        return "adopted"
    still = (members | {term.who for term in rule.passes if term.who in terms.parties}) - no - away
    recused = _tally(case, "recused")
    possible = all(met(term, still - recused, all_voters, terms) for term in rule.passes)
    return "" if possible else "rejected"


def _rule_of(state: State, command: acts.Propose) -> DecisionRule | None:
    return state.terms.decisions.get(command.rule)


def _examine_propose(state: State, act: Act, command: acts.Propose) -> Iterator[Refusal]:
    rule = _rule_of(state, command)
    if rule is None:
        yield unknown("decision rule", command.rule, state.terms.decisions)
        return
    body = state.terms.bodies[rule.body]
    if refused := not_entitled(state, act, body.art, Standing(parties=body.members)):
        yield refused
    if state.regime.get("decision", command.case) is not None:
        yield Refusal(code="case-exists", clause=rule.art, facts={"case": command.case})
    yield from _examine_subject(state, command, rule)


def _examine_subject(state: State, command: acts.Propose, rule: DecisionRule) -> Iterator[Refusal]:
    """A decision can do only what the text lets this rule do."""
    if command.act == "enter":
        phase = state.terms.phases.get(command.ref)
        yield from _named_by(command, rule, phase.enter if phase else None, "phase")
        if phase and state.regime.status("phase", phase.id) not in {"not entered", "returned"}:
            status = state.regime.status("phase", phase.id)
            facts = {"id": phase.id, "status": status}
            yield Refusal(code="not-in-this-state", clause=phase.art, facts=facts)
    elif command.act == "continue":
        yield from _examine_continue(state, command, rule)
    elif command.act in {"uphold", "overturn"}:
        if state.regime.status("milestone", command.ref) != "contested":
            yield Refusal(
                code="not-in-this-state",
                clause=rule.art,
                facts={
                    "id": command.ref,
                    "status": state.regime.status("milestone", command.ref) or "-",
                },
            )
    elif command.act == "extend":
        schedule = state.terms.schedules.get(command.ref)
        yield from _named_by(command, rule, schedule.extend_rule if schedule else None, "schedule")
        yield from _examine_steps(state, command, rule)
    elif command.act == "allocate" and command.ref not in state.programme.projects:
        yield unknown("project", command.ref, state.programme.projects)


def _examine_continue(state: State, command: acts.Propose, rule: DecisionRule) -> Iterator[Refusal]:
    case = state.regime.get("procedure", command.ref)
    procedure = state.terms.procedures[case.text("procedure")] if case else None
    yield from _named_by(command, rule, procedure.continue_rule if procedure else None, "case")
    if case and procedure and case.status not in {"notice", "cure"}:
        facts = {"id": case.id, "status": case.status}
        yield Refusal(code="not-in-this-state", clause=procedure.art, facts=facts)


def _named_by(
    command: acts.Propose, rule: DecisionRule, wanted: str | None, kind: str
) -> Iterator[Refusal]:
    if wanted != rule.id:
        facts = {"act": command.act, "ref": command.ref, "rule": wanted or "-", "kind": kind}
        yield Refusal(code="rule-does-not-reach", clause=rule.art, facts=facts)


def _examine_steps(state: State, command: acts.Propose, rule: DecisionRule) -> Iterator[Refusal]:
    if not command.steps:
        yield Refusal(code="no-steps", clause=rule.art, facts={"case": command.case})
    for step in command.steps:
        try:
            day_of(step.due)
        except ValueError:
            yield Refusal(code="no-such-day", facts={"field": "due", "day": step.due})
        for ref in step.needs:
            if ref not in state.terms.milestones:
                yield unknown("milestone", ref, state.terms.milestones)


def _propose(state: State, act: Act, command: acts.Propose) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(
        acts.Proposed(
            case=command.case,
            rule=command.rule,
            act=command.act,
            by=act.party,
            ref=command.ref,
            amount=command.amount,
            steps=command.steps,
        )
    )
    machine.act("decision", command.case, "propose")
    return machine.events


def _open_case(state: State, case: str) -> Iterator[Refusal]:
    one = state.regime.get("decision", case)
    if one is None:
        yield unknown("case", case, [found.id for found in state.regime.of("decision")])
    elif one.status != "open":
        art = state.terms.decisions[one.text("rule")].art
        yield Refusal(code="case-closed", clause=art, facts={"case": case, "status": one.status})


def _examine_vote(
    state: State, act: Act, command: acts.Vote | acts.RaiseObjection | acts.Recuse
) -> Iterator[Refusal]:
    refused = False
    for refusal in _open_case(state, command.case):
        refused = True
        yield refusal
    if refused:
        return
    one = state.regime.instruments[("decision", command.case)]
    rule = state.terms.decisions[one.text("rule")]
    body = state.terms.bodies[rule.body]
    assents = {term.who for term in rule.passes if term.kind == "assent"}
    if act.party not in body.members and act.party not in assents:
        who = tuple(body.members)
        facts = {"party": act.party, "who": ", ".join(who)}
        yield Refusal(code="not-entitled", clause=body.art, facts=facts)
        return
    yield from _examine_standing(state, act, command, one)
    silence = any(term.kind == "silence" for term in rule.passes)
    if silence and isinstance(command, acts.Vote):
        yield Refusal(
            code="object-instead",
            clause=rule.art,
            facts={"case": command.case},
            cures=(Cure(act="raise-objection", who=(act.party,)),),
        )


def _examine_standing(
    state: State, act: Act, command: acts.Vote | acts.RaiseObjection | acts.Recuse, one: Instrument
) -> Iterator[Refusal]:
    rule = state.terms.decisions[one.text("rule")]
    if one.text(f"vote:{act.party}") == "recused":
        yield Refusal(
            code="recused", clause=rule.art, facts={"party": act.party, "case": command.case}
        )
    if act.party in voteless(state.regime, state.terms) and not isinstance(command, acts.Recuse):
        art = next(
            (
                obligation.otherwise.art
                for obligation in state.terms.obligations.values()
                if obligation.otherwise and obligation.otherwise.default == "vote suspended"
            ),
            rule.art,
        )
        cures = (Cure(act="pay-arrears", who=(act.party,)),)
        yield Refusal(code="vote-suspended", clause=art, facts={"party": act.party}, cures=cures)


def _vote(
    state: State, act: Act, command: acts.Vote | acts.RaiseObjection | acts.Recuse
) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    vote, reason = "recused", ""
    if isinstance(command, acts.Vote):
        vote = str(command.vote)
    elif isinstance(command, acts.RaiseObjection):
        vote, reason = "objection", command.reason
    else:
        reason = command.reason
    machine.emit(acts.Voted(case=command.case, party=act.party, vote=vote, reason=reason))
    case = machine.regime.instruments[("decision", command.case)]
    found = outcome(machine.regime, state.terms, case)
    if found:
        machine.feed(case, found)
        machine.settle()
    return machine.events


def report(regime: Regime, state: State) -> dict[str, Row]:
    """Return the cases of the state report with votes and what they are about."""
    rows: dict[str, Row] = {}
    for one in regime.of("decision"):
        rule = state.terms.decisions[one.text("rule")]
        made = row(one, rule.art)
        made.update(rule=rule.id, act=one.text("act"), by=one.text("by"))
        made["opened"] = iso_of(one.number("opened"))
        if one.text("ref"):
            made["ref"] = one.text("ref")
        votes = {
            name.removeprefix("vote:"): str(value)
            for name, value in one.facts.items()
            if name.startswith("vote:")
        }
        made["votes"] = votes
        rows[one.id] = made
    return rows


HANDLERS: Handlers = {
    acts.Propose: Handler((), _examine_propose, _propose),
    acts.Vote: Handler((), _examine_vote, _vote),
    acts.RaiseObjection: Handler((), _examine_vote, _vote),
    acts.Recuse: Handler((), _examine_vote, _vote),
}
