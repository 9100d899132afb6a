"""A graph as data: nodes, edges, and the order in which every node comes after all of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import torch

Products = tuple[torch.Tensor | None, ...]
Known = Mapping[Any, tuple[str, Any]]  # by grad_fn or id: a name, and what has it
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
OF_TENSOR, OF_VALUE = "Autograd graph", "Graph of your engine"


class NoGraph(ValueError):
    """What was given has no graph that could be shown; the words say what to do. One line in a notebook."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Role(StrEnum):
    LEAF = "leaf"
    INTERMEDIATE = "intermediate"
    ROOT = "root"


@dataclass(eq=False)
class Node:
    """One tensor or value of the graph, seen from the backward side."""

    function: Any  # its grad_fn; for a leaf the AccumulateGrad node; for a value itself; None: nothing was recorded
    role: Role
    operation: str  # "pow", "add"; for a leaf ""
    shape: tuple[int, ...] = ()
    name: str = ""
    value: torch.Tensor | None = None
    gradient: torch.Tensor | None = None
    freed: bool = False  # a backward pass has gone through: the saved values are gone
    inputs: list[Edge] = field(default_factory=list, repr=False)  # a repr would go down the whole graph
    outputs: int = 1
    # incoming gradients, one for each output, to what is sent on, one for each slot
    pull: Callable[[Sequence[torch.Tensor | None]], Products] = lambda _: ()
    folded: tuple[Node, ...] = ()  # a run that is drawn as this one box, the leaves' side first
    constants: int = 0  # leaves without a name that only this run reads, and that are inside its box
    left_out: int = 0  # nodes that this box stands for and nobody sees
    number: int = 0  # among the unnamed ones of its operation, where there are several: mul₁, mul₂

    @property
    def called(self) -> str:
        """The variable's name, or the operation; with a number where that alone would say too little."""
        if self.folded:
            return f"the run of {len(self.folded):,} nodes"
        if self.left_out:
            return "what is left out"
        plain = self.operation or ("leaf" if self.function is not None else "this")
        return self.name or plain + (str(self.number).translate(SUBSCRIPTS) if self.number else "")


@dataclass(eq=False)
class Edge:
    """From an input to the node computed from it. `local` is d(target)/d(source) where both are scalars."""

    source: Node
    target: Node
    slot: int
    output: int = 0  # which of the source's results it is
    local: float | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes in topological order: every node after all of its inputs; the root comes last."""

    nodes: tuple[Node, ...]
    root: Node
    kind: str = OF_TENSOR

    @property
    def edges(self) -> list[Edge]:
        return [edge for node in self.nodes for edge in node.inputs]

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.role is Role.LEAF]


def sort(root: Node) -> tuple[Node, ...]:
    """Depth first, without recursion, so that a chain of thousands of nodes is no trouble."""
    order: list[Node] = []
    state: dict[Node, bool] = {}  # True: on the way down to it, False: done
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, finished = stack.pop()
        if finished:
            order.append(node)
            state[node] = False
        elif node not in state:
            state[node] = True
            stack.append((node, True))
            stack += [(edge.source, False) for edge in reversed(node.inputs)]
        elif state[node]:
            raise NoGraph(
                f"This graph goes round in a circle: {node.called} is computed from itself, so there is no order for a "
                "backward pass. Look for a value that was put among its own parents."
            )
    return tuple(order)
