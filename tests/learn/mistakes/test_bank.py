"""Is a mistake named in an exercise that nobody prepared for, and is the bank silent where it must be?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from autograder import check
from autograder.learn.mistakes import catalog, errors
from autograder.learn.verdict import Verdict

T = torch.Tensor


def verdict(function: Callable[..., Any], of: Callable[..., T], at: Any, **options: Any) -> Verdict:
    return check.gradient(function, of=of, at=at, practice=True, **options)


def named(function: Callable[..., Any], of: Callable[..., T], at: Any, **options: Any) -> set[str]:
    found = verdict(function, of, at, **options).diagnosis
    return set(found.mistakes) if found else set()


def wave(x: T) -> T:
    return torch.exp(torch.sin(3 * x))


POINTS = [0.4, -1.1, 2.0]


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda x: torch.exp(torch.sin(3 * x)) * torch.cos(3 * x), "inner_derivative_missing"),
        (lambda x: torch.exp(torch.sin(3 * x)) * 3, "inner_derivative_missing"),
        (lambda x: torch.cos(3 * x) * 3, "outer_derivative_missing"),
        (lambda x: -torch.exp(torch.sin(3 * x)) * torch.cos(3 * x) * 3, "sign"),
        (wave, "value_for_gradient"),
    ],
)
def test_is_a_fresh_chain_diagnosed(answer: Callable[..., T], mistake: str) -> None:
    assert named(answer, wave, POINTS) == {mistake}


def test_are_two_mistakes_at_once_found() -> None:
    def twice_and_bare(x: T) -> T:
        return 2 * torch.exp(torch.sin(3 * x)) * torch.cos(3 * x)

    assert named(twice_and_bare, wave, POINTS) == {"inner_derivative_missing", "wrong_coefficient"}


def test_is_the_right_answer_never_diagnosed() -> None:
    right = verdict(lambda x: wave(x) * torch.cos(3 * x) * 3, wave, POINTS)
    assert right
    assert right.diagnosis is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: torch.randn_like(x),
        lambda x: torch.zeros_like(x),
        lambda x: x * 0 + 17.0,
        lambda x: torch.cos(x) * torch.sin(x),
        lambda x: torch.full_like(x, float("nan")),
    ],
)
def test_is_the_bank_silent_on_what_it_does_not_know(answer: Callable[..., T]) -> None:
    assert named(answer, wave, POINTS) == set()


def test_does_one_point_that_agrees_by_chance_name_nothing() -> None:
    """At x = 3 the value of x² + x / 2 is that of many wrong rules; further cases tell them apart."""
    assert named(lambda x: torch.tensor(10.5), lambda x: x**2 + x / 2, 3.0) == set()


def test_is_a_sum_told_from_two_backwards_when_n_is_two() -> None:
    assert named(lambda x: 2 * x, lambda x: (x**2).mean(), [3.0, 4.0]) == {"sum_for_mean"}


def test_does_by_hand_never_accumulate() -> None:
    assert named(lambda x: 6 * x**2, lambda x: x**3, POINTS, by_hand=True) == {"wrong_coefficient"}


def test_may_an_exercise_name_its_own_mistake() -> None:
    def half(x: T) -> T:
        return x / 7

    own = {"You divided by seven.": half}
    found = verdict(half, lambda x: x**3, POINTS, mistakes=own).diagnosis
    assert found is not None
    assert found.explanation == "You divided by seven."


def second(x: T) -> T:
    x = x.requires_grad_()
    y = (x**2).sum()
    y.backward()
    y.backward()
    return x.grad  # type: ignore[return-value]


def no_call(x: T) -> Any:
    x = x.requires_grad_()
    y = (x**2).sum()
    y.backward  # noqa: B018
    return x.grad


def vector(x: T) -> Any:
    x = x.requires_grad_()
    (x**2).backward()
    return x.grad


def in_place(x: T) -> Any:
    x = x.requires_grad_()
    x -= 1
    return x.grad


def intermediate(x: T) -> Any:
    x = x.requires_grad_()
    y = x**2
    y.sum().backward()
    return y.grad


def nothing_recorded(x: T) -> Any:
    with torch.no_grad():
        y = (x.requires_grad_() ** 2).sum()
    y.backward()
    return x.grad


def through_numbers(x: T) -> Any:
    x = x.requires_grad_()
    y = torch.tensor(x.sum().item() ** 2)
    y.backward()
    return x.grad


def uncalled(x: T) -> Any:
    with torch.no_grad:  # type: ignore[attr-defined]
        return x


def integers(x: T) -> Any:
    return torch.tensor([1, 2], requires_grad=True)


def zeroed_first(x: T) -> Any:
    x = x.requires_grad_()
    x.grad.zero_()  # type: ignore[union-attr]
    return x.grad


def edited(x: T) -> Any:
    x = x.requires_grad_()
    y = (x**2).sum()
    x.detach().fill_(2.0)
    y.backward()
    return x.grad


def inference(x: T) -> Any:
    with torch.inference_mode():
        y = x * 2
    w = torch.ones_like(x, requires_grad=True)
    (w * y).sum().backward()
    return w.grad


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (second, "second_backward"),
        (no_call, "missing_parentheses"),
        (vector, "vector_backward"),
        (in_place, "inplace_on_leaf"),
        (intermediate, "intermediate_grad"),
        (nothing_recorded, "backward_without_graph"),
        (through_numbers, "graph_cut_by_numbers"),
        (uncalled, "no_grad_without_call"),
        (integers, "integer_requires_grad"),
        (zeroed_first, "zero_before_backward"),
        (inference, "inference_tensor_saved"),
        (edited, "edited_in_place"),
        (lambda x: [1.0, 2.0], "python_float"),
        (lambda x: (2 * x).unsqueeze(0), "extra_dimension"),
    ],
)
def test_is_an_error_or_a_state_explained(answer: Callable[..., Any], mistake: str) -> None:
    assert named(answer, lambda x: x**2, [3.0, -1.0]) == {mistake}


def test_has_every_recognised_error_words_in_the_catalog() -> None:
    assert {row.mistake for row in errors.every().values() if row.mistake} <= set(catalog.every())


def test_does_a_prediction_of_replacement_learn_that_backward_adds() -> None:
    def twice() -> T:
        x = torch.tensor([3.0, 4.0, -1.0], requires_grad=True)
        for _ in range(2):
            (x**2).sum().backward()
        assert x.grad is not None
        return x.grad

    told = check.prediction(lambda: {"twice": [6.0, 8.0, -2.0]}, twice=twice, practice=True)
    assert told.diagnosis is not None
    assert told.diagnosis.mistakes == ("replaced_not_added",)


def test_does_torch_work_as_before_after_a_diagnosis() -> None:
    named(lambda x: x, wave, POINTS)
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.log().mean().backward()
    assert x.grad is not None
    torch.testing.assert_close(x.grad, torch.tensor([0.5, 0.25]))
    x.grad.zero_()
    assert float(x.grad.sum()) == 0.0
    x.grad = None
    assert x.grad is None
