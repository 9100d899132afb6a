"""Each layer alone: what it keeps from a child that is confined by nothing else."""

from __future__ import annotations

import pytest
from confine_driver import SECRET_WORDS, run

from autograder.grade import confine
from autograder.grade.confine.syscalls import MACHINE, X86_64

pytestmark = pytest.mark.skipif(confine.missing() != (), reason="; ".join(confine.missing()))

TRIED = {
    "read": "result = open(SECRET).read()",
    "ask": "result = os.stat(SECRET).st_size > 0",
    "write": "open(SECRET, 'r+').close(); result = 'opened'",
    "read the parent's": "result = len(open(f'/proc/{PARENT}/environ', 'rb').read()) > 0",
    "connect": "socket.create_connection(('127.0.0.1', PORT), 2); result = 'connected'",
    "chmod": "os.chmod(SECRET, 0o666); result = 'changed'",
    "run": "import subprocess; result = subprocess.run([sys.executable, '-I', '-S', '-c', '']).returncode",
    "signal": "os.kill(PARENT, 0); result = 'signalled'",
    "memory": "result = len(bytearray(400 << 20)) > 0",
}
FREE = {
    "read": SECRET_WORDS,
    "ask": True,
    "write": "opened",
    "read the parent's": True,
    "connect": "connected",
    "chmod": "changed",
    "run": 0,
    "signal": "signalled",
    "memory": True,
}
STOPPED = {
    "none": {},
    "namespaces": {
        **dict.fromkeys(("read", "ask", "write", "read the parent's", "chmod", "run"), "ENOENT"),
        "connect": "ENETUNREACH",
    },
    "landlock": dict.fromkeys(("read", "write", "read the parent's", "run", "connect"), "EACCES") | {"signal": "EPERM"},
    "limits": {"memory": "MemoryError"},
    "seccomp": dict.fromkeys(("run", "connect", "signal"), "EPERM"),
}


@pytest.mark.parametrize("layer", STOPPED)
def test_what_does_it_stop_alone(layer: str) -> None:
    assert run(TRIED, layer=layer, given={"memory": 300 << 20}).found == FREE | STOPPED[layer]


@pytest.mark.skipif(MACHINE != X86_64, reason="system calls by their numbers on x86_64")
def test_can_the_view_be_taken_apart_from_inside() -> None:
    attempts = {
        "unmount the scratch folder": "syscall(166, b'.', 2)",
        "mount over it": "syscall(165, b'none', b'.', b'tmpfs', 0, None)",
        "make all writable": "syscall(165, b'none', b'/', None, 32 | 4096, None)",
    }
    assert set(run(attempts, layer="namespaces").found.values()) == {"EPERM"}
