"""Grading on a Dask cluster: the same face as a `Station`, the work on other machines.

    with Cluster("tcp://10.0.0.5:8786") as cluster:
        result = cluster.submit(task).result()

A worker that dies costs time: the scheduler gives its submissions to another one. When the run can't go on (the
scheduler is gone, no worker is left, a worker has other versions), each open future raises a `CourseError` of one or
two sentences; what was written until then stays, and a second run does the rest.

Dask's own messages are pickled, so that whoever can talk to the scheduler can run code on it. docs/scaling.md says how
to shut that door (TLS, a closed network). Students' code can't reach it: it has no network.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import warnings
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.course import CourseError
from autograder.grade import remote
from autograder.grade.result import Outcome, Result, Task

if TYPE_CHECKING:
    from distributed import Client

CONNECT = 20.0  # seconds until a scheduler that doesn't answer is given up
JOIN = 60.0  # seconds without a single worker, at the start or in the middle
DEATHS = 1  # times that a submission is sent again after Dask has given it up (each time, 4 workers died on it)


@dataclass(frozen=True)
class _Sent:
    """A submission that is away."""

    task: Task
    future: Future[Result]
    deaths: int = 0


class Cluster:
    """`submit` may be called from any thread. `options` are plain data, given to each worker's `Station`.

    `workers` is how many submissions are graded at a time, on all machines together; it changes as they come and go.
    """

    def __init__(self, address: str, **options: Any) -> None:
        self.address = address
        self.workers = 1
        self._options = options
        self._expected = remote.versions()
        self._exams: dict[str, str] = {}
        self._away: set[Future[Result]] = set()
        self._trouble = ""  # why the run can't go on
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="cluster-watch", daemon=True)

    def __enter__(self) -> Cluster:
        self._client = _connect(self.address)
        try:
            self._wait_for_a_worker()
            self._compare_versions()
        except BaseException:
            self._client.close()
            raise
        self._count()
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._give_up("The connection to the Dask scheduler was closed.")
        self._client.close(timeout=5)

    def submit(self, task: Task) -> Future[Result]:
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            self._away.add(future)
        self._send(_Sent(task, future))
        return future

    # --- there and back -------------------------------------------------------------------------------------------

    def _send(self, sent: _Sent, *, whole: bool = False) -> None:
        """Exams go by their digest alone, and `whole` once a worker has asked for one.

        The worker that asked has just become idle, and so most likely gets it. It is not bound to that worker: if it
        dies first, and is the only one, Dask holds a task that is bound to it back for ever, from new workers too.
        """
        if self._trouble or self._client.status != "running":
            self._give_up(self._trouble or self._lost())
            return
        task, exam = sent.task, self._exam(sent.task) if whole else ""
        arguments = (task.exam.digest, exam, task.raw, dict(task.files), task.notes, self._options, self._expected)
        try:
            away, loop = self._client.submit(remote.grade, *arguments, pure=False), self._client.loop
            loop.add_callback(self._bring, sent, away)  # type: ignore[union-attr]  # None once it is closed
        except Exception:  # the client was closed between the look above and here
            self._give_up(self._lost())

    def _exam(self, task: Task) -> str:
        digest = task.exam.digest
        if digest not in self._exams:
            self._exams[digest] = json.dumps(task.exam.to_data())
        return self._exams[digest]

    async def _bring(self, sent: _Sent, away: Any) -> None:
        """Runs in Dask's thread: what it calls must neither block nor raise.

        Dask's own `get_executor` would do this, but never ends a future whose reply was lost with its worker, and whose
        second try fails.
        """
        try:
            [reply] = await self._client.gather([away], asynchronous=True)
            self._read(sent, json.loads(reply))
        except (CancelledError, asyncio.CancelledError):
            self._give_up(self._lost())
        except Exception as error:
            self._broke(sent, error)

    def _read(self, sent: _Sent, reply: dict[str, Any]) -> None:
        if "wants" in reply:
            self._send(sent, whole=True)
        elif "refuses" in reply:
            self._give_up(f"The Dask worker {reply['worker']} {reply['refuses']}")
        else:
            self._finish(sent, remote.from_data(reply["result"]))

    def _broke(self, sent: _Sent, error: Exception) -> None:
        """Dask gives a submission up when several workers died while they had it, which need not be its fault."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker) and sent.deaths < DEATHS:
            self._send(replace(sent, deaths=sent.deaths + 1))
            return
        reason = f"Grading it on the Dask cluster broke down: {type(error).__name__}: {error}".partition("\n")[0][:300]
        if isinstance(error, KilledWorker):
            reason = "Each Dask worker that graded it died."
        self._finish(sent, Result("", "", Outcome.FAILED, reason))

    def _finish(self, sent: _Sent, result: Result) -> None:
        """With the names that stayed here."""
        exam = sent.task.exam
        with self._lock:
            if sent.future not in self._away:
                return
            self._away.remove(sent.future)
        book = exam.notebook if exam.notebook != exam.assignment else ""
        sent.future.set_result(replace(result, student=sent.task.student, assignment=exam.assignment, book=book))

    # --- what stops a run -----------------------------------------------------------------------------------------

    def _give_up(self, trouble: str) -> None:
        with self._lock:
            self._trouble = self._trouble or trouble
            away, self._away = self._away, set()
        for future in away:
            future.set_exception(CourseError(self._trouble))

    def _lost(self) -> str:
        return f"The connection to the Dask scheduler at {self.address} was lost. See that it runs, and start again."

    def _count(self) -> int:
        """Of threads on all workers."""
        found = sum(map(int, self._client.nthreads().values()))
        self.workers = max(1, found)
        return found

    def _watch(self) -> None:
        """Dask waits for ever for a worker to come; we don't."""
        last = time.monotonic()
        while not self._over.wait(JOIN / 20):
            try:
                if self._count():
                    last = time.monotonic()
            except Exception:  # no scheduler: each open future is told by Dask itself
                continue
            if time.monotonic() - last > JOIN:
                self._give_up(f"No Dask worker is left at {self.address}. Start some, and start again.")
                return

    def _wait_for_a_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=JOIN)
        except TimeoutError as error:
            raise CourseError(
                f"The Dask scheduler at {self.address} has no workers. Start some: dask worker {self.address}"
            ) from error

    def _compare_versions(self) -> None:
        """Of the scheduler, which unpacks what we send, and of every worker that is there; each looks again later."""
        there: Any = self._client.get_versions()
        for worker, info in there["workers"].items():
            python = ".".join(info["host"]["python"].split(".")[:2])  # first: code of another Python can't be unpacked
            _agree(f"worker {worker}", remote.difference({"Python": python}, {"Python": self._expected["Python"]}))
        found = self._client.run(remote.versions, on_error="return")
        try:
            self._client.run_on_scheduler(remote.versions)
        except Exception as error:
            raise CourseError(f"The Dask scheduler at {self.address} lacks this package: {error}") from error
        for worker, has in found.items():
            lacks = f"can't load this autograder ({has})." if isinstance(has, Exception) else ""
            _agree(f"worker {worker}", lacks or remote.difference(has, self._expected))


def _agree(who: str, wrong: str) -> None:
    if wrong:
        raise CourseError(f"The Dask {who} {wrong}")


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise CourseError(
            "Grading on a cluster needs Dask, which is not installed here: pip install --editable '.[cluster]'"
        ) from error
    _look_at(address)
    warnings.filterwarnings("ignore", "Sending large graph")  # a submission may bring files of its own
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said here, in a sentence
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions of Dask's parts; those that matter are compared afterwards
            return Client(address, timeout=CONNECT, set_as_default=False)
    except OSError as error:
        raise CourseError(f"No Dask scheduler answers at {address}. Is `dask scheduler` running there?") from error


def _look_at(address: str) -> None:
    """Before there is a client: one that can't be made takes its time to end, and complains."""
    from distributed.comm.addressing import get_address_host_port
    from distributed.security import Security

    try:
        get_address_host_port(address, strict=True)
    except ValueError as error:
        raise CourseError(f"{address!r} is no address of a Dask scheduler, such as tcp://10.0.0.5:8786.") from error
    mine: Any = Security()
    encrypted = address.startswith("tls://")
    if encrypted and not mine.get_connection_args("client").get("ssl_context"):
        raise CourseError(f"{address} asks for a certificate, and you have none: see docs/scaling.md, Close the door.")
    if mine.require_encryption and not encrypted:
        raise CourseError(f"{address} is not encrypted, and your Dask configuration asks for it: use tls://.")
