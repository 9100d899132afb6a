"""A tensor's state as plain data, so that two states can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

FIELDS = ("value", "requires_grad", "is_leaf", "grad", "grad_fn", "shares storage")


def of(tensor: Any, inputs: Sequence[Any] = ()) -> dict[str, Any]:
    """The six facts that autograd is about. `grad_fn` is its name, or None."""
    if not isinstance(tensor, torch.Tensor):
        return {"value": tensor}
    return {
        "value": tensor.detach(),
        "requires_grad": tensor.requires_grad,
        "is_leaf": tensor.is_leaf,
        "grad": tensor.grad if tensor.is_leaf else None,
        "grad_fn": type(tensor.grad_fn).__name__ if tensor.grad_fn is not None else None,
        "shares storage": any(shares_storage(tensor, other) for other in inputs),
    }


def after(names: Sequence[str], arguments: Sequence[Any], result: Any) -> dict[str, Any]:
    """What a call left behind: each tensor argument's value, .grad and requires_grad, then the result."""
    left: dict[str, Any] = {}
    for name, value in zip(names, arguments, strict=True):
        for place, entry in _tensors(name, value):
            left[place] = entry.detach()
            left[f"{place}.requires_grad"] = entry.requires_grad
            left[f"{place}.grad"] = entry.grad if entry.is_leaf else None
    left["the result"] = result.detach() if isinstance(result, torch.Tensor) else result
    return left


def _tensors(name: str, value: Any) -> list[tuple[str, torch.Tensor]]:
    if isinstance(value, torch.Tensor):
        return [(name, value)]
    if isinstance(value, torch.nn.Module):
        return [(f"{name}.{key}", entry) for key, entry in value.named_parameters()]
    if isinstance(value, (list, tuple)):
        return [pair for place, entry in enumerate(value) for pair in _tensors(f"{name}[{place}]", entry)]
    if isinstance(value, dict):
        return [pair for key, entry in value.items() for pair in _tensors(f"{name}[{key!r}]", entry)]
    return []


def shares_storage(one: torch.Tensor, other: Any) -> bool:
    """True when writing into one would be seen through the other."""
    if not isinstance(other, torch.Tensor) or one.numel() == 0:
        return False
    return one.untyped_storage().data_ptr() == other.untyped_storage().data_ptr()
