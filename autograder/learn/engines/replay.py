"""What runs beside the learner's class, in the notebook or in the student's process: build, go backward, look.

It is given tapes and gives back plain entries, one for each tape; nothing that the class does escapes from here:

    {"value": …, "gradients": [one for each leaf]}    it went through
    {"raised": {…}, "unfinished": bool}               an exception; NotImplementedError is unfinished
    {"calls": number}                                 it was still calling functions after so many
    {"used": name}                                    under the rule: something that differentiates was called

Calls are counted, not seconds: the verdict must be the same on a fast machine and on a slow one.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from autograder.learn import student
from autograder.learn.byhand import AutogradUsed
from autograder.learn.engines.tape import OPERATIONS

ORDINARY = (1000, 3000)  # recursion limits that nobody chose: Python's, and what IPython's completer makes of it
DEEP = 1000
STEALTHY = (sys.setprofile, sys.settrace, sys._getframe, gc.get_objects, gc.get_referrers)


class TooManyCalls(BaseException):
    """Not an Exception, so that `except Exception` in the engine does not swallow it."""


def replay(
    make: Callable[[float], Any], tapes: str, backwards: int, pure: bool = False, ordinary: bool = True
) -> list[dict[str, Any]]:
    """One entry for each tape of the JSON text. `pure`: nothing of torch may be called. `ordinary`: with Python's own
    recursion limit, whatever the notebook's tools have made of it; False where the notebook has set one itself."""
    with _recursion() if ordinary else contextlib.nullcontext(), _unheard():
        return [_entry(make, tape, backwards, pure) for tape in json.loads(tapes)]


def most_calls(nodes: int) -> int:
    """Far above any engine that visits a node once, or once for each other node; far below 2^40."""
    return 200_000 + 10 * nodes * nodes


def _entry(make: Callable[[float], Any], tape: dict[str, Any], backwards: int, pure: bool) -> dict[str, Any]:
    most = most_calls(len(tape["numbers"]) + len(tape["steps"]))
    try:
        with _watched(most, pure):
            return _run(make, tape, backwards)
    except TooManyCalls:
        return {"calls": most}
    except AutogradUsed as used:
        return {"used": str(used) or "autograd"}
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        told = student.trouble(error)
        raised = {
            "type": told.type[:80],
            "message": told.message[:2000],
            "line": told.line,
            "source": told.source[:300],
        }
        return {"raised": raised, "unfinished": isinstance(error, NotImplementedError)}


def _run(make: Callable[[float], Any], tape: dict[str, Any], backwards: int) -> dict[str, Any]:
    leaves = [make(number) for number in tape["numbers"]]
    places = list(leaves)
    for operation, *operands in tape["steps"]:
        given = [places[entry[1]] if isinstance(entry, list) else entry for entry in operands]
        made = OPERATIONS[operation](*given)
        if made is None:
            raise TypeError(f"the method for {operation} gave None: a return is missing")
        places.append(made)
    root = places[tape["root"]]
    for _ in range(backwards):
        root.backward()
    return {"value": root.data, "gradients": [leaf.grad for leaf in leaves]}


@contextlib.contextmanager
def _watched(most: int, pure: bool) -> Iterator[None]:
    """Python's own hook on calls; what raises in it, raises in the engine."""
    left, over = most, False

    def hear(frame: types.FrameType, event: str, thing: Any) -> None:
        nonlocal left
        if over:
            return
        left -= event in ("call", "c_call")
        if left < 0:
            raise TooManyCalls
        if event == "call":
            if pure and _of_torch(frame.f_globals.get("__name__")):
                raise AutogradUsed("torch")
        elif pure and event == "c_call":
            if any(thing is one for one in STEALTHY):
                raise AutogradUsed(thing.__name__)
            if _of_torch(getattr(thing, "__module__", "")) or _of_torch(
                type(getattr(thing, "__self__", None)).__module__
            ):
                raise AutogradUsed("torch")

    kept = sys.getprofile()
    sys.setprofile(hear)
    try:
        yield
    finally:
        over = True
        sys.setprofile(kept)


def _of_torch(module: object) -> bool:
    return isinstance(module, str) and module.partition(".")[0] in ("torch", "functorch")


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """What values raise when they are thrown away (`__del__`) is no answer, and thousands of them are a flood."""
    kept, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = kept


@contextlib.contextmanager
def _recursion() -> Iterator[None]:
    """Python's own limit, counted from here."""
    kept = sys.getrecursionlimit()
    if kept not in ORDINARY:
        yield
        return
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    ours = depth + DEEP
    sys.setrecursionlimit(ours)
    try:
        yield
    finally:
        if sys.getrecursionlimit() == ours:  # else the engine has set one
            sys.setrecursionlimit(kept)
