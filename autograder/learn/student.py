"""The one place where student code is called: on copies, quietly, and never letting an exception through.

A call gives back an `Answer` (what was returned, what became of the arguments, which warnings fell) or
a `Trouble` (the exception, with the student's own line), or `None` for an exercise not begun.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import linecache
import sys
import sysconfig
import textwrap
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch

from autograder.learn.verdict import Trouble

Give = Literal["as is", "leaf", "float"]
_OURS = str(Path(__file__).resolve().parents[1])
_INSTALLED = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))


@dataclass(frozen=True)
class Answer:
    """What a call of the student's function gave."""

    result: Any
    arguments: tuple[Any, ...]  # the copies that the function was given, as it left them
    warnings: tuple[str, ...] = ()


def name_of(function: Any) -> str:
    return str(getattr(function, "__name__", type(function).__name__))


def source_of(function: Any) -> str | None:
    """The source text of a student's function, dedented; None where there is none to read. Of a function that a test
    wraps around the student's (functools.wraps), it is the student's."""
    function = inspect.unwrap(function)
    carried = getattr(function, "__student_source__", None)
    if isinstance(carried, str):
        return carried
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, IndentationError):
        return None


def fresh(arguments: tuple[Any, ...], give: Give = "as is") -> tuple[Any, ...]:
    """Copies of the arguments, so that nothing a function does to one call is seen by the next.

    `give="leaf"` makes every floating tensor a leaf that requires grad, `give="float"` hands over plain
    Python numbers (nested lists for tensors with dimensions).
    """
    return tuple(_fresh(value, give) for value in arguments)


def _fresh(value: Any, give: Give) -> Any:
    if isinstance(value, torch.Tensor):
        if give == "float":
            return value.tolist()
        twin = value.detach().clone()
        return twin.requires_grad_(value.requires_grad or (give == "leaf" and twin.is_floating_point()))
    if isinstance(value, (list, tuple)):
        return type(value)(_fresh(entry, give) for entry in value)
    if isinstance(value, dict):
        return {key: _fresh(entry, give) for key, entry in value.items()}
    if isinstance(value, torch.nn.Module):
        return copy.deepcopy(value)
    if isinstance(value, (np.ndarray, set)):
        return value.copy()
    return value


def call(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    *,
    give: Give = "as is",
    around: Callable[[], contextlib.AbstractContextManager[Any]] = contextlib.nullcontext,
    raises: type[BaseException] | None = None,
) -> Answer | Trouble | None:
    """Run the student's function on copies of the arguments. `raises` passes the named exception on."""
    given = fresh(arguments, give)
    fallen: list[warnings.WarningMessage] = []
    try:
        with _quiet() as fallen, torch.enable_grad(), around():
            result = function(*given)
    except NotImplementedError:
        return None
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        if raises is not None and isinstance(error, raises):
            raise
        return replace(trouble(error), warnings=tuple(str(entry.message) for entry in fallen))
    return Answer(result, given, tuple(str(entry.message) for entry in fallen))


@contextlib.contextmanager
def _quiet() -> Iterator[list[warnings.WarningMessage]]:
    """Warnings are recorded; what goes to stderr goes to stdout (stderr costs all points in nbgrader)."""
    with warnings.catch_warnings(record=True) as fallen, contextlib.redirect_stderr(sys.stdout):
        warnings.simplefilter("always")
        yield fallen


def trouble(error: BaseException) -> Trouble:
    """An exception as data: type, first line of the message, and the innermost line that is the student's."""
    line, source = getattr(error, "__student_place__", None) or _own_line(error.__traceback__)
    if isinstance(error, SyntaxError) and error.text:
        line, source = error.lineno, error.text.strip()
    try:
        message = str(error)
    except Exception:
        message = "(its message could not be read)"
    return Trouble(type(error).__name__, message, line, source)


def _own_line(trace: types.TracebackType | None) -> tuple[int | None, str]:
    for frame, line in reversed(list(traceback.walk_tb(trace))):
        name = frame.f_code.co_filename
        if name.startswith((_OURS, *_INSTALLED, "<frozen")):
            continue
        return line, linecache.getline(name, line, frame.f_globals).strip()
    return None, ""
