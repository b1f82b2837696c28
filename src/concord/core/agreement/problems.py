"""Problems of an agreement's text: where, what was found, what is expected, what was meant.

All problems of a file are reported at once (READ-3). A line reads
``file:line: path: found …, expected …; did you mean …?``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

#: Where a value stands in the text: keys and places in lists, from the top.
Path: TypeAlias = tuple[str | int, ...]

SHOWN_MAX = 60
SHORT_NAME_MAX = 3


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that keeps a text from being an agreement; ``line`` counts from 1.

    ``found`` and ``expected`` are noun phrases. ``excerpt`` shows the place within a longer value,
    with a caret. ``path`` is "" where the file as a whole is meant.
    """

    file: str
    line: int
    path: str
    found: str
    expected: str
    suggestion: str = ""
    excerpt: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = (
            f"{self.file}:{self.line}: {self.path}: " if self.path else f"{self.file}:{self.line}: "
        )
        meant = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{place}found {self.found}, expected {self.expected}{meant}{self.excerpt}"


def dotted(path: Path) -> str:
    """Return a path as text: ``restore.then[2]``; places in lists count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def shown(text: str) -> str:
    """Return a value in quotation marks, on one line and not too long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= SHOWN_MAX else f"'{line[:SHOWN_MAX]}…'"


def near(word: str, names: Iterable[str]) -> str:
    """Return the name that was probably meant, or "" when none is near."""
    known = sorted(names)
    for name in known:
        if name.casefold() == word.casefold():
            return name
    cutoff = 0.5 if len(word) <= SHORT_NAME_MAX else 0.6
    close = difflib.get_close_matches(word[:64], known, cutoff=cutoff)
    return max(close, key=lambda name: (_likeness(word[:64], name), name), default="")


def _likeness(word: str, name: str) -> tuple[float, bool]:
    """Of names equally near, one that begins alike is meant, or else the last: P3 for P4."""
    return difflib.SequenceMatcher(None, name, word).ratio(), name[:1] == word[:1]
