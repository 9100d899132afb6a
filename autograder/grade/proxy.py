"""A student's names, as a test sees them in the judge's process.

A function is a `Proxy`: calling it sends the arguments over, runs the student's function there, and brings back what
it returned, what it did to its arguments, what it printed, which warnings fell and which exception it raised. So the
test cell that teaches in the notebook judges here, unchanged.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from autograder.grade import values
from autograder.grade.pupil import Gone, TooSlow
from autograder.learn import byhand

_NAME = re.compile(r"[A-Za-z_]\w{0,79}")
Words = Mapping[str, Any]
Read = tuple[str | None, tuple[str, ...]]  # the function's text, and the texts of what it leans on


class Stopped(KeyboardInterrupt):
    """The test cell ends here: its time is up, or the student's process is gone. `name` is what the output says.

    A KeyboardInterrupt, which checks let through: no verdict can be given on an answer that never came.
    """

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


class Desk(Protocol):
    """What a proxy needs of the judge: to ask the student's process within the time of this cell."""

    def ask(self, message: Words, blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]: ...

    def given(self) -> dict[int, str]:
        """Functions of the master's given cells, by id: both sides have them, so they cross by name."""


class Proxy:
    """A student's function. It has their name, their parameters and their source, for the checks to read."""

    __slots__ = ("__dict__", "__weakref__", "_desk", "_read", "_read_engine", "_what")

    def __init__(
        self,
        desk: Desk,
        name: str,
        parameters: list[str] | None = None,
        *,
        read: Callable[[], Read] = lambda: (None, ()),
        read_engine: Callable[[], tuple[str, ...]] = lambda: (),
        what: Words | None = None,
    ) -> None:
        self._desk = desk
        self._read = functools.cache(read)
        self._read_engine = functools.cache(read_engine)
        self._what = dict(what or {"do": "call", "name": name})
        self.__dict__.update(__name__=name, __qualname__=name, __doc__=None, __module__="__main__")
        if parameters is not None:
            self.__dict__["__signature__"] = _signature(parameters)

    @property
    def __student_source__(self) -> str | None:
        """The text of the function, from the submitted notebook."""
        return self._read()[0]

    @property
    def __student_reach__(self) -> tuple[str, ...]:
        """The texts of what it leans on."""
        return self._read()[1]

    @property
    def __student_engine__(self) -> tuple[str, ...]:
        """The texts of the class, if it is one, and of what it leans on."""
        return self._read_engine()

    def replayed(self, *arguments: Any) -> Any:
        """What the student's class makes of tapes (learn/engines/replay.py): asked there, and numbers come back."""
        return self._asked({**self._what, "do": "engine"}, arguments, {})

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._asked(self._what, arguments, keywords)

    def _asked(self, what: Words, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        try:
            call = values.encode_call(arguments, keywords, names=self._desk.given())
        except (values.Stayed, values.TooMuch) as error:  # the test hands on what another call of theirs returned
            raise _exception({"type": "TypeError", "base": "TypeError", "message": str(error)}) from None
        message = {**what, "call": call.data, "by_hand": byhand.active()}
        answer, blobs = self._desk.ask(message, list(call.blobs))
        _relay(answer)
        try:
            result = (
                values.apply_outcome(values.Encoded(answer["outcome"], blobs), call) if "outcome" in answer else None
            )
        except values.BadValue as error:
            raise Stopped("DeadKernelError", f"What came back is no data: {error}.") from None
        if "raised" in answer:
            raise _exception(answer["raised"])
        if "outcome" not in answer:
            raise _exception({"type": "RuntimeError", "message": f"It could not answer: {answer.get('broken')}"[:300]})
        return result

    def __repr__(self) -> str:
        return f"<the student's {self.__dict__['__name__']}>"


def probe(desk: Desk, function: Callable[..., Any], source: str) -> Proxy:
    """A small function of the test's that runs beside the student's names and brings back plain data."""
    name = function.__name__
    return Proxy(desk, name, what={"do": "probe", "name": name, "source": source})


def _relay(answer: Words) -> None:
    """What was printed, and what torch warned of, happens here once more."""
    said = answer.get("said")
    if isinstance(said, str) and said:
        sys.stdout.write(said)
    fallen = answer.get("warnings")
    for entry in fallen if isinstance(fallen, list) else []:
        name, words = [*entry, "", ""][:2] if isinstance(entry, list) else ("", "")
        kind = getattr(builtins, str(name), UserWarning)
        kind = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn_explicit(str(words)[:500], kind, "<student>", 1)


def _exception(raised: Any) -> BaseException:
    """The student's exception: an instance of a class with its name, derived from the built-in one that it is of."""
    told = raised if isinstance(raised, dict) else {}
    if told.get("by_hand"):
        used = byhand.AutogradUsed()
        used.__student_place__ = (None, "")  # type: ignore[attr-defined]
        return used
    base = getattr(builtins, str(told.get("base")), RuntimeError)
    if not (isinstance(base, type) and issubclass(base, Exception)) or issubclass(base, BaseExceptionGroup):
        base = RuntimeError  # SystemExit and its kin end the student's call, never the judge; groups need members
    name = str(told.get("type"))
    words = str(told.get("message"))[:2000]
    kind = type(name if _NAME.fullmatch(name) else "Exception", (base,), {"__str__": lambda _: words})
    error: BaseException = kind.__new__(kind)  # type: ignore[call-overload]
    error.args = (words,)
    line, source = told.get("line"), told.get("source")
    place = (line if isinstance(line, int) else None, str(source or "")[:300])
    error.__student_place__ = place  # type: ignore[attr-defined]
    return error


def _signature(parameters: list[Any]) -> inspect.Signature:
    names = [str(name) for name in parameters if isinstance(name, str) and str(name).isidentifier()]
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature([inspect.Parameter(name, kind) for name in dict.fromkeys(names)])


__all__ = ["Desk", "Gone", "Proxy", "Stopped", "TooSlow", "probe"]
