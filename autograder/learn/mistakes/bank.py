"""Look a wrong answer up: try every wrong model on the very cases, and name the one that is left.

A mistake is named only when it reproduces the answer on all the cases and differs from the truth on one of
them. Where several fit, fresh cases are put to the student's function and to the models until one is left;
if some cannot be told apart, they are offered together, as such.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import torch

from autograder.learn import compare
from autograder.learn.mistakes import reading, suspects, transforms
from autograder.learn.mistakes.suspects import Suspect
from autograder.learn.task import Attempt, Task

MORE_CASES = 3
ENOUGH = 3  # numbers
MOST_OFFERED = 2


class Found(NamedTuple):
    """Mistakes that explain the answer alike; one, where there is no doubt. `link` is the operation."""

    candidates: tuple[tuple[str, ...], ...]
    link: str


class _Fit(NamedTuple):
    suspect: Suspect
    transform: transforms.Transform | None
    mistakes: tuple[str, ...]


def search(task: Task) -> Found | None:
    """The mistakes that make exactly these answers, or None."""
    if not task.attempts:
        return None
    own = _fitting(task, suspects.own(task))
    vouched = task.kind in ("prediction", "rule") or _compared(task.attempts) >= ENOUGH
    if vouched and len({fit.mistakes for fit in own}) == 1:
        return Found(_as_read(task, (own[0].mistakes,)), "")
    for fits in chain([own], _rounds(task)):  # lazily: most answers need one round
        left = _told_apart(task, fits)
        names = tuple(dict.fromkeys(fit.mistakes for fit in left))
        if names:
            return Found(_as_read(task, names), left[0].suspect.link) if len(names) <= MOST_OFFERED else None
    return None


def _rounds(task: Task) -> Iterable[list[_Fit]]:
    """From the simplest explanation to two mistakes at once."""
    if task.program is None:
        return
    program = task.program
    if not _compared(task.attempts):  # True, False and words agree by chance too often
        return
    if task.kind == "prediction":
        yield _fitting(task, suspects.beliefs(program))
        if _compared(task.attempts) < ENOUGH:
            return
    seen = suspects.nodes_of(program, _hardest(task).arguments)
    honest = Suspect((), program)
    alone = list(suspects.single(task, program, seen))
    yield _fitting(task, alone) + _transformed(task, [honest])
    if _varies(task):  # a constant is two mistakes at once of nearly anything
        yield _signed(_transformed(task, suspects.own(task))) + _transformed(task, alone)
        yield _fitting(task, suspects.double(program, seen, task))


def _as_read(task: Task, names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Gradients that added up in code that keeps its graph: either nobody zeroed them, or retain_graph was
    taken for a reset. The numbers are the same, so both are offered."""
    if names == (("accumulated",),) and "retain_graph_as_reset" in reading.facts(task.source):
        return (("accumulated",), ("retain_graph_as_reset",))
    return names


def _varies(task: Task) -> bool:
    """At least two different numbers in the answer, over all cases and one more."""
    numbers = {round(number, 6) for attempt in task.attempts for number in transforms.flat(attempt.got)}
    if len(numbers) < 2 and task.again is not None and (more := task.again(_varied(task.attempts[0].arguments))):
        numbers |= {round(number, 6) for number in transforms.flat(more.got)}
    return len(numbers) > 1


def _hardest(task: Task) -> Attempt:
    """The first case where the answer is wrong: a model that misses there is out."""
    return next(iter(_wrong(task)), task.attempts[0])


def _wrong(task: Task) -> list[Attempt]:
    return [attempt for attempt in task.attempts if compare.differ(attempt.got, attempt.expected, where="")]


def _fitting(task: Task, models: Iterable[Suspect]) -> list[_Fit]:
    """Hundreds of models miss at a first look: that one is taken at the smallest case in which the answer is wrong."""
    smallest = min(_wrong(task) or task.attempts, key=lambda attempt: len(transforms.flat(attempt.expected)))
    return [
        _Fit(model, None, model.mistakes)
        for model in models
        if _matches(smallest, _run(model, smallest)) and transforms.reproduces(task, task.attempts, _all(model, task))
    ]


def _transformed(task: Task, models: Iterable[Suspect]) -> list[_Fit]:
    found = []
    changes = list(transforms.every(task))
    first = task.attempts[0]
    for model in models:
        alone = _run(model, first)  # one case settles most: all of them are run only where the first is reproduced
        if alone is _FAILED or not any(_matches(first, change([alone])[0]) for _, change in changes):
            continue
        results = _all(model, task)
        if any(result is _FAILED for result in results):
            continue
        found += [
            _Fit(model, change, tuple(dict.fromkeys((*model.mistakes, name))))
            for name, change in changes
            if transforms.reproduces(task, task.attempts, change(results))
        ]
    return found


def _signed(fits: list[_Fit]) -> list[_Fit]:
    """An exercise's own sentence stands for exact numbers. A factor on top of it is another mistake's number."""
    return [fit for fit in fits if fit.mistakes[-1] != "wrong_coefficient"]


def _severed(task: Task) -> bool:
    """A whole gradient is 0 where the true one is not: no path is left, and “one of several” is not what happened."""
    case = _hardest(task)
    if isinstance(case.got, torch.Tensor) or not isinstance(case.got, (tuple, list)):
        return False
    pairs = zip(case.got, case.expected, strict=True)
    return any(not any(transforms.flat(got)) and any(transforms.flat(expected)) for got, expected in pairs)


def _told_apart(task: Task, fits: list[_Fit]) -> list[_Fit]:
    """Of the models that fit, those that still do on fresh cases."""
    attempts = list(task.attempts)
    if any("overwritten_not_added" in fit.mistakes for fit in fits) and _severed(task):
        fits = [fit for fit in fits if "overwritten_not_added" not in fit.mistakes]
    for _ in range(MORE_CASES):
        sure = len({fit.mistakes for fit in fits}) < 2 and _compared(attempts) >= ENOUGH
        if not fits or sure or task.again is None:
            break
        more = task.again(_varied(attempts[0].arguments))
        if more is None:
            break
        attempts.append(more)
        fits = [fit for fit in fits if transforms.reproduces(task, attempts, _results(fit, attempts))]
    return _plainest(fits)


def _compared(attempts: Sequence[Attempt]) -> int:
    """How many numbers stand behind a name: one or two can agree by chance."""
    return sum(len(transforms.flat(attempt.got)) for attempt in attempts)


def _plainest(fits: list[_Fit]) -> list[_Fit]:
    """A mistake of its own before the same numbers by way of a general factor."""
    plain = [fit for fit in fits if fit.transform is None]
    return plain or fits


def _results(fit: _Fit, attempts: Sequence[Attempt]) -> list[Any]:
    results = [_run(fit.suspect, attempt) for attempt in attempts]
    return fit.transform(results) if fit.transform else results


def _varied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Other numbers of the same size and sign, so that the function's domain is not left."""
    return tuple(
        value * (0.75 + 0.5 * torch.rand_like(value))
        if isinstance(value, torch.Tensor) and value.is_floating_point()
        else value
        for value in arguments
    )


_FAILED = object()


def _all(model: Suspect, task: Task) -> list[Any]:
    return [_run(model, attempt) for attempt in task.attempts]


def _run(model: Suspect, attempt: Attempt) -> Any:
    """What the model gives; a sentinel that nothing equals where it can't be run on this case."""
    with contextlib.suppress(Exception):
        return model.run(attempt.arguments)
    return _FAILED


def _matches(attempt: Attempt, result: Any) -> bool:
    return result is not _FAILED and compare.differ(attempt.got, result, where="") is None
