"""The marks of milestones: one shape for each way in which a promise can stand.

A tick is kept, a cross is broken, an exclamation mark is contested, a dash is waived, a dot is
shown by some but not yet by enough, an open diamond is still to come. The shape tells them apart;
the colour only repeats it.
"""

from decimal import Decimal
from typing import Final

from .canvas import Length, element, px, title
from .palette import ALARM, INK, PAPER, QUIET, VIOLET

RADIUS: Final = 9

SIGNS: Final = {
    "kept": "M-4 0l3 3 5-6",
    "broken": "M-3-3l6 6M-3 3l6-6",
    "contested": "M0-4v5M0 3v1",
    "waived": "M-4 0h8",
    "shown": "M-1 0h2",
    "open": "",
}
LOOKS: Final = {
    "kept": (PAPER, INK),
    "broken": (ALARM, PAPER),
    "contested": (VIOLET, PAPER),
    "waived": (PAPER, INK),
    "shown": (PAPER, INK),
    "open": (PAPER, QUIET),
}
KIND_OF_STATE: Final = {
    "pending": "open",
    "attested": "shown",
    "verified": "kept",
    "waived": "waived",
    "lapsed": "broken",
    "breached": "broken",
    "contested": "contested",
}


def kind_of(state: str) -> str:
    """The mark that a milestone's state is drawn with; a word not known here is still open."""
    return KIND_OF_STATE.get(state, "open")


def diamond(state: str, x: Length, y: Length, name: str) -> str:
    """A diamond round a point, with the sign of its state inside and a name for the pointer."""
    ground, sign = LOOKS[kind_of(state)]
    r = RADIUS
    edge = INK if ground == PAPER and sign == INK else QUIET if ground == PAPER else PAPER
    shape = element(
        "path",
        d=f"M0-{r}L{r} 0L0 {r}L-{r} 0Z",
        fill=ground,
        stroke=edge,
        stroke_width=Decimal("1.5"),
    )
    inside = SIGNS[kind_of(state)]
    strokes = element("path", d=inside, fill="none", stroke=sign, stroke_width=2) if inside else ""
    where = f"translate({px(x)} {px(y)})"
    return element("g", title(name), shape, strokes, class_="milestone", transform=where)
