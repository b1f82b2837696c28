"""A quota as one bar: what is used, what is contested, what is left under the cap."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .canvas import Caption, Size, element, frame, line, part_of, title, words
from .figures import Column, Table, table
from .palette import ALARM, INK, PALE, QUIET, TEAL, TINT, VIOLET

BAR_HEIGHT: Final = 16
EDGE: Final = 1  # so that the outline is inside the picture


@dataclass(frozen=True, slots=True)
class Quota:
    """Amounts in one unit, and the three texts that say them."""

    cap: Decimal
    used: Decimal
    contested: Decimal
    cap_label: str
    used_label: str
    contested_label: str = ""


def quota_bar(caption: Caption, quota: Quota, size: Size) -> str:
    """The picture as SVG; when more is used than allowed, the cap stands inside the bar in red.

    Raises ValueError for an amount below nothing.
    """
    if min(quota.cap, quota.used, quota.contested) < 0:
        raise ValueError("a quota and its use cannot be less than nothing")
    length = size.width - 2 * EDGE
    whole = max(quota.cap, quota.used + quota.contested)
    cap = part_of(length, quota.cap, whole)
    used = part_of(length, quota.used, whole)
    contested = part_of(length, quota.contested, whole)
    over = quota.used + quota.contested > quota.cap
    baseline = EDGE + BAR_HEIGHT + size.line + 2
    return frame(
        caption,
        size,
        baseline + 6,
        _part("cap", quota.cap_label, (EDGE, cap), PALE, QUIET),
        _part("used", quota.used_label, (EDGE, used), TEAL, TEAL),
        _part("contested", quota.contested_label, (EDGE + used, contested), TINT, VIOLET),
        line(
            (EDGE + cap, 0),
            (EDGE + cap, BAR_HEIGHT + 2 * EDGE),
            stroke=ALARM if over else INK,
            stroke_width=3 if over else 2,
        ),
        words(_start_words(quota), 0, baseline, font_size=size.text),
        words(
            quota.cap_label,
            size.width,
            baseline,
            font_size=size.text,
            fill=QUIET,
            text_anchor="end",
        ),
    )


def _start_words(quota: Quota) -> str:
    both = (quota.used_label, quota.contested_label)
    return " \u00b7 ".join(label for label in both if label)


def _part(name: str, label: str, place: tuple[Decimal | int, Decimal], fill: str, edge: str) -> str:
    if not place[1]:
        return ""
    return element(
        "rect",
        title(label),
        class_=f"quota-{name}",
        x=place[0],
        y=EDGE,
        width=place[1],
        height=BAR_HEIGHT,
        fill=fill,
        stroke=edge,
        **({"stroke_dasharray": "4 3"} if name == "contested" else {}),
    )


def quota_table(caption: str, quota: Quota, headings: tuple[str, str, str]) -> Table:
    """The same figures in one row, under the headings for used, contested and cap."""
    columns = tuple(Column(word, number=True) for word in headings)
    return table(caption, columns, [(quota.used_label, quota.contested_label, quota.cap_label)])
