"""export, verify and receipt at the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from concord.core.log import (
    CHECKPOINT_PATH,
    Checkpoint,
    Signer,
    Verifier,
    bundle_path,
    parse_receipt,
    verify_receipt,
)
from concord.core.log import root as tree_root
from concord.core.log import sign_checkpoint as sign
from concord.core.log.merkle import leaf_hash
from concord.core.log.tiles import bundles, read_bundle, tiles
from concord.shell import cache, funds
from tests.shell.conftest import AGREEMENT, receipt
from tests.shell.test_cache import behind

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def exported(fund, tmp_path):
    for n in range(4):
        funds.act(fund, receipt(f"b{n}"))
    funds.export(fund, tmp_path / "out")
    return tmp_path / "out"


def entries(exported):
    def read(name):
        path = exported / name
        return path.read_bytes() if path.is_file() else None

    return read_bundle(read, 0, 6)


def made_by_hand(exported, log):
    """Publish other entries, correctly hashed and signed by a key of one's own; return that key."""
    signer = Signer("localhost/data/RELIEF", bytes(range(32)))
    leaves = [leaf_hash(one) for one in log]
    for path, data in (*tiles(leaves, len(log)), *bundles(log, len(log))):
        (exported / path).parent.mkdir(parents=True, exist_ok=True)
        (exported / path).write_bytes(data)
    note = sign(Checkpoint("localhost/data/RELIEF", len(log), tree_root(leaves)), signer)
    (exported / CHECKPOINT_PATH).write_bytes(note)
    (exported / "log.vkey").write_text(signer.verifier.vkey)
    return signer.verifier.vkey


def kinds(done):
    return [(one["position"], one["kind"]) for one in done.document["findings"]]


def test_export_then_verify(concord, exported):
    out = exported.parent / "again"

    done = concord("export", "--out", out)
    sound = concord("verify", out, "--key", done.out.strip(), "--json")
    alone = concord("verify", out)

    assert (done.code, sound.code, alone.code) == (0, 0, 0)
    assert (
        sound.document["size"],
        sound.document["checked"]["decisions"],
        sound.document["trust"],
        sound.document["findings"],
    ) == (6, 6, "verified", [])
    assert "self-declared" in alone.out


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_depth_is_how_much_is_checked(exported, concord, depth):
    done = concord("verify", exported, "--depth", depth, "--json").document

    assert (depth, depth > 1, 6 if depth == 3 else 0) == (
        done["depth"],
        bool(done["checked"]["signatures"]),
        done["checked"]["decisions"],
    )


def test_a_changed_byte_is_found_at_its_entry(exported, concord):
    path = exported / bundle_path(0, 6)
    path.write_bytes(path.read_bytes().replace(b'"b2"', b'"x2"', 1))

    done = concord("verify", exported, "--json")

    assert done.code == 1
    assert (4, "entry-altered") in kinds(done)


def test_a_wrong_signature_and_a_wrong_key_are_found(exported, concord):
    other = Signer("localhost/data/RELIEF", bytes(range(32))).verifier.vkey

    stranger = concord("verify", exported, "--key", other, "--json")
    unusable = concord("verify", exported, "--key", "nonsense")

    assert stranger.code == 1
    assert "no-known-signature" in {kind for _, kind in kinds(stranger)}
    assert (unusable.code, unusable.out) == (2, "")


def test_an_entry_that_was_not_allowed_is_found_with_its_clause(exported, concord):
    log = entries(exported)
    log[4] = log[4].replace(b'"party":"WB"', b'"party":"US"').replace(b'"WB/desk"', b'"US/desk"')
    key = made_by_hand(exported, log)

    done = concord("verify", exported, "--key", key, "--json")

    finding = done.document["findings"][-1]
    assert done.code == 1
    assert (
        finding["position"],
        finding["kind"],
        finding["facts"]["code"],
        done.document["stopped_at"],
    ) == (4, "refused", "not-entitled", 5)
    assert done.document["checked"]["decisions"] == 4


def test_a_log_under_another_key_than_entry_0_names_is_found(exported, concord):
    key = made_by_hand(exported, entries(exported))

    done = concord("verify", exported, "--key", key, "--json")

    assert (done.code, kinds(done)) == (1, [(0, "key-differs")])


def test_a_truncated_export_is_a_failure_of_the_machine(exported, concord):
    bundle = exported / bundle_path(0, 6)
    whole = bundle.read_bytes()

    bundle.write_bytes(whole[:-100])
    cut = concord("verify", exported, "--json")
    bundle.unlink()
    gone = concord("verify", exported)
    bundle.write_bytes(whole)
    for path in (exported / "agreement").iterdir():
        path.unlink()
    textless = concord("verify", exported)
    (exported / CHECKPOINT_PATH).unlink()
    nothing = concord("verify", exported)

    assert [cut.code, gone.code, textless.code, nothing.code] == [4, 4, 4, 4]
    assert "bundle-malformed" in {kind for _, kind in kinds(cut)}
    assert "NOT SOUND" in gone.out
    assert "agreement" in textless.out
    assert "no checkpoint" in nothing.out


def test_a_removed_entry_is_no_truncation(exported, concord):
    log = entries(exported)
    framed = [len(one).to_bytes(2, "big") + one for one in log]
    (exported / bundle_path(0, 6)).write_bytes(b"".join(framed[:3] + framed[4:]))

    done = concord("verify", exported, "--json")

    assert done.code == 1
    assert (3, "entry-missing") in kinds(done)


def test_a_fund_is_verified_where_it_is(fund, concord):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))

    sound = concord("verify", fund, "--json")

    assert (
        sound.code,
        sound.document["size"],
        sound.document["checked"]["decisions"],
    ) == (0, 5, 5)
    assert concord("verify").code == 0


def test_a_fund_that_was_changed_in_its_database_is_found_out(fund, concord):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))
    concord("verify", fund)
    data = funds.entry(fund, 3).data.replace(b'"500"', b'"900"')
    behind("UPDATE concord_log SET data = %s WHERE seq = 3", data)
    cache.forget(fund)

    done = concord("verify", fund, "--json")

    assert done.code == 1
    assert {(3, "entry-altered"), (3, "column-differs"), (None, "not-signed")} <= set(kinds(done))


@pytest.mark.usefixtures("place")
def test_what_is_neither_a_folder_nor_a_fund(concord, tmp_path):
    assert concord("verify", tmp_path / "none").code == 2
    assert concord("verify", "NONE").code == 2
    assert concord("verify", tmp_path).code == 4  # a folder without a checkpoint


def test_receipt(fund, concord, tmp_path):
    funds.act(fund, receipt("b1"))
    path = tmp_path / "entry.json"

    done = concord("receipt", fund, 2, "--entry", path)
    told = concord("receipt", "2", "--json").document

    log = Verifier.parse(funds.vkey(fund))
    assert verify_receipt(parse_receipt(done.out.encode()), path.read_bytes(), log).size == 3
    assert (done.out, path.read_text()) == (told["receipt"], told["entry"])
    assert concord("receipt", fund, 9).code == 2
    assert concord("receipt", fund, "first").code == 2


# --- without a database ---------------------------------------------------------------------------
WITHOUT = """
import sys
from concord.cli import main
code = main(sys.argv[1:])
heavy = {name.partition(".")[0] for name in sys.modules} & {"django", "sqlite3", "psycopg"}
print(*heavy, file=sys.stderr, end="")
sys.exit(9 if heavy else code)
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check", AGREEMENT), 1),
        (("prose", AGREEMENT), 0),
        (("schema",), 0),
        (("schema", "--commands"), 0),
        (("replay", "jpoa"), 0),
        (("--version",), 0),
    ],
)
def test_commands_that_need_no_database_import_none(words, code, tmp_path):
    done = run_without(tmp_path, *words)

    assert code == done.returncode
    assert "django" not in done.stderr


def test_verify_imports_no_database(exported, tmp_path):
    done = run_without(tmp_path, "verify", exported, "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"]


def run_without(folder, *words):
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *map(str, words)],
        env={"PYTHONPATH": str(ROOT / "src"), "CONCORD_DATA_DIR": str(folder / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
