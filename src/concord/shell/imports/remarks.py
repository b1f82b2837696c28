"""What an import has to say about a source: remarks on rows, and sources that cannot be read."""

from __future__ import annotations

import msgspec


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something about one value of a source, with where it stands and why it matters.

    ``row`` counts records as a spreadsheet does: the heading is row 1. It is 0 for the file itself.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.reason}"


class UnusableSource(Exception):
    """The source cannot be read at all; carries every remark that says why."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("\n".join(map(str, remarks)))
        self.remarks = remarks
