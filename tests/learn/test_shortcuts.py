"""What was made fast gives what the slow way gives."""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder.grade import shell
from autograder.learn import cases, compare
from autograder.learn.engines import drawn, pure, replay, truth

NUMBERS = (0.0, -0.0, 1.0, 1.0 + 1e-7, 1.0 + 2e-4, 5e-7, 3e-6, -2.5, 1e300, math.inf, -math.inf, math.nan)
ONE = torch.tensor(1.0, dtype=torch.float64)


@pytest.mark.parametrize("expected", NUMBERS)
@pytest.mark.parametrize("got", NUMBERS)
def test_is_a_number_judged_as_a_tensor_of_one_number_is(got: float, expected: float) -> None:
    ours, theirs = (torch.tensor(number, dtype=torch.float64) for number in (got, expected))
    slowly = bool(compare.within(ours, theirs, 1e-4, 1e-6))
    assert (compare.differ(got, expected, where="") is None) == slowly


def test_does_one_infinity_leave_the_rule_for_its_neighbours() -> None:
    expected = torch.tensor([math.inf, 2.0, math.nan, 0.0])
    got = torch.tensor([math.inf, 2.1, math.nan, 1e-6])
    assert compare.within(got, expected, 1e-4, 1e-6).tolist() == [True, False, True, True]
    assert compare.within(got[:1], -expected[:1], 1e-4, 1e-6).tolist() == [False]


@pytest.mark.parametrize("backwards", [1, 2, 3])
def test_do_several_passes_add_up_as_in_torch(backwards: int) -> None:
    with cases.repeatable(3):
        expression = drawn.expressions(1)[0]
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in expression.numbers]
    root = expression(*leaves)
    for _ in range(backwards):
        root.backward(retain_graph=True)
    slowly = tuple(0.0 if leaf.grad is None else float(leaf.grad) for leaf in leaves)
    assert truth.of(expression, backwards) == (float(root.detach()), slowly)


def test_is_the_truth_of_other_numbers_another() -> None:
    with cases.repeatable(3):
        expression = drawn.expressions(1)[0]
    first = truth.of(expression)
    assert truth.of(expression.with_numbers([2 * number for number in expression.numbers])) != first


def test_does_a_replay_do_each_operation_on_its_own_operands() -> None:
    class Wrapped:
        """Torch's numbers, with the methods that a tape asks for."""

        def __init__(self, tensor: Any) -> None:
            self.tensor = torch.tensor(tensor, dtype=torch.float64, requires_grad=True)

        @property
        def data(self) -> float:
            return float(self.tensor.detach())

        @property
        def grad(self) -> float:
            assert self.tensor.grad is not None
            return float(self.tensor.grad)

        def backward(self) -> None:
            self.tensor.backward()

    def made(name: str) -> Callable[..., Wrapped]:
        def method(self: Wrapped, *others: Any) -> Wrapped:
            new = Wrapped.__new__(Wrapped)
            new.tensor = getattr(self.tensor, name)(*(getattr(other, "tensor", other) for other in others))
            return new

        return method

    names = "add radd sub rsub mul rmul truediv rtruediv pow neg"
    for name in [*(f"__{name}__" for name in names.split()), "exp", "log", "sigmoid", "relu"]:
        setattr(Wrapped, name, made(name))
    expressions = [rule(random.Random(7)) for rule in drawn.RULES]
    entries = replay.replay(Wrapped, json.dumps([each.data() for each in expressions]), 1)
    for expression, entry in zip(expressions, entries, strict=True):
        assert (entry["value"], tuple(entry["gradients"])) == truth.of(expression), str(expression)


@pytest.mark.parametrize(
    ("forbidden", "word"),
    [
        (lambda: torch.add(ONE, ONE), "torch"),
        (lambda: torch.is_grad_enabled(), "torch"),
        (lambda: ONE.add(ONE), "torch"),
        (eval("lambda: 1", {"__name__": "torch.somewhere"}), "torch"),
        (lambda: sys._getframe(), "_getframe"),
    ],
)
def test_is_what_differentiates_heard_after_much_that_is_harmless(forbidden: Callable[[], Any], word: str) -> None:
    class Value:
        def __init__(self, data: float) -> None:
            self.data, self.grad, met = data, 0.0, [data]
            met.append(math.exp(0.0))
            dict.fromkeys(met)
            isinstance(len(str(met)), int)
            self.data = forbidden() and data

    tapes = json.dumps([rule(random.Random(7)).data() for rule in drawn.RULES[:1]])
    assert replay.replay(Value, tapes, 1, True) == [{"used": word}]


def test_is_a_class_read_once_for_all_its_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Carried:
        __student_engine__ = ("class Value:\n    pass", f"x = {random.random()}")

    read: list[str] = []
    monkeypatch.setattr(pure, "_breach", lambda text, wary: read.append(text))
    for _ in range(3):
        assert pure.breach(Carried) is None
    assert read == list(Carried.__student_engine__)


def test_are_a_childs_random_numbers_those_of_torchs_own_seed() -> None:
    kept = torch.get_rng_state(), random.getstate(), np.random.get_state()
    try:
        shell.begin(bytes(range(32)))
        fast = torch.rand(3)
        torch.manual_seed(int.from_bytes(bytes(range(4)), "little"))
        assert torch.equal(fast, torch.rand(3))
    finally:
        torch.set_rng_state(kept[0])
        random.setstate(kept[1])
        np.random.set_state(kept[2])
