"""By hand: no autograd in this function. Read from its source, and enforced while it runs."""

from __future__ import annotations

import ast
import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch
from torch.autograd import forward_ad

from autograder.learn import libraries
from autograder.learn.student import source_of
from autograder.learn.verdict import Breach

RULE = "This one is by hand: no autograd in it."
FORBIDDEN = frozenset(
    {
        *("autograd", "backward", "grad", "requires_grad", "requires_grad_", "retain_grad", "enable_grad"),
        *("set_grad_enabled", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "jacobian"),
        *("linearize", "make_dual", "forward_ad", "vhp", "hvp", "jit", "ops", "Parameter", "Function", "functorch"),
    }
)


# Ways to do a thing without its name. What a by-hand function does must be there to be read.
UNREADABLE = "This one is by hand, and `{word}` hides what is computed: write the formula itself."
ROUNDABOUT = frozenset(
    {
        *("exec", "eval", "compile", "__import__", "globals", "vars", "setattr", "import_module", "importlib"),
        *("_C", "_execution_engine", "run_backward", "_ImperativeEngine", "__dict__", "__globals__", "__code__"),
        *("__getattribute__", "__builtins__", "builtins", "ctypes", "attrgetter", "methodcaller", "_getframe"),
        *("getattr", "get_ipython", "locals", "__getattr__", "Thread"),
        *("run_cell", "user_ns", "ast_transformers", "grad_fn", "next_functions", "settrace", "setprofile"),
        *("__torch_function__", "__torch_dispatch__", "TorchFunctionMode", "TorchDispatchMode", "modules"),
    }
)
# What a by-hand answer may import. Another module could do anything under an innocent name.
READABLE = frozenset(
    {
        *("torch", "math", "cmath", "numpy", "itertools", "functools", "collections", "typing", "dataclasses"),
        *("operator", "random", "statistics", "fractions", "decimal", "warnings", "time", "__future__", "matplotlib"),
    }
)
LIBRARIES = frozenset({"torch", "np", "numpy", "math", "F", "nn", "Tensor"})  # whose names mean what they mean


NEVER = frozenset({"getattr", "eval", "exec", "compile", "globals", "vars", "setattr", "__import__", "get_ipython"})


class AutogradUsed(BaseException):
    """Raised inside the student's call the moment autograd starts. Not an Exception, so that a bare
    `except Exception` in student code does not swallow it."""


def breach(function: Callable[..., Any]) -> Breach | None:
    """The first use of autograd in the function's source, or None (also where there is no source).

    At grading, a function also carries what it leans on (`__student_reach__`: the sources of other functions of the
    notebook); autograd is looked for there as well.
    """
    read = (source_of(function), *getattr(inspect.unwrap(function), "__student_reach__", ()))
    sources = [source for source in read if source is not None]
    called = libraries.names(sources)
    return next((found for source in sources if (found := _breach(source, called))), None)


def _breach(source: str, called: Mapping[str, str]) -> Breach | None:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    elsewhere = {id(node): word for node, word in libraries.hides(tree, called)}
    for node in ast.walk(tree):
        word = _word(node)
        rule = RULE if word in FORBIDDEN else UNREADABLE if word in ROUNDABOUT or _roundabout(node) else ""
        if not rule and id(node) in elsewhere:
            rule, word = UNREADABLE, elsewhere[id(node)]
        if rule:
            line = getattr(node, "lineno", None)
            text = source.splitlines()[line - 1].strip() if line else ""
            return Breach(rule.format(word=word or text), line, text)
    return None


def _roundabout(node: ast.AST) -> bool:
    """`torch.cos = …`, a private name of a library, an import that can't be read, a method that torch calls."""
    if isinstance(node, ast.FunctionDef):
        return node.name in ROUNDABOUT
    if isinstance(node, ast.Attribute):
        root = ast.unparse(node).partition(".")[0]
        own = root == "self" and not node.attr.startswith("__")  # an object of the student's keeps what it likes
        return (isinstance(node.ctx, ast.Store) and root in LIBRARIES) or (node.attr.startswith("_") and not own)
    if isinstance(node, ast.MatchClass):
        return any(name.startswith("_") or name in FORBIDDEN | ROUNDABOUT for name in node.kwd_attrs)
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        modules = [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        return any(module.partition(".")[0] not in READABLE for module in modules)
    return isinstance(node, ast.Name) and node.id in NEVER


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


_open = 0


def active() -> bool:
    """True while `enforced` is open: a function that runs elsewhere is held to the rule there."""
    return _open > 0


@contextlib.contextmanager
def enforced() -> Iterator[None]:
    """While this is open, every way into autograd raises `AutogradUsed`: the backward engine (which serves backward,
    grad, torch.func and functional) and forward-mode dual numbers. And below that nothing is recorded: operations run
    beneath torch's autograd layer, so what finds another way to the engine finds no graph."""

    def refuse(*_: object, **__: object) -> None:
        raise AutogradUsed

    doors = [
        (torch.autograd, "_engine_run_backward"),
        (torch.autograd.graph, "_engine_run_backward"),
        (forward_ad, "make_dual"),
    ]
    kept = [(place, name, getattr(place, name)) for place, name in doors]
    global _open
    for place, name, _ in kept:
        setattr(place, name, refuse)
    _open += 1
    try:
        with torch._C._AutoDispatchBelowAutograd():
            yield
    finally:
        _open -= 1
        for place, name, original in kept:
            setattr(place, name, original)
