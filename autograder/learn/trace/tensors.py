"""The graph behind a tensor, read from `grad_fn.next_functions`. Nothing is freed, nothing is changed.

A node of torch's is callable: `node(v)` gives its vector–Jacobian products with v, one for each input. With v = 1 on a
scalar that is the local derivative (torch documents the walk under "Autograd mechanics").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import torch

from autograder.learn.trace.nodes import Edge, Graph, Known, Node, NoGraph, Products, Role, sort

FREED = (
    "A backward pass has freed the saved values of this graph. Build it again, and look at its steps "
    "before calling backward()."
)


def of_tensor(root: torch.Tensor, known: Known) -> Graph:
    top = _tensor_node(root.grad_fn, Role.ROOT, root, known)
    made: dict[Any, Node] = {root.grad_fn: top}
    open_nodes = [top]
    while open_nodes:
        node = open_nodes.pop()
        for slot, (function, output) in enumerate(node.function.next_functions if node.function else ()):
            if function is None:
                continue
            if function not in made:
                made[function] = _tensor_node(function, _role(function), None, known)
                open_nodes.append(made[function])
            node.inputs.append(Edge(made[function], node, slot, output))
    for node in made.values():
        _measure(node)
    return Graph(sort(top), top)


def _role(function: Any) -> Role:
    return Role.LEAF if hasattr(function, "variable") else Role.INTERMEDIATE


def _tensor_node(function: Any, role: Role, tensor: torch.Tensor | None, known: Known) -> Node:
    leaf = function.variable if hasattr(function, "variable") else (tensor if function is None else None)
    key = id(leaf) if leaf is not None else function
    several = tensor is None and leaf is None and len(getattr(function, "_input_metadata", None) or "1") > 1
    name, named = ("", None) if several else known.get(key, ("", None))  # one name would stand for all its results
    value = leaf if leaf is not None else (tensor if tensor is not None else named)
    gradient = None
    if value is not None and (value.is_leaf or value.retains_grad):
        gradient = value.grad
    shape = tuple(value.shape) if value is not None else _output_shape(function)
    operation = "" if leaf is not None else _operation(function)
    node = Node(function, role, operation, shape, name, value, gradient)
    node.outputs = len(getattr(function, "_input_metadata", None) or [None])
    node.pull = lambda gradients: _vector_jacobian(function, gradients)
    return node


def _operation(function: Any) -> str:
    """PowBackward0 → pow, SigmoidBackward0 → sigmoid."""
    plain = re.sub(r"Backward\d*$", "", str(function.name()).split("::")[-1])
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain).lower()


def _output_shape(function: Any) -> tuple[int, ...]:
    metadata = getattr(function, "_input_metadata", None)
    return tuple(metadata[0].shape) if metadata else ()


def _vector_jacobian(function: Any, gradients: Sequence[torch.Tensor | None]) -> Products:
    """The node's vector–Jacobian products; a Function written in Python is called by its `apply`."""
    run = getattr(function, "apply", function)
    try:
        with torch.no_grad():
            back = run(*gradients)
    except RuntimeError as error:
        if "freed" not in str(error):
            raise
        raise NoGraph(FREED) from None
    products = back if isinstance(back, tuple) else (back,)
    return tuple(
        None if entry is None else _summed(entry.detach(), source, output)
        for entry, (source, output) in zip(products, function.next_functions, strict=False)
    )


def _summed(product: torch.Tensor, source: Any, output: int) -> torch.Tensor:
    """Where a small tensor was broadcast, its gradient is the sum over the copies: a node leaves that to torch's own
    walk, which looks at the shape that the next node wants."""
    metadata = getattr(source, "_input_metadata", None)
    return product.sum_to_size(metadata[output].shape) if metadata else product


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
        if product is not None and product.numel() == 1 and given.numel() == 1 and not product.is_complex():
            edge.local = float(product)
