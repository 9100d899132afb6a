"""By hand: no autograd in this function. Read from its source, and enforced while it runs."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch.autograd import forward_ad

from autograder.learn.student import source_of
from autograder.learn.verdict import Breach

RULE = "This one is by hand: no autograd in it."
FORBIDDEN = frozenset(
    {
        *("autograd", "backward", "grad", "requires_grad", "requires_grad_", "retain_grad", "enable_grad"),
        *("set_grad_enabled", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "jacobian"),
        *("linearize", "make_dual", "forward_ad", "vhp", "hvp"),
    }
)


class AutogradUsed(BaseException):
    """Raised inside the student's call the moment autograd starts. Not an Exception, so that a bare
    `except Exception` in student code does not swallow it."""


def breach(function: Callable[..., Any]) -> Breach | None:
    """The first use of autograd in the function's source, or None (also where there is no source)."""
    source = source_of(function)
    if source is None:
        return None
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        word = _word(node)
        if word in FORBIDDEN:
            line = getattr(node, "lineno", None)
            text = source.splitlines()[line - 1].strip() if line else ""
            return Breach(RULE, line, text)
    return None


def _word(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id  # a variable may be called `grad` or `jacobian`; calling one is another matter
    if isinstance(node, ast.keyword):
        return node.arg or ""
    if isinstance(node, ast.alias):
        return node.name.rsplit(".", 1)[-1]
    return ""


@contextlib.contextmanager
def enforced() -> Iterator[None]:
    """While this is open, every way into autograd raises `AutogradUsed`: the backward engine (which
    serves backward, grad, torch.func and functional) and forward-mode dual numbers."""

    def refuse(*_: object, **__: object) -> None:
        raise AutogradUsed

    doors = [(torch.autograd, "_engine_run_backward"), (forward_ad, "make_dual")]
    kept = [(place, name, getattr(place, name)) for place, name in doors]
    for place, name, _ in kept:
        setattr(place, name, refuse)
    try:
        yield
    finally:
        for place, name, original in kept:
            setattr(place, name, original)
