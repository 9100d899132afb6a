"""What is true, computed by torch when the check runs. No reference value is ever typed in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.learn.student import Give, fresh


def differentiable(arguments: tuple[Any, ...]) -> tuple[int, ...]:
    """The positions of the arguments that a gradient can be taken of: the floating tensors."""
    return tuple(
        position
        for position, value in enumerate(arguments)
        if isinstance(value, torch.Tensor) and value.is_floating_point()
    )


def gradients(
    of: Callable[..., torch.Tensor],
    arguments: tuple[Any, ...],
    wrt: Sequence[int],
    dtype: torch.dtype | None = None,
) -> tuple[torch.Tensor, ...]:
    """The gradient of `of` with respect to the arguments at the positions `wrt`, each in the argument's
    shape and dtype. A result that is not a scalar is summed first, which for an elementwise function is
    the elementwise derivative. An argument that `of` doesn't use has gradient 0.

    With `dtype=torch.float64` everything is computed in double precision and cast back at the end.
    """
    leaves = [
        value.detach().to(dtype or value.dtype).clone().requires_grad_(position in wrt)
        if isinstance(value, torch.Tensor) and value.is_floating_point()
        else value
        for position, value in enumerate(arguments)
    ]
    with torch.enable_grad():
        root = of(*leaves)
        found = torch.autograd.grad(
            root,
            [leaves[position] for position in wrt],
            torch.ones_like(root),
            allow_unused=True,
            materialize_grads=True,
        )
    return tuple(entry.detach().to(arguments[position].dtype) for entry, position in zip(found, wrt, strict=True))


def both(
    of: Callable[..., torch.Tensor], arguments: tuple[Any, ...], wrt: Sequence[int]
) -> list[tuple[torch.Tensor, ...]]:
    """The gradients as torch gives them in the arguments' own precision, and in float64: an answer that
    agrees with either is right, so that nobody is marked down for rounding."""
    found = [gradients(of, arguments, wrt)]
    with contextlib.suppress(RuntimeError):  # a function with float32 constants may not mix with float64
        found.append(gradients(of, arguments, wrt, torch.float64))
    return found


def value(like: Callable[..., Any], arguments: tuple[Any, ...], give: Give) -> tuple[Any, tuple[Any, ...]]:
    """What the true function returns on copies of the arguments, and what it makes of those copies."""
    given = fresh(arguments, give)
    with torch.enable_grad():
        return like(*given), given
