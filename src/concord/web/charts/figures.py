"""The figures of a chart as a table, ready for the table part of the pages.

Cells are texts already formatted and translated. The same shape serves every other table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; columns of numbers are set at the end side in tabular figures."""

    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One text; a link when it has an address, a tag when it has a state."""

    text: str
    number: bool = False
    url: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table. The first cell of each row is its heading; totals come last."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    caption_hidden: bool = False


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    totals: Sequence[str] = (),
) -> Table:
    """A table from plain texts, one per column.

    Raises ValueError when a row has more or fewer texts than there are columns.
    """

    def cells(texts: Sequence[str]) -> tuple[Cell, ...]:
        pairs = zip(columns, texts, strict=True)
        return tuple(Cell(text, column.number) for column, text in pairs)

    return Table(
        caption,
        tuple(columns),
        tuple(cells(row) for row in rows),
        cells(totals) if totals else (),
    )
