"""An expression as a small engine sees it: values, parents, local slopes; with the right rules, or with a wrong one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.learn.engines.tape import At, Expression

Rule = Callable[[float, float, float], tuple[float, ...]]  # (first number, second number, result) -> slopes


@dataclass
class Graph:
    """Nodes by number, parents before children; the leaves are the first."""

    leaves: int
    root: int = 0
    values: list[float] = field(default_factory=list)
    parents: list[tuple[int, ...]] = field(default_factory=list)
    slopes: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, value: float, parents: tuple[int, ...] = (), slopes: tuple[float, ...] = ()) -> int:
        self.values.append(value)
        self.parents.append(parents)
        self.slopes.append(slopes)
        return len(self.values) - 1


# The operations: what each makes of two numbers (the second one is not used by those of one), and its slopes


def _sigmoid(a: float) -> float:
    return 1 / (1 + math.exp(-a)) if a >= 0 else math.exp(a) / (1 + math.exp(a))


VALUES: dict[str, Callable[[float, float], float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, n: a**n,
    "neg": lambda a, _: -a,
    "exp": lambda a, _: math.exp(a),
    "log": lambda a, _: math.log(a),
    "sigmoid": lambda a, _: _sigmoid(a),
    "relu": lambda a, _: max(a, 0.0),
}
RULES: dict[str, Rule] = {
    "add": lambda a, b, y: (1.0, 1.0),
    "sub": lambda a, b, y: (1.0, -1.0),
    "mul": lambda a, b, y: (b, a),
    "div": lambda a, b, y: (1 / b, -a / b**2),
    "pow": lambda a, n, y: (n * a ** (n - 1),),
    "neg": lambda a, b, y: (-1.0,),
    "exp": lambda a, b, y: (y,),
    "log": lambda a, b, y: (1 / a,),
    "sigmoid": lambda a, b, y: (y * (1 - y),),
    "relu": lambda a, b, y: (float(a > 0),),
}
WRONG_RULES: tuple[tuple[str, Rule], ...] = (
    ("add", lambda a, b, y: (b, a)),
    ("add", lambda a, b, y: (a, b)),
    ("add", lambda a, b, y: (y, y)),
    ("mul", lambda a, b, y: (a, b)),
    ("mul", lambda a, b, y: (1.0, 1.0)),
    ("mul", lambda a, b, y: (y, y)),
    ("sub", lambda a, b, y: (1.0, 1.0)),
    ("sub", lambda a, b, y: (-1.0, 1.0)),
    ("neg", lambda a, b, y: (1.0,)),
    ("div", lambda a, b, y: (1 / b, a / b**2)),
    ("div", lambda a, b, y: (1 / b, 1 / a)),
    ("div", lambda a, b, y: (1 / b, -1 / b**2)),
    ("div", lambda a, b, y: (1 / b, -a / b)),
    ("div", lambda a, b, y: (1 / b, a)),
    ("div", lambda a, b, y: (b, -a / b**2)),
    ("div", lambda a, b, y: (1 / b, 1 / b)),
    ("div", lambda a, b, y: (1 / b, a / b)),
    ("pow", lambda a, n, y: (a ** (n - 1),)),
    ("pow", lambda a, n, y: (n * a**n,)),
    ("pow", lambda a, n, y: (n * a,)),
    ("pow", lambda a, n, y: ((n - 1) * a ** (n - 1),)),
    ("pow", lambda a, n, y: ((n - 1) * a**n,)),
    ("pow", lambda a, n, y: (n * a ** (n + 1),)),
    ("pow", lambda a, n, y: (y * math.log(a),)),
    ("exp", lambda a, b, y: (a * math.exp(a - 1),)),
    ("exp", lambda a, b, y: (a,)),
    ("exp", lambda a, b, y: (1.0,)),
    ("exp", lambda a, b, y: (math.exp(y),)),
    ("exp", lambda a, b, y: (a * y,)),
    ("log", lambda a, b, y: (1 / y,)),
    ("log", lambda a, b, y: (a,)),
    ("log", lambda a, b, y: (1.0,)),
    ("log", lambda a, b, y: (y,)),
    ("log", lambda a, b, y: (-1 / a,)),
    ("log", lambda a, b, y: (1 / (a * math.log(10)),)),
    ("sigmoid", lambda a, b, y: (a * (1 - a),)),
    ("sigmoid", lambda a, b, y: (_sigmoid(y) * (1 - _sigmoid(y)),)),
    ("sigmoid", lambda a, b, y: (y,)),
    ("sigmoid", lambda a, b, y: (1 - y,)),
    ("sigmoid", lambda a, b, y: (y * (1 + y),)),
    ("sigmoid", lambda a, b, y: (y * (y - 1),)),
    ("sigmoid", lambda a, b, y: (1 - y * y,)),
    ("sigmoid", lambda a, b, y: (math.exp(-a),)),
    ("relu", lambda a, b, y: (1.0,)),
    ("relu", lambda a, b, y: (a,)),
    ("relu", lambda a, b, y: (y,)),
    ("relu", lambda a, b, y: (float(a < 0),)),
    ("relu", lambda a, b, y: (math.copysign(1.0, a),)),
)
NAMES = {"add": "+", "sub": "−", "mul": "·", "div": "/", "pow": "power", "neg": "the sign −"}


def graph_of(expression: Expression, rules: dict[str, Rule], *, apart: bool, swapped: str = "") -> Graph:
    """The tape as a graph. `apart`: −, / and signs are made of +, ·, powers, and 2 · a is a · 2, as in many engines.
    `swapped`: this operation has a plain number on its left taken for one on its right."""
    graph = Graph(len(expression.numbers))
    places = [graph.add(number) for number in expression.numbers]
    for step in expression.steps:
        operands = step.operands
        turned = step.operation == swapped or (apart and step.operation in ("add", "mul"))
        if turned and not isinstance(operands[0], At):
            operands = operands[::-1]
        given = [places[o.place] if isinstance(o, At) else graph.add(float(o)) for o in operands]
        reflected = f"r{step.operation}"
        rule = reflected if reflected in rules and not isinstance(operands[0], At) else step.operation
        places.append(_lowered(graph, step.operation, given, {**rules, step.operation: rules[rule]}, apart))
    graph.root = places[expression.root]
    return graph


def _lowered(graph: Graph, operation: str, given: list[int], rules: dict[str, Rule], apart: bool) -> int:
    def made(operation: str, one: int, other: int | None = None) -> int:
        a, b = graph.values[one], graph.values[other] if other is not None else 0.0
        result = VALUES[operation](a, b)
        if isinstance(result, complex):
            raise ValueError("a root of a negative number")
        slopes = rules[operation](a, b, result)
        return graph.add(result, (one,) if len(slopes) == 1 else (one, other), slopes)  # type: ignore[arg-type]

    if apart and operation == "neg":
        return made("mul", given[0], graph.add(-1.0))
    if apart and operation == "sub":
        return made("add", given[0], made("mul", given[1], graph.add(-1.0)))
    if apart and operation == "div":
        return made("mul", given[0], made("pow", given[1], graph.add(-1.0)))
    return made(operation, *given)
