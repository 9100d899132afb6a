"""Mistakes that change a finished result the same way everywhere: a factor, a sign, one backward too many.

Each stands alone, and may come on top of any other mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch

from autograder.learn import compare
from autograder.learn.mistakes import passes
from autograder.learn.task import Attempt, Task

Results = Sequence[Any]
Transform = Callable[[Results], list[Any]]  # what every case gave -> what it would have given
MOST_BACKWARDS = 10


def every(task: Task) -> Iterator[tuple[str, Transform]]:
    """The transforms that make sense for this task."""
    yield "sign", _each(lambda tensor: -tensor)
    if _may_add_up(task):
        for times in range(2, MOST_BACKWARDS + 1):
            yield "accumulated", _times(times)
    else:
        for factor in (2.0, 0.5, 3.0, 4.0, 0.25, 1 / 3):
            yield "wrong_coefficient", _times(factor)
    if len(task.attempts) > 1:
        yield "accumulated", _running_sum


def _may_add_up(task: Task) -> bool:
    """A multiple of the gradient is several backwards only where there can have been several."""
    return not task.by_hand and (task.kind not in ("gradient", "value") or passes.several(task.source))


def _times(factor: float) -> Transform:
    return _each(lambda tensor: tensor * factor)


def _each(change: Callable[[torch.Tensor], torch.Tensor]) -> Transform:
    return lambda results: [_map(result, change) for result in results]


def _map(value: Any, change: Callable[[torch.Tensor], torch.Tensor]) -> Any:
    if isinstance(value, torch.Tensor):
        return change(value)
    if isinstance(value, float):
        return float(change(torch.tensor(value, dtype=torch.float64)))
    if isinstance(value, (tuple, list)):
        return type(value)(_map(entry, change) for entry in value)
    return value


def _running_sum(results: Results) -> list[Any]:
    """One leaf for all the calls, never zeroed: every call adds to what the last one left."""
    found: list[Any] = []
    for result in results:
        found.append(_add(found[-1], result) if found else result)
    return found


def _add(one: Any, two: Any) -> Any:
    if isinstance(one, torch.Tensor) and isinstance(two, torch.Tensor):
        return one + two if one.shape == two.shape else two
    if isinstance(one, tuple) and isinstance(two, tuple):
        return tuple(_add(ours, theirs) for ours, theirs in zip(one, two, strict=True))
    return two


def flat(value: Any) -> list[float]:
    """Every number in an answer."""
    if isinstance(value, torch.Tensor):
        return [float(entry) for entry in value.detach().flatten()]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return []
    if isinstance(value, (int, float)):
        return [float(value)]
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    return [number for entry in entries for number in flat(entry)]


def reproduces(task: Task, attempts: Sequence[Attempt], results: Results) -> bool:
    """True where every answer is what the wrong model gives, and the truth is not, at least once (of a
    property only the wrong model is known)."""
    same = all(
        compare.differ(attempt.got, result, where="") is None for attempt, result in zip(attempts, results, strict=True)
    )
    return same and (
        task.kind == "rule"
        or any(
            compare.differ(result, attempt.expected, where="") is not None
            for attempt, result in zip(attempts, results, strict=True)
        )
    )
