"""Entries: closed unions, canonical bytes, and messages that name the field."""

import json

import msgspec
import pytest

from concord.core import acts, entry
from concord.core.acts import Command, Event
from concord.core.books import acts as b
from concord.core.entry import COMMANDS, EVENTS, ROOMS
from tests.core.funds import Play, running

BASES = {"Command", "Event"} | {
    f"{room}{kind}"
    for room in ("Fund", "Books", "Compliance", "Programme", "Regime")
    for kind in ("Command", "Event")
}


@pytest.mark.parametrize(("union", "base"), [(COMMANDS, Command), (EVENTS, Event)])
def test_the_unions_are_closed_and_complete(union, base):
    found = {
        thing
        for room in ROOMS
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, base) and thing.__name__ not in BASES
    }
    assert set(union.values()) >= found
    assert all(thing.__module__.startswith("concord.core") for thing in found)
    assert {kind for kind in union.values() if kind.__module__.startswith("concord.")} == found


@pytest.mark.parametrize("union", [COMMANDS, EVENTS])
def test_tags_are_words_of_the_specification(union):
    for tag, kind in union.items():
        assert tag.replace("_", "").isalpha()
        assert tag == tag.lower()
        assert kind.__doc__


def test_bytes_are_canonical_and_come_back():
    play = running()
    for data in play.log:
        made = entry.decode(data)
        assert entry.encode(made) == data
        plain = json.loads(data)
        again = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert again.encode() == data
        assert list(plain) == ["at", "command", "events", "id", "officer", "party", "seq", "v"]


def test_an_act_and_its_entry_say_the_same():
    play = Play()
    act = play.act_of("WB", "2027-01-20", acts.Tick(to="2027-01-20"))
    made = entry.entry_of(7, act, [])
    assert (made.v, made.seq) == (1, 7)
    assert entry.act_of(made) == act


def test_what_has_its_default_value_is_left_out():
    plain = b.RecordPledge(donor="US", ref="p", amount="7", currency="USD", value_on="2027-01-20")
    assert set(json.loads(entry.encode(plain))) == {
        "type",
        "donor",
        "ref",
        "amount",
        "currency",
        "value_on",
    }


PLEDGE = {
    "type": "record_pledge",
    "donor": "US",
    "ref": "p",
    "amount": "7",
    "currency": "USD",
    "value_on": "2027-01-20",
}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"amount": "+7"}, "$.amount"),
        ({"amount": "07"}, "$.amount"),
        ({"amount": "-7"}, "$.amount"),
        ({"amount": "7.0"}, "$.amount"),
        ({"amount": 7}, "$.amount"),
        ({"amount": "12345678901234567890"}, "$.amount"),
        ({"value_on": "2027-1-20"}, "$.value_on"),
        ({"donor": ""}, "$.donor"),
        ({"donor": "U" * 65}, "$.donor"),
        ({"currency": ""}, "$.currency"),
        ({"note": "x" * 2001}, "$.note"),
        ({"more": "x"}, "more"),
        ({"type": "no_such"}, "no_such"),
    ],
)
def test_a_malformed_command_names_its_field(changes, where):
    with pytest.raises(msgspec.ValidationError) as error:
        entry.command_of(json.dumps(PLEDGE | changes).encode())
    assert where in str(error.value)


def test_a_well_formed_command():
    made = entry.command_of(json.dumps(PLEDGE).encode())
    assert isinstance(made, b.RecordPledge)


def test_an_envelope_may_leave_the_time_to_the_fund():
    envelope = {"party": "US", "officer": "US-1", "id": "x1", "command": PLEDGE}
    assert entry.envelope_of(json.dumps(envelope).encode()).at == ""
    with pytest.raises(msgspec.ValidationError, match="at"):
        entry.envelope_of(json.dumps(envelope | {"at": "yesterday"}).encode())


def test_what_is_no_json_is_no_command():
    with pytest.raises(msgspec.DecodeError):
        entry.command_of(b"{")


def test_an_envelope_without_an_instant_survives_its_own_bytes():
    sent = entry.Envelope(party="WB", officer="WB/ops", id="c1", command=acts.Tick(to="2027-01-02"))

    assert sent == entry.envelope_of(entry.encode(sent))


def test_a_batch_comes_back_as_entry_by_entry():
    batch = list(running().log)
    assert len(batch) > 10
    assert entry.decode_batch(batch) == [entry.decode(data) for data in batch]
    assert entry.decode_batch([]) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda batch: [batch[0] + b"\n" + batch[1], *batch[2:]],
        lambda batch: [batch[0] + b" ", *batch[1:]],
        lambda batch: [b"", *batch],
        lambda batch: [batch[0][:-1], *batch[1:]],
        lambda batch: [batch[0][:40], batch[0][40:], *batch[1:]],
        lambda batch: [b'{"v":1,' + batch[0][1:].replace(b',"v":1}', b"}"), *batch[1:]],
        lambda batch: [batch[0].replace(b'"v":1', b'"v":1,"w":1'), *batch[1:]],
    ],
    ids=["two-as-one", "space", "empty", "cut", "split", "order", "unknown"],
)
def test_a_batch_with_anything_not_canonical_is_not_read(spoil):
    batch = list(running().log)
    spoiled = spoil(batch)
    assert spoiled != batch
    assert entry.decode_batch(spoiled) is None
