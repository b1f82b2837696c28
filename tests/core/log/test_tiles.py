from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.log.canonical import ENTRY_BYTES_MAX
from concord.core.log.checkpoint import parse_checkpoint
from concord.core.log.merkle import (
    consistency_path,
    consistency_proof,
    inclusion_path,
    inclusion_proof,
    leaf_hash,
    root,
    verify_inclusion,
)
from concord.core.log.note import read_note
from concord.core.log.tiles import (
    BadTile,
    Missing,
    TileStack,
    bundle_path,
    bundles,
    read_bundle,
    read_entries,
    read_tile,
    split_bundle,
    tile_nodes,
    tile_path,
    tiles,
    widths,
)

HASH = b"h" * 32


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(each).encode()) for each in range(size)]


def test_paths():
    assert tile_path(0, 0) == "tile/0/000"
    assert tile_path(3, 1_234_067) == "tile/3/x001/x234/067"
    assert tile_path(1, 1000, 7) == "tile/1/x001/000.p/7"
    assert bundle_path(999) == "tile/entries/999"
    assert bundle_path(5, 255) == "tile/entries/005.p/255"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, {}),
        (1, {"0.p/1": 1}),
        (255, {"0.p/255": 1}),
        (256, {"0": 1, "1.p/1": 1}),
        (257, {"0": 1, "0.p/1": 1, "1.p/1": 1}),
        # ledger-and-log.md, section 4.3
        (70_000, {"0": 273, "0.p/112": 1, "1": 1, "1.p/17": 1, "2.p/1": 1}),
        (65_536, {"0": 256, "1": 1, "2.p/1": 1}),
    ],
)
def test_how_many_tiles_there_are(size, expected):
    counted: Counter[str] = Counter()
    for path, data in tiles([HASH] * size, size):
        level, _, partial = path.removeprefix("tile/").partition("/")
        width = partial.partition(".p/")[2]
        counted[f"{level}.p/{width}" if width else level] += 1
        assert len(data) == 32 * int(width or 256)

    assert counted == expected


@pytest.mark.parametrize("size", [255, 511])
def test_a_partial_tile_bears_the_number_after_the_full_ones(size):
    paths = [path for path, _ in tiles([HASH] * size, size) if path.endswith("/255")]

    assert paths == [tile_path(0, size // 256, 255)]


def test_an_upper_tile_holds_the_roots_of_full_tiles():
    leaves = leaves_of(600)
    made = dict(tiles(leaves, 600))

    assert made["tile/0/001"] == b"".join(leaves[256:512])
    assert made["tile/0/002.p/88"] == b"".join(leaves[512:])
    assert made["tile/1/000.p/2"] == root(leaves[:256]) + root(leaves[256:512])


@given(st.integers(0, 800))
def test_a_stack_has_the_root_of_its_leaves(size):
    leaves = leaves_of(size)
    stack = TileStack()
    for n, width in widths(size):
        copied = stack.copy()
        stack.push(b"".join(leaves[n * 256 : n * 256 + width]))
        assert copied.root() == root(leaves[: n * 256])

    assert stack.root() == root(leaves)


@pytest.mark.parametrize("hashes", [b"", HASH[:31], HASH * 257])
def test_a_stack_takes_tiles_only(hashes):
    with pytest.raises(ValueError, match="no tile"):
        TileStack().push(hashes)


def test_nothing_follows_a_partial_tile():
    stack = TileStack()
    stack.push(HASH * 255)

    with pytest.raises(ValueError, match="no tile"):
        stack.push(HASH)


@given(st.lists(st.binary(max_size=5), max_size=3).map(lambda some: some * 150))
def test_bundles_give_the_entries_back(entries):
    files = dict(bundles(entries, len(entries)))

    assert list(read_entries(files.get, len(entries))) == entries


def test_a_bundle_is_entries_after_their_lengths():
    assert dict(bundles([b"one", b"", b"three"], 2)) == {"tile/entries/000.p/2": b"\0\3one\0\0"}


def test_the_longest_entry_fits():
    longest = b"x" * ENTRY_BYTES_MAX
    files = dict(bundles([longest], 1))

    assert list(read_entries(files.get, 1)) == [longest]
    with pytest.raises(ValueError, match="longer than 65535"):
        list(bundles([b"a", longest + b"x"], 2))


def test_too_few_items_are_refused():
    with pytest.raises(ValueError, match="300 items are too few for a log of 301"):
        list(bundles([b"x"] * 300, 301))
    with pytest.raises(ValueError, match="3 items are too few for a log of 4"):
        list(tiles([HASH] * 3, 4))


def test_the_full_file_goes_before_the_partial_one():
    entries = [str(each).encode() for each in range(256)]
    files = dict(bundles(entries, 256))
    files[bundle_path(0, 3)] = b"\0\1x"

    assert list(read_entries(files.get, 3)) == entries[:3]
    assert read_tile({tile_path(0, 0): HASH * 256}.get, 0, 0, 5) == HASH * 5


def test_a_missing_file_is_named_with_its_first_entry():
    files = dict(bundles([b"x"] * 300, 300))
    del files["tile/entries/001.p/44"]

    with pytest.raises(Missing) as caught:
        list(read_entries(files.get, 300))
    assert (caught.value.path, caught.value.position) == ("tile/entries/001.p/44", 256)
    with pytest.raises(Missing) as caught:
        read_tile(files.get, 1, 2, 256)
    assert (caught.value.path, caught.value.position) == ("tile/1/002", 131_072)


@pytest.mark.parametrize(
    ("data", "position", "message"),
    [
        (b"\0\1x", 257, "it ends after 1 of 3 entries"),
        (b"\0\1x\0\1x\0", 258, "it ends after 2 of 3 entries"),
        (b"\0\1x\0\1x\0\2x", 258, "it ends after 2 of 3 entries"),
        (b"\0\1x\0\1x\0\1xyz", 259, "2 bytes stand after the last of its 3 entries"),
        (b"", 256, "it ends after 0 of 3 entries"),
    ],
)
def test_a_bundle_of_wrong_length_is_named_with_the_entry(data, position, message):
    with pytest.raises(BadTile) as caught:
        read_bundle({bundle_path(1, 3): data}.get, 1, 3)

    assert (caught.value.position, caught.value.message) == (position, message)


def test_whole_entries_of_a_cut_bundle_are_kept():
    assert split_bundle(b"\0\1x\0\2yz\0\3a", 3) == ([b"x", b"yz"], "it ends after 2 of 3 entries")


@pytest.mark.parametrize("data", [b"", HASH, HASH * 3, HASH + b"h"])
def test_a_tile_of_wrong_length_is_refused(data):
    with pytest.raises(BadTile, match=r"tile/0/000\.p/2: .* instead of 64"):
        read_tile({tile_path(0, 0, 2): data}.get, 0, 0, 2)


@given(st.integers(1, 1200), st.data())
def test_proofs_from_tiles_are_those_from_leaves(size, data):
    leaves = leaves_of(size)
    nodes = tile_nodes(dict(tiles(leaves, size)).get, size)
    index = data.draw(st.integers(0, size - 1))

    assert inclusion_path(nodes, index, size) == inclusion_proof(leaves, index, size)
    assert consistency_path(nodes, index + 1, size) == consistency_proof(leaves, index + 1, size)


def test_a_proof_reads_few_tiles():
    leaves = leaves_of(70_000)
    files = dict(tiles(leaves, 70_000))
    wanted: list[str] = []

    def read(path: str) -> bytes | None:
        wanted.append(path)
        return files.get(path)

    path = inclusion_path(tile_nodes(read, 70_000), 33_333, 70_000)

    assert verify_inclusion(leaves[33_333], 33_333, 70_000, path, root(leaves))
    assert {each for each in wanted if each in files} == {
        "tile/0/130",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
    }


@pytest.mark.parametrize(("level", "index"), [(0, 5), (1, 2), (3, 0), (0, -1)])
def test_nodes_beyond_the_tree_are_not_read(level, index):
    nodes: Callable[[int, int], bytes] = tile_nodes(dict(tiles([HASH] * 5, 5)).get, 5)

    with pytest.raises(ValueError, match="not full in a tree of 5"):
        nodes(level, index)


def test_the_tiles_of_another_log(shared_data):
    # The folder of tree/ carries placeholders where this replica of a log carries tiles.
    folder = next((shared_data / "merkle" / "sunlight" / "witness" / "mirror").glob("000de*"))

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    checkpoint = parse_checkpoint(read_note((folder / "checkpoint").read_bytes())[0])
    leaves = [
        hashes[at : at + 32]
        for n, width in widths(checkpoint.size)
        for hashes in [read_tile(read, 0, n, width)]
        for at in range(0, len(hashes), 32)
    ]

    assert checkpoint.size == len(leaves) == 300
    assert root(leaves) == checkpoint.root
    for path, data in tiles(leaves, 300):
        assert read(path) == data
