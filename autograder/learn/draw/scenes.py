"""A figure of which only a part moves: the rest is laid out and drawn once.

    scene = Scene(backdrop)             a figure with its axes, their limits, and whatever stays where it is
    scene.picture(moving, says)         one frame: `moving` adds what this frame has, and it is gone afterwards

Axes cost ten times what a line does, and solving the layout twice as much again. So the first frame solves the layout,
and every part that stays keeps the piece of SVG that it was written as, until something about it is changed
(matplotlib calls such a part stale). A frame is the same bytes as the first frame of a new scene, as long as the limits
of the axes belong to the backdrop, and what moves takes no more room in one frame than in another. A title that changes
is made once, in the backdrop (`svg.label`, `svg.message`), and gets its text with `set_text`.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_svg import RendererSVG

from autograder.learn.draw.svg import PLAIN, Picture, empty, inline, lay_out, rounded, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[["Figure", Any], Any]  # takes the figure, and what `Figure.subplots` gave: one axes or an array

SHAPES = ("_markers", "_clipd", "_hatchd")  # the renderer's books of what it has defined and may use again
SEAM = "seam"  # a comment makes the writer put down what it holds back; it is taken out at the end


class Scene:
    """`width` and `height` in inches; `grid` goes to `Figure.subplots`, as in `svg.canvas`."""

    def __init__(self, backdrop: Draw, *, width: float = 6.4, height: float = 3.6, **grid: Any) -> None:
        with styled():
            self.drawn, self.axes = empty(width, height, **grid)
            backdrop(self.drawn, self.axes)
        self._stay = _parts(self.drawn)
        self._laid_out = False

    def picture(self, moving: Draw, says: str) -> Picture:
        """The backdrop with what `moving` draws on it; `says` tells in words, from the same data, what is seen."""
        with styled():
            try:
                moving(self.drawn, self.axes)
                if not self._laid_out:
                    self._begin()
                return Picture(inline(_written(self.drawn), says), says)
            finally:
                self._clear()

    def _begin(self) -> None:
        lay_out(self.drawn)
        for artist in self._stay:
            _remember(artist)
        for axes in self.drawn.axes:
            axes._autotitlepos = False  # type: ignore[attr-defined]  # it has its place; to look again costs much
        self._laid_out = True

    def _clear(self) -> None:
        """Take away what this frame added."""
        for artist in _parts(self.drawn):
            if artist not in self._stay:
                artist.remove()
        for axes in self.drawn.axes:
            del axes.containers[:]


def _parts(drawn: Figure) -> list[Any]:
    """Everything that draws itself: what stands in the figure, and what stands in its axes."""
    own = [artist for artist in drawn.get_children() if artist not in drawn.axes and artist is not drawn.patch]
    return [*own, *(artist for axes in drawn.axes for artist in axes.get_children())]


@dataclass(frozen=True)
class Piece:
    """What an artist wrote, and what it entered into the renderer's books."""

    svg: str
    shapes: dict[str, dict[Any, Any]]
    collections: int


class Recorder(RendererSVG):
    """A renderer that can say what one artist writes, and write it again without asking the artist.

    Shapes are defined where they are first used. A remembered piece leans on other remembered pieces only, never on
    what moves: it would miss a shape that another frame has not defined.
    """

    def __init__(self, width: float, height: float) -> None:
        self.out = io.StringIO()
        super().__init__(width, height, self.out, image_dpi=72, metadata=PLAIN)  # type: ignore[no-untyped-call]
        self.lasting: dict[str, dict[Any, Any]] = {name: {} for name in SHAPES}

    def record(self, draw: Callable[[Any], Any]) -> Piece:
        books = {name: dict(getattr(self, name)) for name in SHAPES}
        for name in SHAPES:
            setattr(self, name, dict(self.lasting[name]))
        start, count = self._here(), self._path_collection_id
        draw(self)
        self._here()
        added = {
            name: {key: shape for key, shape in getattr(self, name).items() if key not in self.lasting[name]}
            for name in SHAPES
        }
        for name in SHAPES:
            setattr(self, name, books[name])
        piece = Piece(rounded(self.out.getvalue()[start:]), added, self._path_collection_id - count)
        self._enter(piece)
        return piece

    def repeat(self, piece: Piece) -> None:
        self._here()
        self.out.write(piece.svg)
        self._path_collection_id += piece.collections
        self._enter(piece)

    def _enter(self, piece: Piece) -> None:
        for name in SHAPES:
            getattr(self, name).update(piece.shapes[name])
            self.lasting[name].update(piece.shapes[name])

    def _here(self) -> int:
        """Where the text stands, once the writer has put down what it holds back."""
        self.writer.comment(SEAM)  # type: ignore[no-untyped-call]
        return self.out.tell()


def _remember(artist: Any) -> None:
    """Let an artist write itself once, and repeat that for as long as it isn't stale."""
    draw = artist.draw
    pieces: list[Piece] = []

    def drawing(renderer: Any) -> None:
        if not isinstance(renderer, Recorder):
            draw(renderer)
        elif pieces and not artist.stale:
            renderer.repeat(pieces[0])
        else:
            pieces[:] = [renderer.record(draw)]

    artist.draw = drawing


def _written(drawn: Figure) -> str:
    """The figure as an SVG document."""
    width, height = drawn.get_size_inches() * 72
    renderer = Recorder(width, height)
    drawn.draw(renderer)
    renderer.finalize()  # type: ignore[no-untyped-call]
    return _renumbered(re.sub(rf" *<!-- {SEAM} -->\n", "", renderer.out.getvalue()))


def _renumbered(svg: str) -> str:
    """Groups counted in the order of the document, as matplotlib does: a repeated piece has its old numbers."""
    counts: Counter[str] = Counter()

    def next_one(match: re.Match[str]) -> str:
        counts[match[1]] += 1
        return f'<g id="{match[1]}_{counts[match[1]]}"'

    return re.sub(r'<g id="([^"_]+)_\d+"', next_one, svg)
