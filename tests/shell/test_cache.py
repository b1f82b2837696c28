"""What a thread remembers is never believed without the log."""

import sqlite3
import threading

import msgspec
import pytest
from django.db import connection

from concord.core.entry import decode, encode
from concord.shell import cache, funds, table
from concord.shell.models import Fund
from tests.shell.conftest import receipt


def behind(statement, *values):
    """Change the log as somebody would who can switch the triggers off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER concord_log_no_update")
            cursor.execute("DROP TRIGGER concord_log_no_delete")
        else:
            cursor.execute("ALTER TABLE concord_log DISABLE TRIGGER ALL")
        cursor.execute(statement, values)


def test_what_others_wrote_is_folded(fund):
    funds.act(fund, receipt("b1"))
    here = cache.look(fund)
    seen = []

    def elsewhere():
        seen.append(funds.act(fund, receipt("b2")).entries[0].seq)
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()

    assert seen == [3]
    assert here.state.size == 3
    assert here is cache.look(fund)
    assert here.state.size == 4


def test_who_is_a_moment_late_decides_again(fund, monkeypatch):
    funds.act(fund, receipt("b1"))
    append, lost, here = table.append, [], cache.look(fund)

    def late(row, before):
        if not lost:
            lost.append(row.seq)
            rival = msgspec.structs.replace(decode(row.data), id="rival")
            assert append(table.row_of(funds.terms(fund), rival), before)
        return append(row, before)

    monkeypatch.setattr(table, "append", late)
    done = funds.act(fund, receipt("b2"))

    # The rival paid in under the same reference, so that the second look refuses it.
    assert (lost, done.code) == ([3], "deposit-twice")
    assert [decode(row.data).id for row in funds.rows(fund, limit=2)] == ["rival", "b1"]
    assert (funds.state(fund).size, here) == (4, cache.look(fund))  # what was known is still good


def test_what_others_wrote_meanwhile_is_noticed_by_the_write(fund):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))
    behind("DELETE FROM concord_log WHERE seq >= 3")  # as if an older copy were put in place
    sent = msgspec.structs.replace(receipt("c1"), at=funds.now(fund))

    done = funds.act(fund, sent)

    assert [one.seq for one in done.entries] == [3]
    assert [row.seq for row in funds.rows(fund)] == [3, 2, 1, 0]


def test_a_failed_invariant_writes_nothing(fund, monkeypatch):
    def breaks(*_):
        raise ArithmeticError("postings do not balance")

    monkeypatch.setattr(cache.core, "check", breaks)
    with pytest.raises(ArithmeticError):
        funds.act(fund, receipt("b1"))
    monkeypatch.undo()

    assert table.size(fund) == funds.state(fund).size == 2


def test_what_could_not_be_folded_is_forgotten(fund, monkeypatch):
    known = cache.look(fund)

    def breaks(*_):
        raise ArithmeticError("no fold")

    monkeypatch.setattr(cache.core, "apply", breaks)
    with pytest.raises(ArithmeticError):
        funds.act(fund, receipt("b1"))
    monkeypatch.undo()

    assert cache.remembered(fund) is None
    assert cache.look(fund) is not known
    assert funds.state(fund).size == 3


def test_an_unknown_failure_of_the_fold_forgets_too(fund, monkeypatch):
    funds.act(fund, receipt("b1"))
    cache.forget(fund)

    def breaks(*_):
        raise KeyError("bug")

    monkeypatch.setattr(cache.core, "apply", breaks)
    with pytest.raises(KeyError):
        funds.state(fund)
    monkeypatch.undo()

    assert funds.state(fund).size == 3


def test_another_log_in_the_same_place_is_noticed(fund):
    funds.act(fund, receipt("b1"))
    row = table.row_of(funds.terms(fund), decode(funds.entry(fund, 2).data))
    other = decode(encode(decode(row.data)).replace(b'"500"', b'"501"'))
    changed = table.row_of(funds.terms(fund), other)

    behind(
        "UPDATE concord_log SET data = %s, leaf = %s WHERE seq = 2",
        changed.data,
        changed.leaf,
    )

    assert funds.state(fund).books.total("received") == 501


def test_an_altered_entry_is_not_folded(fund):
    funds.act(fund, receipt("b1"))
    data = funds.entry(fund, 2).data.replace(b'"500"', b'"900"')
    behind("UPDATE concord_log SET data = %s WHERE seq = 2", data)
    cache.forget(fund)

    with pytest.raises(funds.Damaged, match="entry 2"):
        funds.state(fund)


def test_a_missing_entry_is_noticed(fund):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))
    behind("DELETE FROM concord_log WHERE seq = 3")
    cache.forget(fund)

    with pytest.raises(funds.Damaged, match="entry 4"):
        funds.state(fund)


def test_an_altered_agreement_is_not_used(fund):
    agreement = Fund.objects.get(id=fund).agreement
    agreement.normal = bytes(agreement.normal).replace(b"60k", b"90k")
    agreement.save()
    cache.forget_all()

    with pytest.raises(funds.Damaged, match="not the one that was signed"):
        funds.state(fund)


def test_rows_that_cannot_be_read_are_damage(fund):
    from concord.core.log import leaf_hash

    behind(
        "UPDATE concord_log SET data = %s, leaf = %s WHERE seq = 1",
        b"{}",
        leaf_hash(b"{}"),
    )
    cache.forget(fund)

    with pytest.raises(funds.Damaged, match="cannot be read"):
        funds.state(fund)


def test_bytes_come_back_as_bytes(fund):
    row = funds.entry(fund, 0)

    assert (bytes, bytes) == (type(row.data), type(row.leaf))
    assert sqlite3.sqlite_version_info >= (3, 24)  # ON CONFLICT DO NOTHING
