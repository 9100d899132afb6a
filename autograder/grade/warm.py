"""The warm parent: imports what notebooks need, once, and forks judges and children from that.

    python -m autograder.grade.warm FD     FD is a connected SOCK_SEQPACKET socket, whose other end is the station's

It stays single-threaded, it never loads a test, and it never runs a line of a student's. What it is asked for
arrives as one JSON message with descriptors:

    {"do": "judge"}    fds: the judge's socket to the station, the judge's link to us, our end of that link
    {"do": "child"}    fds: the child's socket to its judge         → {"pid": …}, later {"gone": pid, "status": …}
    {"do": "kill"}, {"do": "interrupt"}    with "pid", one of the asking judge's own children
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

LONGEST = 65_536
JUDGES_MEMORY = 2 << 30  # bytes of address space on top of what the warm parent has
Message = dict[str, Any]


def main(argv: list[str]) -> int:
    start = time.perf_counter()
    settle()
    station = socket.socket(fileno=int(argv[0]))
    setting = json.loads(station.recv(LONGEST))
    try:
        import_all()
        keeper = Keeper(station, setting)
    except Exception as error:
        _tell(station, {"failed": f"{type(error).__name__}: {error}"})
        return 1
    threads = len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1
    if threads != 1:
        _tell(station, {"failed": f"The warm parent has {threads} threads, and may not fork."})
        return 1
    _tell(station, {"ready": time.perf_counter() - start})
    keeper.serve()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)  # where the station was killed, nobody else does
    return 0


def settle() -> None:
    """One thread for each numeric library, before any of them is imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def import_all() -> None:
    """Everything with a slow first use is used once here. Then the garbage collector forgets what there is, so that
    it neither walks it in the children (which would copy its pages) nor shows it to them."""
    import torch

    from autograder.grade import judge, shell  # noqa: F401  (the judge's code, not its tests)
    from autograder.learn import byhand

    torch.set_num_threads(1)
    with contextlib.suppress(RuntimeError):
        torch.set_num_interop_threads(1)
    for name in byhand.READABLE:
        importlib.import_module(name)  # so that no file of a student's can stand in for it
    shell.make()
    _first_uses()
    gc.collect()
    gc.freeze()


def _first_uses() -> None:
    """What a notebook of this course is likely to do first: an optimizer, torch.func, a check with its diagnosis."""
    import io

    import ipywidgets  # noqa: F401
    import torch

    from autograder.learn import check, draw, explore, record

    weight = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    (weight**2).sum().backward()
    optimizer.step()
    torch.func.grad(lambda x: torch.sin(x).sum())(torch.ones(2))
    torch.autograd.functional.jacobian(torch.square, torch.ones(2))
    torch.nn.functional.binary_cross_entropy_with_logits(weight, torch.ones(2)).backward()
    with contextlib.redirect_stdout(io.StringIO()):
        check.gradient(lambda x: 3 * x, of=lambda x: x**2, at=[1.0, 2.0], practice=True)
        check.gradient(lambda x: 2 * x, of=lambda x: x**2, at=check.points(3), by_hand=True, practice=True)
        draw.graph((weight**2).sum(), weight=weight)
        explore.tangent(torch.sin, at=1.0)
    record.clear()


class Keeper:
    """Answers requests, forks, and reaps. One for the life of the warm parent."""

    def __init__(self, station: socket.socket, setting: Message) -> None:
        from autograder.grade import child

        self._station = station
        self._links: dict[int, socket.socket] = {}  # fd → our end of a judge's link
        self._children: dict[int, tuple[int, int]] = {}  # pidfd → (pid, the link of its judge; -1 for a judge)
        self._fence = child.Fence.build(setting)
        self._environment = dict(setting.get("environment", {}))
        self._poll = select.poll()
        self._poll.register(station, select.POLLIN)

    def serve(self) -> None:
        """Until the station hangs up. What is still alive then dies with this process (PR_SET_PDEATHSIG)."""
        while True:
            for fd, _ in self._poll.poll():
                if fd in self._children:
                    self._reap(fd)
                elif fd == self._station.fileno():
                    if not self._answer(self._station):
                        return
                elif fd in self._links and not self._answer(self._links[fd]):
                    self._drop(fd)

    def _answer(self, link: socket.socket) -> bool:
        """One message of one link; False when the other end is gone."""
        try:
            data, fds, _, _ = socket.recv_fds(link, LONGEST, 4)
        except OSError:
            return False
        if not data:
            return False
        message = json.loads(data)
        if message["do"] == "judge":
            self._judge(fds)
        elif message["do"] == "child":
            self._child(link, fds, message)
        else:
            self._signal(link, message)
        return True

    def _judge(self, fds: list[int]) -> None:
        talk, link, ours = fds

        def run() -> NoReturn:
            from autograder.grade import work

            _close_all_but({talk, link})
            _bound_memory()
            work.serve(socket.socket(fileno=talk), socket.socket(fileno=link))
            os._exit(0)

        pid = self._fork(run)
        os.close(talk)
        os.close(link)
        self._links[ours] = socket.socket(fileno=ours)
        self._poll.register(ours, select.POLLIN)
        self._watch(pid, -1)
        _tell(self._station, {"pid": pid})

    def _child(self, link: socket.socket, fds: list[int], message: Message) -> None:
        from autograder.grade import child

        (talk,) = fds
        seed = bytes.fromhex(message["seed"])

        def run() -> NoReturn:
            os.environ.clear()
            os.environ.update(self._environment)
            child.live(socket.socket(fileno=talk), self._fence, Path(message["scratch"]), message["limits"], seed)
            os._exit(0)

        start = time.perf_counter()
        pid = self._fork(run)
        os.close(talk)
        self._watch(pid, link.fileno())
        _tell(link, {"pid": pid, "forked": time.perf_counter() - start})

    def _fork(self, run: Callable[[], NoReturn]) -> int:
        parent = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        try:  # nothing of the parent's loop may ever go on here
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _die_with(parent)
            run()
        except BaseException:
            if os.environ.get("AUTOGRADER_DEBUG"):
                import traceback

                traceback.print_exc()
        os._exit(1)

    def _watch(self, pid: int, link: int) -> None:
        pidfd = os.pidfd_open(pid)
        self._children[pidfd] = (pid, link)
        self._poll.register(pidfd, select.POLLIN)

    def _reap(self, pidfd: int) -> None:
        pid, link = self._children.pop(pidfd)
        self._poll.unregister(pidfd)
        os.close(pidfd)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)  # where processes are allowed, what it started goes with it
        try:
            _, status, used = os.wait4(pid, 0)
        except ChildProcessError:
            return
        if link in self._links:
            _tell(self._links[link], {"gone": pid, "status": status, "cpu": used.ru_utime + used.ru_stime})

    def _signal(self, link: socket.socket, message: Message) -> None:
        number = signal.SIGINT if message["do"] == "interrupt" else signal.SIGKILL
        for pid, owner in self._children.values():
            if pid == message["pid"] and owner == link.fileno():
                os.kill(pid, number)

    def _drop(self, fd: int) -> None:
        """A judge is gone: so are its children."""
        self._poll.unregister(fd)
        self._links.pop(fd).close()
        for pid, owner in self._children.values():
            if owner == fd:
                os.kill(pid, signal.SIGKILL)


def _close_all_but(keep: set[int]) -> None:
    """In a judge: nothing stays open but the standard three and its own two sockets."""
    last = 2
    for fd in sorted(keep):
        os.closerange(last + 1, fd)
        last = fd
    os.closerange(last + 1, 4096)


def _bound_memory() -> None:
    """A test that is led to compute with a student's giant gets a MemoryError, and the machine keeps its memory."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + JUDGES_MEMORY
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _die_with(parent: int) -> None:
    """Die when the parent does, however it dies."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def _tell(link: socket.socket, message: Message) -> None:
    with contextlib.suppress(OSError):
        link.send(json.dumps(message).encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
