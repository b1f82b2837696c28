import subprocess
import sys

import pytest

from concord.bench.figures import Figure, run, table


def test_a_ratio_is_value_over_reference():
    figure = Figure(bench="b", name="n", value=3.0, unit="s", reference="r", reference_value=4.0)
    assert figure.ratio == 0.75
    assert figure.document() == {
        "bench": "b",
        "name": "n",
        "value": 3.0,
        "unit": "s",
        "reference": "r",
        "reference_value": 4.0,
        "ratio": 0.75,
    }


@pytest.mark.parametrize(
    "figure",
    [
        Figure(bench="b", name="n", value=3.0, unit="s"),
        Figure(bench="b", name="n", reference="r", reference_value=4.0),
        Figure(bench="b", name="n", value=3.0, reference="r", reference_value=0.0),
    ],
)
def test_without_value_or_reference_there_is_no_ratio(figure):
    assert figure.ratio is None
    assert "ratio" not in figure.document()


def test_a_table_has_a_line_for_each_figure():
    lines = table(
        [
            Figure(
                bench="load",
                name="text",
                value=1234.4,
                unit="ms",
                reference="normal",
                reference_value=0.12345,
                aim="soon",
            ),
            Figure(bench="append", name="on PostgreSQL", note="not installed"),
        ]
    ).splitlines()
    assert [line.split() for line in lines] == [
        ["bench", "figure", "value", "reference", "ratio", "aim"],
        ["load", "text", "1,234", "ms", "normal:", "0.123", "ms", "9999.19", "soon"],
        ["append", "on", "PostgreSQL", "not", "installed"],
    ]


def test_a_program_is_measured_from_outside():
    text = "import os; data = bytes(60_000_000); print(os.environ['MARK'])"
    found = run([sys.executable, "-c", text], {"MARK": "seven"})
    assert found.output == b"seven\n"
    assert found.peak_mib > 57
    assert found.processor > 0
    assert found.seconds > 0


def test_a_program_that_fails_is_no_measurement():
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(3)"])
