"""By hand, for an engine: pure Python. Nothing in it, nor in what it leans on, that differentiates for you.

An engine has `backward`, `.grad` and underscores of its own, so the vocabulary of other by-hand answers
(learn/byhand.py) does not fit. Here the list of what may be *imported* is closed, and so is that of double underscores.
While the engine is asked, each call is listened to as well (replay.py): one of torch's ends it.
"""

from __future__ import annotations

import ast
import dis
import functools
import inspect
import sys
import textwrap
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from autograder.learn import notebook
from autograder.learn.verdict import Breach

RULE = "This engine is by hand: pure Python, with nothing in it that differentiates for you."
UNREADABLE = "This engine is by hand, and `{word}` hides what is computed: write it out."
UNKNOWN = (
    "This engine is by hand and imports no more than numpy and Python's own math, collections, functools and the like; "
    "`{word}` is none of these. Leave it out."
)
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
            "make_dataclass",
        ),  # run what is a string
        *("bltns", "_thread", "pickle", "_loads", "io", "ast"),  # modules that stand in those that may be imported
        *("update_wrapper", "assigned", "redirect_stdout", "redirect_stderr", "_RedirectStream", "_stream"),  # by name
        *("_getcategory", "_setoption", "_processoptions"),  # `warnings` imports what a string says
        *("savetxt", "savez", "tofile", "memmap", "DataSource"),  # a file that is written can be imported
        *("lib", "read_array", "ma", "matrixlib", "core", "_core", "rec", "char", "emath"),  # numpy's inside unpickles
    }
)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BY_NAME = frozenset({"getattr", "setattr", "hasattr", "delattr"})  # with the name written out, these hide nothing
ONE = frozenset({"wraps", "type"})  # with one argument they do what everybody thinks; with more, anything
MAKING = frozenset({"type", "metaclass", "dataclass"})  # beside a dataclass: a class whose fields nobody wrote down
SETTERS = frozenset({"setattr", "hasattr", "delattr"})  # nor do these, which read nothing, with any other name
DUNDERS = (
    frozenset(dir(float))
    | {"__post_init__", "__slots__", "__name__", "__qualname__", "__len__", "__iter__", "__next__", "__contains__"}
    | {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__ipow__", "__matmul__", "__rmatmul__", "__call__"}
    | {"__getitem__", "__match_args__", "__array_priority__", "__array_ufunc__"}
) - {"__getattribute__", "__reduce__", "__reduce_ex__", "__subclasshook__", "__init_subclass__"}


class _Wary(NamedTuple):
    """What makes more of a text suspicious: names that a star brought; attributes that get a name of which a dataclass
    would make code; what is private in these modules."""

    star: bool = False
    dataclass: bool = False
    modules: frozenset[str] = frozenset()

    @classmethod
    def of(cls, every: Sequence[str]) -> _Wary:
        nodes = [node for text in every for part in _statements(text) for node in ast.walk(part)]
        names = {alias.asname or alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
        star = any(alias.name == "*" for n in nodes if isinstance(n, ast.ImportFrom) for alias in n.names)
        return cls(star, any("dataclass" in text for text in every), frozenset(names))


NOT_WARY = _Wary()


def breach(make: Callable[..., Any]) -> Breach | None:
    """The first thing in the engine's text that is not pure Python, or None (also where there is no text)."""
    return _first(texts(make))


@functools.lru_cache(maxsize=8)  # a test asks for the same class nine times over
def _first(every: tuple[str, ...]) -> Breach | None:
    wary = _Wary.of(every)
    return next((found for text in every if (found := _breach(text, wary))), None)


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
    """In a notebook: the methods, and the functions and classes beside them that they name; of the cells, the class as
    it was written last, and the imports of all these names."""
    home, todo, met = getattr(make, "__module__", None), [make], set()
    names = vars(sys.modules[home]) if home in sys.modules else {}
    written = _Cells.read()
    used: set[str] = set()
    while todo:
        thing = inspect.unwrap(todo.pop()) if callable(todo[-1]) else todo.pop()
        if id(thing) in met:
            continue
        met.add(id(thing))
        text = ""
        called: set[str] = set()
        if isinstance(thing, type) and thing.__module__ == home:
            todo += [*thing.__bases__, *(part for entry in vars(thing).values() for part in _functions(entry))]
            text, called = written.classes.get(thing.__name__, ("", set()))
        elif isinstance(thing, types.FunctionType) and thing.__module__ == home:
            text, called = _text(thing), _names(thing.__code__)
            called |= _decorators(text)
        used |= called
        todo += [names[name] for name in called if name in names]
        if text:
            yield text
    yield from (written.imports[name] for name in sorted(used & written.imports.keys()))


class _Cells(NamedTuple):
    """What the cells that were run so far say of a name."""

    classes: dict[str, tuple[str, set[str]]]  # the last class of that name: its text, and the names in it
    imports: dict[str, str]  # the last import of that name

    @classmethod
    def read(cls) -> _Cells:
        found = cls({}, {})
        for node in (node for source in notebook.sources() for node in _statements(source)):
            if isinstance(node, ast.ClassDef):
                inside = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
                found.classes[node.name] = ast.unparse(node), inside
            for part in ast.walk(node) if not isinstance(node, DEFINITIONS) else ():
                if isinstance(part, ast.Import):
                    for alias in part.names:
                        bound = alias.asname or alias.name.partition(".")[0]
                        found.imports[bound] = ast.unparse(ast.Import([alias]))
                elif isinstance(part, ast.ImportFrom):
                    for alias in part.names:
                        one = ast.ImportFrom(part.module, [alias], part.level)
                        found.imports[alias.asname or alias.name] = ast.unparse(one)
        return found


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return []


def _decorators(text: str) -> set[str]:
    heads = [head for node in _statements(text) if isinstance(node, DEFINITIONS) for head in node.decorator_list]
    return {part.id for head in heads for part in ast.walk(head) if isinstance(part, ast.Name)}


def _functions(entry: Any) -> list[Any]:
    if isinstance(entry, property):
        return [part for part in (entry.fget, entry.fset) if part]
    if isinstance(entry, (staticmethod, classmethod, functools.cached_property)):
        return [entry.func if isinstance(entry, functools.cached_property) else entry.__func__]
    return [entry] if isinstance(entry, types.FunctionType) else []


def _names(code: types.CodeType) -> set[str]:
    """Those of the module; `.exp` is none, whatever else is called exp in the notebook."""
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    own = {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return own.union(*map(_names, inner))


def _text(function: types.FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, IndentationError):
        return ""


def _breach(source: str, wary: _Wary = NOT_WARY) -> Breach | None:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    nodes = list(ast.walk(tree))
    fine = set(_fine(nodes, wary))
    for node in nodes:
        if id(node) not in fine and (rule := _rule(node, wary)):
            line = getattr(node, "lineno", None)
            text = source.splitlines()[line - 1].strip() if line else ""
            return Breach(f"{rule} The line: `{text[:200]}`." if text else rule)
    return None


def _fine(nodes: Sequence[ast.AST], wary: _Wary) -> Iterator[int]:
    """Names that hide nothing where they stand: `sys` of `sys.setrecursionlimit`, `getattr` with the name written out,
    a variable of the engine's own that is called as a built-in is."""
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in OF_SYS:
            yield id(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _written_out(node, wary):
            yield id(node.func)
        elif isinstance(node, ast.Name) and node.id in bound & OWN:
            yield id(node)
        if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:  # wraps(f), type(x)
            yield id(node.func) if _last(node.func) in ONE else 0
        if isinstance(node, ast.ClassDef):
            heads = (head.func if isinstance(head, ast.Call) else head for head in node.decorator_list)
            yield from (id(head) for head in heads if _last(head) == "dataclass")
        if isinstance(node, ast.Call) and _last(node.func) in ("isinstance", "issubclass"):
            yield from map(id, node.args[1:])


def _rule(node: ast.AST, wary: _Wary) -> str:
    """What is said of this part of the text; nothing where it is fine."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return _imported(node)
    words = _words(node)
    if ENGINES & set(words):
        return RULE
    hidden = [word for word in words if _hides(word, node, wary)]
    return UNREADABLE.format(word=hidden[0]) if hidden else ""


def _words(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.keyword):
        return (node.arg or "",)
    return tuple(node.kwd_attrs) if isinstance(node, ast.MatchClass) else ()


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _hides(word: str, node: ast.AST, wary: _Wary) -> bool:
    if (_dunder(word) and word not in DUNDERS) or word == "wraps" or (wary.dataclass and word in MAKING):
        return True
    if isinstance(node, ast.Attribute) and word.startswith("_") and _last(node.value) in wary.modules:
        return True
    if isinstance(node, ast.Name):
        return word in HIDING | BY_NAME | {"sys"} or (wary.star and word in ROUNDABOUT)
    return word in ROUNDABOUT or word in ("sys", "getattr") or (wary.dataclass and word == "__setattr__")


def _dunder(word: str) -> bool:
    return word.startswith("__") and word.endswith("__")


def _written_out(call: ast.Call, wary: _Wary) -> bool:
    """`getattr(other, "data", other)`: the name stands there to be read. A name that is only bound may be any."""
    if not isinstance(call.func, ast.Name) or call.func.id not in BY_NAME:
        return False
    named = call.args[1] if len(call.args) > 1 else None
    if not isinstance(named, ast.Constant) or not isinstance(named.value, str):
        return call.func.id in SETTERS and not wary.dataclass
    return not _dunder(named.value) and named.value not in ROUNDABOUT | ENGINES


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    modules = [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    taken = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
    if any(module.partition(".")[0] in ENGINES for module in modules) or taken & ENGINES:
        return RULE
    unknown = [module for module in modules if module.partition(".")[0] not in IMPORTS]
    parts = {part for module in modules for part in module.split(".")}
    if unknown:
        return UNKNOWN.format(word=f"import {unknown[0]}")
    hidden = sorted((taken | parts) & ROUNDABOUT)
    hidden += [alias.name for alias in node.names if alias.name in ONE and alias.asname]
    if "sys" in taken or ("sys" in modules and (taken - OF_SYS or any(alias.asname for alias in node.names))):
        hidden.append("sys")
    return UNREADABLE.format(word=f"import {hidden[0]}") if hidden else ""
