"""The flow of money: from those who gave, through the fund, to what it was used for.

Three fixed columns, so no search for a layout. Where there is little room between the columns
they begin at the top, so that no band passes behind the name of the fund. One scale serves all of
them: a band is as thick at both its ends as its amount says, and the bands of a column together
are as thick as its sum. Each name has a slot at least as high as its words, so names never run
into one another; some eight to a side read well, `gathered` puts the rest together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .canvas import (
    WIDE,
    Caption,
    Length,
    Look,
    Say,
    Size,
    block,
    element,
    frame,
    px,
    title,
    width_of,
    wrapped,
)
from .figures import Column, Table, table
from .palette import INK, OCHRE, PAPER, QUIET, TEAL

FLOW_HEIGHT: Final = 240  # of the larger of the two sums
AMOUNT_LINES: Final = 4  # a number is never cut, so a very long one takes several lines
SLOT_GAP: Final = 12
NODE_WIDTH: Final = 10
LABEL_GAP: Final = 8
LABEL_WIDTH: Final = {"wide": 230, "middle": 150, "narrow": 104}
BAND_OPACITY: Final = Decimal("0.3")
THIN: Final = 8


@dataclass(frozen=True, slots=True)
class Stream:
    """Money from one giver or to one use; `held` marks what has not been used yet."""

    label: str
    amount: Decimal
    held: bool = False


@dataclass(frozen=True, slots=True)
class Flows:
    """Both sides of a fund, its name, and how an amount is said in the reader's language."""

    sources: tuple[Stream, ...]
    fund: str
    uses: tuple[Stream, ...]
    say: Say


@dataclass(frozen=True, slots=True)
class FlowHeadings:
    """The words of the table that goes with the picture."""

    name: str
    received: str
    used: str
    total: str


@dataclass(frozen=True, slots=True)
class _Node:
    """A stream in its place: its words, the first of them bold, its slot and its mark."""

    stream: Stream
    lines: tuple[str, ...]
    bold: int
    slot: Length
    top: Length
    height: Decimal
    at_fund: Length

    @property
    def name(self) -> str:
        """What the pointer is told."""
        return f"{self.stream.label}: {''.join(self.lines[self.bold :])}"


def total(streams: Sequence[Stream]) -> Decimal:
    """The sum of the streams.

    Raises ValueError for an amount below nothing: money that went back is a stream of its own.
    """
    if any(stream.amount < 0 for stream in streams):
        raise ValueError("a stream of money cannot be less than nothing")
    return sum((stream.amount for stream in streams), Decimal(0))


def gathered(
    streams: Sequence[Stream], most: int, rest: Callable[[int], str]
) -> tuple[Stream, ...]:
    """The largest streams, and all others as one, named by how many they are."""
    ranked = sorted(streams, key=lambda stream: (stream.held, -stream.amount))
    if len(ranked) <= most:
        return tuple(ranked)
    largest = [stream for stream in ranked if not stream.held][: most - 1]
    others = [stream for stream in ranked if stream not in largest and not stream.held]
    held = [stream for stream in ranked if stream.held]
    return (*largest, Stream(rest(len(others)), total(others)), *held)


def flows(caption: Caption, money: Flows, size: Size) -> str:
    """The picture as SVG. An empty side leaves its column empty."""
    received, used = total(money.sources), total(money.uses)
    largest = max(received, used)
    scale = FLOW_HEIGHT / largest if largest else Decimal(0)
    givers = _column(money.sources, money.say, scale, size)
    takers = _column(money.uses, money.say, scale, size)
    height = max(_height(givers), _height(takers), Decimal(FLOW_HEIGHT))
    fund_height = largest * scale
    name = _fund_name(money, largest, size)
    above = len(name) * size.line + LABEL_GAP
    centred = Decimal(1) / 2 if size is WIDE else Decimal(0)
    head = max(above - (height - fund_height) * centred, Decimal(2))
    fund_top = head + (height - fund_height) * centred
    left = LABEL_WIDTH[size.name] + LABEL_GAP
    right = size.width - left
    return frame(
        caption,
        size,
        head + height + LABEL_GAP,
        *_fund(name, fund_top, fund_height, size),
        *_side(givers, left, fund_top, head + (height - _height(givers)) * centred, size),
        *_side(takers, right, fund_top, head + (height - _height(takers)) * centred, size),
    )


def _column(streams: Sequence[Stream], say: Say, scale: Decimal, size: Size) -> tuple[_Node, ...]:
    """The nodes of one side, measured from the top of their column."""
    nodes: list[_Node] = []
    top, at_fund = Decimal(0), Decimal(0)
    for stream in streams:
        name = wrapped(stream.label, LABEL_WIDTH[size.name], size.text)
        said = wrapped(say(stream.amount), LABEL_WIDTH[size.name], size.text, AMOUNT_LINES)
        lines = (*name, *said)
        height = stream.amount * scale
        slot = max(height, Decimal(len(lines) * size.line))
        nodes.append(
            _Node(stream, lines, len(name), slot, top + (slot - height) / 2, height, at_fund)
        )
        top += slot + SLOT_GAP
        at_fund += height
    return tuple(nodes)


def _height(nodes: Sequence[_Node]) -> Decimal:
    gaps = SLOT_GAP * max(len(nodes) - 1, 0)
    return gaps + sum((Decimal(node.slot) for node in nodes), Decimal(0))


def _side(
    nodes: Sequence[_Node], edge: int, fund_top: Decimal, top: Decimal, size: Size
) -> list[str]:
    """Bands, marks and names of one side; `edge` is where its marks touch its names."""
    comes_in = edge * 2 < size.width
    middle = size.width // 2
    inner = edge + NODE_WIDTH if comes_in else edge - NODE_WIDTH
    fund = middle - NODE_WIDTH // 2 if comes_in else middle + NODE_WIDTH // 2
    marks: list[str] = []
    for node in nodes:
        hue = QUIET if node.stream.held else TEAL if comes_in else OCHRE
        own = top + node.top
        marks += [
            _band((inner, own), (fund, fund_top + node.at_fund), node, hue),
            element(
                "rect",
                title(node.name),
                class_="node",
                x=min(edge, inner),
                y=own,
                width=NODE_WIDTH,
                height=node.height,
                fill=hue,
                stroke=hue,
            ),
            _name(node, edge - LABEL_GAP if comes_in else edge + LABEL_GAP, own, size),
        ]
    return marks


def _band(start: tuple[Length, Length], end: tuple[Length, Length], node: _Node, hue: str) -> str:
    """An area between two like curves, so that it is equally thick wherever it is measured."""
    (x0, y0), (x1, y1), middle = start, end, Decimal(start[0] + end[0]) / 2
    a, b, m, thick = px(x0), px(x1), px(middle), node.height
    path = (
        f"M{a} {px(y0)}C{m} {px(y0)} {m} {px(y1)} {b} {px(y1)}V{px(y1 + thick)}"
        f"C{m} {px(y1 + thick)} {m} {px(y0 + thick)} {a} {px(y0 + thick)}Z"
    )
    look: Look = {"stroke": PAPER}
    if thick < THIN:  # a white edge would swallow it
        look = {"stroke": hue, "stroke_opacity": BAND_OPACITY}
    return element("path", title(node.name), d=path, fill=hue, fill_opacity=BAND_OPACITY, **look)


def _name(node: _Node, x: int, own: Decimal, size: Size) -> str:
    """The name in bold and the amount under it, level with the middle of the mark."""
    anchor = "end" if x * 2 < size.width else "start"
    first = own + node.height / 2 - Decimal(len(node.lines) * size.line) / 2 + size.text
    return block(
        node.lines[: node.bold], x, first, size, text_anchor=anchor, font_weight="bold"
    ) + block(
        node.lines[node.bold :],
        x,
        first + node.bold * size.line,
        size,
        text_anchor=anchor,
        fill=QUIET,
    )


def _fund_name(money: Flows, largest: Decimal, size: Size) -> tuple[str, ...]:
    room = size.width - 2 * (LABEL_WIDTH[size.name] + LABEL_GAP)
    said = money.say(largest)
    whole = f"{money.fund} {said}"
    if width_of(whole, size.text) <= room:
        return (whole,)
    return *wrapped(money.fund, room, size.text), *wrapped(said, room, size.text, AMOUNT_LINES)


def _fund(name: tuple[str, ...], top: Decimal, height: Decimal, size: Size) -> tuple[str, str]:
    """The mark in the middle with its name above it."""
    middle = size.width // 2
    first = top - LABEL_GAP - (len(name) - 1) * size.line
    look: Look = {"x": middle - NODE_WIDTH // 2, "width": NODE_WIDTH, "fill": INK}
    return (
        block(name, middle, first, size, text_anchor="middle", font_weight="bold"),
        element("rect", title(" ".join(name)), class_="fund", y=top, height=height, **look),
    )


def flows_table(caption: str, money: Flows, headings: FlowHeadings) -> Table:
    """The same figures: one row for each stream, both sums last."""
    say = money.say
    columns = (
        Column(headings.name),
        Column(headings.received, number=True),
        Column(headings.used, number=True),
    )
    received = [(stream.label, say(stream.amount), "") for stream in money.sources]
    used = [(stream.label, "", say(stream.amount)) for stream in money.uses]
    sums = (headings.total, say(total(money.sources)), say(total(money.uses)))
    return table(caption, columns, [*received, *used], sums)
