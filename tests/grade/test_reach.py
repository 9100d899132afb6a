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
        ["two = -2 * math.pi", "def slope(x):\n    return two * x", "(two * x).backward()"],
        [
            "import torch as t",
            "def slope(x):\n    return t.cos(x)",
            "x = t.ones(3, requires_grad=True)",
            "x.grad = None",
        ],
        ["def half(x):\n    return x / 2", "def slope(x):\n    return half(x)", "assert x.grad == slope(half(x))"],
        ["%timeit -n 10 slope(1.0)\n%timeit -r2 x.backward()", "def slope(x):\n    return x"],
        ["import asyncio\nawait asyncio.sleep(0)", "def slope(x):\n    return x"],
        ["import re\nwords = re.compile('a')\nexec('y = 1')", "def slope(x):\n    return 2 * x", "globals()['z'] = 1"],
        ["def slope(x):\n    return (2 * x).type(x.dtype)", "list(model.modules())", "setattr(x, 'grad', None)"],
        ["class Line:\n    def __init__(self):\n        self._a = 2", "def slope(x):\n    return Line().value * x"],
        ["def slope(x):\n    return 2 * x", "oops oops", "print(slope(x), x.grad)", "plt.rcParams['a.b'] = 1"],
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
        ["def slope(x):\n    return torch.cos(x)", "torch.cos = other"],
        ["take = getattr", "def slope(x):\n    return take(torch, 'auto' + 'grad')"],
        ["def slope(x):\n    match x:\n        case object(grad_fn=n):\n            return n(x)"],
        ["f = torch.jit.CompilationUnit('def f(x): return x')", "def slope(x):\n    return f.f(x)"],
        ["import helper", "def slope(x):\n    return helper.slope(x)"],
        ["from helper import *", "def slope(x):\n    return slope_of(x)"],
        ["def slope(x):\n    return x._backward_hooks"],
        ["%%time\ndef slope(x):\n    return torch.autograd.grad(x, x)"],
        ["tools = [abs]\ndef slope(x):\n    return tools[0](x)", "tools[0] = torch.autograd.grad"],
        ["tools = []\nother = tools\ndef slope(x):\n    return tools[0](x)", "other.append(lambda x: x.grad)"],
        ["class K: ...\ndef slope(x):\n    return K.f(x)", "K.f = torch.autograd.grad"],
        ["def slope(x):\n    return slope.f(x)", "def put(g):\n    g.f = lambda x: x.grad\nput(slope)"],
        ["def slope(x):\n    return 1", "match (lambda x: x.grad):\n    case slope:\n        pass"],
        ["def slope(x):\n    return 1", "def put():\n    global slope\n    slope = lambda x: x.grad", "put()"],
        ["def slope(x):\n    return 1", "try:\n    from torch.autograd import grad as slope\nexcept E:\n    pass"],
        ["import torch as t\nt.square = lambda x: x.grad", "def slope(x):\n    return torch.square(x)"],
        ["await wait()\ndef slope(x):\n    return x.grad"],
        ["def slope(x):\n    return x", "%timeit -n1 -r1 global slope; slope = lambda x: x.grad"],
        ["%time 1\n" * 200 + "def slope(x):\n    return x.grad"],
        ["x = 1"],
    ],
)
def test_is_autograd_found_wherever_the_function_gets_it_from(cells: list[str]) -> None:
    assert breach(*cells)


def test_is_a_file_beside_the_notebook_read_as_well() -> None:
    cells = ["import helper", "def slope(x):\n    return helper.slope(x)"]
    assert reach.sources("slope", cells, {"helper": "def slope(x): return 2 * x"})[1] == ("def slope(x): return 2 * x",)


def test_is_a_file_that_may_have_been_written_anew_not_trusted() -> None:
    cells = ["import helper", "def slope(x):\n    open('helper.py', 'w').write('more')\n    return helper.slope(x)"]
    assert reach.UNREAD in reach.sources("slope", cells, {"helper": "def slope(x): return 2 * x"})[1]


def test_is_a_package_read_as_a_whole_and_what_is_no_text_not_trusted() -> None:
    files = {"pkg/__init__.py": b"from pkg.b import slope", "pkg/b.py": b"x.grad", "sly.pyc": b"", "data.csv": b"1"}
    found = reach.modules(files)
    assert "x.grad" in found["pkg"]
    assert "import slope" in found["pkg"]
    assert reach.UNREAD in found["sly"]
    assert "data" not in found
