"""Phases on a line of time: which are over, which is in force, what is still to come.

One row for each phase. What happened is filled; what is planned is pale with a dashed outline; a
stretch in which the phase stood still is empty with a red outline. Milestones stand on their row as
diamonds; two that fall together are set side by side. One red line is today. A phase without
dates says its state in words, because an unknown date is not a date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final

from .axis import TimeAxis, tick_label, time_axis
from .canvas import (
    Caption,
    Length,
    Look,
    Size,
    block,
    element,
    frame,
    haloed,
    line,
    title,
    width_of,
    words,
    wrapped,
)
from .figures import Column, Table, table
from .marks import RADIUS, diamond, kind_of
from .palette import ALARM, HAIRLINE, PALE, PAPER, QUIET, TEAL, WATER

BAR_HEIGHT: Final = 28
ROW_GAP: Final = 18
LABEL_WIDTH: Final = {"wide": 230, "middle": 150, "narrow": 0}
IN_FORCE: Final = ("in force", "suspended")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` until `until`; without an end it lasts."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A promise with a date: its short code, what it says, and how it stands."""

    code: str
    label: str
    on: date | None
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: when it was in force, when it stood still, when it is planned."""

    label: str
    state: str
    state_label: str
    spans: tuple[Span, ...] = ()
    stopped: tuple[Span, ...] = ()
    planned: Span | None = None
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Phases:
    """All phases in their order, and the day that is today."""

    phases: tuple[Phase, ...]
    today: date
    today_label: str


@dataclass(frozen=True, slots=True)
class PhaseHeadings:
    """The words of the table that goes with the picture."""

    name: str
    since: str
    until: str
    state: str


def _days(story: Phases) -> list[date]:
    """Every day that the picture must reach."""
    days = [story.today]
    for phase in story.phases:
        for span in (*phase.spans, *phase.stopped, *_planned(phase)):
            days += [span.since, span.until or story.today]
        days += [milestone.on for milestone in phase.milestones if milestone.on]
    return days


def phases(caption: Caption, story: Phases, size: Size) -> str:
    """The picture as SVG."""
    label_width = LABEL_WIDTH[size.name]
    left = label_width + size.edge
    axis = time_axis(_days(story), left, size.width - left - size.edge, size)
    head = 2 * size.line
    above = 0 if label_width else size.line + 4
    pitch = above + BAR_HEIGHT + size.line + ROW_GAP
    foot = head + pitch * len(story.phases)
    rows = list(enumerate(story.phases))
    bars = [
        mark
        for number, phase in rows
        for mark in _row(phase, story.today, axis, head + pitch * number + above, size)
    ]
    diamonds = [
        mark
        for number, phase in rows
        for mark in _milestones(phase.milestones, axis, head + pitch * number + above, size)
    ]
    legend, lines = _legend(story, foot + 2 * size.line, size)
    return frame(
        caption,
        size,
        foot + size.line + 4 + lines * (size.line + 6),
        *_grid(axis, foot, size),
        *bars,
        *_today(story, axis, foot, size),
        *diamonds,
        *legend,
    )


def _grid(axis: TimeAxis, foot: int, size: Size) -> list[str]:
    marks: list[str] = []
    for tick in axis.ticks:
        x = axis.at(tick)
        label = tick_label(tick)
        marks += [
            line((x, size.line + 8), (x, foot), stroke=HAIRLINE),
            words(label, x, size.text + 2, font_size=size.text, fill=QUIET, text_anchor="middle"),
        ]
    return marks


def _today(story: Phases, axis: TimeAxis, foot: int, size: Size) -> tuple[str, str]:
    x = axis.at(story.today)
    half = width_of(story.today_label, size.text) / 2
    middle = min(max(x, half), size.width - half)
    return (
        line((x, size.line + 6), (x, foot), class_="today", stroke=ALARM, stroke_width=2),
        words(
            story.today_label,
            middle,
            foot + size.text,
            font_size=size.text,
            font_weight="bold",
            fill=ALARM,
            text_anchor="middle",
        ),
    )


def _row(phase: Phase, today: date, axis: TimeAxis, top: int, size: Size) -> list[str]:
    """A phase's name and its stretches."""
    marks = [_name(phase, top, size)]
    marks += [_plan(phase, span, today, axis, top) for span in _planned(phase)]
    marks += [_bar(phase, span, today, axis, top) for span in phase.spans]
    marks += [_stop(phase, span, today, axis, top) for span in phase.stopped]
    if not phase.planned and not phase.spans:
        y = top + BAR_HEIGHT // 2 + size.text // 3
        label = "".join(wrapped(phase.state_label, axis.length, size.text, 1))
        marks.append(haloed(label, axis.left, y, font_size=size.text, fill=QUIET))
    return marks


def _name(phase: Phase, top: int, size: Size) -> str:
    weight = "bold" if phase.state in IN_FORCE else "normal"
    width = LABEL_WIDTH[size.name]
    lines = wrapped(phase.label, width or size.width, size.text, 2 if width else 1)
    y = top + BAR_HEIGHT // 2 + size.text // 3 - (len(lines) - 1) * size.line // 2
    return block(lines, 0, y if width else top - 8, size, font_weight=weight)


def _planned(phase: Phase) -> tuple[Span, ...]:
    return (phase.planned,) if phase.planned else ()


def _bar(phase: Phase, span: Span, today: date, axis: TimeAxis, top: int) -> str:
    """A stretch that happened; the one that lasts is dark."""
    lasts = phase.state in IN_FORCE and not span.until
    start, end = axis.at(span.since), axis.at(span.until or max(today, span.since))
    return _stretch(phase, span, (start, end), top, class_="phase", fill=TEAL if lasts else WATER)


def _plan(phase: Phase, span: Span, today: date, axis: TimeAxis, top: int) -> str:
    """A stretch that is planned; of a phase that has begun, what is left of the plan."""
    since = max(span.since, today) if phase.spans else span.since
    start, end = axis.at(since), axis.at(span.until) if span.until else axis.at(date.max)
    look: Look = {"fill": PALE, "stroke": QUIET, "stroke_dasharray": "4 3"}
    return _stretch(phase, span, (start, max(start, end)), top, class_="planned", **look)


def _stop(phase: Phase, span: Span, today: date, axis: TimeAxis, top: int) -> str:
    """A hole with a red outline where the phase stood still."""
    start, end = axis.at(span.since), axis.at(span.until or max(today, span.since))
    look: Look = {"fill": PAPER, "stroke": ALARM, "stroke_width": 2}
    return _stretch(phase, span, (start, end), top, class_="stopped", **look)


def _stretch(
    phase: Phase, span: Span, ends: tuple[Decimal, Decimal], top: int, **look: str | Length
) -> str:
    days = f"{span.since} \u2013 {span.until}" if span.until else f"{span.since} \u2013"
    name = title(f"{phase.label}: {days}")
    width = max(ends[1] - ends[0], Decimal(2))
    return element("rect", name, x=ends[0], y=top, width=width, height=BAR_HEIGHT, rx=2, **look)


def _milestones(milestones: Sequence[Milestone], axis: TimeAxis, top: int, size: Size) -> list[str]:
    """Diamonds in the order of their dates; a code under each that has room for it."""
    dated = sorted(((m.on, m) for m in milestones if m.on), key=itemgetter(0))
    marks: list[str] = []
    free: Length = axis.left - size.edge
    free_for_code: Length = 0
    for day, milestone in dated:
        x = max(axis.at(day), free + RADIUS)
        free = x + RADIUS + 2
        name = f"{milestone.label}: {milestone.state_label}, {day}"
        marks.append(diamond(milestone.state, x, top + Decimal(BAR_HEIGHT) / 2, name))
        half = width_of(milestone.code, size.text) / 2
        if milestone.code and x - half >= free_for_code and x + half <= size.width:
            y = top + BAR_HEIGHT + size.text + 2
            look: Look = {"font_size": size.text, "fill": QUIET, "text_anchor": "middle"}
            marks.append(haloed(milestone.code, x, y, **look))
            free_for_code = x + half + 4
    return marks


def _legend(story: Phases, y: int, size: Size) -> tuple[list[str], int]:
    """Each kind of diamond in the picture with its word, and how many lines they take."""
    seen: dict[str, Milestone] = {}
    for milestone in (m for phase in story.phases for m in phase.milestones if m.on):
        seen.setdefault(kind_of(milestone.state), milestone)
    marks: list[str] = []
    x, lines = Decimal(RADIUS), 1 if seen else 0
    for milestone in seen.values():
        end = x + RADIUS + 6 + width_of(milestone.state_label, size.text)
        if end > size.width and x > RADIUS:
            end, x, lines, y = end - x + RADIUS, Decimal(RADIUS), lines + 1, y + size.line + 6
        label = "".join(wrapped(milestone.state_label, size.width - 3 * RADIUS, size.text, 1))
        marks += [
            diamond(milestone.state, x, y - size.text // 3, milestone.state_label),
            words(label, x + RADIUS + 6, y, font_size=size.text, fill=QUIET),
        ]
        x = end + 2 * RADIUS
    return marks, lines


def phases_table(caption: str, story: Phases, headings: PhaseHeadings) -> Table:
    """The same dates: each phase with its stretches, then its milestones."""
    columns = tuple(
        Column(word) for word in (headings.name, headings.since, headings.until, headings.state)
    )
    rows: list[tuple[str, str, str, str]] = []
    for phase in story.phases:
        until = phase.planned.until if phase.planned else None
        for span in phase.spans or _planned(phase):
            last = str(span.until or until or "")
            rows.append((phase.label, str(span.since), last, phase.state_label))
        if not phase.spans and not phase.planned:
            rows.append((phase.label, "", "", phase.state_label))
        rows += [(m.label, str(m.on or ""), "", m.state_label) for m in phase.milestones]
    return table(caption, columns, rows)
