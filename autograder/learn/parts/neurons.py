"""A neuron's loss: the cross-entropy of sigmoid(w · x + b) against a target, and the gradients that come back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.learn import probes
from autograder.learn.parts import beside

LossOf = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]  # of the score and the target


def by(function: Callable[..., Any]) -> Callable[..., Any]:
    """The learner's loss on values, and the gradients."""
    asked = probes.beside(function, beside.loss)

    @functools.wraps(function)
    def loss_and_gradients(weights: Any, bias: float, inputs: Any, target: float) -> Any:
        return asked(weights, bias, inputs, target)

    return loss_and_gradients


def torchs(
    weights: Sequence[float],
    bias: float,
    inputs: Sequence[float],
    target: float,
    loss_of: LossOf = torch.nn.functional.binary_cross_entropy_with_logits,
) -> dict[str, Any]:
    """What torch gives, in float64."""
    w, b, x, y = (torch.tensor(given, dtype=torch.float64) for given in (weights, bias, inputs, target))
    w.requires_grad_(), b.requires_grad_()
    loss = loss_of(w @ x + b, y)
    loss.backward()
    gradient = [] if w.grad is None else w.grad.tolist()
    return {"loss": loss.item(), "weights": gradient, "bias": 0.0 if b.grad is None else b.grad.item()}


def slip(loss_of: LossOf) -> Callable[..., dict[str, Any]]:
    """The same with another loss of the score and the target."""
    return functools.partial(torchs, loss_of=loss_of)


def _without_bias(weights: Any, bias: float, inputs: Any, target: float) -> dict[str, Any]:
    return torchs(weights, 0.0, inputs, target) | {"bias": 0.0}


def _bias_each_time(weights: Any, bias: float, inputs: Any, target: float, more: int = 0) -> dict[str, Any]:
    times = len(weights) + more
    given = torchs(weights, bias * times, inputs, target)
    return given | {"bias": given["bias"] * times}


def _softplus(z: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.softplus(z)


slips: Mapping[str, Any] = {
    "sign": slip(lambda z, y: -(_softplus(z) - y * z)),
    "The target is the wrong way round: 1 means yes.": slip(lambda z, y: _softplus(z) - (1 - y) * z),
    "sigmoid_before_logits": slip(lambda z, y: _softplus(torch.sigmoid(z)) - y * torch.sigmoid(z)),
    "The loss counts the no's only: the part with the target is missing.": slip(lambda z, y: _softplus(z)),
    "The loss counts the yes's only: for a target of 0 it must not be 0.": slip(lambda z, y: y * _softplus(-z)),
    "The bias is missing from the score.": _without_bias,
    "The bias is in the score once, however many weights there are.": [
        _bias_each_time,
        functools.partial(_bias_each_time, more=1),
    ],
    "A part was computed from z.data, a plain number: no gradient comes back through it.": [
        slip(lambda z, y: _softplus(z.detach()) - y * z),
        slip(lambda z, y: _softplus(z) - y * z.detach()),
    ],
    "This is the probability, not the loss.": slip(lambda z, y: torch.sigmoid(z)),
    "relu alone is right far out and forgets the rest.": slip(lambda z, y: torch.relu(z) - y * z),
    "The squared error is another loss.": slip(lambda z, y: (torch.sigmoid(z) - y) ** 2),
}
