"""The lines of a drawn graph: where each runs, and where the label beside it is in nobody's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autograder.learn import words
from autograder.learn.draw.layers import Layout, Point
from autograder.learn.draw.lettering import text, width_of
from autograder.learn.trace import Edge, Graph, Node

GAP, DROP = 64, 52  # pixels between two layers: from left to right, from top to bottom
TWINS = 3  # edges between the same two nodes that are drawn side by side; more become one thick line
CELL = 6.0  # pixels: lines are remembered by the small squares that they cross
LETTERS = 12.0  # the labels' size
# a sign for the legend: an arrow with a label
ARROW = "<path d='M0 6H24' fill='none' stroke='currentColor' stroke-width='1.4' marker-end='url(#tip)'/>"
BESIDE = ARROW + text(11, 1, "×2", size=11)


@dataclass(frozen=True)
class Geometry:
    """Pixels for layers and rows. `down`: the layers go from top to bottom, and not from left to right."""

    width: float
    height: float
    margin: float
    more: float  # pixels that layers stand further apart than usual
    down: bool

    @property
    def layer(self) -> float:
        return self.more + (self.height + DROP if self.down else self.width + GAP)

    @property
    def row(self) -> float:
        return self.width + 24 if self.down else self.height + 34

    def centre(self, place: Point) -> Point:
        along, across = place[0] * self.layer, place[1] * self.row
        x, y = (across, along) if self.down else (along, across)
        return self.margin + self.width / 2 + x, self.margin + self.height / 2 + y

    def moved(self, point: Point, along: float, across: float) -> Point:
        return (point[0] + across, point[1] + along) if self.down else (point[0] + along, point[1] + across)

    @property
    def half(self) -> float:
        """From a box's centre to where its lines begin."""
        return (self.height if self.down else self.width) / 2


@dataclass(frozen=True)
class Label:
    words: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """An edge as drawn, or several between the same two nodes that are drawn as one."""

    points: tuple[Point, ...]
    curve: str
    label: Label
    thick: bool = False

    @property
    def svg(self) -> str:
        width = 2.4 if self.thick else 1.4
        drawn = (
            f"<path d='{self.curve}' fill='none' stroke='currentColor' stroke-width='{width}' marker-end='url(#tip)'/>"
        )
        if not self.label.words:
            return drawn
        return drawn + text(self.label.left, self.label.bottom - 2, self.label.words, size=LETTERS, anchor="start")


def lines(traced: Graph, placed: Layout, geometry: Geometry, centres: Mapping[Node, Point]) -> dict[Edge, Line]:
    """A line for every edge; twins beyond `TWINS` share one."""
    routes = dict(zip(traced.edges, placed.paths, strict=True))
    groups: dict[tuple[Node, Node], list[Edge]] = defaultdict(list)
    for edge in routes:
        groups[edge.source, edge.target].append(edge)
    drawn: list[tuple[list[Edge], list[Point], str]] = []
    for twins in groups.values():
        if len(twins) > TWINS:
            drawn.append((twins, _route(routes[twins[0]], geometry, 0), f"{len(twins)} edges"))
            continue
        for place, edge in enumerate(twins):
            aside = _aside(geometry, len(twins)) * (place - (len(twins) - 1) / 2)
            drawn.append(([edge], _route(routes[edge], geometry, aside), label_of(edge)))
    taken = _Taken(geometry, centres.values(), [points for _, points, _ in drawn])
    found = {}
    for number, (edges, points, label) in enumerate(drawn):
        line = Line(tuple(points), curve(points, geometry), taken.free(number, label), len(edges) > 1)
        found.update(dict.fromkeys(edges, line))
    return {edge: found[edge] for edge in routes}


def label_of(edge: Edge) -> str:
    """The local derivative."""
    if edge.local is None or edge.target.folded:  # a folded run has the product in its box
        return ""
    return f"×{words.number(edge.local, figures=3)}"


def _aside(geometry: Geometry, count: int) -> float:
    """Pixels between edges that run side by side."""
    room = geometry.width - 30 if geometry.down else geometry.height - 14
    return min(44.0 if geometry.down else 22.0, room / max(count - 1, 1))


def _route(path: Sequence[Point], geometry: Geometry, aside: float) -> list[Point]:
    """From border to border. Where the line passes a layer it runs straight, so that it cuts no corner of a box."""
    centres = [geometry.centre(place) for place in path]
    inner = [geometry.moved(point, side * geometry.half, 0) for point in centres[1:-1] for side in (-1, 1)]
    start = geometry.moved(centres[0], geometry.half, aside)
    return [start, *inner, geometry.moved(centres[-1], -geometry.half - 2, aside)]


def curve(points: Sequence[Point], geometry: Geometry) -> str:
    """A smooth line through the points, straight along the layers at each of them."""
    line = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x1, y1), (x2, y2) in pairwise(points):
        if geometry.down:
            middle = (y1 + y2) / 2
            line += f"C{x1:g} {middle:g} {x2:g} {middle:g} {x2:g} {y2:g}"
        else:
            middle = (x1 + x2) / 2
            line += f"C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    return line


class _Taken:
    """What of the picture is taken: by boxes, by lines, and by the labels so far."""

    def __init__(self, geometry: Geometry, centres: Iterable[Point], routes: Sequence[Sequence[Point]]) -> None:
        self.geometry, self.routes = geometry, routes
        width, height = geometry.width / 2 + 2, geometry.height / 2 + 2
        self.boxes = [(x - width, y - height, x + width, y + height) for x, y in centres]
        self.cells: dict[tuple[int, int], set[int]] = defaultdict(set)
        for number, route in enumerate(routes):
            for x, y in _along(route, geometry):
                self.cells[int(x // CELL), int(y // CELL)].add(number)

    def free(self, number: int, label: str) -> Label:
        """The best place for a line's label: near its middle, on no box, no other label, no line if that can be."""
        if not label:
            return Label("", *self.routes[number][0], *self.routes[number][0])
        tried = [
            Label(label, *spot) for spot in _spots(self.routes[number], self.geometry, width_of(label, size=LETTERS))
        ]
        best = min(enumerate(tried), key=lambda entry: (self._cost(entry[1], number), entry[0]))[1]
        self.boxes.append((best.left - 4, best.top, best.right + 4, best.bottom))
        return best

    def _cost(self, label: Label, number: int) -> int:
        over = sum(
            left < label.right and label.left < right and top < label.bottom and label.top < bottom
            for left, top, right, bottom in self.boxes
        )
        columns = range(int(label.left // CELL), int(label.right // CELL) + 1)
        rows = range(int((label.top + 2) // CELL), int((label.bottom - 2) // CELL) + 1)
        crossed = {other for x in columns for y in rows for other in self.cells.get((x, y), ())}
        return 20 * over + 3 * len(crossed - {number}) + 2 * (number in crossed)


def _spots(route: Sequence[Point], geometry: Geometry, width: float) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each place where a label could stand, the best first."""
    segments = [route[-2:], *([route[:2]] if len(route) > 2 else [])]
    for segment in segments:
        for t in (0.5, 0.36, 0.64, 0.24, 0.76):
            x, y = _at(segment[0], segment[1], t, geometry)
            (x1, y1), (x2, y2) = segment
            rises = (y2 - y1) * (x2 - x1) < 0
            if geometry.down or abs(y2 - y1) >= 12:
                # from left to right above the line, from top to bottom outside the funnel that lines make
                sides = ("left", "right") if (x2 > x1 if geometry.down else rises) else ("right", "left")
            else:
                sides = ("above", "below")
            for side in sides:
                if side == "above":
                    yield x - width / 2 - 2, y - 17, x + width / 2 - 2, y - 5
                elif side == "below":
                    yield x - width / 2 - 2, y + 5, x + width / 2 - 2, y + 17
                else:
                    start = x + 7 if side == "right" else x - 7 - width
                    upwards = (side == "left") == (x2 < x1) if geometry.down else (side == "right") != rises
                    lift = 0 if x1 == x2 else 3 if upwards else -3
                    yield start, y - 6 - lift, start + width, y + 6 - lift


def _at(start: Point, end: Point, t: float, geometry: Geometry) -> Point:
    """A point of the smooth line between two points (a cubic whose tangents run along the layers)."""
    eased, linear = t * t * (3 - 2 * t), _bent(t)
    along, across = (1, 0) if geometry.down else (0, 1)
    point = [0.0, 0.0]
    point[along] = start[along] + (end[along] - start[along]) * linear
    point[across] = start[across] + (end[across] - start[across]) * eased
    return point[0], point[1]


def _bent(t: float) -> float:
    """How far along the layers: both handles of the cubic stand at the middle."""
    return 1.5 * t * (1 - t) + t**3


def _along(route: Sequence[Point], geometry: Geometry) -> Iterator[Point]:
    for start, end in pairwise(route):
        steps = max(int((abs(end[0] - start[0]) + abs(end[1] - start[1])) / CELL), 2)
        yield from (_at(start, end, step / steps, geometry) for step in range(steps + 1))
