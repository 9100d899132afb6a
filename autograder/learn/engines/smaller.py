"""Expressions that are smaller than one, so that a card can show the smallest that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import torch

from autograder.learn.engines.tape import At, Expression, Step


def of(expression: Expression) -> Iterator[Expression]:
    """First each part alone, the smallest first; then the whole with one part as a leaf."""
    first = len(expression.numbers)
    places = range(first, len(expression) - 1)
    parts = (_pruned(replace(expression, root=place, title="")) for place in places)
    yield from sorted(parts, key=len)
    for place in places:
        yield _with_leaf(expression, place)
    whole = _pruned(expression)
    if len(whole) < len(expression):
        yield whole


def _with_leaf(expression: Expression, place: int) -> Expression:
    """The step at `place` becomes a leaf that has its number."""
    with torch.no_grad():
        leaves = [torch.tensor(number, dtype=torch.float64) for number in expression.numbers]
        number = float(replace(expression, root=place)(*leaves))
        number = round(number, 2) if abs(number) > 0.1 else number
    first = len(expression.numbers)
    new = At(first)

    def moved(operand: Any) -> Any:
        if not isinstance(operand, At):
            return operand
        if operand.place == place:
            return new
        return At(operand.place + (first <= operand.place < place) * 1)

    steps = [
        Step(s.operation, tuple(map(moved, s.operands))) for p, s in enumerate(expression.steps, first) if p != place
    ]
    name = next(letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in expression.names)
    made = Expression((*expression.names, name), (*expression.numbers, number), tuple(steps), expression.root)
    return _pruned(made)


def _pruned(expression: Expression) -> Expression:
    """Without the steps and leaves that the root isn't made from."""
    kept = sorted(expression.above(expression.root))
    place = {old: At(new) for new, old in enumerate(kept)}
    first = len(expression.numbers)
    leaves = [old for old in kept if old < first]
    steps = tuple(
        Step(step.operation, tuple(place[o.place] if isinstance(o, At) else o for o in step.operands))
        for step in (expression.steps[old - first] for old in kept if old >= first)
    )
    names, numbers = (tuple(whole[old] for old in leaves) for whole in (expression.names, expression.numbers))
    return Expression(names, numbers, steps, place[expression.root].place)  # type: ignore[arg-type]
