"""What was due against what was received: two stepped lines that start at nothing.

The dashed line rises on the day an instalment falls due, the full one on the day it is received;
where the dashed line is higher, that much is missing. Received is drawn up to today and no
further, because the future has not been received.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Final

from .axis import TimeAxis, amount_ticks, tick_label, time_axis
from .canvas import (
    Caption,
    Length,
    Look,
    Say,
    Size,
    element,
    frame,
    line,
    px,
    width_of,
    words,
    wrapped,
)
from .figures import Column, Table, table
from .palette import ALARM, HAIRLINE, QUIET, TEAL

PLOT_HEIGHT: Final = {"wide": 260, "middle": 220, "narrow": 200}
SAMPLE: Final = 26  # length of the piece of line that stands before a word


@dataclass(frozen=True, slots=True)
class Instalment:
    """An amount on a day."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ScheduleWords:
    """The words in the picture and the headings of its table."""

    due: str
    received: str
    today: str
    day: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Instalments as they fall due and as they came in, and the day that is today."""

    due: tuple[Instalment, ...]
    received: tuple[Instalment, ...]
    today: date
    words: ScheduleWords
    say: Say


def heights(instalments: Sequence[Instalment]) -> tuple[tuple[date, Decimal], ...]:
    """The sum after each day on which something happened, in the order of the days."""
    ordered = sorted(instalments, key=lambda instalment: instalment.on)
    sums = accumulate(instalment.amount for instalment in ordered)
    return tuple({each.on: level for each, level in zip(ordered, sums, strict=True)}.items())


def level_on(levels: Sequence[tuple[date, Decimal]], day: date) -> Decimal:
    """The sum at the end of a day."""
    return next((level for on, level in reversed(levels) if on <= day), Decimal(0))


def schedule(caption: Caption, plan: Schedule, size: Size) -> str:
    """The picture as SVG."""
    due, received = heights(plan.due), heights(plan.received)
    levels = [level for _, level in (*due, *received)]
    ticks = amount_ticks(min(levels, default=Decimal(0)), max(levels, default=Decimal(0)))
    left = int(max(width_of(plan.say(tick), size.text) for tick in ticks)) + 8
    days = [plan.today, *(day for day, _ in (*due, *received))]
    axis = time_axis(days, left, size.width - left - size.edge, size)
    legend = _legend(plan, due, received, size)
    plot = _Plot(axis, ticks, len(legend) * (size.line + 2) + size.line + 8, PLOT_HEIGHT[size.name])
    end = max(axis.ticks[-1], plan.today)
    return frame(
        caption,
        size,
        plot.top + plot.height + 2 * size.line + 4,
        *(mark for row in legend for mark in row),
        *_grid(plot, plan.say, size),
        _today(plan, plot, size),
        _stepped(plot, due, end, stroke=QUIET, stroke_width=2, stroke_dasharray="5 4"),
        _stepped(plot, received, plan.today, stroke=TEAL, stroke_width=3),
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    axis: TimeAxis
    ticks: tuple[Decimal, ...]
    top: int
    height: int

    def y(self, amount: Decimal) -> Decimal:
        low, high = self.ticks[0], self.ticks[-1]
        return self.top + self.height * (high - amount) / (high - low)


def _stepped(
    plot: _Plot, levels: Sequence[tuple[date, Decimal]], end: date, **look: str | Length
) -> str:
    """A line that rises only on the days on which the sum changes."""
    first = plot.axis.ticks[0]
    path = [f"M{px(plot.axis.at(first))} {px(plot.y(Decimal(0)))}"]
    for day, level in levels:
        if day <= end:
            path.append(f"H{px(plot.axis.at(day))}V{px(plot.y(level))}")
    path.append(f"H{px(plot.axis.at(end))}")
    return element("path", d="".join(path), fill="none", stroke_linejoin="round", **look)


def _grid(plot: _Plot, say: Say, size: Size) -> list[str]:
    right = plot.axis.left + plot.axis.length
    marks: list[str] = []
    for tick in plot.ticks:
        y = plot.y(tick)
        marks += [
            line((plot.axis.left, y), (right, y), stroke=HAIRLINE if tick else QUIET),
            words(
                say(tick),
                plot.axis.left - 8,
                y + size.text // 3,
                font_size=size.text,
                fill=QUIET,
                text_anchor="end",
            ),
        ]
    foot = plot.top + plot.height + size.line + 2
    for day in plot.axis.ticks:
        look: Look = {"font_size": size.text, "fill": QUIET, "text_anchor": "middle"}
        marks.append(words(tick_label(day), plot.axis.at(day), foot, **look))
    return marks


def _today(plan: Schedule, plot: _Plot, size: Size) -> str:
    x = plot.axis.at(plan.today)
    half = width_of(plan.words.today, size.text) / 2
    middle = min(max(x, half), size.width - half)
    foot = plot.top + plot.height
    look: Look = {"font_size": size.text, "fill": ALARM, "font_weight": "bold"}
    return line((x, plot.top - 4), (x, foot), class_="today", stroke=ALARM, stroke_width=2) + words(
        plan.words.today, middle, plot.top - 8, text_anchor="middle", **look
    )


def _legend(
    plan: Schedule,
    due: Sequence[tuple[date, Decimal]],
    received: Sequence[tuple[date, Decimal]],
    size: Size,
) -> list[tuple[str, str]]:
    """One line for each curve: a piece of it, its word, and the sum up to today."""
    kinds: tuple[tuple[str, Sequence[tuple[date, Decimal]], Look], ...] = (
        (plan.words.received, received, {"stroke": TEAL, "stroke_width": 3}),
        (plan.words.due, due, {"stroke": QUIET, "stroke_width": 2, "stroke_dasharray": "5 4"}),
    )
    rows: list[tuple[str, str]] = []
    for number, (word, levels, look) in enumerate(kinds):
        baseline = size.text + 2 + number * (size.line + 2)
        middle = baseline - size.text // 3
        label = f"{word}  {plan.say(level_on(levels, plan.today))}"
        text = "".join(wrapped(label, size.width - SAMPLE - 8, size.text, 1))
        rows.append(
            (
                line((0, middle), (SAMPLE, middle), **look),
                words(text, SAMPLE + 8, baseline, font_size=size.text),
            )
        )
    return rows


def schedule_table(caption: str, plan: Schedule) -> Table:
    """The same figures: for each day the sums of what was due and what was received."""
    due, received = heights(plan.due), heights(plan.received)
    columns = (
        Column(plan.words.day),
        Column(plan.words.due, number=True),
        Column(plan.words.received, number=True),
    )
    days = sorted({day for day, _ in (*due, *received)})
    rows = [
        (str(day), plan.say(level_on(due, day)), plan.say(level_on(received, day))) for day in days
    ]
    return table(caption, columns, rows)
