"""A judge's handle on a student's process: start it, ask it, stop it. What comes back is data that may be hostile."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from autograder.grade.wire import Channel, Closed, Garbled, TimedOut, TooLarge

START = 20.0  # seconds until a child must be ready: a fork and a millisecond, on a machine that may be busy
GRACE = 3.0  # seconds that an interrupted child has to say so, before it is killed
Answer = tuple[dict[str, Any], list[bytes]]


class Gone(Exception):
    """The student's process is no more; the words say how it ended."""

    def __init__(self, words: str, *, slow: bool = False) -> None:
        super().__init__(words)
        self.slow = slow


class TooSlow(Exception):
    """It ran over its time, was interrupted, and goes on with the next request."""


class Unready(Exception):
    """No child could be started here: the platform, or the machine, lacks something."""


class Pupil:
    """One child, from the fork to the end. Use as a context manager."""

    _ended: ClassVar[dict[int, dict[str, Any]]] = {}  # children whose end was heard of while another was waited for

    def __init__(self, link: socket.socket, base: Path, limits: Mapping[str, int], seed: bytes) -> None:
        self._link = link  # to the warm parent
        self._scratch = Path(tempfile.mkdtemp(prefix="pupil-", dir=base))
        self.spent: dict[str, float] = {}
        self.killed = False
        self.cpu = 0.0
        self._pid = 0
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        self._socket = ours
        try:
            self._start(theirs, limits, seed)
        except BaseException:
            self.close()
            raise

    def _start(self, theirs: socket.socket, limits: Mapping[str, int], seed: bytes) -> None:
        request = {"do": "child", "scratch": str(self._scratch), "limits": dict(limits), "seed": seed.hex()}
        try:
            with theirs:
                socket.send_fds(self._link, [json.dumps(request).encode()], [theirs.fileno()])
            born = self._news("pid", START)
            self._pid = int(born["pid"])
            self._ended.pop(self._pid, None)  # of an earlier process of that number
            self.spent["fork"] = float(born["forked"])
            ready, _ = self._channel.receive(time.monotonic() + START)
        except (OSError, Closed, Garbled, TimedOut, TooLarge) as error:
            raise Unready(f"The student's process did not start ({type(error).__name__}).") from error
        if "refused" in ready:
            raise Unready(str(ready["refused"])[:500])
        self.spent["confine"] = float(ready.get("ready", 0.0))

    def ask(self, message: Mapping[str, Any], blobs: Sequence[bytes] = (), *, until: float) -> Answer:
        """One request and its answer. Raises `TooSlow` when it was stopped in time, `Gone` when it is no more."""
        number = secrets.token_hex(8)
        try:
            self._channel.send({**message, "number": number}, blobs, deadline=until)
            return self._answer(number, until)
        except TimedOut:
            self._interrupt(number)
            raise TooSlow("It was stopped: it ran longer than the time limit.") from None
        except (Closed, OSError):
            self.killed = self._was_killed()
            self.close()
            raise Gone("The Python process ended.") from None
        except (Garbled, TooLarge) as error:
            self.close()
            raise Gone(f"Its reply could not be read ({error}).") from None

    def _answer(self, number: str, until: float) -> Answer:
        answer, blobs = self._channel.receive(until)
        if answer.get("number") != number:
            raise Garbled("an answer to a question that was not asked")
        return answer, blobs

    def _interrupt(self, number: str) -> None:
        """Stop what it does; kill it if that doesn't help."""
        self._tell("interrupt")
        with contextlib.suppress(TimedOut, Closed, OSError, Garbled, TooLarge):
            self._answer(number, time.monotonic() + GRACE)
            return
        self.close()
        raise Gone("It could not be stopped.", slow=True)

    def _was_killed(self) -> bool:
        """Whether it ended by SIGKILL, and not by our hand: the system short of memory, or somebody's."""
        with contextlib.suppress(OSError):
            news = self._news("gone", 5.0)
            self._ended[self._pid] = news
            status = int(news["status"])
            return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return False

    def _tell(self, what: str) -> None:
        with contextlib.suppress(OSError):
            self._link.send(json.dumps({"do": what, "pid": self._pid}).encode())

    def _news(self, key: str, seconds: float) -> dict[str, Any]:
        """The next message of the warm parent that has this key; what concerns earlier children is passed over."""
        if key == "gone" and self._pid in self._ended:
            return self._ended.pop(self._pid)
        until = time.monotonic() + seconds
        while select.select([self._link], [], [], max(0.0, until - time.monotonic()))[0]:
            data = self._link.recv(65_536)
            if not data:
                break
            message: dict[str, Any] = json.loads(data)
            if key in message and (key == "pid" or message[key] == self._pid):
                return message
            if "gone" in message:
                self._ended[message["gone"]] = message
        raise OSError("The warm parent does not answer.")

    def close(self) -> None:
        """Kill it, wait until it is gone, and remove what it left. Safe to call twice."""
        self._socket.close()
        if self._pid:
            self._tell("kill")
            with contextlib.suppress(OSError):
                self.cpu = float(self._news("gone", 10.0).get("cpu", 0.0))
            self._pid = 0
        if self._scratch.exists():
            shutil.rmtree(self._scratch, ignore_errors=True)
            with contextlib.suppress(OSError):
                os.rmdir(self._scratch)

    def __enter__(self) -> Pupil:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
