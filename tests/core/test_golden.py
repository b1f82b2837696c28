"""Golden logs: what older software wrote folds to the same state and is decided again alike."""

import json
from pathlib import Path

import pytest

from concord.core import entry, fund
from concord.core.acts import RULES
from concord.core.agreement import load_normal
from concord.core.agreement.terms import Terms
from concord.core.entry import EVENTS
from concord.core.report import report
from concord.core.state import State
from tests.core.golden import GOLDEN, story, write

LOGS = sorted(GOLDEN.glob("*.jsonl"))


def terms_of(log: Path) -> Terms:
    found = load_normal(log.with_suffix(".agreement.json").read_bytes())
    assert isinstance(found, Terms), found
    return found


def test_there_is_a_golden_log_for_every_number_of_the_rules():
    assert {f"rules-{number}" for number in range(1, RULES + 1)} <= {log.stem for log in LOGS}


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_every_decision_is_taken_again_alike(log):
    state = State(terms_of(log))
    for seq, data in enumerate(log.read_bytes().splitlines()):
        found = entry.decode(data)
        assert entry.encode(found) == data
        act = entry.act_of(found)
        events = fund.decide(state, act)
        assert isinstance(events, list), events
        assert entry.encode(entry.entry_of(seq, act, events)) == data
        fund.apply(state, found)


def lacking(then: object, now: object, path: str = "") -> list[str]:
    """Where a report of old is contradicted; what has been added since is no contradiction."""
    if isinstance(then, dict) and isinstance(now, dict):
        pairs = [(f"{path}.{key}", value, now.get(key)) for key, value in then.items()]
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        pairs = [(f"{path}.{n}", *pair) for n, pair in enumerate(zip(then, now, strict=True))]
    else:
        return [] if then == now else [f"{path}: {then!r} is now {now!r}"]
    return [fault for where, old, new in pairs for fault in lacking(old, new, where)]


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_it_folds_to_the_state_of_its_time(log):
    entries = map(entry.decode, log.read_bytes().splitlines())
    state = fund.fold(terms_of(log), entries)
    told = json.loads(entry.encode(report(state, state.opened, state.opened, "")))
    assert lacking(json.loads(log.with_suffix(".report.json").read_bytes()), told) == []


def test_the_story_holds_every_event_and_is_told_the_same_way_twice():
    play = story()
    seen = {type(event) for data in play.log for event in entry.decode(data).events}
    assert seen == set(EVENTS.values())
    assert play.log == story().log
    assert len(play.log) >= 60


def test_a_golden_log_is_never_rewritten(tmp_path):
    path = write("rules-1", tmp_path)
    assert terms_of(path).id == "T"
    with pytest.raises(FileExistsError):
        write("rules-1", tmp_path)
