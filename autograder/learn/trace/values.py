"""The graph behind a value of a learner's own engine.

A value is any object with `data`, `grad` and `parents`; its `slopes` are the local derivatives, one for each parent,
and `operation` says how it was made. Both may be missing while the engine is being written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.learn.trace.nodes import OF_VALUE, Edge, Graph, Known, Node, NoGraph, Products, Role, sort

NEEDED = ("data", "grad", "parents")  # what makes an object a value


def is_value(thing: Any) -> bool:
    """Has it what a value of an engine has?"""
    return not isinstance(thing, (type, torch.Tensor)) and all(hasattr(thing, name) for name in NEEDED)


def of_value(root: Any, known: Known) -> Graph:
    top = _value_node(root, Role.ROOT, known)
    made = {id(root): top}
    open_nodes = [top]
    while open_nodes:
        node = open_nodes.pop()
        parents, slopes = _parents(node), _slopes(node.function)
        for slot, parent in enumerate(parents):
            if id(parent) not in made:
                role = Role.INTERMEDIATE if _held(parent.parents) else Role.LEAF
                made[id(parent)] = _value_node(parent, role, known)
                open_nodes.append(made[id(parent)])
            local = slopes[slot] if len(slopes) == len(parents) else None
            node.inputs.append(Edge(made[id(parent)], node, slot, 0, local))
    if not top.inputs:
        top.function = None
    return Graph(sort(top), top, OF_VALUE)


def _value_node(value: Any, role: Role, known: Known) -> Node:
    operation = getattr(value, "operation", "")
    if role is Role.LEAF or not isinstance(operation, str):
        operation = ""
    if not operation and _held(value.parents):
        operation = "op"
    name, _ = known.get(id(value), ("", None))
    node = Node(value, role, operation, (), name, _number(value.data), _number(value.grad))
    node.pull = lambda gradients: _times_slopes(node, gradients)
    return node


def kind_of(thing: Any) -> str:
    """A float, an int, an ndarray."""
    name = type(thing).__name__
    return ("an " if name[0].lower() in "aeio" or name == "ndarray" else "a ") + name


def _held(parents: Any) -> list[Any]:
    return list(parents) if isinstance(parents, (tuple, list, set, frozenset)) else [] if parents is None else [parents]


def _parents(node: Node) -> list[Any]:
    """In the order in which they were given; a set has none, and is put into one that is the same every time."""
    parents = node.function.parents
    if is_value(parents) or not (parents is None or isinstance(parents, (tuple, list, set, frozenset))):
        raise NoGraph(
            f"The parents of the value made by {node.operation!r} are {kind_of(parents)}, and not a tuple. "
            "One parent alone is written with a comma: (a,)."
        )
    found = _held(parents)
    for parent in found:
        if not is_value(parent):
            raise NoGraph(
                f"Among the parents of the value made by {node.operation!r} is {kind_of(parent)}: "
                "make a leaf of it first, so that all parents have .data, .grad and .parents."
            )
    return found if not isinstance(parents, (set, frozenset)) else sorted(found, key=_as_listed)


def _as_listed(value: Any) -> tuple[str, str, str]:
    return str(getattr(value, "operation", "")), str(value.data), str(value.grad)


def _slopes(value: Any) -> list[float | None]:
    slopes = getattr(value, "slopes", ())
    if not isinstance(slopes, (tuple, list)) or isinstance(value.parents, (set, frozenset)):
        return []
    return [None if (slope := _number(entry)) is None else float(slope) for entry in slopes]


def _number(value: Any) -> torch.Tensor | None:
    """A number as a tensor of float64, so that all that is drawn is one kind of thing."""
    if isinstance(value, torch.Tensor):
        return value.detach()
    try:
        return torch.tensor(float(value), dtype=torch.float64)
    except (TypeError, ValueError):
        return None


def _times_slopes(node: Node, gradients: Sequence[torch.Tensor | None]) -> Products:
    (incoming,) = gradients
    if incoming is None or not node.inputs:
        return ()
    slopes = [edge.local for edge in node.inputs if edge.local is not None]
    if len(slopes) < len(node.inputs):
        raise NoGraph(
            f"There is no backward pass to show: the value made by {node.operation!r} has not as many slopes as "
            f"parents ({len(node.inputs)}). Each operation gives one slope for each parent, in their order."
        )
    return tuple(incoming * slope for slope in slopes)
