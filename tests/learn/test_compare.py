"""Which differences count? Shape and dtype before values, tolerances as the docstring states them."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

from autograder.learn.compare import SINGLE, differ
from autograder.learn.verdict import Kind

T = torch.tensor


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (T(1.0), T(1.0)),
        (T([1.0, math.nan]), T([1.0, math.nan])),
        (T([math.inf, -math.inf]), T([math.inf, -math.inf])),
        (T(1.0, dtype=torch.float64), T(1.0)),
        ((T(1.0), 2.0), (T(1.0), 2.0)),
        ([1, 2.0], (1, 2)),
        ({"w": T(1.0)}, {"w": T(1.0)}),
        (T(2.0), 2.0),
        (None, None),
        (True, True),
        (T([1000.0, 0.05]), T([1000.0, 0.05])),
    ],
)
def test_is_the_same_the_same(got: Any, expected: Any) -> None:
    assert differ(got, expected, where="it") is None


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        (T([1.0]), T(1.0), Kind.SHAPE),
        (T([[1.0, 1.0]]), T([1.0, 1.0]), Kind.SHAPE),
        (T(1), T(1.0), Kind.DTYPE),
        (T(1.0, dtype=torch.float16), T(1.0), Kind.DTYPE),
        (1.0, T(1.0), Kind.TYPE),
        (None, T(1.0), Kind.TYPE),
        (T([1.0, math.nan]), T([1.0, 2.0]), Kind.VALUE),
        (T([1.0, 2.0]), T([1.0, math.nan]), Kind.VALUE),
        (T(math.inf), T(-math.inf), Kind.VALUE),
        (T(math.inf), T(1.0), Kind.VALUE),
        (T([1000.0, 0.06]), T([1000.0, 0.05]), Kind.VALUE),
        (True, 1.0, Kind.TYPE),
        (1.0, True, Kind.TYPE),
        (0, None, Kind.TYPE),
        ((1.0,), (1.0, 2.0), Kind.STRUCTURE),
        ({"w": 1.0}, {"b": 1.0}, Kind.STRUCTURE),
        ({"w": 1.0}, {"w": 1.1}, Kind.VALUE),
        (T(0.1), T(0.0), Kind.VALUE),
    ],
)
def test_is_a_difference_found_and_of_its_kind(got: Any, expected: Any, kind: Kind) -> None:
    found = differ(got, expected, where="it")
    assert found is not None
    assert found.kind is kind


def test_is_the_tolerance_relative_to_the_value() -> None:
    for size in (1e-20, 1.0, 1e20):
        assert differ(T(size * (1 + 0.9 * SINGLE.rtol)), T(size), where="it") is None
        assert differ(T(size * (1 + 1.2 * SINGLE.rtol)), T(size), where="it") is not None


def test_is_float64_held_to_more() -> None:
    one, near = T(1.0, dtype=torch.float64), T(1.0 + 1e-5, dtype=torch.float64)
    assert differ(near, one, where="it") is not None
    assert differ(near.float(), one.float(), where="it") is None
