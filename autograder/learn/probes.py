"""A probe: a small function of a test's that looks at what only the student's process can see.

    @check.probe
    def values_of(numbers):
        root = Value(numbers[0]) * Value(numbers[1])
        return root.data

In a notebook it is an ordinary function. At grading its source goes to the student's process, sees the student's
names there, and brings back plain data: it holds inputs, never what is expected of them.
"""

from __future__ import annotations

import contextlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
Send = Callable[[Callable[..., Any], str], Callable[..., Any]]
_send: Send | None = None


def probe(function: F) -> F:
    """Mark a function of a test as one that runs beside the student's names. It may use its own arguments, what it
    imports itself, and the student's names; what it returns must be plain data (numbers, strings, lists, tensors)."""
    if _send is None:
        return function
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return _send(function, "\n".join(lines[start:]))  # type: ignore[return-value]


@contextlib.contextmanager
def across(send: Send) -> Iterator[None]:
    """While this is open, a probe is sent over by `send(function, source)`, which gives what stands in its place."""
    global _send
    kept, _send = _send, send
    try:
        yield
    finally:
        _send = kept
