"""A JupyterLab as `make lab` starts it, in a copy of the course, at home in a temporary folder.

`running(folder)` copies the course, runs the very lines of the Makefile's `lab` target there, waits until the
server answers, and ends it with all its kernels. `Pictures(day)` keeps what a browser showed, for people to look at.

    with lab.running(tmp_path_factory.mktemp("lab")) as desk:
        page.goto(desk.url("lab/tree/notebooks"))
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from beds import free_port
from playwright.sync_api import Page

REPO = Path(__file__).parents[2]
COURSE = ("nbgrader_config.py", "jupyter_lab_config.py", "notebooks", "source", "release", "autograder/author/lab")
PICTURES = REPO / "reports" / "pictures"
BIN = Path(sys.executable).parent
TOKEN = "a-student-at-eleven"  # of a server that lives for one test
UP_WITHIN = 300.0  # seconds: a loaded machine may take half a minute, and a long patience costs nothing


@dataclass
class Lab:
    """A server that runs: `course` is its copy of the course, `home` the HOME that it started with."""

    course: Path
    home: Path
    port: int
    environment: dict[str, str]

    def url(self, path: str = "") -> str:
        """Where to find a page; without a path what somebody gets who opens the address that is printed."""
        return f"http://127.0.0.1:{self.port}/{path}?token={TOKEN}"

    def log(self) -> str:
        """What the server has said so far."""
        return (self.home / "lab.log").read_text(encoding="utf-8", errors="replace")

    def command(self, *words: str, timeout: float = 900) -> str:
        """What a command of the environment says (`nbgrader …`, `autograder …`), run in the course."""
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]],
            cwd=self.course,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout


@dataclass
class Pictures:
    """`shot(page, "a card")` writes reports/pictures/DAY/03-a-card.png: numbered as they come, yesterday's removed."""

    day: str
    taken: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        shutil.rmtree(PICTURES / self.day, ignore_errors=True)

    def __call__(self, page: Page, name: str) -> Path:
        path = PICTURES / self.day / f"{len(self.taken):02}-{name.replace(' ', '-')}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path)
        self.taken.append(path)
        return path


@contextmanager
def running(folder: Path) -> Iterator[Lab]:
    """A JupyterLab in a copy of the course under `folder`; gone at the end, with its kernels."""
    desk = Lab(folder / "course", folder / "home", free_port(), surroundings(folder / "home"))
    desk.home.mkdir(parents=True)
    copied(desk.course)
    *before, start = recipe()
    with (desk.home / "lab.log").open("w") as log:
        for line in before:
            subprocess.run(line, shell=True, cwd=desk.course, env=desk.environment, stdout=log, stderr=log, check=True)
        server = subprocess.Popen(
            f"exec {start} --no-browser --ServerApp.port={desk.port} --ServerApp.port_retries=0"
            f" --IdentityProvider.token={TOKEN} --allow-root",
            shell=True,
            cwd=desk.course,
            env=desk.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until_up(desk, server)
        yield desk
    finally:
        end(server)


def copied(course: Path) -> None:
    """The parts of the course that a server needs; the package itself is installed."""
    for name in COURSE:
        here, there = REPO / name, course / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
        else:
            shutil.copy(here, there)


def recipe() -> list[str]:
    """What `make lab` runs, in this environment."""
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    _, _, after = makefile.partition("\nlab:")
    lines = after.splitlines()[1:]
    steps = [line.strip() for line in lines[: next(n for n, line in enumerate(lines) if not line.startswith("\t"))]]
    return [step.replace("$(BIN)", str(BIN)) for step in steps]


def surroundings(home: Path) -> dict[str, str]:
    """The environment of somebody who has never used Jupyter: no settings, no signatures, no proxies."""
    import matplotlib

    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "XDG", "NBGRADER", "PYTEST", "COV_"))
        and not name.lower().endswith("_proxy")
    }
    own = {"HOME": str(home), "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}", "JUPYTER_PLATFORM_DIRS": "0"}
    # Only matplotlib's list of fonts is shared: to make it takes many seconds, and it greets nobody.
    return {**kept, **own, "MPLCONFIGDIR": matplotlib.get_configdir()}


def wait_until_up(desk: Lab, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"JupyterLab ended with {server.returncode} before it was up. It said:\n{desk.log()}")
        try:
            with opener.open(desk.url("api/status"), timeout=60) as answer:
                json.load(answer)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab was not up after {UP_WITHIN:.0f} s. It said:\n{desk.log()}")


def end(server: subprocess.Popen[bytes]) -> None:
    """The server and everything that it started, first asked, then made to."""
    family: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=60)
    if server.poll() is None:
        server.kill()
        server.wait()
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=60)
