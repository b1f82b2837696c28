"""Names for what a source knows by other marks: ids that the log accepts, each used once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LENGTH_MAX = 64
UNFIT = re.compile(r"[^A-Za-z0-9_.:/-]+")

#: Codes of the source that stand for many at once: private donors, regional and local
#: authorities, donors through the United Nations Foundation.
GROUP_CODES = frozenset({"PRV", "RLA", "UNF"})


def fitted(text: str) -> str:
    """Return text as an id: other signs become hyphens; "" where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return UNFIT.sub("-", plain).strip("-_.:/")[:LENGTH_MAX].rstrip("-_.:/")


class Donors:
    """The donors of a source and their ids, in order of appearance.

    The first donor with a code takes the code (a government comes before its citizens); later ones
    with the same code, and those whose code stands for a group, add their name to it.
    """

    __slots__ = ("ids", "taken")

    def __init__(self, taken: Collection[str]) -> None:
        self.ids: dict[tuple[str, str], str] = {}
        self.taken = set(taken)

    def id_of(self, code: str, name: str) -> str:
        """Return the id of a donor; a new one when the donor is met for the first time."""
        key = (code, name)
        if key not in self.ids:
            self.ids[key] = self._new(fitted(code), name)
            self.taken.add(self.ids[key])
        return self.ids[key]

    def _new(self, code: str, name: str) -> str:
        if code and code not in self.taken and code not in GROUP_CODES:
            return code
        base = fitted(f"{code}-{name}" if code else name) or "donor"
        found, number = base, 1
        while found in self.taken:
            number += 1
            suffix = f"-{number}"
            found = base[: LENGTH_MAX - len(suffix)] + suffix
        return found
