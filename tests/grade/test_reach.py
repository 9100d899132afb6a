"""What a function leans on, as the grader reads it."""

from __future__ import annotations

import pytest

from autograder.grade import reach
from autograder.learn import byhand


class Carrier:
    """A function as the judge sees it: nothing but what was read about it."""

    __name__ = "slope"

    def __init__(self, *cells: str) -> None:
        own, rest = reach.sources("slope", cells)
        self.__student_source__ = own
        self.__student_reach__ = rest

    def __call__(self, x: float) -> float:
        return x


def breach(*cells: str) -> bool:
    return byhand.breach(Carrier(*cells)) is not None


def test_is_the_last_definition_the_one_that_counts() -> None:
    own, _ = reach.sources("f", ["def f(): return 1", "def f():\n    # mine\n    return 2"])
    assert own == "def f():\n    # mine\n    return 2"


@pytest.mark.parametrize(
    "cells",
    [
        ["def slope(x):\n    return 3 * x**2"],
        ["def slope(x):\n    return 3 * x**2", "def other(x):\n    x.backward()"],
        ["import torch\nimport numpy as np", "def slope(x):\n    return torch.cos(x) + np.pi"],
        ["%matplotlib inline\nimport math", "def slope(x):\n    return math.cos(x)", "%timeit slope(1.0)"],
        ["x = torch.ones(3, requires_grad=True)", "def slope(x):\n    return 2 * x"],
        ["from functools import reduce", "def slope(x):\n    return reduce(max, x)"],
        ["%%time\ndef slope(x):\n    return 2 * x", "%time y = 1"],
        ["grad = 2", "def slope(x):\n    return grad * x"],
    ],
)
def test_does_honest_work_by_hand_stay_unbothered(cells: list[str]) -> None:
    assert not breach(*cells)


@pytest.mark.parametrize(
    "cells",
    [
        ["def slope(x):\n    return torch.autograd.grad(x, x)"],
        ["def helper(x):\n    x.backward()\n    return x.grad", "def slope(x):\n    return helper(x)"],
        ["def deep(x):\n    return x.backward()", "mid = lambda x: deep(x)", "def slope(x):\n    return mid(x)"],
        ["import torch.autograd as quiet", "def slope(x):\n    return quiet.grad(x, x)"],
        ["from torch.autograd import grad as g", "def slope(x):\n    return g(x, x)"],
        ["def slope(x):\n    return getattr(torch, 'auto' + 'grad')"],
        ["def slope(x):\n    return eval('tor' + 'ch')"],
        ["def slope(x):\n    return 1", "exec('def slo' + 'pe(x): return torch.au' + 'tograd')"],
        ["def slope(x):\n    return torch.cos(x)", "torch.cos = other"],
        ["def slope(x):\n    return 1", "globals()['slope'] = other"],
        ["engine = torch.autograd.variable.Variable._execution_engine", "def slope(x):\n    return 1"],
        ["take = getattr", "def slope(x):\n    return take(torch, 'auto' + 'grad')"],
        ["def slope(x):\n    match x:\n        case object(grad_fn=n):\n            return n(x)"],
        ["f = torch.jit.CompilationUnit('def f(x): return x')", "def slope(x):\n    return f.f(x)"],
        ["import helper", "def slope(x):\n    return helper.slope(x)"],
        ["from helper import *", "def slope(x):\n    return slope_of(x)"],
        ["get_ipython().ex('def slope(x): ...')", "def slope(x):\n    return 1"],
        ["def slope(x):\n    return x._backward_hooks"],
        ["%%time\ndef slope(x):\n    return torch.autograd.grad(x, x)"],
        ["%run other.py", "def slope(x):\n    return 2 * x"],
        ["%%python\nprint(1)", "def slope(x):\n    return 2 * x"],
        ["class Sly(torch.Tensor):\n    def __torch_function__(self): ...", "def slope(x):\n    return 1"],
    ],
)
def test_is_autograd_found_wherever_the_function_gets_it_from(cells: list[str]) -> None:
    assert breach(*cells)


def test_is_a_file_beside_the_notebook_read_as_well() -> None:
    cells = ["import helper", "def slope(x):\n    return helper.slope(x)"]
    assert reach.sources("slope", cells, {"helper": "def slope(x): return 2 * x"})[1] == ("def slope(x): return 2 * x",)
