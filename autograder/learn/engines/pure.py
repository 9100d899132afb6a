"""By hand, for an engine: pure Python. Nothing in it, nor in what it leans on, that differentiates for you.

An engine has `backward`, `.grad` and underscores of its own, so the vocabulary of other by-hand answers
(learn/byhand.py) does not fit. Here the list of what may be *imported* is closed, and so is that of double underscores.
While the engine is asked, each call is listened to as well (replay.py): one of torch's ends it.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import types
from collections.abc import Callable, Iterator
from typing import Any

from autograder.learn import notebook
from autograder.learn.verdict import Breach

RULE = "This engine is by hand: pure Python, with nothing in it that differentiates for you."
UNREADABLE = "This engine is by hand, and `{word}` hides what is computed: write it out."
IMPORTS = frozenset(
    {
        *("math", "cmath", "numpy", "itertools", "functools", "collections", "typing", "dataclasses", "operator"),
        *("heapq", "bisect", "numbers", "abc", "enum", "random", "statistics", "fractions", "decimal", "copy", "sys"),
        *("contextlib", "graphlib", "warnings", "time", "weakref", "array", "__future__"),
    }
)
OF_SYS = frozenset({"setrecursionlimit", "getrecursionlimit", "maxsize", "float_info", "version_info"})
ENGINES = frozenset({"torch", "autograd", "functorch", "jax", "sympy", "autograder"})
HIDING = frozenset(
    {
        "exec",
        "eval",
        "compile",
        "__import__",
        "globals",
        "locals",
        "vars",
        "open",
        "get_ipython",
        "breakpoint",
        "In",
        "Out",
    }
)
OWN = frozenset({"open", "vars"})  # hide nothing where they are names of the engine's own
ROUNDABOUT = HIDING | frozenset(
    {
        *("import_module", "importlib", "builtins", "ctypes", "ctypeslib", "inspect", "os", "_os", "_sys", "modules"),
        *("attrgetter", "methodcaller", "_getframe", "settrace", "setprofile", "gi_frame", "cr_frame", "ag_frame"),
        *("f_back", "f_globals", "f_locals", "f_builtins", "tb_frame", "run_cell", "user_ns", "subprocess", "types"),
        *("linecache", "f2py", "load_library", "_C", "__builtins__", "testing", "load", "loads", "allow_pickle"),
        *(
            "get_type_hints",
            "ForwardRef",
            "_evaluate",
            "singledispatch",
            "singledispatchmethod",
        ),  # run what is a string
    }
)
BY_NAME = frozenset({"getattr", "setattr", "hasattr", "delattr"})  # with the name written out, these hide nothing
DUNDERS = (
    frozenset(dir(float))
    | {"__post_init__", "__slots__", "__name__", "__qualname__", "__len__", "__iter__", "__next__", "__contains__"}
    | {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__ipow__", "__matmul__", "__rmatmul__", "__call__"}
    | {"__getitem__", "__match_args__", "__annotations__"}
) - {"__getattribute__", "__reduce__", "__reduce_ex__", "__subclasshook__", "__init_subclass__"}


def breach(make: Callable[..., Any]) -> Breach | None:
    """The first thing in the engine's text that is not pure Python, or None (also where there is no text)."""
    return next((found for text in texts(make) if (found := _breach(text))), None)


def sets_recursion(make: Callable[..., Any]) -> bool:
    """Whether the notebook sets Python's recursion limit itself."""
    return any("setrecursionlimit" in text for text in (*texts(make), *notebook.sources()))


def texts(make: Callable[..., Any]) -> tuple[str, ...]:
    """The texts of the class and of what it leans on. At grading they are read from the submission (grade/reach.py)."""
    try:
        carried = getattr(make, "__student_engine__", None)
        return carried if isinstance(carried, tuple) else tuple(_near(make))
    except Exception:  # a class may answer anything: then there is no text
        return ()


def _near(make: Any) -> Iterator[str]:
    """In a notebook: the methods, and the functions and classes beside them that they name."""
    home, todo, met = getattr(make, "__module__", None), [make], set()
    while todo:
        thing = inspect.unwrap(todo.pop()) if callable(todo[-1]) else todo.pop()
        if id(thing) in met:
            continue
        met.add(id(thing))
        if isinstance(thing, type) and thing.__module__ == home:
            todo += [*thing.__bases__, *(part for entry in vars(thing).values() for part in _functions(entry))]
        elif isinstance(thing, types.FunctionType) and thing.__module__ == home:
            todo += [thing.__globals__[name] for name in _names(thing.__code__) if name in thing.__globals__]
            if text := _text(thing):
                yield text


def _functions(entry: Any) -> list[Any]:
    if isinstance(entry, property):
        return [part for part in (entry.fget, entry.fset) if part]
    if isinstance(entry, (staticmethod, classmethod, functools.cached_property)):
        return [entry.func if isinstance(entry, functools.cached_property) else entry.__func__]
    return [entry] if isinstance(entry, types.FunctionType) else []


def _names(code: types.CodeType) -> set[str]:
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return set(code.co_names).union(*map(_names, inner))


def _text(function: types.FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, IndentationError):
        return ""


def _breach(source: str) -> Breach | None:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    fine = set(_fine(tree))
    for node in ast.walk(tree):
        if id(node) not in fine and (rule := _rule(node)):
            line = getattr(node, "lineno", None)
            text = source.splitlines()[line - 1].strip() if line else ""
            return Breach(f"{rule} The line: `{text[:200]}`." if text else rule)
    return None


def _fine(tree: ast.AST) -> Iterator[int]:
    """Names that hide nothing where they stand: `sys` of `sys.setrecursionlimit`, `getattr` with the name written out,
    a variable of the engine's own that is called as a built-in is."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in OF_SYS:
            yield id(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _written_out(node):
            yield id(node.func)
        elif isinstance(node, ast.Name) and node.id in bound & OWN:
            yield id(node)


def _rule(node: ast.AST) -> str:
    """What is said of this part of the text; nothing where it is fine."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return _imported(node)
    words = _words(node)
    if ENGINES & set(words):
        return RULE
    hidden = [word for word in words if _hides(word, node)]
    return UNREADABLE.format(word=hidden[0]) if hidden else ""


def _words(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.keyword):
        return (node.arg or "",)
    return tuple(node.kwd_attrs) if isinstance(node, ast.MatchClass) else ()


def _hides(word: str, node: ast.AST) -> bool:
    if _dunder(word) and word not in DUNDERS:
        return True
    return word in (HIDING | BY_NAME | {"sys"} if isinstance(node, ast.Name) else ROUNDABOUT)


def _dunder(word: str) -> bool:
    return word.startswith("__") and word.endswith("__")


def _written_out(call: ast.Call) -> bool:
    """`getattr(other, "data", other)`: the name stands there to be read."""
    if not isinstance(call.func, ast.Name) or call.func.id not in BY_NAME:
        return False
    named = call.args[1] if len(call.args) > 1 else None
    if not isinstance(named, ast.Constant) or not isinstance(named.value, str):
        return False
    return not _dunder(named.value) and named.value not in ROUNDABOUT | ENGINES


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    modules = [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    taken = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
    if any(module.partition(".")[0] in ENGINES for module in modules) or taken & ENGINES:
        return RULE
    unknown = [module for module in modules if module.partition(".")[0] not in IMPORTS]
    parts = {part for module in modules for part in module.split(".")}
    hidden = [*unknown, *sorted((taken | parts) & ROUNDABOUT)]
    if "sys" in modules and (taken - OF_SYS or any(alias.asname for alias in node.names)):
        hidden.append("sys")
    return UNREADABLE.format(word=f"import {hidden[0]}") if hidden else ""
