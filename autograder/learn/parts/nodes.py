"""What a node remembers of how it was made: its parents, a slope for each of them, the operation.

`left sign right` says how: "a" + "b", "inside" * 3.0. The sides are nodes of the data a and b, the node of a·b
("inside"), or plain numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import torch

from autograder.learn import probes
from autograder.learn.parts import beside

Side = str | float
Slopes = dict[str, float]


def by(make: Callable[..., Any]) -> Callable[..., Any]:
    """What the nodes of the learner's class remember."""
    asked = probes.beside(make, beside.memory)

    @functools.wraps(make)
    def what_it_remembers(left: Side, sign: str, right: Side, a: float, b: float) -> Any:
        return asked(left, sign, right, a, b)

    return what_it_remembers


def torchs(
    left: Side, sign: str, right: Side, a: float, b: float, slopes_of: Callable[[Slopes], Slopes] = dict
) -> dict[str, Any]:
    """The same with torch's slopes; with others in their place, where `slopes_of` gives others."""
    values = {"a": a, "b": b, "inside": a * b}
    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in values.items()}
    one, other = (leaves[side] if isinstance(side, str) else side for side in (left, right))
    node: Any = one + other if sign == "+" else one * other
    used = [name for name in leaves if name in (left, right)]
    found = torch.autograd.grad(node, [leaves[name] for name in used])
    slopes = {name: slope.item() for name, slope in zip(used, found, strict=True)}
    told = {"data": node.item(), "operation": "add" if sign == "+" else "mul", "grad": 0.0}
    return told | {"slopes": slopes_of(slopes), "a slope for each parent": True, "parents of a": 0}


def _in_each_others_place(left: Side, sign: str, right: Side, a: float, b: float) -> dict[str, Any]:
    return torchs(left, sign, right, a, b, lambda slopes: dict(zip(slopes, reversed(slopes.values()), strict=True)))


def _counted_once(left: Side, sign: str, right: Side, a: float, b: float, only: str = "+*") -> dict[str, Any]:
    """A parent that is there twice is remembered once."""
    share = 0.5 if left == right and sign in only else 1.0
    return torchs(left, sign, right, a, b, lambda slopes: {name: share * slope for name, slope in slopes.items()})


slips: Mapping[str, Any] = {
    "swapped": _in_each_others_place,
    "repeated_parent_once": [_counted_once, functools.partial(_counted_once, only="*")],
}
