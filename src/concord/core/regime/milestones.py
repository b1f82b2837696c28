"""Milestones: attested by verifiers, challenged by parties, verified by quorum, lapsed by time."""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.acts import Act, Cure, Event, Refusal
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import Standing, Verification
from concord.core.regime import acts
from concord.core.regime.clocks import expiries
from concord.core.regime.machine import Machine
from concord.core.regime.rows import Row, row
from concord.core.regime.state import Instrument, Regime
from concord.core.state import Handler, Handlers, State, not_entitled, not_yet, unknown


def counted(one: Instrument, verdict: str, today: int) -> list[str]:
    """Return the verifiers whose latest attestation has this verdict and still counts."""
    if verdict == "met":
        return [
            name.removeprefix("attested:")
            for name, value in one.facts.items()
            if name.startswith("attested:")
            and isinstance(value, tuple)
            and value[0] == "met"
            and (value[2] is None or value[2] > today)
        ]
    return [
        name.removeprefix("attested:")
        for name, value in one.facts.items()
        if name.startswith("attested:") and isinstance(value, tuple) and value[0] == verdict
    ]


def _examine_attest(state: State, act: Act, command: acts.Attest) -> Iterator[Refusal]:
    milestone = state.terms.milestones.get(command.milestone)
    if milestone is None:
        yield unknown("milestone", command.milestone, state.terms.milestones)
        return
    verification = state.terms.verification_of(milestone.id)
    if verification is None:
        yield Refusal(code="no-verifier", clause=milestone.art, facts={"milestone": milestone.id})
        return
    if refused := not_entitled(
        state, act, verification.art, Standing(parties=verification.verifiers)
    ):
        yield refused
    if act.party == milestone.by:
        yield Refusal(
            code="verifier-is-reporter", clause=verification.art, facts={"party": act.party}
        )
    if refused := not_yet(state, "on", command.on):
        yield refused
        return
    expires = expiry(verification, command.on)
    if command.verdict == "met" and expires is not None and expires <= state.day:
        facts = {"on": command.on, "expired": iso_of(expires)}
        cures = (Cure(act="inspect-again", who=verification.verifiers),)
        yield Refusal(code="attestation-expired", clause=verification.art, facts=facts, cures=cures)


def expiry(verification: Verification, on: str) -> int | None:
    """Return the day from whose opening an attestation of a day no longer counts."""
    if verification.valid_days is None:
        return None
    return day_of(on) + verification.valid_days


def _attest(state: State, act: Act, command: acts.Attest) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    verification = state.terms.verification[
        command.milestone if command.milestone in state.terms.verification else "default"
    ]
    expires = expiry(verification, command.on) if command.verdict == "met" else None
    machine.emit(
        acts.Attested(
            milestone=command.milestone,
            verifier=act.party,
            verdict=command.verdict,
            on=command.on,
            expires=iso_of(expires) if expires is not None else "",
        )
    )
    one = machine.regime.instruments[("milestone", command.milestone)]
    if command.verdict == "met":
        reached = len(counted(one, "met", machine.day)) >= verification.attest
        machine.feed(one, "quorum" if reached else "attested")
    elif command.verdict == "not met":
        against = len(counted(one, "not met", machine.day)) >= verification.attest
        continuing = state.terms.milestones[one.id].continuing
        if against and (continuing or one.status != "verified"):
            machine.feed(one, "disproved")
        elif one.status == "verified" and continuing:
            _shortened(machine, one, verification.attest)
    machine.settle()
    return machine.events


def _shortened(machine: Machine, one: Instrument, quorum: int) -> None:
    """A verifier that changed its mind may leave fewer than the quorum: the milestone lapses."""
    if len(expiries(one, machine.day)) < quorum:
        machine.feed(one, "expiry")


def _examine_challenge(state: State, act: Act, command: acts.Challenge) -> Iterator[Refusal]:
    milestone = state.terms.milestones.get(command.milestone)
    if milestone is None:
        yield unknown("milestone", command.milestone, state.terms.milestones)
        return
    verification = state.terms.verification_of(milestone.id)
    art = verification.art if verification else milestone.art
    standing = Standing(roles=("donor", "recipient"))
    if refused := not_entitled(state, act, art, standing):
        yield refused
    one = state.regime.instruments[("milestone", milestone.id)]
    if one.status not in {"attested", "verified"}:
        facts = {"milestone": milestone.id, "status": one.status}
        yield Refusal(code="nothing-to-challenge", clause=art, facts=facts)
        return
    window = verification.dispute_days if verification else None
    since = one.since or 0
    if window is None or state.day > since + window:
        facts = {"milestone": milestone.id, "until": iso_of(since + (window or 0))}
        yield Refusal(code="dispute-window-over", clause=art, facts=facts)


def _challenge(state: State, act: Act, command: acts.Challenge) -> list[Event]:
    machine = Machine(state.regime, state.terms)
    machine.emit(acts.Challenged(milestone=command.milestone, party=act.party))
    machine.act("milestone", command.milestone, "challenge")
    return machine.events


def report(regime: Regime, state: State) -> dict[str, Row]:
    """Return the milestones of the state report, with who has attested what until when."""
    rows: dict[str, Row] = {}
    for one in regime.of("milestone"):
        made = row(one, state.terms.milestones[one.id].art)
        attested: list[Row] = []
        for name, value in one.facts.items():
            if not name.startswith(("attested:", "reported:")) or not isinstance(value, tuple):
                continue
            verdict, on, expires = value
            entry: Row = {"verifier": name.partition(":")[2], "verdict": verdict}
            entry["on"] = iso_of(on)
            if expires is not None:
                entry["until"] = iso_of(expires - 1)
            attested.append(entry)
        if attested:
            made["attestations"] = attested
        if one.status == "verified" and one.clock is not None:
            made["until"] = iso_of(one.clock.day - 1)
        rows[one.id] = made
    return rows


HANDLERS: Handlers = {
    acts.Attest: Handler(("verifier", "monitor"), _examine_attest, _attest),
    acts.Challenge: Handler((), _examine_challenge, _challenge),
}
