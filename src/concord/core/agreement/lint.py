"""What a careful reader remarks about an agreement that is valid: gaps and oddities, by article.

A finding does not make a text unusable. Each says in one sentence what is missing or contradicts
itself, and cites the article. Parts that are read but not enforced yet are findings too, so that
nobody signs believing that a machine will see to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from concord.core.agreement.fields import later_sections
from concord.core.agreement.problems import Path, dotted
from concord.core.agreement.reader import Source, Tree
from concord.core.agreement.terms import (
    Effect,
    Obligation,
    Procedure,
    Relief,
    Restore,
    Standing,
    Terms,
)

#: Parties that pay or perform; the others act for them.
PRINCIPALS: Final = frozenset({"donor", "recipient"})


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One remark; ``code`` is a stable noun phrase, ``art`` is "" where no article is concerned."""

    file: str
    line: int
    path: str
    art: str
    code: str
    text: str

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        article = f" (article {self.art})" if self.art else ""
        return f"{self.file}:{self.line}: {path}{self.text}{article}"


#: Path, article, code, sentence.
Remark = tuple[Path, str, str, str]


def findings(terms: Terms, source: Source) -> list[Finding]:
    """Return the findings on an agreement in the order of its lines."""
    remarks = [
        *_whole(terms, source),
        *_decisions(terms),
        *_phases(terms),
        *_milestones(terms),
        *_relief(terms),
        *_obligations(terms),
        *_procedures(terms),
        *_standing(terms),
    ]
    found = [
        Finding(
            file=source.file,
            line=source.line(path),
            path=dotted(path),
            art=art,
            code=code,
            text=text,
        )
        for path, art, code, text in remarks
    ]
    found += [
        Finding(
            file=source.file,
            line=kept.line,
            path=kept.path,
            art="",
            code="not-yet-enforced",
            text=f"Read and kept, but not yet enforced: {kept.why}.",
        )
        for kept in terms.kept
    ]
    return sorted(found, key=lambda finding: finding.line)


def _whole(terms: Terms, source: Source) -> Iterator[Remark]:
    if terms.ends is None:
        text = "The agreement has no end date, so that it can be stuck for ever."
        yield (), "", "no-sunset", text
    if "perimeter" not in source.tree:
        text = (
            "No perimeter is declared: the text does not say which outside events may trigger"
            " something and which may not."
        )
        yield (), "", "no-perimeter", text
    yield from _remedies(terms, source)


def _remedies(terms: Terms, source: Source) -> Iterator[Remark]:
    principals = [party for party in terms.parties.values() if party.role in PRINCIPALS]
    if principals and not terms.procedures:
        text = "There is no procedure for a breach, so that no party has a remedy."
        yield (), "", "no-procedure", text
        return
    others = " ".join(
        _texts(clause) for section, _, clause in later_sections(source) if section == "remedies"
    ).split()
    for party in principals:
        stands = any(
            party.id in each.by.parties or party.role in each.by.roles
            for each in terms.procedures.values()
        )
        if not stands and party.id not in others and party.role not in others:
            text = f"{party.name} ({party.id}) can start no procedure and has no other remedy."
            yield ("parties", party.id), party.art or "", "no-remedy", text


def _texts(tree: Tree) -> str:
    """All the text of a part of the tree."""
    if isinstance(tree, str):
        return tree
    parts: Iterable[Tree] = tree.values() if isinstance(tree, dict) else tree
    return " ".join(_texts(part) for part in parts)


def _decisions(terms: Terms) -> Iterator[Remark]:
    for rule in terms.decisions.values():
        path: Path = ("decisions", rule.id)
        if rule.within_days is None:
            text = (
                f"Decision {rule.id} has no time limit and no default, so that silence stalls it."
            )
            yield path, rule.art, "no-default", text
        elif rule.default is None:
            text = f"Decision {rule.id} has no default: the text does not say what silence means."
            yield path, rule.art, "no-default", text


def _phases(terms: Terms) -> Iterator[Remark]:
    for place, phase in enumerate(terms.phases.values()):
        path: Path = ("phases", phase.id)
        if phase.enter == "effective" and place > 0:
            text = f"Phase {phase.id} has no 'enter', and only the first phase opens by itself."
            yield path, phase.art, "phase-never-opens", text
        if phase.first_tranche_on_entry and phase.needs:
            needs = ", ".join(phase.needs)
            text = f"The first tranche of {phase.id} is paid on entry, before {needs} must hold."
            yield path, phase.art, "money-before-needs", text
        if phase.tranche and phase.tranche.minor * phase.outstanding > phase.ceiling.minor:
            text = f"More tranches of {phase.id} may be outstanding than its ceiling holds."
            yield path, phase.art, "outstanding-above-ceiling", text


def _milestones(terms: Terms) -> Iterator[Remark]:
    for milestone in terms.milestones.values():
        path: Path = ("milestones", milestone.id)
        verification = terms.verification_of(milestone.id)
        if verification is None:
            text = f"Milestone {milestone.id} has no verifier, so that it can never be verified."
            yield path, milestone.art, "no-verifier", text
        elif milestone.continuing and verification.valid_days is None:
            text = f"Milestone {milestone.id} is continuing, but its attestations never expire."
            yield path, milestone.art, "no-validity", text
        if not milestone.continuing and milestone.due is None:
            text = f"Milestone {milestone.id} has no time limit, so that it can never be overdue."
            yield path, milestone.art, "no-time-limit", text


def _relief(terms: Terms) -> Iterator[Remark]:
    for relief in terms.relief.values():
        path: Path = ("relief", relief.id)
        if not relief.while_milestones:
            text = f"Relief {relief.id} has no 'while': it stands whatever happens to milestones."
            yield path, relief.art, "relief-without-while", text
        if terms.procedures and not _snaps_back(terms, relief):
            text = f"No procedure suspends relief {relief.id}."
            yield path, relief.art, "relief-outside-snapback", text
        if relief.quota and terms.exponent(relief.quota.amount.unit) is None:
            text = f"The unit {relief.quota.amount.unit} is not pinned under 'units'."
            yield (*path, "quota"), relief.art, "unit-not-pinned", text


def _snaps_back(terms: Terms, relief: Relief) -> bool:
    effects = [each for one in terms.procedures.values() for each in (*one.at_once, *one.then)]
    return any(relief.id in effect.refs for effect in effects)


def _obligations(terms: Terms) -> Iterator[Remark]:
    for obligation in terms.obligations.values():
        path: Path = ("obligations", obligation.id)
        if obligation.due.day is None and obligation.due.trigger is None:
            text = f"Obligation {obligation.id} has no time limit, so that it never falls due."
            yield path, obligation.art, "no-time-limit", text
        if not _ends_in_something(obligation):
            text = f"Obligation {obligation.id} does not say what follows when it is missed."
            yield path, obligation.art, "no-consequence", text


def _ends_in_something(obligation: Obligation) -> bool:
    return obligation.otherwise is not None or bool(obligation.default)


def _procedures(terms: Terms) -> Iterator[Remark]:
    for one in terms.procedures.values():
        path: Path = ("snapback", one.id)
        days, limit = one.notice_days + one.cure_days, one.snapped_back_within_days
        if limit is not None and days > limit:
            text = (
                f"Notice {one.notice_days}d and cure {one.cure_days}d take {days} days,"
                f" longer than snapped_back_within {limit}d."
            )
            yield (*path, "snapped_back_within"), one.art, "clocks-contradict", text
        if one.restore is None:
            text = f"{one.id} has no 'restore': what it takes back stays away."
            yield path, one.art, "no-restore", text
        else:
            yield from _not_restored(path, one, one.restore)


def _not_restored(path: Path, one: Procedure, restore: Restore) -> Iterator[Remark]:
    back = _refs(restore.effects)
    lost = [ref for ref in _refs(one.then) if ref not in back]
    if lost:
        text = f"After {one.id} nothing brings back {', '.join(lost)}."
        yield (*path, "restore"), restore.art, "not-restored", text


def _refs(effects: Iterable[Effect]) -> tuple[str, ...]:
    return tuple(ref for effect in effects for ref in effect.refs)


def _standing(terms: Terms) -> Iterator[Remark]:
    """Roles that a clause gives rights or duties to and that no party has."""
    there = {party.role for party in terms.parties.values()}
    clauses: list[tuple[Path, str, Standing]] = [
        *(
            (("obligations", one.id, "party"), one.art, one.by)
            for one in terms.obligations.values()
        ),
        *((("snapback", one.id, "by"), one.art, one.by) for one in terms.procedures.values()),
        *((("schedules", one.id, "payer"), one.art, one.payer) for one in terms.schedules.values()),
    ]
    for path, art, standing in clauses:
        for role in standing.roles:
            if role not in there and not terms.accession:
                text = f"No party is a {role}, so that nobody is meant."
                yield path, art, "nobody-meant", text
