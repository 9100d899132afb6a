"""Honest work in odd forms: what gets its points in a plain kernel gets them here as well (each was tried there)."""

from __future__ import annotations

import pytest
from sitting import START, exam, sit, station

from autograder.grade.result import Outcome
from autograder.grade.station import Station

__all__ = ["station"]
SLOPE = """
check.gradient(f, of=lambda x: x**3, at=2.0, by_hand=True)
### BEGIN HIDDEN TESTS
check.gradient(f, of=lambda x: x**3, at=check.points(5), by_hand=True)
### END HIDDEN TESTS"""
CUBE = "assert abs(f(2.0) - 8.0) < 1e-9 and isinstance(f(2.0), float)"
BODY = "def f(x):\n    return 3 * x**2"


@pytest.mark.parametrize(
    ("test", "own", "answer"),
    [
        (SLOPE, "import functools\ndef same(g):\n    return functools.wraps(g)(lambda *a: g(*a))", f"@same\n{BODY}"),
        (SLOPE, "class F:\n    def __call__(self, x):\n        return 3 * x**2", "f = F()"),
        (SLOPE, "class F:\n    k = 3\n    def g(self, x):\n        return self.k * x**2", "f = F().g"),
        (SLOPE, "from functools import partial", "def g(n, x):\n    return n * x**(n-1)\nf = partial(g, 3)"),
        (SLOPE, "class F:\n    @staticmethod\n    def g(x):\n        return 3 * x**2", "f = F.g"),
        (SLOPE, "", "f = lambda x: 3*x**2"),
        (SLOPE, "", f"%%time\n{BODY}"),
        (SLOPE, "import asyncio\nawait asyncio.sleep(0)", BODY),
        (SLOPE, "from functools import lru_cache", f"@lru_cache\n{BODY}"),
        (SLOPE, "from math import *\nfrom torch import *", "def f(x):\n    return mul(x, x) * 3"),
        (SLOPE, "def helper(x):\n    return x**2", "def f(x):\n    return 3 * helper(x)"),
        (SLOPE, "table = {2: 3}", "def f(x):\n    return table[2] * x**2"),
        (SLOPE, "table = []\ntable.append(3)", "def f(x):\n    return table[0] * x**2"),
        (SLOPE, "", "def f(ξ):\n    π = 3\n    return π * ξ**2"),
        (SLOPE, "", "def f(x):\n\tif True:\n\t\treturn 3 * x**2"),
        (SLOPE, "", "def f(x):\r\n    y = x**2\r\n    return 3 * y\r\n"),
        (SLOPE, "", "def f(x):\n    for i in range(300):\n        print(i, x)\n    return 3 * x**2"),
        (SLOPE, "import warnings", "def f(x):\n    warnings.warn('hm')\n    return 3 * x**2"),
        (
            SLOPE,
            "",
            "from typing import Optional\ndef f(x: Optional[float] = None, *, n: int = 3):\n    return n * x**2",
        ),
        (
            SLOPE,
            "",
            f"{BODY}\nx = torch.ones(2, requires_grad=True)\n(x**3).sum().backward()\nassert (f(x) == x.grad).all()",
        ),
        (SLOPE, "import matplotlib.pyplot as plt", f"{BODY}\nx = torch.ones(3)\nplt.plot(x, f(x))\nplt.show()"),
        (SLOPE, "try:\n    import pandas as pd\nexcept ImportError:\n    pd = None", BODY),
        (SLOPE, "import gc, sys, copy, inspect\ngc.collect()\nprint(sys.version)", BODY),
        (SLOPE, "", "def f(x):\n    return 7\n\ndef f(x):\n    return 3 * x**2"),
        (CUBE, "import numpy as np", "def f(x):\n    return np.float64(x)**3"),
        (CUBE, "import sys", "def f(x):\n    print('here', file=sys.stdout)\n    return x**3"),
        ("assert [f(), f(), f()] == [1, 2, 3]", "n = 0", "def f():\n    global n\n    n += 1\n    return n"),
        ("assert f('aab') == {'a': 2, 'b': 1}", "from collections import Counter", "def f(s):\n    return Counter(s)"),
        (
            "assert f(1) == (1, 2)",
            "import collections\nP = collections.namedtuple('P', 'x y')",
            "def f(x):\n    return P(x, 2)",
        ),
        (
            "assert f(2500) == 2500",
            "import sys\nsys.setrecursionlimit(9000)",
            "def f(n):\n    return n and 1 + f(n - 1)",
        ),
        (
            "assert torch.equal(w.grad, torch.ones(2)) and w.is_leaf",
            "",
            "w = torch.ones(2, requires_grad=True)\nw.sum().backward()",
        ),
        ("assert f'{f(2.0):.1f}' == '4.0'", "", "def f(x):\n    return torch.tensor(x, requires_grad=True) * 2"),
    ],
)
def test_does_honest_work_of_any_form_get_its_points(station: Station, test: str, own: str, answer: str) -> None:
    on = exam(("start", START), ("answer_1", "..."), ("check_1", test))
    found = sit(station, on, *([("", own)] if own else []), ("answer_1", answer))
    assert found.scores == {"check_1": 2.0}, found.notebook


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        ("f(1)", "from autograder.learn.byhand import AutogradUsed\ndef f(x):\n    raise AutogradUsed"),
        ("f(1)", "def f(x):\n    raise ExceptionGroup('many', [ValueError(1)])"),
        ("f(f(1))", "def f(x):\n    return object()"),
        ("f(torch.cat([f(1), f(1)]))", "def f(x):\n    return torch.zeros(8_000_000)"),
    ],
)
def test_is_a_students_fault_never_taken_for_one_of_the_grader(station: Station, test: str, answer: str) -> None:
    """Then the submission would count as not graded, and keep the score that it had."""
    found = sit(station, exam(("start", START), ("answer_1", "..."), ("check_1", test)), ("answer_1", answer))
    assert (found.outcome, found.scores) == (Outcome.GRADED, {"check_1": 0.0})


def test_is_there_an_end_to_what_a_notebook_shows(station: Station) -> None:
    flood = "get_ipython().sink.outputs.append({'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 4_900_000})"
    on = exam(("start", START), ("answer_1", "..."), ("check_1", "assert f"))
    found = sit(station, on, *[("", flood)] * 4, ("answer_1", "f = 1"))
    assert found.scores == {"check_1": 2.0}
    assert len(found.notebook) < 6_000_000


def test_can_the_name_of_an_error_not_write_on_the_terminal(station: Station) -> None:
    on = exam(("start", START), ("answer_1", "..."), ("check_1", "assert f"))
    found = sit(station, on, ("answer_1", r"raise type('\x1b[2J\r\nall well', (Exception,), {})"))
    assert all(note.isprintable() for note in found.notes)
    assert "all well" in found.notes[0]
