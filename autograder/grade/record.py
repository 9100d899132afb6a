"""Writes what was graded into the gradebook: scores, comments, late penalty and ledger row of a notebook in one commit.

The rows are those that nbgrader's own SaveAutoGrades and AssignLatePenalties leave, in a small part of the time: they
look up every cell anew, and commit each.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Boolean, Connection, Float, bindparam, func, insert, or_, select, update

from autograder.course import CourseError
from autograder.grade import ledger, schema
from autograder.grade.ledger import storable
from autograder.grade.result import Job, Outcome, Result

if TYPE_CHECKING:
    from traitlets.config import Config

    from autograder.grade.gradebook import Book


class Writer:
    """The one that writes. Each result goes in with one commit, so an interruption loses nothing that was recorded."""

    def __init__(self, book: Book, config: Config) -> None:
        self._book = book
        self._config = config
        self._layouts: dict[str, _Layout] = {}

    def record(self, job: Job, result: Result, digest: str = "", handed_in: str = "") -> None:
        """Scores and comments of the machine; a person's marks and comments stay as they are."""
        with self._book.writing() as connection:
            if result.outcome is not Outcome.FAILED:
                self._score(connection, job, result, handed_in)
            ledger.write(connection, result, digest)

    def _score(self, connection: Connection, job: Job, result: Result, handed_in: str) -> None:
        layout = self._layout(connection, job.assignment)
        submission, timestamp, extension = _submission(connection, job.student, layout, handed_in)
        notebook = connection.execute(
            _BOOK, {"submission": submission, "book": layout.books[job.notebook]}
        ).scalar_one()
        machine = layout.machine(job.notebook, result)
        if machine:
            connection.execute(_GRADE, [{"b_book": notebook, **row} for row in machine])
        comments = layout.comments(job.notebook, result)
        if comments:
            connection.execute(_COMMENT, [{"b_book": notebook, **row} for row in comments])
        due = layout.due + (extension or timestamp - timestamp) if layout.due and timestamp else None
        late = max(0.0, (timestamp - due).total_seconds()) if timestamp and due else 0.0
        penalty = self._penalty(connection, job.student, notebook, late) if late else None
        connection.execute(_LATE, {"b_book": notebook, "b_penalty": penalty})

    def _layout(self, connection: Connection, assignment: str) -> _Layout:
        if assignment not in self._layouts:
            self._layouts[assignment] = _Layout(connection, assignment)
        return self._layouts[assignment]

    def _penalty(self, connection: Connection, student: str, notebook: str, late: float) -> float | None:
        """The course's late policy, by the plugin that nbgrader's configuration names."""
        score = float(connection.execute(_SCORE, {"b_book": notebook}).scalar() or 0.0)
        try:
            penalty = self._policy.late_submission_penalty(student, score, late)
        except Exception as error:
            raise CourseError(f"The course's late policy failed for {student}: {error}.") from error
        return None if penalty is None else min(max(float(penalty), 0.0), score)

    @cached_property
    def _policy(self) -> Any:
        from autograder.grade.stock import quiet

        log = quiet()
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=self._config, log=log)
        step.init_plugin()
        return step.plugin_inst


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
_LATE = (
    update(schema.submitted_notebook)
    .where(schema.submitted_notebook.c.id == bindparam("b_book"))
    .values(late_submission_penalty=bindparam("b_penalty", type_=Float()))
)
_SCORE = select(func.sum(schema.POINTS)).where(schema.grade.c.notebook_id == bindparam("b_book"))


def timestamp(text: str) -> datetime | None:
    """The time in a timestamp.txt in UTC, as nbgrader reads it; None for what is no time."""
    words = text.strip()
    if not words:
        return None
    import dateutil.parser  # type: ignore[import-untyped]
    import dateutil.tz  # type: ignore[import-untyped]

    parts = words.split(" ")
    try:
        if len(parts) == 3:
            zone = int(parts[2]) if parts[2].lstrip("+-").isdigit() else dateutil.tz.gettz(parts[2])
            found = dateutil.parser.parse(" ".join([*parts[:2], "TZ"]), tzinfos={"TZ": zone})
        else:
            found = dateutil.parser.parse(words)
        offset = found.utcoffset()
        made: datetime = found if offset is None else (found - offset).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError):
        return None
    return made
