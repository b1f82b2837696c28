import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.log.alignment import align


def aligned(found: str, published: str = "abcdefg") -> dict[str, tuple[int | None, ...]]:
    """What align says of hashes written as letters, less what it finds nothing of."""
    alignment = align([each.encode() for each in found], [each.encode() for each in published])
    kinds = ("altered", "missing", "moved")
    return {kind: getattr(alignment, kind) for kind in kinds if getattr(alignment, kind)}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("abcdefg", {}),
        ("abXdefg", {"altered": (2,)}),
        ("XbcdefY", {"altered": (0, 6)}),
        ("abedcfg", {"moved": (2, 4)}),
        ("abdefg", {"missing": (2,)}),
        ("abcde", {"missing": (5, 6)}),
        ("abdeXg", {"altered": (5,), "missing": (2,)}),
        ("Xcdefg", {"altered": (0,), "missing": (1,)}),
        ("abbdefg", {"altered": (2,)}),
        ("bbcdefg", {"altered": (0,)}),
        ("abdecfg", {"moved": (2, 3, 4)}),
        ("bade", {"missing": (2, 5, 6), "moved": (1,)}),
        ("cabde", {"missing": (5, 6), "moved": (1, 2)}),
        ("badefg", {"missing": (2,), "moved": (1,)}),
        ("gbXYefa", {"altered": (2, 3), "moved": (0, 6)}),
        ("abcdegX", {"altered": (5,), "moved": (5, 6)}),
        ("", {"missing": (0, 1, 2, 3, 4, 5, 6)}),
    ],
)
def test_alignment(found, expected):
    assert aligned(found) == expected


@given(st.lists(st.sampled_from("abcdefgXYZ"), max_size=7))
def test_every_place_is_taken_once_or_missing(found):
    result = align([each.encode() for each in found], [each.encode() for each in "abcdefg"])

    assert sorted([*result.places, *result.missing]) == list(range(7))
    assert len(result.places) == len(found)
    assert set(result.altered) <= set(result.places)
