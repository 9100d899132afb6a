"""Text in a hand-made SVG: how wide it will be, what of it fits, and the element itself."""

from __future__ import annotations

import html

FONT = "font-family='DejaVu Sans, Verdana, sans-serif'"
SIZE = 12.5
# Widths of DejaVu Sans in thousandths of the size, by groups of letters; what is in none of them is 620.
WIDTHS = {
    **dict.fromkeys("ijl'|", 300),
    **dict.fromkeys(" .,:;!", 330),
    **dict.fromkeys("frt-()[]I/·", 400),
    **dict.fromkeys("0123456789", 640),
    **dict.fromkeys("mwMW…", 950),
    **dict.fromkeys("−×=+—→", 840),
}
BOLDER = 1.12


def width_of(words: str, *, bold: bool = False, size: float = SIZE) -> float:
    """Pixels, nearly."""
    return sum(WIDTHS.get(letter, 620) for letter in words) * size / 1000 * (BOLDER if bold else 1)


def fitting(words: str, room: float, *, bold: bool = False) -> str:
    """The words, cut with … where they would run over; the whole is in the picture's text alternative."""
    if width_of(words, bold=bold) <= room:
        return words
    kept = len(words)
    while kept > 1 and width_of(words[:kept].rstrip() + "…", bold=bold) > room:
        kept -= 1
    return words[:kept].rstrip() + "…"


def text(x: float, y: float, words: str, *, bold: bool = False, size: float = SIZE, anchor: str = "middle") -> str:
    """A `<text>` in the theme's own ink. Attributes are in single quotes: the caller turns all of them at the end."""
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' {FONT} font-size='{size:g}'{weight} "
        f"fill='currentColor'>{html.escape(words, quote=True).replace('&#x27;', '’')}</text>"
    )
