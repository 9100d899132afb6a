"""The backward pass, one edge at a time: incoming gradient × local derivative = what is sent on.

The steps are computed by walking the live graph from the root: each node gives the vector–Jacobian products with
the gradient that it is handed. Nothing is freed, and no `.grad` is touched. A folded run is one step.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.folds import readable
from autograder.learn.draw.graphs import callers_names, ratio
from autograder.learn.draw.lettering import FONT
from autograder.learn.draw.svg import ORANGE, Picture, inline
from autograder.learn.trace import OF_VALUE, Edge, Graph, Node, NoGraph, trace

ROW, GAP, LETTER, BOLD = 27, 22, 7.1, 8.2  # pixels: a row's height, between columns, the mean width of a letter
LONGEST = 26  # letters of a vector that are still written out
FIRST, LAST = 16, 6  # steps of a long pass that are shown
MOST_LEAVES = 8  # gradients that a title names
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
    """Every edge in the order of the backward pass, from a gradient of 1 at the root.

    Raises NoGraph (a ValueError) where nothing was recorded, where the root is no single number, or where a backward
    pass has freed the saved values.
    """
    so_far: dict[tuple[Node, int], torch.Tensor] = {(graph.root, 0): _one(graph)}
    found = []
    for node in reversed(graph.nodes):
        for edge, incoming, local, sent in _products(node, so_far):
            place = (edge.source, edge.output)
            before = so_far.get(place)
            so_far[place] = sent if before is None else before + sent
            found.append(Step(edge, incoming, local, sent, before, so_far[place]))
    return found


def _one(graph: Graph) -> torch.Tensor:
    """Where a pass begins: d(root)/d(root)."""
    root, nothing = graph.root, "There is no backward pass to show"
    if root.function is None and (graph.kind is OF_VALUE or (root.value is not None and root.value.requires_grad)):
        raise NoGraph(
            f"{nothing}: {root.called} is a leaf, and a pass begins at something that is computed from leaves."
        )
    if root.function is None:
        raise NoGraph(
            f"{nothing}: nothing was recorded behind {root.called}. Compute it from a leaf that has "
            "requires_grad=True, and outside no_grad."
        )
    if root.value is None:
        raise NoGraph(f"{nothing}: the data of {root.called} is not a number.")
    if root.value.is_complex():
        raise NoGraph(f"{nothing}: it starts from a real number, and {root.called} is complex. Look at its abs().")
    if root.value.numel() != 1:
        name = root.name or "the result"
        raise NoGraph(
            f"A backward pass starts from one number, and {name} has shape {words.shape(root.shape)}. "
            "Look at its sum() or mean(), or at one entry."
        )
    return torch.ones_like(root.value.detach())


def backward_strip(root: Any, /, **names: Any) -> Picture:
    """All steps of the backward pass from `root` as one table; name the tensors as in `draw.graph`.

    Of a long pass the first and the last steps are shown, and how many there are between them.
    """
    graph = readable(trace(root, names or callers_names(2)))
    return strip(graph, steps(graph))


def strip(graph: Graph, found: Sequence[Step]) -> Picture:
    """The table of the steps of a traced graph; a bar marks the rows in which gradients add."""
    root = graph.root.called
    rows: list[tuple[str, ...]] = [HEADS, ("0", f"start at {root}", "", "", "", f"{root}: 1")]
    shown, missing = excerpt(found)
    for number, step in shown:
        rows.append(_row(number, step))
        if number == missing.start - 1:
            rows.append(("…", f"steps {missing.start} to {missing.stop - 1} are not shown", "", "", "", ""))
    title = f"Incoming × local, edge by edge: {outcome(graph, found)}"
    says = f"{title}. {tell(found)}"
    return Picture(inline(_table(rows, title), says), says)


def excerpt(found: Sequence[Step]) -> tuple[list[tuple[int, Step]], range]:
    """The steps to show with their numbers, and the numbers of those between them that are not."""
    numbered = list(enumerate(found, start=1))
    if len(found) <= FIRST + LAST + 2:
        return numbered, range(0)
    return numbered[:FIRST] + numbered[-LAST:], range(FIRST + 1, len(found) - LAST + 1)


def outcome(graph: Graph, found: Sequence[Step]) -> str:
    """The gradients that the leaves end with: "dz/dx = 1.667 and dz/dy = 2"."""
    left_out = sum(node.left_out for node in graph.nodes)
    if left_out:
        return f"the pass goes on through {left_out:,} nodes that are left out here"
    last = {step.edge.source: step.after for step in found}
    leaves = [leaf for leaf in graph.leaves if leaf in last]
    shown = [leaf for leaf in leaves if leaf.name] or leaves  # constants come without a name, and nobody reads them
    told = [f"{ratio(graph.root, leaf)} = {short(last[leaf])}" for leaf in shown[:MOST_LEAVES]]
    more = [f"{len(shown) - MOST_LEAVES} more leaves"] if len(shown) > MOST_LEAVES else []
    return words.listed(told + more)


def tell(found: Sequence[Step]) -> str:
    """The steps in words."""
    shown, missing = excerpt(found)
    told = [f"Step {number}, {sentence(step)}" for number, step in shown]
    if missing:
        told.insert(FIRST, f"Steps {missing.start} to {missing.stop - 1} are not shown.")
    return " ".join(told)


def sentence(step: Step) -> str:
    """One step in words: "from z to x through add: 1 × 1 = 1; the gradient of x so far is 1."."""
    edge = step.edge
    if edge.source.left_out:
        return f"from {edge.target.called} on into what is left out: {product(step)}."
    way = "all of them" if edge.target.folded else edge.target.operation
    return (
        f"from {edge.target.called} to {edge.source.called} through {way}: {product(step)}; "
        f"the gradient of {edge.source.called} so far is {total(step)}."
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


def short(value: torch.Tensor) -> str:
    told = words.thing(value)
    return told if len(told) <= LONGEST else f"shape {words.shape(tuple(value.shape))}"


def _products(
    node: Node, so_far: dict[tuple[Node, int], torch.Tensor]
) -> list[tuple[Edge, torch.Tensor, torch.Tensor | None, torch.Tensor]]:
    """Of each edge into a node: incoming gradient, local derivative if there is one, what is sent on."""
    given = [so_far.get((node, output)) for output in range(node.outputs)]
    incoming = next((entry for entry in given if entry is not None), None)
    if not node.inputs or node.left_out or incoming is None:
        return []
    sent = node.pull(given)
    local = node.pull([None if entry is None else torch.ones_like(entry) for entry in given])
    tried = node.pull([None if entry is None else _uneven(entry) for entry in given])
    return [
        (edge, incoming, _factor(incoming, local[edge.slot], tried[edge.slot]), product)
        for edge in node.inputs
        if (product := sent[edge.slot]) is not None
    ]


def _uneven(like: torch.Tensor) -> torch.Tensor:
    """Numbers with no pattern that a matrix could share, in the shape given; a scalar is 2."""
    return (2 + torch.sin(1.7 * torch.arange(like.numel()))).reshape(like.shape).to(like.dtype)


def _factor(incoming: torch.Tensor, local: torch.Tensor | None, tried: torch.Tensor | None) -> torch.Tensor | None:
    """The local derivative, if the node only multiplies by it: so it is from a scalar, and for elementwise
    operations, but not for a matrix product. `tried` is what the node makes of `_uneven` numbers."""
    if local is None or tried is None or (incoming.dim() and incoming.shape != local.shape):
        return None
    if local.is_complex() or incoming.is_complex():
        return None
    return local if torch.allclose((_uneven(incoming) * local).to(tried.dtype), tried, equal_nan=True) else None


def _row(number: int, step: Step) -> tuple[str, ...]:
    source, target = step.edge.source.called, step.edge.target.called
    operation = step.edge.target.operation
    through = f"{target} → {source}" + (f" ({operation})" if operation != target else "")
    if step.edge.target.folded:
        through = f"{target} → {source}"
    sofar = "" if step.edge.source.left_out else f"{source}: {total(step)}"
    local = "vᵀJ" if step.local is None else f"× {short(step.local)}"
    return (str(number), through, short(step.incoming), local, f"= {short(step.sent)}", sofar)


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
