"""Says what this platform lacks for confinement, by trying each layer in an interpreter of its own: a question to the
kernel's settings would miss what a container forbids, and the asking process may have threads or a lot of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from autograder.grade.confine import landlock, namespaces, seccomp
from autograder.grade.confine.syscalls import Unconfinable

_SECONDS = 30
_PROGRAM = """
import sys
sys.path.append(sys.argv[1])
from autograder.grade.confine import trial
trial.main()
"""


def missing() -> tuple[str, ...]:
    """A sentence for each lack, with the remedy; none when all is there."""
    if sys.platform != "linux":
        return (
            "Student code can be confined on Linux only: namespaces, Landlock and seccomp are parts of its kernel.",
        )
    root = Path(__file__).resolve().parents[3]  # not autograder.__path__: a folder of that name may lie in the course
    command = [sys.executable, "-I", "-S", "-c", _PROGRAM, str(root)]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError) as error:
        return (
            f"Could not try out the confinement: {error}. Run `{sys.executable} --version` to see if Python starts.",
        )
    return tuple(json.loads(found))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        layers = (partial(_namespaces, Path(scratch)), _landlock, _seccomp)
        print(json.dumps([words for layer in layers if (words := _try(layer))]))


def _namespaces(scratch: Path) -> None:
    namespaces.enter(namespaces.prepare([]), scratch, 1 << 20, 16)


def _landlock() -> None:
    landlock.restrict(landlock.prepare([Path(os.devnull)]), Path("/"))


def _seccomp() -> None:
    seccomp.install(seccomp.prepare(), os.getpid())


def _try(layer: Callable[[], None]) -> str:
    """In a fork, as none of them can be undone. The words of what it lacks, or "" when it works."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        words = ""
        try:
            layer()
        except Unconfinable as error:
            words = str(error)
        except BaseException as error:
            words = f"Could not try out the confinement: {type(error).__name__}: {error}."
        os.write(writing, words.encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        words = pipe.read()
    return words or _ending(os.waitpid(child, 0)[1])


def _ending(status: int) -> str:
    return f"Trying out the confinement ended with {os.waitstatus_to_exitcode(status)}." if status else ""
