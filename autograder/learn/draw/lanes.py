"""A map with a lane for each group, drawn as an underground map is: boxes in columns, lines between lanes and columns.

A line never crosses a box. It leaves its source downwards, runs in the free strip below the lane, goes down between two
columns, and enters its target from above; inside a lane it runs over the boxes, or straight to its neighbour. All lines
that leave one box share one trunk, and the lines of a strip are ordered so that few cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Edge = tuple[str, str]  # source, target
Needs = Mapping[str, Sequence[str]]

PITCH, BOX_WIDTH, BOX_HEIGHT = 129, 106, 44  # pixels: from column to column, and a box
STRIP, TRACK, GUTTER = 15, 8, 5  # the least free height beside a lane; from line to line, across and down
LEFT = 124  # where the first column's boxes begin, right of the lanes' names
OUT, OVER, DOOR = -38, 38, 20  # where lines leave a box below and above, and how far apart they enter it


class Plan(NamedTuple):
    """Where everything is, in pixels: the boxes' centres, the lines with their corners, the lanes' bands."""

    centres: dict[str, Point]
    lines: dict[Edge, list[Point]]
    bands: list[tuple[float, float]]  # top and bottom of each lane, its strips included
    width: float


class Spot(NamedTuple):
    lane: int
    column: int


class Track(NamedTuple):
    """What runs in one strip for one source: the places where it goes up, and where it goes down."""

    ups: tuple[float, ...]
    downs: tuple[float, ...]

    @property
    def span(self) -> tuple[float, float]:
        return min(self.ups + self.downs), max(self.ups + self.downs)


Strips = list[list[tuple[str, bool]]]  # in each strip, from the top: the sources, and whether it runs over its own lane


def plan(lanes: Sequence[Sequence[str]], needs: Needs) -> Plan:
    """Place the boxes of each lane in their order, and lead a line to each box from every box that it needs."""
    roads = _Roads(_spots(lanes, needs), [(source, target) for target, found in needs.items() for source in found])
    strips = [roads.strip(number) for number in range(len(lanes) + 1)]
    heights = [2 * STRIP + TRACK * max(len(strip) - 1, 0) for strip in strips]
    tops = [sum(heights[: lane + 1]) + lane * BOX_HEIGHT for lane in range(len(lanes))]
    centres = {name: (_x(spot.column), tops[spot.lane] + BOX_HEIGHT / 2) for name, spot in roads.spots.items()}
    lines = {edge: list(_corners(roads.line(edge, tops, strips))) for edge in roads.edges}
    ends = [0.0, *(top - height / 2 for top, height in zip(tops[1:], heights[1:], strict=False))]
    ends.append(tops[-1] + BOX_HEIGHT + heights[-1] / 2)
    right = max(x for x, _ in centres.values()) + BOX_WIDTH / 2 + 10
    return Plan(centres, lines, list(pairwise(ends)), right)


def _x(column: float) -> float:
    return LEFT + BOX_WIDTH / 2 + column * PITCH


def _spots(lanes: Sequence[Sequence[str]], needs: Needs) -> dict[str, Spot]:
    """A column for each box: in the lane's order, as near as can be below what it needs."""
    columns = max(map(len, lanes))
    spots: dict[str, Spot] = {}
    for lane, names in enumerate(lanes):
        wishes = [[spots[need].column for need in needs.get(name, ()) if need in spots] for name in names]
        spots |= {name: Spot(lane, column) for name, column in zip(names, _columns(wishes, columns), strict=True)}
    return spots


def _columns(wishes: Sequence[Sequence[int]], columns: int) -> list[int]:
    """The increasing columns with the shortest lines from above; where several are, those without gaps, to the left."""
    never: tuple[float, list[int]] = (float("inf"), [])
    best: list[tuple[float, list[int]]] = [(0.0, [])] * (columns + 1)  # [c]: all so far stand left of column c
    for wish in wishes:
        row = [never]
        for column in range(columns):
            cost, before = best[column]
            gap = 0.01 * (column - before[-1] - 1) if before else 0.001 * column
            here = cost + gap + sum(abs(column - other) for other in wish)
            row.append(min(row[-1], (here, [*before, column]), key=lambda entry: entry[0]))
        best = row
    return best[columns][1]


class _Roads:
    """Where each line runs, but for the heights: those follow from how many run in a strip."""

    def __init__(self, spots: Mapping[str, Spot], edges: Sequence[Edge]) -> None:
        self.spots, self.edges = spots, edges
        self.bent = [edge for edge in edges if not self._straight(edge)]
        self.doors = self._doors()
        self.trunks = self._trunks()

    def _straight(self, edge: Edge) -> bool:
        """To a neighbour of the same lane, with no box between."""
        one, other = (self.spots[name] for name in edge)
        passed = [spot for spot in self.spots.values() if one.column < spot.column < other.column]
        return one.lane == other.lane and not any(spot.lane == one.lane for spot in passed)

    def _doors(self) -> dict[Edge, float]:
        """Where each line enters its target: lines that arrive together keep apart, in their sources' order."""
        doors = {}
        for target in dict.fromkeys(target for _, target in self.bent):
            arriving = [edge for edge in self.bent if edge[1] == target]
            arriving.sort(key=lambda edge: self.spots[edge[0]].column)
            for place, edge in enumerate(arriving):
                doors[edge] = _x(self.spots[target].column) + DOOR * (place - (len(arriving) - 1) / 2)
        return doors

    def _trunks(self) -> dict[str, float]:
        """For each source with lines that pass a lane, the place between two columns where they go down."""
        used: dict[int, int] = {}
        trunks = {}
        columns = 1 + max(spot.column for spot in self.spots.values())
        for source in dict.fromkeys(source for source, _ in self.bent):
            here = self.spots[source]
            far = [self.spots[target] for at, target in self.bent if at == source]
            far = [spot for spot in far if spot.lane > here.lane + 1]
            if far:
                middle = sorted([here.column, *(spot.column for spot in far)])[len(far) // 2]
                beside = [gutter for gutter in (middle, middle + 1) if gutter < columns]
                gutter = min(beside, key=lambda place: used.get(place, 0))
                count = used[gutter] = used.get(gutter, 0) + 1
                trunks[source] = _x(gutter - 0.5) + GUTTER * (count // 2) * (1 if count % 2 else -1)
        return trunks

    def strip(self, number: int) -> list[tuple[str, bool]]:
        """Who runs in the strip above this lane, from the top: neighbours change places while that saves crossings."""
        tracks = {
            (source, over): track
            for source in dict.fromkeys(source for source, _ in self.bent)
            for over in (False, True)
            if (track := self._track(source, over, number))
        }
        order = list(tracks)
        for place in [place for _ in order for place in range(len(order) - 1)]:
            upper, lower = order[place : place + 2]
            if _crossings(tracks[lower], tracks[upper]) < _crossings(tracks[upper], tracks[lower]):
                order[place : place + 2] = [lower, upper]
        return order

    def _track(self, source: str, over: bool, number: int) -> Track | None:
        here = self.spots[source]
        targets = [self.spots[target].lane for at, target in self.bent if at == source]
        doors = [self.doors[edge] for edge in self.bent if edge[0] == source and self.spots[edge[1]].lane == number]
        if over:
            return Track((), (_x(here.column) + OVER, *doors)) if here.lane == number and doors else None
        starts, deepest = here.lane + 1 == number, max(targets)
        if here.lane >= number or not (doors or (starts and deepest > number)):
            return None
        ups = _x(here.column) + OUT if starts else self.trunks[source]
        return Track((ups,), (*doors, *([self.trunks[source]] if deepest > number else [])))

    def line(self, edge: Edge, tops: Sequence[float], strips: Strips) -> Iterator[Point]:
        source, target = (self.spots[name] for name in edge)
        x, top, end = _x(source.column), tops[source.lane], _x(target.column)

        def level(number: int, over: bool = False) -> float:
            below = tops[number] - STRIP if number < len(tops) else tops[-1] + BOX_HEIGHT + STRIP
            return below - TRACK * (len(strips[number]) - 1 - strips[number].index((edge[0], over)))

        if edge not in self.doors:
            yield from [(x + BOX_WIDTH / 2, top + BOX_HEIGHT / 2), (end - BOX_WIDTH / 2, top + BOX_HEIGHT / 2)]
            return
        over = source.lane == target.lane
        last = level(target.lane, over)
        if over:
            yield from [(x + OVER, top), (x + OVER, last)]
        else:
            first = level(source.lane + 1)
            yield from [(x + OUT, top + BOX_HEIGHT), (x + OUT, first)]
            if target.lane > source.lane + 1:
                yield from [(self.trunks[edge[0]], first), (self.trunks[edge[0]], last)]
        yield from [(self.doors[edge], last), (self.doors[edge], tops[target.lane])]


def _crossings(upper: Track, lower: Track) -> int:
    """How often two lines cross when one runs above the other."""
    (left, right), (start, end) = upper.span, lower.span
    return sum(start < x < end for x in upper.downs) + sum(left < x < right for x in lower.ups)


def _corners(points: Iterator[Point]) -> Iterator[Point]:
    """No point twice, and none in the middle of a straight run."""
    found = list(points)
    yield found[0]
    for before, here, after in zip(found, found[1:], found[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            yield here
    yield found[-1]
