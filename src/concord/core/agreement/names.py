"""The names in an agreement that stand for something else in it: they exist, and they fit.

This runs over whatever could be read, and takes the names that exist from the text itself, so that
a clause with a mistake still counts as being there and all errors come at once (READ-3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from concord.core.agreement.conditions import ConditionError, milestones_of, parse
from concord.core.agreement.fields import later_sections
from concord.core.agreement.model import KEYED, Agreement
from concord.core.agreement.problems import Path, Problem, near
from concord.core.agreement.reader import Source
from concord.core.agreement.terms import Due, Effect, Standing

#: Section, key, where its names must exist.
REFERENCES: Final = (
    ("bodies", "members", "parties"),
    ("decisions", "body", "bodies"),
    ("phases", "needs", "milestones"),
    ("milestones", "by", "parties"),
    ("verification", "verifiers", "parties"),
    ("relief", "granted_by", "parties"),
    ("relief", "in", "phases"),
    ("relief", "while", "milestones"),
    ("schedules", "payee", "parties"),
    ("schedules", "extend", "decisions"),
)
#: What one clause of a section is called in a message.
CALLED: Final = {
    "parties": "a party",
    "bodies": "a body",
    "decisions": "a decision",
    "phases": "a phase",
    "milestones": "a milestone",
    "relief": "a relief measure",
}
#: Words that stand where names may stand, so nothing may be called that.
RESERVED: Final = frozenset(
    {"effective", "call", "finding", "expiry", "default", "notice", "from", "and", "or"}
)
#: Events that a duty may run from, beside the agreement's own.
EVENTS: Final = ("call", "finding")
RESTORING: Final = frozenset({"phase as before", "restore relief"})


def part(clause: object, key: str) -> Any:  # noqa: ANN401 - a field of any kind, or None
    """Return a field by its key in the text; None also where it could not be read."""
    name = f"{key}_" if key in {"in", "while", "else", "from", "pass"} else key
    return getattr(clause, name, None)


def clauses(agreement: Agreement, section: str) -> Iterator[tuple[str, Any]]:
    """Return the clauses of a section that could be read at all."""
    yield from (part(agreement, section) or {}).items()


class Names:
    """The check of names over one text; ``problems`` is what it found."""

    def __init__(self, source: Source, agreement: Agreement) -> None:
        self.source = source
        self.agreement = agreement
        self.problems: list[Problem] = []

    def run(self) -> list[Problem]:
        """Make every check of this module."""
        self._unique()
        for section, key, target in REFERENCES:
            for name, clause in clauses(self.agreement, section):
                self.refs((section, name, key), part(clause, key) or (), target)
        self._bodies()
        self._decisions_and_phases()
        self._verification()
        self._dues()
        self._obligations()
        self._snapback()
        self._schedules()
        self._guardrails()
        return self.problems

    def refuse(self, path: Path, found: str, expected: str, suggestion: str = "") -> None:
        """Record a problem."""
        self.problems.append(self.source.problem(path, found, expected, suggestion))

    def known(self, section: str) -> tuple[str, ...]:
        """Return the names that a section of the text defines."""
        return tuple(self.source.at(section))

    def refs(self, path: Path, found: str | tuple[str, ...], target: str) -> None:
        """Check one name or several against a section."""
        names = (found,) if isinstance(found, str) else found
        known = self.known(target)
        for place, name in enumerate(names):
            where = (*path, place) if (*path, place) in self.source.lines else path
            if name not in known:
                self.refuse(where, name, CALLED[target], near(name, known))
            elif name in names[:place]:
                self.refuse(where, f"{name} again", "each name once")

    def who(self, path: Path, standing: Standing | None) -> None:
        """Check the parties that a phrase names."""
        if standing is not None:
            self.refs(path, standing.parties, "parties")

    def _unique(self) -> None:
        seen: dict[str, str] = {}
        for section in KEYED:
            if section == "verification":
                continue
            for name in self.known(section):
                if name in RESERVED:
                    self.refuse(
                        (section, name), f"the id {name}", "an id that is not a reserved word"
                    )
                elif name in seen:
                    found = f"the id {name}, which {seen[name]} has too"
                    self.refuse((section, name), found, "an id of its own")
                seen.setdefault(name, section)
        for section, name, clause in later_sections(self.source):
            if "id" in clause:
                self.refuse(
                    (section, name, "id"), "the key 'id'", "no such key: the id stands first"
                )

    def _bodies(self) -> None:
        for name, body in clauses(self.agreement, "bodies"):
            members = part(body, "members")
            for place, votes in enumerate(part(body, "votes") or ()):
                path: Path = ("bodies", name, "votes")
                if (*path, place) in self.source.lines:
                    path = (*path, place)
                self.refs(path, tuple(votes.ppm), "parties")
                for voter in votes.ppm:
                    if members and voter in self.known("parties") and voter not in members:
                        self.refuse(
                            (*path, voter), voter, f"a member of {name}", near(voter, members)
                        )

    def _decisions_and_phases(self) -> None:
        for name, rule in clauses(self.agreement, "decisions"):
            path: Path = ("decisions", name, "pass")
            terms = part(rule, "pass") or ()
            self.refs(path, tuple(term.who for term in terms if term.kind == "assent"), "parties")
            kinds = {term.kind for term in terms}
            if "silence" in kinds and part(rule, "within") is None:
                self.refuse(path, "no objection without a time", "'within' beside it")
            body = part(rule, "body")
            weighted = body not in self.known("bodies") or "votes" in self.source.at("bodies", body)
            if "votes" in kinds and not weighted:
                found = f"votes counted in {body}, which gives none"
                self.refuse(path, found, "'votes' in the body")
        for name, phase in clauses(self.agreement, "phases"):
            enter = part(phase, "enter")
            if enter is not None:
                self.who(("phases", name, "enter"), enter.notice_by)
                if enter.word not in {"effective", "notice"}:
                    self.refs(("phases", name, "enter"), enter.word, "decisions")

    def _verification(self) -> None:
        known = self.known("milestones")
        for name in self.known("verification"):
            if name != "default" and name not in known:
                self.refuse(
                    ("verification", name), name, "a milestone or default", near(name, known)
                )

    def _dues(self) -> None:
        for name, milestone in clauses(self.agreement, "milestones"):
            for key in ("from", "within"):
                self.trigger(("milestones", name, key), part(milestone, key), ())
        for name, obligation in clauses(self.agreement, "obligations"):
            self.trigger(("obligations", name, "within"), part(obligation, "within"), EVENTS)

    def trigger(self, path: Path, due: Due | None, events: tuple[str, ...]) -> None:
        """Check the event from which a time runs."""
        if due is None or due.trigger is None:
            return
        known = ("effective", *events, *self.known("phases"), *self.known("milestones"))
        if due.trigger not in known:
            words = ", ".join(("effective", *events))
            self.refuse(
                path, due.trigger, f"{words}, a phase or a milestone", near(due.trigger, known)
            )

    def _obligations(self) -> None:
        for name, obligation in clauses(self.agreement, "obligations"):
            self.who(("obligations", name, "party"), part(obligation, "party"))
            path: Path = ("obligations", name, "else")
            step = part(obligation, "else")
            while step is not None and not isinstance(step, str):
                self.who((*path, "party"), part(step, "party"))
                path, step = (*path, "else"), part(step, "else")

    def _snapback(self) -> None:
        for name, clause in clauses(self.agreement, "snapback"):
            path: Path = ("snapback", name)
            self.who((*path, "by"), part(clause, "by"))
            unless = part(clause, "unless")
            if unless is not None and unless.continue_rule is not None:
                self.refs((*path, "unless"), unless.continue_rule, "decisions")
            for key in ("at_once", "then"):
                for effect in part(clause, key) or ():
                    self.effect((*path, key), effect, restoring=False)
            for effect in part(part(clause, "restore"), "then") or ():
                self.effect((*path, "restore", "then"), effect, restoring=True)

    def effect(self, path: Path, effect: Effect, *, restoring: bool) -> None:
        """Check what a consequence names, and that it stands where it can be carried out."""
        self.refs(path, effect.refs, "relief")
        if (effect.kind in RESTORING) != restoring:
            expected = "what is brought back" if restoring else "what is stopped or taken back"
            found = f"'{effect.kind}'"
            self.refuse(path, found, expected)

    def _schedules(self) -> None:
        for name, schedule in clauses(self.agreement, "schedules"):
            self.who(("schedules", name, "payer"), part(schedule, "payer"))
            for place, step in enumerate(part(schedule, "steps") or ()):
                path: Path = ("schedules", name, "steps", place, "needs")
                self.refs(path, part(step, "needs") or (), "milestones")

    def _guardrails(self) -> None:
        holding = part(self.agreement, "holding")
        exponent = (part(self.agreement, "currencies") or {}).get(holding)
        if exponent is None:
            holding, exponent = None, 0
        for name, guardrail in clauses(self.agreement, "guardrails"):
            text, path = part(guardrail, "rule"), ("guardrails", name, "rule")
            if text is None:
                continue
            try:
                tree = parse(text, holding, exponent)
            except ConditionError as error:
                self.problems.append(_in_condition(self.source, path, text, error))
            else:
                self.refs(path, milestones_of(tree), "milestones")


def _in_condition(source: Source, path: Path, text: str, error: ConditionError) -> Problem:
    """Show where in a condition something is wrong, with a caret under the place."""
    flat = text.replace("\n", " ")
    start = max(0, error.column - 60)
    excerpt = f"\n    {flat[start : start + 80]}\n    {' ' * (error.column - 1 - start)}^"
    found = f"{error.found} in column {error.column}"
    return source.problem(path, found, error.expected, error.suggestion, excerpt)
