"""From inside: what a confined child tries, as root and as an ordinary user, and what it can still do."""

from __future__ import annotations

import functools
import os
import signal

import pytest
from confine_attempts import ALL
from confine_driver import SECRET_WORDS, Outcome, alive, orphan, run

from autograder.grade import confine

pytestmark = pytest.mark.skipif(confine.missing() != (), reason="; ".join(confine.missing()))

_ROOT = os.getuid() == 0
USERS = [
    pytest.param("self", id="root", marks=pytest.mark.skipif(not _ROOT, reason="only root can try it as root")),
    pytest.param("nobody" if _ROOT else "self", id="user"),
]
as_both = pytest.mark.parametrize("who", USERS)


@functools.cache
def attempts(who: str) -> Outcome:
    return run({name: code for name, (code, _) in ALL.items()}, who=who)


@as_both
@pytest.mark.parametrize("name", ALL)
def test_is_it_refused(name: str, who: str) -> None:
    expected = ALL[name][1]
    found = str(attempts(who).found[name])
    assert found.startswith(expected), f"{name}: {found}"


@as_both
def test_does_the_child_live_on_after_all_that_and_leave_nothing(who: str) -> None:
    outcome = attempts(who)
    assert (outcome.status, outcome.left, outcome.mounts, outcome.secret) == (0, [], [], SECRET_WORDS)


# The code, and what it must leave in `result`.
HONEST: dict[str, tuple[str, object]] = {
    "torch": (
        "import torch; x = torch.ones(3, requires_grad=True); (x * x).sum().backward(); result = x.grad.tolist()",
        [2.0, 2.0, 2.0],
    ),
    "matrices": (
        "import torch; result = (torch.ones(200, 200) @ torch.ones(200, 200)).sum().item()",
        8000000.0,
    ),
    "an optimizer": (
        "import torch; layer = torch.nn.Linear(2, 1); optimizer = torch.optim.Adam(layer.parameters())\n"
        "layer(torch.ones(1, 2)).sum().backward(); optimizer.step(); result = 'stepped'",
        "stepped",
    ),
    "threads of torch": (
        "import torch; torch.set_num_threads(2); a = torch.ones(400, 400); result = (a @ a).sum().item()",
        64000000.0,
    ),
    "a data loader": (
        "import torch.utils.data as d, torch\n"
        "result = len(list(d.DataLoader(d.TensorDataset(torch.ones(8, 1)), batch_size=4, shuffle=True)))",
        2,
    ),
    "save and load": (
        "import torch; torch.save(torch.ones(3), 'x.pt'); result = torch.load('x.pt', weights_only=True).sum().item()",
        3.0,
    ),
    "a figure": (
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('∂'); plt.savefig('x.png')\n"
        "result = os.path.getsize('x.png') > 1000",
        True,
    ),
    "numpy": (
        "import numpy; result = float(numpy.linalg.inv(numpy.eye(50) * 2).sum() + 0 * numpy.random.rand())",
        25.0,
    ),
    "a temporary file": (
        "import tempfile; tempfile.tempdir = os.getcwd()\n"
        "with tempfile.TemporaryFile('w+') as file: file.write('a'); file.seek(0); result = file.read()",
        "a",
    ),
    "a file": (
        "open('x.txt', 'w').write('abc'); os.mkdir('f'); os.rename('x.txt', 'f/y'); result = open('f/y').read()",
        "abc",
    ),
    "a copy": (
        "import shutil; open('a', 'w').write('a'); shutil.copy2('a', 'b'); result = sorted(os.listdir())[:2]",
        ["a", "b"],
    ),
    "threads": (
        "import threading; seen = []; many = [threading.Thread(target=seen.append, args=(n,)) for n in range(8)]\n"
        "[t.start() for t in many]; [t.join() for t in many]; result = len(seen)",
        8,
    ),
    "a pool of threads": (
        "import concurrent.futures as c\nwith c.ThreadPoolExecutor(4) as pool: result = sum(pool.map(abs, range(9)))",
        36,
    ),
    "a database": (
        "import sqlite3; base = sqlite3.connect('x.db'); base.execute('create table t (n)')\n"
        "base.execute('insert into t values (7)'); base.commit()\n"
        "result = base.execute('select n from t').fetchone()[0]",
        7,
    ),
    "modules not yet imported": (
        "import json, decimal, xml.dom.minidom, networkx, html.parser\nresult = str(decimal.Decimal('0.1') * 3)",
        "0.3",
    ),
    "an event loop": (
        "import asyncio; result = asyncio.run(asyncio.sleep(0.01, 'slept'))",
        "slept",
    ),
    "time": (
        "import time; time.sleep(0.001); result = time.time() > 1e9 and time.localtime().tm_year > 2000",
        True,
    ),
    "the time in Vienna": (
        "import zoneinfo; result = str(zoneinfo.ZoneInfo('Europe/Vienna'))",
        "Europe/Vienna",
    ),
    "an alarm": (
        "import signal, time; rang = []; signal.signal(signal.SIGALRM, lambda *_: rang.append(1))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(0.05); result = rang",
        [1],
    ),
    "a signal to itself": (
        "import signal; seen = []; signal.signal(signal.SIGUSR1, lambda *_: seen.append(1))\n"
        "os.kill(os.getpid(), signal.SIGUSR1); signal.raise_signal(signal.SIGUSR1); result = seen",
        [1, 1],
    ),
    "a pair of sockets": (
        "a, b = socket.socketpair(); a.sendall(b'xy'); result = b.recv(2).decode()",
        "xy",
    ),
    "random bytes": (
        "result = len(os.urandom(4)) + len(open('/dev/urandom', 'rb').read(4))",
        8,
    ),
    "nowhere": (
        "print('x', file=open('/dev/null', 'w')); print('x'); result = 'written'",
        "written",
    ),
}


@as_both
def test_does_honest_work_go_on(who: str) -> None:
    attempts = {name: code for name, (code, _) in HONEST.items()}
    outcome = run(attempts, who=who, warm=["torch", "matplotlib.pyplot", "IPython", "sqlite3"])
    assert outcome.found == {name: expected for name, (_, expected) in HONEST.items()}
    assert (outcome.status, outcome.left) == (0, [])


MEMORY = "import mmap; result = len(bytearray(64 << 20)); bytearray(400 << 20)"
DISK = """
for number in range(9):
    with open(str(number), "wb") as file: file.write(bytes(1 << 20))
"""
ENTRIES = """
for number in range(99):
    os.mkdir(str(number))
"""
# A stack of 64 KB: without a limit on threads as such, memory would allow thousands.
THREADS = """
import threading
threading.stack_size(1 << 16)
stop = threading.Event()
result = 0
try:
    while result < 500:
        threading.Thread(target=stop.wait, daemon=True).start()
        result += 1
except RuntimeError:
    pass
stop.set()
"""


@as_both
def test_are_memory_disk_files_and_threads_bounded(who: str) -> None:
    bombs = {
        "memory": MEMORY,
        "one large file": "open('large', 'wb').write(bytes(5 << 20))",
        "clean": "os.remove('large')",
        "disk": DISK,
        "entries": "[os.remove(name) for name in os.listdir()]" + ENTRIES,
        "open files": "result = [open('/dev/null') for _ in range(200)]",
        "threads": THREADS,
    }
    small = {"memory": 300 << 20, "scratch": 4 << 20, "scratch_files": 50, "open_files": 40, "threads": 16}
    outcome = run(bombs, who=who, given=small)
    expected = {
        "memory": "MemoryError",
        "one large file": "EFBIG",
        "clean": None,
        "disk": "ENOSPC",
        "entries": "ENOSPC",
    }
    assert outcome.found == {**expected, "open files": "EMFILE", "threads": 15}
    assert (outcome.status, outcome.left) == (0, [])


@as_both
@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("while True: pass", signal.SIGXCPU),
        ("import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", signal.SIGKILL),
    ],
    ids=["simply", "deaf to the warning"],
)
def test_does_an_endless_loop_end(ending: str, expected: signal.Signals, who: str) -> None:
    assert run({}, who=who, ending=ending, given={"cpu": 1}).status == -expected


@as_both
def test_does_a_confined_child_end_with_its_parent(who: str) -> None:
    assert not alive(orphan(who))


@as_both
def test_do_threads_and_files_end_with_the_child(who: str) -> None:
    ending = (
        "import threading, time, atexit, os\nopen('left', 'w').write('x'); os.mkdir('also')\n"
        "atexit.register(time.sleep, 9)\n"
        "[threading.Thread(target=time.sleep, args=(60,)).start() for _ in range(5)]\nos._exit(7)"
    )
    outcome = run({"its pid": "result = os.getpid()"}, who=who, ending=ending)
    assert (outcome.status, outcome.left, outcome.mounts) == (7, [], [])
    assert not alive(int(outcome.found["its pid"]))


def test_is_a_process_with_threads_refused() -> None:
    outcome = run({}, layer="threaded")
    assert outcome.status == 3


def test_is_entering_quick() -> None:
    assert attempts("self").milliseconds < 200  # 2 to 3 on an idle machine
