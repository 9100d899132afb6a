"""What an attack must not change or reach: bait of every kind, and a look at all of it afterwards.

Each attack is told where the bait is, which is more than a real one could know:

    @COURSE@ @GRADEBOOK@  the course that is being graded      @VICTIM@    another student's notebook
    @SENTINEL@            a file of the attack's own, outside  @OUTSIDE@   the folder around it
    @DECOY@               the id of a running process          @PORT@      of a TCP and a UDP listener on loopback
    @MARK@                the name under which it leaves whatever it leaves: files, sockets, segments, bytes

It is also taken at its word: a line `escaped: …` in its output says that it got through a wall.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import site
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.course import Course

SENTINEL = b"Nobody but its owner writes here.\n"
THEN = 1_700_000_000  # the sentinels' time
LARGEST = 50_000_000  # bytes of a file that is read to see whether it changed
CONFESSION = "escaped:"
SECRET = "GRADER_SECRET"  # a variable of the grader's environment that no student may see


class Guard:
    """The bait of one run. `harm` tells by attack what was changed or reached; "" holds what nobody owns up to."""

    def __init__(self, folder: Path, course: Course) -> None:
        self.course = course
        self.outside = folder / "outside"
        self.outside.mkdir()
        self.mark = f"attack-{secrets.token_hex(4)}"
        self.decoy = subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(3600)"])
        self._ears = _Ears(self.mark)
        self._before: Mapping[str, str] = {}

    def words(self, name: str, victim: Path) -> dict[str, str]:
        """What the @WORDS@ of an attack stand for; its sentinel is made."""
        sentinel = self.outside / f"{name}.txt"
        sentinel.write_bytes(SENTINEL)
        sentinel.chmod(0o644)
        os.utime(sentinel, (THEN, THEN))
        return {
            "COURSE": str(self.course.root),
            "GRADEBOOK": str(self.course.root / "gradebook.db"),
            "VICTIM": str(victim),
            "SENTINEL": str(sentinel),
            "OUTSIDE": str(self.outside),
            "DECOY": str(self.decoy.pid),
            "PORT": str(self._ears.port),
            "MARK": f"{self.mark}-{name}",
        }

    def start(self) -> None:
        """All is handed in: from now on nothing of it may change."""
        self._before = self._look()

    def harm(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        after = self._look()
        for path in sorted(self._before.keys() | after.keys()):
            if self._before.get(path) != after.get(path):
                sentinel = Path(path).parent == self.outside
                found.setdefault(Path(path).stem if sentinel else "", []).append(f"{path} was changed")
        for trace in [*self._left(), *self._ears.heard]:
            name = trace.partition(f"{self.mark}-")[2].partition(" ")[0].partition(".")[0]
            found.setdefault(name, []).append(trace)
        if self.decoy.poll() is not None:
            found.setdefault("", []).append("another process was ended")
        return found

    def close(self) -> None:
        self._ears.close()
        if self.decoy.poll() is None:
            self.decoy.kill()
        self.decoy.wait()
        for place in _shared():
            for path in place.glob(f"*{self.mark}*"):
                path.unlink()

    def _look(self) -> dict[str, str]:
        """Every file that the grader is given to read, and the sentinels, with their bytes, modes and times."""
        course = self.course
        places = [course.source, course.release, course.submitted, course.root / "nbgrader_config.py", self.outside]
        paths = [path for place in places for path in ([place] if place.is_file() else place.rglob("*"))]
        return {str(path): _print_of(path) for path in paths}

    def _left(self) -> Iterator[str]:
        """What carries the run's mark in places that everybody shares."""
        for place in _shared():
            yield from (f"{path} was made" for path in place.glob(f"*{self.mark}*"))
        for line in subprocess.run(
            ["ps", "-eo", "args"], capture_output=True, text=True, check=False
        ).stdout.splitlines():
            if f"{self.mark}-" in line and "autograder" not in line:
                yield f"a process was left: {line[:80]}"


def _print_of(path: Path) -> str:
    """Bytes, mode, owner, time and attributes as one string. Of what is huge or unreadable the size must do."""
    found = path.lstat()
    content, regular = "", stat.S_ISREG(found.st_mode)
    if stat.S_ISLNK(found.st_mode):
        content = os.readlink(path)
    elif regular and found.st_size < LARGEST and os.access(path, os.R_OK):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    size = f"{found.st_size} {found.st_mtime_ns}" if regular else ""
    return f"{content} {found.st_mode} {found.st_uid} {size} {_attributes(path)}"


def _attributes(path: Path) -> str:
    if not hasattr(os, "listxattr"):
        return ""
    return ",".join(os.listxattr(path, follow_symlinks=False))


def _shared() -> list[Path]:
    package = Path(__file__).resolve().parents[2]
    places = [Path.home(), Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/")]
    places += [package, package.parent, Path.home() / ".ipython/profile_default/startup", Path.home() / ".config"]
    places += [Path(place) for place in site.getsitepackages()]
    return [place for place in dict.fromkeys(places) if place.is_dir()]


class _Ears:
    """Listens on loopback (TCP, UDP) and on an abstract UNIX socket: whoever gets through is heard."""

    def __init__(self, mark: str) -> None:
        self.heard: list[str] = []
        tcp = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(tcp.getsockname()[1])
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        self._sockets = [tcp, udp]
        if sys.platform == "linux":
            unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            unix.bind(f"\0{mark}")
            unix.listen(64)
            self._sockets.append(unix)
        for ear in self._sockets:
            threading.Thread(target=self._listen, args=(ear,), daemon=True).start()

    def _listen(self, ear: socket.socket) -> None:
        while True:
            try:
                if ear.type == socket.SOCK_DGRAM:
                    self._hear(ear)
                    continue
                with ear.accept()[0] as caller:
                    caller.settimeout(1)
                    self._hear(caller)
            except OSError:
                return

    def _hear(self, talk: socket.socket) -> None:
        try:
            said = talk.recv(1024)
        except (TimeoutError, ConnectionError):
            said = b""
        self.heard.append(f"the network was reached: {said.decode(errors='replace')[:100]}")

    def close(self) -> None:
        for ear in self._sockets:
            ear.close()


def confessions(notebook: Path) -> list[str]:
    """The lines `escaped: …` that a submission's cells printed."""
    if not notebook.is_file():
        return []
    outputs = [out for cell in json.loads(notebook.read_text("utf-8"))["cells"] for out in cell.get("outputs", [])]
    texts = ["".join(out.get("text", "")) for out in outputs if out.get("output_type") == "stream"]
    return [line[:200] for text in texts for line in text.splitlines() if line.startswith(CONFESSION)]


@contextmanager
def guarded(folder: Path, course: Course) -> Iterator[Guard]:
    guard = Guard(folder, course)
    try:
        yield guard
    finally:
        guard.close()
