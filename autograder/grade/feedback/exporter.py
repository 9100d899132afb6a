"""The same pages for `nbgrader generate_feedback` and the formgrader's button: an exporter in nbconvert's place.

c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = []
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter

from autograder.grade.feedback import render, write
from autograder.grade.feedback.grades import Grades
from autograder.grade.feedback.read import Reader


class FeedbackExporter(Exporter):
    """nbgrader hands over the notebook and its names; the marks are read here, the page is render's."""

    export_from_notebook = "Feedback"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        notebook, resources = super().from_notebook_node(nb, resources)
        names = resources["nbgrader"]
        student, assignment, book = names["student"], names["assignment"], names["notebook"]
        found = Reader(names["db_url"]).read(assignment, [student])
        grades = found.get((student, book)) or Grades(student, assignment, book)
        chosen = write.settings(self.config)
        return render.render(notebook, grades, trusted=chosen.trusted, marks=chosen.marks), resources
