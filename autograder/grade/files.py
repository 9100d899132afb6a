"""What a run leaves on disk beside the gradebook: autograded/ for the formgrader, reports/grading.json for people."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from autograder.course import Course
from autograder.grade.result import Outcome, Result


def keep(course: Course, result: Result) -> None:
    """The autograded notebook in its place. One that is refused now has none, not that of an earlier run."""
    folder = course.autograded / result.student / result.assignment
    if result.outcome is Outcome.GRADED:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{result.assignment}.ipynb", result.notebook)
    elif result.outcome is Outcome.REFUSED and folder.exists():
        shutil.rmtree(folder)


def report(course: Course, results: Sequence[Result]) -> Path:
    """reports/grading.json: every submission of the last run with its outcome, reason, notes, scores and seconds."""
    course.reports.mkdir(exist_ok=True)
    path = course.reports / "grading.json"
    rows = [asdict(result) for result in results]
    for row in rows:
        row["outcome"] = row["outcome"].value
        del row["notebook"], row["details"]
    _write(path, json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    return path


def _write(path: Path, text: str) -> None:
    """All or nothing: a reader never meets half a file."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
