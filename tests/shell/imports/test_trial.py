import pytest

from concord.core.acts import RULES, Act, AgreementRef, NameSourceIncomplete, OpenFund
from concord.core.books.acts import RecordPledge
from concord.core.entry import Envelope, entry_of
from concord.core.fund import decide
from concord.core.state import State
from concord.shell.imports.trial import Trial


def envelope(ident, command, at="2006-01-20T00:00:00Z"):
    return Envelope(party="UN", officer="UN/1", id=ident, command=command, at=at)


@pytest.fixture
def opened(terms):
    references = [AgreementRef(terms.id, terms.sha256)]
    command = OpenFund(origin="o", key="k", agreements=references, rules=RULES)
    act = Act(party="UN", officer="UN/0", at="2005-12-15T00:00:00Z", id="open", command=command)
    return [entry_of(0, act, decide(State(terms), act))]


def run(terms, opened, sent):
    told = []
    trial = Trial(terms, opened, "2006-01-20T00:00:00Z")
    refused = list(trial.run(sent, lambda done, of: told.append((done, of))))
    assert told == [(number, len(sent)) for number in range(1, len(sent) + 1)]
    return trial, [(one.place, one.refusal.code) for one in refused]


def pledge(ref, donor="CHE"):
    return RecordPledge(donor=donor, ref=ref, amount="1", currency="USD", value_on="2006-01-20")


def test_every_refusal_comes_to_light(terms, opened, read, row):
    joined = read(row(1)).sent[0].envelope
    sent = [
        joined,
        envelope("a", pledge("1")),
        envelope("b", pledge("1")),
        envelope("c", pledge("2", donor="FRA")),
        envelope("d", pledge("3")),
    ]
    trial, refused = run(terms, opened, sent)
    assert refused == [(2, "reference-used"), (3, "unknown-id")]
    assert trial.new == {"accede": 1, "record_pledge": 2}


def test_what_was_sent_before_adds_nothing(terms, opened, read, row):
    joined = read(row(1)).sent[0].envelope
    sent = [joined, joined, envelope(joined.id, pledge("1"))]
    trial, refused = run(terms, opened, sent)
    assert refused == [(2, "id-reused")]
    assert trial.already == 1


def test_the_first_overdraft_is_kept_apart_and_the_rest_judged_on(terms, opened, read, row):
    sent = [one.envelope for one in read(row(5), row(9)).sent]
    trial, refused = run(terms, opened, sent)
    assert refused == []
    assert trial.overdraft.place == 1
    assert trial.overdraft.refusal.code == "not-available-to-commit"
    assert trial.new == {"register_project": 2, "allocate": 2}


def test_a_source_named_incomplete_has_no_overdraft(terms, opened, read, row):
    named = envelope("i", NameSourceIncomplete(source="s", lacks="l"), at="2006-01-01T00:00:00Z")
    trial, refused = run(terms, opened, [named, *(one.envelope for one in read(row(5)).sent)])
    assert (trial.overdraft, refused) == (None, [])


def test_a_command_without_instant_is_of_now(terms, opened, read, row):
    joined = read(row(1)).sent[0].envelope
    trial, refused = run(terms, opened, [joined, envelope("a", pledge("1"), at="")])
    assert refused == []
    assert trial.state.at == "2006-01-20T00:00:00Z"
