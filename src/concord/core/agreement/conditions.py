"""Conditions: a small closed grammar, and the frozen expression trees that it is read into.

``payee.screened <= 30d and not payee.listed``; ``milestone M3 verified``;
``project.unaccounted <= 15% of project.advance``. There are no loops, no calls and no dates of
today: a tree is a total function of the facts that it names. A missing fact makes a condition
unknown (None), never an error (READ-6). Facts of money are minor units of the holding currency,
shares are exact: both sides are multiplied by a million before they are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias, cast

import msgspec
from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from concord.core.agreement.problems import near
from concord.core.agreement.terms import PPM
from concord.core.agreement.values import MINOR_MAX, Quantity, Unreadable, duration, quantity, share

#: What a condition may name, and in what it is counted; "money" is the holding currency.
FACTS: Final[dict[str, str]] = {
    "amount": "money",
    "payee.screened": "days",
    "payee.listed": "flag",
    "project.allocated": "money",
    "project.committed": "money",
    "project.disbursed": "money",
    "project.advance": "money",
    "project.documented": "money",
    "project.unaccounted": "money",
    "project.suspended": "flag",
    "phase.ceiling": "money",
    "phase.disbursed": "money",
    "phase.documented": "money",
    "fund.cash": "money",
    "fund.available_to_pay": "money",
    "fund.available_to_commit": "money",
    "fund.phases_in_force": "number",
}

MILESTONE_STATUSES: Final = ("pending", "attested", "verified", "lapsed", "breached", "contested")

LENGTH_MAX: Final = 1_000
NESTING_MAX: Final = 40

GRAMMAR: Final = r"""
?start: any
?any: all ("or" all)*              -> any_of
?all: one ("and" one)*             -> all_of
?one: "not" one                    -> negated
    | "(" any ")"
    | sum OP sum                   -> compared
    | "milestone" NAME STATUS      -> milestone_is
    | FACT                         -> flag
?sum: term (SIGN term)*            -> summed
?term: PERCENT "of" FACT           -> share_of
     | FACT                        -> fact
     | LITERAL                     -> literal
OP: "<=" | ">=" | "<" | ">" | "!=" | "="
SIGN: "+" | "-"
FACT: /[a-z][a-z_]*(\.[a-z_]+)*/
NAME: /[A-Za-z][A-Za-z0-9_.-]*/
STATUS: /[a-z]+/
PERCENT.3: /[0-9][0-9.]*%/
LITERAL.2: /[0-9][0-9.]*[a-z]*( (?!(and|or|of|not)\b)[A-Za-z][A-Za-z0-9_]*)?/
%ignore /[ \n]+/
"""

#: What the words of the grammar are called in messages.
WORDS: Final = {
    "OP": "a comparison (<=, >=, <, >, = or !=)",
    "FACT": "a fact",
    "LITERAL": "an amount, days or a number",
    "PERCENT": "a share",
    "NAME": "a milestone",
    "STATUS": f"one of {', '.join(MILESTONE_STATUSES)}",
    "SIGN": "+ or -",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "OF": "of",
    "MILESTONE": "milestone",
    "LPAR": "(",
    "RPAR": ")",
    "$END": "the end",
}


class Node(msgspec.Struct, frozen=True, tag=True):
    """A node of an expression tree; compared and hashed by value."""


class Fact(Node, frozen=True):
    """A fact by its path in FACTS, with what it is counted in; a flag is a condition by itself."""

    path: str
    unit: str


class Literal(Node, frozen=True):
    """A constant: days, a plain number, or ``value`` minor units of money with so many decimals.

    ``unit`` is "days", "number" or the code of the holding currency.
    """

    value: int
    unit: str
    decimals: int = 0


class Share(Node, frozen=True):
    """So many millionths of a fact."""

    ppm: int
    of: Fact


class Sum(Node, frozen=True):
    """Terms added and taken away; the signs are 1 and -1."""

    terms: tuple[tuple[int, Fact | Literal | Share], ...]


class Compare(Node, frozen=True):
    """Two sides of the same kind and how they must compare."""

    op: str
    left: Operand
    right: Operand


class MilestoneIs(Node, frozen=True):
    """A milestone is, or with ``holds`` False is not, in a state."""

    id: str
    status: str
    holds: bool = True


class Not(Node, frozen=True):
    """The contrary; unknown stays unknown."""

    of: Condition


class And(Node, frozen=True):
    """All of them."""

    parts: tuple[Condition, ...]


class Or(Node, frozen=True):
    """At least one of them."""

    parts: tuple[Condition, ...]


Operand: TypeAlias = Fact | Literal | Share | Sum
Condition: TypeAlias = Compare | MilestoneIs | Fact | Not | And | Or


class ConditionError(ValueError):
    """A text that is no condition; ``column`` counts from 1."""

    def __init__(self, column: int, found: str, expected: str, suggestion: str = "") -> None:
        super().__init__(f"column {column}: found {found}, expected {expected}")
        self.column = column
        self.found = found
        self.expected = expected
        self.suggestion = suggestion


# --- reading --------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer="contextual")


def parse(text: str, holding: str | None, exponent: int) -> Condition:
    """Read a condition; money is in the holding currency. Raise ConditionError.

    Where the holding currency is not known (None), amounts are read as of none, to find mistakes.
    """
    if len(text) > LENGTH_MAX:
        raise ConditionError(LENGTH_MAX, f"{len(text)} characters", f"at most {LENGTH_MAX}")
    if text.count("(") + text.count("not") > NESTING_MAX:
        raise ConditionError(1, "too much nesting", f"at most {NESTING_MAX} brackets and negations")
    try:
        tree = _parser().parse(text)
        found = _Lower(holding, exponent).transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, ConditionError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None
    return cast("Condition", found)


def _unexpected(text: str, error: UnexpectedInput) -> ConditionError:
    """Return what stands where the grammar does not allow it."""
    names: set[str] = set()
    column = len(text) + 1
    if isinstance(error, UnexpectedToken):
        names = set(error.accepts or error.expected)
        if error.token.type != "$END":
            column = error.token.column or column
    elif isinstance(error, UnexpectedCharacters):
        names, column = set(error.allowed or ()), error.column
    expected = ", ".join(word for name, word in WORDS.items() if name in names)
    here = text[column - 1 :].split(" ", maxsplit=1)[0][:20]
    return ConditionError(column, f"'{here}'" if here else "the end", expected or "a condition")


@v_args(inline=True)
class _Lower(Transformer[Token, Any]):
    """Turns the parser's tree into ours and checks kinds and units on the way."""

    def __init__(self, holding: str | None, exponent: int) -> None:
        super().__init__()
        self.holding = holding
        self.exponent = exponent

    def fact(self, token: Token) -> Fact:
        unit = FACTS.get(token)
        if unit is None:
            message = f"'{token}'", "a fact", near(token, FACTS)
            raise ConditionError(token.column or 1, *message)
        return Fact(str(token), unit)

    def flag(self, token: Token) -> Fact:
        found = self.fact(token)
        if found.unit != "flag":
            column = token.end_column or 1
            raise ConditionError(column, f"nothing after '{token}'", WORDS["OP"])
        return found

    def literal(self, token: Token) -> Literal:
        text, column = str(token), token.column or 1
        if text.isdigit():
            if int(text) > MINOR_MAX:
                raise ConditionError(column, f"'{text}'", "a smaller number")
            return Literal(int(text), "number")
        try:
            if text.endswith("d"):
                return Literal(duration(text), "days")
            amount = quantity(text)
        except Unreadable as error:
            raise ConditionError(column, f"'{text}'", error.expected, error.suggestion) from None
        return self._money(amount, text, column)

    def _money(self, amount: Quantity, text: str, column: int) -> Literal:
        if self.holding is None:
            return Literal(0, "money")
        minor = amount.minor(self.exponent)
        if amount.unit not in {None, self.holding} or minor is None or minor > MINOR_MAX:
            expected = f"an amount of {self.holding} with at most {self.exponent} decimals"
            raise ConditionError(column, f"'{text}'", expected)
        return Literal(minor, self.holding, self.exponent)

    def share_of(self, percent: Token, token: Token) -> Share:
        fact = self.fact(token)
        try:
            ppm = share(str(percent))
        except Unreadable as error:
            raise ConditionError(percent.column or 1, f"'{percent}'", error.expected) from None
        if fact.unit != "money":
            raise ConditionError(token.column or 1, f"'{token}'", "a fact that is an amount")
        return Share(ppm, fact)

    def summed(self, *parts: Any) -> Operand:  # noqa: ANN401 - terms and signs in turn
        if len(parts) == 1:
            return cast("Operand", parts[0])
        kind = self.kind(parts[0])
        terms = [(1, parts[0])]
        for sign, term in zip(parts[1::2], parts[2::2], strict=True):
            if self.kind(term) != kind:
                raise ConditionError(sign.column or 1, f"{self.kind(term)} with {kind}", kind)
            terms.append((1 if sign == "+" else -1, term))
        return Sum(tuple(terms))

    def kind(self, operand: Operand) -> str:
        """Return what an operand is counted in."""
        if isinstance(operand, Share):
            return "money"
        if isinstance(operand, Sum):
            return self.kind(operand.terms[0][1])
        return "money" if operand.unit == self.holding else operand.unit

    def compared(self, left: Operand, op: Token, right: Operand) -> Compare:
        kinds = self.kind(left), self.kind(right)
        if kinds[0] != kinds[1] or kinds[0] == "flag":
            expected = "two amounts, two numbers of days, or two numbers"
            found = f"{kinds[0]} compared with {kinds[1]}"
            raise ConditionError(op.column or 1, found, expected)
        if not (_names_a_fact(left) or _names_a_fact(right)):
            raise ConditionError(op.column or 1, "two constants", "a fact on at least one side")
        return Compare(str(op), left, right)

    def milestone_is(self, name: Token, status: Token) -> MilestoneIs:
        if status not in MILESTONE_STATUSES:
            suggestion = near(status, MILESTONE_STATUSES)
            raise ConditionError(status.column or 1, f"'{status}'", WORDS["STATUS"], suggestion)
        return MilestoneIs(str(name), str(status))

    def negated(self, part: Condition) -> Not:
        return Not(part)

    def all_of(self, *parts: Condition) -> Condition:
        return parts[0] if len(parts) == 1 else And(parts)

    def any_of(self, *parts: Condition) -> Condition:
        return parts[0] if len(parts) == 1 else Or(parts)


def _names_a_fact(operand: Operand) -> bool:
    terms = operand.terms if isinstance(operand, Sum) else ((1, operand),)
    return any(not isinstance(term, Literal) for _, term in terms)


# --- meaning --------------------------------------------------------------------------------------
FactOf: TypeAlias = Callable[[str], object]
StatusOf: TypeAlias = Callable[[str], str]

_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}
_CONTRARY: Final = {"<=": ">", ">": "<=", ">=": "<", "<": ">=", "=": "!=", "!=": "="}


def evaluate(tree: Condition, fact: FactOf, milestone: StatusOf) -> bool | None:
    """Say whether a condition holds; None when a fact that it turns on is missing.

    ``fact`` gives an int (days, a number, minor units of the holding currency), a bool for a flag,
    or None. ``milestone`` gives the state of a milestone, "" when it is not known.
    """
    if isinstance(tree, And | Or):
        return _joined(tree, [evaluate(part, fact, milestone) for part in tree.parts])
    if isinstance(tree, Not):
        inner = evaluate(tree.of, fact, milestone)
        return None if inner is None else not inner
    if isinstance(tree, MilestoneIs):
        status = milestone(tree.id)
        return (status == tree.status) == tree.holds if status else None
    if isinstance(tree, Fact):
        found = fact(tree.path)
        return found if isinstance(found, bool) else None
    left, right = _scaled(tree.left, fact), _scaled(tree.right, fact)
    return None if left is None or right is None else _COMPARE[tree.op](left, right)


def _joined(tree: And | Or, found: list[bool | None]) -> bool | None:
    """All or any of what is known; one unknown part may leave the whole unknown."""
    decisive = isinstance(tree, Or)
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def _scaled(operand: Operand, fact: FactOf) -> int | None:
    """Return an operand times a million, exactly."""
    if isinstance(operand, Literal):
        return operand.value * PPM
    if isinstance(operand, Sum):
        parts = [_scaled(term, fact) for _, term in operand.terms]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return sum(sign * part for (sign, _), part in zip(operand.terms, known, strict=True))
    path, factor = (
        (operand.of.path, operand.ppm) if isinstance(operand, Share) else (operand.path, PPM)
    )
    found = fact(path)
    return found * factor if isinstance(found, int) and not isinstance(found, bool) else None


def plain(tree: Condition, *, holds: bool = True) -> Condition:
    """Return an equal condition (or its contrary) in which only single conditions are negated."""
    if isinstance(tree, Not):
        return plain(tree.of, holds=not holds)
    if isinstance(tree, And | Or):
        parts = tuple(plain(part, holds=holds) for part in tree.parts)
        return And(parts) if isinstance(tree, And) == holds else Or(parts)
    if holds:
        return tree
    if isinstance(tree, Compare):
        return Compare(_CONTRARY[tree.op], tree.left, tree.right)
    if isinstance(tree, MilestoneIs):
        return MilestoneIs(tree.id, tree.status, not tree.holds)
    return Not(tree)


def why_false(tree: Condition, fact: FactOf, milestone: StatusOf) -> list[Condition]:
    """Return the fewest single conditions that would have to hold and do not, or are unknown.

    Of several alternatives that with the fewest is named. Empty when the condition holds.
    """
    return _missing(plain(tree), partial(evaluate, fact=fact, milestone=milestone))


def _missing(tree: Condition, holds: Callable[[Condition], bool | None]) -> list[Condition]:
    if holds(tree) is True:
        return []
    if isinstance(tree, And):
        found = [leaf for part in tree.parts for leaf in _missing(part, holds)]
        return list(dict.fromkeys(found))
    if isinstance(tree, Or):
        return min((_missing(part, holds) for part in tree.parts), key=len)
    return [tree]


def milestones_of(tree: Condition) -> tuple[str, ...]:
    """Return the milestones that a condition names, in order."""
    if isinstance(tree, MilestoneIs):
        return (tree.id,)
    if isinstance(tree, Not):
        return milestones_of(tree.of)
    if isinstance(tree, And | Or):
        return tuple(name for part in tree.parts for name in milestones_of(part))
    return ()
