"""The log table: one statement for an entry, and who is a moment late."""

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concord.core.acts import Refusal
from concord.core.books.acts import RecordReceipt
from concord.core.entry import decode
from concord.core.log import ENTRY_BYTES_MAX, leaf_hash
from concord.core.regime.acts import NewStep, Propose
from concord.shell import funds, table
from tests.shell.conftest import envelope, receipt


def test_an_accepted_command_is_one_statement(fund):
    funds.act(fund, receipt("b0"))  # the day's checkpoint is signed by now
    sent = msgspec.structs.replace(receipt("b1"), at=funds.now(fund))

    with CaptureQueriesContext(connection) as caught:
        funds.act(fund, sent)

    statements = [one["sql"] for one in caught.captured_queries]
    assert len(statements) == 1
    assert statements[0].startswith("INSERT INTO concord_log")


def test_nothing_is_refused_without_a_look_at_the_log(fund):
    funds.act(fund, receipt("b0"))
    sent = msgspec.structs.replace(receipt("b1", donor="XX"), at=funds.now(fund))

    with CaptureQueriesContext(connection) as caught:
        assert isinstance(funds.act(fund, sent), Refusal)

    assert [one["sql"].split()[0] for one in caught.captured_queries] == ["SELECT"]


def test_a_row_carries_all_that_follows_from_its_entry(fund):
    funds.act(fund, receipt("b1"))
    data = funds.entry(fund, 2).data

    row = table.row_of(funds.terms(fund), decode(data))

    assert (
        row.fund,
        row.seq,
        row.party,
        row.kind,
        row.act_id,
    ) == ("RELIEF", 2, "WB", "record_receipt", "b1")
    assert (data, leaf_hash(data)) == (row.data, row.leaf)
    assert row.keys.startswith("|kind:record_receipt|party:WB|")


def test_of_two_rows_in_one_place_the_second_is_not_written(fund):
    row = table.row_of(funds.terms(fund), decode(funds.entry(fund, 1).data))

    first = funds.entry(fund, 0).leaf

    assert not table.append(row._replace(act_id="other"), first)  # the place is taken
    assert not table.append(row._replace(seq=2), row.leaf)  # the act is known
    assert not table.append(row._replace(seq=2, act_id="other"), first)  # another log
    assert not table.append(row._replace(seq=7, act_id="other"), row.leaf)  # a gap
    assert table.append(row._replace(seq=2, act_id="other"), row.leaf)
    assert not table.append_all([row._replace(seq=3, act_id="new"), row])
    assert not table.begin(row._replace(seq=0, act_id="open"))
    assert [one.seq for one in table.rows(fund)] == [2, 1, 0]


def test_digests_tell_commands_apart():
    command = RecordReceipt(donor="US", ref="b", amount="1", currency="USD", value_on="2027-01-09")
    one = table.digest_of("WB", "WB/desk", command)

    assert one == table.digest_of("WB", "WB/desk", command)
    # fields that read alike when they are joined, but are not the same (LED row 10)
    assert one != table.digest_of("WBWB", "/desk", command)
    assert one != table.digest_of("WB", "WB/des", command)


def test_an_entry_that_the_format_cannot_take_is_refused(fund):  # LOG-6
    steps = [NewStep(due="2028-01-01", amount="5", needs=["M2" * 200])] * 200
    long = Propose(case="d1", rule="ordinary", act="resolve", steps=steps)

    for dry_run in (True, False):
        refused = funds.act(fund, envelope("US", "p1", long), dry_run=dry_run)

        assert refused.code == "entry-too-long"
        assert int(refused.facts["bytes"]) > ENTRY_BYTES_MAX
    assert funds.size(fund) == 2


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_glance_gives_clock_and_tail(fund, size):
    pinned_at, rows = table.glance(fund, size)

    assert pinned_at == "2027-01-10T00:00:00Z"
    assert list(range(size, 2)) == [seq for seq, _, _ in rows]
    assert table.glance("NONE", 0) is None
