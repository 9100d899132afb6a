"""Is a difference no more than rounding? Asked only where an answer differs from what was expected.

Where terms cancel, two right programs differ by much more than their tolerance: x² − 1 and (x − 1)(x + 1) near 1, or a
weight that a training step moves close to 0. So the truth is computed again on inputs that are moved by a few units in
the last place, and an answer passes that is as near as those results are to each other (a backward error in the sense
of N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, section 1.5). At a kink or a jump the results lie far
apart for another reason: what is forgiven is never more than `MOST` of the largest input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

ULPS, TIMES, ROUNDS, MOST = 2.0, 4.0, 6, 1e-5
Program = Callable[[tuple[Any, ...]], Any]


def explains(program: Program, arguments: tuple[Any, ...], got: Any, expected: Any, rtol: float) -> bool:
    """Whether `got` would be right for inputs that differ from `arguments` by rounding. `program` gives the truth."""
    inputs = [value for value in arguments if _floating(value)]
    if not inputs or _skeleton(got) != _skeleton(expected):
        return False
    ours, truth = _numbers(got), _numbers(expected)
    spread = [torch.zeros_like(entry) for entry in truth]
    for near in _moved(arguments):
        try:
            found = _numbers(program(near))
            spread = [torch.maximum(width, (a - b).abs()) for width, a, b in zip(spread, found, truth, strict=True)]
        except Exception:  # the truth has no value there, or another shape
            return False
    most = MOST * max((float(value.abs().max()) for value in inputs if value.numel()), default=0.0)
    return all(
        bool(((a - b).abs() <= rtol * b.abs() + (TIMES * width).clamp(max=most)).all())
        for a, b, width in zip(ours, truth, spread, strict=True)
    )


def _moved(arguments: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The arguments, each number moved up or down by `ULPS` units in the last place; the same on every run."""
    generator = torch.Generator().manual_seed(0)

    def moved(value: Any) -> Any:
        if not _floating(value):
            return value
        step = ULPS * torch.finfo(value.dtype).eps
        signs = torch.randint(0, 2, value.shape, generator=generator).mul(2).sub(1).to(value.dtype)
        return (value.detach() * (1 + step * signs)).requires_grad_(value.requires_grad)

    return [tuple(map(moved, arguments)) for _ in range(ROUNDS)]


def _floating(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def _numbers(value: Any) -> list[torch.Tensor]:
    """Every number of an answer, in float64."""
    if isinstance(value, torch.Tensor):
        return [value.detach().to(torch.float64)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [torch.tensor(float(value), dtype=torch.float64)]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    return [number for part in parts for number in _numbers(part)]


def _skeleton(value: Any) -> Any:
    """All of an answer but its numbers."""
    if isinstance(value, torch.Tensor):
        return "tensor", value.shape, value.dtype
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    if isinstance(value, Mapping):
        return [(key, _skeleton(part)) for key, part in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [_skeleton(part) for part in value]
    return value
