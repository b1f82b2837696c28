"""What is beside the log is rebuilt from it and compared."""

import pytest

from concord.core.log import Verifier
from concord.shell import cache, checking, commitments, funds
from tests.shell.conftest import receipt
from tests.shell.test_cache import behind


@pytest.fixture
def grown(fund):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))
    funds.sign_checkpoint(fund)
    return fund


def found(fund):
    return [(one.position, one.kind, one.facts.get("column")) for one in checking.differences(fund)]


def test_what_nobody_touched_is_as_it_should_be(grown):
    assert found(grown) == []
    note, findings = checking.signed_note(grown)
    assert (funds.checkpoint(grown)[1], []) == (note, findings)


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "2027-01-11T00:00:00Z"), ("day", 1), ("party", "JP"), ("kind", "vote"), ("keys", "||")],
)
def test_a_changed_column_is_found_at_its_entry(grown, column, value):
    behind(f"UPDATE concord_log SET {column} = %s WHERE seq = 3", value)  # noqa: S608

    assert [(3, "column-differs", column)] == found(grown)


def test_a_changed_checkpoint_is_found(grown, monkeypatch):
    monkeypatch.setattr(
        commitments, "vkey", lambda _: Verifier("localhost/data/RELIEF", bytes(32)).vkey
    )

    assert found(grown) == [(None, "checkpoint-differs", None)] * 2


def test_entries_that_are_not_those_signed_are_found(grown):
    data = funds.entry(grown, 3).data.replace(b'"500"', b'"900"')
    behind("UPDATE concord_log SET data = %s WHERE seq = 3", data)
    cache.forget(grown)

    note, findings = checking.signed_note(grown)

    assert [one.kind for one in findings] == ["not-signed"]
    assert {(3, "column-differs", "leaf"), (None, "checkpoint-differs", None)} <= set(found(grown))
    assert note


def test_a_checkpoint_beyond_the_log_is_found(grown):
    behind("DELETE FROM concord_log WHERE seq = 4")

    assert found(grown) == [(None, "checkpoint-differs", None)]


def test_where_nothing_was_ever_signed_there_is_nothing_to_verify_against(grown, monkeypatch):
    def damaged(_):
        raise funds.Damaged("the log is not what was written")

    monkeypatch.setattr(commitments, "sign_checkpoint", damaged)
    monkeypatch.setattr(checking, "Signed", Nothing)

    with pytest.raises(funds.Damaged, match="not what was written"):
        checking.signed_note(grown)


class Nothing:
    class objects:  # noqa: N801 - as Django calls it
        @staticmethod
        def filter(**_):
            return Nothing

    @staticmethod
    def order_by(_):
        return Nothing

    @staticmethod
    def first():
        return None


def test_bytes_that_are_no_entry_are_left_to_those_who_check_bytes(grown):
    behind("UPDATE concord_log SET data = %s WHERE seq = 4", b"{}")

    assert {"checkpoint-differs"} == {kind for _, kind, _ in found(grown)}
