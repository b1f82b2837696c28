"""A chart as a page needs it: one drawing for each width of screen, and the figures as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .canvas import EVERY_SIZE, Caption, Size
from .figures import Table

Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class Chart:
    """Drawings from wide to narrow, of which the stylesheet shows the one that fits."""

    caption: Caption
    drawings: tuple[str, ...]
    table: Table
    half: bool


def chart(
    draw: Callable[[Caption, Data, Size], str],
    caption: Caption,
    data: Data,
    figures: Table,
    sizes: Sequence[Size] = EVERY_SIZE,
) -> Chart:
    """Draw the same data at several widths; HALF_SIZES for a chart that has half a page."""
    drawings = tuple(draw(caption, data, size) for size in sizes)
    return Chart(caption, drawings, figures, half=len(sizes) < len(EVERY_SIZE))
