"""A student's process: runs the cells of one notebook, and answers calls of the functions that they defined.

Forked from the warm parent, confined before the first line of a student's. It holds no test, no reference and no
verdict. What arrives are requests, what goes back is plain data; each answer carries the number of its request, so
that an answer that was made up beforehand is not taken for it. Requests:

    given   make the master's given things            files   write files beside the notebook
    cell    run a cell, give its outputs
    names   what the student's names are bound to     call    call one of them        probe   run a function of a test's
    engine  run expressions with a class of theirs
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grade import shell as shells
from autograder.grade.given import Given, Unsettled
from autograder.grade.seal import seal
from autograder.grade.values import Encoded, Unsendable, decode_call, encode, encode_outcome
from autograder.grade.wire import Channel, Closed, WireError
from autograder.learn import byhand, student
from autograder.learn.engines.replay import replay

Message = dict[str, Any]
Blobs = list[bytes]


@dataclass(frozen=True)
class Fence:
    """How a child is confined: prepared once in the warm parent, or None where the risk was accepted."""

    plan: Any

    @classmethod
    def build(cls, setting: Message) -> Fence:
        if setting.get("accept_risk"):
            return cls(None)
        from autograder.grade import confine

        return cls(confine.prepare(confine.readable()))

    def close(self, scratch: Path, limits: Mapping[str, int], keep: int) -> None:
        if self.plan is None:
            with contextlib.suppress(OSError):
                os.setsid()
            os.chdir(scratch)
            nothing = os.open(os.devnull, os.O_RDWR)
            for standard in (0, 1, 2):
                os.dup2(nothing, standard)
            os.closerange(3, keep)
            os.closerange(keep + 1, 4096)
            return
        from autograder.grade import confine

        confine.enter(self.plan, scratch, confine.Limits.from_data(limits), keep=[keep])


def live(talk: socket.socket, fence: Fence, scratch: Path, limits: Mapping[str, int], seed: bytes) -> None:
    """From the fork to the end."""
    start = time.perf_counter()
    channel = Channel(talk)
    os.environ.update(HOME=str(scratch), TMPDIR=str(scratch), PWD=str(scratch), MPLCONFIGDIR=str(scratch))
    try:
        fence.close(scratch, limits, talk.fileno())
    except Exception as error:
        channel.send({"refused": f"{type(error).__name__}: {error}"[:500]})
        return
    channel.send({"ready": time.perf_counter() - start})
    sys.addaudithook(_no_other)
    shells.begin(seed)
    shell = shells.Shell.instance()
    _serve(channel, Desk(shell, seed))


def _no_other(event: str, what: tuple[Any, ...]) -> None:
    """A hook on Python's own events can't be taken off: it would run within the mending. Python drops the one that this
    is said of, and goes on."""
    if event == "sys.addaudithook":
        raise RuntimeError


def _serve(channel: Channel, desk: Desk) -> None:
    """One request after the other. An interrupt that comes too late is nothing."""
    while True:
        try:
            message, blobs = channel.receive(None)
        except KeyboardInterrupt:
            continue
        except Closed:
            return
        number = message["number"]
        try:
            answer, out = desk.answer(message, blobs)
        except BaseException as error:
            answer, out = {"broken": type(error).__name__}, []
        for _ in range(3):
            try:
                channel.send({**answer, "number": number}, out)
                break
            except KeyboardInterrupt:
                return  # half a frame may be out: better no child than a garbled one
            except WireError as error:  # too large, or nothing that JSON holds
                answer, out = {"broken": str(error)[:200]}, []


class Desk:
    """Answers requests about one notebook."""

    def __init__(self, shell: shells.Shell, seed: bytes) -> None:
        self._shell = shell
        self._seed = seed
        self._given = Given()
        self._lent: dict[str, Any] = {}  # what the master's given cells bound, whatever became of the names since
        self._does: dict[str, Callable[[Message, Blobs], tuple[Message, Blobs]]] = {
            "given": self._make,
            "files": self._files,
            "cell": self._cell,
            "names": self._names,
            "call": self._call,
            "probe": self._probe,
            "engine": self._engine,
        }

    def answer(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        return self._does[message["do"]](message, blobs)

    def _make(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        """Before anything of a student's has run."""
        self._given = Given(message["cells"])
        shells.begin(self._seed)
        return {}, []

    def _files(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        sys.path.insert(0, "")  # as in a kernel: a notebook may import the files beside it
        failed = []
        for name, content in zip(message["names"], blobs, strict=True):
            try:
                path = Path(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except OSError as error:
                failed.append(f"{name}: {error.strerror}")
        return {"failed": failed[:20]}, []

    def _cell(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        outputs = shells.run(self._shell, message["source"])
        given = message.get("given", ())
        self._given.lend(given, self._shell.user_ns)
        self._lent.update({name: self._shell.user_ns.get(name) for name in given})
        return {"outputs": outputs, "count": self._shell.execution_count - 1}, []

    def _names(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        found: Message = {}
        out: Blobs = []
        for name in message["names"]:
            found[name] = self._described(name, out)
        return {"names": found}, out

    def _described(self, name: str, out: Blobs) -> Message:
        if name not in self._shell.user_ns:
            return {"kind": "missing"}
        value = self._shell.user_ns[name]
        if callable(value):
            return {"kind": "callable", "parameters": _parameters(value)}
        encoded = encode(value)
        place = len(out)
        out.extend(encoded.blobs)
        return {"kind": "value", "data": encoded.data, "from": place, "count": len(encoded.blobs)}

    def _call(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        function = self._shell.user_ns.get(message["name"])
        if function is None:
            return {"raised": {"type": "NameError", "base": "NameError", "message": f"name {message['name']!r}"}}, []
        return self._ask(function, message, blobs)

    def _probe(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        """A function of the test's, which sees the student's names, Python's own, and the given cells' as they were
        given. It brings inputs, never expectations."""
        try:
            names = self._seen(self._given.mended())
            exec(compile(message["source"], "<probe>", "exec"), names)
        except Unsettled as error:
            return {"raised": {"type": "RuntimeError", "base": "RuntimeError", "message": str(error)}}, []
        return self._ask(self._given.shielded(names[message["name"]]), message, blobs)

    def _seen(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """As the judge sees them: a name that Python has is Python's, whatever the notebook calls so. A name of a class
        of their own is none: its comparison would run with each look at another."""
        named = [(name, thing) for name, thing in self._shell.user_ns.items() if type(name) is str]
        own = {name: thing for name, thing in named if name not in given["__builtins__"]}
        return {**own, **self._lent, **given}

    def _engine(self, message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        """Their class builds what the tapes say, and goes backward. What comes back are the numbers that it found."""
        make = self._shell.user_ns.get(message["name"])
        return self._ask(functools.partial(replay, make), message, blobs)

    def _known(self, name: str) -> Any:
        """A given function that a test hands on."""
        return (self._lent if name in self._lent else self._shell.user_ns)[name]

    def _ask(self, function: Callable[..., Any], message: Message, blobs: Blobs) -> tuple[Message, Blobs]:
        call = Encoded(message["call"], blobs)
        arguments, keywords, registry = decode_call(call, lookup=self._known)
        said: list[str] = []
        fallen: list[warnings.WarningMessage] | None = []
        try:
            by_hand = byhand.enforced() if message.get("by_hand") else contextlib.nullcontext()
            heard, kept = shells.overheard(said.append), warnings.catch_warnings(record=True)
            with heard, kept as fallen, registry.modes(), by_hand:
                warnings.simplefilter("always")
                result = function(*arguments, **keywords)
        except BaseException as error:
            raised, result = {"raised": _error(error)}, None
        else:
            raised = {}
        try:  # what became of the arguments is told as well where an error was raised
            reply = encode_outcome(result, registry)
        except Unsendable as error:
            words = {"type": "ValueError", "base": "ValueError", "message": str(error)[:300]}
            return {"raised": words, **raised, **_beside(said, fallen)}, []
        return {"outcome": reply.data, **raised, **_beside(said, fallen)}, list(reply.blobs)


def _beside(said: list[str], fallen: list[warnings.WarningMessage] | None) -> Message:
    told = [[_MRO(entry.category)[0].__name__, str(entry.message)[:500]] for entry in (fallen or [])[:20]]
    return {"said": "".join(said)[:100_000], "warnings": told}


_KNOWN = {
    kind for kind in vars(__import__("builtins")).values() if isinstance(kind, type) and issubclass(kind, BaseException)
}
_MRO = type.__dict__["__mro__"].__get__


def _error(error: BaseException) -> Message:
    """An exception as data: its name, the built-in class that it is of, its words, and the student's own line."""
    classes = _MRO(type(error))
    base = next(kind.__name__ for kind in classes if kind in _KNOWN)
    if isinstance(error, byhand.AutogradUsed):
        return {"by_hand": True, "type": "AutogradUsed", "base": base, "message": ""}
    told = student.trouble(error)
    return {
        "type": str(classes[0].__name__)[:80],
        "base": base,
        "message": told.message[:2000],
        "line": told.line,
        "source": told.source[:300],
    }


def _parameters(function: Any) -> list[str] | None:
    try:
        return [str(name) for name in inspect.signature(function).parameters][:50]
    except Exception:
        return None


seal(globals(), ("Fence", "live"))
