"""The graph behind a live tensor, or behind a value of a learner's own engine.

Leaves, intermediates and the root are told apart by shape as well as by colour. `trace` reads the graph, `folds`
makes a large one small, `layers` and `edges` say where things go; here it is drawn, and said in words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from autograder.learn import words
from autograder.learn.draw.edges import BESIDE, GAP, LETTERS, TWINS, Geometry, Line, label_of, lines
from autograder.learn.draw.folds import readable
from autograder.learn.draw.layers import Layout, Point, layout
from autograder.learn.draw.lettering import fitting, text, width_of
from autograder.learn.draw.svg import BLUE, GREY, ORANGE, Picture, inline
from autograder.learn.trace import Edge, Graph, Node, Role, trace

NARROWEST, WIDEST, LOW, HIGH = 112, 196, 58, 74  # pixels: a box with up to three lines of text, with four
MARGIN, PADDING = 16, 7
ROUND = 9  # pixels more at the ends of a pill, whose corners are not there for text
ACROSS = 1250  # pixels: a graph that would be wider is drawn from top to bottom, if that is narrower
SMALL = 8  # nodes: up to here a picture is drawn large, and a passing line takes a row of its own
FEW, FAN_ROOM, MOST_ROOM = 5, 3, 56  # from so many lines at a box on, layers stand further apart; pixels
SLIM = (0.5, 0.2)  # of a row, for a line that passes: at first, and where there are many of them
COLOURS = {Role.LEAF: BLUE, Role.INTERMEDIATE: GREY, Role.ROOT: ORANGE}
LEGEND = 30  # pixels: a row of the legend


def graph(root: Any, /, *, fold: bool = True, **names: Any) -> Picture:
    """The graph behind `root` as it is now: a tensor of torch's, or a value of an engine of your own.

    Name what is in it (`draw.graph(z, x=x, y=y)`), or let it be called as in your notebook. Leaves are pills,
    intermediates boxes, the root a box with a double edge. A box shows name, operation, value and, once there is
    one, the gradient; an edge shows the local derivative where both ends are scalars. A dashed box has had its
    saved values freed by a backward pass.

    A run of more than four unnamed intermediates is folded into one box, which says how many and which; `fold=False`
    opens it. Of a large graph the part next to the root is drawn, and one box stands for the rest.
    """
    traced = trace(root, names or callers_names(2))
    return paint(plan(readable(traced, fold=fold)))


def callers_names(depth: int) -> dict[str, Any]:
    """The variables of the calling code, `depth` frames up: its own first."""
    frame = sys._getframe(depth)
    return {**frame.f_locals, **{name: value for name, value in frame.f_globals.items() if name not in frame.f_locals}}


Extent = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Plan:
    """A graph with a place for everything: what does not change while a backward pass goes through it."""

    graph: Graph
    geometry: Geometry
    centres: Mapping[Node, Point]
    lines: Mapping[Edge, Line]
    box: Extent

    @cached_property
    def says(self) -> str:
        return describe(self.graph)

    @cached_property
    def drawn_lines(self) -> str:
        return "".join(line.svg for line in dict.fromkeys(self.lines.values()))


def plan(traced: Graph, marks: Iterable[tuple[Node, str]] = ()) -> Plan:
    """Find a place for every box, line and label. `marks` are lines that will be put into boxes: there is room left."""
    shown = [(node, _rows(node, mark)) for node, mark in [*((node, "") for node in traced.nodes), *marks]]
    wanted = (
        width_of(row, bold=at == 0) + 2 * _padding(node, at) for node, rows in shown for at, row in enumerate(rows)
    )
    width = max(ceil(min(max(wanted), WIDEST)), NARROWEST)
    height = LOW if max(len(rows) for _, rows in shown) <= 3 else HIGH
    placed, geometry = _arranged(traced, width, height)
    centres = {node: geometry.centre(placed.places[node]) for node in traced.nodes}
    drawn = lines(traced, placed, geometry, centres)
    return Plan(traced, geometry, centres, drawn, _extent(geometry, centres, drawn))


def _fan(traced: Graph) -> int:
    """The most lines that begin or end at one box."""
    return max(Counter(end for edge in traced.edges for end in (edge.source, edge.target)).values(), default=0)


def _arranged(traced: Graph, width: float, height: float) -> tuple[Layout, Geometry]:
    """From left to right, unless the page is too narrow for it and top to bottom is narrower. Lines that pass a
    layer are put closer together where they would make the picture wider than a page."""
    large, more = len(traced.nodes) > SMALL, min(FAN_ROOM * max(_fan(traced) - FEW, 0), MOST_ROOM)
    longer = max((width_of(label_of(edge), size=LETTERS) for edge in traced.edges), default=0) + 14 - GAP
    pairs = [(edge.source, edge.target) for edge in traced.edges]
    across = Geometry(width, height, MARGIN, ceil(max(more, longer)), down=False)
    down = Geometry(width, height, MARGIN, more, down=True)
    for slim in SLIM if large else (1.0,):
        placed = layout(traced.nodes, pairs, slim=slim, straight=large)
        if placed.width * across.layer <= ACROSS:
            return placed, across
        if placed.height * down.row <= ACROSS:
            break
    if placed.height * down.row >= placed.width * across.layer:
        return placed, across
    return placed if large else layout(traced.nodes, pairs, straight=True), down


def _extent(geometry: Geometry, centres: Mapping[Node, Point], drawn: Mapping[Edge, Line]) -> Extent:
    """Left, top, width and height of the drawing: the boxes, the lines that pass beside them, and the labels."""
    xs = [x + side * geometry.width / 2 for x, _ in centres.values() for side in (-1, 1)]
    ys = [y + side * geometry.height / 2 for _, y in centres.values() for side in (-1, 1)]
    for line in drawn.values():
        xs += [x for x, _ in line.points] + [line.label.left, line.label.right]
        ys += [y for _, y in line.points] + [line.label.top, line.label.bottom]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return left, top, max(xs) + MARGIN - left, max(ys) + MARGIN - top


def paint(
    planned: Plan,
    *,
    marks: Mapping[Node, str] | None = None,
    over: str = "",
    legend: Sequence[tuple[str, str]] = (),
    says: str = "",
) -> Picture:
    """Draw it. `marks` puts a line of text into a node's box in place of its gradient, `over` goes on top, `legend`
    has further entries (drawn within 26 × 16, words), and `says` is said before the description."""
    left, top, width, height = planned.box
    boxes = [_box(node, centre, planned.geometry, (marks or {}).get(node)) for node, centre in planned.centres.items()]
    key, wide, rows = _legend(planned.graph, legend, left, top + height, width)
    body = (
        f"<svg viewBox='{left:g} {top:g} {wide:g} {height + rows * LEGEND:g}'>"
        f"<defs><marker id='tip' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'>"
        f"<path d='M0 0L8 4L0 8z' fill='currentColor'/></marker></defs>{planned.drawn_lines}{''.join(boxes)}{over}{key}"
        "</svg>"
    )
    says = f"{says} {planned.says}".strip()
    scale = 4 / 3 if len(planned.graph.nodes) <= SMALL and not planned.geometry.down else 1
    svg = inline(body.replace("'", '"'), says)
    return Picture(re.sub(r'style="width:\d+px', f'style="width:{wide * scale:.0f}px', svg, count=1), says)


# In words


def describe(traced: Graph) -> str:
    """The same graph in words, from the leaves to the root."""
    if traced.root.function is None and not traced.root.inputs:
        return f"{traced.root.called} = {_worth(traced.root)}: no graph was recorded behind it."
    told = [_told(node) for node in traced.nodes if node.role is not Role.LEAF]
    leaves = words.listed([f"{node.called} = {_worth(node)}{_slope(node)}" for node in traced.leaves])
    noun = "leaf" if len(traced.leaves) == 1 else "leaves"
    return f"{traced.kind} with {len(traced.leaves)} {noun}: {leaves}. {' '.join(told)}"


def _told(node: Node) -> str:
    inputs = words.listed(_sources(node))
    if node.left_out:
        reads = f"; they read {inputs} too" if inputs else ""
        return f"{node.left_out:,} more nodes are left out of the picture{reads}."
    if node.folded:
        return _told_run(node, inputs)
    locals_ = [
        f"{ratio(node, edge.source)} = {words.number(edge.local)}" for edge in node.inputs if edge.local is not None
    ]
    role = "The root" if node.role is Role.ROOT else "Then"
    worth = f" = {_worth(node)}" if node.value is not None else ""
    slopes = f", local derivative {words.listed(locals_)}" if locals_ else ""
    gone = "; its saved values are freed" if node.freed else ""
    return f"{role} {node.called}{worth}, by {node.operation} from {inputs}{slopes}{_slope(node)}{gone}."


def _sources(node: Node) -> list[str]:
    """The names of a node's inputs, "x (12 times)" for one that comes often."""
    times = Counter(edge.source for edge in node.inputs)
    often = {source: f"{source.called} ({count} times)" for source, count in times.items() if count > TWINS}
    names = [edge.source.called for edge in node.inputs if edge.source not in often]
    return [*often.values(), *names]


def ratio(node: Node, source: Node) -> str:
    """dz/dx, or dz/d(n.w[0]) where letters alone would not be clear."""
    above, below = (name if name.isalnum() else f"({name})" for name in (node.called, source.called))
    return f"d{above}/d{below}"


def _told_run(node: Node, inputs: str) -> str:
    operations = words.listed(list(dict.fromkeys(inner.operation for inner in node.folded)))
    local = node.inputs[0].local
    through = f"; the product of their local derivatives is {words.number(local)}" if local is not None else ""
    leaves = "leaf" if node.constants == 1 else "leaves"
    beside = f" and {node.constants:,} unnamed {leaves}" if node.constants else ""
    gone = "; saved values in it are freed" if node.freed else ""
    return (
        f"Then {len(node.folded):,} nodes in a row, folded into one box: {operations} from {inputs}"
        f"{beside}{through}{_slope(node)}{gone}."
    )


def _worth(node: Node) -> str:
    if node.value is None:
        return "not a number" if node.function is not None else ""
    return words.thing(node.value) if node.value.numel() <= words.MANY else f"shape {words.shape(node.shape)}"


def _slope(node: Node) -> str:
    return f" (gradient {words.thing(node.gradient)})" if node.gradient is not None else ""


# Boxes


def _box(node: Node, centre: Point, geometry: Geometry, mark: str | None) -> str:
    x, y = centre
    colour = COLOURS[node.role]
    width, height = geometry.width, geometry.height
    outline = _outline(x, y, width, height, node, f"fill='{colour}' fill-opacity='.12' stroke='{colour}'")
    if node.role is Role.ROOT:
        outline += _outline(x, y, width - 7, height - 7, node, f"fill='none' stroke='{colour}'")
    if node.folded or node.left_out:  # a pile of boxes
        outline = _outline(x + 4, y - 4, width, height, node, f"fill='none' stroke='{colour}'") + outline
    rows = _rows(node, mark)
    start = y + 4 - 8 * (len(rows) - 1)
    return outline + "".join(
        text(x, start + 16 * at, fitting(row, width - 2 * _padding(node, at), bold=at == 0), bold=at == 0)
        for at, row in enumerate(rows)
    )


def _padding(node: Node, row: int) -> int:
    return PADDING + (ROUND if node.role is Role.LEAF and row != 1 else 0)


def _rows(node: Node, mark: str | None) -> list[str]:
    rows = [*_title(node), _short(node), mark or _gradient(node)]
    return [row for row in rows if row]


def _outline(x: float, y: float, width: float, height: float, node: Node, paint: str) -> str:
    radius = height / 2 if node.role is Role.LEAF else 4
    dashes = " stroke-dasharray='5 3'" if node.freed else ""
    return (
        f"<rect x='{x - width / 2:g}' y='{y - height / 2:g}' width='{width:g}' height='{height:g}' "
        f"rx='{radius:g}' stroke-width='1.8'{dashes} {paint}/>"
    )


def _title(node: Node) -> list[str]:
    """Name and operation, on two lines where one would be too long."""
    if node.folded:
        count, _, operations = node.operation.partition(": ")
        return [count, operations]
    if node.left_out:
        return [node.operation]
    if node.name and node.operation:
        both = f"{node.name} · {node.operation}"
        return [both] if width_of(both, bold=True) <= WIDEST - 2 * PADDING else [node.name, node.operation]
    return [node.called if node.operation or node.name or node.function is not None else "no graph"]


def _short(node: Node) -> str:
    if node.folded:
        local = node.inputs[0].local
        return "" if local is None else f"×{words.number(local, figures=3)} in all"
    if node.value is None:
        return "" if node.shape == () else f"shape {words.shape(node.shape)}"
    told = words.thing(node.value)
    return told if len(told) <= 15 else f"shape {words.shape(node.shape)}"


def _gradient(node: Node) -> str:
    if node.gradient is None:
        return ""
    told = f"grad {words.thing(node.gradient)}"
    return told if len(told) <= 24 else "grad: same shape"


# The legend


def _legend(
    traced: Graph, more: Sequence[tuple[str, str]], left: float, top: float, width: float
) -> tuple[str, float, int]:
    """What the shapes mean that this picture has; its SVG, the width that the picture then needs, and the rows."""
    entries = [*_entries(traced), *more]
    if len(traced.nodes) < 2:
        return "", width, 0
    drawn, x, row, widest = [], left + MARGIN, 0, 0.0
    for sign, meaning in entries:
        wide = 26 + 7 + width_of(meaning) + 18
        if x > left + MARGIN and x + wide > left + max(width, 430):
            x, row = left + MARGIN, row + 1
        y = top + LEGEND * row + 8
        drawn.append(f"<g transform='translate({x:g} {y:g})'>{sign}</g>" + text(x + 33, y + 4, meaning, anchor="start"))
        x += wide
        widest = max(widest, x - left)
    return "".join(drawn), max(width, widest), row + 1


def _entries(traced: Graph) -> list[tuple[str, str]]:
    roles = {node.role for node in traced.nodes if not node.folded and not node.left_out}
    shown = [(_sign(Node(None, role, "")), role.value) for role in Role if role in roles]
    if any(node.folded or node.left_out for node in traced.nodes):
        shown.append((_sign(Node(None, Role.INTERMEDIATE, "", left_out=1)), "several nodes"))
    if any(node.freed for node in traced.nodes):
        shown.append((_sign(Node(None, Role.INTERMEDIATE, "", freed=True)), "saved values freed"))
    if any(edge.local is not None and not edge.target.folded for edge in traced.edges):
        shown.append((BESIDE, "local derivative"))
    return shown


def _sign(node: Node) -> str:
    """A node's shape, small, around (13, 0)."""
    paint = f"stroke='{COLOURS[node.role]}' fill='{COLOURS[node.role]}' fill-opacity='.12'"
    drawn = _outline(13, 0, 26, 16, node, paint)
    if node.role is Role.ROOT:
        drawn += _outline(13, 0, 20, 10, node, f"stroke='{COLOURS[node.role]}' fill='none'")
    if node.left_out:
        drawn += _outline(16, -3, 26, 16, node, f"stroke='{COLOURS[node.role]}' fill='none'")
    return drawn
