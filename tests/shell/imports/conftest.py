"""A few rows of the kind that the fund's lists hold, and the terms they are read under."""

from collections.abc import Callable
from pathlib import Path

import pytest

from concord.core.agreement.terms import Terms
from concord.shell.imports.cerf import shipped_terms
from concord.shell.imports.cerf_rows import COLUMNS, Reading, Sender, reading
from concord.shell.imports.rows import Row

HEADING = ",".join(COLUMNS)
#: Three donors, one of them with a double; two projects; a receipt before its pledge.
LINES = (
    "1,2006-01-09,PLEDGE,06-DC-CHE-001,Switzerland,CHE,CHE,CHF,300.00,200.00,2006,,,,",
    "2,2006-01-10,RECEIPT,06-DC-JPN-002,Japan,JPN,JPN,JPY,5000.00,50.00,2006,,,,early",
    "3,2006-01-10,RECEIPT,06-DC-CHE-001,Switzerland,CHE,CHE,CHF,100.00,70.00,2006,,,,",
    "4,2006-01-11,PLEDGE,06-DC-JPN-002,Japan,JPN,JPN,JPY,5000.00,45.00,2007,,,,",
    "5,2006-01-12,ALLOCATION,06-WFP-001,World Food,WFP,PRK,USD,110.00,110.00,2006,Rapid,,Food,",
    "6,2006-01-13,RECEIPT,06-DC-CHE-001,Switzerland,CHE,CHE,CHF,190.00,125.00,2006,,,,",
    "7,2006-01-14,WRITE_OFF,06-DC-CHE-001,Switzerland,CHE,CHE,CHF,10.00,6.67,2006,,,,no date",
    "8,2006-01-15,PLEDGE,06-DC-CHE-003,Stephanie Loose,CHE,CHE,USD,5.00,5.00,2006,,,,",
    "9,2006-01-16,ALLOCATION,06-WHO-002(TBD),Health,WHO,PRK,USD,25.50,25.50,2006,Rapid,,,",
)

Rows = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def terms() -> Terms:
    return shipped_terms()


@pytest.fixture
def folder(tmp_path) -> Callable[..., Path]:
    """`folder(line, ...)` writes the main list and returns where it is."""

    def write(*lines: str) -> Path:
        text = "\n".join((HEADING, *(lines or LINES))) + "\n"
        (tmp_path / "cerf_events.csv").write_text(text, "utf-8")
        return tmp_path

    return write


@pytest.fixture
def row() -> Callable[..., Row]:
    """`row(line, column=value)` is a row of the list with some of its values changed."""

    def make(line: int, number: int = 2, **changed: str) -> Row:
        values = dict(zip(COLUMNS, LINES[line - 1].split(","), strict=True))
        return Row(number, {**values, **changed}, "cerf_events.csv")

    return make


@pytest.fixture
def read(terms) -> Callable[..., Reading]:
    """`read(row, ...)` is what rows come to in a fund of their own."""

    def make(*rows: Row, sectors: dict[str, str] | None = None) -> Reading:
        sender = Sender("UN", "UN/import", "2005-12-15T00:00:00Z")
        return reading(list(rows), terms, sender, sectors or {})

    return make
