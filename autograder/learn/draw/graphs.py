"""The autograd graph of a live tensor: leaves left, root right, told apart by shape as well as colour."""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.layers import Layout, Point, layout
from autograder.learn.draw.svg import BLUE, GREY, ORANGE, Picture, inline
from autograder.learn.trace import Edge, Graph, Node, Role, trace

LAYER, ROW, MARGIN = 176, 92, 16  # pixels from one layer (row) to the next, and around the drawing
BOX_WIDTH, BOX_HEIGHT = 112, 58
TEXT = 20  # pixels above a line for its label
COLOURS = {Role.LEAF: BLUE, Role.INTERMEDIATE: GREY, Role.ROOT: ORANGE}
FONT = "font-family='DejaVu Sans, Verdana, sans-serif'"


def graph(root: torch.Tensor, /, **names: Any) -> Picture:
    """The graph that autograd recorded behind `root`, as it is now.

    Name the tensors (`draw.graph(z, x=x, y=y)`), or let them be called as they are in your notebook. Leaves
    are pills, intermediates boxes, the root a box with a double edge. A box shows name, operation, value
    and, once there is one, the gradient; an edge shows the local derivative where both ends are scalars. A
    dashed box has had its saved values freed by a backward pass.
    """
    return picture(trace(root, names or callers_tensors(2)))


def callers_tensors(depth: int) -> dict[str, Any]:
    """The tensors that the calling code has names for, `depth` frames up."""
    frame = sys._getframe(depth)
    found = {**frame.f_globals, **frame.f_locals}
    return {name: value for name, value in found.items() if isinstance(value, torch.Tensor)}


def picture(traced: Graph, marks: Mapping[Node, str] | None = None, title: str = "") -> Picture:
    """Draw a traced graph; `marks` puts a line of text into a node's box in place of its gradient."""
    placed = layout(traced.nodes, [(edge.source, edge.target) for edge in traced.edges])
    width = (placed.width - 1) * LAYER + BOX_WIDTH + 2 * MARGIN
    top, height = _extent(placed)
    drawn = [_arrow(edge, path) for edge, path in zip(traced.edges, placed.paths, strict=True)]
    drawn += [_box(node, _centre(placed.places[node]), (marks or {}).get(node)) for node in traced.nodes]
    body = (
        f"<svg viewBox='0 {top:g} {width} {height:g}'>"
        f"<defs><marker id='tip' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'>"
        f"<path d='M0 0L8 4L0 8z' fill='currentColor'/></marker></defs>{''.join(drawn)}</svg>"
    )
    says = f"{title} {describe(traced)}".strip()
    return Picture(inline(body.replace("'", '"'), says), says)


def _extent(placed: Layout) -> tuple[float, float]:
    """Top edge and height of the drawing: the boxes, and what lines pass above or below them."""
    boxes = [_centre(place)[1] for place in placed.places.values()]
    lines = [_centre(place)[1] for path in placed.paths for place in path]
    top = min(min(boxes) - BOX_HEIGHT / 2, min(lines, default=min(boxes)) - TEXT) - MARGIN
    bottom = max(max(boxes) + BOX_HEIGHT / 2, max(lines, default=max(boxes))) + MARGIN
    return top, bottom - top


def describe(traced: Graph) -> str:
    """The same graph in words, from the leaves to the root."""
    if traced.root.function is None:
        return f"{_called(traced.root)} = {_worth(traced.root)}: no graph was recorded behind it."
    told = [_told(node) for node in traced.nodes if node.role is not Role.LEAF]
    leaves = words.listed([f"{_called(node)} = {_worth(node)}{_slope(node)}" for node in traced.leaves])
    noun = "leaf" if len(traced.leaves) == 1 else "leaves"
    return f"Autograd graph with {len(traced.leaves)} {noun}: {leaves}. {' '.join(told)}"


def _told(node: Node) -> str:
    inputs = words.listed([_called(edge.source) for edge in node.inputs])
    locals_ = [
        f"d{_called(node)}/d{_called(edge.source)} = {words.number(edge.local)}"
        for edge in node.inputs
        if edge.local is not None
    ]
    role = "The root" if node.role is Role.ROOT else "Then"
    worth = f" = {_worth(node)}" if node.value is not None else ""
    slopes = f", local derivative {words.listed(locals_)}" if locals_ else ""
    gone = "; its saved values are freed" if node.freed else ""
    return f"{role} {_called(node)}{worth}, by {node.operation} from {inputs}{slopes}{_slope(node)}{gone}."


def _called(node: Node) -> str:
    return node.name or node.operation or "a leaf"


def _worth(node: Node) -> str:
    if node.value is None:
        return ""
    return words.thing(node.value) if node.value.numel() <= words.MANY else f"shape {words.shape(node.shape)}"


def _slope(node: Node) -> str:
    return f" (gradient {words.thing(node.gradient)})" if node.gradient is not None else ""


def _centre(place: Point) -> Point:
    return MARGIN + BOX_WIDTH / 2 + place[0] * LAYER, MARGIN + BOX_HEIGHT / 2 + place[1] * ROW


def _box(node: Node, centre: Point, mark: str | None) -> str:
    x, y = centre
    colour = COLOURS[node.role]
    outline = _outline(x, y, BOX_WIDTH, BOX_HEIGHT, node, f"fill='{colour}' fill-opacity='.12' stroke='{colour}'")
    if node.role is Role.ROOT:
        outline += _outline(x, y, BOX_WIDTH - 7, BOX_HEIGHT - 7, node, f"fill='none' stroke='{colour}'")
    rows = [row for row in (_title(node), _short(node), mark or _gradient(node)) if row]
    start = y + 4 - 8 * (len(rows) - 1)
    text = "".join(_text(x, start + 16 * place, row, bold=place == 0) for place, row in enumerate(rows))
    return outline + text


def _outline(x: float, y: float, width: float, height: float, node: Node, paint: str) -> str:
    radius = height / 2 if node.role is Role.LEAF else 4
    dashes = " stroke-dasharray='5 3'" if node.freed else ""
    return (
        f"<rect x='{x - width / 2:g}' y='{y - height / 2:g}' width='{width:g}' height='{height:g}' "
        f"rx='{radius:g}' stroke-width='1.8'{dashes} {paint}/>"
    )


def _text(x: float, y: float, words_: str, *, bold: bool = False, size: float = 12.5, anchor: str = "middle") -> str:
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' {FONT} font-size='{size:g}'{weight} "
        f"fill='currentColor'>{html.escape(words_, quote=True).replace('&#x27;', '’')}</text>"
    )


def _title(node: Node) -> str:
    if node.name and node.operation:
        return f"{node.name} · {node.operation}"
    return node.name or node.operation or ("leaf" if node.function else "no graph")


def _short(node: Node) -> str:
    if node.value is None:
        return "" if node.shape == () else f"shape {words.shape(node.shape)}"
    told = words.thing(node.value)
    return told if len(told) <= 15 else f"shape {words.shape(node.shape)}"


def _gradient(node: Node) -> str:
    if node.gradient is None:
        return ""
    told = f"grad {words.thing(node.gradient)}"
    return told if len(told) <= 16 else "grad: same shape"


def _arrow(edge: Edge, path: list[Point]) -> str:
    """A smooth line through the layers that it passes, and the local derivative beside its start."""
    points = [_centre(place) for place in path]
    points[0] = (points[0][0] + BOX_WIDTH / 2, points[0][1] + _spread(edge))
    points[-1] = (points[-1][0] - BOX_WIDTH / 2 - 2, points[-1][1] + _spread(edge))
    line = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) * 0.5
        line += f"C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    drawn = f"<path d='{line}' fill='none' stroke='currentColor' stroke-width='1.4' marker-end='url(#tip)'/>"
    if edge.local is None:
        return drawn
    return drawn + _beside(points[-2], points[-1], f"×{words.number(edge.local, figures=3)}")


def _beside(start: Point, end: Point, label: str) -> str:
    """A label at the middle of a line, on the side that the line leaves free."""
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if abs(y2 - y1) < 12:
        return _text(x - 2, y - 7, label, size=12)
    lift = 3 if abs(y2 - y1) > ROW / 2 + 1 else 12  # a flat slope leaves less room between the boxes
    return _text(x + (-7 if y2 < y1 else 7), y - lift, label, size=12, anchor="end" if y2 < y1 else "start")


def _spread(edge: Edge) -> float:
    """Two edges between the same two nodes (x·x) are drawn side by side."""
    twins = [other for other in edge.target.inputs if other.source is edge.source]
    return 22.0 * (twins.index(edge) - (len(twins) - 1) / 2)
