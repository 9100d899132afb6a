"""Does CI go red when a notebook rots? Each tampering is done to a copy, and nbval must fail on it."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]

RED = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
BLUE = RED.replace("M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "P/HgAFhAJ/wlseKgAAAABJRU5ErkJggg==")
BITMAP = f"import base64\nfrom IPython.display import Image, display\ndisplay(Image(base64.b64decode({RED!r})))"
PICTURE = (
    "from autograder.learn.draw.svg import Picture\n"
    "Picture('<svg role=\"img\"><path d=\"M0 0L9 9\"/></svg>', 'A line.')"
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """A small notebook of each kind of output, executed by the course's own runner."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    from autograder.author.execute import execute

    cells = [new_code_cell(source) for source in ("print(6 * 7)", "1 / 0", PICTURE, BITMAP)]
    cells[1].metadata["tags"] = ["raises-exception"]
    path = tmp_path_factory.mktemp("good") / "good.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    execute(path)
    content: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return content


def nbval(notebook: Notebook, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "lesson.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    command += [
        "--nbval-sanitize-with",
        str(ROOT / "tests/nbval_sanitize.cfg"),
        "-o",
        "addopts=",
        "-p",
        PLUGIN,
        str(path),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)


PLUGIN = "autograder.author.nbval_strict"


def test_does_an_untouched_notebook_pass(good: Notebook, tmp_path: Path) -> None:
    done = nbval(good, tmp_path)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def another_number(notebook: Notebook) -> None:
    notebook["cells"][0]["outputs"][0]["text"] = ["43\n"]


def another_error(notebook: Notebook) -> None:
    notebook["cells"][1]["outputs"][0]["evalue"] = "division by one"


def another_line_in_the_figure(notebook: Notebook) -> None:
    data = notebook["cells"][2]["outputs"][0]["data"]
    data["text/html"] = [line.replace("L9 9", "L9 8") for line in data["text/html"]]


def another_bitmap(notebook: Notebook) -> None:
    data = notebook["cells"][3]["outputs"][0]["data"]
    data["image/png"] = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+P+/HgAFhAJ/wlseKgAAAABJRU5ErkJggg=="
    )


def a_missing_output(notebook: Notebook) -> None:
    notebook["cells"][0]["outputs"] = []


def a_stripped_notebook(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["outputs"], cell["execution_count"] = [], None


def a_cell_never_run(notebook: Notebook) -> None:
    notebook["cells"].append(
        {"cell_type": "code", "id": "new", "source": ["2 + 2"], "metadata": {}, "outputs": [], "execution_count": None}
    )


@pytest.mark.parametrize(
    "tamper",
    [
        another_number,
        another_error,
        another_line_in_the_figure,
        another_bitmap,
        a_missing_output,
        a_stripped_notebook,
        a_cell_never_run,
    ],
)
def test_does_nbval_fail_on(good: Notebook, tmp_path: Path, tamper: Callable[[Notebook], None]) -> None:
    notebook = copy.deepcopy(good)
    tamper(notebook)
    done = nbval(notebook, tmp_path)
    assert done.returncode == 1, f"{tamper.__name__} went through:\n{done.stdout}"
