"""An engine at grading: the cell that teaches judges it in the student's process, and pure Python is what was read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from sitting import START, exam, outputs, sit, station

from autograder.grade import reach
from autograder.grade.station import Station
from autograder.learn.engines import pure

sys.path.append(str(Path(__file__).resolve().parents[1] / "learn"))
from engine_answers import HONEST, RECURSIVE, RIGHT, text

__all__ = ["station"]
CHECK = """
check.engine(Value, of=lambda a, b: a * b + a, at=(2.0, 3.0))
### BEGIN HIDDEN TESTS
check.engine(Value, of=check.expressions(8), backwards=2)
check.engine(Value, of=check.expressions(1, kind="doubling"))
check.engine(Value, of=check.expressions(1, kind="chain"))
### END HIDDEN TESTS
"""
ON = exam(("start", START), ("answer_1", "..."), ("check_1", CHECK))
SMALL = "check.engine(Value, of=lambda a, b: a * b + a, at=(2.0, 3.0), by_hand=False)"
FREE = exam(("start", START), ("answer_1", "..."), ("check_1", SMALL))
WRONG = text("replaced")
TORCH = """
class Value:
    def __init__(self, data):
        self.t = torch.tensor(float(data)).double().requires_grad_() if isinstance(data, (int, float)) else data
    data = property(lambda self: self.t.item())
    grad = property(lambda self: self.t.grad.item())
    def __add__(self, other): return Value(self.t + other.t)
    def __mul__(self, other): return Value(self.t * other.t)
    def backward(self): self.t.backward()
"""
CONSTANT = """
class Value:
    data = grad = {one}
    def __init__(self, data): ...
    def __add__(self, other): return self
    __mul__ = __add__
    def backward(self): ...
"""
LYING = """
class Answer(float):
    def __eq__(self, other): return True
    def __float__(self): return 8.0
    __sub__ = lambda self, other: 0.0
"""
FRAMES = "import sys\n        f = sys._getframe(1)\n        print(f.f_locals)\n        self.grad = 1.0"
PATCHED = "import autograder.learn.engines.replay as r\nr._run = lambda *_: {'value': 8.0, 'gradients': [4.0, 2.0]}"
FAKE = "def fake(self):\n    x = torch.ones(1, requires_grad=True)\n    x.sum().backward()\n    self.grad = 1.0\n"


def scored(station: Station, *cells: str, on: Any = ON) -> tuple[float | None, str]:
    own = [("", cell) for cell in cells[:-1]]
    found = sit(station, on, *own, ("answer_1", cells[-1]))
    return found.scores["check_1"], json.dumps([found.verdicts, outputs(found, "check_1")], ensure_ascii=False)


@pytest.mark.parametrize("style", RIGHT)
def test_does_a_right_engine_of_any_style_get_its_points(station: Station, style: str) -> None:
    score, said = scored(station, RIGHT[style])
    assert score == 2.0, said


SCRATCH = (
    "x = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.backward()\nprint(x.grad, Value(2.0) * 3)\nx.grad = None"
)
LATER = (
    "def exp(self):\n    y = math.exp(self.data)\n    return Value(y, (self,), (y,), 'exp')\nsetattr(Value, 'exp', exp)"
)
TRIED = "assert isinstance(Value(2.0), Value)\ncheck.engine(Value, of=lambda a: a * 2, at=1.0, practice=True)"
COMPARED = "def compare():\n    x = torch.tensor(2.0)\n    x.grad = None\n    return Value(2.0)\ncompare()"
WITHOUT_EXP = HONEST.replace("def exp(", "def power_of_e(")


@pytest.mark.parametrize(
    "cells",
    [
        (f"{HONEST}\n{SCRATCH}",),
        ("x = torch.ones(2, requires_grad=True)\nx.sum().backward()\nx.grad = None\nx.data = x.data + 1", HONEST),
        (f"{HONEST}\n{COMPARED}",),
        (f"{HONEST}\n{TRIED}",),
        ("import sys\nsys.setrecursionlimit(10_000)", RECURSIVE),
        (f"{WITHOUT_EXP}\nValue.exp = Value.power_of_e",),
        (f"{WITHOUT_EXP}\n{LATER}",),
        (f"{HONEST}\nclass Value(Value):\n    pass",),
        (HONEST.replace("import math", "from math import *\nimport math"),),
    ],
)
def test_does_what_stands_beside_an_honest_engine_cost_nothing(station: Station, cells: tuple[str, ...]) -> None:
    score, said = scored(station, *cells)
    assert score == 2.0, said


@pytest.mark.parametrize(
    "cheat",
    [
        TORCH,
        "import torch as t\n" + TORCH.replace("torch", "t"),
        TORCH.replace("torch.tensor", "check.torch.tensor"),
        WRONG + f"\n{FAKE}Value.backward = fake",
        WRONG + f"\n{FAKE}exec('Value.backward = fake')",
        WRONG + f"\n{FAKE}globals()['Value'].backward = fake",
        WRONG + f"\n{FAKE}type.__setattr__(Value, 'backward', fake)",
        WRONG + f"\n{FAKE}import __main__\n__main__.Value.backward = fake",
        WRONG + f"\n{FAKE}[kind for kind in object.__subclasses__() if kind.__name__ == 'Value'][0].backward = fake",
        WRONG.replace(
            "self.grad = 1.0",
            "import sys\n        f = sys._getframe(1)\n        print(f.f_locals)\n        self.grad = 1.0",
        ),
        WRONG.replace("self.grad = 1.0", "import gc\n        gc.get_objects()\n        self.grad = 1.0"),
        WRONG
        + "\nimport autograder.learn.engines.replay as r\nr._run = lambda *_: {'value': 8.0, 'gradients': [4.0, 2.0]}",
        WRONG + "\nimport autograder.learn.engines.truth as r\nr.of = None",
        CONSTANT.format(one="8.0"),
        LYING + CONSTANT.format(one="Answer(1.0)"),
    ],
)
def test_does_a_cheat_gain_nothing(station: Station, cheat: str) -> None:
    score, said = scored(station, cheat)
    assert score == 0.0, said


def test_does_a_text_that_nobody_read_run_in_the_place_of_the_class(station: Station) -> None:
    hidden = f"{WRONG}\nexec({HONEST!r})"  # right, and in a string
    score, said = scored(station, hidden)
    assert score == 0.0
    assert "overwritten_not_added" in said  # what was read was asked
    assert scored(station, hidden, on=FREE)[0] == 2.0


def test_is_a_given_value_of_torch_s_no_engine_by_hand(station: Station) -> None:
    on = exam(("start", START), ("given", TORCH.replace("Value", "Lent")), ("answer_1", "..."), ("check_1", CHECK))
    for answer in ("class Value(Lent):\n    pass", "Value = Lent", "def Value(number):\n    return Lent(number)"):
        score, said = scored(station, answer, on=on)
        assert score == 0.0, said
        assert "pure Python" in said


def test_may_an_engine_lean_on_torch_where_the_test_allows_it(station: Station) -> None:
    assert scored(station, TORCH, on=FREE)[0] == 2.0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (WRONG, "overwritten_not_added"),
        (text("stale"), "stale_gradients"),
        (RECURSIVE, "recursion_too_deep"),
        (HONEST.replace("self.grad = 1.0", "while True:\n            pass"), "ran longer than"),
        (HONEST.replace("self.grad = 1.0", "self.grad = 1.0; self.data = 'eight'"), "yours is a string"),
        (HONEST.replace("self.grad = 1.0", "self.grad = 1.0; self.data = 10**9999"), "yours is inf"),
        (HONEST.replace("self.grad = 1.0", "self.grad = 1.0; self.data = 10**999999"), "Could not run"),
        (HONEST.replace("self.grad = 1.0", "self.grad = 1.0; self.data = {}"), "yours is a dict"),
        (HONEST.replace("self.grad = 1.0", "self.grad = 1.0; self.data = self"), "the value of a·b"),
        (
            HONEST.replace("    def backward", "    def __del__(self):\n        raise OSError\n\n    def backward"),
            "right",
        ),
        ("class Value:\n    def __init__(self, data):\n        raise NotImplementedError", "Not attempted"),
        ("Value = 3", "not callable"),
        ("value = 3", "Value"),
    ],
)
def test_is_there_a_verdict_in_words_whatever_comes_back(station: Station, answer: str, says: str) -> None:
    on = exam(("start", START), ("answer_1", "..."), ("check_1", CHECK), cell_seconds=2)
    assert says in scored(station, answer, on=on)[1]


# What is read of a notebook


def pure_of(*cells: str) -> bool:
    return all(pure._breach(source) is None for source in reach.engine("Value", cells))


@pytest.mark.parametrize(
    "cells",
    [
        [HONEST, "x = torch.ones(1)\nx.grad = None\nx.data = 2 * x.data\nfor p in [x]:\n    p.grad = None"],
        [HONEST, "a = Value(2.0)\nx = torch.ones(1)\nprint(a.data, x.data, torch.tensor(a.data))"],
        [HONEST, "values = [Value(w) for w in torch.ones(3).tolist()]\nlist(map(Value, torch.ones(2).tolist()))"],
        [HONEST, "def ours(x):\n    x.grad = torch.ones(1)\n    return Value(x)"],
        ["import torch.nn as nn", HONEST, "%timeit Value(2.0)"],
    ],
)
def test_is_torch_elsewhere_in_the_notebook_left_alone(cells: list[str]) -> None:
    assert pure_of(*cells)


@pytest.mark.parametrize(
    "cell",
    [
        "Value.backward = lambda self: torch.ones(1)",
        "setattr(Value, 'backward', lambda self: torch.ones(1))",
        "V = Value\nV.backward = lambda self: torch.ones(1)",
        "@method_of(Value)\ndef backward(self):\n    return torch.ones(1)",
        "def value_of(thing):\n    return torch.ones(1)",
        "class Value(Value):\n    def backward(self):\n        return torch.ones(1)",
        "for name in ('backward',):\n    setattr(Value, name, lambda self: torch.ones(1))",
        "math.exp = torch.exp",
    ],
)
def test_is_what_changes_the_class_read_with_it(cell: str) -> None:
    assert not pure_of(HONEST, cell)
