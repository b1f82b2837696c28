"""Alignment: which entries of a bundle were altered, lost or moved.

Leaf hashes tell entries apart, so comparing the hashes of the entries found with the published ones
names the places exactly, where comparing place by place would call everything after a lost entry
altered.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the entries found belong, counted within their bundle.

    ``places[i]`` is the published place of found entry ``i``. ``altered`` and ``missing`` are
    published places, ``moved`` are indices of found entries.
    """

    places: tuple[int, ...]
    altered: tuple[int, ...]
    missing: tuple[int, ...]
    moved: tuple[int, ...]


def align(found: Sequence[bytes], published: Sequence[bytes]) -> Alignment:
    """Match the hashes of the entries found, of which there are no more, with the published."""
    known = _places_of_known(found, published)
    vacant = set(range(len(published))).difference(known)
    places: list[int] = []
    altered: list[int] = []
    for index, place in enumerate(known):
        if place is None:
            # Next to its neighbour, else where it stands, else wherever something is lacking.
            wanted = (places[-1] + 1 if places else 0, index, min(vacant))
            nearest = next(each for each in wanted if each in vacant)
            vacant.discard(nearest)
            altered.append(nearest)
            places.append(nearest)
        else:
            places.append(place)
    return Alignment(
        places=tuple(places),
        altered=tuple(sorted(altered)),
        missing=tuple(sorted(vacant)),
        moved=_moved(places, shifted=bool(vacant)),
    )


def _places_of_known(found: Sequence[bytes], published: Sequence[bytes]) -> list[int | None]:
    """The published place of each entry found, None where its hash was not published."""
    places: list[int | None] = [
        index if mine == theirs else None
        for index, (mine, theirs) in enumerate(zip(found, published, strict=False))
    ]
    taken = set(places)
    homes = {each: place for place, each in enumerate(published) if place not in taken}
    return [
        homes.pop(each, None) if place is None else place
        for each, place in zip(found, places, strict=True)
    ]


def _moved(places: Sequence[int], *, shifted: bool) -> tuple[int, ...]:
    """The entries that stand elsewhere than they belong, not counting a mere shift."""
    if not shifted:
        return tuple(index for index, place in enumerate(places) if place != index)
    moved = []
    last = -1
    for index, place in enumerate(places):
        if place < last and place != index:
            moved.append(index)
        last = max(last, place)
    return tuple(moved)
