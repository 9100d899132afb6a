"""An engine that a learner built, held against torch: the same expression, once with each.

An engine is a way to make a value from a number. A value knows +, − and × (and whatever else the expression
uses), has `.data`, `.grad` and `.backward()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch

Build = Callable[..., Any]  # values in, the root value out; written with operators and methods only


class Value(Protocol):
    data: float
    grad: float

    def backward(self) -> None: ...


@dataclass(frozen=True)
class Run:
    """What a backward pass through the learner's engine left: the root's value, the gradient of each leaf."""

    value: Any
    gradients: tuple[Any, ...]


def learners(make: Callable[[float], Value], build: Build, numbers: Sequence[float], backwards: int = 1) -> Run:
    """Build the expression with the learner's values and go backward, as often as asked."""
    leaves = [make(number) for number in numbers]
    root = build(*leaves)
    for _ in range(backwards):
        root.backward()
    return Run(root.data, tuple(leaf.grad for leaf in leaves))


def torchs(build: Build, numbers: Sequence[float], backwards: int = 1) -> Run:
    """The same in torch, in float64. A leaf that the root doesn't use has gradient 0."""
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in numbers]
    root = build(*leaves)
    for _ in range(backwards):
        if root.requires_grad:
            root.backward(retain_graph=True)
    gradients = tuple(0.0 if leaf.grad is None else float(leaf.grad) for leaf in leaves)
    return Run(float(root.detach()), gradients)
