"""Text, lengths and words on the canvas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.web.charts.canvas import element, px, width_of, wrapped


def test_a_length_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        px(Decimal("NaN"))
    with pytest.raises(ValueError, match="finite"):
        element("rect", width=Decimal("Infinity"))


@pytest.mark.parametrize(
    ("length", "expected"), [(3, "3"), (Decimal("2.50"), "2.5"), (Decimal("-0.001"), "0")]
)
def test_lengths_are_short(length: Decimal | int, expected: str) -> None:
    assert px(length) == expected


def test_words_are_escaped_in_text_and_attributes() -> None:
    assert element("a", title='<"&') == '<a title="&lt;&quot;&amp;"/>'


@given(st.text(max_size=60), st.integers(40, 200), st.integers(1, 3))
def test_wrapped_text_fits(text: str, width: int, lines: int) -> None:
    rows = wrapped(text, width, 13, lines)

    assert len(rows) <= lines
    assert all(width_of(row, 13) <= width for row in rows)


def test_short_text_is_not_altered() -> None:
    assert wrapped("Republic of  Korea", 200, 13) == ("Republic of Korea",)
    assert wrapped("one two three four", 45, 13, 2)[1].endswith("\u2026")
