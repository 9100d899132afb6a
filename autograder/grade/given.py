"""Keeps what a master's given cells define as they define it, beside code that would have it otherwise.

A probe of a test runs in the student's process and may lean on given classes and functions there. So these are made
before the first line of a student's, in a namespace of their own with built-ins of its own. The notebook gets the same
objects, under names that are the student's to rebind, and before each probe they are mended (mend.py).

    given = Given(cells)            before the student's first cell
    given.lend(names, notebook)     after a given cell has run in the notebook
    given.mended()                  before a probe: the names that it sees beside the student's
"""

from __future__ import annotations

import contextlib
import io
import linecache
from collections.abc import Callable, Sequence
from typing import Any

from autograder.grade.mend import PYTHONS, Kept, held, libraries, quieten, refill
from autograder.grade.seal import seal

UNSETTLED = "Threads that this notebook started go on while its values are looked at: end them with join() first."


class Unsettled(RuntimeError):
    """The notebook's own threads could change what a probe looks at."""


class Given:
    """The namespace of the given cells, as it was when they had run. Empty where the test has no probe of its own."""

    def __init__(self, cells: Sequence[str] = ()) -> None:
        self._names: dict[str, Any] = {"__name__": "__main__", "__builtins__": dict(PYTHONS)}
        for number, source in enumerate(cells):
            _run(source, f"<given {number}>", self._names)
        self._first = dict(self._names)
        self._thrown: list[Any] = []  # what has a finaliser runs it when the process ends
        self._kept = Kept(self._names)
        for thing in self._first.values():
            self._kept.remember(thing)

    def lend(self, names: Sequence[str], notebook: dict[str, Any]) -> None:
        """Put these classes and functions, and instances of these classes, in the place of those that the cell made.
        Anything else (a list, a tensor) is the student's own, to change at will."""
        for name in names:
            thing = self._first.get(name)
            if name in notebook and (thing in self._kept or type(thing) in self._kept):
                notebook[name] = thing

    def mended(self) -> dict[str, Any]:
        """What a probe sees of the given cells, mended. Raises Unsettled where the notebook can't be stopped."""
        quiet = quieten()
        libraries()
        refill(self._names, self._first)
        for name in [name for name in self._names if name not in self._first]:
            self._thrown.append(self._names.pop(name))
        refill(self._names["__builtins__"], PYTHONS)
        self._kept.mend()
        if not quiet:
            raise Unsettled(UNSETTLED)
        return {**self._first, "__builtins__": dict(PYTHONS)}

    def shielded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The probe, mended for in the last moment before it runs: what the grader itself calls before that (a function
        of `warnings`) can be theirs."""

        def shielded(*arguments: Any, **keywords: Any) -> Any:
            loosen = held()
            try:
                self.mended()
                return function(*arguments, **keywords)
            finally:
                loosen()

        return shielded


def _run(source: str, name: str, names: dict[str, Any]) -> None:
    """One given cell. Where it fails, it fails in the notebook too, and says so there."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, name, "exec"), names)


seal(globals(), ("Given", "Unsettled"))
