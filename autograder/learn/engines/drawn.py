"""Random expressions to try an engine on. Values stay inside the operations' domains, away from kinks and overflow.

How many leaves an expression has depends on its place in the list only, so that what a check counts is the same on
every run, and a lesson's output with it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Literal, get_args

from autograder.learn import cases
from autograder.learn.engines import truth
from autograder.learn.engines.tape import OPERATIONS, At, Expression, Operand, Step

Kind = Literal["mixed", "chain", "doubling", "rules"]
DEEP = 2_000
TIMES = 40  # doublings: 2^40 paths from the root to the leaf
LARGE, SMALL = 10.0, 0.05
STEEP, FLAT = 1e4, 1e-3
BINARY, UNARY = ("add", "add", "sub", "mul", "mul", "mul", "div"), ("pow", "neg", "exp", "log", "sigmoid", "relu")


def expressions(count: int, *, kind: Kind = "mixed") -> list[Expression]:
    """That many random expressions, with numbers of their own.

    mixed      graphs of 12 to 40 nodes: intermediates that are used twice, leaves that are used again, one leaf unused
    chain      2,000 operations, one upon the other
    doubling   x = x + x and its like, 40 times over: few nodes, and 2^40 paths
    rules      one operation each: first +, ·, power, exp, log, sigmoid, relu, then their other forms (−, /, signs,
               plain numbers on either side), and again
    """
    if kind not in get_args(Kind):
        raise ValueError(f"check.expressions knows the kinds {', '.join(get_args(Kind))}; {kind!r} is none of them.")
    if count < 1:
        raise ValueError("check.expressions needs at least one expression to draw.")
    chance = random.Random(int(cases.integers(1, 0, 2**31)[0]))
    if kind == "rules":
        return [rule(chance) for rule in islice(cycle(RULES), count)]
    make = {"mixed": _mixed, "chain": _chain, "doubling": _doubling}[kind]
    return [make(chance, place) for place in range(count)]


def _mixed(chance: random.Random, place: int) -> Expression:
    while True:
        made = _graph(chance, leaves=2 + place % 4)
        if _telling(made):
            return made


def _graph(chance: random.Random, leaves: int) -> Expression:
    """So many leaves that are used, and one that is not; each step takes what nobody has used yet, or anything."""
    numbers = [_number(chance) for _ in range(leaves + 1)]
    idle = chance.randrange(leaves + 1)
    known = {place: number for place, number in enumerate(numbers) if place != idle}
    loose = set(known)
    steps: list[Step] = []
    size = chance.randint(8, 30)
    while len(steps) < size or len(loose) > 1:
        step = _step(chance, sorted(known), sorted(loose), joining=len(steps) >= size)
        result = _value(step, known)
        if result is not None:
            steps.append(step)
            loose -= set(step.parents())
            place = leaves + len(steps)
            known[place] = result
            loose.add(place)
        elif len(steps) >= size and chance.random() < 0.1:
            break  # what is left can't be joined: not telling, and drawn again
    return Expression(
        _letters(leaves + 1),
        tuple(numbers),
        tuple(steps),
        leaves + len(steps),
        f"a random graph of {leaves + 1 + len(steps)} nodes",
    )


def _step(chance: random.Random, known: Sequence[int], loose: Sequence[int], *, joining: bool) -> Step:
    def anything() -> At:
        return At(chance.choice(loose if chance.random() < 0.5 else known))

    if joining:
        one, two = chance.sample(loose, 2)
        return Step(chance.choice(("add", "sub", "mul")), (At(one), At(two)))
    if chance.random() < 0.35:
        name = chance.choice(UNARY)
        return Step(name, (anything(), chance.choice((2, 3, -1, 0.5, 1.5))) if name == "pow" else (anything(),))
    name = chance.choice(BINARY)
    left, right = anything(), anything()
    if chance.random() < 0.2:
        plain = chance.choice((2, 3, 0.5, -1.5))
        return Step(name, (left, plain) if chance.random() < 0.5 else (plain, left))
    return Step(name, (left, right))


def _value(step: Step, known: dict[int, float]) -> float | None:
    """What the step gives; None where it is too large, too small, near a kink or outside the domain."""
    given = [known[o.place] if isinstance(o, At) else o for o in step.operands]
    if step.operation == "pow" and isinstance(given[1], float) and given[0] < SMALL:
        return None
    try:
        result = VALUES[step.operation](*given)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    if step.operation == "relu" and abs(given[0]) > SMALL:
        return result if result < LARGE else None
    return result if SMALL < abs(result) < LARGE else None


VALUES: dict[str, Callable[..., float]] = {
    **OPERATIONS,  # on plain numbers the operators are Python's own, and the methods those of math
    "exp": math.exp,
    "log": math.log,
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "relu": lambda a: max(a, 0.0),
}


def _telling(made: Expression) -> bool:
    """An intermediate and a leaf come more than once, each leaf but one matters, and no gradient is extreme."""
    parents = [parent for step in made.steps for parent in step.parents()]
    first = len(made.numbers)
    repeated = {parent for parent in parents if parents.count(parent) > 1}
    if not any(place < first for place in repeated) or not any(place >= first for place in repeated):
        return False
    if made.used().count(False) != 1 or len(made.above(made.root)) != len(made) - 1:
        return False
    found = truth.of(made).gradients
    return all(FLAT < abs(entry) < STEEP for entry, used in zip(found, made.used(), strict=True) if used)


def _chain(chance: random.Random, place: int) -> Expression:
    """2,000 steps on one value: factors that keep its gradient near 1, and a second leaf that comes back again."""
    steps: list[Step] = []
    size, slope, leaves = 1.0, 1.0, (_number(chance), _number(chance))
    value = leaves[0]
    for number in range(DEEP):
        here = At(0 if number == 0 else 1 + number)
        if number % 10 == 9:
            step = Step("sub" if value * leaves[1] > 0 else "add", (here, At(1)))
        elif number % 100 == 50:
            step = Step("neg", (here,))
        elif number % 2:
            size = round(chance.uniform(0.05, 0.5), 3)
            step = Step("sub" if value > 0 else "add", (here, size))
        else:
            factor = round(1 + chance.uniform(0.01, 0.1) * (1 if abs(slope) < 1 else -1), 3)
            step, slope = Step("mul", (here, factor)), slope * factor
        value = _value_of(step, value, leaves[1])
        steps.append(step)
    return Expression(("a", "b"), leaves, tuple(steps), 1 + DEEP, f"a chain of {DEEP:,} operations")


def _value_of(step: Step, here: float, leaf: float) -> float:
    others = (leaf if isinstance(entry, At) else entry for entry in step.operands[1:])
    return VALUES[step.operation](here, *others)


def _doubling(chance: random.Random, place: int) -> Expression:
    """A value meets itself, and is brought back to its size: x + x and x · 0.5, or x · x and its root."""
    pair: tuple[tuple[str, Operand | None], ...] = (("add", None), ("mul", 0.5))
    says = "x + x"
    if place % 2:
        pair, says = (("mul", None), ("pow", 0.5)), "x·x"
    steps: list[Step] = []
    for number in range(2 * TIMES):
        here = At(number)
        operation, other = pair[number % 2]
        steps.append(Step(operation, (here, here if other is None else other)))
    start = round(chance.uniform(0.5, 2.0), 2)
    return Expression(("x",), (start,), tuple(steps), 2 * TIMES, f"{says} put in the place of x, {TIMES} times over")


def _number(chance: random.Random) -> float:
    return round(chance.choice((-1, 1)) * chance.uniform(0.3, 2.5), 2)


def _positive(chance: random.Random) -> float:
    return abs(_number(chance))


def _letters(count: int) -> tuple[str, ...]:
    return tuple("abcdefgh"[:count])


def _rule(
    operation: str, *operands: Operand | str, positive: bool = False, sign: int = 0
) -> Callable[[random.Random], Expression]:
    """One operation. "n" stands for a plain number that is drawn; a repeated place is the same leaf twice."""

    def draw(chance: random.Random) -> Expression:
        count = len({operand.place for operand in operands if isinstance(operand, At)})
        numbers = [_positive(chance) if positive else _number(chance) for _ in range(count)]
        if sign:
            numbers = [sign * abs(number) for number in numbers]
        given = tuple(chance.choice((2, 3, 0.5, -1.5)) if operand == "n" else operand for operand in operands)
        return Expression(_letters(count), tuple(numbers), (Step(operation, given),), count)  # type: ignore[arg-type]

    return draw


_A, _B = At(0), At(1)
RULES = (
    _rule("add", _A, _B),
    _rule("mul", _A, _B),
    _rule("pow", _A, 3),
    _rule("exp", _A),
    _rule("log", _A, positive=True),
    _rule("sigmoid", _A),
    _rule("relu", _A, sign=1),
    _rule("sub", _A, _B),
    _rule("div", _A, _B),
    _rule("neg", _A),
    _rule("relu", _A, sign=-1),
    _rule("pow", _A, -1),
    _rule("pow", _A, 1.5, positive=True),
    _rule("mul", "n", _A),
    _rule("add", "n", _A),
    _rule("sub", "n", _A),
    _rule("div", "n", _A),
    _rule("add", _A, "n"),
    _rule("sub", _A, "n"),
    _rule("mul", _A, "n"),
    _rule("div", _A, "n"),
    _rule("add", _A, _A),
    _rule("mul", _A, _A),
)
