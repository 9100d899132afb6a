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
import threading
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
PLAIN = {"Date": None, "Creator": None, "Format": None, "Type": None}  # no metadata: nothing that varies
OVER = "over"  # the group id of a text that lies on lines: it gets a rim in the page's colour
RIM = "paint-order:stroke;stroke:var(--jp-layout-color0,transparent);stroke-width:3px;stroke-linejoin:round"
DRAWING = threading.RLock()
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
    with styled():
        yield empty(width, height, **grid)


@contextlib.contextmanager
def styled() -> Iterator[None]:
    """The course's style, for as long as the block lasts, and nobody else draws meanwhile.

    The style is the process's, and JupyterLab has widgets answered in a thread beside the one that runs the cells.
    """
    import matplotlib

    with DRAWING, matplotlib.rc_context(STYLE):
        yield


def empty(width: float, height: float, **grid: Any) -> tuple[Figure, Any]:
    """A figure and its axes with nothing drawn yet; call it while the style is in force."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(drawn)
    return drawn, drawn.subplots(**grid)


def label(axes: Axes, *, x: str, y: str, title: str = "") -> Any:
    """Axis labels with their units, and the figure's one message as its title; the title, to be set again."""
    axes.set(xlabel=x, ylabel=y)
    return axes.set_title(title)


def message(drawn: Figure, text: str = "") -> Any:
    """The one message of a figure with several axes: a text over all of them, to be set once the layout is known."""
    return drawn.suptitle(text, x=0.01, ha="left", fontsize=12, fontweight="bold")


def figure(drawn: Figure, says: str) -> Picture:
    """The picture of a matplotlib figure; `says` tells in words, from the same data, what it shows.

    Call it inside the `with canvas(…)` block: the style is in force there.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    lay_out(drawn)
    buffer = io.StringIO()
    FigureCanvasSVG(drawn).print_svg(buffer, metadata=PLAIN)  # type: ignore[no-untyped-call]
    return Picture(inline(buffer.getvalue(), says), says)


def lay_out(drawn: Figure) -> None:
    """Solve the layout, in points as an SVG has them, and leave it at that."""
    drawn.dpi = 72
    engine = drawn.get_layout_engine()
    if engine is not None:
        engine.execute(drawn)
        drawn.set_layout_engine("none")


def inline(svg: str, says: str) -> str:
    """An SVG document as an element to stand in HTML: no header, the theme's ink, ids of its own,
    coordinates to a hundredth (so that rounding in the last bit does not change the bytes)."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = body.replace(INK, "currentColor").replace(f'<g id="{OVER}">', f'<g style="{RIM}">')
    body = _own_ids(rounded(body), says)
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


def rounded(svg: str) -> str:
    """Numbers inside the tags to a hundredth; what is rounded already stays as it is."""

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
