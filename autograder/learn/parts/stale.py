"""Gradients that are asked for more than once: the slopes of several expressions in turn, at the same three leaves."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.learn import probes
from autograder.learn.parts import beside

Turns = Sequence[str]  # names of beside.EXPRESSIONS
Numbers = Sequence[float]


def by(function: Callable[..., Any]) -> Callable[..., Any]:
    """What the learner's function answers, and where that leaves the leaves' numbers."""
    asked = probes.beside(function, beside.in_turn)

    @functools.wraps(function)
    def in_turn(a: float, b: float, c: float, turns: Turns, grads_before: Numbers) -> Any:
        return asked((a, b, c), turns, grads_before)

    return in_turn


def torchs(a: float, b: float, c: float, turns: Turns, grads_before: Numbers) -> dict[str, Any]:
    """The slopes at a, b and c of one expression after the other, whatever is in .grad at the start."""
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (a, b, c)]
    roots = [beside.EXPRESSIONS[turn](*leaves) for turn in turns]
    found = [torch.autograd.grad(root, leaves, allow_unused=True, materialize_grads=True) for root in roots]
    return {"slopes": [[slope.item() for slope in slopes] for slopes in found], "data": [a, b, c]}


def _added_up(*case: Any) -> dict[str, Any]:
    total, found = list(case[-1]), []
    for slopes in torchs(*case)["slopes"]:
        total = [kept + slope for kept, slope in zip(total, slopes, strict=True)]
        found.append(total)
    return {"slopes": found, "data": list(case[:3])}


def _late(*case: Any) -> dict[str, Any]:
    """Zeroed for the next time, after the answer was read."""
    slopes = [_added_up(*case)["slopes"][0], *torchs(*case)["slopes"][1:]]
    return {"slopes": slopes, "data": list(case[:3])}


def _too_late(a: float, b: float, c: float, turns: Turns, grads_before: Numbers) -> dict[str, Any]:
    return {"slopes": [[0.0, 0.0, 0.0] for _ in turns], "data": [a, b, c]}


slips: Mapping[str, Any] = {
    "accumulated": _added_up,
    "The leaves were zeroed for the next call, and nobody had zeroed them for the first one.": _late,
    "Nothing but zeros: the leaves were zeroed between the backward pass and the answer, or the pass never came "
    "to these leaves.": _too_late,
}
