"""Worlds in which torch itself does one thing wrong: the true program, run there, makes the mistake.

A surgery changes a backward pass; a world changes what a name of torch's stands for while it is open: the
mean is a sum, the logarithm is to the base of 10, nothing is ever zeroed, the sigmoid is applied twice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch.nn import functional

World = Callable[[], contextlib.AbstractContextManager[None]]
_MISSING = object()


@contextlib.contextmanager
def standing(places: list[tuple[Any, str]], stand_in: Any) -> Iterator[None]:
    """Put `stand_in` in every place, and put everything back afterwards."""
    kept = [(owner, name, vars(owner).get(name, _MISSING)) for owner, name in places]
    for owner, name, _ in kept:
        setattr(owner, name, stand_in)
    try:
        yield
    finally:
        for owner, name, original in kept:
            if original is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, original)


def _both(name: str) -> list[tuple[Any, str]]:
    """As a function and as a method."""
    return [(torch, name), (torch.Tensor, name)]


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """A Python function, which a class binds to its instances; torch's own built-in ones it does not."""
    return lambda *arguments, **named: function(*arguments, **named)


def mean_is_sum() -> contextlib.AbstractContextManager[None]:
    return standing(_both("mean"), _method(torch.sum))


def sum_is_mean() -> contextlib.AbstractContextManager[None]:
    return standing(_both("sum"), _method(torch.mean))


def log_is_log10() -> contextlib.AbstractContextManager[None]:
    return standing(_both("log"), _method(torch.log10))


@contextlib.contextmanager
def nothing_is_zeroed() -> Iterator[None]:
    """`.grad.zero_()` does nothing, and `.grad = None` is not heard."""
    slot: Any = torch._C.TensorBase.grad

    def remember(tensor: torch.Tensor, value: torch.Tensor | None) -> None:
        if value is not None:
            slot.__set__(tensor, value)

    forgetful = property(lambda tensor: slot.__get__(tensor), remember)
    with standing([(torch.Tensor, "grad")], forgetful), standing([(torch.Tensor, "zero_")], lambda tensor: tensor):
        yield


def sigmoid_comes_twice() -> contextlib.AbstractContextManager[None]:
    true = functional.binary_cross_entropy_with_logits

    def twice(input: torch.Tensor, *rest: Any, **named: Any) -> torch.Tensor:
        return true(torch.sigmoid(input), *rest, **named)

    return standing([(functional, "binary_cross_entropy_with_logits")], twice)


def _clamped(epsilon: float) -> World:
    def loss(input: torch.Tensor, target: torch.Tensor, *_: Any, reduction: str = "mean", **__: Any) -> torch.Tensor:
        held = torch.clamp(torch.sigmoid(input), epsilon, 1 - epsilon)
        each = -(target * torch.log(held) + (1 - target) * torch.log(1 - held))
        return each if reduction == "none" else each.sum() if reduction == "sum" else each.mean()

    return lambda: standing([(functional, "binary_cross_entropy_with_logits")], loss)


def sigmoid_by_hand() -> contextlib.AbstractContextManager[None]:
    """e^z / (1 + e^z), which overflows where z is large."""
    return standing(
        [(torch, "sigmoid"), (torch.Tensor, "sigmoid"), (functional, "sigmoid")],
        lambda z: torch.exp(z) / (1 + torch.exp(z)),
    )


def sigmoid_by_hand_below() -> contextlib.AbstractContextManager[None]:
    """1 / (1 + e^−z), which overflows where z is far below 0."""
    return standing(
        [(torch, "sigmoid"), (torch.Tensor, "sigmoid"), (functional, "sigmoid")],
        lambda z: 1 / (1 + torch.exp(-z)),
    )


EVERY: tuple[tuple[str, World], ...] = (
    ("sum_for_mean", mean_is_sum),
    ("mean_for_sum", sum_is_mean),
    ("log10", log_is_log10),
    ("accumulated", nothing_is_zeroed),
    ("sigmoid_before_logits", sigmoid_comes_twice),
    ("clamp_saturates", _clamped(1e-8)),
    ("clamp_kills_gradient", _clamped(1e-7)),
    ("sigmoid_overflow", sigmoid_by_hand),
    ("sigmoid_overflow", sigmoid_by_hand_below),
)
