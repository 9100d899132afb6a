"""The backward pass over a line of nodes: the gradient of the last one, in every node's .grad.

A line is a pair: the graph's rows, parents before children (each row says where its parents stand, and a slope for each
of them), and the order in which the nodes stand in the line.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.learn import probes
from autograder.learn.parts import beside

Rows = Sequence[tuple[Sequence[int], Sequence[float]]]  # for each node, where its parents stand, and their slopes
Line = tuple[Rows, Sequence[int]]
Edges = Callable[[Rows, Sequence[int]], Rows]
Gradients = dict[str, float]


def over(lines: Mapping[str, Line]) -> Lines:
    """Lines by their names."""
    return Lines(dict(lines))


@dataclass(frozen=True)
class Lines:
    """.grad of every node (n0, n1, …) of one of these lines, after so many backward passes over it."""

    lines: Mapping[str, Line]

    def by(self, function: Callable[..., Any]) -> Callable[[str, int], Gradients]:
        """As the learner's function leaves them."""
        asked = probes.beside(function, beside.passes)

        @functools.wraps(function)
        def gradients(graph: str, passes: int) -> Gradients:
            return _named(asked(*self.lines[graph], passes))

        return gradients

    def torchs(self, graph: str, passes: int) -> Gradients:
        """As torch leaves them."""
        return self._with(graph, passes)

    @property
    def slips(self) -> Mapping[str, Any]:
        return {
            "seeded_with_zero": self._nothing,
            "overwritten_not_added": self._along(_last_share, reset=True),
            "children_before_parents": self._along(_root_alone),
            "only_first_parent": [self._along(_first_parents), self._along(_first_of_the_root)],
            "The 1 belongs to the root, and the root stands last in the line.": [
                self._first_seeded,
                functools.partial(self._first_seeded, added=True),
            ],
            "The leaves are right, and the others were emptied after the pass, not before the next one.": (
                functools.partial(self._others, factor=lambda passes: 0)
            ),
            "The leaves are right, and the others still hold what they got in earlier passes.": (
                functools.partial(self._others, factor=lambda passes: passes)
            ),
            "repeated_parent_once": self._along(_each_parent_once),
            "The slopes were left out: a node hands on its gradient as it is.": self._along(_slopes_of_one),
            "stale_gradients": [functools.partial(self._with, stale=stale) for stale in (_inside, _root, _not_leaves)],
            "leaves_reset": functools.partial(self._with, reset=True),
        }

    def _along(self, edges: Edges, reset: bool = False) -> Callable[..., Gradients]:
        return functools.partial(self._with, edges=edges, reset=reset)

    def _with(
        self,
        graph: str,
        passes: int,
        edges: Edges = lambda rows, order: rows,
        stale: Callable[[Rows, Sequence[int]], Sequence[int]] = lambda rows, order: (),
        reset: bool = False,
    ) -> Gradients:
        """What torch gives. With other `edges`, with gradients of the pass before left in some nodes (`stale`), or with
        leaves that forget (`reset`), what an engine with that mistake would give."""
        rows, order = self.lines[graph]
        bumps = [torch.zeros((), dtype=torch.float64, requires_grad=True) for _ in rows]
        values: list[torch.Tensor] = []
        for bump, (parents, slopes) in zip(bumps, edges(rows, order), strict=True):
            values.append(sum((slope * values[at] for at, slope in zip(parents, slopes, strict=True)), start=bump))
        found = [0.0 for _ in rows]
        for _ in range(passes):
            source = values[order[-1]] + sum(found[node] * values[node] for node in stale(rows, order))
            new = torch.autograd.grad(source, bumps, retain_graph=True, allow_unused=True, materialize_grads=True)
            kept = [0.0 if reset or parents else before for before, (parents, _) in zip(found, rows, strict=True)]
            found = [before + gradient.item() for before, gradient in zip(kept, new, strict=True)]
        return _named(found)

    def _nothing(self, graph: str, passes: int) -> Gradients:
        return _named([0.0] * len(self.lines[graph][0]))

    def _first_seeded(self, graph: str, passes: int, added: bool = False) -> Gradients:
        """The 1 went to the first node in the line, a leaf, and there the pass ends."""
        rows, order = self.lines[graph]
        return _named([float(passes if added else 1) if node == order[0] else 0.0 for node in range(len(rows))])

    def _others(self, graph: str, passes: int, factor: Callable[[int], float]) -> Gradients:
        """The leaves are right. Every other node's gradient is so many times too large."""
        rows, _ = self.lines[graph]
        true = self.torchs(graph, passes).values()
        pairs = zip(true, rows, strict=True)
        return _named([gradient * factor(passes) if parents else gradient for gradient, (parents, _) in pairs])


def _named(found: Sequence[Any]) -> dict[str, Any]:
    return {f"n{number}": gradient for number, gradient in enumerate(found)}


# Other edges: along which of them anything comes back, and with what slope


def _last_share(rows: Rows, order: Sequence[int]) -> Rows:
    """Of all that comes back to a node, what comes last."""
    last = {parent: (child, at) for child in reversed(order) for at, parent in enumerate(rows[child][0])}
    kept = [
        [at for at, parent in enumerate(parents) if last.get(parent) == (child, at)]
        for child, (parents, _) in enumerate(rows)
    ]
    return [([row[0][at] for at in ats], [row[1][at] for at in ats]) for row, ats in zip(rows, kept, strict=True)]


def _root_alone(rows: Rows, order: Sequence[int]) -> Rows:
    return [row if node == order[-1] else ((), ()) for node, row in enumerate(rows)]


def _first_parents(rows: Rows, order: Sequence[int]) -> Rows:
    return [(parents[:1], slopes[:1]) for parents, slopes in rows]


def _first_of_the_root(rows: Rows, order: Sequence[int]) -> Rows:
    return _first_parents(_root_alone(rows, order), order)


def _each_parent_once(rows: Rows, order: Sequence[int]) -> Rows:
    kept = [dict(zip(parents, slopes, strict=True)) for parents, slopes in rows]
    return [(tuple(slope_of), tuple(slope_of.values())) for slope_of in kept]


def _slopes_of_one(rows: Rows, order: Sequence[int]) -> Rows:
    return [(parents, [1.0] * len(parents)) for parents, _ in rows]


# Nodes that still hold the gradient of the pass before


def _inside(rows: Rows, order: Sequence[int]) -> list[int]:
    return [node for node in order[:-1] if rows[node][0]]


def _root(rows: Rows, order: Sequence[int]) -> list[int]:
    return [order[-1]]


def _not_leaves(rows: Rows, order: Sequence[int]) -> list[int]:
    return _inside(rows, order) + _root(rows, order)
