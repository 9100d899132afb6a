"""Which mistake of an engine makes exactly these numbers? A small engine of our own, run with one thing done wrong.

It runs on tapes (learn/engines/tape.py), with plain floats. A mistake is a wrong rule (`engine_graphs`: the slopes of
one operation) or a wrong plan (`engine_plans`: how the gradients are carried). As in bank.py, one is named only if it
makes every number of the answer, and more expressions are put to the learner's engine before it is.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from autograder.learn.engines.tape import At, Expression, Step
from autograder.learn.mistakes.bank import MOST_OFFERED, Found
from autograder.learn.mistakes.engine_graphs import NAMES, RULES, WRONG_RULES, Rule, graph_of
from autograder.learn.mistakes.engine_plans import Plan, plans
from autograder.learn.task import Attempt, Task
from autograder.learn.verdict import Trouble

CLOSE = 1e-5
DEEP = 300  # operations: below that, a recursion that is too deep has another reason
SHAPES = (  # a + b; a·b + a; u·u + u with u = a·b; u + u·v with u = a + b, v = u·a
    (("add", 0, 1),),
    (("mul", 0, 1), ("add", 2, 0)),
    (("mul", 0, 1), ("mul", 2, 2), ("add", 3, 2)),
    (("add", 0, 1), ("mul", 2, 0), ("mul", 2, 3), ("add", 2, 4)),
)


class Result(NamedTuple):
    value: float
    gradients: list[float]


class Suspect(NamedTuple):
    mistake: str
    run: Callable[[Expression, int], Result]
    link: str = ""


def suspects(expressions: Sequence[Expression], backwards: int) -> Iterator[Suspect]:
    """One thing done wrong: in a rule that these expressions use, in the plan, in what stands on the left."""
    used = {step.operation for expression in expressions for step in expression.steps}
    for apart in (False, True):
        for mistake, plan in plans(backwards):
            yield Suspect(mistake, _model(plan, RULES, apart))
        for operation, rule in WRONG_RULES:
            if operation in used or apart:
                name = NAMES.get(operation, operation)
                yield Suspect("wrong_local_rule", _model(Plan(), {**RULES, operation: rule}, apart), name)
    for operation, rule in WRONG_RULES:  # where a number stands on the left, another method is at work
        if operation in used & {"sub", "div"}:
            for rules in (
                {**RULES, operation: rule, f"r{operation}": RULES[operation]},
                {**RULES, f"r{operation}": rule},
            ):
                yield Suspect("wrong_local_rule", _model(Plan(), rules, False), NAMES[operation])
    for operation in ("sub", "div"):
        yield Suspect("reflected_swapped", _model(Plan(), RULES, False, operation), NAMES[operation])


def _model(plan: Plan, rules: dict[str, Rule], apart: bool, swapped: str = "") -> Callable[[Expression, int], Result]:
    def run(expression: Expression, backwards: int) -> Result:
        graph = graph_of(expression, rules, apart=apart, swapped=swapped)
        return Result(graph.values[graph.root], plan.run(graph, backwards)[: graph.leaves])

    return run


def search(task: Task) -> Found | None:
    """The mistake that makes exactly these numbers, or two that can't be told apart; None where none is known."""
    if not task.attempts:  # it was stopped: nothing to compare
        return Found((("exponential_revisits",),), "")
    attempts = [attempt for attempt in task.attempts if _numbers(attempt) is not None]
    expressions = [attempt.arguments[0] for attempt in attempts]
    own = [Suspect(name, _wrong_engine(make)) for name, make in task.mistakes.items()]
    for several in (own, suspects(expressions, attempts[0].arguments[1])):
        fits = _told_apart(task, attempts, [suspect for suspect in several if _explains(suspect, attempts)])
        names = tuple(dict.fromkeys((fit.mistake,) for fit in fits))
        if names:
            return Found(names, fits[0].link) if len(names) <= MOST_OFFERED else None
    return None


def _wrong_engine(make: Callable[[float], Any]) -> Callable[[Expression, int], Result]:
    def run(expression: Expression, backwards: int) -> Result:
        leaves = [make(number) for number in expression.numbers]
        root = expression(*leaves)
        for _ in range(backwards):
            root.backward()
        return Result(root.data, [leaf.grad for leaf in leaves])

    return run


def _explains(suspect: Suspect, attempts: Sequence[Attempt]) -> bool:
    return all(_matches(suspect, attempt) for attempt in attempts)


def _matches(suspect: Suspect, attempt: Attempt) -> bool:
    """A model that can't be run on this expression did not give these numbers."""
    ours = _numbers(attempt)
    with contextlib.suppress(Exception):
        value, gradients = suspect.run(*attempt.arguments)
        return ours is not None and all(map(_close, ours, [value, *gradients]))
    return False


def _numbers(attempt: Attempt) -> list[float] | None:
    """The value and the gradients of an attempt; None where one is no number. A gradient that is None counts as 0."""
    found = [attempt.got.value, *(0.0 if entry is None else entry for entry in attempt.got.gradients)]
    try:
        return [float(entry) for entry in found] if all(isinstance(entry, (int, float)) for entry in found) else None
    except OverflowError:
        return None


def _close(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=1e-9)


def _told_apart(task: Task, attempts: list[Attempt], fits: list[Suspect]) -> list[Suspect]:
    """Of those that fit, the ones that still do on other expressions."""
    for expression in _more(attempts):
        if not fits or task.again is None:
            break
        more = task.again((expression,))
        if more is not None and _numbers(more) is not None:
            fits = [fit for fit in fits if _matches(fit, more)]
    return fits


def _more(attempts: Sequence[Attempt]) -> Iterator[Expression]:
    """The same expressions at other numbers of the same signs; then small ones of + and · that tell the plans apart."""
    for factor in (1.25, 0.8):
        for attempt in attempts[:2]:
            expression = attempt.arguments[0]
            yield expression.with_numbers([round(n * factor + 0.01 * k, 4) for k, n in enumerate(expression.numbers)])
    for shape in SHAPES:
        steps = tuple(Step(operation, (At(one), At(other))) for operation, one, other in shape)
        yield Expression(("a", "b"), (1.7, 2.3), steps, 1 + len(steps))


# What an error says


def in_error(trouble: Trouble, task: Task) -> tuple[str, str] | None:
    """(mistake, what was named) for an exception from the learner's engine."""
    expression = task.attempts[0].arguments[0] if task.attempts else None
    said = f"{trouble.type}: {trouble.message}"
    if "NoneType" in said:  # a `return` is missing, and the error's own line is the best word
        return None
    if trouble.type == "RecursionError" and expression is not None:
        return ("recursion_too_deep", "") if len(expression.steps) > DEEP else None
    if re.search(r"'(?:int|float)' object (?:has no attribute|is not)", said):
        return "number_not_wrapped", ""
    if found := re.search(r"has no attribute '(exp|log|sigmoid|relu|backward|grad|data)'", said):
        return "operator_missing", found[1]
    if found := re.search(r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", said):
        numbers = {"int", "float"}
        left, right = ("2" if kind in numbers else "a" for kind in (found[2], found[3]))
        right = "b" if (left, right) == ("a", "a") else right
        symbol = {"pow()": "**", "**": "**"}.get(found[1], found[1])
        return "operator_missing", f"{left} {symbol} {right}"
    if re.search(r"bad operand type for unary -", said):
        return "operator_missing", "−a"
    return None
