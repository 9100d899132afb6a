"""A live graph as data: what stands behind a tensor, or behind a value of a learner's own engine.

Behind a tensor it is read from `grad_fn.next_functions`; nothing is freed, nothing is changed. A node of torch's
is callable: `node(v)` gives its vector–Jacobian products with v, one for each input. With v = 1 on a scalar that
is the local derivative (torch documents the walk under "Autograd mechanics").

A value of an engine is any object with `data`, `grad` and `parents`; its `slopes` are the local derivatives, one
for each parent, and `operation` says how it was made. Both may be missing while the engine is being written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from types import ModuleType
from typing import Any

import torch

Products = tuple[torch.Tensor | None, ...]
NEEDED = ("data", "grad", "parents")  # what makes an object a value
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
OF_TENSOR, OF_VALUE = "Autograd graph", "Graph of your engine"
MOST_ENTRIES = 200  # of a list of parameters are looked at for names
FREED = (
    "A backward pass has freed the saved values of this graph. Build it again, and look at its steps "
    "before calling backward()."
)


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


def trace(root: Any, names: Mapping[str, Any] | None = None) -> Graph:
    """The graph behind a tensor or a value of an engine. `names` maps variable names to anything: the tensors and
    values found in the graph are called by them, leaves also by their place in a list, a dict or an object
    (`w[0]`, `neuron.b`); everything else in the mapping is passed over.

    Raises NoGraph, in words, for anything that is neither.
    """
    if isinstance(root, torch.Tensor):
        return _of_tensor(root, _known(names or {}))
    if is_value(root):
        return _of_value(root, _known(names or {}))
    raise NoGraph(_not_a_root(root))


def is_value(thing: Any) -> bool:
    """Has it what a value of an engine has?"""
    return not isinstance(thing, (type, torch.Tensor)) and all(hasattr(thing, name) for name in NEEDED)


def _not_a_root(thing: Any) -> str:
    kind = _kind(thing)
    wanted = "A graph stands behind a tensor, or behind a value of an engine"
    if thing is None:
        return f"{wanted}, and this is None: does the function that made it have its return?"
    if isinstance(thing, type):
        return f"{wanted}, and this is the class {thing.__name__} itself: give one of its objects."
    if isinstance(thing, (list, tuple)):
        return f"{wanted}, and this is {kind} of {len(thing)}: give one entry, or their sum."
    if type(thing).__module__ == "numpy" or isinstance(thing, (int, float, complex)):
        return f"{wanted}, and this is {kind}, which has no history: begin with a tensor that has requires_grad=True."
    if callable(thing) and not hasattr(thing, "data"):
        return f"{wanted}, and this is a function: call it, and give its result."
    missing = [f".{name}" for name in NEEDED if not hasattr(thing, name)]
    if len(missing) < len(NEEDED):
        name = type(thing).__name__
        return f"{wanted}, which has .data, .grad and .parents, and this {name} has no {', '.join(missing)}."
    return f"{wanted}, and this is {kind}."


def _kind(thing: Any) -> str:
    """A float, an int, an ndarray."""
    name = type(thing).__name__
    return ("an " if name[0].lower() in "aeio" or name == "ndarray" else "a ") + name


# Names


def _known(names: Mapping[str, Any]) -> dict[Any, tuple[str, Any]]:
    """By grad_fn for tensors that were computed, by id for leaves and values. A variable's own name comes first."""
    found: dict[Any, tuple[str, Any]] = {}
    own = [(name, value) for name, value in names.items() if _is_somebodys(name)]
    for name, value in own:
        computed = isinstance(value, torch.Tensor) and value.grad_fn is not None
        found.setdefault(value.grad_fn if computed else id(value), (name, value))
    for name, value in own:
        for place, entry in _inside(name, value):
            if _is_leaf(entry):
                found.setdefault(id(entry), (place, entry))
    return found


def _is_somebodys(name: str) -> bool:
    """A name that a person gave: not IPython's own, nor what a tool that rewrites code keeps things in."""
    return name.isidentifier() and not name.startswith("_") and name not in ("In", "Out")


def _inside(name: str, value: Any, depth: int = 2) -> Iterator[tuple[str, Any]]:
    """What a list, a dict, a module or a learner's own object holds, with the words to get at it."""
    if isinstance(value, torch.nn.Module):
        yield from ((f"{name}.{place}", entry) for place, entry in value.named_parameters())
        return
    for place, entry in _entries(value):
        yield name + place, entry
        if depth > 1 and not isinstance(entry, torch.Tensor):
            yield from _inside(name + place, entry, depth - 1)


def _entries(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, (list, tuple)):
        return ((f"[{place}]", entry) for place, entry in enumerate(value[:MOST_ENTRIES]))
    if isinstance(value, dict):
        return ((f"[{key!r}]", entry) for key, entry in islice(value.items(), MOST_ENTRIES))
    if isinstance(value, (ModuleType, type, torch.Tensor)) or type(value).__module__ == "builtins" or _remembers(value):
        return ()
    held = dict(getattr(value, "__dict__", {}))
    return ((f".{key}", entry) for key, entry in islice(held.items(), 20) if not key.startswith("_"))


def _is_leaf(thing: Any) -> bool:
    if isinstance(thing, torch.Tensor):
        return thing.is_leaf
    return _remembers(thing) and is_value(thing) and not thing.parents


def _remembers(thing: Any) -> bool:
    """Has it parents? Asked without running any code of its class."""
    return "parents" in getattr(thing, "__dict__", {}) or hasattr(type(thing), "parents")


# Tensors


def _of_tensor(root: torch.Tensor, known: Mapping[Any, tuple[str, Any]]) -> Graph:
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


def _tensor_node(function: Any, role: Role, tensor: torch.Tensor | None, known: Mapping[Any, tuple[str, Any]]) -> Node:
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


# Values of a learner's engine


def _of_value(root: Any, known: Mapping[Any, tuple[str, Any]]) -> Graph:
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


def _value_node(value: Any, role: Role, known: Mapping[Any, tuple[str, Any]]) -> Node:
    operation = getattr(value, "operation", "")
    if role is Role.LEAF or not isinstance(operation, str):
        operation = ""
    if not operation and _held(value.parents):
        operation = "op"
    name, _ = known.get(id(value), ("", None))
    node = Node(value, role, operation, (), name, _number(value.data), _number(value.grad))
    node.pull = lambda gradients: _times_slopes(node, gradients)
    return node


def _held(parents: Any) -> list[Any]:
    return list(parents) if isinstance(parents, (tuple, list, set, frozenset)) else [] if parents is None else [parents]


def _parents(node: Node) -> list[Any]:
    """In the order in which they were given; a set has none, and is put into one that is the same every time."""
    parents = node.function.parents
    if is_value(parents) or not (parents is None or isinstance(parents, (tuple, list, set, frozenset))):
        raise NoGraph(
            f"The parents of the value made by {node.operation!r} are {_kind(parents)}, and not a tuple. "
            "One parent alone is written with a comma: (a,)."
        )
    found = _held(parents)
    for parent in found:
        if not is_value(parent):
            raise NoGraph(
                f"Among the parents of the value made by {node.operation!r} is {_kind(parent)}: "
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


# Order


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
