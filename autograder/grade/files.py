"""What a run leaves on disk beside the gradebook: autograded/ for the formgrader, reports/grading.json for people."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.course import Course
from autograder.grade.result import Job, Outcome, Result, ScoreTable
from autograder.grade.trouble import disk

NOTHING: Mapping[str, bytes] = {}


def autograded(course: Course, job: Job) -> Path:
    return course.autograded / job.student / job.assignment / f"{job.notebook}.ipynb"


def page(course: Course, job: Job) -> Path:
    return course.feedback / job.student / job.assignment / f"{job.notebook}.html"


def keep(course: Course, job: Job, result: Result, others: Mapping[str, bytes] = NOTHING) -> None:
    """The autograded notebook in its place, with the other files of the submission as nbgrader puts them there. One
    that is refused now has none, not that of an earlier run."""
    path = autograded(course, job)
    with disk(course.autograded):
        if result.outcome is Outcome.GRADED:
            path.parent.mkdir(parents=True, exist_ok=True)
            for name, data in others.items():
                _place(path.parent, name, data)
            write(path, result.notebook.encode("utf-8", "replace"))
        elif result.outcome is Outcome.REFUSED:
            path.unlink(missing_ok=True)
            if path.parent.is_dir() and not any(path.parent.glob("*.ipynb")):
                shutil.rmtree(path.parent)


def _place(folder: Path, name: str, data: bytes) -> None:
    """A name that is a folder now, or lies in what is a file now, was the other thing in an earlier run."""
    *above, _ = name.split("/")
    for place in [folder.joinpath(*above[:depth]) for depth in range(1, len(above) + 1)]:
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            place.unlink()
    target = folder / name
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, data)


def report(course: Course, results: Iterable[Result], scores: ScoreTable) -> Path:
    """reports/grading.json: every submission in the ledger with its outcome, reason, notes and seconds, one a line.

    Written as it is read, so that ten thousand of them take no more memory than one.
    """
    path = course.reports / "grading.json"
    with disk(course.reports):
        course.reports.mkdir(exist_ok=True)
        beside = _beside(path)
        with beside.open("w", encoding="utf-8") as file:
            start = "[\n"
            for result in results:
                file.write(start + json.dumps(_row(result, scores), ensure_ascii=False))
                start = ",\n"
            file.write("[]\n" if start == "[\n" else "\n]\n")
        os.replace(beside, path)
    return path


def _row(result: Result, scores: ScoreTable) -> dict[str, object]:
    score = scores.get((result.student, result.assignment))
    return {
        "student": result.student,
        "assignment": result.assignment,
        "notebook": result.book,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "notes": result.notes,
        "points": score.total if score else None,
        "late penalty": score.penalty if score else None,
        "possible": score.possible if score else None,
        "waits for a person": score.waits if score else False,
        "forgeable": result.forgeable,
        "seconds": round(result.seconds, 3),
        "spent": result.spent,
    }


def write(path: Path, data: bytes) -> None:
    """All or nothing: a reader never meets half a file, and nobody's link is followed."""
    beside = _beside(path)
    beside.unlink(missing_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(data)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:200]}.new")
