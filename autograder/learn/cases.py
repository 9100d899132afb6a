"""The inputs that an answer is tried on: read from `at=`, or drawn afresh.

`at` reads as mathematics does:

    2.0                    one case: x is a scalar
    [2.0, -0.5]            one case: x is a vector of two
    (3.0, 3.0)             one case with two arguments
    [(3.0, 3.0), (1., 2.)] two cases with two arguments each
    check.points(20, …)    one case: a fresh random vector
    check.cases(5, (3,), ()) five fresh cases, a vector of three and a scalar each
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import torch

Args = tuple[Any, ...]


def points(*shape: int, low: float = -3.0, high: float = 3.0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Fresh uniform random numbers in [low, high], of the given shape. `points()` is one scalar.

    They come from a generator of their own, so a seed set in the notebook does not make them guessable.
    """
    if not low < high:
        raise ValueError(f"points() needs low < high, and was given low={low}, high={high}")
    return torch.rand(shape, generator=_fresh(), dtype=torch.float64).mul(high - low).add(low).to(dtype)


def cases(
    count: int,
    *shapes: Sequence[int],
    low: float = -3.0,
    high: float = 3.0,
    dtype: torch.dtype = torch.float32,
) -> list[Args]:
    """`count` fresh cases; each holds one tensor for every shape given (`()` is a scalar)."""
    wanted = shapes or ((),)
    return [tuple(points(*shape, low=low, high=high, dtype=dtype) for shape in wanted) for _ in range(count)]


def integers(count: int, low: int, high: int) -> list[int]:
    """`count` fresh whole numbers from low to high, both included: for a number of steps or of classes."""
    drawn = torch.randint(low, high + 1, (count,), generator=_fresh())
    return [int(number) for number in drawn]


def read(at: Any) -> list[Args]:
    """The cases that `at` stands for. Numbers become float32 tensors; other things stay as they are."""
    if isinstance(at, list) and at and all(isinstance(case, tuple) for case in at):
        return [tuple(_argument(value) for value in case) for case in at]
    if isinstance(at, tuple):
        return [tuple(_argument(value) for value in at)]
    return [(_argument(at),)]


def _argument(value: Any) -> Any:
    if isinstance(value, float):
        return torch.tensor(value)
    if isinstance(value, list) and _numbers(value):
        return torch.tensor(value, dtype=torch.float32)
    return value


def _numbers(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_numbers(entry) for entry in value)
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_repeated: torch.Generator | None = None


@contextlib.contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """While this is open, the same inputs are drawn on every run: for the corpus and for tests, so that their figures
    are the same everywhere, and for grading, so that a submission graded twice has one score."""
    global _repeated
    _repeated = torch.Generator().manual_seed(seed)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.default_generator.manual_seed(seed)
            yield
    finally:
        _repeated = None


def _fresh() -> torch.Generator:
    if _repeated is not None:
        return _repeated
    generator = torch.Generator()
    generator.seed()
    return generator
