"""The backward pass, one edge at a time: incoming gradient × local derivative = what is sent on.

The steps are computed by walking the live graph from the root: a node of it is callable, and gives the
vector–Jacobian products with the gradient that it is handed. Nothing is freed, and no `.grad` is touched.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.graphs import FONT, callers_tensors
from autograder.learn.draw.svg import ORANGE, Picture, inline
from autograder.learn.trace import Edge, Graph, Node, trace

ROW, GAP, LETTER, BOLD = 27, 22, 7.1, 8.2  # pixels: a row's height, between columns, the mean width of a letter
LONGEST = 26  # letters of a vector that are still written out
HEADS = ("step", "backward through", "incoming", "× local", "= sent on", "gradient so far")


@dataclass(frozen=True)
class Step:
    """One edge of the backward pass. All tensors are detached; `local` is None where the product with the
    incoming gradient is a vector–Jacobian product that no elementwise factor makes."""

    edge: Edge
    incoming: torch.Tensor  # the complete gradient of the edge's target
    local: torch.Tensor | None
    sent: torch.Tensor  # in the shape of the edge's source
    before: torch.Tensor | None  # the source's gradient before this step; None for its first one
    after: torch.Tensor


def steps(graph: Graph) -> list[Step]:
    """Every edge in the order of the backward pass, from a gradient of ones at the root.

    Raises ValueError where nothing was recorded, or where a backward pass has freed the saved values.
    """
    if graph.root.function is None:
        raise ValueError("There is no backward pass to show: nothing was recorded behind this tensor.")
    so_far: dict[tuple[Node, int], torch.Tensor] = {(graph.root, 0): _ones(graph.root)}
    found = []
    for node in reversed(graph.nodes):
        for edge, incoming, local, sent in _products(node, so_far):
            place = (edge.source, edge.target.function.next_functions[edge.slot][1])
            before = so_far.get(place)
            so_far[place] = sent if before is None else before + sent
            found.append(Step(edge, incoming, local, sent, before, so_far[place]))
    return found


def backward_strip(root: torch.Tensor, /, **names: Any) -> Picture:
    """All steps of the backward pass from `root` as one table; name the tensors as in `draw.graph`."""
    graph = trace(root, names or callers_tensors(2))
    return strip(graph, steps(graph))


def strip(graph: Graph, found: Sequence[Step]) -> Picture:
    """The table of the steps of a traced graph; a bar marks the rows in which gradients add."""
    root = called(graph.root)
    rows: list[tuple[str, ...]] = [HEADS, ("0", f"start at {root}", "", "", "", f"{root}: 1")]
    rows += [_row(number, step) for number, step in enumerate(found, start=1)]
    title = f"Incoming × local, edge by edge: {outcome(graph, found)}"
    says = f"{title}. {tell(found)}"
    return Picture(inline(_table(rows, title), says), says)


def outcome(graph: Graph, found: Sequence[Step]) -> str:
    """The gradients that the leaves end with: "dz/dx = 1.667 and dz/dy = 2"."""
    last = {step.edge.source: step.after for step in found}
    root = called(graph.root)
    return words.listed([f"d{root}/d{called(leaf)} = {short(last[leaf])}" for leaf in graph.leaves if leaf in last])


def tell(found: Sequence[Step]) -> str:
    """The steps in words."""
    return " ".join(f"Step {number}, {sentence(step)}" for number, step in enumerate(found, start=1))


def sentence(step: Step) -> str:
    """One step in words: "from z to x through add: 1 × 1 = 1; the gradient of x so far is 1."."""
    edge = step.edge
    return (
        f"from {called(edge.target)} to {called(edge.source)} through {edge.target.operation}: {product(step)}; "
        f"the gradient of {called(edge.source)} so far is {total(step)}."
    )


def product(step: Step) -> str:
    """1 × 0.1111 = 0.1111, or what goes in and comes out where no elementwise factor does it."""
    if step.local is None:
        return f"{short(step.incoming)} goes in, {short(step.sent)} comes out"
    return f"{short(step.incoming)} × {short(step.local)} = {short(step.sent)}"


def total(step: Step) -> str:
    """The source's gradient after the step, with the sum where two paths meet: 1 + 0.6667 = 1.667."""
    if step.before is None:
        return short(step.after)
    return f"{short(step.before)} + {short(step.sent)} = {short(step.after)}".replace("+ −", "− ")


def called(node: Node) -> str:
    return node.name or node.operation or "the leaf"


def short(value: torch.Tensor) -> str:
    told = words.thing(value)
    return told if len(told) <= LONGEST else f"shape {words.shape(tuple(value.shape))}"


def _ones(node: Node) -> torch.Tensor:
    return torch.ones(node.shape, dtype=node.function._input_metadata[0].dtype)


def _products(
    node: Node, so_far: dict[tuple[Node, int], torch.Tensor]
) -> list[tuple[Edge, torch.Tensor, torch.Tensor | None, torch.Tensor]]:
    """Of each edge into a node: incoming gradient, local derivative if there is one, what is sent on."""
    if not node.inputs:
        return []
    given = [so_far.get((node, output)) for output in range(len(node.function._input_metadata))]
    sent = _call(node, given)
    local = _call(node, [None if entry is None else torch.ones_like(entry) for entry in given])
    tried = _call(node, [None if entry is None else _uneven(entry) for entry in given])
    incoming = next(entry for entry in given if entry is not None)
    return [
        (edge, incoming, _factor(incoming, local[edge.slot], tried[edge.slot]), product)
        for edge in node.inputs
        if (product := sent[edge.slot]) is not None
    ]


def _uneven(like: torch.Tensor) -> torch.Tensor:
    """Numbers with no pattern that a matrix could share, in the shape given; a scalar is 2."""
    return (2 + torch.sin(1.7 * torch.arange(like.numel()))).reshape(like.shape).to(like.dtype)


def _call(node: Node, gradients: Sequence[torch.Tensor | None]) -> tuple[torch.Tensor | None, ...]:
    """The node's vector–Jacobian products; a Function written in Python is called by its `apply`."""
    run = getattr(node.function, "apply", node.function)
    try:
        with torch.no_grad():
            back = run(*gradients)
    except RuntimeError as error:
        if "freed" not in str(error):
            raise
        raise ValueError(
            "A backward pass has freed the saved values of this graph. Build it again, and draw the steps "
            "before calling backward()."
        ) from None
    products = back if isinstance(back, tuple) else (back,)
    return tuple(None if entry is None else entry.detach() for entry in products)


def _factor(incoming: torch.Tensor, local: torch.Tensor | None, tried: torch.Tensor | None) -> torch.Tensor | None:
    """The local derivative, if the node only multiplies by it: so it is from a scalar, and for elementwise
    operations, but not for a matrix product. `tried` is what the node makes of `_uneven` numbers."""
    if local is None or tried is None or (incoming.dim() and incoming.shape != local.shape):
        return None
    return local if torch.allclose(_uneven(incoming) * local, tried, equal_nan=True) else None


def _row(number: int, step: Step) -> tuple[str, ...]:
    source, target = called(step.edge.source), called(step.edge.target)
    operation = step.edge.target.operation
    through = f"{target} → {source}" + (f" ({operation})" if operation != target else "")
    local = "vᵀJ" if step.local is None else f"× {short(step.local)}"
    return (str(number), through, short(step.incoming), local, f"= {short(step.sent)}", f"{source}: {total(step)}")


def _table(rows: Sequence[Sequence[str]], title: str) -> str:
    widths = [max(_width(row[place], row is rows[0]) for row in rows) + GAP for place in range(len(HEADS))]
    starts = [8 + sum(widths[:place]) for place in range(len(widths))]
    width, height = max(8 + sum(widths), 8 + _width(title, True)), ROW * (len(rows) + 1) + 10
    lines = [_line(8, ROW, title, bold=True)]
    lines += [
        _line(start, ROW * (place + 2), cell, bold=place == 0)
        for place, row in enumerate(rows)
        for start, cell in zip(starts, row, strict=True)
        if cell
    ]
    lines += [_rule(ROW * (place + 2) + 8, width, place == 0) for place in range(len(rows))]
    lines += [_sum_mark(starts[-1], ROW * (place + 2)) for place, row in enumerate(rows) if " = " in row[-1]]
    return f"<svg viewBox='0 0 {width:g} {height:g}'>{''.join(lines)}</svg>".replace("'", '"')


def _width(text: str, bold: bool) -> float:
    return (BOLD if bold else LETTER) * len(text)


def _line(x: float, y: float, text: str, *, bold: bool) -> str:
    weight = " font-weight='bold'" if bold else ""
    return f"<text x='{x:g}' y='{y:g}' {FONT} font-size='12.5'{weight} fill='currentColor'>{html.escape(text)}</text>"


def _rule(y: float, width: float, strong: bool) -> str:
    paint = "stroke-width='1.4' stroke-opacity='.8'" if strong else "stroke-width='.6' stroke-opacity='.3'"
    return f"<path d='M8 {y:g}H{width - 8:g}' stroke='currentColor' {paint}/>"


def _sum_mark(x: float, y: float) -> str:
    """A bar beside the rows in which two paths meet and their gradients add."""
    return f"<path d='M{x - 8:g} {y - 13:g}v18' stroke='{ORANGE}' stroke-width='3'/>"
