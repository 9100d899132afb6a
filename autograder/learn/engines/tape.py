"""An expression as plain data: the numbers of its leaves, and what is done to them, step after step.

z = record(lambda a, b: a * b + a, (2.0, 3.0))
z.steps     mul of places 0 and 1, add of places 2 and 0; the leaves have the places 0 and 1
z(x, y)     the same steps on anything that knows the operators: tensors, the learner's values
z.data()    the tape for the other side
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import torch


class At(NamedTuple):
    """A place: a leaf's, or a step's. Anything else that a step works on is a plain number."""

    place: int


Operand = At | float
OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, n: a**n,
    "neg": lambda a: -a,
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "sigmoid": lambda a: a.sigmoid(),
    "relu": lambda a: a.relu(),
}


class Step(NamedTuple):
    operation: str
    operands: tuple[Operand, ...]

    def parents(self) -> tuple[int, ...]:
        """The places that it works on; twice where a place comes twice."""
        return tuple(operand.place for operand in self.operands if isinstance(operand, At))


@dataclass(frozen=True)
class Expression:
    """Leaves with names and numbers, the steps, and the place of the root. `title` names what is too long to write."""

    names: tuple[str, ...]
    numbers: tuple[float, ...]
    steps: tuple[Step, ...]
    root: int
    title: str = field(default="", compare=False)

    def __call__(self, *leaves: Any) -> Any:
        """The root, made of these leaves."""
        if len(leaves) != len(self.numbers):
            raise TypeError(f"This expression has {len(self.numbers)} leaves, and {len(leaves)} were given.")
        places = list(leaves)
        for operation, operands in self.steps:
            given = [places[entry.place] if isinstance(entry, At) else entry for entry in operands]
            places.append(OPERATIONS[operation](*given))
        return places[self.root]

    def __len__(self) -> int:
        """Its nodes, leaves included."""
        return len(self.numbers) + len(self.steps)

    def __str__(self) -> str:
        from autograder.learn.engines.notation import written

        return written(self)

    def __repr__(self) -> str:
        from autograder.learn import words

        return f"<{self} at {words.inputs(tuple(zip(self.names, self.numbers, strict=True)))}>"

    def above(self, place: int) -> set[int]:
        """All places that the one at `place` was made from, itself included."""
        first, met, todo = len(self.numbers), {place}, [place]
        while todo:
            here = todo.pop()
            for operand in self.steps[here - first].operands if here >= first else ():
                if isinstance(operand, At) and operand.place not in met:
                    met.add(operand.place)
                    todo.append(operand.place)
        return met

    def used(self) -> list[bool]:
        """For each leaf, whether the root was made from it."""
        met = self.above(self.root)
        return [place in met for place in range(len(self.numbers))]

    def with_numbers(self, numbers: Sequence[float]) -> Expression:
        return replace(self, numbers=tuple(numbers))

    def data(self) -> dict[str, Any]:
        """Plain lists and numbers, as JSON has them."""
        steps = [
            [step.operation, *(["at", o.place] if isinstance(o, At) else o for o in step.operands)]
            for step in self.steps
        ]
        return {"numbers": list(self.numbers), "steps": steps, "root": self.root}


class Symbol:
    """What a function is given while its expression is recorded: it has no number, and notes what is done to it."""

    __array_ufunc__ = None  # numpy's numbers leave the operation to us

    def __init__(self, steps: list[Step], leaves: int, place: int) -> None:
        self._steps, self._leaves, self.place = steps, leaves, place

    def _made(self, operation: str, *operands: Any) -> Symbol:
        self._steps.append(Step(operation, tuple(map(self._operand, operands))))
        return Symbol(self._steps, self._leaves, self._leaves + len(self._steps) - 1)

    def _operand(self, thing: Any) -> Operand:
        if isinstance(thing, Symbol):
            return At(thing.place)
        if isinstance(thing, (int, float)) and not isinstance(thing, bool):
            return thing
        raise TypeError(f"An expression is made of values and plain numbers; here it meets a {type(thing).__name__}.")

    def __add__(self, other: Any) -> Symbol:
        return self._made("add", self, other)

    def __radd__(self, other: Any) -> Symbol:
        return self._made("add", other, self)

    def __sub__(self, other: Any) -> Symbol:
        return self._made("sub", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return self._made("sub", other, self)

    def __mul__(self, other: Any) -> Symbol:
        return self._made("mul", self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return self._made("mul", other, self)

    def __truediv__(self, other: Any) -> Symbol:
        return self._made("div", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        return self._made("div", other, self)

    def __pow__(self, exponent: Any) -> Symbol:
        if isinstance(exponent, Symbol):
            raise TypeError("An exponent is a plain number: write a ** 3, or (b * a.log()).exp() for a to the power b.")
        return self._made("pow", self, exponent)

    def __neg__(self) -> Symbol:
        return self._made("neg", self)

    def exp(self) -> Symbol:
        return self._made("exp", self)

    def log(self) -> Symbol:
        return self._made("log", self)

    def sigmoid(self) -> Symbol:
        return self._made("sigmoid", self)

    def relu(self) -> Symbol:
        return self._made("relu", self)

    def _unknown(self, *_: Any) -> Any:
        raise TypeError(
            "While an expression is recorded, its values have no numbers to look at: use operators and methods."
        )

    __bool__ = __float__ = __int__ = __lt__ = __le__ = __gt__ = __ge__ = _unknown


def record(function: Callable[..., Any], arguments: Sequence[Any]) -> Expression:
    """Run the function once on symbols. An argument that is a list of numbers becomes a list of leaves."""
    names, numbers = _leaves(function, arguments)
    steps: list[Step] = []
    fresh = iter([Symbol(steps, len(numbers), place) for place in range(len(numbers))])
    root = function(*(_shaped(argument, fresh) for argument in arguments))
    if not isinstance(root, Symbol):
        raise TypeError(f"`of` must give back a value made from its arguments; it gave a {type(root).__name__}.")
    return Expression(tuple(names), tuple(numbers), tuple(steps), root.place)


def read(of: Any, at: Any) -> list[Expression]:
    """The expressions that `of` and `at` of a check stand for."""
    if isinstance(of, Expression):
        of = [of]
    if isinstance(of, (list, tuple)) and of and all(isinstance(entry, Expression) for entry in of):
        if at is not None:
            raise TypeError("An expression brings its own numbers: leave `at` out.")
        return list(of)
    if not callable(of):
        raise TypeError(
            "`of` is a function of values, such as `lambda a, b: a * b + a`, or what check.expressions gave."
        )
    if at is None:
        raise TypeError("Say at which numbers: `at=(2.0, 3.0)`.")
    several = isinstance(at, list) and bool(at) and all(isinstance(case, tuple) for case in at)
    return [record(of, case) for case in (at if several else [at if isinstance(at, tuple) else (at,)])]


def _leaves(function: Callable[..., Any], arguments: Sequence[Any]) -> tuple[list[str], list[float]]:
    try:
        known = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        known = []
    first = known if len(known) >= len(arguments) else [f"x{place + 1}" for place in range(len(arguments))]
    pairs = [pair for name, argument in zip(first, arguments, strict=False) for pair in _named(name, argument)]
    return [name for name, _ in pairs], [number for _, number in pairs]


def _named(name: str, argument: Any) -> Iterator[tuple[str, float]]:
    if isinstance(argument, torch.Tensor):
        argument = argument.tolist()
    if isinstance(argument, (list, tuple)):
        for place, entry in enumerate(argument):
            yield from _named(f"{name}[{place}]", entry)
    else:
        yield name, float(argument)


def _shaped(argument: Any, fresh: Iterator[Symbol]) -> Any:
    if isinstance(argument, torch.Tensor):
        argument = argument.tolist()
    if isinstance(argument, (list, tuple)):
        return [_shaped(entry, fresh) for entry in argument]
    return next(fresh)
