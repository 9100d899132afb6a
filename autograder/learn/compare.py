"""Is this answer the expected one? Type and structure first, then shape, dtype, and last the values.

Nothing is ever broadcast. An element passes when

    |got - expected| <= rtol * |expected| + floor * (largest |expected| in its tensor)

with rtol 1e-4 and floor 1e-6 in float32, 1e-7 and 1e-12 in float64. Where every expected element is
zero, the floor alone is the bound. nan passes only where nan is expected, infinity only with its sign.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from numbers import Real
from typing import Any, NamedTuple

import torch

from autograder.learn.verdict import Kind, Mismatch


class Tolerance(NamedTuple):
    rtol: float
    floor: float


SINGLE = Tolerance(rtol=1e-4, floor=1e-6)
DOUBLE = Tolerance(rtol=1e-7, floor=1e-12)


def tolerance_for(expected: torch.Tensor, got: torch.Tensor) -> Tolerance:
    """The looser of the two precisions: a float32 answer is not held to float64."""
    both_double = expected.dtype == torch.float64 and got.dtype == torch.float64
    return DOUBLE if both_double else SINGLE


def differ(got: Any, expected: Any, *, where: str, rtol: float | None = None) -> Mismatch | None:
    """The first mismatch between an answer and what was expected, or None. Any nesting of
    tuples, lists and dicts of tensors, numbers, strings, booleans and None is walked."""
    if isinstance(expected, torch.Tensor):
        return _tensors(got, expected, where, rtol)
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return _plain(got, expected, where)
    if isinstance(expected, (int, float)):
        return _number(got, float(expected), where, rtol)
    if isinstance(expected, Mapping):
        return _mapping(got, expected, where, rtol)
    if isinstance(expected, Sequence):
        return _sequence(got, expected, where, rtol)
    return None if got == expected else Mismatch(Kind.VALUE, got, expected, where)


def _tensors(got: Any, expected: torch.Tensor, where: str, rtol: float | None) -> Mismatch | None:
    if not isinstance(got, torch.Tensor):
        return Mismatch(Kind.TYPE, got, expected, where)
    if got.shape != expected.shape:
        return Mismatch(Kind.SHAPE, got, expected, where)
    if not _same_kind(got.dtype, expected.dtype):
        return Mismatch(Kind.DTYPE, got, expected, where)
    bound = tolerance_for(expected, got)
    relative = bound.rtol if rtol is None else rtol
    wrong = ~within(got, expected, relative, bound.floor)
    if not bool(wrong.any()):
        return None
    index = tuple(int(entry) for entry in wrong.nonzero()[0])
    return Mismatch(
        Kind.VALUE,
        got.detach()[index],
        expected.detach()[index],
        where,
        index=index,
        tolerance=relative,
    )


def within(got: torch.Tensor, expected: torch.Tensor, rtol: float, floor: float) -> torch.Tensor:
    """Elementwise verdict (bool tensor of the same shape) by the rule in this module's docstring."""
    ours, theirs = got.detach().to(torch.float64), expected.detach().to(torch.float64)
    finite, size = theirs.isfinite(), theirs.abs()
    everywhere = bool(finite.all())
    known = size if everywhere else size[finite]
    largest = float(known.max()) if known.numel() else 0.0
    close = (ours - theirs).abs() <= rtol * size + floor * (largest if largest > 0 else 1.0)
    if everywhere:
        return close
    same_infinity = theirs.isinf() & (ours == theirs)
    return torch.where(finite, close, same_infinity | (theirs.isnan() & ours.isnan()))


def _close(got: float, expected: float, rtol: float, floor: float) -> bool:
    """The rule of `within` for one number: Python's floats are float64 as well, and forty times as fast."""
    if not math.isfinite(expected):
        return got == expected or (math.isnan(got) and math.isnan(expected))
    size = abs(expected)
    return abs(got - expected) <= rtol * size + floor * (size if size > 0 else 1.0)


def _same_kind(got: torch.dtype, expected: torch.dtype) -> bool:
    """A floating answer may be wider than expected, never narrower; everything else must be equal."""
    if got == expected:
        return True
    if not (got.is_floating_point and expected.is_floating_point):
        return False
    return torch.finfo(got).bits >= torch.finfo(expected).bits and got != torch.bfloat16


def _number(got: Any, expected: float, where: str, rtol: float | None) -> Mismatch | None:
    if isinstance(got, torch.Tensor) and got.numel() == 1 and got.dim() == 0:
        got = got.item()
    got = _own(got)
    if isinstance(got, bool) or not isinstance(got, Real):
        return Mismatch(Kind.TYPE, got, expected, where)
    relative = SINGLE.rtol if rtol is None else rtol
    if _close(float(got), expected, relative, SINGLE.floor):
        return None
    return Mismatch(Kind.VALUE, got, expected, where, tolerance=relative)


def _own(got: Any) -> Any:
    """A number of numpy's as Python's own."""
    return got.item() if type(got).__module__ == "numpy" and getattr(got, "shape", None) == () else got


def _plain(got: Any, expected: Any, where: str) -> Mismatch | None:
    got = _own(got)
    if type(got) is not type(expected):
        return Mismatch(Kind.TYPE, got, expected, where)
    return None if got == expected else Mismatch(Kind.VALUE, got, expected, where)


def _mapping(got: Any, expected: Mapping[Any, Any], where: str, rtol: float | None) -> Mismatch | None:
    if not isinstance(got, Mapping):
        return Mismatch(Kind.TYPE, got, expected, where)
    if set(got) != set(expected):
        return Mismatch(Kind.STRUCTURE, sorted(map(str, got)), sorted(map(str, expected)), where)
    for key, wanted in expected.items():
        found = differ(got[key], wanted, where=f"{where}[{key!r}]", rtol=rtol)
        if found:
            return found
    return None


def _sequence(got: Any, expected: Sequence[Any], where: str, rtol: float | None) -> Mismatch | None:
    if isinstance(got, (str, torch.Tensor)) or not isinstance(got, Sequence):
        return Mismatch(Kind.TYPE, got, expected, where)
    if len(got) != len(expected):
        return Mismatch(Kind.STRUCTURE, len(got), len(expected), where)
    for position, (ours, theirs) in enumerate(zip(got, expected, strict=True)):
        found = differ(ours, theirs, where=f"{where}[{position}]", rtol=rtol)
        if found:
            return found
    return None


def hidden(mismatch: Mismatch | None) -> Mismatch | None:
    """The same mismatch, with the expected value never to be shown."""
    return None if mismatch is None else replace(mismatch, secret=True)
