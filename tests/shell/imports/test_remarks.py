from concord.shell.imports.remarks import Remark, UnusableSource


def test_a_source_that_cannot_be_read_says_where_and_why_line_by_line():
    remarks = [
        Remark(file="list.csv", row=3, column="date", value="soon", reason="no date"),
        Remark(file="list.csv", row=0, column="", value="", reason="not UTF-8"),
    ]
    assert str(UnusableSource(remarks)) == "list.csv, row 3, date: no date\nlist.csv: not UTF-8"
