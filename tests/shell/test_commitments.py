"""Checkpoints, receipts and exports, checked as a stranger would."""

import pytest
from django.db import connection

from concord.core.entry import decode
from concord.core.log import Verifier, open_checkpoint, parse_receipt, root, verify_receipt
from concord.core.redecide import verify
from concord.core.regime.acts import Attest, Propose, Vote
from concord.shell import cache, commitments, funds, keys, table
from concord.shell.models import Signed
from tests.shell.conftest import envelope, receipt
from tests.shell.test_cache import behind


def sizes(fund):
    return list(Signed.objects.filter(fund=fund).order_by("size").values_list("size", flat=True))


def test_a_day_of_many_entries_has_one_checkpoint(fund):  # LED row 25
    for n in range(20):
        funds.act(fund, receipt(f"b{n}"))
    assert sizes(fund) == [1]

    funds.pin(fund, "2027-01-11")
    funds.act(fund, receipt("c1"))
    funds.act(fund, receipt("c2"))

    assert sizes(fund) == [1, 23]


def test_every_decision_has_a_checkpoint(fund):  # LOG-5
    funds.act(fund, envelope("US", "p1", Propose(case="d1", rule="ordinary", act="resolve")))
    funds.act(fund, envelope("US", "v1", Vote(case="d1", vote="yes")))
    assert sizes(fund) == [1]

    funds.act(fund, envelope("JP", "v2", Vote(case="d1", vote="no")))

    assert sizes(fund) == [1, 5]


def test_a_decision_by_silence_has_a_checkpoint(fund):
    funds.act(fund, envelope("US", "p1", Propose(case="d1", rule="ordinary", act="resolve")))

    funds.tick(fund, "2027-03-01")

    assert funds.state(fund).regime.status("decision", "d1") == "rejected"
    assert sizes(fund)[-1] == 4


def test_a_checkpoint_is_what_it_says(fund):
    funds.act(fund, receipt("b1"))

    note = funds.sign_checkpoint(fund)

    checkpoint = open_checkpoint(note, Verifier.parse(funds.vkey(fund)))
    assert (checkpoint.origin, checkpoint.size) == ("localhost/data/RELIEF", 3)
    assert root(table.leaves(fund, 3)) == checkpoint.root == funds.root(fund)
    assert (checkpoint, note) == funds.checkpoint(fund)
    assert note == funds.sign_checkpoint(fund)  # nothing was added
    assert sizes(fund) == [1, 3]


def test_nothing_inconsistent_is_ever_signed(fund):  # LOG-4
    funds.act(fund, receipt("b1"))
    funds.sign_checkpoint(fund)
    row = table.row_of(funds.terms(fund), decode(funds.entry(fund, 2).data.replace(b"500", b"501")))
    behind("UPDATE concord_log SET data = %s, leaf = %s WHERE seq = 2", row.data, row.leaf)

    with pytest.raises(funds.Damaged, match="last signed"):
        funds.sign_checkpoint(fund)

    assert sizes(fund) == [1, 3]


def test_a_shorter_log_is_never_signed(fund):
    funds.act(fund, receipt("b1"))
    funds.sign_checkpoint(fund)
    behind("DELETE FROM concord_log WHERE seq = 2")

    with pytest.raises(funds.Damaged, match="last signed"):
        funds.sign_checkpoint(fund)


def test_two_who_sign_the_same_keep_one(fund, monkeypatch):
    funds.act(fund, receipt("b1"))
    note = funds.sign_checkpoint(fund)
    earlier = Signed.objects.get(fund=fund, size=1)
    monkeypatch.setattr(
        commitments,
        "last_signed",
        lambda _: (open_checkpoint(bytes(earlier.note), log), bytes(earlier.note), 0),
    )
    log = Verifier.parse(funds.vkey(fund))

    assert note == funds.sign_checkpoint(fund)
    assert sizes(fund) == [1, 3]


def test_without_its_key_a_fund_is_read_but_not_signed_for(fund, settings):
    key = settings.DATA_DIR / "keys" / "RELIEF.key"
    kept = key.read_bytes()
    key.unlink()
    cache.forget(fund)

    assert funds.state(fund).size == 2
    assert funds.checkpoint(fund) is not None
    with pytest.raises(keys.KeyMissing, match="missing"):
        funds.sign_checkpoint(fund)
    key.write_bytes(b"00" * 32)
    with pytest.raises(keys.KeyMissing, match="entry 0"):
        funds.sign_checkpoint(fund)
    key.write_bytes(kept)
    assert funds.sign_checkpoint(fund)


def test_every_entry_has_a_receipt(fund):  # LOG-12
    funds.act(fund, envelope("IAEA", "a1", Attest(milestone="M2", verdict="met", on="2027-01-09")))
    for n in range(4):
        funds.act(fund, receipt(f"b{n}"))
    log = Verifier.parse(funds.vkey(fund))

    for seq in range(funds.size(fund)):
        proof = parse_receipt(funds.receipt(fund, seq))

        assert seq == proof.index
        assert verify_receipt(proof, funds.entry(fund, seq).data, log).size > seq
    with pytest.raises(LookupError, match="no entry 7"):
        funds.receipt(fund, 7)


def test_an_export_is_all_that_a_stranger_needs(fund, tmp_path):
    for n in range(5):
        funds.act(fund, receipt(f"b{n}"))
    out = tmp_path / "out"

    funds.export(fund, out)
    funds.act(fund, receipt("c1"))
    funds.export(fund, out)  # brought up to date

    def read(name):
        return (out / name).read_bytes() if (out / name).is_file() else None

    sha256 = funds.terms(fund).sha256
    assert {"checkpoint", "log.vkey", "policy", "agreement", "tile"} == {
        one.name for one in out.iterdir()
    }
    assert funds.source_text(fund) == (out / f"agreement/{sha256}.yaml").read_text("utf-8")
    assert f"log {funds.vkey(fund)}\nquorum none\n" == (out / "policy").read_text()
    report = verify(read, funds.vkey(fund), 3)
    assert (
        report.ok,
        report.size,
        report.trust,
        report.checked.decisions,
    ) == (True, 8, "verified", 8)


def test_an_export_spoils_no_other_folder(fund, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("precious")

    with pytest.raises(commitments.NotAnExport):
        funds.export(fund, tmp_path / "mine")

    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_checkpoint_is_kept_before_it_is_shown(fund, monkeypatch):
    funds.act(fund, receipt("b1"))

    class Broken:
        def cursor(self):
            raise OSError("the disk is full")

    monkeypatch.setattr(commitments, "connection", Broken())
    with pytest.raises(OSError, match="full"):
        funds.sign_checkpoint(fund)
    monkeypatch.undo()

    assert sizes(fund) == [1]
    assert connection.is_usable()
