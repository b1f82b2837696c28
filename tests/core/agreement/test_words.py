from concord.core.agreement import words
from concord.core.agreement.conditions import FACTS, MILESTONE_STATUSES
from concord.core.agreement.korean import connective
from concord.core.agreement.phrases import FIXED_EFFECTS, ROLES
from concord.core.agreement.texts import TEXTS
from concord.core.agreement.values import PERIODS


def test_every_entry_has_every_language():
    for table in (
        words.GLOSSARY,
        words.LANGUAGE_NAMES,
        words.DUTIES,
        words.REASONS,
        words.WORDS,
        TEXTS,
    ):
        for key, entry in table.items():
            assert tuple(entry) == words.LANGUAGES, key
            assert all(entry.values()), key


def test_every_fact_and_status_and_period_and_role_has_words():
    for path, unit in FACTS.items():
        assert f"fact.{path}" in words.WORDS
        assert (f"fact.{path}.not" in words.WORDS) is (unit == "flag")
    assert all(f"status.{status}" in words.WORDS for status in MILESTONE_STATUSES)
    assert all(f"per.{period}" in TEXTS for period in PERIODS)
    assert all(role in words.GLOSSARY for role in ROLES)


def test_every_consequence_has_a_sentence_that_korean_can_join():
    for kind in (*FIXED_EFFECTS.values(), "suspend relief", "restore relief"):
        assert f"effect.{kind}" in TEXTS
    for key, entry in TEXTS.items():
        if key.startswith("effect."):
            assert connective(entry["ko"], last=True).endswith(("되며", "하며")), key


def test_korean_terms_are_those_of_the_glossary():
    korean = " ".join(entry["ko"] for entry in TEXTS.values())
    for key in (
        "phase",
        "milestone",
        "relief",
        "breach",
        "cure",
        "tranche",
        "decision",
        "snapback",
    ):
        assert words.GLOSSARY[key]["ko"] in korean
    for other in ("트랑셰", "마일스톤", "승인국", "국면", "스냅백 "):
        assert other not in korean
