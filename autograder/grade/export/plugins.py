"""The same as nbgrader's ExportPlugins: `nbgrader export --exporter=autograder.grade.export.canvas.CanvasExport`.

    --to, --assignment, --student          nbgrader's own options; names may be patterns
    --CanvasExport.like=gradebook.csv      and scale, missing_as_zero, waiting, bom, columns, as `autograder export`

What a person should know is logged as a warning, and what can't be done is one line and the exit code 1.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins.export import ExportPlugin
from traitlets import Bool, Dict, Float, Unicode

from autograder.course import Course, CourseError
from autograder.grade.export.run import export
from autograder.grade.export.wishes import Wishes
from autograder.grade.gradebook import Book


class _Export(ExportPlugin):  # type: ignore[misc]
    kind = ""

    like = Unicode("", help="a file that the LMS exported, to be filled in").tag(config=True)
    scale = Float(None, allow_none=True, help="the points of every assignment").tag(config=True)
    missing_as_zero = Bool(False, help="0 for what was not handed in").tag(config=True)
    waiting = Bool(False, help="also the points so far of work that waits for a person").tag(config=True)
    bom = Bool(False, help="begin with a byte order mark, for Excel").tag(config=True)
    columns = Dict(help="assignment -> its title in the file of `like`").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        book = Book(gradebook.engine.url.render_as_string(hide_password=False))
        try:
            done = export(self._course(book), book, self.kind, self._wishes(), self.to)
        except CourseError as error:
            self.log.error(str(error))
            sys.exit(1)
        finally:
            book.close()
        self.log.info("%s", done.show())
        for problem in done.tally.problems:
            self.log.warning(problem)

    def _wishes(self) -> Wishes:
        return Wishes(
            assignments=[str(name) for name in self.assignment],
            students=[str(name) for name in self.student],
            scale=self.scale,
            missing_as_zero=self.missing_as_zero,
            waiting=self.waiting,
            like=Path(self.like) if self.like else None,
            columns=self.columns,
            bom=self.bom,
        )

    def _course(self, book: Book) -> Course:
        """nbgrader's own idea of where the course is; by itself, the folder of the gradebook."""
        folder: Any = getattr(getattr(self.parent, "coursedir", None), "root", None)
        return Course(Path(folder) if folder else (book.path or Path("gradebook.db")).resolve().parent)


class CanvasExport(_Export):
    """A gradebook for Canvas."""

    kind = "canvas"


class MoodleExport(_Export):
    """A gradebook, or a grading worksheet, for Moodle."""

    kind = "moodle"


class CsvExport(_Export):
    """A row for each student and assignment."""

    kind = "csv"
