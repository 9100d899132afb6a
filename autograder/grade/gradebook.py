"""nbgrader's gradebook: made from the masters, written by one writer, read for the table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course import Course, CourseError, configuration
from autograder.grade.result import Job, Outcome, Result, Score, ScoreTable
from autograder.grade.stock import quiet


def url(course: Course) -> str:
    config = configuration(course)
    return str(CourseDirectory(config=config).db_url)


def prepare(course: Course, db_url: str) -> None:
    """Put every assignment, with its tests and points, into the gradebook. release/ is not touched."""
    with tempfile.TemporaryDirectory(prefix="assign-") as scratch:
        for assignment in course.assignments():
            generate(course, assignment, Path(scratch), db_url)


def generate(course: Course, assignment: str, target: Path, db_url: str) -> None:
    """nbgrader's GenerateAssignment: the release of one assignment into `target`, its cells into the gradebook."""
    config = configuration(course)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.release_directory = str(target)
    config.CourseDirectory.db_url = db_url
    try:
        _Generate(coursedir=CourseDirectory(config=config), config=config, log=quiet()).start()
    except Exception as error:
        if "submissions associated" in str(error):
            raise CourseError(
                f"{assignment}: cells were added or removed since submissions of it were graded, and nbgrader keeps "
                "the old ones. Move gradebook.db away and grade again (marks given by hand go with it)."
            ) from error
        raise CourseError(f"{assignment}: nbgrader can't make the assignment: {error}") from error


class _Generate(GenerateAssignment):  # type: ignore[misc]
    """Errors as they are (the stock converter logs and swallows them), and always over what is there."""

    def convert_notebooks(self) -> None:
        for paths in self.assignments.values():
            self.notebooks = sorted(paths)
            self.init_assignment(self.coursedir.assignment_id, ".")
            for path in self.notebooks:
                self.convert_single_notebook(path)
            self.set_permissions(self.coursedir.assignment_id, ".")


class Writer:
    """The one that writes. Each result goes in with one commit, so an interruption loses nothing that was recorded."""

    def __init__(self, gradebook: Gradebook, config: Config) -> None:
        self._gradebook = gradebook
        self._config = config
        self._course = CourseDirectory(config=config)

    def record(self, job: Job, result: Result) -> None:
        """Scores and comments of the machine; a person's marks and comments stay as they are."""
        if result.outcome is Outcome.FAILED:
            return
        book = self._gradebook
        book.update_or_create_student(job.student)
        handed_in = self._course.get_existing_timestamp(str(job.folder))
        book.update_or_create_submission(job.assignment, job.student, **({"timestamp": handed_in} if handed_in else {}))
        notebook = book.find_submission_notebook(job.assignment, job.assignment, job.student)
        for grade in notebook.grades:
            grade.auto_score = result.scores.get(grade.name) if result.outcome is Outcome.GRADED else 0.0
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in notebook.comments:
            comment.auto_comment = result.comments.get(comment.name)
        book.db.commit()
        self._late(job)

    def _late(self, job: Job) -> None:
        """The course's late policy, by nbgrader's own step."""
        from nbgrader.preprocessors import AssignLatePenalties

        names = {"notebook": job.assignment, "assignment": job.assignment, "student": job.student}
        resources = {"nbgrader": {**names, "db_url": self._course.db_url}}
        AssignLatePenalties(config=self._config, log=quiet()).preprocess(_empty(), resources)


def _empty() -> Any:
    from nbformat.v4 import new_notebook

    return new_notebook()


@contextmanager
def writer(course: Course) -> Iterator[Writer]:
    config = configuration(course)
    with Gradebook(url(course), config.CourseDirectory.course_id) as gradebook:
        yield Writer(gradebook, config)


def scores(course: Course) -> ScoreTable:
    """(student, assignment) -> Score, for every submission that the gradebook knows."""
    found: ScoreTable = {}
    with Gradebook(url(course), configuration(course).CourseDirectory.course_id) as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                found[submission.student.id, assignment.name] = _score(submission)
    return found


def _score(submission: Any) -> Score:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return Score(
        points=float(submission.score),
        possible=float(submission.max_score),
        waits=any(grade.needs_manual_grade for grade in grades),
        cells={grade.name: float(grade.score) for grade in grades},
    )
