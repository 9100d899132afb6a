"""Writes what was graded into the gradebook: scores, comments, late penalty and ledger row of a notebook in one commit.

The rows are those that nbgrader's own SaveAutoGrades and AssignLatePenalties leave, in a small part of the time: they
look up every cell anew, and commit each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Boolean, Connection, Float, bindparam, func, insert, or_, select, update

from autograder.grade import late, ledger, schema
from autograder.grade.late import timestamp
from autograder.grade.ledger import storable
from autograder.grade.result import Job, Outcome, Result

if TYPE_CHECKING:
    from traitlets.config import Config

    from autograder.grade.gradebook import Book

__all__ = ["Writer", "timestamp"]


class Writer:
    """The one that writes. Each result goes in with one commit, so an interruption loses nothing that was recorded."""

    def __init__(self, book: Book, config: Config) -> None:
        self._book = book
        self._policy = late.Policy(config)
        self._layouts: dict[str, _Layout] = {}

    def record(self, job: Job, result: Result, digest: str = "", handed_in: str = "") -> None:
        """Scores and comments of the machine; a person's marks and comments stay as they are."""
        with self._book.writing() as connection:
            if result.outcome is not Outcome.FAILED:
                self._score(connection, job, result, handed_in)
            ledger.write(connection, result, digest)

    def _score(self, connection: Connection, job: Job, result: Result, handed_in: str) -> None:
        layout = self._layout(connection, job.assignment)
        submission, handed, extension = _submission(connection, job.student, layout, handed_in)
        notebook = connection.execute(
            _BOOK, {"submission": submission, "book": layout.books[job.notebook]}
        ).scalar_one()
        machine = layout.machine(job.notebook, result)
        if machine:
            connection.execute(_GRADE, [{"b_book": notebook, **row} for row in machine])
        comments = layout.comments(job.notebook, result)
        if comments:
            connection.execute(_COMMENT, [{"b_book": notebook, **row} for row in comments])
        points = float(connection.execute(_SCORE, {"b_book": notebook}).scalar() or 0.0)
        behind = late.seconds(handed, layout.due, extension)
        late.write(connection, notebook, self._policy.penalty(job.student, points, behind))

    def _layout(self, connection: Connection, assignment: str) -> _Layout:
        if assignment not in self._layouts:
            self._layouts[assignment] = _Layout(connection, assignment)
        return self._layouts[assignment]


class _Layout:
    """The ids of an assignment's notebooks and cells, looked up once a run."""

    def __init__(self, connection: Connection, assignment: str) -> None:
        table = schema.assignment.c
        self.id, self.due = connection.execute(select(table.id, table.duedate).where(table.name == assignment)).one()
        books, cells = schema.notebook.c, schema.base_cell.c
        found = connection.execute(select(books.name, books.id).where(books.assignment_id == self.id))
        self.books: dict[str, str] = {row.name: row.id for row in found}
        self.cells: dict[str, list[Any]] = {
            name: list(connection.execute(select(cells.id, cells.name, cells.type).where(cells.notebook_id == book)))
            for name, book in self.books.items()
        }

    def machine(self, notebook: str, result: Result) -> list[dict[str, Any]]:
        """What the machine says of each cell. One that isn't there any more has 0; None waits for a person."""
        rows = []
        for cell in self.cells[notebook]:
            if cell.type == "SolutionCell":
                continue
            if result.outcome is not Outcome.GRADED:
                auto: float | None = 0.0
            else:
                auto = result.scores.get(cell.name, 0.0 if cell.type == "GradeCell" else None)
            rows.append({"b_cell": cell.id, "b_auto": auto, "b_waits": auto is None})
        return rows

    def comments(self, notebook: str, result: Result) -> list[dict[str, Any]]:
        rows = []
        for cell in self.cells[notebook]:
            if cell.type != "GradeCell":
                words = result.comments.get(cell.name)
                rows.append({"b_cell": cell.id, "b_words": None if words is None else storable(words)})
        return rows


def _submission(connection: Connection, student: str, layout: _Layout, handed_in: str) -> tuple[str, Any, Any]:
    """Its id, the time it was handed in, an extension; made with all its rows if it isn't there."""
    table = schema.submitted_assignment.c
    row = connection.execute(_SUBMISSION, {"assignment": layout.id, "student": student}).one_or_none()
    when = timestamp(handed_in)
    if row is None:
        if connection.execute(_STUDENT, {"student": student}).one_or_none() is None:
            connection.execute(insert(schema.student), {"id": student})
        made = {"id": uuid4().hex, "assignment_id": layout.id, "student_id": student, "timestamp": when}
        connection.execute(insert(schema.submitted_assignment), made)
        _rows(connection, made["id"], layout)
        return made["id"], when, None
    if when is not None and when != row.timestamp:
        connection.execute(update(schema.submitted_assignment).where(table.id == row.id).values(timestamp=when))
    return row.id, when or row.timestamp, row.extension


def _rows(connection: Connection, submission: str, layout: _Layout) -> None:
    """The empty rows of a new submission, as nbgrader's add_submission makes them."""
    for name, book in layout.books.items():
        notebook = {"id": uuid4().hex, "assignment_id": submission, "notebook_id": book, "flagged": False}
        connection.execute(insert(schema.submitted_notebook), notebook)
        place = {"notebook_id": notebook["id"]}
        cells = layout.cells[name]
        graded = [{"id": uuid4().hex, "cell_id": cell.id, **place} for cell in cells if cell.type != "SolutionCell"]
        spoken = [{"id": uuid4().hex, "cell_id": cell.id, **place} for cell in cells if cell.type != "GradeCell"]
        if graded:
            connection.execute(insert(schema.grade), [{**row, "needs_manual_grade": True} for row in graded])
        if spoken:
            connection.execute(insert(schema.comment), spoken)


_SUBMISSION = select(
    schema.submitted_assignment.c.id, schema.submitted_assignment.c.timestamp, schema.submitted_assignment.c.extension
).where(
    schema.submitted_assignment.c.assignment_id == bindparam("assignment"),
    schema.submitted_assignment.c.student_id == bindparam("student"),
)
_STUDENT = select(schema.student.c.id).where(schema.student.c.id == bindparam("student"))
_BOOK = select(schema.submitted_notebook.c.id).where(
    schema.submitted_notebook.c.assignment_id == bindparam("submission"),
    schema.submitted_notebook.c.notebook_id == bindparam("book"),
)
_GRADE = (
    update(schema.grade)
    .where(schema.grade.c.notebook_id == bindparam("b_book"), schema.grade.c.cell_id == bindparam("b_cell"))
    .values(
        auto_score=bindparam("b_auto", type_=Float()),
        needs_manual_grade=or_(schema.grade.c.manual_score.is_not(None), bindparam("b_waits", type_=Boolean())),
    )
)
_COMMENT = (
    update(schema.comment)
    .where(schema.comment.c.notebook_id == bindparam("b_book"), schema.comment.c.cell_id == bindparam("b_cell"))
    .values(auto_comment=bindparam("b_words"))
)
_SCORE = select(func.sum(schema.POINTS)).where(schema.grade.c.notebook_id == bindparam("b_book"))
