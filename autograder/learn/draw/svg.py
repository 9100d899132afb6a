"""A matplotlib figure as inline SVG that fits any theme, says what it shows, and is the same bytes each run.

Text and axes are drawn in one ink, which becomes `currentColor`: black on JupyterLab's white, white on its
dark grey. The data's colours are mid-tones that keep 3:1 against both, and every series also has a marker,
a dash or a label of its own, so that nothing is told by colour alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#0a0b0c"  # stands for the theme's text colour until the SVG is written
GRID = "#808080"

# Okabe and Ito's colour-blind-safe hues (https://jfly.uni-koeln.de/color/), each moved to a mid-tone.
BLUE, ORANGE, GREEN, PURPLE, RED, GREY = "#3b82c4", "#d0661c", "#1f9168", "#b262b0", "#d1495b", "#808080"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, RED)
MARKERS = ("o", "s", "^", "D", "v")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)))

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "autodiff-course",
    "font.family": "DejaVu Sans",
    "font.size": 11.0,
    "axes.titlesize": 12.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.alpha": 0.3,
    "grid.linewidth": 0.6,
    "lines.linewidth": 2.0,
    "lines.markersize": 7.0,
    "legend.frameon": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.titlecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.labelcolor": INK,
}


class Picture:
    """An SVG and the sentence that says what it shows."""

    def __init__(self, svg: str, says: str) -> None:
        self.svg, self.says = svg, says

    def __repr__(self) -> str:
        return self.says

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.says, "text/html": self.svg}


@contextlib.contextmanager
def canvas(width: float = 6.4, height: float = 3.6, **grid: Any) -> Iterator[tuple[Figure, Any]]:
    """A figure (inches) and its axes in the course's style, laid out so that nothing is cropped.

    `grid` goes to `Figure.subplots`: `canvas(8, 3, ncols=2)` yields an array of two axes. pyplot is not
    touched, so nothing is left behind in its list of figures.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        drawn = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(drawn)
        yield drawn, drawn.subplots(**grid)


def label(axes: Axes, *, x: str, y: str, title: str = "") -> None:
    """Axis labels with their units, and the figure's one message as its title."""
    axes.set(xlabel=x, ylabel=y)
    axes.set_title(title)


def figure(drawn: Figure, says: str) -> Picture:
    """The picture of a matplotlib figure; `says` tells in words, from the same data, what it shows.

    Call it inside the `with canvas(…)` block: the style is in force there.
    """
    buffer = io.StringIO()
    drawn.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Picture(inline(buffer.getvalue(), says), says)


def inline(svg: str, says: str) -> str:
    """An SVG document as an element to stand in HTML: no header, the theme's ink, ids of its own,
    coordinates to a hundredth (so that rounding in the last bit does not change the bytes)."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = body.replace(INK, "currentColor")
    body = _own_ids(_rounded(body), says)
    body = re.sub(r"\s*\n\s*", " ", body).strip()
    return re.sub(r"<svg[^>]*>", lambda opening: _opening(opening.group(0), says), body, count=1)


def _opening(tag: str, says: str) -> str:
    box = re.search(r'viewBox="([^"]+)"', tag)
    if box is None:
        raise ValueError("an SVG without a viewBox cannot be scaled to a page")
    width = float(box.group(1).split()[2])
    return (
        f'<svg role="img" aria-label="{html.escape(says, quote=True)}" viewBox="{box.group(1)}" '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'style="width:{width * 4 / 3:.0f}px;max-width:100%;height:auto">'
    )


def _rounded(svg: str) -> str:
    def short(match: re.Match[str]) -> str:
        text = f"{float(match.group(0)):.2f}".rstrip("0").rstrip(".")
        return "0" if text in ("-0", "") else text

    def inside(tag: re.Match[str]) -> str:
        return re.sub(r"-?\d+\.\d{3,}(?:e-?\d+)?", short, tag.group(0))

    return re.sub(r"<[^>]*>", inside, svg)


def _own_ids(svg: str, says: str) -> str:
    """Every id gets the figure's own prefix: a page holds many figures, and ids are the page's."""
    own = "f" + hashlib.sha256((says + svg).encode()).hexdigest()[:8]
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))

    def rename(match: re.Match[str]) -> str:
        return f' id="{own}-{match.group(1)}"' if match.group(1) in used else ""

    svg = re.sub(r' id="([^"]+)"', rename, svg)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{own}-", svg)
