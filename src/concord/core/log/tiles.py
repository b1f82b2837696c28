"""Tiles: a log as static files for any web server or a USB stick (C2SP tlog-tiles v0.1.0).

The files of a log, named relative to its folder:

* ``checkpoint``                       the signed note;
* ``tile/<level>/<n>[.p/<width>]``     up to 256 hashes; at level 0 those of the entries, above it
  those of the full tiles below;
* ``tile/entries/<n>[.p/<width>]``     up to 256 entries, each after its length in two bytes.

A tile that is not full has the suffix; an empty one does not exist; nothing is ever pruned (LOG-7).
``n`` is written in groups of three digits, all but the last with an ``x`` before it.

Files are read through ``read(path) -> bytes | None`` and made as pairs of path and bytes: where
they lie is the caller's affair. A reader takes the full file where there is one, else the partial.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from concord.core.log.canonical import ENTRY_BYTES_MAX
from concord.core.log.merkle import HASH_BYTES, Frontier, Nodes, fold, full_root

CHECKPOINT_PATH: Final = "checkpoint"
"""Where the newest signed checkpoint lies."""

TILE_WIDTH: Final = 256
"""How many hashes or entries a full file holds."""

TILE_CACHE: Final = 64
"""How many tiles are kept while proofs are made from them: at most 512 KiB."""

_LEVEL_BITS: Final = 8
_LENGTH_BYTES: Final = 2

Read = Callable[[str], bytes | None]
"""``read(path)``: the bytes of a file of the log, or None if there is no such file."""


class BadTile(ValueError):
    """A file of the log that is not what its name says.

    ``path`` names it; ``position`` is the first entry for which it is needed.
    """

    def __init__(self, path: str, position: int, message: str) -> None:
        super().__init__(f"{path}: {message} (needed for entry {position})")
        self.path: Final = path
        self.position: Final = position
        self.message: Final = message


class Missing(BadTile):
    """A file of the log that is not there."""

    def __init__(self, path: str, position: int) -> None:
        super().__init__(path, position, "there is no such file")


@dataclass(frozen=True, slots=True)
class Tile:
    """Concatenated hashes of one level: number ``n`` from the left."""

    level: int
    n: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it holds."""
        return len(self.hashes) // HASH_BYTES

    @property
    def path(self) -> str:
        """The name of its file."""
        return tile_path(self.level, self.n, self.width)


def tile_path(level: int, n: int, width: int = TILE_WIDTH) -> str:
    """The name of a tile's file."""
    return f"tile/{level}/{_numbered(n, width)}"


def bundle_path(n: int, width: int = TILE_WIDTH) -> str:
    """The name of an entry bundle's file."""
    return f"tile/entries/{_numbered(n, width)}"


def _numbered(n: int, width: int) -> str:
    groups = [f"{n % 1000:03}"]
    while n := n // 1000:
        groups.append(f"x{n % 1000:03}")
    number = "/".join(reversed(groups))
    return number if width == TILE_WIDTH else f"{number}.p/{width}"


class TileStack:
    """All tiles over a growing log, level by level, in memory of a few hundred hashes a level."""

    __slots__ = ("_open", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._open: list[list[bytes]] = [[]]

    def copy(self) -> "TileStack":
        """An independent copy."""
        copied = TileStack()
        copied._size = self._size
        copied._open = [list(hashes) for hashes in self._open]
        return copied

    def push(self, hashes: bytes) -> list[Tile]:
        """Add the next level-0 tile; the tiles that are full by it, the lowest level first.

        Only the last tile may be partial. ValueError after a partial one, and for no tile at all.
        """
        width, rest = divmod(len(hashes), HASH_BYTES)
        if rest or not 0 < width <= TILE_WIDTH or self._open[0]:
            raise ValueError(f"{len(hashes)} bytes are no tile that may follow entry {self._size}")
        self._size += width
        if width < TILE_WIDTH:
            self._open[0] = _split(hashes)
            return []
        done = [Tile(0, self._number(0) - 1, hashes)]
        while len(above := self._above(done[-1])) == TILE_WIDTH:
            level = done[-1].level + 1
            done.append(Tile(level, self._number(level) - 1, b"".join(above)))
            above.clear()
        return done

    def partial_tiles(self) -> list[Tile]:
        """The tiles at the right edge that are not full, the lowest level first."""
        return [
            Tile(level, self._number(level), b"".join(hashes))
            for level, hashes in enumerate(self._open)
            if hashes
        ]

    def root(self) -> bytes:
        """The root over everything added."""
        peaks: list[bytes] = []
        for hashes in reversed(self._open):
            edge = Frontier()
            for each in hashes:
                edge.append(each)
            peaks += edge.peaks
        return fold(peaks)

    def _number(self, level: int) -> int:
        """How many full tiles the level has."""
        return self._size >> _LEVEL_BITS * (level + 1)

    def _above(self, tile: Tile) -> list[bytes]:
        """The open tile above a full one, the full one's root added to it."""
        if len(self._open) == tile.level + 1:
            self._open.append([])
        above = self._open[tile.level + 1]
        above.append(full_root(tile.hashes))
        return above


def tiles(leaves: Iterable[bytes], size: int) -> Iterator[tuple[str, bytes]]:
    """Path and content of every tile over the first ``size`` leaf hashes; ValueError if too few."""
    stack = TileStack()
    for batch in _batches(leaves, size):
        for tile in stack.push(b"".join(batch)):
            yield tile.path, tile.hashes
    for tile in stack.partial_tiles():
        yield tile.path, tile.hashes


def bundles(entries: Iterable[bytes], size: int) -> Iterator[tuple[str, bytes]]:
    """Path and content of every entry bundle over the first ``size`` entries.

    ValueError if there are fewer, or for one that is too long (LOG-6).
    """
    for n, batch in enumerate(_batches(entries, size)):
        if max(map(len, batch)) > ENTRY_BYTES_MAX:
            raise ValueError(f"an entry of bundle {n} is longer than {ENTRY_BYTES_MAX} bytes")
        framed = [len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in batch]
        yield bundle_path(n, len(batch)), b"".join(framed)


def widths(size: int, level: int = 0) -> Iterator[tuple[int, int]]:
    """Number and width of every tile of a level over ``size`` entries."""
    count = size >> _LEVEL_BITS * level
    for start in range(0, count, TILE_WIDTH):
        yield start // TILE_WIDTH, min(TILE_WIDTH, count - start)


def read_tile(read: Read, level: int, n: int, width: int) -> bytes:
    """The first ``width`` hashes of a tile; Missing, or BadTile if its length is wrong."""
    position = n << _LEVEL_BITS * (level + 1)
    for kept in dict.fromkeys((TILE_WIDTH, width)):
        path = tile_path(level, n, kept)
        data = read(path)
        if data is None:
            continue
        if len(data) != kept * HASH_BYTES:
            message = f"{len(data)} bytes instead of {kept * HASH_BYTES}"
            raise BadTile(path, position, message)
        return data[: width * HASH_BYTES]
    raise Missing(tile_path(level, n, width), position)


def read_bundle(read: Read, n: int, width: int) -> list[bytes]:
    """The first ``width`` entries of a bundle; Missing, or BadTile if it does not hold them."""
    path, kept, data = find_bundle(read, n, width)
    entries, fault = split_bundle(data, kept)
    if fault:
        raise BadTile(path, n * TILE_WIDTH + len(entries), fault)
    return entries[:width]


def find_bundle(read: Read, n: int, width: int) -> tuple[str, int, bytes]:
    """Path, width and bytes of the file that holds a bundle, unread; or Missing."""
    for kept in dict.fromkeys((TILE_WIDTH, width)):
        path = bundle_path(n, kept)
        data = read(path)
        if data is not None:
            return path, kept, data
    raise Missing(bundle_path(n, width), n * TILE_WIDTH)


def split_bundle(data: bytes, width: int) -> tuple[list[bytes], str]:
    """The whole entries in a bundle's bytes, and what is wrong with it in words, empty if nothing.

    An entry that is cut short is left out.
    """
    entries: list[bytes] = []
    at, end = 0, len(data)
    for _ in range(width):
        start = at + _LENGTH_BYTES
        if start > end or (at := start + (data[at] << 8 | data[at + 1])) > end:
            return entries, f"it ends after {len(entries)} of {width} entries"
        entries.append(data[start:at])
    if at < end:
        return entries, f"{end - at} bytes stand after the last of its {width} entries"
    return entries, ""


def read_entries(read: Read, size: int) -> Iterator[bytes]:
    """The first ``size`` entries in order; Missing or BadTile at the first that cannot be read."""
    for n, width in widths(size):
        yield from read_bundle(read, n, width)


def tile_nodes(read: Read, size: int) -> Nodes:
    """The nodes of the tree over ``size`` entries, read from tiles: proofs in a few reads.

    The hashes are believed; a proof made from false ones does not verify.
    """

    @lru_cache(maxsize=TILE_CACHE)
    def tile(level: int, n: int) -> bytes:
        width = min(TILE_WIDTH, (size >> _LEVEL_BITS * level) - n * TILE_WIDTH)
        return read_tile(read, level, n, width)

    def node(level: int, index: int) -> bytes:
        if index < 0 or (index + 1) << level > size:
            raise ValueError(f"node {index} of level {level} is not full in a tree of {size}")
        stored, within = divmod(level, _LEVEL_BITS)
        n, start = divmod(index << within, TILE_WIDTH)
        hashes = tile(stored, n)
        return full_root(hashes[start * HASH_BYTES : (start + (1 << within)) * HASH_BYTES])

    return node


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def _batches(items: Iterable[bytes], size: int) -> Iterator[Sequence[bytes]]:
    """The first ``size`` items, 256 at a time; ValueError if there are fewer."""
    rest = iter(items)
    for n, width in widths(size):
        batch = list(islice(rest, width))
        if len(batch) < width:
            raise ValueError(f"{n * TILE_WIDTH + len(batch)} items are too few for a log of {size}")
        yield batch
