"""Engines as a class hands them in: what is green in the notebook is right at grading; what sneaks torch in is not."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from sitting import START, exam, outputs, sit, station

from autograder.grade import reach
from autograder.grade.station import Station
from autograder.learn.engines import pure

sys.path.append(str(Path(__file__).resolve().parents[1] / "learn"))
from engine_answers import HONEST

__all__ = ["station"]
CHECK = "check.engine(Value, of=lambda a, b: (a * b + a).exp(), at=(0.2, 0.3))"
ON = exam(("start", START), ("answer_1", "..."), ("check_1", CHECK))
WITHOUT_EXP = HONEST.replace("def exp(", "def not_exp(")
EXP = "def exp(self):\n    y = math.exp(self.data)\n    return Value(y, (self,), (y,), 'exp')"
REGISTER = "def add_to_class(kind):\n    def wrapper(f):\n        setattr(kind, f.__name__, f)\n    return wrapper"
METHOD = "def method(f):\n    setattr(Value, f.__name__, f)\n    return f"
INSTALL = f"{EXP}\ndef install():\n    Value.exp = exp"
ACCEPTED = {
    "an import beside torch's": ("import math, torch", HONEST),
    "a registering decorator": (REGISTER, WITHOUT_EXP, f"@add_to_class(Value)\n{EXP}"),
    "a decorator that knows the class": (WITHOUT_EXP, METHOD, f"@method\n{EXP}"),
    "a function that fills the class": (WITHOUT_EXP, INSTALL, "install()"),
    "names in a loop": (WITHOUT_EXP, EXP, "for name, f in {'exp': exp}.items():\n    setattr(Value, name, f)"),
    "a priority over numpy's arrays": (HONEST.replace("class Value:\n", "class Value:\n    __array_priority__ = 9\n"),),
    "a cell of scratch that fails": (WITHOUT_EXP, "Value.exp = exq", f"{EXP}\nValue.exp = exp"),
    "stars": ("from math import *\nfrom typing import *", HONEST),
    "a dataclass beside it": (
        "from dataclasses import dataclass\n@dataclass(eq=False)\nclass Shape:\n    x: int",
        HONEST,
    ),
}
CAUGHT = "class Box:\n    def __setattr__(self, name, value): caught.append(value)\ncaught = []\n"
FIELDS = "A = {made}('A', (), {{'__anno' + 'tations__': {{'x,f(1)': int}}}})\nT = dataclass(init=False)(A)() == 1"
SNEAKED = {
    "a star of operator's": "import warnings\nfrom operator import *\nT = attrgetter('sys.mod' + 'ules')(warnings)",
    "a star of typing's": "from typing import *\nclass A:\n    x: '__import__(\"torch\")'\nT = get_type_hints(A)",
    "a module in a module": "import enum\nT = enum.bltns",
    "sys in a module": "import warnings\nT = warnings.sys",
    "a wrapper that copies any attribute": (
        f"import functools as f, warnings\n{CAUGHT}T = f.update_wrapper(Box(), warnings, assigned=('sys',), updated=())"
    ),
    "wraps with more arguments": f"import functools as f, math\n{CAUGHT}T = f.wraps(math, ('sys',), ())(Box())",
    "wraps by another name": f"import math\nfrom functools import wraps as w\n{CAUGHT}T = w(math, ('sys',), ())(Box())",
    "a stream of any name": "import contextlib\nclass T(contextlib.redirect_stdout):\n    _stream = 'modu' + 'les'",
    "a category that is imported": "import warnings\nT = warnings._getcategory('helper.X')",
    "what is private in a module": "import random\nT = random._inst",
    "a pickle": "import numpy as np\nT = np._core._methods.pickle",
    "a file that is written": "import numpy as np\ndef T():\n    np.savetxt('graphlib.py', ['import torch'], fmt='%s')",
    "fields that are code": "from dataclasses import dataclass\n" + FIELDS.format(made="type"),
    "fields that are code, of a class of classes": (
        "from dataclasses import dataclass\nx = 1\n" + FIELDS.format(made="x.__class__.__class__")
    ),
    "getattr as an attribute": "import enum\nT = enum.x.getattr",
}


@pytest.mark.parametrize("style", ACCEPTED)
def test_is_what_is_right_in_the_notebook_right_at_grading(station: Station, style: str) -> None:
    *own, answer = ACCEPTED[style]
    found = sit(station, ON, *(("", cell) for cell in own), ("answer_1", answer))
    assert found.scores["check_1"] == 2.0, outputs(found, "check_1")


@pytest.mark.parametrize("way", SNEAKED)
def test_is_a_way_round_the_text_found_in_it(way: str) -> None:
    engine = HONEST.replace("class Value:\n", "class Value:\n    t = T\n")
    carried = SimpleNamespace(__student_engine__=reach.engine("Value", (SNEAKED[way], engine)))
    assert pure.breach(carried) is not None  # type: ignore[arg-type]


def test_does_a_rounded_gradient_look_like_another_number(station: Station) -> None:
    rounded = HONEST.replace("self.grad = 1.0", "self.grad = 1.0001")
    assert rounded != HONEST
    said = str(outputs(sit(station, ON, ("answer_1", rounded)), "check_1"))
    assert "They part in a later digit" in said


def test_is_a_missing_return_said_to_be_one(station: Station) -> None:
    forgotten = HONEST.replace("return Value(y, (self,), (y,)", "Value(y, (self,), (y,)")
    said = str(outputs(sit(station, ON, ("answer_1", forgotten)), "check_1"))
    assert "a return is missing" in said
