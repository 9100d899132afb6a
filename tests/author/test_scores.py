"""Executed in a kernel: does every master score all points, and every release none, saying "not attempted"?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "source").glob("*/*.ipynb"))


def executed(folder: str, name: str) -> list[Any]:
    """The graded code cells of a notebook, after a run from top to bottom that errors don't stop."""
    path = ROOT / folder / name / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    return [
        cell for cell in notebook.cells if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_does_the_master_score_all_points(name: str) -> None:
    cells = executed("source", name)
    assert len(cells) >= 6
    for cell in cells:
        score, most = determine_grade(cell)
        assert score == most > 0, f"{cell.id}: {score} of {most}: {cell.outputs}"


@pytest.mark.parametrize("name", NAMES)
def test_does_an_untouched_release_score_nothing_and_say_so(name: str) -> None:
    for cell in executed("release", name):
        assert determine_grade(cell)[0] == 0, cell.id
        told = [line for output in cell.outputs for line in output.get("traceback", [])]
        assert any(line.startswith("Not attempted yet.") for line in told), f"{cell.id}: {told}"
