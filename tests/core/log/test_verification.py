from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.log.canonical import encode
from concord.core.log.checkpoint import Checkpoint
from concord.core.log.findings import FINDINGS_MAX, Finding
from concord.core.log.merkle import EMPTY_ROOT, leaf_hash, root
from concord.core.log.note import BadNote, Signer, sign
from concord.core.log.tiles import BadTile, Missing, bundle_path, tile_path
from concord.core.log.verification import (
    GAPS_MAX,
    agreement_path,
    read_agreement,
    verify_export,
)

ORIGIN = "log.example/fund"


def found(export, key=None, judge=None, depth=2) -> list[tuple[int | None, str]]:
    """Place and kind of every finding."""
    report = verify_export(export.read, key, judge, depth)
    assert report.ok is (not report.findings)
    return [(each.position, each.kind) for each in report.findings]


class Judge:
    """Remembers what it was given and refuses one entry."""

    def __init__(self, refused: int | None = None) -> None:
        self.refused = refused
        self.given: list[tuple[int, bytes]] = []

    def __call__(self, position: int, data: bytes) -> Finding | None:
        self.given.append((position, data))
        if position != self.refused:
            return None
        return Finding(position, "refused", "Entry 3 was not allowed.", "7.1", {"code": "ceiling"})


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 600])
def test_a_sound_export(export, size):
    made = export(size)
    judge = Judge()
    report = verify_export(made.read, made.vkey, judge)

    assert report.ok
    assert (report.trust, report.depth, report.size) == ("verified", 3, size)
    assert report.root == root(map(leaf_hash, made.entries)).hex()
    assert judge.given == list(enumerate(made.entries))
    assert (report.checked.entries, report.checked.decisions) == (size, size)
    assert report.checked.tiles == sum(path.startswith("tile/") for path in made.files) - sum(
        "entries" in path for path in made.files
    )
    assert (report.checked.signatures, report.stopped_at) == (1, None)


def test_a_key_inside_an_export_proves_nothing(export):
    made = export(3)

    assert verify_export(made.read, None, None, 2).trust == "self-declared"
    assert verify_export(made.read, made.vkey, None, 1).trust == "verified"
    assert verify_export(made.read, None, None, 1).trust == "none"
    assert verify_export(made.read, None, None, 1).checked.signatures == 0


def test_the_callers_own_mistakes_are_errors(export):
    made = export(3)

    for depth, judge in ((0, None), (4, Judge()), (3, None)):
        with pytest.raises(ValueError, match="depth"):
            verify_export(made.read, None, judge, depth)
    with pytest.raises(BadNote):
        verify_export(made.read, made.vkey[:-1], None, 1)


# What LOG-14 says must fail, each alone.


@pytest.mark.parametrize(("size", "place"), [(3, 0), (300, 7), (300, 299), (256, 255)])
def test_one_byte_of_an_entry(export, size, place):
    made = export(size)
    altered = made.entries[place].replace(b"kr", b"jp")
    made.replace_entries([*made.entries[:place], altered, *made.entries[place + 1 :]])

    assert found(made) == [(place, "entry-altered")]
    (finding,) = verify_export(made.read, made.vkey, None, 2).findings
    assert finding.facts == {
        "published": leaf_hash(made.entries[place]).hex(),
        "found": leaf_hash(altered).hex(),
    }


def test_one_byte_that_leaves_no_canonical_form(export):
    made = export(300)
    altered = made.entries[7].replace(b'"v":1', b'"v":-')
    made.replace_entries([*made.entries[:7], altered, *made.entries[8:]])

    assert sorted(found(made)) == [(7, "entry-altered"), (7, "entry-not-canonical")]


def test_two_entries_swapped(export):
    made = export(300)
    swapped = list(made.entries)
    swapped[2], swapped[5] = swapped[5], swapped[2]
    made.replace_entries(swapped)

    assert found(made) == [(2, "entry-moved"), (5, "entry-moved")]


def test_two_entries_swapped_between_bundles(export):
    made = export(300)
    swapped = list(made.entries)
    swapped[2], swapped[257] = swapped[257], swapped[2]
    made.replace_entries(swapped)

    kinds = ["entry-altered", "entry-out-of-place"]
    assert sorted(found(made)) == [(place, kind) for place in (2, 257) for kind in kinds]


def test_an_entry_removed_from_the_end(export):
    made = export(300)
    made.replace_entries(made.entries[:-1])

    assert sorted(found(made)) == [(299, "bundle-malformed"), (299, "entry-missing")]


def test_an_entry_removed_from_the_middle(export):
    made = export(300)
    rest = made.entries[256:280] + made.entries[281:]
    made.replace_entries(made.entries[:256] + rest)

    assert sorted(found(made)) == [(280, "entry-missing"), (299, "bundle-malformed")]


def test_an_entry_put_between(export):
    made = export(3)
    made.files[bundle_path(0, 3)] += b"\0\2{}"

    assert found(made) == [(3, "bundle-malformed")]


def test_findings_name_the_entries_in_words(export):
    made = export(300)
    tail = list(made.entries[256:])
    tail[1], tail[3], tail[5] = tail[3], tail[1], b"{}"
    made.replace_entries([*made.entries[:256], *tail[:20], *tail[21:]])
    findings = verify_export(made.read, None, None, 2).findings

    assert [(each.kind, each.message) for each in findings if "form" not in each.kind] == [
        ("entry-moved", "Entry 257 stands in the place of entry 259."),
        ("entry-altered", "Entry 261 does not have the hash that was published for it."),
        ("entry-out-of-place", "The entry in place 261 bears the number None."),
        ("entry-missing", "Entry 276 is missing."),
    ]
    assert findings[0].facts == {"belongs": "257"}


def test_an_entry_twice(export):
    made = export(4)
    made.replace_entries([*made.entries[:2], made.entries[1], made.entries[3]])

    assert sorted(found(made)) == [(2, "entry-altered"), (2, "entry-out-of-place")]


def test_more_entries_than_hashes(export):
    made = export(4)
    made.replace_entries(made.entries[:3])
    made.files[bundle_path(0, 4)] += b"\0\2{}"
    made.files[tile_path(0, 0, 4)] = made.files[tile_path(0, 0, 4)][:96] + leaf_hash(b"x")

    assert [kind for _, kind in found(made)] == [
        "root-differs",
        "entry-out-of-place",
        "entry-altered",
    ]


def test_the_rest_of_the_log_cut_off(export):
    made = export(300)
    short = export(200)
    made.files = {**short.files, "checkpoint": made.files["checkpoint"]}

    assert sorted(found(made)) == [
        (0, "bundle-missing"),
        (0, "tile-missing"),
        (256, "bundle-missing"),
        (256, "tile-missing"),
    ]


@pytest.mark.parametrize("size", [4, 6, 260])
def test_another_size_in_the_checkpoint(export, size):
    made = export(5)
    made.commit(Checkpoint(ORIGIN, size, root(map(leaf_hash, made.entries))))

    assert not verify_export(made.read, made.vkey, None, 2).ok


def test_another_root_in_the_checkpoint(export):
    made = export(300)
    made.commit(Checkpoint(ORIGIN, 300, leaf_hash(b"x")))

    assert found(made) == [(None, "root-differs")]


def test_a_checkpoint_changed_after_signing(export):
    made = export(3)
    made.files["checkpoint"] = made.files["checkpoint"].replace(b"\n3\n", b"\n2\n")

    assert (None, "invalid-signature") in found(made)
    assert verify_export(made.read, made.vkey, None, 2).trust == "none"


def test_a_signature_by_another_key(export):
    made = export(3)
    stranger = Signer(ORIGIN, b"3" * 32)
    made.signer = stranger
    made.publish(made.entries)

    assert found(made) == []
    assert found(made, export(3).vkey) == [(None, "no-known-signature")]


def test_a_signature_under_another_name(export):
    made = export(3)
    other = Signer("log.example/other", b"7" * 32)
    text = Checkpoint(ORIGIN, 3, root(map(leaf_hash, made.entries))).text
    made.files["checkpoint"] = sign(text, [other])

    assert found(made, other.verifier.vkey) == [(None, "origin-differs")]


# Hand-made logs, correctly hashed and signed.


def test_a_re_encoded_entry(export):
    made = export(300)
    made.publish([*made.entries[:7], made.entries[7].replace(b":", b": "), *made.entries[8:]])

    assert found(made) == [(7, "entry-not-canonical")]
    (finding,) = verify_export(made.read, None, None, 2).findings
    assert finding.facts == {"reason": "differs"}


@pytest.mark.parametrize("seq", [3, None, "2", True, 2.0])
def test_an_entry_with_another_number(export, seq):
    made = export(5)
    body = b'{"v":1}' if seq is None else encode({"seq": "?"}).replace(b'"?"', _json(seq))
    made.publish([*made.entries[:2], body, *made.entries[3:]])

    assert [place for place, _ in found(made)] == [2]


def _json(value: object) -> bytes:
    return {True: b"true", 3: b"3", "2": b'"2"'}.get(value, b"2.0")


def test_true_is_not_one(export):
    made = export(2)
    made.publish([made.entries[0], b'{"seq":true}'])

    assert found(made) == [(1, "entry-out-of-place")]


def test_an_entry_that_is_no_object(export):
    made = export(2)
    made.publish([b"[0]", made.entries[1]])

    assert found(made) == [(0, "entry-out-of-place")]


def test_an_entry_that_was_not_allowed(export):
    made = export(300)
    judge = Judge(refused=3)
    report = verify_export(made.read, made.vkey, judge)

    assert [(each.position, each.kind, each.clause) for each in report.findings] == [
        (3, "refused", "7.1")
    ]
    assert [place for place, _ in judge.given] == [0, 1, 2, 3]
    assert (report.checked.decisions, report.stopped_at) == (3, 4)
    assert report.checked.entries == 300


def test_a_judge_is_asked_at_depth_3_only(export):
    judge = Judge(refused=0)

    assert found(export(3), judge=judge, depth=2) == []
    assert judge.given == []


def test_a_judge_that_demands_the_form_is_asked_first(export):
    made = export(300)
    judge = Judge(refused=260)
    judge.demands_form = True
    report = verify_export(made.read, made.vkey, judge)

    assert judge.given == list(enumerate(made.entries))[:261]
    assert [(each.position, each.kind) for each in report.findings] == [(260, "refused")]
    assert (report.checked.decisions, report.stopped_at) == (260, 261)
    assert verify_export(made.read, made.vkey, Judge()).ok


@pytest.mark.parametrize("wrong", [b'{"seq": 7}', b'{"seq":8}'])
def test_what_such_a_judge_refuses_for_its_form_is_reported_as_such(export, wrong):
    made = export(300)
    made.publish([*made.entries[:7], wrong, *made.entries[8:]])
    judge = Judge(refused=7)
    judge.demands_form = True
    report = verify_export(made.read, None, judge)

    assert [each.position for each in report.findings] == [7]
    assert report.findings[0].kind in ("entry-not-canonical", "entry-out-of-place")
    assert (report.checked.decisions, report.stopped_at) == (7, 7)


def test_judging_stops_before_what_cannot_be_believed(export):
    made = export(300)
    made.replace_entries([*made.entries[:260], b"{}", *made.entries[261:]])
    judge = Judge()
    report = verify_export(made.read, made.vkey, judge)

    assert judge.given == list(enumerate(made.entries))[:260]
    assert report.stopped_at == 260


def test_judging_stops_where_entries_are_lost(export):
    made = export(600)
    del made.files[bundle_path(1)]
    judge = Judge()
    report = verify_export(made.read, made.vkey, judge)

    assert [(each.position, each.kind) for each in report.findings] == [(256, "bundle-missing")]
    assert (len(judge.given), report.stopped_at) == (256, 256)


# Files of the export that are absent or wrong.


def test_a_wrong_hash_is_told_from_a_wrong_entry(export):
    made = export(300)
    made.alter(tile_path(0, 0), 5 * 32)
    made.alter(tile_path(0, 1, 44), 43 * 32 + 31)

    assert found(made) == [(0, "tile-differs"), (5, "hash-altered"), (299, "hash-altered")]


def test_hashes_swapped_are_told_from_entries_swapped(export):
    made = export(5)
    path = tile_path(0, 0, 5)
    hashes = made.files[path]
    made.files[path] = hashes[32:64] + hashes[:32] + hashes[64:]

    assert found(made) == [(0, "hash-altered"), (1, "hash-altered")]


@pytest.mark.parametrize("upper", [False, True])
def test_an_entry_altered_together_with_its_hash(export, upper):
    made = export(600)
    forged = [*made.entries[:258], made.entries[258].replace(b"kr", b"jp"), *made.entries[259:]]
    other = export(600)
    other.publish(forged)
    paths = [bundle_path(1), tile_path(0, 1)] + [tile_path(1, 0, 2)] * upper
    made.files.update({path: other.files[path] for path in paths})

    kinds = [(None, "root-differs")] + [(256, "tile-differs")] * (not upper)
    assert found(made) == kinds


def test_an_upper_tile_altered(export):
    made = export(600)
    made.alter(tile_path(1, 0, 2), 32)

    assert found(made) == [(256, "tile-differs")]


@pytest.mark.parametrize("path", [tile_path(0, 0), tile_path(0, 1, 44), tile_path(1, 0, 1)])
@pytest.mark.parametrize("kind", ["tile-missing", "tile-malformed"])
def test_a_tile_lost_or_cut(export, path, kind):
    made = export(300)
    data = made.files.pop(path)
    if kind == "tile-malformed":
        made.files[path] = data[:-1]

    assert found(made) == [(256 * (path == tile_path(0, 1, 44)), kind)]
    assert verify_export(made.read, None, None, 2).findings[0].facts == {"path": path}


def test_an_empty_bundle(export):
    made = export(3)
    made.files[bundle_path(0, 3)] = b""

    assert found(made) == [(0, "bundle-malformed")]


def test_a_full_upper_tile(export):
    made = export(0)
    made.publish([b'{"seq":%d}' % seq for seq in range(65_537)])
    assert found(made) == []

    made.alter(tile_path(1, 0), 3 * 32)
    made.alter(tile_path(2, 0, 1), 0)
    assert found(made) == [(0, "tile-differs"), (768, "tile-differs")]


def test_a_log_that_is_mostly_absent_is_given_up(export):
    made = export(3)
    made.commit(Checkpoint(ORIGIN, 2**62, leaf_hash(b"x")))
    findings = found(made)

    assert findings[-1] == ((GAPS_MAX + 1) * 256, "export-ends")
    assert len(findings) == 2 * (GAPS_MAX + 1) + 1


def test_findings_are_bounded(export):
    made = export(300)
    made.publish([b"{}"] * 300)
    report = verify_export(made.read, None, None, 2)

    assert (len(report.findings), report.findings_total) == (FINDINGS_MAX, 300)


def test_altered_entries_are_all_counted(export):
    made = export(300)
    made.replace_entries([data.replace(b"kr", b"jp") for data in made.entries])
    report = verify_export(made.read, None, None, 2)

    assert (len(report.findings), report.findings_total) == (FINDINGS_MAX, 300)


def test_exports_without_a_usable_checkpoint(export):
    made = export(3)
    made.files["checkpoint"] = b"x\n"
    assert found(made) == [(None, "checkpoint-malformed")]
    made.files["checkpoint"] = sign("x\n", [made.signer])
    assert found(made) == [(None, "checkpoint-malformed")]
    del made.files["checkpoint"]
    assert found(made) == [(None, "checkpoint-missing")]
    report = verify_export(made.read, None, None, 2)
    assert (report.size, report.root, report.trust) == (0, "", "none")


def test_exports_without_a_usable_key(export):
    made = export(3)
    made.files["log.vkey"] = b"\xff"
    assert found(made) == [(None, "key-malformed")]
    made.files["log.vkey"] = b"x"
    assert found(made) == [(None, "key-malformed")]
    del made.files["log.vkey"]
    assert found(made) == [(None, "key-missing")]
    assert found(made, made.vkey) == []


def test_an_empty_log_has_the_empty_root(export):
    report = verify_export(export(0).read, None, None, 2)

    assert report.ok
    assert report.root == EMPTY_ROOT.hex()


@given(st.data())
def test_no_byte_of_any_file_may_change(export, data):
    made = export(260)
    path = data.draw(st.sampled_from(sorted(made.files)))
    at = data.draw(st.integers(0, len(made.files[path]) - 1))
    made.alter(path, at, data.draw(st.integers(1, 255)))

    assert not verify_export(made.read, None, None, 2).ok


def test_agreements_are_kept_under_their_hash():
    data = b'{"id":"demo"}'
    digest = sha256(data).hexdigest()
    files = {agreement_path(digest): data}

    assert read_agreement(files.get, digest) == data
    with pytest.raises(BadTile, match="do not have the hash"):
        read_agreement({agreement_path(digest): data + b" "}.get, digest)
    with pytest.raises(Missing):
        read_agreement(files.get, "00")
