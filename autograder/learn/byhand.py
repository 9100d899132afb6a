"""By hand: no autograd in this function. Read from its source, and enforced while it runs.

What the function leans on is read with it: at grading from the submission (grade/reach.py), in a notebook from the
cells that were run, so that a check is not green there where the grader says no.
"""

from __future__ import annotations

import ast
import contextlib
import dis
import inspect
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch
from torch.autograd import forward_ad

from autograder.learn import libraries, notebook
from autograder.learn.student import name_of, source_of
from autograder.learn.verdict import Breach

RULE = "This one is by hand: no autograd in it."
FORBIDDEN = frozenset(
    {
        *("autograd", "backward", "grad", "requires_grad", "requires_grad_", "retain_grad", "enable_grad"),
        *("set_grad_enabled", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "jacobian"),
        *("linearize", "make_dual", "forward_ad", "vhp", "hvp", "jit", "ops", "Parameter", "Function", "functorch"),
    }
)


UNKNOWN = (
    "This one is by hand and imports no more than torch, numpy, matplotlib and Python's own math, collections, "
    "functools and the like; `{word}` is none of these. Leave it out."
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
        *libraries.SOME,
    }
)
LIBRARIES = frozenset({"torch", "np", "numpy", "math", "F", "nn", "Tensor"})  # whose names mean what they mean


TELLING = frozenset({"__name__", "__qualname__", "__doc__", "__class__"})  # to be read: what `type(x)` tells as well
TUPLES = frozenset({"_replace", "_asdict", "_fields"})  # of a namedtuple, and no secret
NEVER = frozenset({"getattr", "eval", "exec", "compile", "globals", "vars", "setattr", "__import__", "get_ipython"})


class AutogradUsed(BaseException):
    """Raised inside the student's call the moment autograd starts. Not an Exception, so that a bare
    `except Exception` in student code does not swallow it."""


def breach(function: Callable[..., Any]) -> Breach | None:
    """The first use of autograd in the function's source, or None (also where there is no source).

    At grading, a function also carries what it leans on (`__student_reach__`: the sources of other functions of the
    notebook); autograd is looked for there as well.
    """
    own = source_of(function)
    carried = getattr(inspect.unwrap(function), "__student_reach__", None)
    others = tuple(_near(function, own)) if carried is None else tuple(carried)
    called = libraries.names([source for source in (own, *others) if source is not None])
    if own is not None and (found := _breach(own, called)):
        return found
    return next((_elsewhere(found) for source in others if (found := _breach(source, called))), None)


def _elsewhere(found: Breach) -> Breach:
    """In a helper or an import, a number of a line says nothing."""
    return Breach(f"{found.rule} The line: `{found.source[:200]}`." if found.source else found.rule)


def _near(function: Callable[..., Any], own: str | None) -> Iterator[str]:
    """In a notebook: the last definition, import or assignment of each name that the function comes to. A test binds
    names of its own, which are no student's."""
    pieces = {}
    for node in (node for cell in notebook.sources() for node in _statements(cell)):
        pieces.update(dict.fromkeys(_bound(node), node))
    todo, met = [name_of(function), *_globals(own or "")], set()
    while todo:
        piece = pieces.get(todo.pop())
        if piece is None or id(piece) in met:
            continue
        met.add(id(piece))
        text = ast.unparse(piece)
        todo += _globals(text)
        if own is None or getattr(piece, "name", "") != name_of(function):
            yield text


def _statements(cell: str) -> list[ast.stmt]:
    try:
        body = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError):
        return []
    calls = [node.value.func for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return [] if any(ast.unparse(called).startswith("check.") for called in calls) else body


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))


def _globals(text: str) -> set[str]:
    """The names that a text looks up outside itself."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError):
        return _looked_up(compile(text, "<near>", "exec", dont_inherit=True))
    return set()


def _looked_up(code: types.CodeType) -> set[str]:
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    own = {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return own.union(*map(_looked_up, inner))


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
        if rule is UNREADABLE and (module := _unknown(node, called)):
            rule, word = UNKNOWN, f"import {module}"
        if rule:
            line = getattr(node, "lineno", None)
            text = source.splitlines()[line - 1].strip() if line else ""
            return Breach(rule.format(word=word or text), line, text)
    return None


def _unknown(node: ast.AST, called: Mapping[str, str]) -> str:
    """The module that is not on the list, where this is its import, or a use of it."""
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or "."]
    else:
        root = ast.unparse(node).partition(".")[0] if isinstance(node, (ast.Attribute, ast.Name)) else ""
        modules = [called[root]] if root in called else []
    return next((module for module in modules if module.partition(".")[0] not in READABLE), "")


def _open_secret(node: ast.Attribute) -> bool:
    """An underscore that hides nothing: `type(x).__name__`, `row._replace(…)`, `super().__init__(…)`."""
    if node.attr == "__doc__" or (isinstance(node.ctx, ast.Load) and node.attr in TELLING | TUPLES):
        return True
    return node.attr == "__init__" and ast.unparse(node.value) == "super()"


def _roundabout(node: ast.AST) -> bool:
    """`torch.cos = …`, a private name of a library, an import that can't be read, a method that torch calls."""
    if isinstance(node, ast.FunctionDef):
        return node.name in ROUNDABOUT
    if isinstance(node, ast.Attribute):
        root = ast.unparse(node).partition(".")[0]
        own = root == "self" and not node.attr.startswith("__")  # an object of the student's keeps what it likes
        return (isinstance(node.ctx, ast.Store) and root in LIBRARIES) or (
            node.attr.startswith("_") and not own and not _open_secret(node)
        )
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
