"""How values read in prose: amounts, dates, shares, lists, parties, conditions, consequences."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from concord.core.agreement.conditions import (
    And,
    Compare,
    Condition,
    Fact,
    Literal,
    MilestoneIs,
    Not,
    Operand,
    Or,
    Share,
    plain,
)
from concord.core.agreement.figures import percent
from concord.core.agreement.korean import Word, connective
from concord.core.agreement.terms import Amount, Effect, Standing, Terms
from concord.core.agreement.texts import TEXTS
from concord.core.agreement.words import GLOSSARY, LANGUAGES, MONTHS, WORDS

Entry = Mapping[str, Mapping[str, str]]
VOWELS: Final = frozenset("aeiouAEIOU")
CURRENCY: Final = re.compile("[A-Z]{3}")


class Wording:
    """The words of one agreement in one language; raise ValueError for a language without prose."""

    def __init__(self, terms: Terms, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no prose in {lang!r}; there is prose in {', '.join(LANGUAGES)}")
        self.terms = terms
        self.lang = lang

    def say(self, key: str, **places: object) -> str:
        """Return a sentence of texts.py with its places filled."""
        return _filled(TEXTS, key, self.lang, places)

    def word(self, key: str, **places: object) -> str:
        """Return a word or phrase of words.py with its places filled."""
        return _filled(WORDS, key, self.lang, places)

    def role(self, role: str) -> str:
        """Return what a role is called."""
        return GLOSSARY[role][self.lang]

    def party(self, name: str) -> str:
        """Return the name of a party; an id that has no party (yet) stands for itself."""
        found = self.terms.parties.get(name)
        return found.name if found else name

    def amount(self, amount: Amount) -> str:
        """Return an amount with its unit and digits in groups of three."""
        return amount_text(amount.minor, amount.unit, self.terms.exponent(amount.unit) or 0)

    def date(self, day: int) -> str:
        """Return a date as it is written in the language."""
        date = dt.date.fromordinal(day)
        month = MONTHS[date.month - 1] if self.lang == "en" else date.month
        return self.word("date", day=date.day, month=month, year=date.year)

    def days(self, n: int, *, of: bool = False) -> str:
        """Return a length of time; ``of`` for the English genitive."""
        return days_text(n, self.lang, of=of)

    def all_of(self, items: Iterable[str]) -> str:
        """Join a list with "and"."""
        return joined(list(items), "and", self.lang)

    def parties(self, names: Iterable[str]) -> str:
        """Return the names of parties, joined with "and"."""
        return self.all_of(self.party(name) for name in names)

    def phases(self, names: Iterable[str]) -> str:
        """Return phases by their ids."""
        return self.all_of(self.word("phase", id=name) for name in names)

    def milestones(self, names: Iterable[str]) -> str:
        """Return milestones by their ids."""
        return self.all_of(self.word("milestone", id=name) for name in names)

    def who(self, standing: Standing, word: str = "each") -> str:
        """Return who is meant: "each" for duties, "any" for rights."""
        roles = [self._holders(role, word) for role in standing.roles]
        names = [self.party(name) for name in standing.parties]
        return joined([*roles, *names], "and" if word == "each" else "or", self.lang)

    def _holders(self, role: str, word: str) -> str:
        """Return "the trustee" where one party has a role, else "each donor" or "any donor"."""
        alone = [one.role for one in self.terms.parties.values()].count(role) == 1
        return self.word("the" if alone else word, role=self.role(role))

    def condition(self, tree: Condition) -> str:
        """Return a condition as prose."""
        return render(tree, self.lang)

    def effects(self, effects: Sequence[Effect]) -> str:
        """Return consequences as clauses of one sentence, relief of one kind taken together."""
        said = [self._effect(effect) for effect in _together(effects)]
        if self.lang == "ko":
            before = [connective(one, last=one is said[-2]) for one in said[:-1]]
            return ", ".join([*before, *said[-1:]])
        return joined(said, "and", self.lang)

    def _effect(self, effect: Effect) -> str:
        key = f"effect.{effect.kind}"
        key += ".after" if effect.after_days else ""
        key += ".many" if len(effect.refs) > 1 else ""
        return self.say(key, refs=self.all_of(effect.refs), days=self.days(effect.after_days))


def _filled(entries: Entry, key: str, lang: str, places: Mapping[str, object]) -> str:
    words = {
        name: Word(value) if isinstance(value, str) else value for name, value in places.items()
    }
    return entries[key][lang].format(**words)


def _together(effects: Iterable[Effect]) -> list[Effect]:
    """Take neighbouring effects of one kind on relief together."""
    found: list[Effect] = []
    for effect in effects:
        last = found[-1] if found else None
        if (
            last
            and effect.refs
            and (last.kind, last.after_days) == (effect.kind, effect.after_days)
        ):
            refs = (*last.refs, *effect.refs)
            found[-1] = Effect(kind=effect.kind, refs=refs, after_days=effect.after_days)
        else:
            found.append(effect)
    return found


def first_upper(sentence: str) -> str:
    """Return a sentence with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def with_article(word: str) -> str:
    """Return an English word with "a" or "an"."""
    return f"{'an' if word[:1] in VOWELS else 'a'} {word}"


def joined(items: Sequence[str], key: str, lang: str) -> str:
    """Join a list: commas, and the word for "and" or "or" before the last."""
    if len(items) <= 1:
        return "".join(items)
    return _filled(WORDS, key, lang, {"first": ", ".join(items[:-1]), "last": items[-1]})


def days_text(n: int, lang: str, *, of: bool = False) -> str:
    """Return a length of time in days."""
    key = ("day's" if n == 1 else "days'") if of else ("day" if n == 1 else "days")
    return _filled(WORDS, key, lang, {"n": n})


def amount_text(minor: int, unit: str, decimals: int) -> str:
    """Return ``USD 1,250,000``, ``USD 0.50`` or ``500 bbl``; whole amounts have no decimals."""
    whole, rest = divmod(minor, 10**decimals)
    number = f"{whole:,}" + (f".{rest:0{decimals}d}" if rest else "")
    return f"{unit} {number}" if CURRENCY.fullmatch(unit) else f"{number} {unit}"


def render(tree: Condition, lang: str) -> str:
    """Return a condition as prose in a language of LANGUAGES."""
    return _condition(plain(tree), lang)


def _condition(tree: Condition, lang: str) -> str:
    if isinstance(tree, And | Or):
        key = "conditions.and" if isinstance(tree, And) else "conditions.or"
        first, *others = [_grouped(part, lang) for part in tree.parts]
        for other in others:
            first = _filled(WORDS, key, lang, {"first": first, "last": other})
        return first
    if isinstance(tree, Compare):
        sides = {"left": _operand(tree.left, lang), "right": _operand(tree.right, lang)}
        return _filled(WORDS, tree.op, lang, sides)
    if isinstance(tree, MilestoneIs):
        key = "milestone is" if tree.holds else "milestone is not"
        status = WORDS[f"status.{tree.status}"][lang]
        return _filled(WORDS, key, lang, {"id": tree.id, "status": status})
    if isinstance(tree, Not):
        return WORDS[f"fact.{_flag(tree.of)}.not"][lang]
    return WORDS[f"fact.{tree.path}"][lang]


def _flag(tree: Condition) -> str:
    """Return the flag under a negation; ``plain`` leaves no other negation."""
    if not isinstance(tree, Fact):
        raise TypeError(f"a negation of {type(tree).__name__} that plain() should have resolved")
    return tree.path


def _grouped(tree: Condition, lang: str) -> str:
    text = _condition(tree, lang)
    return (
        _filled(WORDS, "conditions.group", lang, {"of": text})
        if isinstance(tree, And | Or)
        else text
    )


def _operand(operand: Operand, lang: str) -> str:
    if isinstance(operand, Fact):
        return WORDS[f"fact.{operand.path}"][lang]
    if isinstance(operand, Share):
        of = WORDS[f"fact.{operand.of.path}"][lang]
        return _filled(WORDS, "share of", lang, {"share": percent(operand.ppm), "of": of})
    if isinstance(operand, Literal):
        return _literal(operand, lang)
    (_, first), *others = operand.terms
    if len(others) > 1 and all(sign > 0 for sign, _ in others):
        terms = joined([_operand(term, lang) for _, term in operand.terms], "and", lang)
        return _filled(WORDS, "total", lang, {"terms": terms})
    text = _operand(first, lang)
    for sign, term in others:
        sides = {"left": text, "right": _operand(term, lang)}
        text = _filled(WORDS, "plus" if sign > 0 else "minus", lang, sides)
    return text


def _literal(literal: Literal, lang: str) -> str:
    if literal.unit == "days":
        return days_text(literal.value, lang)
    if literal.unit == "number":
        return str(literal.value)
    return amount_text(literal.value, literal.unit, literal.decimals)
