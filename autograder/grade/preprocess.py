"""Steps in nbgrader's own pipeline, where the stock ones lose a submission or a point.

`nbgrader_config.py` puts them in, so that `nbgrader autograde` and the formgrader's button do as our command does.
"""

from __future__ import annotations

import atexit
import json
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader import preprocessors as stock
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Integer

from autograder.course import Course
from autograder.grade import exam, intake
from autograder.grade.gradebook import Book
from autograder.grade.result import Outcome, Refusal, Result, Task
from autograder.grade.scoring import FORGEABLE
from autograder.grade.station import Station

Made = tuple[NotebookNode, Any]


class DeduplicateIds(stock.DeduplicateIds):  # type: ignore[misc]
    """Of cells with one grade id the last one counts. The others become ordinary cells.

    The stock step leaves them an empty `nbgrader` entry, which the next step takes for an outdated notebook, and
    that stops the whole batch.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        nb, resources = super().preprocess(nb, resources)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
        return nb, resources


class Execute(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs the cells and the tests in our own engine (station.py), as `autograder grade` does: warm, confined, and with
    the tests where the student's code can't reach them. What stops a cell is written where its output would be.
    """

    timeout = Integer(exam.CELL_SECONDS, help="Seconds for one cell", allow_none=True).tag(config=True)
    notebook_timeout = Integer(exam.NOTEBOOK_SECONDS, help="Seconds for all cells of a notebook").tag(config=True)
    tests = Enum(
        exam.MODES,
        exam.MODES[0],
        help="trusted: tests run in the grader's process, the student's code can't reach them. "
        "in_kernel: they run beside the student's code, for courses whose tests need that; scores can be forged",
    ).tag(config=True)
    memory = Integer(exam.MEMORY, help="MB of memory for a student's process").tag(config=True)
    scratch = Integer(exam.SCRATCH, help="MB of files that a student's process may write").tag(config=True)
    accept_risk = Bool(
        False, help="Grade without confinement where the platform has none: student code can do what you can"
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        names = resources["nbgrader"]
        result = self._grade(nb, names["student"], names["assignment"], names["notebook"], names["db_url"])
        if result.outcome is not Outcome.GRADED:
            raise NbGraderException(f"{names['student']} {names['assignment']}: {result.reason}")
        graded = json.loads(result.notebook)["cells"]
        for cell, after in zip(nb.cells, graded, strict=True):
            if cell.cell_type == "code":
                cell.metadata.pop("tags", None)
                cell.outputs = [from_dict(output) for output in after["outputs"]]
                cell.execution_count = after["execution_count"]
        return nb, resources

    def _grade(self, nb: NotebookNode, student: str, assignment: str, notebook: str, db_url: str) -> Result:
        course = Course(Path(self.config.CourseDirectory.get("root") or Path.cwd()).resolve())
        book = Book(db_url)
        try:
            what = exam.of(book, course, assignment, notebook, self._settings())
            folder = course.root / self.config.CourseDirectory.get("submitted_directory", "submitted")
            handed = intake.load(folder / student / assignment, what)
        except Refusal as refusal:
            return Result(student, assignment, Outcome.REFUSED, str(refusal))
        finally:
            book.close()
        files = {**handed.files, **exam.given(course, assignment)}
        raw = json.dumps(nb, ensure_ascii=True).encode()
        return _station(self.accept_risk).submit(Task(student, what, raw, files)).result()

    def _settings(self) -> exam.Settings:
        limits = {"memory": self.memory << 20, "scratch": self.scratch << 20, "cpu": self.notebook_timeout + 50}
        seconds = self.timeout or self.notebook_timeout
        return exam.Settings(self.tests, seconds, self.notebook_timeout, limits, self.accept_risk)


@cache
def _station(accept_risk: bool) -> Station:
    """One for the life of nbgrader's process: a warm start is paid once, not for each notebook."""
    made = Station(1, accept_risk=accept_risk)
    atexit.register(made.close)
    return made


class SaveAutoGrades(stock.SaveAutoGrades):  # type: ignore[misc]
    """Writes the scores; a graded cell that isn't in the notebook gets 0.

    The stock step only looks at cells that are there: delete a failing test cell, and a regrade keeps the old score.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        nb, resources = super().preprocess(nb, resources)
        present = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if utils.is_grade(cell)}
        with Gradebook(self.db_url) as gradebook:
            found = gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
            for grade in found.grades:
                if grade.name not in present and grade.cell.type == "GradeCell":
                    grade.auto_score = 0.0
                    grade.needs_manual_grade = grade.manual_score is not None
            if self.config.Execute.get("tests") == "in_kernel":
                for comment in found.comments:
                    comment.auto_comment = comment.auto_comment or FORGEABLE
            gradebook.db.commit()
        return nb, resources
