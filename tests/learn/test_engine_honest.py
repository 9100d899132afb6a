"""Does the rule "pure Python" say in the notebook what it says at grading, where all of the cells is read?"""

from __future__ import annotations

import ast
import sys
import types

import pytest
from engine_answers import HONEST

from autograder.grade import reach
from autograder.learn import notebook
from autograder.learn.engines import pure

NOTED = HONEST.replace("class Value:\n", "class Value:\n    count = 0\n    {line}\n")
CELLS = {
    "an import that is not on the list": ("import uuid", NOTED.format(line="own = uuid.uuid4()")),
    "an import of more than one": ("import math, torch", HONEST),
    "a name out of a module": ("from functools import singledispatch as one", NOTED.format(line="plain = one(float)")),
    "a line of the class itself": (NOTED.format(line="autograd = 'mine'"),),
    "a private name": ("import random", NOTED.format(line="lot = random._inst")),
    "a function of torch's that is called as a method is": ("from torch import exp, log, sigmoid", HONEST),
    "a priority": (NOTED.format(line="__array_priority__ = 9"),),
    "a decorator": (
        "def method(f):\n    exec('1')\n    setattr(Value, f.__name__, f)\n    return f",
        HONEST,
        "@method\ndef exp(self):\n    return Value(1.0)",
    ),
    "torch beside it": (HONEST, "import torch\ndef compare(x):\n    return torch.tensor(x), Value(x)"),
}
ALLOWED = {
    "an import of more than one",
    "a function of torch's that is called as a method is",
    "a priority",
    "torch beside it",
}


@pytest.mark.parametrize("name", CELLS)
def test_is_the_rule_the_same_in_the_notebook_as_at_grading(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = CELLS[name]
    home = types.ModuleType("cells_of_a_stranger")
    monkeypatch.setitem(sys.modules, home.__name__, home)
    monkeypatch.setattr(notebook, "sources", lambda: list(cells))
    for cell in cells:
        exec(cell, home.__dict__)
    monkeypatch.setattr(pure, "_text", lambda function: _written(function.__name__, cells))
    here = pure.breach(home.__dict__["Value"])
    there = next((found for text in reach.engine("Value", cells) if (found := pure._breach(text, _wary(cells)))), None)
    assert (here is None) is (there is None) is (name in ALLOWED), (here, there)


def _wary(cells: tuple[str, ...]) -> pure._Wary:
    return pure._Wary.of(reach.engine("Value", cells))


def _written(name: str, cells: tuple[str, ...]) -> str:
    """What inspect finds in a notebook: the function with its decorators."""

    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.FunctionDef)]
    return next((ast.unparse(node) for node in reversed(nodes) if node.name == name), "")
