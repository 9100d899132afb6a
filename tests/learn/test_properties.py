"""Properties that hold for every expression: a right gradient is accepted, a disturbed one is not."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import check
from autograder.learn import compare
from autograder.learn.verdict import Outcome

T = torch.Tensor
Unary = Callable[[T], T]

UNARY: tuple[Unary, ...] = (
    torch.sin,
    torch.cos,
    torch.tanh,
    torch.sigmoid,
    torch.exp,
    lambda x: x**2,
    lambda x: 3 * x,
    lambda x: x + 1,
    lambda x: torch.log(1 + x**2),
)
BINARY: tuple[Callable[[T, T], T], ...] = (torch.add, torch.sub, torch.mul)


def _joined(join: Callable[[T, T], T], one: Unary, two: Unary) -> Unary:
    return lambda x: join(one(x), two(x))


def _chained(outer: Unary, inner: Unary) -> Unary:
    return lambda x: outer(torch.tanh(inner(x)))


EXPRESSIONS = st.recursive(
    st.sampled_from(UNARY),
    lambda inner: st.one_of(
        st.builds(_chained, st.sampled_from(UNARY), inner),
        st.builds(_joined, st.sampled_from(BINARY), inner, inner),
    ),
    max_leaves=5,
)
NUMBERS = st.lists(st.floats(-2, 2, width=32), min_size=1, max_size=5)
DTYPES = st.sampled_from((torch.float32, torch.float64))


def slope(expression: Unary) -> Unary:
    def gradient(x: T) -> T:
        leaf = x.detach().clone().requires_grad_()
        return torch.autograd.grad(expression(leaf).sum(), leaf)[0]

    return gradient


@settings(max_examples=80, deadline=None)
@given(EXPRESSIONS, NUMBERS, DTYPES)
def test_is_the_right_gradient_always_accepted(expression: Unary, numbers: list[float], dtype: torch.dtype) -> None:
    at = torch.tensor(numbers, dtype=dtype)
    assert check.gradient(slope(expression), of=expression, at=at, practice=True)


@settings(max_examples=80, deadline=None)
@given(EXPRESSIONS, NUMBERS, DTYPES, st.sampled_from((-1, 1)), st.floats(3, 1000), st.data())
def test_is_a_disturbed_gradient_never_accepted(
    expression: Unary, numbers: list[float], dtype: torch.dtype, sign: int, times: float, data: st.DataObject
) -> None:
    at = torch.tensor(numbers, dtype=dtype)
    place = data.draw(st.integers(0, len(numbers) - 1))
    bound = compare.DOUBLE if dtype == torch.float64 else compare.SINGLE

    def disturbed(x: T) -> T:
        gradient = slope(expression)(x)
        scale = max(float(gradient.abs().max()), 1.0)
        gradient[place] += sign * times * (bound.rtol + bound.floor) * scale
        return gradient

    assert not check.gradient(disturbed, of=expression, at=at, practice=True)


JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.lists(st.floats(), max_size=4).map(torch.tensor),
        st.just(torch.tensor([1, 2])),
        st.just(torch.tensor([[True]])),
        st.just(torch.tensor(1j)),
        st.just(torch.empty(0)),
        st.just(object),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(JUNK)
def test_does_no_answer_make_a_check_raise(junk: object) -> None:
    for verdict in (
        check.gradient(lambda x: junk, of=lambda x: x**2, at=[2.0, 3.0], practice=True),
        check.value(lambda x: junk, like=lambda x: {"a": x, "b": (1.0, None, True)}, at=2.0, practice=True),
        check.effect(lambda x: junk, like=lambda x: x.sum().backward(), at=[1.0, 2.0], practice=True),
        check.state(lambda x: junk, like=lambda x: x.detach(), at=2.0, practice=True),
        check.prediction(lambda: junk, one=lambda: torch.tensor(7.25), practice=True),  # type: ignore[arg-type, return-value]
    ):
        assert verdict.outcome in (Outcome.WRONG, Outcome.RIGHT)
        assert str(verdict)
