"""Where submissions are graded on this machine: a warm parent, and a judge for each worker.

    with Station(workers=2) as station:
        result = station.submit(task).result()

Threads here wait, processes there work. A judge that dies is replaced and its submission graded once more; when the
warm parent dies, it is started anew. A submission that kills its judge twice gets a `Result` that says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autograder.course import CourseError
from autograder.grade.result import Outcome, Result, Task
from autograder.grade.wire import Channel, Closed, Garbled, TimedOut, TooLarge

START = 120.0  # seconds for the warm parent's imports, on a slow disk
BEYOND = 60.0  # seconds that a judge may take beyond the notebook's limits, before it is given up
TRIES = 2
RUNS = 2  # a notebook whose process was killed from outside is run once more
LARGEST = 256_000_000  # bytes of a submission, or of a result: both are ours, and capped where they come from


class _Lost(Exception):
    """The judge, or the warm parent, is gone."""


class Station:
    """`submit` may be called from any thread. Nothing is started before the first submission."""

    def __init__(self, workers: int = 1, *, accept_risk: bool = False) -> None:
        self.workers = workers
        self._accept_risk = accept_risk
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="station")
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._parent: Parent | None = None
        self._closed = False

    def __enter__(self) -> Station:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, task: Task) -> Future[Result]:
        return self._pool.submit(self._grade, task)

    def close(self) -> None:
        """Nothing is left behind: no process, no folder."""
        self._closed = True
        if self._parent:
            self._parent.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the warm parent and its judges: for tests that kill them."""
        return self._parent.pids if self._parent else ()

    def _grade(self, task: Task) -> Result:
        for _ in range(TRIES):
            try:
                return self._judge().grade(task)
            except _Lost:
                self._mine.judge = None
            except TimedOut:
                self._mine.judge.kill()
                self._mine.judge = None
                return _failed(task, "Its tests did not end within the time limit.")
        return _failed(task, "The grader's own process was killed while it graded this submission, twice.")

    def _judge(self) -> Judge:
        """This thread's judge; a new one where there is none, or where its parent is gone."""
        judge: Judge | None = getattr(self._mine, "judge", None)
        if judge is None or not judge.alive:
            with self._lock:
                if self._closed:
                    raise CourseError("Grading was stopped.")
                if self._parent is None or not self._parent.alive:
                    if self._parent:
                        self._parent.close()
                    self._parent = Parent(accept_risk=self._accept_risk)
                judge = self._mine.judge = self._parent.judge()
        return judge


class Parent:
    """The warm parent's process, seen from here."""

    def __init__(self, *, accept_risk: bool) -> None:
        if not accept_risk:
            _require_confinement()
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._said = (self._folder / "warm.log").open("w+b")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._link = ours
        self._judges: list[int] = []
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.grade.warm", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(self._folder),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                start_new_session=True,  # Ctrl-C is for the main process, which ends the others in order
            )
        setting = {"accept_risk": accept_risk, "environment": _childs_environment()}
        try:
            self._link.send(json.dumps(setting).encode())
            news = self._news(START)
        except (OSError, _Lost) as error:
            said = self._last_words()
            self.close()
            raise CourseError(f"The grader's warm parent did not start{said}.") from error
        if "failed" in news:
            self.close()
            raise CourseError(str(news["failed"]))

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pids(self) -> tuple[int, ...]:
        return (self._process.pid, *self._judges)

    def judge(self) -> Judge:
        """A new judge, forked from the warm parent."""
        ours, theirs = socket.socketpair()
        link, end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, link, end:
            try:
                fds = [theirs.fileno(), link.fileno(), end.fileno()]
                socket.send_fds(self._link, [json.dumps({"do": "judge"}).encode()], fds)
                pid = int(self._news(START)["pid"])
            except (OSError, KeyError) as error:
                ours.close()
                raise _Lost from error
        self._judges.append(pid)
        return Judge(ours, pid, self)

    def close(self) -> None:
        """Hanging up is enough: the parent ends, and the kernel kills its children with it."""
        self._link.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._said.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _news(self, seconds: float) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if select.select([self._link], [], [], 0.5)[0]:
                data = self._link.recv(65_536)
                if not data:
                    break
                found: dict[str, Any] = json.loads(data)
                return found
            if self._process.poll() is not None:
                break
        raise _Lost

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return f": {lines[-1][:300]}" if lines else ""


class Judge:
    """A judge's process, seen from here. One task at a time."""

    def __init__(self, talk: socket.socket, pid: int, parent: Parent) -> None:
        self._channel = Channel(talk, limit=LARGEST, json_limit=LARGEST)
        self._talk = talk
        self._pid = pid
        self._parent = parent
        self._known: set[str] = set()
        self._gone = False

    @property
    def alive(self) -> bool:
        return not self._gone and self._parent.alive

    def grade(self, task: Task) -> Result:
        exam = task.exam
        message: dict[str, Any] = {
            "student": task.student,
            "digest": exam.digest,
            "files": list(task.files),
            "notes": list(task.notes),
        }
        if exam.digest not in self._known:
            message["exam"] = exam.to_data()
        deadline = time.monotonic() + RUNS * exam.notebook_seconds + BEYOND
        try:
            self._channel.send(message, [task.raw, *task.files.values()], deadline=deadline)
            _, blobs = self._channel.receive(deadline)
        except (Closed, OSError, Garbled, TooLarge) as error:
            self._gone = True
            self._talk.close()
            raise _Lost from error
        self._known.add(exam.digest)
        data, notebook = blobs
        return Result.from_data(json.loads(data), notebook.decode("utf-8"))

    def kill(self) -> None:
        self._gone = True
        self._talk.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


def _failed(task: Task, reason: str) -> Result:
    exam = task.exam
    book = exam.notebook if exam.notebook != exam.assignment else ""
    return Result(task.student, exam.assignment, Outcome.FAILED, reason, book=book)


def _require_confinement() -> None:
    from autograder.grade import confine

    if lacking := confine.missing():
        raise CourseError(
            f"Students' code can't be confined here: {' '.join(lacking)} With --accept-risk (or c.Execute.accept_risk) "
            "it is graded all the same, and can do whatever you can."
        )


def _environment(folder: Path) -> dict[str, str]:
    """What the warm parent needs to import, and nothing that is anybody's secret: students' processes are its forks."""
    kept = ("PATH", "HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "AUTOGRADER_DEBUG")
    made = {name: os.environ[name] for name in kept if name in os.environ}
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**made, **single, "TMPDIR": str(folder), "IPYTHONDIR": str(folder / "ipython"), "PYTHONUTF8": "1"}


def _childs_environment() -> dict[str, str]:
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    inline = "module://matplotlib_inline.backend_inline"
    return {**single, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MPLBACKEND": inline, "PYTHONUTF8": "1"}
