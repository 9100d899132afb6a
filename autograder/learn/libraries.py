"""Which parts of a library a by-hand answer may use: its functions. Not the modules inside it, nor those functions that
run a program out of a string or a file, or fetch a thing by its name: what happens there nobody has read.

    names(sources)          what the texts call which library
    hides(tree, called)     the parts of a text that go elsewhere, each with the word to be shown

A library is written down where it is used (`torch.sin`): under another name nobody could follow it.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
import types
from collections.abc import Iterable, Iterator, Mapping

# Modules whose functions compute. Of others a text may use none.
OPEN = frozenset(
    {
        *("torch", "torch.nn", "torch.nn.functional", "torch.special", "torch.linalg", "torch.fft", "torch.random"),
        *("numpy", "numpy.linalg", "numpy.fft", "numpy.random", "numpy.polynomial", "numpy.polynomial.polynomial"),
        *("math", "cmath", "itertools", "functools", "collections", "collections.abc", "typing", "dataclasses"),
        *("operator", "_operator", "random", "statistics", "fractions", "decimal", "warnings", "time", "__future__"),
    }
)
SOME: Mapping[str, frozenset[str]] = {  # of these, no more than the names that hide nothing
    "abc": frozenset({"ABC", "abstractmethod"}),
    "enum": frozenset({"Enum", "IntEnum", "StrEnum", "auto", "unique"}),
    "numbers": frozenset({"Number", "Real", "Integral"}),
    "contextlib": frozenset({"contextmanager", "suppress", "nullcontext"}),
}
USUAL = {"torch": "torch", "np": "numpy", "numpy": "numpy", "math": "math"}  # in a notebook, imported in another cell
RUNS = frozenset(
    {
        *("get_type_hints", "ForwardRef", "singledispatch", "singledispatchmethod", "make_dataclass"),  # a string
        *("load", "loads", "from_file", "fromfile", "memmap", "save", "savez", "savez_compressed", "savetxt"),  # a file
        *("lookfor", "source", "info", "show_config"),
        *("update_wrapper", "asdict", "astuple"),  # attributes by their names
        *("parallel_apply", "DataParallel"),  # in a thread, where the engine is not shut
    }
)
STARS = frozenset({"math", "cmath", "itertools", "random", "fractions", "decimal", "statistics", "time"})
ONE = frozenset({"type", "wraps"})  # with one argument they do what everybody thinks; with more, anything
NEVER = frozenset({"locals", "breakpoint"})
FINE = frozenset({"__name__", "__doc__", "__slots__", "__call__", "__repr__", "__str__", "__neg__"}) | {
    f"__{side}{word}__"  # `__rmul__ = __mul__`
    for word in ("add", "sub", "mul", "truediv", "pow", "matmul")
    for side in ("", "r")
}


def names(sources: Iterable[str]) -> dict[str, str]:
    """Which module each name stands for that one of the texts imports."""
    found = dict(USUAL)
    for node in (node for source in sources for node in _nodes(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name if alias.asname else alias.name.partition(".")[0]
                found[alias.asname or top] = top
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in OPEN or isinstance(_inside(node.module or "", alias.name), types.ModuleType):
                    found[alias.asname or alias.name] = inner
    return found


def hides(tree: ast.AST, called: Mapping[str, str]) -> Iterator[tuple[ast.AST, str]]:
    nodes = list(ast.walk(tree))
    fine = set(_fine(nodes))
    yield from ((node, "import") for node in nodes if isinstance(node, ast.ClassDef) and _holds_an_import(node))
    for node in nodes:
        if isinstance(node, ast.Attribute) and id(node) not in fine and _leads_elsewhere(node, called):
            yield node, ast.unparse(node)
        elif isinstance(node, ast.Name) and id(node) not in fine and _is_suspicious(node.id, called):
            yield node, node.id
        elif isinstance(node, ast.Import):
            yield from ((node, f"import {alias.name}") for alias in node.names if not _may_be_imported(alias.name))
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"import {alias.name}") for alias in node.names if not _may_be_taken(node, alias))


def _fine(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Where a name stands as it should: a library in front of its dot, `type` of one thing, `@dataclass`."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and not _dunder(node.value.id):
            yield id(node.value)
        elif isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords and _last(node.func) in ONE:
            yield id(node.func)
        elif isinstance(node, ast.ClassDef):
            heads = [head.func if isinstance(head, ast.Call) else head for head in node.decorator_list]
            yield from (id(head) for head in heads if _last(head) == "dataclass")
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) and not _dunder(node.id):
            yield id(node)


def _holds_an_import(node: ast.AST) -> bool:
    """In a class, a library becomes an attribute, under which nobody would know it."""
    inner = [part for part in ast.iter_child_nodes(node) if not isinstance(part, (ast.FunctionDef, ast.Lambda))]
    return any(isinstance(part, (ast.Import, ast.ImportFrom)) or _holds_an_import(part) for part in inner)


def _is_suspicious(name: str, called: Mapping[str, str]) -> bool:
    return name in called or name in ONE | NEVER | {"dataclass"} or _dunder(name)


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _nodes(source: str) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return


def _dunder(word: str) -> bool:
    return word.startswith("__") and word.endswith("__") and word not in FINE


def _may_be_imported(module: str) -> bool:
    """`import torch.utils.benchmark` is refused; a library that is no more than imported hides nothing."""
    return module in OPEN or "." not in module or module.startswith("matplotlib.")


def _may_be_taken(node: ast.ImportFrom, alias: ast.alias) -> bool:
    module = node.module or ""
    if alias.name == "*":
        return module in STARS
    if module.partition(".")[0] == "matplotlib":
        return True
    if module in SOME:
        return alias.name in SOME[module] and not alias.asname
    if module not in OPEN or node.level or alias.name in RUNS or (alias.asname and alias.name in {*ONE, "dataclass"}):
        return False
    return f"{module}.{alias.name}" in OPEN or not _is_module(module, alias.name)


def _leads_elsewhere(node: ast.Attribute, called: Mapping[str, str]) -> bool:
    """Whether `torch.nn.functional.relu`, followed from the library on, passes through a module that is not open."""
    words: list[str] = []
    part: ast.expr = node
    while isinstance(part, ast.Attribute):
        words.insert(0, part.attr)
        part = part.value
    if not isinstance(part, ast.Name) or part.id not in called:
        return False
    module = called[part.id]
    if module in SOME:
        return words[0] not in SOME[module]
    for word in words:
        if module not in OPEN or word in RUNS | ONE | {"dataclass"}:
            return True
        if not _is_module(module, word):
            return False
        thing = _inside(module, word)
        module = thing.__name__ if isinstance(thing, types.ModuleType) else f"{module}.{word}"
    return module not in OPEN


def _inside(module: str, name: str) -> object:
    return vars(sys.modules[module]).get(name) if module in sys.modules else None


def _is_module(module: str, name: str) -> bool:
    """Also one that is loaded when it is first used."""
    if module in sys.modules and name in vars(sys.modules[module]):
        return isinstance(_inside(module, name), types.ModuleType)
    try:
        return importlib.util.find_spec(f"{module}.{name}") is not None
    except (ImportError, ValueError, AttributeError):
        return False
