"""Guardrails: the agreement's own conditions on commands, with effect refuse, hold or flag."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from concord.core.acts import Cure, Refusal
from concord.core.agreement.conditions import Condition, evaluate
from concord.core.agreement.terms import Guardrail
from concord.core.programme.room import available_to_commit, available_to_pay
from concord.core.state import State


class Subject(NamedTuple):
    """What a command is about: project, payee, and an amount in minor units of the holding."""

    project: str = ""
    payee: str = ""
    amount: int = 0


class Finding(NamedTuple):
    """A guardrail that does not hold (or cannot be known to), and what that means."""

    guardrail: Guardrail
    effect: str
    refusal: Refusal


def guardrails(state: State, on: str, subject: Subject) -> list[Finding]:
    """Return the guardrails on a kind of command that stand against it now."""
    facts = _facts(state, subject)
    found: list[Finding] = []
    for guardrail in state.terms.guardrails.values():
        if guardrail.on != on:
            continue
        rule = cast("Condition", guardrail.rule)
        held = evaluate(rule, facts, lambda ref: state.regime.status("milestone", ref))
        if held:
            continue
        effect = guardrail.unknown if held is None else guardrail.effect
        told = {"rule": guardrail.text, "guardrail": guardrail.id}
        told["known"] = "unknown" if held is None else "false"
        cures = _cures(state, guardrail, subject)
        code = "guardrail"
        refusal = Refusal(code=code, clause=guardrail.art, facts=told, cures=cures)
        found.append(Finding(guardrail, effect, refusal))
    return found


def _cures(state: State, guardrail: Guardrail, subject: Subject) -> tuple[Cure, ...]:
    trustee = tuple(one.id for one in state.parties.values() if one.role == "trustee")
    work = tuple(
        one.id for one in state.parties.values() if one.role in {"recipient", "implementer"}
    )
    cures: list[Cure] = []
    if "payee." in guardrail.text:
        cures.append(Cure(act="screen-payee", who=trustee, facts={"payee": subject.payee}))
    if "unaccounted" in guardrail.text or "documented" in guardrail.text:
        cures.append(Cure(act="document-expenditure", who=work))
    return tuple(cures)


def _facts(state: State, subject: Subject) -> Callable[[str], object]:
    """Return the reader of facts that conditions name; money in minor units, None is unknown."""
    books, holding = state.books, state.terms.holding
    payee = state.compliance.payees.get(subject.payee)
    current = state.regime.phase()
    phase = state.terms.phases[current.id] if current else None
    project = subject.project

    def unaccounted() -> int:
        spent = books.total("disbursed", project) - books.total("returned", project)
        return spent - books.total("documented", project)

    def suspended() -> bool:
        scope = f"project:{project}"
        return any(
            one.status == "in force" and one.text("scope") == scope
            for one in state.regime.of("suspension")
        )

    readers: dict[str, Callable[[], object]] = {
        "amount": lambda: subject.amount,
        "payee.screened": lambda: (
            None if payee is None or payee.screened is None else state.day - payee.screened
        ),
        "payee.listed": lambda: payee.listed if payee else None,
        "project.unaccounted": unaccounted,
        "project.advance": lambda: books.total("disbursed", project),
        "project.suspended": suspended,
        "phase.ceiling": lambda: phase.ceiling.minor if phase else None,
        "phase.disbursed": lambda: books.phase("disbursed", phase.id) if phase else None,
        "phase.documented": lambda: books.phase("documented", phase.id) if phase else None,
        "fund.cash": lambda: sum(books.cash(holding).values()),
        "fund.available_to_pay": lambda: available_to_pay(state),
        "fund.available_to_commit": lambda: available_to_commit(state),
        "fund.phases_in_force": lambda: sum(
            1 for one in state.regime.of("phase") if one.status == "in force"
        ),
    }
    for family in ("disbursed", "documented", "allocated", "committed"):
        name = f"project.{family}"
        readers.setdefault(name, lambda family=family: books.total(family, project))  # type: ignore[misc]

    def read(path: str) -> object:
        reader = readers.get(path)
        return reader() if reader else None

    return read
