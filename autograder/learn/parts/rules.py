"""Local rules: the value of one operation, and one slope for each value that goes in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch

Rule = tuple[float, tuple[float, ...]]
OPERATIONS: Mapping[str, Callable[..., torch.Tensor]] = {
    "add": torch.add,
    "mul": torch.mul,
    "pow": torch.pow,
    "exp": torch.exp,
    "log": torch.log,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
}


def torchs(operation: str, a: float, b: float | None = None) -> Rule:
    """What torch gives, in float64."""
    given = [torch.tensor(a, dtype=torch.float64, requires_grad=True)]
    if b is not None:
        given.append(torch.tensor(b, dtype=torch.float64, requires_grad=operation != "pow"))
    value = OPERATIONS[operation](*given)
    slopes = torch.autograd.grad(value, [number for number in given if number.requires_grad])
    return value.item(), tuple(slope.item() for slope in slopes)


def slip(of: str, wrong: Callable[[Any, Any, Any], Iterable[float]]) -> Callable[..., Rule]:
    """Torch's rules, with other slopes for one operation: `wrong(a, b, value)`."""

    def rule(operation: str, a: float, b: float | None = None) -> Rule:
        value, slopes = torchs(operation, a, b)
        return value, tuple(wrong(a, b, value)) if operation == of else slopes

    return rule


def cut_off(most: float) -> Callable[..., Rule]:
    """Torch's rules, where the input goes no further than `most` from 0."""
    return lambda operation, a, b=None: torchs(operation, max(-most, min(most, a)), b)


def log10(operation: str, a: float, b: float | None = None, slope: float = 1.0) -> Rule:
    """Torch's rules with the other logarithm, and with the natural one's slope or, for 1 / log(10), its own."""
    return (math.log10(a), (slope / a,)) if operation == "log" else torchs(operation, a, b)


CUTS = (20, 25, 30, 35, 36, 37, 40, 50, 60, 88, 100, 200, 500, 700, 709)

slips: Mapping[str, Any] = {
    "swapped": slip("mul", lambda a, b, value: (a, b)),
    "The slopes of add are none of its numbers: when a grows by one, a + b grows by one.": [
        slip("add", lambda a, b, value: (b, a)),
        slip("add", lambda a, b, value: (a, b)),
    ],
    "wrong_coefficient": slip("pow", lambda a, b, value: (a ** (b - 1),)),
    "wrong_power": slip("pow", lambda a, b, value: (b * a**b,)),
    "The slope of the sigmoid is not its value.": slip("sigmoid", lambda a, b, value: (value,)),
    "The slope p(1 − p) was taken at the input instead of at p.": slip("sigmoid", lambda a, b, value: (a * (1 - a),)),
    "The slope of relu is 1 or 0, not its value.": slip("relu", lambda a, b, value: (value,)),
    "The slope of relu is not 1 everywhere: below 0 its value stays 0.": slip("relu", lambda a, b, value: (1.0,)),
    "The power rule is for a variable to a fixed power, and in exp the variable is the exponent.": slip(
        "exp", lambda a, b, value: (a * math.exp(a - 1),)
    ),
    "The slope of log is not its value.": slip("log", lambda a, b, value: (value,)),
    "log is the natural logarithm, and log10 is another function.": [
        log10,
        lambda operation, a, b=None: log10(operation, a, b, slope=1 / math.log(10)),
    ],
    "Far out the input was cut off: value and slope are those at the cut.": [cut_off(most) for most in CUTS],
}
