"""A fresh virtual environment for what students install, made in a second and without a download.

It is a real one: its own interpreter, no site-packages of ours. What the bundle's requirements.txt names, with all that
this needs in turn, is linked in from our environment, package by package, so that pip finds it installed. No nbgrader,
no `autograder` and nothing else is within its reach.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


class Environment:
    def __init__(self, folder: Path, *names: str) -> None:
        """With these packages of ours, and what they need."""
        venv.create(folder, symlinks=True)
        self.python = folder / "bin" / "python"
        self.bin = folder / "bin"
        site = next(folder.glob("lib/python*/site-packages"))
        linked = folder / "linked"
        linked.mkdir()
        (site / "linked.pth").write_text(f"{linked}\n", encoding="utf-8")
        for found in _needed(names).values():
            _link(found, linked)

    def pip(self, *words: str, cwd: Path) -> str:
        """Our pip at work in this environment, shut off from every index."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "--disable-pip-version-check"]
        return _run([*pip, *words], cwd)

    def run(self, *words: str, cwd: Path) -> str:
        return _run([str(self.python), *words], cwd)


def _run(command: list[str], cwd: Path) -> str:
    """What it prints. Nothing of our own environment is handed down but where to write."""
    home = {"HOME": str(cwd), "PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1", "OMP_NUM_THREADS": "1"}
    kept = {name: os.environ[name] for name in ("TMPDIR", "LANG") if name in os.environ}
    done = subprocess.run(command, cwd=cwd, env=home | kept, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, (
        f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    )
    return done.stdout


def _needed(names: tuple[str, ...]) -> dict[str, metadata.Distribution]:
    found: dict[tuple[str, str], metadata.Distribution] = {}
    open_ones = [(canonicalize_name(name), "") for name in names]
    while open_ones:
        name, extra = open_ones.pop()
        if (name, extra) not in found:
            found[name, extra] = metadata.distribution(name)
            for need in map(Requirement, found[name, extra].requires or []):
                if need.marker is None or need.marker.evaluate({"extra": extra}):
                    open_ones += [(canonicalize_name(need.name), more) for more in ("", *need.extras)]
    return {name: distribution for (name, _), distribution in found.items()}


def _link(distribution: metadata.Distribution, into: Path) -> None:
    """Links to the top-level names of its list of files; what lies outside of site-packages is left out."""
    tops = {path.parts[0] for path in distribution.files or [] if path.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        here = into / top
        if not here.exists():
            here.symlink_to(Path(str(distribution.locate_file(top))).resolve())
