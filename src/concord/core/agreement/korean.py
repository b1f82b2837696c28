"""Korean particles: the form that fits the sound on which a word ends.

A sentence gives a place a particle in its first form, ``{party:은}``, and gets ``한국은`` or
``인도는``. Numbers are heard as they are read, capital letters by their names, other Latin words by
their last letter; what stands in brackets at the end is not heard.
"""

from __future__ import annotations

import re
from typing import Final

#: Particles: after a consonant, after a vowel.
PARTICLES: Final = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로"}

SYLLABLES: Final = range(0xAC00, 0xD7A4)
FINALS: Final = 28
RIEUL: Final = 8
#: Digits and letters whose Korean reading ends in a consonant, and those that end in ㄹ.
CLOSED: Final = frozenset("013678")
CLOSED_LETTERS: Final = frozenset("LMNR")
WITH_RIEUL: Final = frozenset("178LRl")
CLOSED_ENDINGS: Final = ("l", "m", "n", "ng")

_TAIL: Final = re.compile(r"(\s*\([^()]*\)|[^\w%])+$")
_WORD: Final = re.compile(r"[A-Za-z]+$")


class Word(str):
    """A text that takes a particle in a place such as ``{party:은}``."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        return f"{self!s}{fitting(self, particle)}" if particle else str(self)


def fitting(word: str, particle: str) -> str:
    """Return the form of a particle that follows a word; ``particle`` is its first form."""
    heard = _TAIL.sub("", word)
    closed, rieul = _ending(heard)
    if not closed or (particle == "으로" and rieul):
        return PARTICLES[particle]
    return particle


def _ending(word: str) -> tuple[bool, bool]:
    """Say whether a word ends on a consonant, and whether that is ㄹ."""
    last = word[-1:]
    if last and ord(last) in SYLLABLES:
        final = (ord(last) - SYLLABLES.start) % FINALS
        return final > 0, final == RIEUL
    latin = _WORD.search(word)
    if latin is None:
        return last in CLOSED, last in WITH_RIEUL
    if latin[0].isupper():
        return last in CLOSED_LETTERS, last in WITH_RIEUL
    return latin[0].endswith(CLOSED_ENDINGS), last in WITH_RIEUL


def connective(clause: str, *, last: bool) -> str:
    """Return a clause as it stands before another: ``정지된다`` as ``정지되고``, ``정지되며``."""
    ending = "며" if last else "고"
    return re.sub("[된한]다$", lambda found: {"된": "되", "한": "하"}[found[0][0]] + ending, clause)
