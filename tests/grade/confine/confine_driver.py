"""Confines a child and lets it try things: `run` from a test, this file as a program in an interpreter of its own.

As root the program can turn into an ordinary user first. The interpreter may lie where that user can't go, under /root
for instance; then it puts what the interpreter needs in that place again, in mounts of its own, behind an open door."""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grade import confine
from autograder.grade.confine import landlock, limits, namespaces, seccomp
from autograder.grade.confine.syscalls import PR_SET_DUMPABLE, call, prctl, unshare

NOBODY = 65534
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SECRET_WORDS = "the gradebook"


@dataclass(frozen=True)
class Outcome:
    found: Mapping[str, Any]  # by the name of each attempt: its result, or the error that it met
    status: int  # the exit status; negative when a signal ended it
    milliseconds: float  # of the processor that enter() took
    left: Sequence[str]  # what is in the scratch folder when the child is gone
    mounts: Sequence[str]  # that the machine still has of it
    secret: str  # what is in the secret file afterwards


def run(
    attempts: Mapping[str, str],
    *,
    who: str = "self",
    layer: str = "all",
    warm: Sequence[str] = (),
    ending: str = "",
    given: Mapping[str, int] | None = None,
) -> Outcome:
    """Each attempt is Python code that leaves its finding in `result`. Known to it: SECRET (a file that everybody may
    read and write), PARENT (a process id), HELD (a descriptor of the secret that was not closed), PORT (somebody
    listens on it), MODULE (a file in a readable folder) and syscall(number, ...). `ending` runs when all findings were
    sent; `given` goes to Limits."""
    order = {"attempts": dict(attempts), "who": who, "layer": layer, "warm": list(warm), "ending": ending}
    done = start(order | {"limits": dict(given or {}), "die": False})
    assert done.returncode == 0, done.stderr
    return Outcome(**json.loads(done.stdout))


def orphan(who: str) -> int:
    """The process id of a confined child that has a minute to sleep, and whose parent was just killed."""
    order = {"attempts": {}, "who": who, "layer": "quiet", "warm": [], "ending": "import time; time.sleep(60)"}
    done = start(order | {"limits": {}, "die": True})
    assert done.returncode == -signal.SIGKILL, done.stderr
    return int(done.stdout)


def _environment() -> dict[str, str]:
    """Ours, without the folder that torch's compiler sets when it is imported: it lies outside of every sandbox."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TORCHINDUCTOR")}


def start(order: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [sys.executable, __file__],
            input=json.dumps({**order, "folder": folder}),
            capture_output=True,
            text=True,
            timeout=600,
            env={**_environment(), **ONE_THREAD},
        )


def main() -> None:
    order = json.load(sys.stdin)
    for module in order["warm"]:
        importlib.import_module(module)
    folder = Path(order["folder"])
    folder.chmod(0o755)  # neither the secret's permissions nor its folder's are what protects it
    scratch, secret, library = folder / "scratch", folder / "secret.txt", folder / "library"
    scratch.mkdir()
    library.mkdir()
    module = library / "module.py"
    module.write_text("x = 1")
    secret.write_text(SECRET_WORDS)
    secret.chmod(0o666)
    if order["who"] == "nobody":
        for path in (scratch, library, module):  # permissions are not what protects them
            os.chown(path, NOBODY, NOBODY)
        become_nobody()
    report = watch(order, scratch, secret, module)
    print(json.dumps(report | {"secret": secret.read_text()}))


def watch(order: dict[str, Any], scratch: Path, secret: Path, module: Path) -> dict[str, Any]:
    ours, theirs = socket.socketpair()
    held = os.open(secret, os.O_RDWR)
    door = socket.create_server(("127.0.0.1", 0))
    names = {
        "SECRET": str(secret),
        "PARENT": os.getpid(),
        "HELD": held,
        "PORT": door.getsockname()[1],
        "MODULE": str(module),
    }
    plan = confine.prepare([*confine.readable(), module.parent])
    child = os.fork()
    if child == 0:
        in_child(order, plan, scratch, theirs, names)
    theirs.close()
    with ours.makefile() as lines:
        received = lines.read()
    if order["die"]:
        print(child, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found = json.loads(received) if received else {"found": {}, "milliseconds": -1.0}
    mounts = [line for line in Path("/proc/self/mountinfo").read_text().splitlines() if str(scratch) in line]
    return found | {"status": status, "left": os.listdir(scratch), "mounts": mounts}


def in_child(
    order: dict[str, Any], plan: confine.Plan, scratch: Path, judge: socket.socket, names: dict[str, Any]
) -> None:
    """Never returns."""
    try:
        layers = LAYERS[order["layer"]]
        start = time.process_time()
        layers(plan, scratch, confine.Limits(**order["limits"]), judge.fileno())
        spent = 1000 * (time.process_time() - start)
        found = {name: attempt(code, names) for name, code in order["attempts"].items()}
        judge.sendall(json.dumps({"found": found, "milliseconds": spent}).encode())
        judge.close()
        exec(order["ending"], dict(names))
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(3)
    os._exit(0)


def attempt(code: str, names: dict[str, Any]) -> Any:
    space: dict[str, Any] = {**names, "syscall": syscall, "os": os, "sys": sys, "socket": socket, "result": None}
    try:
        exec(code, space)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except BaseException as error:
        return type(error).__name__
    return space["result"]


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """As a student would with ctypes, past everything that Python checks."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    given = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    answer: int = libc.syscall(ctypes.c_long(number), *given)
    if answer == -1:
        raise OSError(ctypes.get_errno(), "")
    return answer


def _namespaces_alone(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    namespaces.enter(plan.tree, scratch, given.scratch, given.scratch_files)
    namespaces.drop_capabilities()


def _landlock_alone(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    landlock.restrict(plan.grants, scratch)


def _limits_alone(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    limits.apply(given, limits.address_space())


def _seccomp_alone(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    seccomp.install(plan.program, os.getpid())


def _all(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    confine.enter(plan, scratch, given, [2, keep])


def _threaded(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    confine.enter(plan, scratch, given, [2, keep])


def _quiet(plan: confine.Plan, scratch: Path, given: confine.Limits, keep: int) -> None:
    """Holds no end of the test's pipes: who reads those to their end would wait for this child."""
    confine.enter(plan, scratch, given, [keep])


LAYERS: dict[str, Callable[[confine.Plan, Path, confine.Limits, int], None]] = {
    "all": _all,
    "namespaces": _namespaces_alone,
    "landlock": _landlock_alone,
    "limits": _limits_alone,
    "seccomp": _seccomp_alone,
    "threaded": _threaded,
    "quiet": _quiet,
    "none": lambda plan, scratch, given, keep: None,
}


def become_nobody() -> None:
    _open_doors(confine.readable())
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    prctl(PR_SET_DUMPABLE, 1)  # as for a process that this user has started


def _open_doors(paths: Sequence[Path]) -> None:
    """Where an ordinary user can't pass a folder, an open one with the same paths in it takes its place."""
    closed: dict[Path, list[Path]] = {}
    for path in {path.resolve() for path in paths}:
        shut = [parent for parent in path.parents if not parent.stat().st_mode & 0o001]
        if shut:
            closed.setdefault(shut[-1], []).append(path)
    unshare(namespaces.NEWNS)
    call("mount", None, b"/", None, 16384 | (1 << 18), None)  # recursively private
    for door, behind in closed.items():
        held = {path: os.open(path, os.O_PATH) for path in sorted(behind)}
        call("mount", b"door", os.fsencode(door), b"tmpfs", 0, b"mode=755")
        for path, descriptor in held.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if Path(f"/proc/self/fd/{descriptor}").is_dir():
                path.mkdir(exist_ok=True)
            else:
                path.touch()
            call("mount", f"/proc/self/fd/{descriptor}".encode(), os.fsencode(path), None, 4096 | 16384, None)


def alive(process: int, within: float = 60.0) -> bool:
    """If it is still there after so many seconds, which a busy machine may need to take it away."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return False
        if stat.rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.02)
    return True


if __name__ == "__main__":
    signal.alarm(590)  # a child that hangs must not outlive the test
    main()
