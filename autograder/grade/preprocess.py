"""Steps in nbgrader's own pipeline, where the stock ones lose a submission or a point.

`nbgrader_config.py` puts them in, so that `nbgrader autograde` and the formgrader's button do as our command does.
"""

from __future__ import annotations

import atexit
import json
import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock, Timer
from typing import Any, NoReturn

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbgrader import preprocessors as stock
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Integer
from traitlets.config import Config

from autograder.course import Course
from autograder.grade import exam, intake, ledger
from autograder.grade.gradebook import Book
from autograder.grade.record import Writer
from autograder.grade.restore import restore
from autograder.grade.result import Job, Outcome, Refusal, Result, Task
from autograder.grade.scoring import FORGEABLE
from autograder.grade.station import Station

IDLE = 600.0  # seconds that a warm start is kept for the next push of the formgrader's button
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
        place = Place.of(self.config, resources["nbgrader"])
        result, digest = self._grade(nb, place)
        if result.outcome is not Outcome.GRADED:
            place.refuse(result, self.log)
        graded = json.loads(result.notebook)["cells"]
        for cell, after in zip(nb.cells, graded, strict=True):
            if cell.cell_type == "code":
                cell.metadata.pop("tags", None)
                cell.outputs = [from_dict(output) for output in after["outputs"]]
                cell.execution_count = after["execution_count"]
        resources["autograder"] = result, digest  # for SaveAutoGrades
        return nb, resources

    def _grade(self, nb: NotebookNode, place: Place) -> tuple[Result, str]:
        try:
            what, handed = place.read(self._settings())
        except Refusal as refusal:
            return place.refused(refusal), ""
        files = {**handed.files, **exam.given(place.course, place.job.assignment)}
        raw = json.dumps(nb, ensure_ascii=True).encode()
        task = Task(place.job.student, what, raw, files, handed.notes)
        return _desk(self.accept_risk).grade(task), ledger.digest(what, handed.raw, handed.files)

    def _settings(self) -> exam.Settings:
        limits = {"memory": self.memory << 20, "scratch": self.scratch << 20, "cpu": self.notebook_timeout + 50}
        seconds = self.timeout or self.notebook_timeout
        return exam.Settings(self.tests, seconds, self.notebook_timeout, limits, self.accept_risk)


class Ungraded(NbGraderException):  # type: ignore[misc]
    """A submission that could not be graded; its words say why."""


def _in_words(record: logging.LogRecord) -> bool:
    """nbgrader logs every error as a traceback, and the formgrader shows the log: of ours the words are enough."""
    before, found, words = str(record.msg).rpartition(f"{Ungraded.__module__}.{Ungraded.__qualname__}: ")
    if found and before.startswith("Traceback"):
        record.msg, record.args = words.strip(), ()
    return True


@dataclass(frozen=True)
class Place:
    """Where nbgrader is: in which course, at whose submission."""

    course: Course
    config: Config
    job: Job
    db_url: str

    @classmethod
    def of(cls, config: Config, names: Mapping[str, str]) -> Place:
        root = Path(config.CourseDirectory.get("root") or Path.cwd()).resolve()
        job = Job(names["student"], names["assignment"], names["notebook"], root)
        return cls(Course(root), config, job, names["db_url"])

    @property
    def folder(self) -> Path:
        submitted = str(self.config.CourseDirectory.get("submitted_directory", "submitted"))
        return self.course.root / submitted / self.job.student / self.job.assignment

    def read(self, settings: exam.Settings) -> tuple[exam.Exam, intake.Handed]:
        """As our command takes it in; raises a Refusal."""
        assignment, notebook = self.job.assignment, self.job.notebook
        with closing(Book(self.db_url)) as book:
            what = exam.of(book, self.course, assignment, notebook, settings)
        siblings = [name for name in self.course.notebooks(assignment) if name != notebook]
        return what, intake.load(self.folder, what, siblings)

    def refused(self, refusal: Refusal) -> Result:
        return Result(self.job.student, self.job.assignment, Outcome.REFUSED, str(refusal), book=self.job.notebook)

    def keep(self, result: Result, digest: str) -> None:
        """Into the ledger, with the verdicts: the report has them, and our command need not grade it again."""
        with closing(Book(self.db_url)) as book, book.writing() as connection:
            ledger.create(connection)
            ledger.write(connection, self._named(result), digest)

    def refuse(self, result: Result, log: Any) -> NoReturn:
        """In the gradebook as our command would have it, 0 points and the reason; for nbgrader an error."""
        with closing(Book(self.db_url)) as book:
            book.marks()  # makes the ledger where there is none
            Writer(book, self.config).record(self.job, self._named(result))
        getattr(log, "logger", log).addFilter(_in_words)
        raise Ungraded(f"{self.job}: {result.reason}")

    def _named(self, result: Result) -> Result:
        return replace(result, student=self.job.student, assignment=self.job.assignment, book=self.job.notebook)


class Submission(NotebookExporter):
    """What can't be read is refused in words before nbformat stumbles over it: c.Autograde.exporter_class."""

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        place = Place.of(self.config, resources["nbgrader"])
        if place.folder.resolve() in Path(filename).resolve().parents:
            self._look(place)
        return super().from_filename(filename, resources, **options)

    def _look(self, place: Place) -> None:
        try:
            what, handed = place.read(exam.settings(place.course))
            restore(handed.raw, what)
        except Refusal as found:
            refusal = found
        else:
            return
        place.refuse(place.refused(refusal), self.log)


class Desk:
    """One station for nbgrader's process: a warm start is paid once, not for each notebook. The formgrader runs
    for weeks: what was idle for a while is closed, and opened again when it is wanted."""

    def __init__(self, accept_risk: bool, idle: float = IDLE) -> None:
        self._accept_risk = accept_risk
        self._idle = idle
        self._lock = Lock()
        self._station: Station | None = None
        self._timer: Timer | None = None
        atexit.register(self.close)

    def grade(self, task: Task) -> Result:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._station = self._station or Station(1, accept_risk=self._accept_risk)
            try:
                return self._station.submit(task).result()
            finally:
                self._timer = Timer(self._idle, self.close)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        with self._lock:
            if self._station:
                self._station.close()
            self._station = None


_desk = cache(Desk)


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
        if "autograder" in resources:
            Place.of(self.config, resources["nbgrader"]).keep(*resources.pop("autograder"))
        return nb, resources
