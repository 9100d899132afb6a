"""Ways of writing a neuron's loss, and where each gives out: no finite loss, no gradient, or hardly one.

Numbers only: `saturations` draws them and says them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from autograder.learn.draw.tried import Unusable, accepts, elementwise

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Forms = Mapping[str, Loss] | Loss | None

NO_SLOPE, HARDLY_A_SLOPE = "gradient 0", "gradient nearly 0"
FLAT = 1e-3  # of a curve's steepest gradient: a step along less than that goes nowhere
WELL_ABOVE = 0.05  # of the way from a curve's least loss to its largest


class Curve(NamedTuple):
    """A way of writing the loss, on a row of scores: the loss and its gradient, each of shape (n,)."""

    name: str
    loss: torch.Tensor
    gradient: torch.Tensor


class Span(NamedTuple):
    """Scores from `low` to `high`, both included, at which a curve is `fault`."""

    low: float
    high: float
    fault: str  # "loss nan", "loss inf", "gradient 0" or "gradient nearly 0"


def clamped(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of sigmoid(z), the probability clamped by 1e-8: elementwise, shape of z."""
    p = torch.sigmoid(z).clamp(1e-8, 1 - 1e-8)
    return -(y * p.log() + (1 - y) * (1 - p).log())


def log_sum_exp(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of the score itself, log(1 + exp(z)) - y z: elementwise, shape of z."""
    return binary_cross_entropy_with_logits(z, y, reduction="none")


FORMS: dict[str, Loss] = {"clamped": clamped, "log-sum-exp": log_sum_exp}


def named(forms: Forms) -> dict[str, Loss]:
    if forms is None:
        return dict(FORMS)
    if not isinstance(forms, Mapping):
        accepts(forms, 2)
        return {getattr(forms, "__name__", "own").replace("<lambda>", "own"): forms, "log-sum-exp": log_sum_exp}
    if not forms:
        raise Unusable('give at least one way of writing the loss, such as {"mine": my_loss}.')
    for form in forms.values():
        accepts(form, 2)
    return dict(forms)


def curve_of(name: str, form: Loss, scores: torch.Tensor, target: float) -> Curve:
    z = scores.clone().requires_grad_()
    with torch.enable_grad():
        loss = elementwise(form, [z, torch.full_like(scores, target)])
    if not loss.requires_grad:
        raise Unusable(f"the loss {name!r} does not depend on z through torch operations, so it has no gradient.")
    (gradient,) = torch.autograd.grad(loss.sum(), z, allow_unused=True, materialize_grads=True)
    return Curve(name, loss.detach(), gradient)


def stuck_at(curve: Curve, whole: Curve) -> torch.Tensor:
    """Where a curve is flat, as its own gradients go, and stands well above its least loss: training stays there.

    `whole` is the same curve over a range wide enough to know its least loss and its steepest place.
    """
    losses, slopes = (row[row.isfinite()].double() for row in (whole.loss, whole.gradient.abs()))
    if not len(losses) or not len(slopes):
        return torch.zeros_like(curve.loss, dtype=torch.bool)
    least, steepest = losses.min(), slopes.max()
    high = curve.loss > least + WELL_ABOVE * (losses.max() - least)
    return (curve.gradient.abs() <= FLAT * steepest) & (high | (steepest == 0))


def spans_of(curve: Curve, trusted: Curve, stuck: torch.Tensor, scores: torch.Tensor) -> list[Span]:
    """The runs of scores at which the curve has no finite loss, no gradient where the trusted one has, or is stuck."""
    flat = ((curve.gradient == 0) & (trusted.gradient.abs() > 1e-3)) | stuck
    found: list[Span] = []
    apart = float(scores[1] - scores[0]) * 1.5
    for score, loss, slope, level in zip(scores.tolist(), curve.loss, curve.gradient, flat, strict=True):
        fault = _fault(loss, slope, bool(level))
        last = found[-1] if found and score - found[-1].high < apart else None
        if fault and last and (fault == last.fault or {fault, last.fault} == {NO_SLOPE, HARDLY_A_SLOPE}):
            found[-1] = Span(last.low, score, fault if fault == last.fault else HARDLY_A_SLOPE)
        elif fault:
            found.append(Span(score, score, fault))
    return found


def _fault(loss: torch.Tensor, slope: torch.Tensor, flat: bool) -> str:
    if loss.isnan() or loss.isinf():
        return f"loss {float(loss)}"
    if not slope.isfinite():
        return f"gradient {float(slope)}"
    return "" if not flat else HARDLY_A_SLOPE if slope else NO_SLOPE
