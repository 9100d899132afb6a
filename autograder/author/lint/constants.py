"""Answers that don't look at their input: each function of a master's answers returns the same for all inputs."""

from __future__ import annotations

import ast
import inspect

from autograder.author.lint import stand_in

CONSTANTS = {
    "zeros in the shape of the right result": "zeros",
    "ones in the shape of the right result": "ones",
    "nan in the shape of the right result": "nan",
    "its first right result for every input": "first",
    "its first argument": "argument",
    "None": "none",
}
"""What is returned, in words, and what stand_in.py calls it."""

_PARTS = (stand_in._lint_stand_in, stand_in._lint_copied, stand_in._lint_filled)


def functions(source: str) -> list[str]:
    """The top-level functions of an answer that take an argument: those that a constant can stand in for."""
    return [node.name for node in _tree(source).body if isinstance(node, ast.FunctionDef) and _takes_something(node)]


def constant(source: str, kind: str) -> str:
    """The answer, followed by a stand-in for each of its functions."""
    names = functions(source)
    helpers = "\n".join(f"from typing import Any\n{inspect.getsource(part)}" for part in _PARTS)
    return "\n".join([source, helpers, *(f"{name} = _lint_stand_in({name}, {kind!r})" for name in names)])


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def _takes_something(node: ast.FunctionDef) -> bool:
    taken = node.args
    return bool(taken.posonlyargs or taken.args or taken.vararg or taken.kwonlyargs)
