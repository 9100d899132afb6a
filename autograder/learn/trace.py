"""The live autograd graph as data: read from `grad_fn.next_functions`, never freed, never changed.

A node is callable: `node(v)` gives its vector–Jacobian products with v, one for each input. With v = 1 on a
scalar that is the local derivative (torch documents the walk under "Autograd mechanics").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import torch


class Role(StrEnum):
    LEAF = "leaf"
    INTERMEDIATE = "intermediate"
    ROOT = "root"


@dataclass(eq=False)
class Node:
    """One tensor of the graph, seen from the backward side."""

    function: Any  # its grad_fn; for a leaf the AccumulateGrad node, or None where nothing was recorded
    role: Role
    operation: str  # "pow", "add"; for a leaf ""
    shape: tuple[int, ...] = ()
    name: str = ""
    value: torch.Tensor | None = None
    gradient: torch.Tensor | None = None
    freed: bool = False  # a backward pass has gone through: the saved values are gone
    inputs: list[Edge] = field(default_factory=list)


@dataclass(eq=False)
class Edge:
    """From an input to the node computed from it. `local` is d(target)/d(source) where both are scalars."""

    source: Node
    target: Node
    slot: int
    local: float | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes in topological order: every node after all of its inputs; the root comes last."""

    nodes: tuple[Node, ...]
    root: Node

    @property
    def edges(self) -> list[Edge]:
        return [edge for node in self.nodes for edge in node.inputs]

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.role is Role.LEAF]


def trace(root: torch.Tensor, names: Mapping[str, Any] | None = None) -> Graph:
    """The graph behind a tensor. `names` maps variable names to tensors: those found in the graph are
    called by them and show their values; other tensors, and everything else in the mapping, are passed over."""
    known = _known(names or {})
    top = _node(root.grad_fn, Role.ROOT, root, known)
    made: dict[Any, Node] = {root.grad_fn: top}
    open_nodes = [top]
    while open_nodes:
        node = open_nodes.pop()
        for slot, (function, _) in enumerate(node.function.next_functions if node.function else ()):
            if function is None:
                continue
            if function not in made:
                made[function] = _node(function, _role(function), None, known)
                open_nodes.append(made[function])
            node.inputs.append(Edge(made[function], node, slot))
    for node in made.values():
        _measure(node)
    return Graph(tuple(_sorted(top)), top)


def _known(names: Mapping[str, Any]) -> dict[Any, tuple[str, torch.Tensor]]:
    """By grad_fn for tensors that were computed, by id for leaves."""
    found: dict[Any, tuple[str, torch.Tensor]] = {}
    for name, value in names.items():
        if isinstance(value, torch.Tensor) and not name.startswith("_"):
            found.setdefault(value.grad_fn if value.grad_fn is not None else id(value), (name, value))
    return found


def _role(function: Any) -> Role:
    return Role.LEAF if hasattr(function, "variable") else Role.INTERMEDIATE


def _node(function: Any, role: Role, tensor: torch.Tensor | None, known: dict[Any, tuple[str, torch.Tensor]]) -> Node:
    leaf = function.variable if hasattr(function, "variable") else (tensor if function is None else None)
    key = id(leaf) if leaf is not None else function
    name, named = known.get(key, ("", None))
    value = leaf if leaf is not None else (tensor if tensor is not None else named)
    gradient = None
    if value is not None and (value.is_leaf or value.retains_grad):
        gradient = value.grad
    shape = tuple(value.shape) if value is not None else _output_shape(function)
    operation = "" if leaf is not None else _operation(function)
    return Node(function, role, operation, shape, name, value, gradient)


def _operation(function: Any) -> str:
    """PowBackward0 → pow, SigmoidBackward0 → sigmoid."""
    plain = re.sub(r"Backward\d*$", "", str(function.name()).split("::")[-1])
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain).lower()


def _output_shape(function: Any) -> tuple[int, ...]:
    metadata = getattr(function, "_input_metadata", None)
    return tuple(metadata[0].shape) if metadata else ()


def _measure(node: Node) -> None:
    """Fill in the local derivatives of a node's edges, or note that its saved values are gone."""
    if node.function is None or not node.inputs:
        return
    try:
        with torch.no_grad():
            given = torch.ones(node.shape, dtype=node.function._input_metadata[0].dtype)
            back = node.function(given)
    except RuntimeError as error:
        node.freed = "freed" in str(error)
        return
    except (TypeError, AttributeError):  # several outputs (unbind), or a Function written in Python
        return
    products = back if isinstance(back, tuple) else (back,)
    for edge in node.inputs:
        product = products[edge.slot]
        if product is not None and product.numel() == 1 and given.numel() == 1:
            edge.local = float(product)


def _sorted(root: Node) -> list[Node]:
    """Depth first, without recursion, so that a chain of thousands of nodes is no trouble."""
    order: list[Node] = []
    seen: set[int] = set()
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, finished = stack.pop()
        if finished:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack += [(edge.source, False) for edge in reversed(node.inputs)]
    return order
