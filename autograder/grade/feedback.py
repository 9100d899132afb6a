"""A student's feedback page: nbgrader's GenerateFeedback for what was graded, the reason for what was not."""

from __future__ import annotations

import html
import traceback
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course, configuration
from autograder.grade.result import Job
from autograder.grade.stock import quiet

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
<p>This submission could not be graded.</p>
<p>{reason}</p>
</body>
</html>
"""


def page(course: Course, student: str, assignment: str) -> Path:
    return course.feedback / student / assignment / f"{assignment}.html"


def make(job: Job) -> str:
    """The page of one graded submission, from autograded/ and the gradebook. Gives what went wrong, or ''."""
    try:
        config = configuration(Course(job.course))
        config.CourseDirectory.student_id = job.student
        config.CourseDirectory.assignment_id = job.assignment
        config.CourseDirectory.notebook_id = job.assignment
        _Feedback(coursedir=CourseDirectory(config=config), config=config, log=quiet()).start()
    except Exception as error:
        return f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
    return ""


class _Feedback(GenerateFeedback):  # type: ignore[misc]
    """Errors as they are, and the page alone: the stock converter copies every file of the submission beside it."""

    def init_notebooks(self) -> None:
        """Without a search: nbgrader looks for the folder by patterns, and a name may hold `[`."""
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [f"{folder}/{self.coursedir.notebook_id}.ipynb"]}

    def convert_notebooks(self) -> None:
        for paths in self.assignments.values():
            self.notebooks = sorted(paths)
            for path in self.notebooks:
                self.convert_single_notebook(path)


def refuse(course: Course, student: str, assignment: str, reason: str) -> None:
    """The page of a submission that could not be graded: why not, in the words of the instructor's table."""
    target = page(course, student, assignment)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_PAGE.format(title=html.escape(assignment), reason=html.escape(reason)), encoding="utf-8")
