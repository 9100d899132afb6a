"""What a student's function leans on, read from the notebook: for rules about what an exercise may use.

The text of the cells is the grader's own copy; what the student's process says about its functions is not asked.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from autograder.grade.code import looked_up, parse
from autograder.learn.byhand import LIBRARIES, READABLE

# A cell with one of these can rebind any name without naming it: every function counts as leaning on it.
_ANYWHERE = frozenset(
    {
        *("exec", "eval", "compile", "globals", "setattr", "__import__", "import_module", "modules", "__globals__"),
        *("__code__", "__dict__", "user_ns", "ctypes", "ast_transformers", "input_transformers_cleanup", "_C"),
        *("input_transformers_post", "builtins", "run_cell", "run_code", "_execution_engine", "__builtins__"),
        *("TorchFunctionMode", "TorchDispatchMode", "__torch_function__", "__torch_dispatch__", "get_ipython"),
        *("settrace", "setprofile"),
    }
)


HARMLESS = frozenset({"matplotlib", "config", "precision", "who", "whos", "pwd"})  # magics that bind nothing
TRANSPARENT = frozenset({"time", "timeit", "capture"})  # magics that run what they hold


class Piece(NamedTuple):
    """One top-level statement of a student's cell, as far as it matters here."""

    text: str  # as it was written
    plain: str  # as Python writes it
    binds: frozenset[str]
    needs: frozenset[str]
    defines: str  # the name of the function that it is the definition of
    anywhere: bool
    imports: frozenset[str]  # the top-level modules that it imports


def sources(
    name: str, cells: Sequence[str], modules: Mapping[str, str] = MappingProxyType({})
) -> tuple[str | None, tuple[str, ...]]:
    """(the text of the last definition of `name`, the texts of everything else that its calls can come to).

    `modules` are the texts of files beside the notebook, by the name under which they are imported.
    """
    pieces = [piece for cell in cells for piece in _pieces(cell)]
    own = next((piece for piece in reversed(pieces) if piece.defines == name), None)
    met = _closure(name, pieces)
    brought = {module for piece in met for module in piece.imports if module in modules}
    rest = [piece.plain for piece in met if piece is not own and not piece.imports & brought]
    return (own.text if own else None), (*rest, *(modules.values() if brought else ()))


def _closure(name: str, pieces: Sequence[Piece]) -> list[Piece]:
    met = [piece for piece in pieces if piece.anywhere]
    todo, done = [name], set()
    while todo:
        word = todo.pop()
        if word in done:
            continue
        done.add(word)
        for piece in pieces:
            if word in piece.binds:
                met.append(piece)
                todo += piece.needs
    return list(dict.fromkeys(met))


@functools.lru_cache(maxsize=256)
def _pieces(cell: str) -> tuple[Piece, ...]:
    try:
        tree = parse(cell)
        return tuple(piece for node in tree.body for piece in _read(node, cell))
    except (SyntaxError, ValueError, RecursionError):
        return ()


def _read(node: ast.stmt, cell: str) -> tuple[Piece, ...]:
    """A magic that only measures or sets up is what it holds; any other stays a call of IPython's."""
    call = ast.unparse(node) if isinstance(node, ast.Expr) else ""
    if call.startswith(("get_ipython().run_line_magic(", "get_ipython().run_cell_magic(")):
        assert isinstance(node, ast.Expr)
        assert isinstance(node.value, ast.Call)
        name, *inside = [entry.value for entry in node.value.args if isinstance(entry, ast.Constant)]
        if name in HARMLESS:
            return ()
        if name in TRANSPARENT:
            return _pieces(str(inside[-1]))
    return (_piece(node, cell),)


def _piece(node: ast.stmt, cell: str) -> Piece:
    written, plain = ast.get_source_segment(cell, node), ast.unparse(node)
    defines = node.name if isinstance(node, ast.FunctionDef) else ""
    return Piece(
        text=written if written and written.startswith("def ") else plain,
        plain=plain,
        binds=frozenset(_targets(node)),
        needs=frozenset(looked_up(compile(ast.Module([node], []), "<reach>", "exec"))),
        defines=defines,
        anywhere=_reaches_anywhere(node) or _brings_all(node),
        imports=frozenset(_imported(node)),
    )


def _brings_all(node: ast.stmt) -> bool:
    """`from helper import *` of a module that is not the libraries' own: any name may come from it."""
    if not isinstance(node, ast.ImportFrom) or all(alias.name != "*" for alias in node.names):
        return False
    return (node.module or "").partition(".")[0] not in READABLE


def _imported(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.ImportFrom):
            yield (inner.module or "").partition(".")[0]
        elif isinstance(inner, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in inner.names)


def _targets(statement: ast.stmt) -> set[str]:
    """Names that a statement binds at the top level, however deep in it; for an import, those that it brings."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    found = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return found | {node.name for node in ast.walk(statement) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _reaches_anywhere(statement: ast.stmt) -> bool:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id in _ANYWHERE:
            return True
        if isinstance(node, ast.FunctionDef) and node.name in _ANYWHERE:
            return True
        if isinstance(node, ast.Attribute) and (node.attr in _ANYWHERE or _patches(node)):
            return True
        if isinstance(node, ast.alias) and node.name.rpartition(".")[2] in _ANYWHERE:
            return True
    return False


def _patches(node: ast.Attribute) -> bool:
    """`torch.cos = …`: from here on a name of the library means something else."""
    return isinstance(node.ctx, ast.Store) and ast.unparse(node).partition(".")[0] in LIBRARIES
