"""Our own reverse pass over the graph that torch recorded, so that one thing in it can be done wrong.

A node of the graph is callable: `node(v)` gives its vector–Jacobian products, one for each input. Walking
the nodes from the root in reverse topological order, multiplying and adding, is reverse-mode automatic
differentiation (Griewank and Walther, *Evaluating Derivatives*, chapter 3). A `Surgery` changes one step of
it: the products of one node, or how gradients meet where a value is used twice. Nothing is freed, so the
same graph can be operated on again and again.

`operated(surgery)` puts this pass in the place of torch's own engine, so that any program that calls
`backward` or `torch.autograd.grad` runs with the mistake in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

ENGINE = "_engine_run_backward"  # the one door that backward and grad both go through
Products = list[torch.Tensor | None]
Port = tuple[Any, int]  # a node, and which of its outputs


@dataclass(frozen=True)
class Step:
    """One node of a backward pass, at the moment when its products have been computed."""

    place: int  # in topological order from the leaves; the same for every pass over the same program
    operation: str  # "PowBackward0"
    node: Any
    incoming: torch.Tensor
    products: Products
    last: bool  # the root's own node


Operate = Callable[[Step], Products]


@dataclass(frozen=True)
class Surgery:
    """What is done wrong. `operate` changes the products at the places that it names; `join` puts two
    gradients together where a value was used twice; `store` puts a new gradient to an old .grad."""

    operate: Mapping[int, Operate] = field(default_factory=dict)
    join: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = torch.add
    store: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = torch.add


HONEST = Surgery()


@dataclass(frozen=True)
class Seen:
    """A node that a program's backward pass went through: what there is to operate on."""

    place: int
    operation: str
    inputs: int  # how many of its inputs carry a gradient
    feeds: tuple[int, ...]  # the places that use its output
    last: bool

    @property
    def fans_out(self) -> bool:
        return len(self.feeds) > 1


@contextlib.contextmanager
def operated(surgery: Surgery = HONEST, seen: list[Seen] | None = None) -> Iterator[None]:
    """While this is open, torch's backward and grad run our pass with this surgery. `seen` collects the
    nodes of the longest pass."""
    engine = getattr(torch.autograd, ENGINE)

    def run(
        outputs: Sequence[torch.Tensor],
        incoming: Sequence[torch.Tensor | None],
        keep: bool,
        create: bool,
        inputs: Sequence[torch.Tensor] = (),
        *_: Any,
        accumulate_grad: bool = True,
        **__: Any,
    ) -> tuple[torch.Tensor | None, ...] | None:
        with torch.set_grad_enabled(create):
            ports, nodes = _flow(outputs, incoming, surgery)
        if seen is not None and len(nodes) > len(seen):
            seen[:] = nodes
        if not accumulate_grad:
            return tuple(ports.get(_port(tensor)) for tensor in inputs)
        _accumulate(ports, surgery, [id(tensor) for tensor in inputs])
        return None

    setattr(torch.autograd, ENGINE, run)
    try:
        yield
    finally:
        setattr(torch.autograd, ENGINE, engine)


def _flow(
    outputs: Sequence[torch.Tensor], incoming: Sequence[torch.Tensor | None], surgery: Surgery
) -> tuple[dict[Port, torch.Tensor], list[Seen]]:
    """The gradient at every port that the roots depend on."""
    ports: dict[Port, torch.Tensor] = {}
    roots = []
    for tensor, given in zip(outputs, incoming, strict=True):
        if tensor.requires_grad:
            _add(ports, _port(tensor), torch.ones_like(tensor) if given is None else given, surgery)
            roots.append(_port(tensor)[0])
    order = _topological(roots)
    feeds = _feeds(order)
    seen = []
    for place in range(len(order) - 1, -1, -1):
        node = order[place]
        inputs = [port for port in node.next_functions if port[0] is not None]
        operation = str(node.name()).rsplit("::", 1)[-1]
        seen.append(Seen(place, operation, len(inputs), tuple(feeds.get(node, ())), node in roots))
        if hasattr(node, "variable") or not inputs:
            continue
        arriving = [ports.get((node, number)) for number in range(len(node._input_metadata))]
        if all(entry is None for entry in arriving):
            continue
        _spread(node, place, operation, arriving, ports, surgery, node in roots)
    return ports, seen[::-1]


def _spread(
    node: Any,
    place: int,
    operation: str,
    arriving: list[torch.Tensor | None],
    ports: dict[Port, torch.Tensor],
    surgery: Surgery,
    last: bool,
) -> None:
    """Send a node's products on to its inputs."""
    given = [
        torch.zeros(meta.shape, dtype=meta.dtype) if entry is None else entry
        for entry, meta in zip(arriving, node._input_metadata, strict=True)
    ]
    found = node(*given)
    products: Products = list(found) if isinstance(found, tuple) else [found]
    if place in surgery.operate:
        products = surgery.operate[place](Step(place, operation, node, given[0], products, last))
    for port, product in zip(node.next_functions, products, strict=False):
        if port[0] is not None and product is not None:
            _add(ports, port, _fitted(product, port), surgery)


def _fitted(product: torch.Tensor, port: Port) -> torch.Tensor:
    """In the shape and dtype of the value it belongs to: what was broadcast is summed, as torch does."""
    node, number = port
    if hasattr(node, "variable"):
        shape, dtype = node.variable.shape, node.variable.dtype
    else:
        shape, dtype = node._input_metadata[number].shape, node._input_metadata[number].dtype
    if product.shape != torch.Size(shape):
        product = product.sum_to_size(shape) if product.dim() >= len(shape) else product.expand(shape)
    return product.to(dtype)


def _add(ports: dict[Port, torch.Tensor], port: Port, product: torch.Tensor, surgery: Surgery) -> None:
    ports[port] = product if port not in ports else surgery.join(ports[port], product)


def _accumulate(ports: dict[Port, torch.Tensor], surgery: Surgery, only: list[int]) -> None:
    for (node, _), gradient in ports.items():
        leaf = getattr(node, "variable", None)
        if leaf is None or (only and id(leaf) not in only):
            continue
        with torch.no_grad():
            leaf.grad = gradient.clone() if leaf.grad is None else surgery.store(leaf.grad, gradient)


def _port(tensor: torch.Tensor) -> Port:
    edge = torch.autograd.graph.get_gradient_edge(tensor)
    return edge.node, edge.output_nr


def _topological(roots: Sequence[Any]) -> list[Any]:
    """Every node after its inputs; without recursion, so that long chains are no trouble."""
    order: list[Any] = []
    seen: set[Any] = set()
    stack: list[tuple[Any, bool]] = [(root, False) for root in reversed(roots)]
    while stack:
        node, finished = stack.pop()
        if finished:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack += [(entry, False) for entry, _ in reversed(node.next_functions) if entry is not None]
    return order


def _feeds(order: Sequence[Any]) -> dict[Any, list[int]]:
    feeds: dict[Any, list[int]] = {}
    for place, node in enumerate(order):
        for entry, _ in node.next_functions:
            if entry is not None:
                feeds.setdefault(entry, []).append(place)
    return feeds
