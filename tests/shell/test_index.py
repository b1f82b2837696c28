from concord.core.acts import Accede, Acceded
from concord.core.books.acts import Received, RecordReceipt
from concord.core.entry import Entry
from concord.core.regime.acts import Moved, Proposed, Vote, Voted
from concord.shell.index import keys_of


def keys(command, *events):
    made = Entry(
        v=1,
        seq=5,
        at="2027-01-10T00:00:00Z",
        party="WB",
        officer="WB/desk",
        id="a",
        command=command,
        events=list(events),
    )
    text = keys_of(made, "USD")
    assert text.startswith("|")
    assert text.endswith("|")
    return text[1:-1].split("|")


def test_money_is_found_by_its_accounts_and_parties():
    asked = RecordReceipt(
        donor="JP",
        ref="b1",
        amount="900",
        currency="JPY",
        value_on="2027-01-09",
        equivalent="6",
        contribution="CA-1",
    )
    event = Received(
        donor="JP",
        ref="b1",
        amount="900",
        currency="JPY",
        equivalent="6",
        value_on="2027-01-09",
        contribution="CA-1",
    )

    assert keys(asked, event) == [
        "kind:record_receipt",
        "party:WB",
        "party:JP",
        "contribution:CA-1",
        "account:exchange",
        "account:received",
        "account:received:JP",
        "account:cash",
    ]


def test_cases_are_found_by_their_name():
    moved = Moved(kind="decision", id="d1", status="adopted", on="2027-01-10", cause="adopted")
    entered = Moved(kind="phase", id="P1", status="in force", on="2027-01-10", cause="enter")
    proposed = Proposed(case="d2", rule="ordinary", act="resolve", by="US")
    voted = Voted(case="d1", party="US", vote="yes")

    found = keys(Vote(case="d1", vote="yes"), voted, moved, entered, proposed)

    assert found == ["kind:vote", "party:WB", "case:d1", "party:US", "phase:P1", "case:d2"]


def test_who_accedes_is_found():
    event = Acceded(id="NO", name="Norway", role="donor")

    assert "party:NO" in keys(Accede(id="NO", name="Norway", role="donor"), event)
