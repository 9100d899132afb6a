"""The gradebook as plain data: who there is, what was set, and what came of each piece of work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, String, case, column, func, inspect, select, table

from autograder.grade import schema
from autograder.grade.result import Outcome


class State(StrEnum):
    GRADED = "graded"
    WAITS = "waits"  # for a person's marks
    REFUSED = "refused"  # it could not be graded as it is
    FAILED = "failed"  # grading it broke down on our side
    MISSING = "missing"  # nothing was handed in


@dataclass(frozen=True)
class Student:
    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""  # the number that the LMS knows this person by

    @property
    def sortable(self) -> str:
        return ", ".join(filter(None, (self.last, self.first)))

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first, self.last)))

    def __str__(self) -> str:
        return f"{self.name} ({self.id})" if self.name else self.id


@dataclass(frozen=True)
class Assignment:
    name: str
    possible: float = 0.0
    due: datetime | None = None


@dataclass(frozen=True)
class Cell:
    """A graded cell of one submission."""

    name: str
    points: float
    possible: float
    waits: bool = False
    why: str = ""  # the recognised mistake's title, or what else is known of it


@dataclass(frozen=True)
class Work:
    state: State
    raw: float = 0.0  # before the late penalty, extra credit included
    penalty: float = 0.0
    manual: float | None = None  # the part that a person gave
    extra: float | None = None
    timestamp: datetime | None = None
    note: str = ""  # why it has no score
    cells: Sequence[Cell] = ()
    comments: Sequence[tuple[str, str]] = ()  # cell, a person's words

    @property
    def score(self) -> float:
        """As nbgrader counts."""
        return max(0.0, self.raw - self.penalty)


NOTHING = Work(State.MISSING)


@dataclass(frozen=True)
class Marks:
    students: Sequence[Student] = ()  # by last name
    assignments: Sequence[Assignment] = ()  # by name
    works: Mapping[tuple[str, str], Work] = field(default_factory=dict)

    def of(self, student: Student, assignment: Assignment) -> Work:
        return self.works.get((student.id, assignment.name), NOTHING)


# The part of nbgrader's table that only this reads; nbgrader declares each as String(128).
_student = table(
    "student", *(column(name, String) for name in ("id", "first_name", "last_name", "email", "lms_user_id"))
)


def read(connection: Connection, *, cells: bool = False) -> Marks:
    """All of it; with `cells` also what the feedback text for Moodle tells."""
    if not inspect(connection).has_table(schema.grade.name):
        return Marks()
    told = _told(connection)
    works = dict(_works(connection, told))
    for place, (state, note) in told.items():
        if place not in works and state is not State.GRADED:
            works[place] = Work(state, note=note)
    if cells:
        _add_cells(connection, works)
    return Marks(_students(connection), _assignments(connection), works)


def _students(connection: Connection) -> list[Student]:
    found = [
        Student(*("" if value is None else str(value) for value in row)) for row in connection.execute(select(_student))
    ]
    return sorted(found, key=lambda student: (student.last.casefold(), student.first.casefold(), student.id))


def _assignments(connection: Connection) -> list[Assignment]:
    possible: dict[str, float] = {}
    for kind in (schema.grade_cells, schema.task_cells):
        rows = connection.execute(
            select(schema.notebook.c.assignment_id, func.sum(kind.c.max_score))
            .join(schema.base_cell, schema.base_cell.c.id == kind.c.id)
            .join(schema.notebook, schema.notebook.c.id == schema.base_cell.c.notebook_id)
            .group_by(schema.notebook.c.assignment_id)
        )
        for key, points in rows:
            possible[key] = possible.get(key, 0.0) + float(points or 0)
    rows = connection.execute(select(schema.assignment))
    return sorted(
        (Assignment(row.name, possible.get(row.id, 0.0), row.duedate) for row in rows), key=lambda found: found.name
    )


def _works(
    connection: Connection, told: Mapping[tuple[str, str], tuple[State, str]]
) -> Iterable[tuple[tuple[str, str], Work]]:
    penalties = {row[0]: float(row[1] or 0) for row in connection.execute(_PENALTIES)}
    for row in connection.execute(_SUMS):
        place = row.student_id, row.name
        state, note = told.get(place, (State.GRADED, ""))
        if state is State.GRADED and row.waits:
            state, note = State.WAITS, "An answer waits for a person's marks."
        yield (
            place,
            Work(
                state,
                float(row.points or 0),
                penalties.get(row.id, 0.0),
                None if row.manual is None else float(row.manual),
                None if row.extra is None else float(row.extra),
                row.timestamp,
                note,
            ),
        )


def _told(connection: Connection) -> dict[tuple[str, str], tuple[State, str]]:
    """What our ledger says of each; of several notebooks, the one that could not be graded."""
    graded = schema.graded.c
    if not inspect(connection).has_table(schema.graded.name):
        return {}
    found: dict[tuple[str, str], tuple[State, str]] = {}
    for row in connection.execute(select(graded.student, graded.assignment, graded.outcome, graded.reason)):
        place = row.student, row.assignment
        if found.get(place, (State.GRADED, ""))[0] is State.GRADED:
            found[place] = State(Outcome(row.outcome).value), row.reason
    return found


_SUMS = (
    select(
        schema.submitted_assignment.c.id,
        *schema.WHO,
        schema.submitted_assignment.c.timestamp,
        func.sum(schema.POINTS).label("points"),
        func.sum(schema.grade.c.manual_score).label("manual"),
        func.sum(schema.grade.c.extra_credit).label("extra"),
        func.max(case((schema.grade.c.needs_manual_grade, 1), else_=0)).label("waits"),
    )
    .select_from(schema.GRADES)
    .group_by(schema.submitted_assignment.c.id, *schema.WHO, schema.submitted_assignment.c.timestamp)
)
_PENALTIES = select(
    schema.submitted_notebook.c.assignment_id, func.sum(schema.submitted_notebook.c.late_submission_penalty)
).group_by(schema.submitted_notebook.c.assignment_id)


# What the feedback text tells


def _add_cells(connection: Connection, works: dict[tuple[str, str], Work]) -> None:
    verdicts = _verdicts(connection)
    cells: dict[tuple[str, str], list[Cell]] = {}
    for row in connection.execute(_CELLS):
        place = row.student_id, row.name
        why = verdicts.get((*place, row.cell), "")
        made = Cell(row.cell, float(row.points), float(row.possible or 0), bool(row.waits), why)
        cells.setdefault(place, []).append(made)
    comments: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for student, name, cell, said in connection.execute(_COMMENTS):
        comments.setdefault((student, name), []).append((cell, said))
    for place, work in works.items():
        works[place] = replace(work, cells=cells.get(place, ()), comments=comments.get(place, ()))


def _verdicts(connection: Connection) -> dict[tuple[str, str, str], str]:
    """(student, assignment, cell) -> why it has not all points."""
    graded = schema.graded.c
    if not inspect(connection).has_table(schema.graded.name):
        return {}
    return {
        (row.student, row.assignment, str(entry.get("grade_id", ""))): _why(entry.get("verdict") or {})
        for row in connection.execute(select(graded.student, graded.assignment, graded.verdicts))
        for entry in json.loads(row.verdicts)
    }


def _why(verdict: Mapping[str, Any]) -> str:
    """By name only: the values of a verdict may be those of a hidden test."""
    if title := (verdict.get("diagnosis") or {}).get("title"):
        return str(title).rstrip(".")
    if verdict.get("breach"):
        return "a rule of the exercise was broken"
    outcome = verdict.get("outcome")
    return outcome if outcome in ("not attempted", "could not run") else ""


_CELLS = (
    select(
        *schema.WHO,
        schema.base_cell.c.name.label("cell"),
        schema.POINTS.label("points"),
        func.coalesce(schema.grade_cells.c.max_score, schema.task_cells.c.max_score, 0.0).label("possible"),
        schema.grade.c.needs_manual_grade.label("waits"),
    )
    .select_from(
        schema.GRADES.join(schema.base_cell, schema.base_cell.c.id == schema.grade.c.cell_id)
        .outerjoin(schema.grade_cells, schema.grade_cells.c.id == schema.base_cell.c.id)
        .outerjoin(schema.task_cells, schema.task_cells.c.id == schema.base_cell.c.id)
    )
    .order_by(*schema.WHO, schema.base_cell.c.name)
)
_COMMENTS = (
    select(*schema.WHO, schema.base_cell.c.name.label("cell"), schema.comment.c.manual_comment.label("words"))
    .select_from(
        schema.submitted_assignment.join(
            schema.assignment, schema.assignment.c.id == schema.submitted_assignment.c.assignment_id
        )
        .join(schema.submitted_notebook, schema.submitted_notebook.c.assignment_id == schema.submitted_assignment.c.id)
        .join(schema.comment, schema.comment.c.notebook_id == schema.submitted_notebook.c.id)
        .join(schema.base_cell, schema.base_cell.c.id == schema.comment.c.cell_id)
    )
    .where(schema.comment.c.manual_comment.is_not(None), schema.comment.c.manual_comment != "")
    .order_by(*schema.WHO, schema.base_cell.c.name)
)
