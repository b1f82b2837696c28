"""Whose money paid: splits of an amount among sources, exact to the minor unit (MON-10 to MON-13).

One series per set of sources: its weights are the balances as it opens, and it is closed by any
change of a balance other than a draw. Then no source is ever overdrawn, every party stays within
one minor unit of its exact share, and drawing everything empties each source exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key


class Series:
    """A running split: sources in the order of ties, fixed weights, what each has given so far."""

    __slots__ = ("given", "sources", "total", "weights")

    def __init__(self, sources: Sequence[str], weights: Sequence[int]) -> None:
        self.sources = tuple(sources)
        self.weights = tuple(weights)
        self.given = [0] * len(self.sources)
        self.total = 0

    def split(self, amount: int) -> list[int]:
        """Return how ``amount`` more falls on the sources; the series itself is not changed."""
        return allocate(amount, self.total, self.given, self.weights)

    def take(self, parts: Sequence[int]) -> None:
        """Record a split that was carried out."""
        for place, part in enumerate(parts):
            self.given[place] += part
        self.total += sum(parts)


def allocate(amount: int, total: int, given: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the increments by which ``amount`` >= 0 falls on parties with these weights.

    ``total`` and ``given`` are the sums so far. Carry-deficit with the earliest due unit first:
    what is wholly due is given, then one unit each in the order in which the next falls due, ties
    by position. Raise ValueError for a negative amount or weights that sum to 0.
    """
    weight_sum = sum(weights)
    if amount < 0 or weight_sum <= 0:
        message = f"cannot split {amount} over weights that sum to {weight_sum}"
        raise ValueError(message)
    after = total + amount
    short = [after * weight - weight_sum * had for weight, had in zip(weights, given, strict=True)]
    parts = [max(0, due // weight_sum) for due in short]
    rest = amount - sum(parts)
    eligible = [place for place, due in enumerate(short) if due - weight_sum * parts[place] > 0]

    def earlier(one: int, other: int) -> int:
        # Whose next unit falls due first: compare the two fractions by cross-multiplication.
        left = ((given[one] + parts[one] + 1) * weight_sum - after * weights[one]) * weights[other]
        right = ((given[other] + parts[other] + 1) * weight_sum - after * weights[other]) * weights[
            one
        ]
        return (left > right) - (left < right) or one - other

    eligible.sort(key=cmp_to_key(earlier))
    for place in eligible[:rest]:
        parts[place] += 1
    return parts
