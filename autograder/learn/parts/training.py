"""Gradient descent on values: a neuron's weights and bias after some steps, and the losses before each of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.learn import probes
from autograder.learn.parts import beside

Change = Callable[..., tuple[torch.Tensor, torch.Tensor]]


def by(function: Callable[..., Any]) -> Callable[..., Any]:
    """What becomes of the values that the learner's function trains, and the losses that it notes."""
    asked = probes.beside(function, beside.training)

    @functools.wraps(function)
    def trained(
        weights: Any, bias: float, rows: Any, targets: Any, rate: float, steps: int, grads_before: float
    ) -> Any:
        return asked(weights, bias, rows, targets, rate, steps, grads_before)

    return trained


def torchs(
    weights: Sequence[float],
    bias: float,
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    rate: float,
    steps: int,
    grads_before: float,
    change: Change = lambda w, b, *_: (w, b),
    noted: str = "before",
) -> dict[str, Any]:
    """The same in torch. `change` gives w and b after each step from the stepped ones and the old ones; the losses are
    noted "before" each step, or "after"."""
    w, b, x, y = (torch.tensor(given, dtype=torch.float64) for given in (weights, bias, rows, targets))
    losses = []
    for _ in range(steps):
        w, b = w.detach().requires_grad_(), b.detach().requires_grad_()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y)
        losses.append(loss.item())
        of_w, of_b = torch.autograd.grad(loss, (w, b))
        w, b = change(w.detach() - rate * of_w, b.detach() - rate * of_b, w.detach(), b.detach())
    if noted == "after":
        losses = [*losses[1:], torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y).item()]
    return {"losses": losses, "weights": w.tolist(), "bias": b.item()}


def _changed(change: Change) -> Callable[..., dict[str, Any]]:
    return functools.partial(torchs, change=change)


def _added_up(
    weights: Any,
    bias: float,
    rows: Any,
    targets: Any,
    rate: float,
    steps: int,
    before: float,
    only_bias: bool = False,
) -> dict[str, Any]:
    total_w = torch.full((len(weights),), 0.0 if only_bias else before, dtype=torch.float64)
    total_b = torch.tensor(before, dtype=torch.float64)

    def change(
        w: torch.Tensor, b: torch.Tensor, old_w: torch.Tensor, old_b: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        nonlocal total_w, total_b
        total_w, total_b = (old_w - w) / rate + (0.0 if only_bias else total_w), (old_b - b) / rate + total_b
        return old_w - rate * total_w, old_b - rate * total_b

    return torchs(weights, bias, rows, targets, rate, steps, before, change=change)


def _zeroed_late(*case: Any) -> dict[str, Any]:
    """Zeroed after each step: what was there at the start is in the first one."""
    weights, bias, rows, targets, rate, steps, before = case
    first = _added_up(weights, bias, rows, targets, rate, 1, before)
    rest = torchs(first["weights"], first["bias"], rows, targets, rate, steps - 1, 0.0)
    return rest | {"losses": first["losses"] + rest["losses"]}


def _built_once(*case: Any) -> dict[str, Any]:
    """Every step as the first."""
    weights, bias, rows, targets, rate, steps, before = case
    first = torchs(weights, bias, rows, targets, rate, 1, before)
    moved = [w + steps * (new - w) for w, new in zip(weights, first["weights"], strict=True)]
    return {"losses": first["losses"] * steps, "weights": moved, "bias": bias + steps * (first["bias"] - bias)}


slips: Mapping[str, Any] = {
    "sign": _changed(lambda w, b, old_w, old_b: (2 * old_w - w, 2 * old_b - b)),
    "accumulated": [_added_up, functools.partial(_added_up, only_bias=True)],
    "The values have not moved: nothing was in .grad when the step came, or others than the caller's moved.": _changed(
        lambda w, b, old_w, old_b: (old_w, old_b)
    ),
    "Zeroing after the step is too late for the first one: the values had been used before.": _zeroed_late,
    "The loss was built once for all steps, and a graph belongs to the numbers that it was built on.": _built_once,
    "The step took the place of the value, and belongs to what the value was before.": _changed(
        lambda w, b, old_w, old_b: (w - old_w, b - old_b)
    ),
    "The losses were noted after the steps. Noted is the loss of before each step.": functools.partial(
        torchs, noted="after"
    ),
}
