"""A backward pass that goes one edge further each time the slider moves."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch

from autograder.learn.draw import graphs
from autograder.learn.draw.layers import Point, layout
from autograder.learn.draw.steps import Step, called, outcome, sentence, short, steps, strip
from autograder.learn.draw.svg import BLUE, ORANGE, Picture
from autograder.learn.explore.live import Exploration, Slider
from autograder.learn.trace import Edge, Graph, trace


class Stepper(Exploration):
    """Printed: the whole pass. Live: it begins at the root, before the first step."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.steps = graph, steps(graph)
        super().__init__(self.frame, [Slider("step", 0, len(self.steps), 1, 0)])
        self.static = _whole(graph, self.steps)

    def frame(self, step: float) -> Picture:
        """The graph after `step` steps, and the newest one in words."""
        return frame(self.graph, self.steps, int(step))

    def _build(self) -> Any:
        box = super()._build()
        box.children[-1].value = self.frame(0).svg
        return box


def backward(root: torch.Tensor, /, **names: Any) -> Stepper:
    """Walk the backward pass from `root` edge by edge: local derivative × incoming gradient = outgoing, and
    the gradient so far on each node. Name the tensors as in `draw.graph`. The graph is left intact.

    The printed form is the graph with all gradients and the table of all steps (`draw.backward_strip`).
    """
    return Stepper(trace(root, names or graphs.callers_tensors(2)))


def frame(graph: Graph, found: Sequence[Step], count: int) -> Picture:
    """The graph after `count` of the steps: the newest edge thick and orange, earlier ones thinner and blue."""
    newest = found[count - 1] if count else None
    drawn, caption = _passed(graph, found[:count], newest), _caption(graph, found, count)
    return Picture(f"<div>{drawn.svg}</div><p>{html.escape(caption)}</p>", f"{caption} {drawn.says}")


def _whole(graph: Graph, found: Sequence[Step]) -> Picture:
    table = strip(graph, found)
    return Picture(f"<div>{_passed(graph, found).svg}</div><div>{table.svg}</div>", table.says)


def _passed(graph: Graph, done: Sequence[Step], newest: Step | None = None) -> Picture:
    """The graph with a see-through band along every edge that the pass has gone through."""
    edges = graph.edges
    placed = layout(graph.nodes, [(edge.source, edge.target) for edge in edges])
    paths = dict(zip(edges, placed.paths, strict=True))
    ribbons = "".join(_ribbon(step.edge, paths[step.edge], newest=step is newest) for step in done)
    drawn = graphs.picture(graph, _marks(graph, done))
    return Picture(drawn.svg.removesuffix("</svg>") + ribbons + "</svg>", drawn.says)


def _marks(graph: Graph, done: Sequence[Step]) -> dict[Any, str]:
    """Under each node the gradient that has arrived by now."""
    arrived = {graph.root: "grad 1"} | {step.edge.source: f"grad {short(step.after)}" for step in done}
    return {node: _fitting(arrived.get(node, "grad —")) for node in graph.nodes}


def _fitting(mark: str) -> str:
    return mark if len(mark) <= 16 else "grad: see below"


def _caption(graph: Graph, found: Sequence[Step], count: int) -> str:
    root = called(graph.root)
    if count == 0:
        return f"Step 0 of {len(found)}: the pass begins at the root, with d{root}/d{root} = 1."
    end = f" The pass is over: {outcome(graph, found)}." if count == len(found) else ""
    return f"Step {count} of {len(found)}, {sentence(found[count - 1])}{end}"


def _ribbon(edge: Edge, path: Sequence[Point], *, newest: bool) -> str:
    colour, width = (ORANGE, 11) if newest else (BLUE, 5)
    return (
        f'<path d="{_curve(edge, path)}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-opacity=".45" stroke-linecap="round"/>'
    )


def _curve(edge: Edge, path: Sequence[Point]) -> str:
    """The line of an edge as `draw.graph` draws it, from box to box."""
    twins = [other for other in edge.target.inputs if other.source is edge.source]
    aside = 22.0 * (twins.index(edge) - (len(twins) - 1) / 2)
    corner = (graphs.MARGIN + graphs.BOX_WIDTH / 2, graphs.MARGIN + graphs.BOX_HEIGHT / 2)
    points = [(corner[0] + x * graphs.LAYER, corner[1] + y * graphs.ROW) for x, y in path]
    points[0] = (points[0][0] + graphs.BOX_WIDTH / 2, points[0][1] + aside)
    points[-1] = (points[-1][0] - graphs.BOX_WIDTH / 2 - 2, points[-1][1] + aside)
    line = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (x1 + x2) / 2
        line += f"C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    return line
