"""The glossary names every noun of the core, and nothing that does not exist."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from concord.core import acts, entry, state
from concord.core.agreement import terms
from concord.core.books import acts as books_acts
from concord.core.books import attribution
from concord.core.books import state as books
from concord.core.compliance import state as compliance
from concord.core.programme import guardrails, room
from concord.core.programme import state as programme
from concord.core.regime import acts as regime_acts
from concord.core.regime import duties, effects, limits, machine, tables
from concord.core.regime import state as regime

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
#: Modules whose classes are the nouns of the project.
NOUNS = (
    attribution, books, compliance, duties, effects, entry, guardrails, limits, machine,
    programme, regime, room, state, tables, terms,
)  # fmt: skip
#: Small shapes of the vocabulary; its commands and events stand in docs/vocabulary.md.
SHAPES = {
    acts.Act, acts.AgreementRef, acts.Command, acts.Cure, acts.Event, acts.Refusal,
    books_acts.Draw, regime_acts.NewStep,
}  # fmt: skip
#: The base of the terms is a technical name, and duties and decisions are kinds of instrument.
NOT_NOUNS = {"Term"}
INSTRUMENTS = {"Duty", "Decision", "Suspension"}


def words(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def test_glossary_has_every_noun_and_no_other() -> None:
    found = {
        kind.__name__
        for module in NOUNS
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    }
    found |= {shape.__name__ for shape in SHAPES} | INSTRUMENTS
    expected = {words(name) for name in found - NOT_NOUNS}

    headings = set(re.findall(r"^### (.+)$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE))

    assert expected == headings
