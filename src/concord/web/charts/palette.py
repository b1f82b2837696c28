"""The colours of the charts, each with the ratio it keeps against white.

The stylesheet names the same colours as custom properties; a test holds the two equal and
measures every ratio. Hue repeats what a label says and never replaces it: money that comes in is
teal, money that goes out is ochre, what is neither yet is grey, and the one red line is today.
"""

from typing import Final

INK: Final = "#1b2a33"
QUIET: Final = "#5b6b73"  # chart text and dashed outlines, 5.5
ALARM: Final = "#a3492f"  # today, and what stopped, 5.9
HAIRLINE: Final = "#c9d1d4"  # decoration only
PAPER: Final = "#ffffff"
PALE: Final = "#dfe6e8"  # ground of what has not happened yet
TINT: Final = "#ddd6ec"  # ground of what is contested

TEAL: Final = "#0b5563"  # 8.4
WATER: Final = "#2a7f8a"  # 4.7
MOSS: Final = "#7a9e5b"  # 3.1
OCHRE: Final = "#b87a1f"  # 3.6
VIOLET: Final = "#5d5a88"  # 6.4

HUES: Final = (TEAL, WATER, MOSS, OCHRE, ALARM, VIOLET)
