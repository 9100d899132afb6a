"""The reader's own function, tried: what it returns is looked at before anything is drawn, and answered in words.

number     one call with scalar tensors: a tensor of one number comes back, or `Unusable` says why not
elementwise  many points in one call, or one by one where the function was written for scalars only
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.learn import words

LETTERS = "xyztuv"


class Unusable(ValueError):
    """The function cannot be drawn; one or two sentences say why, and what to write instead. One line in a notebook."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def accepts(function: Any, count: int) -> None:
    """Can it be called with so many arguments?"""
    if not callable(function):
        raise Unusable(f"a function is needed here, such as {_example(count)}, and this is {words.kind_of(function)}.")
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # one of torch's own, written in C++
        return
    try:
        signature.bind(*range(count))
    except TypeError:
        taken = len([entry for entry in signature.parameters.values() if entry.default is entry.empty])
        raise Unusable(
            f"the function takes {words.count(taken, 'argument')}, and it is called with {count} here: "
            f"write one such as {_example(count)}."
        ) from None


def called(function: Callable[..., Any], inputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """What the function returns, a tensor of any shape."""
    try:
        result = function(*inputs)
    except Exception as error:
        raise Unusable(f"the function raises {_said(error)}{_where(inputs)}.") from error
    if isinstance(result, torch.Tensor):
        return result
    raise Unusable(_no_tensor(result))


def number(function: Callable[..., Any], inputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """What the function returns for scalar tensors: one real number, in a tensor of shape ()."""
    result = called(function, inputs)
    if result.numel() != 1:
        raise Unusable(
            f"the function returns a tensor of shape {tuple(result.shape)}, and one number is needed: "
            "take its .sum(), its .mean() or one entry."
        )
    if result.is_complex():
        raise Unusable("the function returns a complex number, and a picture needs a real one.")
    return result.reshape(())


def elementwise(function: Callable[..., Any], inputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """The function's value at many points, `inputs` all of one shape; the result has that shape.

    One call does it for a function that works entry by entry. One that does not (it sums, or stacks, or branches
    on its argument) gives another shape, raises, or gives other numbers than for the first and the last point alone:
    it is called once for each point.
    """
    shape = inputs[0].shape
    flat = [entry.reshape(-1) for entry in inputs]
    at_once = _at_once(function, flat)
    if at_once is None:
        at_once = torch.stack([number(function, point) for point in zip(*flat, strict=True)])
    return at_once.reshape(shape)


def _at_once(function: Callable[..., Any], flat: Sequence[torch.Tensor]) -> torch.Tensor | None:
    try:
        result = function(*flat)
    except Exception:
        return None
    if not isinstance(result, torch.Tensor) or result.is_complex():
        return None
    if result.dim() == 0 and not result.requires_grad and _constant(function, flat, result):
        return result.expand_as(flat[0])
    if result.shape != flat[0].shape:
        return None
    ends = [number(function, [entry[place] for entry in flat]) for place in (0, -1)]
    same = torch.allclose(torch.stack(ends).detach(), result[[0, -1]].detach(), rtol=1e-4, equal_nan=True)
    return result if same else None


def _constant(function: Callable[..., Any], flat: Sequence[torch.Tensor], result: torch.Tensor) -> bool:
    ends = [number(function, [entry[place] for entry in flat]) for place in (0, -1)]
    return all(bool(end == result) for end in ends)


def _no_tensor(result: Any) -> str:
    if result is None:
        return "the function returns None: its last line needs a return."
    if type(result).__module__.startswith("numpy"):
        return "the function returns numpy's numbers, which keep no way back: compute with torch, without .numpy()."
    if isinstance(result, (bool, int, float)):
        return (
            f"the function returns {words.kind_of(result)}, and the way back to its argument is lost there: "
            "compute with torch, and leave out .item() and float()."
        )
    return f"the function returns {words.kind_of(result)}, and a tensor is needed."


def _said(error: Exception) -> str:
    """An error's type and the first of its lines, without the full stop."""
    first = (str(error).strip().splitlines() or [""])[0].rstrip(".")
    return f"{type(error).__name__} ({first[:160]})" if first else type(error).__name__


def _where(inputs: Sequence[torch.Tensor]) -> str:
    if any(entry.dim() for entry in inputs):
        return ""
    place = words.listed([words.number(float(entry.detach())) for entry in inputs])
    return f" at {place}"


def _example(count: int) -> str:
    names = ", ".join(LETTERS[:count])
    return f"lambda {names}: {'x**2' if count == 1 else 'x**2 + y'}"
