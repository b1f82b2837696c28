"""Every pair of colours that carries words or meaning, measured from the stylesheet itself."""

import re
from pathlib import Path

import pytest

from concord.web.charts import palette

CSS = Path(__file__).parents[2] / "src/concord/web/static/concord/concord.css"
TEXT = CSS.read_text("utf-8")
COLOURS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", TEXT))
WORDS, MARKS, DECORATION = 4.5, 3.0, 1.0

# name, ground, the least ratio allowed (WCAG 2.2, 1.4.3 and 1.4.11), the ratio that was measured
PAIRS = [
    ("ink", "paper", WORDS, 14.7),
    ("ink", "ground", WORDS, 13.6),
    ("quiet", "paper", WORDS, 6.3),
    ("quiet", "ground", WORDS, 5.8),
    ("brand", "paper", WORDS, 8.4),
    ("brand", "brand-ground", WORDS, 7.3),
    ("brand-hover", "paper", WORDS, 12.2),
    ("paper", "header", WORDS, 11.5),
    ("header-quiet", "header", WORDS, 8.7),
    ("ochre", "header", MARKS, 3.9),
    ("alarm", "paper", WORDS, 5.9),
    ("alarm", "ground", WORDS, 5.5),
    ("error", "paper", WORDS, 5.2),
    ("chart-text", "paper", WORDS, 5.5),
    ("focus-text", "focus", WORDS, 14.6),
    ("focus-text", "paper", MARKS, 19.6),
    ("hairline", "paper", DECORATION, 1.6),
    ("force-text", "force-ground", WORDS, 8.7),
    ("met-text", "met-ground", WORDS, 9.2),
    ("due-text", "due-ground", WORDS, 7.1),
    ("late-text", "late-ground", WORDS, 9.0),
    ("contested-text", "contested-ground", WORDS, 11.0),
    ("partly-text", "partly-ground", WORDS, 6.9),
    ("idle-text", "idle-ground", WORDS, 11.7),
    ("hue-1", "paper", MARKS, 8.4),
    ("hue-2", "paper", MARKS, 4.7),
    ("hue-3", "paper", MARKS, 3.1),
    ("hue-4", "paper", MARKS, 3.6),
    ("hue-5", "paper", MARKS, 5.9),
    ("hue-6", "paper", MARKS, 6.4),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(ratio("#000000", "#ffffff"), 3) == 21


@pytest.mark.parametrize(("name", "ground", "least", "measured"), PAIRS)
def test_pair(name: str, ground: str, least: float, measured: float) -> None:
    actual = ratio(COLOURS[name], COLOURS[ground])

    assert actual >= least
    assert actual == pytest.approx(measured, abs=0.06)


def test_every_colour_is_in_a_pair() -> None:
    assert set(COLOURS) == {name for pair in PAIRS for name in pair[:2]}


def test_colours_are_named_once() -> None:
    assert sorted(re.findall(r"#[0-9a-fA-F]{3,8}\b", TEXT)) == sorted(COLOURS.values())


def test_every_name_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"--([a-z0-9-]+):", TEXT))

    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", TEXT)) <= defined


def test_charts_have_the_colours_of_the_stylesheet() -> None:
    same = {
        "ink": palette.INK,
        "chart-text": palette.QUIET,
        "alarm": palette.ALARM,
        "hairline": palette.HAIRLINE,
        "paper": palette.PAPER,
        "idle-ground": palette.PALE,
        "contested-ground": palette.TINT,
        **{f"hue-{place}": hue for place, hue in enumerate(palette.HUES, 1)},
    }

    assert {name: COLOURS[name] for name in same} == same


@pytest.mark.parametrize(
    ("ground", "sign"),
    [
        (palette.ALARM, palette.PAPER),
        (palette.VIOLET, palette.PAPER),
        (palette.INK, palette.PAPER),
        (palette.TEAL, palette.PAPER),
        (palette.INK, palette.PALE),
    ],
)
def test_words_and_signs_on_a_mark_can_be_read(ground: str, sign: str) -> None:
    assert ratio(ground, sign) >= WORDS


def test_the_stylesheet_is_short_and_knows_no_left_or_right() -> None:
    sides = r"(margin|padding|border|inset)-(left|right|top|bottom)\b|text-align: (left|right)"

    assert len(TEXT.splitlines()) <= 500
    assert not re.search(sides, TEXT)
    assert not re.search(r"-gradient\(|animation:|transition:|@import|url\(", TEXT)
