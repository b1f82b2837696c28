"""The ladder of sources and uses: what came in, what went out, what stands at each landing.

Each rung starts where the one before ended, so the picture adds up by itself. A landing is not
given but computed: the sum of all rungs above it, drawn from zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from .canvas import (
    Caption,
    Say,
    Size,
    block,
    element,
    frame,
    line,
    part_of,
    title,
    width_of,
    words,
    wrapped,
)
from .figures import Column, Table, table
from .palette import ALARM, HAIRLINE, INK, OCHRE, QUIET, WATER

BAR_HEIGHT: Final = 20
ROW_GAP: Final = 8
LABEL_WIDTH: Final = {"wide": 300, "middle": 220, "narrow": 0}
AMOUNT_WIDTH: Final = {"wide": 150, "middle": 110, "narrow": 0}
HUE: Final = {"source": WATER, "use": OCHRE, "landing": INK}


@dataclass(frozen=True, slots=True)
class Rung:
    """One line: money in, money out (as a positive amount), or a landing between them."""

    label: str
    kind: Literal["source", "use", "landing"]
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs from top to bottom, and how an amount is said in the reader's language."""

    rungs: tuple[Rung, ...]
    say: Say


@dataclass(frozen=True, slots=True)
class Step:
    """A rung in its place: where its bar starts and ends, and the amount that it says."""

    rung: Rung
    start: Decimal
    end: Decimal

    @property
    def amount(self) -> Decimal:
        """What the line says: uses are less than nothing, a landing is the sum so far."""
        return self.end - self.start


def climbed(rungs: Sequence[Rung]) -> tuple[Step, ...]:
    """Every rung with the sums before and after it.

    Raises ValueError when a landing brings an amount of its own.
    """
    steps: list[Step] = []
    level = Decimal(0)
    for rung in rungs:
        if rung.kind == "landing":
            if rung.amount:
                raise ValueError(f"the landing {rung.label!r} is computed, not given")
            steps.append(Step(rung, Decimal(0), level))
            continue
        after = level + (rung.amount if rung.kind == "source" else -rung.amount)
        steps.append(Step(rung, level, after))
        level = after
    return tuple(steps)


def ladder(caption: Caption, account: Ladder, size: Size) -> str:
    """The picture as SVG."""
    steps = climbed(account.rungs)
    ends = [Decimal(0), *(step.start for step in steps), *(step.end for step in steps)]
    low, high = min(ends), max(ends)
    label_width, amount_width = LABEL_WIDTH[size.name], AMOUNT_WIDTH[size.name]
    length = size.width - label_width - amount_width
    above = 0 if label_width else size.line + 2
    pitch = above + max(BAR_HEIGHT, 2 * size.line if label_width else 0) + ROW_GAP
    inset = size.line - BAR_HEIGHT // 2 if label_width else 0
    zero = label_width + part_of(length, -low, high - low)
    bottom = pitch * len(steps)
    marks = [line((zero, above), (zero, bottom), stroke=HAIRLINE)]
    for number, step in enumerate(steps):
        top = pitch * number + above
        start = label_width + part_of(length, min(step.start, step.end) - low, high - low)
        marks += [
            _bar(step, start, part_of(length, abs(step.amount), high - low), top + inset),
            *_words(step, account.say, top, size),
        ]
    return frame(caption, size, max(bottom, size.line), *marks)


def _bar(step: Step, start: Decimal, width: Decimal, top: int) -> str:
    below = step.rung.kind == "landing" and step.amount < 0
    return element(
        "rect",
        title(step.rung.label),
        class_="rung",
        x=start,
        y=top,
        width=width,
        height=BAR_HEIGHT,
        fill=ALARM if below else HUE[step.rung.kind],
    )


def _words(step: Step, say: Say, top: int, size: Size) -> tuple[str, str]:
    """The label at the start and the amount at the end, level with the bar or just above it."""
    width = LABEL_WIDTH[size.name]
    weight = "bold" if step.rung.kind == "landing" else "normal"
    amount = say(step.amount)
    room = width - 16 if width else size.width - width_of(amount, size.text) - 12
    lines = wrapped(step.rung.label, room, size.text, 2 if width else 1)
    level = top + size.line + size.text // 3 if width else top - 4
    first = level - (len(lines) - 1) * size.line // 2
    return (
        block(lines, 0, first, size, font_weight=weight),
        words(
            amount,
            size.width,
            level,
            font_size=size.text,
            font_weight=weight,
            fill=QUIET if weight == "normal" else INK,
            text_anchor="end",
        ),
    )


def ladder_table(caption: str, account: Ladder, line_word: str, amount_word: str) -> Table:
    """The same figures, one row for each rung."""
    columns = (Column(line_word), Column(amount_word, number=True))
    rows = [(step.rung.label, account.say(step.amount)) for step in climbed(account.rungs)]
    return table(caption, columns, rows)
