"""The way from one entry of the log up to the root that was signed.

At each step the hash so far is joined with the hash of its neighbour; the picture shows on which
side each neighbour stands. Whoever repeats the steps and arrives at the root has shown that the
entry is in the log.
"""

from dataclasses import dataclass
from typing import Final, Literal

from .canvas import Caption, Length, Size, element, frame, line, width_of, words, wrapped
from .figures import Column, Table, table
from .palette import HAIRLINE, INK, PALE, PAPER, QUIET, TEAL

BOX_HEIGHT: Final = 26
RISE: Final = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A hash that the proof carries, and the side on which it joins."""

    side: Literal["left", "right"]
    text: str


@dataclass(frozen=True, slots=True)
class Path:
    """The entry, its neighbours from the leaf upwards, and the root: texts shortened already."""

    entry: str
    neighbours: tuple[Neighbour, ...]
    root: str


@dataclass(frozen=True, slots=True)
class PathHeadings:
    """The words of the table that goes with the picture."""

    step: str
    side: str
    hash: str
    left: str
    right: str


def inclusion(caption: Caption, path: Path, size: Size) -> str:
    """The picture as SVG, the root on top and the entry at the foot."""
    middle = size.width // 2
    bottom = len(path.neighbours) * RISE
    marks: list[str] = []
    for number, neighbour in enumerate(path.neighbours):
        marks += _step(neighbour, bottom - number * RISE + BOX_HEIGHT // 2, size)
    if path.neighbours:
        marks.append(_box(path.entry, (middle, bottom), size, fill=PAPER, stroke=TEAL))
    marks.append(_box(path.root, (middle, 0), size, fill=TEAL, stroke=TEAL))
    return frame(caption, size, bottom + BOX_HEIGHT + 2, *marks)


def _step(neighbour: Neighbour, centre: int, size: Size) -> tuple[str, ...]:
    """One rise from a hash to the one above it, with the neighbour that joins on the way."""
    middle = size.width // 2
    reach = size.width // 4 if neighbour.side == "right" else -size.width // 4
    side = (middle + reach, centre - RISE // 2)
    return (
        line((middle, centre), (middle, centre - RISE), stroke=TEAL, stroke_width=2),
        line(side, (middle, side[1]), stroke=QUIET),
        element("circle", cx=middle, cy=side[1], r=5, fill=TEAL),
        _box(
            neighbour.text, (side[0], side[1] - BOX_HEIGHT // 2), size, fill=PALE, stroke=HAIRLINE
        ),
    )


def _box(text: str, place: tuple[int, int], size: Size, **look: str | Length) -> str:
    """A text in a box round the point that is the middle of its upper edge."""
    x, y = place
    room = 2 * min(x, size.width - x) - 20
    row = "".join(wrapped(text, room, size.text, 1))
    width = width_of(row, size.text) + 16
    return element(
        "rect", x=x - width / 2, y=y + 1, width=width, height=BOX_HEIGHT, rx=2, **look
    ) + words(
        row,
        x,
        y + 1 + BOX_HEIGHT // 2 + size.text // 3,
        font_size=size.text,
        text_anchor="middle",
        fill=PAPER if look["fill"] == TEAL else INK,
    )


def inclusion_table(caption: str, path: Path, headings: PathHeadings) -> Table:
    """The same steps: number, side and hash, from the entry to the root."""
    columns = (Column(headings.step, number=True), Column(headings.side), Column(headings.hash))
    sides = {"left": headings.left, "right": headings.right}
    rows = [("0", "", path.entry)]
    rows += [
        (str(number), sides[neighbour.side], neighbour.text)
        for number, neighbour in enumerate(path.neighbours, 1)
    ]
    return table(caption, columns, [*rows, (str(len(rows)), "", path.root)])
