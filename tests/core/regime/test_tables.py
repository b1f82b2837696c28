"""Every table: its states can be reached, its clocks and effects exist and find their rows."""

import pytest

from concord.core.regime.clocks import CLOCKS
from concord.core.regime.effects import EFFECTS
from concord.core.regime.state import KINDS
from concord.core.regime.tables import TABLES
from concord.core.sentences import STATUS_WORDS

STARTS = {
    "phase": "not entered",
    "milestone": "pending",
    "relief": "not granted",
    "step": "scheduled",
}

#: The inputs that a clock may give when its day comes.
CLOCK_WORDS = {
    "due": {"missed"},
    "keep": {"missed"},
    "validity": {"expiry"},
    "dispute": {"default verified", "default pending"},
    "notice": {"notice over"},
    "cure": {"time over"},
    "within": {"default adopted", "default refused", "time over"},
    "duty": {"missed", "missed finally"},
    "reparation": {"time over"},
}


def test_there_is_one_table_for_every_kind():
    assert tuple(TABLES) == KINDS


@pytest.mark.parametrize("kind", TABLES)
def test_every_state_can_be_reached(kind):
    reached = {STARTS.get(kind, "")}
    for _ in TABLES[kind]:
        reached |= {row.status for (status, _), row in TABLES[kind].items() if status in reached}
    assert reached >= {status for status, _ in TABLES[kind]}


@pytest.mark.parametrize("kind", TABLES)
def test_clocks_and_effects_exist(kind):
    for row in TABLES[kind].values():
        assert row.clock in {"", "keep", *CLOCKS}
        assert set(row.effects) <= set(EFFECTS)


@pytest.mark.parametrize("kind", TABLES)
def test_an_instrument_can_take_what_its_clock_gives(kind):
    for row in TABLES[kind].values():
        for word in CLOCK_WORDS.get(row.clock, ()):
            assert (row.status, word) in TABLES[kind]


@pytest.mark.parametrize("kind", TABLES)
def test_every_state_is_a_word_in_every_language(kind):
    for row in TABLES[kind].values():
        for words in STATUS_WORDS.values():
            assert words[row.status]


def test_no_clock_and_no_effect_is_idle():
    rows = [row for table in TABLES.values() for row in table.values()]
    assert {row.clock for row in rows} - {"", "keep"} == set(CLOCKS) == set(CLOCK_WORDS) - {"keep"}
    assert {name for row in rows for name in row.effects} == set(EFFECTS)
