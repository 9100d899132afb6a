"""nbgrader's gradebook: brought up to date from the masters, and read for the table.

    prepare, bring_up_to_date   by nbgrader's own GenerateAssignment; slow to import, so only when a master changed
    Book                        the gradebook for one run, in plain SQL; its troubles are sentences
    record.Writer               the one that writes

SQLite's journal stays as it is, by default the rollback journal: it survives a kill -9 as write-ahead logging does, but
needs no shared memory, so it works on a network folder, and a copy of gradebook.db is a whole gradebook. The price is
a few milliseconds of waiting for the disk per submission, in which the workers go on.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    case,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    or_,
    select,
)

from autograder.course import CONFIG, Course, CourseError, configuration
from autograder.grade import ledger, schema
from autograder.grade.exam import ExamCell
from autograder.grade.result import Score, ScoreTable
from autograder.grade.trouble import database

PATIENCE = 10  # seconds to wait for another process that writes
_HEADER = b"SQLite format 3\0"


def url(course: Course) -> str:
    """nbgrader's `db_url`, or gradebook.db in the course. A relative path of SQLite's is one from the course."""
    found = make_url(str(configuration(course).CourseDirectory.get("db_url") or "sqlite:///gradebook.db"))
    if found.get_backend_name() == "sqlite" and found.database and found.database != ":memory:":
        found = found.set(database=str(course.root / found.database))
    return found.render_as_string(hide_password=False)


def prepare(course: Course, db_url: str) -> None:
    """Put every assignment, with its tests and points, into the gradebook. release/ is not touched."""
    with tempfile.TemporaryDirectory(prefix="assign-") as scratch:
        for assignment in course.assignments():
            generate(course, assignment, Path(scratch), db_url)


def generate(course: Course, assignment: str, target: Path, db_url: str) -> None:
    """nbgrader's GenerateAssignment: the release of one assignment into `target`, its cells into the gradebook."""
    from autograder.grade.assign import generate as by_nbgrader  # two seconds of imports

    by_nbgrader(course, assignment, target, db_url)


def bring_up_to_date(course: Course, book: Book) -> list[str]:
    """`prepare` for the assignments whose master, or the configuration, changed since; gives their names."""
    book.check()
    known = book.masters()
    changed = {name: digest for name in course.assignments() if known.get(name) != (digest := _digest(course, name))}
    with tempfile.TemporaryDirectory(prefix="assign-") as scratch, database(book.url):
        for assignment, digest in changed.items():
            generate(course, assignment, Path(scratch), book.url)
            with book.writing() as connection:
                ledger.create(connection)
                ledger.remember(connection, assignment, digest)
    return list(changed)


def _digest(course: Course, assignment: str) -> str:
    """Of what GenerateAssignment makes an assignment's cells from."""
    from importlib import metadata

    found = hashlib.sha256(metadata.version("nbgrader").encode())
    masters = [course.master(assignment, name) for name in course.notebooks(assignment)]
    for path in (course.root / CONFIG, *masters):
        data = path.read_bytes()
        found.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


class Book:
    """The gradebook of a course for one run. Every method's troubles are a `CourseError` in words."""

    def __init__(self, db_url: str) -> None:
        self.url = db_url
        self._place = make_url(db_url)
        self.on_sqlite = self._place.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        return Path(str(self._place.database)) if self.on_sqlite else None

    @cached_property
    def engine(self) -> Engine:
        with database(self.url):
            made = create_engine(self.url, connect_args={"timeout": PATIENCE} if self.on_sqlite else {})
        if self.on_sqlite:
            event.listen(made, "connect", _no_begin_by_itself)
            event.listen(made, "begin", _begin)
        return made

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with database(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it, or nothing."""
        with database(self.url), self.engine.connect() as connection:
            connection = connection.execution_options(autograder_writes=True)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Find out before anything is graded whether the gradebook can be written to."""
        path = self.path
        if path is not None:
            if not path.parent.is_dir():
                raise CourseError(
                    f"The folder of the gradebook, {path.parent}, does not exist. Make it, or set db_url."
                )
            if not os.access(path.parent, os.W_OK):
                raise CourseError(f"{path.parent} can't be written, and SQLite keeps its journal beside {path.name}.")
            if not path.exists():
                return
        with self.writing():
            pass

    def _has(self, table: str) -> bool:
        if self.path is not None and not self.path.exists():
            return False  # to look would make an empty file
        with database(self.url):
            return bool(inspect(self.engine).has_table(table))

    def masters(self) -> dict[str, str]:
        """assignment -> the digest of the masters whose cells are in the gradebook."""
        if not self._has(schema.masters.name) or not self._has(schema.assignment.name):
            return {}
        with self.reading() as connection:
            found = ledger.masters(connection)
            there = set(connection.execute(select(schema.assignment.c.name)).scalars())
        return {name: digest for name, digest in found.items() if name in there}

    def exam_cells(self, assignment: str, notebook: str) -> tuple[dict[str, str], list[ExamCell]]:
        """The kernel and the cells of a master, hidden tests included, as nbgrader saved them."""
        source = schema.source_cell.c
        with self.reading() as connection:
            row = connection.execute(
                select(schema.notebook.c.id, schema.notebook.c.kernelspec)
                .join(schema.assignment, schema.assignment.c.id == schema.notebook.c.assignment_id)
                .where(schema.assignment.c.name == assignment, schema.notebook.c.name == notebook)
            ).one()
            kinds = _kinds(connection, row.id)
            columns = (source.name, source.cell_type, source.locked, source.source, source.checksum)
            cells = connection.execute(select(*columns).where(source.notebook_id == row.id)).all()
        kernelspec = json.loads(row.kernelspec) if row.kernelspec else {}
        return kernelspec or {}, [_exam_cell(cell, kinds.get(cell.name, {})) for cell in cells]

    def marks(self) -> dict[ledger.Key, ledger.Mark]:
        with self.writing() as connection:
            ledger.create(connection)
        with self.reading() as connection:
            return ledger.marks(connection)

    def by_hand(self) -> dict[tuple[str, str], str]:
        """(student, assignment) -> a digest of what changes without grading: a person's marks and comments, and what
        handing in late costs. Where there is nothing of that, there is no digest."""
        found: dict[tuple[str, str], Any] = {}
        with self.reading() as connection:
            for query in _BY_HAND:
                for student, assignment, *said in connection.execute(query):
                    found.setdefault((student, assignment), hashlib.sha256()).update(repr(said).encode())
        return {place: digest.hexdigest() for place, digest in found.items()}

    def scores(self, *, cells: bool = True) -> ScoreTable:
        """(student, assignment) -> Score for all that was handed in; without its cells where the sum is enough."""
        if not self._has(schema.grade.name):
            return {}
        with self.reading() as connection:
            possible = _possible(connection)
            penalties = {(row.student_id, row.name): float(row.penalty) for row in connection.execute(_PENALTIES)}
            found = {
                (row.student_id, row.name): Score(
                    float(row.points or 0),
                    possible.get(row.name, 0.0),
                    bool(row.waits),
                    {},
                    penalties.get((row.student_id, row.name), 0.0),
                )
                for row in connection.execute(_SUMS)
            }
            if cells:
                several = {name for name, count in connection.execute(_BOOKS) if count > 1}
                for row in connection.execute(_CELLS):
                    name = f"{row.notebook}/{row.cell}" if row.name in several else row.cell
                    found[row.student_id, row.name].cells[name] = float(row.points)  # type: ignore[index]
        return found


def _no_begin_by_itself(connection: Any, _: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once, where it can be waited for, and not between a look and a change."""
    writes = connection.get_execution_options().get("autograder_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _kinds(connection: Connection, notebook: str) -> dict[str, dict[str, float | None]]:
    """cell -> its kinds (GradeCell, SolutionCell, TaskCell), with the points where there are any."""
    base, points = schema.base_cell.c, func.coalesce(schema.grade_cells.c.max_score, schema.task_cells.c.max_score)
    rows = connection.execute(
        select(base.name, base.type, points.label("points"))
        .outerjoin(schema.grade_cells, schema.grade_cells.c.id == base.id)
        .outerjoin(schema.task_cells, schema.task_cells.c.id == base.id)
        .where(base.notebook_id == notebook)
    )
    found: dict[str, dict[str, float | None]] = {}
    for row in rows:
        found.setdefault(row.name, {})[row.type] = row.points
    return found


def _exam_cell(row: Any, kinds: Mapping[str, float | None]) -> ExamCell:
    points = next((points for points in kinds.values() if points is not None), None)
    return ExamCell(
        grade_id=row.name,
        cell_type=row.cell_type,
        source=row.source or "" if row.locked else "",
        checksum=row.checksum or "",
        points=points,
        grade="GradeCell" in kinds,
        solution="SolutionCell" in kinds,
        locked=bool(row.locked),
        task="TaskCell" in kinds,
    )


_SUMS = (
    select(
        *schema.WHO,
        func.sum(schema.POINTS).label("points"),
        func.max(case((schema.grade.c.needs_manual_grade, 1), else_=0)).label("waits"),
    )
    .select_from(schema.GRADES)
    .group_by(*schema.WHO)
    .order_by(schema.assignment.c.name, schema.submitted_assignment.c.student_id)
)
_CELLS = (
    select(
        *schema.WHO,
        schema.notebook.c.name.label("notebook"),
        schema.base_cell.c.name.label("cell"),
        schema.POINTS.label("points"),
    )
    .select_from(
        schema.GRADES.join(schema.base_cell, schema.base_cell.c.id == schema.grade.c.cell_id).join(
            schema.notebook, schema.notebook.c.id == schema.submitted_notebook.c.notebook_id
        )
    )
    .order_by(*schema.WHO)
)
_HANDED = schema.submitted_assignment.join(
    schema.assignment, schema.assignment.c.id == schema.submitted_assignment.c.assignment_id
).join(schema.submitted_notebook, schema.submitted_notebook.c.assignment_id == schema.submitted_assignment.c.id)
_BY_HAND = (
    select(*schema.WHO, schema.grade.c.cell_id, schema.grade.c.manual_score, schema.grade.c.extra_credit)
    .select_from(_HANDED.join(schema.grade, schema.grade.c.notebook_id == schema.submitted_notebook.c.id))
    .where(or_(schema.grade.c.manual_score.is_not(None), schema.grade.c.extra_credit.is_not(None)))
    .order_by(schema.grade.c.id),
    select(*schema.WHO, schema.comment.c.cell_id, schema.comment.c.manual_comment)
    .select_from(_HANDED.join(schema.comment, schema.comment.c.notebook_id == schema.submitted_notebook.c.id))
    .where(schema.comment.c.manual_comment.is_not(None))
    .order_by(schema.comment.c.id),
    select(*schema.WHO, schema.submitted_notebook.c.id, schema.submitted_notebook.c.late_submission_penalty)
    .select_from(_HANDED)
    .where(schema.submitted_notebook.c.late_submission_penalty > 0)
    .order_by(schema.submitted_notebook.c.id),
)
_PENALTIES = (
    select(*schema.WHO, func.sum(schema.submitted_notebook.c.late_submission_penalty).label("penalty"))
    .select_from(_HANDED)
    .where(schema.submitted_notebook.c.late_submission_penalty.is_not(None))
    .group_by(*schema.WHO)
)
_BOOKS = (
    select(schema.assignment.c.name, func.count())
    .join(schema.notebook, schema.notebook.c.assignment_id == schema.assignment.c.id)
    .group_by(schema.assignment.c.name)
)


def _possible(connection: Connection) -> dict[str, float]:
    found: dict[str, float] = {}
    for cells in (schema.grade_cells, schema.task_cells):
        rows = connection.execute(
            select(schema.assignment.c.name, func.sum(cells.c.max_score))
            .join(schema.notebook, schema.notebook.c.assignment_id == schema.assignment.c.id)
            .join(schema.base_cell, schema.base_cell.c.notebook_id == schema.notebook.c.id)
            .join(cells, cells.c.id == schema.base_cell.c.id)
            .group_by(schema.assignment.c.name)
        )
        for name, points in rows:
            found[name] = found.get(name, 0.0) + float(points or 0)
    return found


def shown(course: Course) -> str:
    """The gradebook in a line for people: its file, or its address without the password."""
    place = make_url(url(course))
    path = Path(str(place.database))
    return path.name if place.get_backend_name() == "sqlite" else place.render_as_string(hide_password=True)


@contextmanager
def opened(course: Course) -> Iterator[Book]:
    book = Book(url(course))
    try:
        yield book
    finally:
        book.close()


def scores(course: Course) -> ScoreTable:
    """(student, assignment) -> Score, for every submission that the gradebook knows."""
    with opened(course) as book:
        return book.scores()
