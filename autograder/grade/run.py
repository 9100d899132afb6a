"""One submission in, one `Result` out, whatever the submission holds. Runs in a worker process and writes nothing
outside a temporary folder, so that one writer alone touches the gradebook.

In this form nbgrader's own Autograde does the work, in a throw-away course with a gradebook of its own.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course import Course, configuration
from autograder.grade import intake
from autograder.grade.preprocess import DIED, STOPPED, TIMEOUT
from autograder.grade.result import Job, Outcome, Refusal, Result
from autograder.grade.stock import quiet

STUDENT = "student"  # in the throw-away course; a real name may hold characters that nbgrader takes for a pattern


def grade_one(job: Job) -> Result:
    """Never raises: what goes wrong is in the result."""
    start = time.perf_counter()
    try:
        made = _grade(job)
    except Refusal as refusal:
        made = {"outcome": Outcome.REFUSED, "reason": str(refusal)}
    except Exception as error:
        words = str(error).strip().partition("\n")[0]
        reason = f"Grading it broke down: {type(error).__name__}: {words}"[:300]
        made = {"outcome": Outcome.FAILED, "reason": reason, "details": traceback.format_exc()}
    return Result(job.student, job.assignment, seconds=time.perf_counter() - start, **made)


def _grade(job: Job) -> dict[str, Any]:
    course = Course(job.course)
    opened = intake.open_submission(job.folder, job.assignment, intake.master(course.master(job.assignment)))
    with tempfile.TemporaryDirectory(prefix="grade-") as name:
        scratch = Path(name)
        folder = scratch / "submitted" / STUDENT / job.assignment
        folder.mkdir(parents=True)
        intake.copy_others(job.folder, folder)
        (folder / f"{job.assignment}.ipynb").write_text(json.dumps(opened.notebook), encoding="utf-8")
        shutil.copyfile(job.template, scratch / "gradebook.db")
        config = _config(course, scratch, job.assignment)
        _Autograde(coursedir=CourseDirectory(config=config), config=config, log=quiet()).start()
        autograded = (scratch / "autograded" / STUDENT / job.assignment / f"{job.assignment}.ipynb").read_text("utf-8")
        scores, comments = _read(config.CourseDirectory.db_url, job.assignment)
    notes = (*opened.notes, *_stops(json.loads(autograded)))
    return {
        "outcome": Outcome.GRADED,
        "notes": notes,
        "scores": scores,
        "comments": comments,
        "notebook": autograded,
    }


class _Autograde(Autograde):  # type: ignore[misc]
    """nbgrader's converter for one submission, with errors as they are (the stock one logs and swallows them)."""

    def convert_notebooks(self) -> None:
        for paths in self.assignments.values():
            self.notebooks = sorted(paths)
            self.init_assignment(self.coursedir.assignment_id, self.coursedir.student_id)
            for path in self.notebooks:
                self.convert_single_notebook(path)


def _config(course: Course, scratch: Path, assignment: str) -> Config:
    config = configuration(course)
    place = config.CourseDirectory
    place.root = str(scratch)
    place.db_url = f"sqlite:///{scratch / 'gradebook.db'}"
    place.source_directory = str(course.source)
    place.student_id = STUDENT
    place.assignment_id = assignment
    place.notebook_id = assignment
    return config


def _read(url: str, assignment: str) -> tuple[dict[str, float | None], dict[str, str | None]]:
    with Gradebook(url) as gradebook:
        found = gradebook.find_submission_notebook(assignment, assignment, STUDENT)
        scores = {grade.name: grade.auto_score for grade in found.grades}
        comments = {comment.name: comment.auto_comment for comment in found.comments}
    return scores, comments


def _stops(notebook: dict[str, Any]) -> list[str]:
    """Cells that were stopped from outside, and the student's own cells that ended in an error."""
    notes, left = [], 0
    for number, cell in enumerate(notebook["cells"], start=1):
        entry = cell["metadata"].get("nbgrader", {})
        name = f"Cell {number} ({entry['grade_id']})" if entry.get("grade_id") else f"Cell {number}"
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        if errors and errors[-1]["evalue"].startswith("Not run"):
            left += 1
        elif errors:
            notes.append(_stop(name, errors[-1]["ename"], graded=bool(entry.get("grade"))))
    if left:
        notes.append(f"The {left} cells after it were not run." if left > 1 else "The cell after it was not run.")
    return [note for note in notes if note]


def _stop(name: str, error: str, *, graded: bool) -> str:
    stops = {
        TIMEOUT: f"{name} ran longer than the time limit and was stopped.",
        STOPPED: f"{name} was not run: the notebook as a whole took too long.",
        DIED: f"{name} ended the Python process.",
    }
    return stops.get(error, "" if graded else f"{name} ended in {error}.")
