"""Refusals and cures as sentences: what a diplomat reads when the fund says no.

A refusal says what was asked, which clause stands against it, and (by its cures) what would lift
it, who can and by when. The sentences are data, one module per language; here they are filled.
A fact that a sentence names and a refusal lacks is said to be missing, never an error: a refusal
has to reach its reader.
"""

from __future__ import annotations

import datetime as dt
import re
from types import ModuleType
from typing import Final

from concord.core.acts import Cure, Refusal
from concord.core.agreement.korean import Word
from concord.core.sentences import english, korean

LANGUAGES: Final[dict[str, ModuleType]] = {"en": english, "ko": korean}

#: The states of the report in every language; the pages use the same words.
STATUS_WORDS: Final[dict[str, dict[str, str]]] = {
    lang: words.STATUS for lang, words in LANGUAGES.items()
}

#: Facts that are figures in major units, and facts that are days or instants.
AMOUNTS: Final = frozenset(
    {"allocated", "amount", "available", "cash", "ceiling", "left", "tranche", "used"}
)
DATES: Final = frozenset({"at", "day", "ended", "expired", "last", "on", "since", "to", "until"})

#: Sentences that differ with one of their facts: ``code:value`` goes before ``code``.
VARIANTS: Final = {"enter-phase": "rule", "guardrail": "known"}

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}Z")
_FIGURE: Final = re.compile(r"(-?)(\d+)(\.\d+)?")


class _Places(dict[str, str]):
    """What fills the places of a sentence; a place without a fact says so."""

    def __init__(self, facts: dict[str, str], missing: str) -> None:
        super().__init__(facts)
        self.missing = missing

    def __missing__(self, name: str) -> str:
        return Word(self.missing)


def sentence(refusal: Refusal, lang: str = "en") -> str:
    """Return a refusal as a whole sentence; a language without sentences gets the English ones."""
    words = LANGUAGES.get(lang, english)
    pattern = _pattern(words.REFUSALS, refusal.code, refusal.facts) or words.OTHER_REFUSAL
    facts = {**refusal.facts, "code": refusal.code}
    return _filled(words, pattern, facts, {"clause": clause_name(refusal.clause, lang)})


def cure_sentence(cure: Cure, lang: str = "en") -> str:
    """Return who can lift a refusal and how and, where it matters, by when."""
    words = LANGUAGES.get(lang, english)
    pattern = _pattern(words.CURES, cure.act, cure.facts) or words.OTHER_CURE
    who = _either(cure.who, words.OR) if cure.who else words.NOBODY_NAMED
    facts = {**cure.facts, "act": cure.act}
    text = _filled(words, pattern, facts, {"who": who})
    if not cure.by:
        return text
    return f"{text} {_filled(words, words.BY, {}, {'by': day_words(cure.by, lang)})}"


def patterns(lang: str = "en") -> dict[str, str]:
    """Return the sentence of every refusal code with its places, for reference pages."""
    found: dict[str, str] = LANGUAGES[lang].REFUSALS
    return {code: text for code, text in found.items() if ":" not in code}


def status_word(status: str, lang: str = "en") -> str:
    """Return a state of the report as a word; a state without one is shown as it is."""
    return STATUS_WORDS.get(lang, english.STATUS).get(status, status)


def clause_name(clause: str, lang: str = "en") -> str:
    """Return how a clause is cited: "Article 3.1"; the agreement as a whole for ""."""
    words = LANGUAGES.get(lang, english)
    text: str = words.CLAUSE.format(clause=clause) if clause else words.AGREEMENT
    return text


def day_words(iso: str, lang: str = "en") -> str:
    """Return an ISO date or instant in words, anything else as it is."""
    words = LANGUAGES.get(lang, english)
    instant = _INSTANT.fullmatch(iso)
    text = instant[1] if instant else iso
    if not _DATE.fullmatch(text):
        return iso
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return iso
    name = words.MONTHS[day.month - 1]
    made: str = words.DATE.format(year=day.year, month=name, day=day.day)
    return words.AT.format(date=made, time=instant[2]) if instant else made


def _pattern(known: dict[str, str], code: str, facts: dict[str, str]) -> str:
    """Return the pattern of a code, that of its variant first; "" when there is none."""
    variant = facts.get(VARIANTS.get(code, ""), "")
    return known.get(f"{code}:{variant}") or known.get(code, "")


def _filled(words: ModuleType, pattern: str, facts: dict[str, str], names: dict[str, str]) -> str:
    """Return a pattern with its places filled: facts in words, names as they come."""
    said = {name: _said(words, name, value) for name, value in facts.items()}
    places: dict[str, str] = {name: Word(value) for name, value in (said | names).items()}
    text = pattern.format_map(_Places(places, words.MISSING))
    # Only our own words may open a sentence with a small letter; an id stays as it is.
    return text[:1].upper() + text[1:] if pattern.startswith(("{clause", "{who")) else text


def _said(words: ModuleType, name: str, value: str) -> str:
    """Return a fact as a reader of the language sees it."""
    if value in {"", "-"}:
        return str(words.NONE)
    if name in AMOUNTS:
        return _grouped(value)
    if name in DATES:
        return day_words(value, words.LANG)
    if name == "scope" and value.startswith("project:"):
        return str(words.PROJECT_SCOPE.format(project=value.removeprefix("project:")))
    table: dict[str, str] = words.TABLES.get(name, {})
    return table.get(value, value)


def _grouped(figure: str) -> str:
    """Return a figure with its thousands set apart; anything else as it is."""
    found = _FIGURE.fullmatch(figure)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found else figure


def _either(who: tuple[str, ...], word: str) -> str:
    """Return names as alternatives: "US, JP or KP"."""
    *first, last = who
    return f"{', '.join(first)} {word} {last}" if first else last
