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
from typing import Any, NamedTuple

from autograder.learn import student
from autograder.learn.byhand import AutogradUsed
from autograder.learn.engines.tape import OPERATIONS

ORDINARY = (1000, 3000)  # recursion limits that nobody chose: Python's, and what IPython's completer makes of it
DEEP = 1000
STEALTHY = {id(one) for one in (sys.setprofile, sys.settrace, sys._getframe, gc.get_objects, gc.get_referrers)}
Entry = dict[str, Any]
Fine = dict[tuple[int, int], Any]  # what was looked at, by its ids, and kept, so that they stay its own


class TooManyCalls(BaseException):
    """Not an Exception, so that `except Exception` in the engine does not swallow it."""


def replay(
    make: Callable[[float], Any], tapes: str, backwards: int, pure: bool = False, ordinary: bool = True
) -> list[Entry]:
    """One entry for each tape of the JSON text. `pure`: nothing of torch may be called. `ordinary`: with Python's own
    recursion limit, whatever the notebook's tools have made of it; False where the notebook has set one itself."""
    with _recursion() if ordinary else contextlib.nullcontext(), _unheard():
        return [_entry(make, tape, backwards, pure) for tape in json.loads(tapes)]


def most_calls(nodes: int) -> int:
    """Far above any engine that visits a node once, or once for each other node; far below 2^40."""
    return 200_000 + 10 * nodes * nodes


def _entry(make: Callable[[float], Any], tape: dict[str, Any], backwards: int, pure: bool) -> Entry:
    most = most_calls(len(tape["numbers"]) + len(tape["steps"]))
    laid = _Tape.read(tape)
    try:
        with _watched(most, pure):
            return _run(make, laid, backwards)
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


class _Tape(NamedTuple):
    """A tape laid out before the engine runs: every operand is a place, and plain numbers have theirs at the end."""

    numbers: list[float]
    behind: list[Any]  # what stands behind the leaves: room for the steps, then the plain numbers
    steps: list[tuple[int, str, int, int]]  # where the result goes, the operation, its operands; -1 for none
    root: int

    @classmethod
    def read(cls, tape: dict[str, Any]) -> _Tape:
        first, count = len(tape["numbers"]), len(tape["steps"])
        plain: list[Any] = []

        def place(operand: Any) -> int:
            if isinstance(operand, list):
                return int(operand[1])
            plain.append(operand)
            return first + count + len(plain) - 1

        laid = [(operation, *map(place, operands)) for operation, *operands in tape["steps"]]
        steps = [(first + number, *step, *(-1,) * (3 - len(step))) for number, step in enumerate(laid)]
        return cls(tape["numbers"], [None] * count + plain, steps, tape["root"])


def _run(make: Callable[[float], Any], tape: _Tape, backwards: int) -> Entry:
    """As an expression does with OPERATIONS, and the usual ones written out: the hook would hear a call of ours as
    well, and be most of the time that an engine takes."""
    leaves = [make(number) for number in tape.numbers]
    places = leaves + tape.behind
    for here, operation, one, other in tape.steps:
        if operation == "add":
            made = places[one] + places[other]
        elif operation == "mul":
            made = places[one] * places[other]
        elif operation == "sub":
            made = places[one] - places[other]
        elif other < 0:
            made = OPERATIONS[operation](places[one])
        else:
            made = OPERATIONS[operation](places[one], places[other])
        if made is None:
            raise TypeError(f"the method for {operation} gave None: a return is missing")
        places[here] = made
    root = places[tape.root]
    for _ in range(backwards):
        root.backward()
    return {"value": root.data, "gradients": [leaf.grad for leaf in leaves]}


@contextlib.contextmanager
def _watched(most: int, pure: bool) -> Iterator[None]:
    """Python's own hook on calls; what raises in it, raises in the engine."""
    left, over = most, False
    fine: Fine = {}

    def hear(frame: types.FrameType, event: str, thing: Any) -> None:
        nonlocal left
        if event == "c_call":
            left -= 1
            kinds = id(getattr(thing, "__module__", "")), id(type(getattr(thing, "__self__", None)))
            if pure and (kinds not in fine or id(thing) in STEALTHY) and left >= 0 and not over:
                _allowed(thing, fine)
        elif event == "call":
            left -= 1
            if pure and left >= 0:
                _no_torch(frame.f_globals.get("__name__"))
        if left < 0 and not over:
            raise TooManyCalls

    kept = sys.getprofile()
    sys.setprofile(hear)
    try:
        yield
    finally:
        over = True
        sys.setprofile(kept)


def _allowed(thing: Any, fine: Fine) -> None:
    """A built-in function or method is looked at once for each module and each kind of owner."""
    if id(thing) in STEALTHY:
        raise AutogradUsed(thing.__name__)
    module, kind = getattr(thing, "__module__", ""), type(getattr(thing, "__self__", None))
    _no_torch(module)
    _no_torch(kind.__module__)
    fine[id(module), id(kind)] = module, kind


def _no_torch(module: object) -> None:
    if isinstance(module, str) and module.partition(".")[0] in ("torch", "functorch"):
        raise AutogradUsed("torch")


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
