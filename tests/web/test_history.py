"""Every entry has a line that a person can read."""

import pytest

from concord.core.books.acts import RecordReceipt
from concord.core.books.state import legs_of
from concord.core.entry import COMMANDS, Entry, decode
from concord.core.regime.acts import Moved
from concord.shell import funds
from concord.web import history
from concord.web.visit import Visit


def test_every_command_has_a_sentence_and_a_word() -> None:
    assert not history.untold()
    assert set(history.SENTENCES) == set(COMMANDS)


@pytest.mark.usefixtures("korean")
def test_every_entry_of_the_story_can_be_told(visit: Visit) -> None:
    rows = funds.rows(visit.fund, limit=1_000)
    lines = [history.line(visit.state, row) for row in rows]

    assert len(lines) == visit.state.size
    assert all(line.sentence and "%(" not in line.sentence for line in lines)
    assert {line.kind for line in lines} >= {"vote", "tick", "attest", "allege", "pay_withdrawal"}


def test_a_receipt(visit: Visit) -> None:
    row = funds.rows(visit.fund, key="kind:record_receipt", limit=1)[0]
    entry = decode(row.data)
    assert isinstance(entry.command, RecordReceipt)
    line = history.line(visit.state, row)
    postings = history.postings(visit.state, entry)

    assert line.sentence.startswith("World Bank received ")
    assert len(postings) == sum(len(legs_of(event, "USD")) for event in entry.events)
    assert sum(posting.amount for posting in postings if posting.unit == "USD") == 0
    assert history.postings(visit.state, entry, "cash")[0].account == "cash"


def test_moves_name_what_moved(visit: Visit) -> None:
    moved = [
        Moved(kind="duty", id="O1:JP:7", status="overdue", on="2027-01-02", cause="missed"),
        Moved(kind="milestone", id="M2", status="attested", on="2027-01-02", cause="attested"),
        Moved(kind="milestone", id="M2", status="verified", on="2027-01-02", cause="quorum"),
        Moved(kind="suspension", id="B1-1:x", status="lifted", on="2027-01-02", cause="lift"),
    ]
    some = decode(funds.rows(visit.fund, limit=1)[0].data)
    entry = Entry(
        v=1,
        seq=1,
        at=some.at,
        party=some.party,
        officer=some.officer,
        id="x",
        command=some.command,
        events=moved,
    )

    assert history.moves(visit.state, entry) == [
        history.Move("Duty O1 of Japan", "overdue"),
        history.Move("Milestone M2", "verified"),
    ]


def test_accounts_have_titles(visit: Visit) -> None:
    families = {account.partition(":")[0] for account, _, _ in visit.state.books.balances}

    assert families <= set(history.accounts())
    assert history.account_title(visit.state, "cash") == "Cash with the trustee"
    assert history.account_title(visit.state, "received:JP") == "Received from donors: Japan"


def test_words_that_are_not_known_stay() -> None:
    assert history.kind_word("dance") == "dance"
    assert history.answer("perhaps") == "perhaps"
    assert history.answer("access denied") == "access denied"
