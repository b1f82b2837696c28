"""Merkle tree: the hash over all entries, and proofs about it (RFC 6962, RFC 9162).

A leaf is SHA-256(0x00 || bytes), a node SHA-256(0x01 || left || right), the left child holds the
largest power of two below the size, and the root of nothing is SHA-256 of nothing.

The verifying functions take whatever a stranger sends and answer yes or no. What they refuse on
purpose (LOG-8): a consistency proof from size 0, any hash that is not exactly 32 bytes, an index
outside the tree, a shrinking tree, surplus or missing hashes.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final, Self

HASH_BYTES: Final = 32
"""The length of a SHA-256 hash."""

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without entries."""

Nodes = Callable[[int, int], bytes]
"""``nodes(level, index)``: the hash of the full subtree over the leaves
``index * 2**level`` up to ``(index + 1) * 2**level``."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry as a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to append leaves and to know the root.

    Invariant: one hash for each bit set in ``size``, the largest subtree first.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """An empty edge, or the one that ``size`` and ``peaks`` of another describe.

        ValueError where they do not fit together.
        """
        self._size = size
        self._peaks = list(peaks)
        whole = all(len(peak) == HASH_BYTES for peak in self._peaks)
        if size < 0 or len(self._peaks) != size.bit_count() or not whole:
            raise ValueError(f"{len(self._peaks)} hashes are not the edge of a tree of {size}")

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the full subtrees, from the left; with ``size`` they say everything."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        peaks = self._peaks
        bits = self._size
        while bits & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            bits >>= 1
        peaks.append(leaf)
        self._size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return fold(self._peaks)

    def copy(self) -> Self:
        """An independent copy, to try an append that may be given up."""
        return type(self)(self._size, self._peaks)


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over full subtrees of falling size."""
    if not peaks:
        return EMPTY_ROOT
    result = peaks[-1]
    for peak in reversed(peaks[:-1]):
        result = node_hash(peak, result)
    return result


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def full_root(hashes: bytes) -> bytes:
    """The root over concatenated hashes, whose number is a power of two."""
    while len(hashes) > HASH_BYTES:
        hashes = b"".join(
            [sha256(b"\x01" + hashes[at : at + 64]).digest() for at in range(0, len(hashes), 64)]
        )
    return hashes


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    """The nodes of a tree whose leaf hashes are all at hand; a proof hashes each leaf once."""

    def node(level: int, index: int) -> bytes:
        return full_root(b"".join(leaves[index << level : (index + 1) << level]))

    return node


def _span(nodes: Nodes, start: int, end: int) -> bytes:
    """The root over the leaves from ``start`` to ``end``, a subtree that RFC 6962's split made."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(nodes(level, start >> level))
        start += 1 << level
    return fold(peaks)


def inclusion_path(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf ``index`` to the root of the first ``size`` leaves.

    The leaf's sibling comes first. ValueError for a leaf outside the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            path.append(_span(nodes, middle, end))
            end = middle
        else:
            path.append(_span(nodes, start, middle))
            start = middle
    return path[::-1]


def consistency_path(nodes: Nodes, old_size: int, size: int) -> list[bytes]:
    """The hashes that show the tree of ``size`` leaves to begin with that of ``old_size``.

    ValueError unless 0 < old_size <= size.
    """
    if not 0 < old_size <= size:
        raise ValueError(f"a tree of {size} does not grow from one of {old_size}")
    path = []
    start, end = 0, size
    while old_size != end:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if old_size <= middle:
            path.append(_span(nodes, middle, end))
            end = middle
        else:
            path.append(_span(nodes, start, middle))
            start = middle
    if start:
        # The old root is known to the reader only where the old tree is the whole left edge.
        path.append(_span(nodes, start, end))
    return path[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """As ``inclusion_path``, from the leaf hashes of the tree; ValueError if there are too few."""
    _check_count(leaves, size)
    return inclusion_path(nodes_of(leaves), index, size)


def consistency_proof(leaves: Sequence[bytes], old_size: int, size: int) -> list[bytes]:
    """As ``consistency_path``, from the leaf hashes; ValueError if there are too few."""
    _check_count(leaves, size)
    return consistency_path(nodes_of(leaves), old_size, size)


def _check_count(leaves: Sequence[bytes], size: int) -> None:
    if len(leaves) < size:
        raise ValueError(f"{len(leaves)} leaves are too few for a tree of {size}")


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes
) -> bool:
    """Whether the proof shows the leaf hash at ``index`` under the root (RFC 9162, 2.1.3.2)."""
    if not (0 <= index < size and _are_hashes((leaf, tree_root, *proof))):
        return False
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            node, last = _climb(node, last)
        else:
            found = node_hash(found, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and found == tree_root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the old tree to begin the new one (RFC 9162, 2.1.4.2)."""
    if not (0 < old_size <= size and _are_hashes((old_root, new_root, *proof))):
        return False
    if old_size == size:
        return not proof and old_root == new_root
    node, last = old_size - 1, size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    rest = list(proof)
    if node == 0:
        rest.insert(0, old_root)  # the old tree is full: its root is itself a node of the new one
    if not rest:
        return False
    return _climb_both(node, last, rest) == (old_root, new_root)


def _climb_both(node: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that a consistency proof leads to; None if its length is wrong."""
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old = node_hash(sibling, old)
            new = node_hash(sibling, new)
            node, last = _climb(node, last)
        else:
            new = node_hash(new, sibling)
        node >>= 1
        last >>= 1
    return (old, new) if last == 0 else None


def _climb(node: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the node at the right edge has no sibling."""
    while node and not node & 1:
        node >>= 1
        last >>= 1
    return node, last


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
