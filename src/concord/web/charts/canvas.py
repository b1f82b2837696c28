"""The canvas: SVG text made of elements, words and lengths.

Rules that every chart keeps, because it is drawn through this module:

* Words arrive translated and are escaped here, attributes and text alike.
* A length is an exact decimal, written with at most two places; one that is not finite is a bug
  and is refused, so no drawing can say "NaN".
* Looks are presentation attributes: the content security policy forbids style attributes.
* The picture has a name and a description, and says in figures what it shows.
* One text size per drawing, chosen so that it is at least 11 px on the smallest screen that is
  shown this drawing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final
from unicodedata import east_asian_width

from .palette import INK, PAPER

Length = Decimal | int
Look = dict[str, str | Length]  # presentation attributes
Say = Callable[[Decimal], str]  # how an amount is said in the reader's language

WRAP_LINES: Final = 2
ELLIPSIS: Final = "\u2026"


@dataclass(frozen=True, slots=True)
class Size:
    """The width of a drawing and of its text, in units of its own view box."""

    name: str
    width: int
    text: int

    @property
    def line(self) -> int:
        """The distance between two lines of text."""
        return self.text + 4

    @property
    def edge(self) -> int:
        """Room for half the label of a month at either end of an axis."""
        return 2 * self.text + 4


WIDE: Final = Size("wide", 1120, 15)  # shown from 52 rem: 15 x 832 / 1120 = 11.1 px
MIDDLE: Final = Size("middle", 600, 14)  # shown from 30 rem: 14 x 480 / 600 = 11.2 px
NARROW: Final = Size("narrow", 340, 13)  # shown down to 288 px: 13 x 288 / 340 = 11.0 px
EVERY_SIZE: Final = (WIDE, MIDDLE, NARROW)
HALF_SIZES: Final = (MIDDLE, NARROW)  # for a chart that stands in half a page


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture is called on its page, what it is, and what it shows in figures."""

    name: str
    title: str
    description: str


def px(length: Length) -> str:
    """Write a length with at most two decimal places.

    Raises ValueError for a length that is not finite.
    """
    exact = Decimal(length)
    if not exact.is_finite():
        raise ValueError(f"a length must be finite, not {length}")
    text = f"{exact:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def part_of(length: int, amount: Decimal, whole: Decimal) -> Decimal:
    """The share of a length that an amount has in a whole; nothing of an empty whole."""
    return length * amount / whole if whole else Decimal(0)


def element(name: str, *children: str, **attributes: str | Length) -> str:
    """An SVG element; children are SVG already, attribute values are escaped here.

    An underscore in an attribute's name stands for a hyphen, one at its end for nothing.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _attribute(value: str | Length) -> str:
    return escape(value) if isinstance(value, str) else px(value)


def words(text: str, x: Length, y: Length, **look: str | Length) -> str:
    """One line of text with its baseline at y."""
    return element("text", escape(text), **{"x": x, "y": y, "fill": INK, **look})


def haloed(text: str, x: Length, y: Length, **look: str | Length) -> str:
    """One line of text that stays readable where it crosses a line or a band."""
    return words(text, x, y, paint_order="stroke", stroke=PAPER, stroke_width=4, **look)


def title(text: str) -> str:
    """The name of a mark, shown when the pointer rests on it."""
    return element("title", escape(text))


def line(
    start: tuple[Length, Length],
    end: tuple[Length, Length],
    **look: str | Length,
) -> str:
    """A straight line from start to end."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **look)


def block(
    lines: tuple[str, ...],
    x: Length,
    y: Length,
    size: Size,
    **look: str | Length,
) -> str:
    """Lines of text one below the other, the first with its baseline at y."""
    return "".join(
        words(text, x, y + number * size.line, font_size=size.text, **look)
        for number, text in enumerate(lines)
    )


def width_of(text: str, size: int) -> Decimal:
    """About how wide a text will be; rather too much than too little, as fonts differ."""
    tenths = sum(_tenths(letter) for letter in text)
    return Decimal(tenths * size) / 10


def _tenths(letter: str) -> int:
    if east_asian_width(letter) in "WF":
        return 10
    if letter in " .,:;'|ijl()-":
        return 4
    return 7 if letter.isupper() or letter in "mwMWжмшщюфы%" else 6


def wrapped(text: str, width: Length, size: int, lines: int = WRAP_LINES) -> tuple[str, ...]:
    """A text in at most so many lines of the given width; what does not fit ends in an ellipsis."""
    rows: list[str] = []
    for piece in _pieces(text, width, size):
        joined = f"{rows[-1]} {piece}" if rows else piece
        if rows and width_of(joined, size) <= width:
            rows[-1] = joined
        else:
            rows.append(piece)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _shortened(rows[lines - 1], width, size)]
    return tuple(rows)


def _pieces(text: str, width: Length, size: int) -> list[str]:
    """The words of a text; a word that is wider than a line is cut where the line ends."""
    pieces: list[str] = []
    for word in text.split():
        start = 0
        for end in range(1, len(word) + 1):
            if width_of(word[start:end], size) > width and end - start > 1:
                pieces.append(word[start : end - 1])
                start = end - 1
        pieces.append(word[start:])
    return pieces


def _shortened(text: str, width: Length, size: int) -> str:
    while text and width_of(text + ELLIPSIS, size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def frame(caption: Caption, size: Size, height: Length, *marks: str) -> str:
    """The whole picture, with its name and description tied to it."""
    name = f"{caption.name}-{size.name}"
    return element(
        "svg",
        element("title", escape(caption.title), id=f"{name}-t"),
        element("desc", escape(caption.description), id=f"{name}-d"),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing drawing-{size.name}",
        role="img",
        aria_labelledby=f"{name}-t {name}-d",
        viewBox=f"0 0 {size.width} {px(height)}",
    )
