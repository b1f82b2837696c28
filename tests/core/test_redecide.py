"""Deciding again: what a log must not hold is named with its place and its clause."""

from hashlib import sha256
from pathlib import Path

import pytest

from concord.core import fund
from concord.core.acts import RULES, Act, AgreementRef, OpenFund, Refusal, Tick
from concord.core.agreement import load, normalise
from concord.core.books.acts import RecordReceipt
from concord.core.entry import decode, encode, entry_of
from concord.core.log import (
    Checkpoint,
    Signer,
    agreement_path,
    bundle_path,
    bundles,
    leaf_hash,
    root,
    sign_checkpoint,
    tiles,
)
from concord.core.redecide import Judge, verify
from concord.core.regime.acts import Allege, Attest, GrantRelief
from concord.core.state import State

SOURCE = (Path(__file__).parent.parent / "shell" / "data" / "relief.yaml").read_bytes()
TERMS = load(SOURCE, "relief.yaml")
SIGNER = Signer("example.org/relief", bytes(range(32)))


def act(party, ident, command, day="2027-01-10"):
    return Act(
        party=party, officer=f"{party}/desk", at=f"{day}T09:00:00Z", id=ident, command=command
    )


def opening(**changes):
    parts = {
        "origin": SIGNER.name,
        "key": SIGNER.verifier.vkey,
        "agreements": [AgreementRef(TERMS.id, TERMS.sha256)],
        "rules": RULES,
    }
    return act("WB", "open", OpenFund(**{**parts, **changes}), "2026-12-01")


RECEIPT = RecordReceipt(donor="US", ref="b1", amount="500", currency="USD", value_on="2027-01-09")
STORY = (
    opening(),
    act("WB", "clock:1", Tick(to="2027-01-10")),
    act("IAEA", "a1", Attest(milestone="M2", verdict="met", on="2027-01-09")),
    act("US", "g1", GrantRelief(relief="R1")),
    act("WB", "r1", RECEIPT),
    act("US", "s1", Allege(procedure="S1", ground="a test")),
)


def played(story=STORY):
    """The log of a story, each act decided in its turn."""
    state, log = State(TERMS), []
    for one in story:
        events = fund.decide(state, one)
        assert not isinstance(events, Refusal), events
        made = entry_of(state.size, one, events)
        fund.apply(state, made)
        log.append(encode(made))
    return log


LOG = played()


def exported(log, *, signer=SIGNER, normal=None, **files):
    """A log as the files of an export, correctly hashed and signed whatever it holds."""
    leaves = [leaf_hash(one) for one in log]
    made = {**dict(tiles(leaves, len(log))), **dict(bundles(log, len(log)))}
    made["checkpoint"] = sign_checkpoint(Checkpoint(signer.name, len(log), root(leaves)), signer)
    made["log.vkey"] = signer.verifier.vkey.encode() + b"\n"
    made[agreement_path(TERMS.sha256)] = normal or normalise(SOURCE, "relief.yaml")
    return {name: data for name, data in {**made, **files}.items() if data is not None}


def found(report):
    return [(one.position, one.kind, one.facts.get("code")) for one in report.findings]


def test_an_honest_log_is_found_right():
    report = verify(exported(LOG).get, SIGNER.verifier.vkey, 3)

    assert report.ok
    assert (
        report.size,
        report.checked.decisions,
        report.trust,
        report.stopped_at,
    ) == (6, 6, "verified", None)
    judge = Judge(TERMS)
    assert [judge(place, data) for place, data in enumerate(LOG)] == [None] * 6
    assert (judge.state.size, judge.state.books.total("received")) == (6, 500)


@pytest.mark.parametrize("depth", [1, 2])
def test_less_deep_nothing_is_judged(depth):
    log = [*LOG[:4], LOG[4].replace(b'"500"', b'"900"', 1), *LOG[5:]]

    report = verify(exported(log).get, None, depth)

    assert (True, depth, 0) == (report.ok, report.depth, report.checked.decisions)


def changed(place, old, new, count=-1):
    assert old in LOG[place]
    return [*LOG[:place], LOG[place].replace(old, new, count), *LOG[place + 1 :]]


@pytest.mark.parametrize(
    ("log", "place", "code", "clause"),
    [
        # a party that may not, an unknown party, time that goes back, a donor's money twice
        (changed(4, b'"party":"WB"', b'"party":"US"'), 4, "officer-of-another", None),
        (changed(4, b'"WB', b'"XX'), 4, "unknown-id", None),
        (changed(4, b"2027-01-10T09", b"2026-12-01T08"), 4, "time-goes-back", None),
        ([*LOG[:5], LOG[4].replace(b'"seq":4', b'"seq":5')], 5, "deposit-twice", None),
        # relief granted by a party that the clause does not name
        (
            changed(3, b'"US', b'"JP'),
            3,
            "not-entitled",
            "7.1",
        ),
        # what fell due was left out
        ([LOG[0], LOG[2].replace(b'"seq":2', b'"seq":1')], 1, "due-first", None),
        # time that nobody had to let pass
        ([*LOG, LOG[1].replace(b'"seq":1', b'"seq":6')], 6, "nothing-due", None),
    ],
)
def test_an_entry_that_was_not_allowed_is_named_with_its_clause(log, place, code, clause):
    report = verify(exported(log).get, SIGNER.verifier.vkey, 3)

    assert [(place, "refused", code)] == found(report)
    finding = report.findings[0]
    assert clause == finding.clause
    assert (place, place + 1) == (report.checked.decisions, report.stopped_at)
    assert f"Entry {place} was not allowed: " in finding.message


@pytest.mark.parametrize(
    "log",
    [
        changed(4, b'"amount":"500"', b'"amount":"900"', 1),  # in the command alone
        changed(4, b'"type":"received"', b'"type":"pledged"'),
        changed(2, b'"status":"verified"', b'"status":"breached"'),
        changed(2, b'"until":"2027-07-08"', b'"until":"2027-07-09"'),
        changed(1, b'"v":1', b'"v":2'),
        # the same said in another way: a field with its default
        changed(
            2, b'"on":"2027-01-09","type":"attest"', b'"note":"","on":"2027-01-09","type":"attest"'
        ),
    ],
)
def test_an_entry_that_does_not_follow_is_named(log):
    place = next(n for n, (one, other) in enumerate(zip(LOG, log, strict=True)) if one != other)

    report = verify(exported(log).get, SIGNER.verifier.vkey, 3)

    kinds = {(one.position, one.kind) for one in report.findings}
    assert kinds in ({(place, "entry-differs")}, {(place, "entry-malformed")})
    assert place == report.checked.decisions


def test_a_body_encoded_another_way_is_named():
    report = verify(exported(changed(4, b'":"', b'": "', 1)).get, SIGNER.verifier.vkey, 3)

    assert found(report) == [(4, "entry-not-canonical", None)]
    assert (report.checked.decisions, report.stopped_at) == (4, 4)


def test_entries_in_another_order_are_named():
    log = [*LOG[:2], LOG[3], LOG[2], *LOG[4:]]

    report = verify(exported(log).get, SIGNER.verifier.vkey, 3)

    assert {(2, "entry-out-of-place"), (3, "entry-out-of-place")} == {
        (one.position, one.kind) for one in report.findings
    }
    assert report.stopped_at == 2


def test_bytes_that_are_no_entry_are_named():
    report = verify(exported([*LOG, b'{"seq":6}']).get, SIGNER.verifier.vkey, 3)

    assert found(report) == [(6, "entry-malformed", None)]


@pytest.mark.parametrize("field", ["id", "officer"])
def test_an_entry_whose_id_or_officer_is_no_name_is_named(field):
    was = decode(LOG[4])
    value = getattr(was, field)
    log = changed(4, f'"{field}":"{value}"'.encode(), f'"{field}":"no name"'.encode(), 1)

    report = verify(exported(log).get, SIGNER.verifier.vkey, 3)

    assert found(report) == [(4, "entry-malformed", None)]


# --- the agreement --------------------------------------------------------------------------------
def test_the_agreement_has_to_be_the_one_that_was_signed():
    normal = normalise(SOURCE, "relief.yaml")
    path = agreement_path(TERMS.sha256)
    files = exported(LOG)

    gone = verify({**files, path: None}.get, None, 3)
    altered = verify({**files, path: normal.replace(b"60k", b"90k")}.get, None, 3)

    assert found(gone) == [(0, "agreement-missing", None)]
    assert found(altered) == [(0, "agreement-altered", None)]
    assert (
        gone.depth,
        gone.stopped_at,
        gone.checked.decisions,
        gone.checked.entries,
    ) == (3, 0, 0, 6)


def test_an_agreement_that_is_none_cannot_be_used():
    nonsense = b'{"agreement":"X"}'
    digest = sha256(nonsense).hexdigest()
    log = [LOG[0].replace(TERMS.sha256.encode(), digest.encode()), *LOG[1:]]

    report = verify({**exported(log), agreement_path(digest): nonsense}.get, None, 3)

    assert found(report) == [(0, "agreement-unusable", None)]


# --- entry 0 --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "first", [LOG[4].replace(b'"seq":4', b'"seq":0'), b'{"seq":0}', b'{"seq":0,"v":1}']
)
def test_a_log_that_opens_no_fund_is_not_judged(first):
    report = verify(exported([first, *LOG[1:]]).get, None, 3)

    assert (0, "not-opened", None) in found(report)
    assert (report.depth, report.checked.decisions) == (3, 0)


def test_entry_0_names_key_and_origin():
    other = Signer("example.org/other", bytes(range(1, 33)))

    report = verify(exported(LOG, signer=other).get, None, 3)

    assert found(report) == [(0, "key-differs", None), (0, "origin-differs", None)]


@pytest.mark.parametrize("name", ["checkpoint", bundle_path(0, 6)])
def test_what_is_missing_is_said_once(name):
    report = verify({**exported(LOG), name: None}.get, None, 3)

    assert {"checkpoint-missing", "bundle-missing"} > {one.kind for one in report.findings}
    assert report.findings_total == 1
    assert report.depth == 3


def test_an_empty_log_and_an_empty_bundle_are_not_judged():
    empty = verify(exported([]).get, None, 3)
    cut = verify({**exported(LOG), bundle_path(0, 6): b"\x01"}.get, None, 3)

    assert 0 == empty.size == empty.checked.decisions
    assert "bundle-malformed" in {one.kind for one in cut.findings}
