"""A probe: a small function of a test's that looks at what only the student's process can see.

    @check.probe
    def values_of(numbers):
        root = Value(numbers[0]) * Value(numbers[1])
        return root.data

In a notebook it is an ordinary function. At grading its source goes to the student's process, sees the student's
names there, and brings back plain data: it holds inputs, never what is expected of them. A probe of the package's own
goes the same way (`beside`), with what it leans on in its module.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from autograder.learn.student import name_of

F = TypeVar("F", bound=Callable[..., Any])
Send = Callable[[Callable[..., Any], str], Callable[..., Any]]
_send: Send | None = None

# The text runs in a namespace of its own, so whatever a student calls `sum` or does to a class of ours in the notebook,
# here it means what it says. Of their names it sees the one that is asked.
SENT = """\
_space = {{"__builtins__": __builtins__, "__name__": "beside"}}
exec(compile({text!r}, {file!r}, "exec"), _space)
_look, _theirs = _space[{look!r}], {name}
def beside(*arguments):
    return _look(_theirs, *arguments)
"""


def probe(function: F) -> F:
    """Mark a function of a test as one that runs beside the student's names. It may use its own arguments, what it
    imports itself, and the student's names; what it returns must be plain data (numbers, strings, lists, tensors)."""
    if _send is None:
        return function
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return _send(function, "\n".join(lines[start:]))  # type: ignore[return-value]


def beside(function: Callable[..., Any], look: Callable[..., Any]) -> Callable[..., Any]:
    """`look(function, …)`, as a function of the rest: a probe that a module of this package brings. At grading its
    text, and that of what it leans on in its module, runs in the student's process: so the module imports nothing of
    ours but within a function."""
    if _send is None:
        return functools.partial(look, function)
    file = inspect.getfile(look)  # so that an error's line is the student's, never one of these
    source = SENT.format(name=name_of(function), text=text_of(look), file=file, look=look.__name__)

    def beside(*arguments: Any) -> Any:  # stands for the one in the text
        raise AssertionError

    return _send(beside, source)


@functools.cache
def text_of(look: Callable[..., Any]) -> str:
    """The statements of its module that a function leans on: there is less to compile with each question."""
    tree = ast.parse(inspect.getsource(sys.modules[look.__module__]))
    homes = {name: node for node in tree.body for name in _binds(node)}
    met, todo = {"annotations"}, [look.__name__]  # from __future__
    while todo:
        name = todo.pop()
        if name in homes and name not in met:
            todo += [part.id for part in ast.walk(homes[name]) if isinstance(part, ast.Name)]
        met.add(name)
    return "\n".join(ast.unparse(node) for node in tree.body if met.intersection(_binds(node)))


def _binds(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name for alias in node.names]
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]


@contextlib.contextmanager
def across(send: Send) -> Iterator[None]:
    """While this is open, a probe is sent over by `send(function, source)`, which gives what stands in its place."""
    global _send
    kept, _send = _send, send
    try:
        yield
    finally:
        _send = kept
