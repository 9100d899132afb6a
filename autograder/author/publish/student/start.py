"""Opens the course in JupyterLab, with the Python that runs this file: .venv/bin/python start.py"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def missing() -> list[str]:
    """What the notebooks need and this Python does not have."""
    wanted = ("torch", "jupyterlab", "ipywidgets", "autograder", "autograder.learn")
    found = []
    for name in wanted:
        with contextlib.suppress(ModuleNotFoundError):  # of a part of what is missing itself
            if importlib.util.find_spec(name):
                found.append(name)
    return [name for name in wanted if name not in found]


def trust() -> None:
    """JupyterLab shows the pictures of a notebook (SVG in HTML) only if the notebook is trusted."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for path in sorted([*FOLDER.glob("notebooks/*.ipynb"), *FOLDER.glob("release/*/*.ipynb")]):
        with contextlib.suppress(Exception):  # a notebook that can't be read is a matter for JupyterLab, which says why
            notary.sign(nbformat.read(path, as_version=4))


def main(arguments: list[str]) -> int:
    if missing():
        print(f"{sys.executable} has no {', '.join(missing())}. README.md in this folder says how to set it up.")
        return 1
    trust()
    command = [sys.executable, "-m", "jupyterlab", f"--config={FOLDER / 'jupyter_lab_config.py'}", *arguments]
    os.chdir(FOLDER)
    if os.name == "posix":  # in our place: whoever ends this process ends JupyterLab
        os.execv(sys.executable, command)
    with contextlib.suppress(KeyboardInterrupt):  # JupyterLab has its own words for Ctrl-C
        return subprocess.run(command).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
