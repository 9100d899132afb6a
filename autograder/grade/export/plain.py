"""One row a student and assignment, for a spreadsheet or a script: the columns of nbgrader's own CsvExportPlugin, by
the same names and in the same order, then what the grader knows beyond that.

Unlike nbgrader's, work without a score has an empty one and not 0, and names with commas are quoted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from autograder.grade.export import table
from autograder.grade.export.read import Assignment, Marks, State, Student
from autograder.grade.export.sheet import Sheet, number
from autograder.grade.export.table import Made, Tally
from autograder.grade.export.wishes import Wishes

BY_NBGRADER = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
OURS = ("manual_score", "extra_credit", "status", "note", "lms_user_id")


def fresh(marks: Marks, wishes: Wishes) -> Made:
    tally = Tally()
    rows: list[tuple[str, ...]] = [(*BY_NBGRADER, *OURS)]
    for one in marks.assignments:
        rows += [_row(student, one, marks, wishes, tally) for student in marks.students]
    return Made(Sheet(tuple(rows), bom=wishes.bom), tally)


def _row(student: Student, one: Assignment, marks: Marks, wishes: Wishes, tally: Tally) -> tuple[str, ...]:
    """Everything that is counted in points is on the one scale."""
    work = marks.of(student, one)
    points, factor = wishes.points(work), wishes.factor(one)
    tally.count(student, one, work, points)
    graded = points is not None and work.state is not State.MISSING
    who = (student.id, student.last, student.first, student.email)
    raw = work.raw if graded else points
    penalty = work.penalty if graded else points
    scores = (number(table.worth(value, factor)) for value in (raw, penalty, points, one.possible))
    by_hand = (number(table.worth(value, factor)) for value in (work.manual, work.extra))
    about = (one.name, _time(one.due), _time(work.timestamp))
    return (*about, *who, *scores, *by_hand, work.state.value, " ".join(work.note.split()), student.lms)


def _time(when: datetime | None) -> str:
    return "" if when is None else str(when)


def __getattr__(name: str) -> Any:
    """`nbgrader export --exporter=autograder.grade.export.plain.CsvExport`: nbgrader is imported only for this."""
    if name == "CsvExport":
        from autograder.grade.export.plugins import CsvExport

        return CsvExport
    raise AttributeError(name)
