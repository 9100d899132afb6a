"""What was run before the failing line, as far as it matters there: the statements of the cells, cut down.

The cells' statements up to the failing one are read, not run; a backward walk keeps those that made what the
failing line uses. What the mistake bank reads in that cut is about this error, and not about the rest of the notebook.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from autograder.learn.explore import why_places
from autograder.learn.explore.why_places import Place
from autograder.learn.mistakes import reading

MOST_CELLS = 300
_Block = (ast.If, ast.For, ast.While, ast.With, ast.Try)
_Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Step:
    """A statement that holds no others, and what it stands in."""

    cell: int
    node: ast.stmt
    top: ast.stmt  # the cell's own statement that it is part of
    around: tuple[ast.stmt, ...] = ()  # loops, withs and ifs, from the outside in

    def covers(self, place: Place) -> bool:
        begin = (self.node.lineno, self.node.col_offset)
        end = (self.node.end_lineno or self.node.lineno, self.node.end_col_offset or 0)
        return self.cell == place.cell and begin <= (place.number, place.column) < end

    @property
    def looped(self) -> bool:
        return any(isinstance(block, (ast.For, ast.While)) for block in self.around)


def before(place: Place) -> list[Step]:
    """Every step up to the failing one, which is the last. Of a function, its own steps only."""
    tree = parsed(_whole(place))
    if place.function and (body := _function(tree, place.number)):
        steps = list(_steps(place.cell, body.body, body))
    else:
        steps = [*_earlier_cells(place.cell), *_steps(place.cell, tree.body)]
    failing = next((index for index, step in enumerate(steps) if step.covers(place)), None)
    return [] if failing is None else steps[: failing + 1]


def of_cell(cell: int) -> list[Step]:
    """The steps of one cell."""
    return list(_steps(cell, parsed(why_places.source(cell)).body))


def parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def relevant(steps: Sequence[Step], *, also: Step | None = None) -> list[Step]:
    """The steps that made what the last one uses, in their order; `also` counts as used."""
    if not steps:
        return []
    kept = [steps[-1]]
    needed = names(steps[-1].node) | (names(also.node) if also else set())
    for step in reversed(steps[:-1]):
        bound = binds(step)
        if bound & needed:
            if all(isinstance(block, ast.With) for block in step.around):
                needed -= replaced(step.node)
            needed |= names(step.node)
            kept.append(step)
        elif step is also or _touches(step, needed):
            kept.append(step)
    return kept[::-1]


def text(steps: Sequence[Step]) -> str:
    """The steps as a program again, loops and all."""
    tops = dict.fromkeys(step.top for step in steps)
    return "\n".join(ast.unparse(top) for top in tops)


def names(node: ast.AST) -> set[str]:
    """The names that are read here."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}


def binds(step: Step) -> set[str]:
    """The names that get a value here, or whose attribute does."""
    node = step.node
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return set()
    found = {part.id for part in ast.walk(node) if _is_stored(part)}
    for target in node.targets if isinstance(node, ast.Assign) else []:
        if isinstance(target, (ast.Attribute, ast.Subscript)):
            found |= names(target)
    return found


def replaced(node: ast.stmt) -> set[str]:
    """The names that have nothing of their old value left after this."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {part.id for target in targets for part in ast.walk(target) if _is_stored(part)}


def _is_stored(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _touches(step: Step, needed: set[str]) -> bool:
    """A method of one of these named or called for what it does: `y.backward`, `x.grad.zero_()`."""
    node = step.node
    called = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    mentioned = node.value if isinstance(node, ast.Expr) else None
    method = called or mentioned
    return isinstance(method, ast.Attribute) and method.attr in reading.METHODS and bool(names(method) & needed)


def _whole(place: Place) -> str:
    kept = why_places.source(place.cell) if place.cell else ""
    return kept or "".join(linecache.getlines(place.file))


def _earlier_cells(cell: int) -> Iterator[Step]:
    for number in range(max(1, cell - MOST_CELLS), cell):
        yield from of_cell(number)


def _steps(cell: int, body: Sequence[ast.stmt], top: ast.stmt | None = None, *around: ast.stmt) -> Iterator[Step]:
    for node in body:
        if isinstance(node, _Block):
            for inner in _bodies(node):
                yield from _steps(cell, inner, top or node, *around, node)
        elif not isinstance(node, _Definition):
            yield Step(cell, node, top or node, around)


def _bodies(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, [])
    for handler in getattr(node, "handlers", []):
        yield handler.body


def _function(tree: ast.Module, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The innermost function around a line."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.lineno <= line <= (node.end_lineno or line)
    ]
    return max(around, key=lambda node: node.lineno, default=None)
