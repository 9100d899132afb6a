"""What does the text of an answer say about its backward passes, and does a card lean on it?"""

from __future__ import annotations

import pytest
import torch

from autograder import check
from autograder.learn import words
from autograder.learn.mistakes import passes
from autograder.learn.verdict import CheckFailed, Verdict

ONE = "def f(x):\n    y = x**3\n    y.backward()\n    return x.grad\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE, False),
        (ONE.replace("return", "y.backward()\n    return"), True),
        (ONE.replace("y.backward()", "for _ in range(2):\n        y.backward()"), True),
        (ONE.replace("y.backward()", "back = lambda: y.backward()\n    back()\n    back()"), True),
        ("def f(x):\n    return 6 * x**2\n", False),
        ("def f(x):\n    return 2 * torch.autograd.grad(g(x), x)[0]\n", False),
        ("def f(x):\n    return a_helper(x)\n", True),
        ("no Python at all", True),
        (None, True),
    ],
)
def test_can_gradients_have_added_up(text: str | None, expected: bool) -> None:
    assert passes.several(text) is expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ONE.replace("    return x.grad\n", "    print(x.grad)\n"), "no `return`"),
        (ONE.replace("    y.backward()\n", ""), "not called"),
        (ONE.replace("y.backward()", "torch.autograd.grad(y, x)"), "leaves `.grad` empty"),
        (
            ONE.replace("    y.backward()\n    return x.grad\n", "    def g():\n        return y\n    g()\n"),
            "no `return`",
        ),
        (ONE, ""),
        ("lambda x: None", ""),
        (None, ""),
    ],
)
def test_what_does_a_none_come_from(text: str | None, told: str) -> None:
    found = passes.why_none(text)
    assert told in found[0] if told else found == ()


def verdict_on(function: object, of: object) -> Verdict:
    with pytest.raises(CheckFailed) as failed:
        check.gradient(function, of=of, at=[(1.0,), (2.0,), (3.0,)])  # type: ignore[arg-type]
    return failed.value.verdict


def cube(x: torch.Tensor) -> torch.Tensor:
    return x**3


def doubled_formula(x: torch.Tensor) -> torch.Tensor:
    return 6 * x**2


def two_passes(x: torch.Tensor) -> torch.Tensor | None:
    x = x.clone().requires_grad_()
    cube(x).backward()
    cube(x).backward()
    return x.grad


def number_first(x: torch.Tensor) -> torch.Tensor | None:
    leaf = torch.tensor(x * 1.0, requires_grad=True)
    cube(leaf)
    return leaf.grad


def test_is_a_factor_called_accumulation_only_where_there_were_passes() -> None:
    factor, sum_ = verdict_on(doubled_formula, cube).diagnosis, verdict_on(two_passes, cube).diagnosis
    assert factor is not None
    assert factor.mistakes == ("wrong_coefficient",)
    assert sum_ is not None
    assert sum_.mistakes == ("accumulated",)


def test_is_a_graph_called_cut_only_where_a_pass_has_walked_it() -> None:
    verdict = verdict_on(number_first, cube)
    assert verdict.diagnosis is None
    assert "not called" in verdict.remarks[0]


def product_and_square(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x * y + x**2


def second_is_nothing(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return y + 2 * x, 0 * y


def test_is_no_gradient_at_all_never_called_one_path_of_several() -> None:
    with pytest.raises(CheckFailed) as failed:
        check.gradient(second_is_nothing, of=product_and_square, at=[(2.0, 3.0), (-1.5, 0.5)], by_hand=True)
    assert failed.value.verdict.diagnosis is None


def test_are_two_numbers_shown_with_as_many_figures_as_tell_them_apart() -> None:
    assert words.told_apart(torch.tensor(32.401), torch.tensor(32.402)) == ("32.401", "32.402")
    assert words.told_apart(1.5, 2.0) == ("1.5", "2")
    assert words.told_apart("a", "a") == ("'a'", "'a'")
    assert words.told_apart(float("nan"), float("nan")) == ("nan", "nan")
