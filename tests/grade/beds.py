"""Real servers to test on: a PostgreSQL server and a Dask cluster, on loopback, in temporary folders of their own.

Nothing here is a stand-in: the server is Debian's, the scheduler and the workers are processes that can be killed.
With REQUIRED_BEDS=required (.ci/run sets it) a bed that can't be made fails the test instead of skipping it.
"""

from __future__ import annotations

import importlib.util
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

LOOPBACK = "127.0.0.1"
NOBODY = 65534
PATIENCE = 300.0  # seconds that a server may take on a busy machine; when all goes well, nobody waits for them
PORTS = 10_000  # below those that the system hands out
_handed_out: set[int] = set()


def lacking(what: str) -> NoReturn:
    """Skips the test that needs `what`, or fails it where every bed has to be there."""
    words = f"{what} is missing on this machine."
    if os.environ.get("REQUIRED_BEDS") == "required":
        pytest.fail(words)
    pytest.skip(words)


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@dataclass
class Postgres:
    """A server that can be stopped and started again; every database in it is thrown away with it."""

    folder: Path
    port: int
    user: int | None  # the uid that the server runs under; None is our own

    def start(self) -> None:
        options = f"-p {self.port} -h {LOOPBACK} -k {self.folder} -c fsync=off -c max_connections=40"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-t", str(int(PATIENCE)), "-l", log, "-o", options)

    def stop(self) -> None:
        """At once, as when the machine goes down: open connections are cut."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-w")

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"course_{secrets.token_hex(4)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://grader@{LOOPBACK}:{self.port}/{name}"

    def execute(self, statement: str, url: str = "") -> None:
        from sqlalchemy import create_engine, text

        engine = create_engine(url or self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def initialise(self) -> None:
        self._run("initdb", "-U", "grader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def _run(self, tool: str, *arguments: str) -> None:
        with tempfile.TemporaryFile() as said:  # no pipe: the server inherits it, lives on, and the pipe never ends
            done = subprocess.run(
                [_postgres_tool(tool), "-D", str(self.folder / "data"), *arguments],
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=2 * PATIENCE,
            )
            said.seek(0)
            assert done.returncode == 0, f"{tool} {' '.join(arguments)}: {said.read().decode()}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL server. It refuses to run as root, so root starts it as `nobody`."""
    if not _postgres_tool("initdb"):
        lacking("A PostgreSQL server (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="bed-postgres-"))
    server = Postgres(folder, free_port(), NOBODY if os.geteuid() == 0 else None)
    try:
        if server.user is not None:
            os.chown(folder, server.user, server.user)
        server.initialise()
        server.start()
        yield server
    finally:
        with suppress(AssertionError):  # a test may have stopped it already
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_tool(name: str) -> str:
    """Debian keeps the server's programs off the PATH."""
    found = shutil.which(name)
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found or (str(places[-1]) if places else "")


# --- Dask ---------------------------------------------------------------------------------------------------------


@dataclass
class Dask:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    hidden: Sequence[Path]
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    port: int = field(default_factory=lambda: free_port())

    @property
    def address(self) -> str:
        return f"tcp://{LOOPBACK}:{self.port}"

    def start_scheduler(self, **environment: str) -> None:
        arguments = ["scheduler", "--host", LOOPBACK, "--port", str(self.port), "--no-show"]
        arguments += ["--no-dashboard", "--dashboard-address", f"{LOOPBACK}:0"]  # its health page stays, somewhere
        self.scheduler = self._start("scheduler", arguments, **environment)
        wait_until(lambda: _answers(self.port), f"the scheduler: {self.log('scheduler')}")

    def start_worker(self, *before: str, **environment: str) -> subprocess.Popen[bytes]:
        """One process with one thread, no nanny: what is killed stays dead. `before` is put before its command."""
        name = f"worker-{len(self.workers)}"
        arguments = ["worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name]
        arguments += ["--local-directory", str(self.folder / name)]
        started = self._start(name, arguments, *before, **environment)
        self.workers.append(started)
        return started

    def log(self, name: str) -> str:
        path = self.folder / name / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def is_complete(self) -> bool:
        """All workers have joined the scheduler: before, a test might kill one that is not there yet."""
        return all("Registered to" in self.log(f"worker-{number}") for number in range(len(self.workers)))

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                kill(process)

    def _start(self, name: str, arguments: list[str], *before: str, **environment: str) -> subprocess.Popen[bytes]:
        """In a folder of its own, with an environment that knows nothing of ours."""
        home = self.folder / name
        home.mkdir(exist_ok=True)
        clean = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"}
        clean |= environment
        command = [*before, str(Path(sys.executable).with_name("dask")), *arguments]
        with (home / "log").open("ab") as log:
            return subprocess.Popen(
                _blind(command, self.hidden),
                cwd=home,
                env=clean,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def dask(*, workers: int = 2, hidden: Sequence[Path] = (), **environment: str) -> Iterator[Dask]:
    """A cluster on loopback. Where we are root, its processes find the `hidden` folders empty. `environment` is the
    scheduler's."""
    if importlib.util.find_spec("distributed") is None:
        lacking("Dask (pip install distributed)")
    folder = Path(tempfile.mkdtemp(prefix="bed-dask-"))
    cluster = Dask(folder, hidden)
    try:
        cluster.start_scheduler(**environment)
        for _ in range(workers):
            cluster.start_worker()
        wait_until(cluster.is_complete, f"{workers} workers to join: {folder}")
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _blind(command: list[str], hidden: Sequence[Path]) -> list[str]:
    """The command with an empty folder mounted over each hidden one, for it alone."""
    if not hidden or os.geteuid() != 0:
        return command
    mounts = "".join('mount -t tmpfs none "$1"; shift; ' for _ in hidden)
    return ["unshare", "--mount", "sh", "-ec", f'{mounts}exec "$@"', "sh", *map(str, hidden), *command]


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False


# --- both ---------------------------------------------------------------------------------------------------------


def free_port() -> int:
    """One that nobody takes before its server does, and that stays free where no server is meant to be.

    The system gives what asks for any port, such as each connection to somewhere, one out of its own range; so this is
    one below. Two processes that run tests at the same time begin at different places.
    """
    first, _ = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    lowest = max(1024, first - PORTS)
    for port in random.SystemRandom().sample(range(lowest, first), first - lowest):
        with suppress(OSError), socket.socket() as probe:
            probe.bind((LOOPBACK, port))
            if port not in _handed_out:
                _handed_out.add(port)
                return port
    raise AssertionError(f"no port is free between {lowest} and {first}")


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9, and gone."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"waited {patience:.0f} s for {what}"
        time.sleep(0.05)
