"""Engines that readers might write, as text: a right one, and what to exchange in it for each mistake."""

from __future__ import annotations

from typing import Any

HONEST = """
import math


class Value:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.grad = data, 0.0
        self.parents, self.slopes, self.operation = parents, slopes, operation

    def __add__(self, other):
        other = value_of(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "add")

    def __mul__(self, other):
        other = value_of(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "mul")

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),), "pow")

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-value_of(other))

    def __rsub__(self, other):
        return value_of(other) - self

    def __truediv__(self, other):
        return self * value_of(other) ** -1

    def __rtruediv__(self, other):
        return value_of(other) / self

    def exp(self):
        y = math.exp(self.data)
        return Value(y, (self,), (y,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,), "log")

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return Value(y, (self,), (y * (1 - y),), "sigmoid")

    def relu(self):
        return Value(max(0.0, self.data), (self,), (float(self.data > 0),), "relu")

    def backward(self):
        order = parents_first(self)
        for value in order:
            if value.parents:
                value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for parent, slope in zip(value.parents, value.slopes):
                parent.grad += slope * value.grad


def value_of(thing):
    return thing if isinstance(thing, Value) else Value(thing)


def parents_first(root):
    order, met, todo = [], set(), [(root, False)]
    while todo:
        value, done = todo.pop()
        if done:
            order.append(value)
        elif value not in met:
            met.add(value)
            todo.append((value, True))
            todo.extend((parent, False) for parent in value.parents)
    return order
"""
BACKWARD = HONEST[HONEST.index("        order = parents_first(self)") : HONEST.index("\n\ndef value_of")]
LINK = "for parent, slope in zip(value.parents, value.slopes):"


def going(text: str) -> tuple[tuple[str, str], ...]:
    """Another way to go backward. RESET and HAND stand for lines that most of them have."""
    reset = "for value in parents_first(self):\n            value.grad *= not value.parents\n        self.grad = 1.0"
    hand = f"{LINK}\n                parent.grad += slope * value.grad"
    return ((BACKWARD, text.replace("RESET", reset).replace("HAND", hand)),)


BY_RECURSION = """        self.push(1.0)

    def push(self, g):
        self.grad = g
        for parent, slope in zip(self.parents, self.slopes):
            parent.push(g * slope)
"""
HANDED_ON = """        RESET
        self.push()

    def push(self):
        for parent, slope in zip(self.parents, self.slopes):
            parent.grad += slope * self.grad
            parent.push()
"""
LEVELS = """        RESET
        queue, met = [self], {self}
        for value in queue:
            HAND
                if parent not in met:
                    met.add(parent)
                    queue.append(parent)
"""
DEPTH = """        RESET
        met = set()
        def visit(value):
            if value in met:
                return
            met.add(value)
            HAND
            for parent in value.parents:
                visit(parent)
        visit(self)
"""
BETWEEN = DEPTH.replace("            for parent in value.parents:\n", "")
AGAIN = """        RESET
        queue = [self]
        while queue:
            value = queue.pop(0)
            HAND
                queue.append(parent)
"""
UNWRAPPED = "        other = value_of(other)\n        return Value(self.data + "

# The mistake, and texts to exchange
WRONG: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "replaced": ("overwritten_not_added", (("parent.grad += slope", "parent.grad = slope"),)),
    "replaced, by recursion": ("overwritten_not_added", going(BY_RECURSION)),
    "as created": ("children_before_parents", (("in reversed(order):", "in order:"),)),
    "level by level": ("children_before_parents", going(LEVELS)),
    "depth first": ("children_before_parents", going(DEPTH)),
    "depth first, in between": ("children_before_parents", going(BETWEEN)),
    "again and again": ("children_before_parents", going(AGAIN)),
    "handed on by recursion": ("children_before_parents", going(HANDED_ON)),
    "seed": ("seeded_with_zero", (("self.grad = 1.0", "self.grad = 0.0"),)),
    "stale": ("stale_gradients", (("value.grad = 0.0", "pass"),)),
    "stale, and the root": ("stale_gradients", (("value.grad = 0.0", "pass"), ("self.grad = 1.0", "self.grad += 1.0"))),
    "forgetful leaves": ("leaves_reset", (("if value.parents:", "if True:"),)),
    "power": ("wrong_local_rule", (("n * self.data ** (n - 1)", "self.data ** (n - 1)"),)),
    "sigmoid": ("wrong_local_rule", (("y * (1 - y)", "self.data * (1 - self.data)"),)),
    "logarithm": ("wrong_local_rule", (("(1 / self.data,)", "(1 / math.log(self.data),)"),)),
    "exponential": ("wrong_local_rule", (('(y,), "exp"', '(self.data,), "exp"'),)),
    "ramp": ("wrong_local_rule", (("float(self.data > 0)", "1.0"),)),
    "product": ("wrong_local_rule", (("(other.data, self.data)", "(self.data, other.data)"),)),
    "one parent": ("only_first_parent", ((LINK, "for parent, slope in list(zip(value.parents, value.slopes))[:1]:"),)),
    "a set": ("repeated_parent_once", ((LINK, "for parent, slope in set(zip(value.parents, value.slopes)):"),)),
    "a dict": (
        "repeated_parent_once",
        ((LINK, "for parent, slope in dict(zip(value.parents, value.slopes)).items():"),),
    ),
    "2 − a": ("reflected_swapped", (("return value_of(other) - self", "return self - other"),)),
    "2 / a": ("reflected_swapped", (("return value_of(other) / self", "return self / other"),)),
    "no 2 + a": ("operator_missing", (("    __radd__ = __add__\n", ""),)),
    "no exp": ("operator_missing", (("def exp(", "def e_to_the("),)),
    "no sign": ("operator_missing", (("def __neg__(", "def negative("),)),
    "a number": ("number_not_wrapped", ((UNWRAPPED, "        return Value(self.data + "),)),
}

RECURSIVE = (
    HONEST[: HONEST.index("    order, met, todo")]
    + """    order, met = [], set()

    def visit(value):
        if value not in met:
            met.add(value)
            for parent in value.parents:
                visit(parent)
            order.append(value)

    visit(root)
    return order
"""
)
PATHS = HONEST.replace(BACKWARD, BY_RECURSION.replace("self.grad = g", "self.grad += g"))
QUEUE = HONEST.replace(BACKWARD, going(AGAIN)[0][1])

# Right ones in other styles
CLOSURES = """
import math


class Value:
    def __init__(self, data, _children=()):
        self.data, self.grad = float(data), 0
        self._prev, self._backward = set(_children), lambda: None

    def _made(self, data, *pairs):
        out = Value(data, [value for value, _ in pairs])

        def _backward():
            for value, slope in pairs:
                value.grad += slope * out.grad

        out._backward = _backward
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._made(self.data + other.data, (self, 1), (other, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, n):
        assert isinstance(n, (int, float))
        return self._made(self.data**n, (self, n * self.data ** (n - 1)))

    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __truediv__(self, other): return self * other**-1
    def __rtruediv__(self, other): return other * self**-1
    def exp(self): return self._made(math.exp(self.data), (self, math.exp(self.data)))
    def log(self): return self._made(math.log(self.data), (self, 1 / self.data))
    def relu(self): return self._made(max(self.data, 0), (self, 1 if self.data > 0 else 0))
    def sigmoid(self): return 1 / (1 + (-self).exp())

    def backward(self):
        topo, visited, stack = [], set(), [iter([self])]
        path = []
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                if path:
                    topo.append(path.pop())
            elif child not in visited:
                visited.add(child)
                path.append(child)
                stack.append(iter(child._prev))
        for v in topo:
            if v._prev:
                v.grad = 0
        self.grad = 1
        for v in reversed(topo):
            v._backward()
"""
TAPE = """
from dataclasses import dataclass, field
import numpy as np

TAPE = []


@dataclass(eq=False, slots=True)
class Value:
    data: float
    grad: float | None = None
    links: list = field(default_factory=list)
    place: int = -1

    def _new(self, data, *links):
        made = Value(data, None, [(a, s) for a, s in links if isinstance(a, Value)], len(TAPE))
        TAPE.append(made)
        return made

    def __add__(a, b): return a._new(a.data + getattr(b, "data", b), (a, 1.0), (b, 1.0))
    def __mul__(a, b): return a._new(a.data * getattr(b, "data", b), (a, getattr(b, "data", b)), (b, a.data))
    def __pow__(a, n): return a._new(a.data**n, (a, n * a.data ** (n - 1)))
    __radd__, __rmul__ = __add__, __mul__
    def __neg__(a): return a._new(-a.data, (a, -1.0))
    def __sub__(a, b): return a + -b
    def __rsub__(a, b): return -a + b
    def __truediv__(a, b): return a * b**-1
    def __rtruediv__(a, b): return b * a**-1
    def exp(a): return a._new(np.exp(a.data), (a, np.exp(a.data)))
    def log(a): return a._new(np.log(a.data), (a, 1 / a.data))
    def sigmoid(a):
        s = 1 / (1 + np.exp(-a.data))
        return a._new(s, (a, s * (1 - s)))
    def relu(a): return a._new(np.maximum(a.data, 0.0), (a, np.float64(a.data > 0)))

    def backward(self):
        for made in TAPE[: self.place + 1]:
            made.grad = None
        self.grad = 1.0
        for made in TAPE[self.place :: -1]:
            if made.grad is not None:
                for value, slope in made.links:
                    value.grad = (value.grad or 0.0) + slope * made.grad
"""
RAISED = "import sys\nsys.setrecursionlimit(10_000)\n" + RECURSIVE
RIGHT = {"honest": HONEST, "closures": CLOSURES, "a tape, slots, numpy": TAPE, "a raised limit": RAISED}


def text(name: str) -> str:
    """The engine with the mistake of that name in WRONG."""
    found = HONEST
    for old, new in WRONG[name][1]:
        assert old in found, (name, old)
        found = found.replace(old, new)
    return found


def made(source: str) -> Any:
    """The class of a text, as a notebook's cell would define it."""
    names: dict[str, Any] = {"__name__": "engine_of_a_test"}
    exec(compile(source, "<engine>", "exec", dont_inherit=True), names)
    return names["Value"]
