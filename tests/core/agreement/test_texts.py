import string

import pytest

from concord.core.agreement.korean import PARTICLES
from concord.core.agreement.texts import TEXTS
from concord.core.agreement.words import WORDS


def places(sentence: str) -> dict[str, str]:
    return {
        name: particle or ""
        for _, name, particle, _ in string.Formatter().parse(sentence)
        if name is not None
    }


@pytest.mark.parametrize("table", [TEXTS, WORDS], ids=["texts", "words"])
def test_places_are_the_same_in_both_languages(table):
    only_english = {"a_role": "role", "a_rule": "rule", "an_act": "act"}
    for key, entry in table.items():
        english = {only_english.get(name, name) for name in places(entry["en"])}
        assert english == set(places(entry["ko"])), key


@pytest.mark.parametrize("table", [TEXTS, WORDS], ids=["texts", "words"])
def test_particles_are_korean_and_nothing_else_is(table):
    for key, entry in table.items():
        assert set(places(entry["en"]).values()) <= {""}, key
        assert set(places(entry["ko"]).values()) <= {"", *PARTICLES}, key


def test_sentences_end_as_sentences():
    parts = (
        "pass.",
        "due.",
        "limit.",
        "trigger.",
        "per.",
        "effect.",
        "obligation.open",
        "reparation.w",
    )
    for key, entry in TEXTS.items():
        whole = not key.startswith(parts)
        assert entry["en"].endswith(".") is whole, key
        assert entry["ko"].endswith(".") is whole, key
