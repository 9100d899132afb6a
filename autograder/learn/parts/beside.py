"""What stands beside a learner's function while it is asked: things to try it on, and how it is looked at.

    Piece, pieces   nodes without an engine: parents, slopes, data, grad
    Lent            a finished value on loan, with torch inside
    memory, …       one for each part of an engine: ask the learner's function, give back plain data

At grading the text of this file goes to the student's process and runs there anew (learn/probes.py): it leans on
nothing of ours that they could have changed. It holds inputs, never what is expected of them.
"""

from __future__ import annotations

import functools
import operator
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch

ORDINARY = 3000  # what IPython's completer makes of Python's recursion limit; whoever sets one of their own keeps it
MOST = 200  # how often each node may be asked for its parents: far above any way that comes to an end
EXPRESSIONS: dict[str, Callable[..., Any]] = {
    "a·b + a": lambda a, b, c: a * b + a,
    "exp(b) − a": lambda a, b, c: b.exp() - a,
    "(a + b)·c·c": lambda a, b, c: (a + b) * c * c,
}


class Kind(type):
    """Whatever has its name is of this kind. At grading there are two classes of one name, the notebook's and the one
    that is made from this text, and an answer may ask `isinstance(value, Lent)`."""

    def __instancecheck__(cls, thing: object) -> bool:
        return any(kind.__name__ == cls.__name__ for kind in type(thing).__mro__)


class Piece(metaclass=Kind):
    """A node to try things on: everything that an engine remembers, and no operators.

        a = Piece(name="a")                           a leaf: its data is 1
        b = Piece([a, a], slopes=[2.0, 3.0])          a sum: 2·a + 3·a

    parents, slopes   tuples, one slope for each parent: () and () for a leaf
    operation         "sum", or "" for a leaf
    data, grad        numbers; grad is 0.0 at first
    """

    def __init__(self, parents: Iterable[Any] = (), slopes: Iterable[float] = (), name: str = "") -> None:
        self.parents, self.slopes = tuple(parents), tuple(slopes)
        self.operation = "sum" if self.parents else ""
        sums = (slope * parent.data for parent, slope in zip(self.parents, self.slopes, strict=True))
        self.data = sum(sums) if self.parents else 1.0
        self.grad, self.name = 0.0, name

    def __repr__(self) -> str:
        return self.name or "a node"


def pieces(rows: Iterable[tuple[Sequence[int], Sequence[float]]]) -> list[Piece]:
    """A graph from its rows, parents before children. A row says where its parents stand, and a slope for each of them:

    first, second = pieces([((), ()), ((0, 0), (2.0, 1.5))])      second is 2·first + 1.5·first
    """
    made: list[Piece] = []
    for parents, slopes in rows:
        made.append(Piece([made[place] for place in parents], slopes, f"n{len(made)}"))
    return made


class Lent(metaclass=Kind):
    """A finished value on loan, for exercises that need an engine before yours is done. Inside is torch, in float64.

        a, b = Lent(2.0), Lent(3.0)
        c = a * b + a
        c.backward()
        a.grad                     4.0: leaves accumulate, as torch's do

    data, grad   numbers, to be read and to be set; grad is 0.0 at first
    + - * / -a   with values and with plain numbers on either side; a**n with a plain number n
    exp() log() sigmoid() relu()
    backward()   adds the gradient of this value to .grad of everything that it was made from
    """

    def __init__(self, data: float, tensor: torch.Tensor | None = None) -> None:
        self.tensor = torch.tensor(float(data), dtype=torch.float64, requires_grad=True) if tensor is None else tensor
        self.tensor.retain_grad()

    def __repr__(self) -> str:
        return f"Lent(data={self.data:g}, grad={self.grad:g})"

    @property
    def data(self) -> float:
        return self.tensor.item()

    @data.setter
    def data(self, number: float) -> None:
        self.tensor.data.fill_(float(number))

    @property
    def grad(self) -> float:
        return 0.0 if self.tensor.grad is None else self.tensor.grad.item()

    @grad.setter
    def grad(self, number: float) -> None:
        self.tensor.grad = torch.tensor(float(number), dtype=torch.float64)

    def backward(self) -> None:
        self.tensor.backward(retain_graph=True)

    def _with(self, other: Any, how: Callable[[Any, Any], torch.Tensor]) -> Lent:
        return Lent(0, how(self.tensor, other.tensor if isinstance(other, Lent) else float(other)))

    def __add__(self, other: Any) -> Lent:
        return self._with(other, operator.add)

    def __mul__(self, other: Any) -> Lent:
        return self._with(other, operator.mul)

    def __truediv__(self, other: Any) -> Lent:
        return self._with(other, operator.truediv)

    def __pow__(self, number: Any) -> Lent:
        return self._with(number, operator.pow)

    def __rtruediv__(self, other: Any) -> Any:
        return self**-1 * other

    def __neg__(self) -> Lent:
        return self * -1

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def exp(self) -> Lent:
        return Lent(0, self.tensor.exp())

    def log(self) -> Lent:
        return Lent(0, self.tensor.log())

    def sigmoid(self) -> Lent:
        return Lent(0, self.tensor.sigmoid())

    def relu(self) -> Lent:
        return Lent(0, self.tensor.relu())


# Each of these asks a learner's function or class, which comes first, and gives back plain data.


def memory(make: Any, left: str | float, sign: str, right: str | float, a: float, b: float) -> dict[str, Any]:
    """What `left sign right` remembers: the slopes by the names of the parents, those of one parent added."""
    known = {"a": make(a), "b": make(b)}
    known["inside"] = known["a"] * known["b"]
    one, other = (known[side] if isinstance(side, str) else side for side in (left, right))
    node: Any = one + other if sign == "+" else one * other
    names = {id(entry): name for name, entry in known.items()}
    slopes: dict[str, Any] = {}
    for parent, slope in zip(node.parents, node.slopes, strict=False):
        name = names.get(id(parent), "a plain number")
        slopes[name] = slopes.get(name, 0.0) + slope
    slopes.pop("a plain number", None)
    told = {"data": node.data, "operation": node.operation, "grad": node.grad, "slopes": slopes}
    each = isinstance(node.parents, (tuple, list)) and len(node.parents) == len(node.slopes)  # a set has no order
    return told | {"a slope for each parent": each, "parents of a": len(known["a"].parents)}


class TooOften(BaseException):
    """A node was asked for its parents again and again. Not an Exception, so that no `except Exception` swallows it."""


class Counted(Piece):
    """A node that notes how often anybody asks for its parents; `asked` is one for the whole graph."""

    asked: dict[str, int]

    @property
    def parents(self) -> tuple[Any, ...]:
        if not hasattr(self, "asked"):
            return ()  # while it is made
        self.asked["left"] -= 1
        if self.asked["left"] < 0:
            raise TooOften
        return self.own

    @parents.setter
    def parents(self, own: tuple[Any, ...]) -> None:
        self.own = own


def order(function: Any, parents: Sequence[Sequence[int]], root: int) -> list[int] | str:
    """The numbers of the nodes in the list that it gives (-1 for anything else), or in a word why there is no list.

    The nodes are made in an order that says nothing; `parents` has the numbers of each one's parents."""
    nodes, asked = [Counted() for _ in parents], {"left": MOST * len(parents)}
    for node, numbers in zip(nodes, parents, strict=True):
        node.asked, node.parents = asked, tuple(nodes[number] for number in numbers)
    try:
        found = _with_ordinary_recursion(functools.partial(function, nodes[root]))
    except RecursionError:
        return "too deep"
    except TooOften:
        return "too often"
    number_of = {id(node): number for number, node in enumerate(nodes)}
    return [number_of.get(id(node), -1) for node in found] if isinstance(found, (list, tuple)) else "no list"


def _with_ordinary_recursion(ask: Callable[[], Any]) -> Any:
    """With Python's own limit, unless the notebook sets one."""
    from autograder.learn import notebook

    kept = sys.getrecursionlimit()
    lowered = kept == ORDINARY and not any("setrecursionlimit" in text for text in notebook.sources())
    if not lowered:
        return ask()
    sys.setrecursionlimit(1000)
    try:
        return ask()
    finally:
        if sys.getrecursionlimit() == 1000:  # else they have set one by now
            sys.setrecursionlimit(kept)


def passes(
    function: Any, rows: Sequence[tuple[Sequence[int], Sequence[float]]], line: Sequence[int], count: int
) -> list[Any]:
    """.grad of every node of a graph, after so many backward passes over one line of them."""
    nodes = pieces(rows)
    for _ in range(count):
        function([nodes[place] for place in line])
    return [node.grad for node in nodes]


def in_turn(function: Any, numbers: Sequence[float], turns: Sequence[str], before: Sequence[float]) -> dict[str, Any]:
    """The answers for leaves a, b and c of one expression after the other, with something in .grad at the start."""
    leaves = [Lent(number) for number in numbers]
    for leaf, number in zip(leaves, before, strict=True):
        leaf.grad = number
    found = [function(functools.partial(EXPRESSIONS[turn], *leaves), leaves) for turn in turns]
    return {"slopes": found, "data": [leaf.data for leaf in leaves]}


def loss(
    function: Any, weights: Sequence[float], bias: float, inputs: Sequence[float], target: float
) -> dict[str, Any]:
    """A neuron's loss on values, and the gradients that come back from it."""
    w, b = [Lent(number) for number in weights], Lent(bias)
    found = function(w, b, inputs, target)
    found.backward()
    return {"loss": found.data, "weights": [weight.grad for weight in w], "bias": b.grad}


def training(
    function: Any,
    weights: Sequence[float],
    bias: float,
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    rate: float,
    steps: int,
    before: float,
) -> dict[str, Any]:
    """A neuron's weights and bias after training on a few examples, and the losses on the way. `before` is what stands
    in .grad at the start."""
    values = [Lent(number) for number in (*weights, bias)]
    for value in values:
        value.grad = before

    def build() -> Any:
        total: Any = 0
        for inputs, target in zip(rows, targets, strict=True):
            z: Any = sum((w * x for w, x in zip(values, inputs, strict=False)), start=values[-1])
            total = total + target * (1 + (-z).exp()).log() + (1 - target) * (1 + z.exp()).log()
        return total / len(rows)

    losses = function(values, build, rate, steps)
    return {"losses": losses, "weights": [value.data for value in values[:-1]], "bias": values[-1].data}
