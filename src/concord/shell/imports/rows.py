"""Rows of a comma-separated file, read strictly: UTF-8, the columns expected, no row cut short."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from concord.shell.imports.remarks import Remark, UnusableSource

FIRST_ROW = 2


class Row(NamedTuple):
    """One record: its number as a spreadsheet counts it, its values by column, its file."""

    number: int
    values: dict[str, str]
    file: str = ""


def read(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """Return the rows of a file; raise UnusableSource naming everything that is wrong with it.

    Further columns are allowed. A missing file, another encoding, a missing column and a row with
    too many or too few values make the source unusable, because the rest could not be trusted.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            found = tuple(reader.fieldnames or ())
            _examine_columns(path.name, found, columns)
            return _whole(path.name, [dict(record) for record in reader])
    except OSError as error:
        raise UnusableSource([_of_file(path.name, error.strerror or "cannot be read")]) from error
    except UnicodeDecodeError as error:
        reason = f"the file is not UTF-8 text (byte {error.start})"
        raise UnusableSource([_of_file(path.name, reason)]) from error
    except csv.Error as error:
        raise UnusableSource([_of_file(path.name, f"not comma-separated: {error}")]) from error


def _examine_columns(file: str, found: tuple[str, ...], columns: tuple[str, ...]) -> None:
    remarks = [
        Remark(file=file, row=1, column=name, value="", reason=f"the column {name} is missing")
        for name in columns
        if name not in found
    ]
    if remarks:
        raise UnusableSource(remarks)


def _whole(file: str, records: list[dict[str, str]]) -> list[Row]:
    """Return records as rows; the csv module marks a long one by the key None, a short by None."""
    rows = [Row(number, record, file) for number, record in enumerate(records, FIRST_ROW)]
    remarks = [
        Remark(
            file=file,
            row=row.number,
            column="",
            value="",
            reason="the row has another number of values than the heading",
        )
        for row in rows
        if None in row.values or None in row.values.values()
    ]
    if remarks:
        raise UnusableSource(remarks)
    return rows


def _of_file(file: str, reason: str) -> Remark:
    return Remark(file=file, row=0, column="", value="", reason=reason)
