from pathlib import Path

import pytest

from concord.shell.imports.remarks import UnusableSource
from concord.shell.imports.rows import Row, read


def written(path: Path, text: str | bytes) -> Path:
    file = path / "list.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refused(path: Path, text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(UnusableSource) as caught:
        read(written(path, text), ("a", "b"))
    return [(one.row, one.column or one.reason) for one in caught.value.remarks]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path):
    file = written(tmp_path, '\ufeffa,b,c\r\n1,"two\nlines",3\r\n4,5,6\r\n')
    first, second = read(file, ("a", "b"))
    assert first == Row(2, {"a": "1", "b": "two\nlines", "c": "3"}, "list.csv")
    assert second.number == 3


def test_every_missing_column_is_named_at_once(tmp_path):
    assert refused(tmp_path, "x,y\n1,2\n") == [(1, "a"), (1, "b")]


def test_every_row_of_another_length_is_named(tmp_path):
    found = refused(tmp_path, "a,b\n1\n2,3\n4,5,6\n")
    assert [row for row, _ in found] == [2, 4]


def test_another_encoding_is_named(tmp_path):
    assert refused(tmp_path, b"a,b\n\xff,2\n") == [(0, "the file is not UTF-8 text (byte 4)")]


def test_a_quote_left_open_is_named(tmp_path):
    [(row, reason)] = refused(tmp_path, 'a,b\n1,"2\n')
    assert row == 0
    assert reason.startswith("not comma-separated")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnusableSource) as caught:
        read(tmp_path / "none.csv", ("a",))
    assert caught.value.remarks[0].file == "none.csv"
    assert "No such file" in str(caught.value)
