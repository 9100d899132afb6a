"""A right answer isn't marked down where terms cancel, and a wrong one isn't let through there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from autograder import check
from autograder.learn.verdict import CheckFailed

Function = Callable[..., Any]
NEAR_ONE = [(1.0001,), (0.9999,), (-1.0001,)]
NEAR_A_ROOT = [(0.70001,), (0.6999,), (-0.700003,)]


def step(w: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    return w - rate * w * 0.7


def step_in_another_order(w: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    return w * (1 - 0.7 * rate)


def almost_zero() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Steps that move a weight to within rounding of 0."""
    weights = torch.rand(200, generator=torch.Generator().manual_seed(1)) + 0.5
    return [(w, torch.tensor(1 / 0.7) * (1 + 1e-6 * w)) for w in weights]


@pytest.mark.parametrize(
    ("function", "like", "at"),
    [
        (lambda x: (x - 0.7) * (x + 0.7), lambda x: x**2 - 0.49, NEAR_A_ROOT),
        (lambda x: ((x - 0.7) * (x + 0.7), "even"), lambda x: (x**2 - 0.49, "even"), NEAR_A_ROOT),
        (step_in_another_order, step, almost_zero()),
    ],
    ids=["a difference of squares", "with a word beside it", "a weight that comes to 0"],
)
def test_is_a_right_answer_accepted_where_terms_cancel(function: Function, like: Function, at: Any) -> None:
    assert check.value(function, like=like, at=at)


@pytest.mark.parametrize(
    ("function", "like", "at"),
    [
        (lambda x: x**2 - 1.0001, lambda x: x**2 - 1, NEAR_ONE),
        (lambda x: ((x - 1) * (x + 1), "odd"), lambda x: (x**2 - 1, "even"), NEAR_ONE),
        (lambda x: 0 * x, lambda x: x**2 - 1, NEAR_ONE),
        (lambda x: torch.sign(x - 1), lambda x: torch.sign(x - 1) + 0.01, [(1.0,)]),
        (lambda x: (x >= 1).float(), lambda x: (x > 1).float(), [(1.0,)]),
        (lambda x: 0 * x, lambda x: torch.sigmoid(-x), [(30.0,)]),
        (lambda x: x * 1.0003, lambda x: x, [(1e-6,), (2.0,)]),
        (lambda x: torch.tensor(float("nan")), lambda x: x**2 - 1, NEAR_ONE),
    ],
    ids=["off", "wrong word", "nothing", "at a jump", "at a step", "a tiny slope", "a factor", "nan"],
)
def test_is_a_wrong_answer_still_rejected_there(function: Function, like: Function, at: Any) -> None:
    with pytest.raises(CheckFailed):
        check.value(function, like=like, at=at)


def test_is_a_gradient_given_the_same_leave() -> None:
    def slope(x: torch.Tensor) -> torch.Tensor:
        return 3 * (x - 1) * (x + 1)

    assert check.gradient(slope, of=lambda x: x**3 - 3 * x, at=NEAR_ONE)
    with pytest.raises(CheckFailed):
        check.gradient(lambda x: 3 * (x - 1) * (x + 1.001), of=lambda x: x**3 - 3 * x, at=NEAR_ONE)
