"""A course of two tiny assignments, made in a temporary folder: its notebooks import nothing and run in a second."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.author import release
from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_small"
Notebook = dict[str, Any]
Change = Callable[[Notebook], None]


def course(folder: Path, *names: str) -> Course:
    """Masters and their release; nothing handed in."""
    shutil.copyfile(ROOT / "nbgrader_config.py", folder / "nbgrader_config.py")
    made = Course(folder)
    for name in names or (NAME,):
        made.master(name).parent.mkdir(parents=True)
        made.master(name).write_text(json.dumps(master()))
    assert release.build(made) == []
    return made


def master() -> Notebook:
    cells = [_cell("title", "# Small", kind="markdown")]
    for number, (name, term) in enumerate([("double", "x + x"), ("square", "x * x"), ("cube", "x * x * x")], start=1):
        body = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return {term}  # worked out\n    ### END SOLUTION"
        secret = f"_secret_input = 5\nassert {name}(_secret_input) == {term.replace('x', '5')}"
        hidden = f"### BEGIN HIDDEN TESTS\n{secret}\n### END HIDDEN TESTS"
        cells.append(_cell(f"answer_{number}", body, solution=True, locked=False))
        cells.append(_cell(f"check_{number}", f"assert {name}(0) == 0\n{hidden}", grade=True, points=number))
    essay = "### BEGIN SOLUTION\nBecause.\n### END SOLUTION"
    cells.append(_cell("essay", essay, kind="markdown", grade=True, solution=True, locked=False, points=4))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(
    name: str,
    source: str,
    *,
    kind: str = "code",
    grade: bool = False,
    solution: bool = False,
    locked: bool = True,
    points: int | None = None,
) -> dict[str, Any]:
    entry: dict[str, Any] = {"grade": grade, "grade_id": name, "locked": locked, "solution": solution}
    entry |= {"schema_version": 3, "task": False, "cell_type": kind}
    if points is not None:
        entry["points"] = points
    cell = {"cell_type": kind, "id": name.replace("_", "-"), "metadata": {"nbgrader": entry}, "source": source}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell


def answers(book: Notebook) -> None:
    """All three right, as a student would write them."""
    for number, source in enumerate(
        ["def double(x): return 2 * x", "def square(x): return x**2", "def cube(x): return x**3"], start=1
    ):
        find(book, f"answer_{number}")["source"] = source


def find(book: Notebook, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)
    return found


def hand_in(made: Course, student: str, *changes: Change, name: str = NAME, file: str = "") -> Path:
    """A student's copy of the release, changed; gives the file."""
    book = json.loads((made.release / name / f"{name}.ipynb").read_text())
    for change in changes:
        change(book)
    path = made.root / "submitted" / student / name / (file or f"{name}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book))
    return path


def limit(made: Course, *, cell: int, notebook: int) -> None:
    """Shorter time limits, for tests that run into them."""
    path = made.root / "nbgrader_config.py"
    path.write_text(f"{path.read_text()}\nc.Execute.timeout = {cell}\nc.Execute.notebook_timeout = {notebook}\n")
