"""What a picture asks of a function of several variables: values on a grid, gradients, a frame to look through.

Values on a grid come from one elementwise call, gradients from `torch.autograd.grad` on fresh leaves, so that no
`.grad` of the reader changes. The functions are elementwise: tensors of one shape in, a tensor of that shape out.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.learn.draw.tried import Unusable, elementwise, number

Surface = Callable[..., torch.Tensor]
Point = tuple[float, ...]
Span = tuple[float, float, float, float]  # left, right, bottom, top

FINE, COARSE = 61, 7  # points a side: of the level lines, of the field of arrows


def point(at: Sequence[Any]) -> Point:
    """Numbers or scalar tensors as plain numbers."""
    return tuple(float(entry.detach() if isinstance(entry, torch.Tensor) else entry) for entry in at)


def names_of(function: Surface, count: int) -> list[str]:
    """What the function calls its variables, for the axes."""
    try:
        found = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        found = []
    return found[:count] if len(found) >= count else [f"variable {place + 1}" for place in range(count)]


def default_span(place: Point) -> Span:
    """The frame that `contours` takes when none is given."""
    return around([place])


def around(places: Sequence[Point]) -> Span:
    """A square with the points well inside: about the origin, when that is not far off."""
    across, up = ([float(place[axis]) for place in places] for axis in (0, 1))
    if (farthest := max(map(abs, across + up))) <= 4:
        half = 1.5 * max(farthest, 1.0)
        return -half, half, -half, half
    side = max(max(across) - min(across), max(up) - min(up), 1.0) * 1.5
    middle, height = (max(across) + min(across)) / 2, (max(up) + min(up)) / 2
    return middle - side / 2, middle + side / 2, height - side / 2, height + side / 2


def value_at(function: Surface, place: Point) -> float:
    with torch.no_grad():
        return float(number(function, [torch.tensor(entry, dtype=torch.float64) for entry in place]))


def gradient(function: Surface, place: Point) -> Point:
    """The partial derivatives at one point, in float64. A variable that the function doesn't use has 0."""
    leaves = [torch.tensor(entry, dtype=torch.float64, requires_grad=True) for entry in place]
    return tuple(float(entry) for entry in gradients(function, leaves))


def gradients(function: Surface, leaves: Sequence[torch.Tensor]) -> tuple[torch.Tensor, ...]:
    with torch.enable_grad():
        root = (elementwise if leaves[0].dim() else number)(function, leaves).sum()
        if not root.requires_grad:
            return tuple(torch.zeros_like(leaf) for leaf in leaves)
        return torch.autograd.grad(root, list(leaves), allow_unused=True, materialize_grads=True)


def leads_back(function: Surface, places: Sequence[torch.Tensor], names: Sequence[str]) -> None:
    """Refuse a function that moves with a variable and has no way back to it: autograd would call its slope 0.

    places  coordinates of many points, a tensor for each variable, all of one shape
    """
    leaves = [entry.clone().requires_grad_() for entry in places]
    with torch.enable_grad():
        heights = elementwise(function, leaves)
    found: Sequence[torch.Tensor | None] = [None] * len(leaves)
    if heights.requires_grad:
        found = torch.autograd.grad(heights.sum(), leaves, allow_unused=True)
    for which, (name, slope) in enumerate(zip(names, found, strict=True)):
        if slope is None and _moves(function, places, which):
            raise Unusable(
                f"the function's result does not depend on {name} through torch operations, so it has no gradient: "
                "compute with torch, and leave out .detach(), .item() and no_grad()."
            )


def _moves(function: Surface, places: Sequence[torch.Tensor], which: int) -> bool:
    """Does the value change anywhere when one variable alone takes the value of the place before?"""
    turned = [entry.roll(1) if axis == which else entry for axis, entry in enumerate(places)]
    with torch.no_grad():
        before, after = elementwise(function, places), elementwise(function, turned)
    change = (after - before).abs()
    return bool((change[change.isfinite()] > 1e-9).any())


def grid(frame: Span, points: int, inset: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    """Coordinates of points × points places, both of shape (points, points); `inset` is a part of the side."""
    left, right, bottom, top = frame
    pad = inset * (right - left)
    across = torch.linspace(left + pad, right - pad, points, dtype=torch.float64)
    up = torch.linspace(bottom + pad, top - pad, points, dtype=torch.float64)
    wide, high = torch.meshgrid(across, up, indexing="xy")
    return wide, high


def heights_on(function: Surface, wide: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
    """The function's value at each place of a grid; nan and infinity where it has none."""
    with torch.no_grad():
        heights = elementwise(function, [wide, high]).to(wide.dtype)
    if not heights.isfinite().any():
        raise Unusable(
            "the function has no value anywhere in this frame: give `span` another left, right, bottom, top."
        )
    return heights
