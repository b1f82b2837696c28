"""From models to terms: every default filled in, every amount in minor units, every rule a list.

Nothing is judged here; what reaches this module has been found valid. Parts of the text that the
machine does not carry out yet are listed in ``kept``, so that they are named, never silently lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from concord.core.agreement import model
from concord.core.agreement.conditions import parse
from concord.core.agreement.figures import dates_of
from concord.core.agreement.model import Agreement
from concord.core.agreement.normal import normal_form, sha256
from concord.core.agreement.phrases import Enter, Unless
from concord.core.agreement.problems import Path, dotted
from concord.core.agreement.reader import Source
from concord.core.agreement.terms import (
    PPM,
    Amount,
    Body,
    DecisionRule,
    Due,
    Guardrail,
    Kept,
    Milestone,
    Obligation,
    Party,
    Phase,
    Procedure,
    Quota,
    Relief,
    Reparation,
    Restore,
    Schedule,
    Standing,
    Step,
    Terms,
    Verification,
    Votes,
)
from concord.core.agreement.values import Quantity

#: Weights that hold from the beginning are in force since the first day that there is.
FROM_THE_BEGINNING = 1


def compile_terms(source: Source, agreement: Agreement) -> Terms:
    """Return the terms of an agreement that has no problems."""
    return _Compiler(source, agreement).terms()


class _Compiler:
    """Compiles one agreement; keeps what pins its amounts."""

    def __init__(self, source: Source, agreement: Agreement) -> None:
        self.source = source
        self.of = agreement
        self.pinned = {**agreement.currencies, **agreement.units}

    def terms(self) -> Terms:
        of = self.of
        return Terms(
            id=of.agreement,
            sha256=sha256(normal_form(self.source.tree)),
            title=dict(sorted(of.title.items())),
            authentic=of.languages.authentic,
            languages=tuple(dict.fromkeys((of.languages.authentic, *of.languages.also))),
            currencies=dict(sorted(of.currencies.items())),
            holding=of.holding,
            zone_minutes=of.zone,
            effective=of.effective,
            ends=of.ends,
            accession=of.accession is not None,
            illustrative=of.illustrative,
            units=dict(sorted(of.units.items())),
            parties={name: _party(name, each) for name, each in of.parties.items()},
            bodies={name: _body(name, each) for name, each in of.bodies.items()},
            decisions={name: _decision(name, each) for name, each in of.decisions.items()},
            phases={name: self._phase(name, each) for name, each in of.phases.items()},
            milestones={name: _milestone(name, each) for name, each in of.milestones.items()},
            verification={
                name: _verification(name, each) for name, each in of.verification.items()
            },
            relief={name: self._relief(name, each) for name, each in of.relief.items()},
            guardrails={name: self._guardrail(name, each) for name, each in of.guardrails.items()},
            obligations={
                name: self._obligation(name, each) for name, each in of.obligations.items()
            },
            procedures={name: _procedure(name, each) for name, each in of.snapback.items()},
            schedules={name: self._schedule(name, each) for name, each in of.schedules.items()},
            kept=tuple(
                Kept(path=dotted(path), line=self.source.line(path), why=why)
                for path, why in _kept(of)
            ),
        )

    def _amount(self, quantity: Quantity) -> Amount:
        unit = quantity.unit or self.of.holding
        # A quota may count a unit that is not pinned (a finding of lint.py); it counts whole ones.
        minor = quantity.minor(self.pinned.get(unit, 0))
        if minor is None:
            raise AssertionError(f"an amount with too many decimals of {unit} was let through")
        return Amount(minor=minor, unit=unit)

    def _phase(self, name: str, each: model.Phase) -> Phase:
        enter = each.enter or Enter()
        return Phase(
            id=name,
            art=each.art,
            title=each.title,
            ceiling=self._amount(each.ceiling),
            tranche=self._amount(each.tranche) if each.tranche else None,
            documented_ppm=PPM if each.documented is None else each.documented,
            outstanding=each.outstanding or 1,
            first_tranche_on_entry=each.first_tranche is not None,
            needs=each.needs,
            enter=enter.word,
            notice_by=enter.notice_by,
        )

    def _relief(self, name: str, each: model.Relief) -> Relief:
        quota = each.quota
        return Relief(
            id=name,
            art=each.art,
            text=each.text,
            granted_by=each.granted_by,
            phases=each.in_,
            while_milestones=each.while_,
            quota=Quota(amount=self._amount(quota.quantity), per=quota.per) if quota else None,
        )

    def _guardrail(self, name: str, each: model.Guardrail) -> Guardrail:
        return Guardrail(
            id=name,
            art=each.art,
            text=each.rule,
            rule=parse(each.rule, self.of.holding, self.of.currencies[self.of.holding]),
            on=each.on,
            effect=each.else_,
            unknown=each.unknown,
        )

    def _obligation(self, name: str, each: model.Obligation) -> Obligation:
        otherwise = each.else_
        return Obligation(
            id=name,
            art=each.art,
            by=each.party,
            must=each.must,
            due=each.within or each.before or each.due or Due(),
            amount=self._amount(each.amount) if each.amount else None,
            otherwise=_reparation(otherwise) if isinstance(otherwise, model.Reparation) else None,
            default=otherwise if isinstance(otherwise, str) else "",
        )

    def _schedule(self, name: str, each: model.Schedule) -> Schedule:
        steps = [
            Step(due=day, amount=self._amount(rule.amount))
            for rule in each.rules
            for day in dates_of(rule.first, rule.every, rule.last)
        ]
        steps += [
            Step(due=step.on, amount=self._amount(step.amount), needs=step.needs)
            for step in each.steps
        ]
        return Schedule(
            id=name,
            art=each.art,
            text=each.text,
            payer=each.payer,
            payee=each.payee,
            steps=tuple(sorted(steps, key=lambda step: step.due)),
            authorise=each.authorise,
            extend_rule=each.extend,
        )


def _party(name: str, each: model.Party) -> Party:
    return Party(id=name, name=each.name, role=each.role, art=each.art, share_ppm=each.share)


def _body(name: str, each: model.Body) -> Body:
    if each.votes is None:
        votes: tuple[Votes, ...] = (Votes(since=FROM_THE_BEGINNING, ppm=_equal(each.members)),)
    else:
        votes = tuple(
            Votes(
                since=FROM_THE_BEGINNING if entry.since is None else entry.since,
                ppm=dict(sorted(entry.ppm.items())),
            )
            for entry in each.votes
        )
    return Body(id=name, art=each.art, members=each.members, votes=votes)


def _equal(members: tuple[str, ...]) -> dict[str, int]:
    """Equal weights of a body that states none; what does not divide goes to the first members."""
    share, rest = divmod(PPM, len(members))
    return {name: share + (place < rest) for place, name in enumerate(members)}


def _decision(name: str, each: model.Decision) -> DecisionRule:
    return DecisionRule(
        id=name,
        art=each.art,
        body=each.body,
        passes=each.pass_,
        quorum=each.quorum.present if each.quorum else None,
        within_days=each.within,
        default=each.else_,
        note=f"recipient {each.recipient}" if each.recipient else "",
    )


def _milestone(name: str, each: model.Milestone) -> Milestone:
    return Milestone(
        id=name,
        art=each.art,
        text=each.text,
        by=each.by,
        continuing=each.kind == "continuing",
        since=each.from_,
        due=each.within or each.due,
    )


def _verification(name: str, each: model.Verification) -> Verification:
    return Verification(
        id=name,
        art=each.art,
        verifiers=each.verifiers,
        attest=each.attest,
        valid_days=each.valid,
        dispute_days=each.dispute,
        default=each.default,
    )


def _reparation(each: model.Reparation) -> Reparation:
    return Reparation(
        art=each.art,
        by=each.party or Standing(roles=("trustee",)),
        must=each.must or each.trustee or "",
        within_days=each.within,
        default=each.else_ if isinstance(each.else_, str) else "",
    )


def _procedure(name: str, each: model.Snapback) -> Procedure:
    unless = each.unless or Unless()
    restore = each.restore
    return Procedure(
        id=name,
        art=each.art,
        by=each.by,
        at_once=each.at_once,
        then=each.then,
        notice_days=each.notice or 0,
        cure_days=each.cure or 0,
        continue_rule=unless.continue_rule,
        cure_stops=unless.cure,
        snapped_back_within_days=each.snapped_back_within,
        restore=Restore(art=restore.art, effects=restore.then) if restore else None,
        title=each.title or "",
    )


def _kept(of: Agreement) -> Iterator[tuple[Path, str]]:
    """Name every part of the text that is read but not carried out yet."""
    for name, phase in of.phases.items():
        if phase.grow:
            yield ("phases", name, "grow"), "the growth of ceilings"
    for name, relief in of.relief.items():
        if relief.quota:
            yield ("relief", name, "quota"), "the use of quotas"
    yield from _kept_duties(of)
    for section in model.LATER:
        yield from (((section, name), section) for name in getattr(of, section))
    for section in ("perimeter", "fees"):
        if getattr(of, section) is not None:
            yield (section,), section


def _kept_duties(of: Agreement) -> Iterator[tuple[Path, str]]:
    for name, obligation in of.obligations.items():
        otherwise = obligation.else_
        again = otherwise.else_ if isinstance(otherwise, model.Reparation) else None
        if isinstance(again, model.Reparation):
            yield ("obligations", name, "else", "else"), "reparation in more than one step"
    for name, clause in of.snapback.items():
        for place in range(len(clause.keep)):
            yield ("snapback", name, "keep", place), "what goes on during a snap-back"
    for place in range(len(of.promise)):
        yield ("promise", place), "the proof of promises"
