"""Reads code without running it: what a cell needs from elsewhere, what it binds, and how it is compiled."""

from __future__ import annotations

import ast
import builtins
import dis
import functools
import linecache
import types
from collections.abc import Iterator
from typing import NamedTuple

HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
PICTURES = frozenset({"draw", "explore"})
SHOWS = frozenset({*PICTURES, "print", "display"})  # what a given cell shows; nothing depends on it


MAGICS = 100  # lines with one; the transformer takes time that grows with their square


class Cell(NamedTuple):
    """A compiled cell: its statements, and the expression at its end, whose value a notebook would show."""

    body: types.CodeType
    last: types.CodeType | None
    needs: frozenset[str]  # global names that it, or a function in it, looks up


@functools.lru_cache(maxsize=1024)
def compiled(source: str, name: str, *, without: frozenset[str] = frozenset()) -> Cell:
    """Raises SyntaxError as compile does. Bare calls of the functions and modules in `without` are left out."""
    tree = parse(source)
    tree.body = [node for node in tree.body if _called(node) not in without]
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = compile(ast.Expression(tree.body.pop().value), name, "eval")  # type: ignore[attr-defined]
    body = compile(tree, name, "exec")
    needs = frozenset(name for code in (body, last) if code for name in looked_up(code))
    return Cell(body, last, needs - set(vars(builtins)))


def parse(source: str) -> ast.Module:
    """As Python, or as IPython makes Python of it: magics become calls."""
    try:
        return ast.parse(source)
    except SyntaxError:
        if sum(line.lstrip()[:1] in ("%", "!", "?") for line in source.splitlines()) > MAGICS:
            raise ValueError("too many magics") from None  # IPython's transformer starts anew for each
        from IPython.core.inputtransformer2 import TransformerManager

        return ast.parse(str(TransformerManager().transform_cell(source)))


@functools.lru_cache(maxsize=1024)
def binds(source: str) -> frozenset[str]:
    """The names that the top level of a cell binds; none where it is no Python."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    code = compile(tree, "<binds>", "exec")
    stores = {"STORE_NAME", "STORE_GLOBAL"}
    return frozenset(step.argval for step in dis.get_instructions(code) if step.opname in stores)


@functools.lru_cache(maxsize=1024)
def globals_of(source: str) -> frozenset[str]:
    """The names that a cell takes from elsewhere, Python's own left out, and those that a class body has bound."""
    code = compile(parse(source), "<globals>", "exec")
    return frozenset(_taken(code)) - set(vars(builtins))


def _taken(code: types.CodeType) -> Iterator[str]:
    steps = list(dis.get_instructions(code))
    bound = {step.argval for step in steps if step.opname == "STORE_NAME"} | {"__name__"}
    yield from (step.argval for step in steps if step.opname == "LOAD_NAME" and step.argval not in bound)
    yield from (step.argval for step in steps if step.opname in ("LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _taken(constant)


def visible(source: str) -> str:
    """A test cell as the student has it."""
    kept, hidden = [], False
    for line in source.splitlines():
        if line.strip() == HIDDEN[0]:
            hidden = True
        if not hidden:
            kept.append(line)
        if line.strip() == HIDDEN[1]:
            hidden = False
    return "\n".join(kept)


@functools.lru_cache(maxsize=1024)
def imports(source: str) -> str:
    """The import statements at the top level of a cell, as a cell."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    return "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)))


def looked_up(code: types.CodeType) -> Iterator[str]:
    """The names that it takes from its module, and those that functions and classes in it take."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from looked_up(constant)


def _called(node: ast.stmt) -> str:
    """`draw` for a bare call of `draw.graph(…)`, which binds nothing; "" for any other statement."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return ""
    called: ast.expr = node.value.func
    while isinstance(called, ast.Attribute):
        called = called.value
    return called.id if isinstance(called, ast.Name) else ""


class Split(NamedTuple):
    """A cell in two: what it does, and what it draws."""

    rest: str
    pictures: str


@functools.lru_cache(maxsize=1024)
def split(source: str) -> Split:
    """All of it is `rest` where it draws nothing, or where it is no plain Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return Split(source, "")
    drawn = [node for node in tree.body if _called(node) in PICTURES]
    if not drawn:
        return Split(source, "")
    rest = [node for node in tree.body if node not in drawn]
    return Split(*("\n".join(map(ast.unparse, nodes)) for nodes in (rest, drawn)))
