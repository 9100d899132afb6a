"""Reads what is known of a class: the gradebook's marks, the ledger's verdicts, the masters' headings. Counts nothing.

rows of marks ──┐
rows of verdicts┼─ Answer, one an exercise ─ Submission ─┐
submitted/ ─────┘                                        ├─ Facts
source/, gradebook ─ Exercise ─ Assignment ──────────────┘
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, case, func, inspect, select

from autograder.course import Course, CourseError, configuration
from autograder.grade import plan, result, schema
from autograder.grade.gradebook import Book
from autograder.grade.report import masters
from autograder.grade.report.facts import Answer, Assignment, Exercise, Facts, Outcome, State, Submission
from autograder.learn import exercises
from autograder.learn.verdict import Outcome as Found
from autograder.learn.verdict import Pointer

Place = tuple[str, str]  # student, assignment
Cell = tuple[str, str, str]  # assignment, notebook, grade id


class Graded(NamedTuple):
    """A graded cell as the gradebook knows it; `by_hand` where a person marks it."""

    points: float
    by_hand: bool


@dataclass
class Run:
    """What the ledger says of one submission; of an assignment with several notebooks, of all together."""

    outcome: result.Outcome = result.Outcome.GRADED
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    verdicts: dict[Cell, Mapping[str, Any]] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    seconds: float = 0.0
    forgeable: bool = False


@dataclass
class Rows:
    """The databases' rows, as they came."""

    cells: dict[Cell, Graded] = field(default_factory=dict)
    marks: dict[Place, dict[Cell, Row[Any]]] = field(default_factory=dict)
    handed: dict[Place, Row[Any]] = field(default_factory=dict)
    runs: dict[Place, Run] = field(default_factory=dict)
    students: set[str] = field(default_factory=set)
    until: datetime | None = None


def read(course: Course, book: Book, only: Sequence[str] = ()) -> Facts:
    """All of the class, or the assignments that match one of the patterns `only`."""
    rows = _rows(book)
    names = sorted({*course.assignments(), *(cell[0] for cell in rows.cells)})
    chosen = [name for name in names if not only or any(fnmatchcase(name, pattern) for pattern in only)]
    if only and not chosen:
        there = ", ".join(names) or "none"
        raise CourseError(f"No assignment is called {' or '.join(only)}. Those of this course: {there}.")
    assigned = {name: _assignment(course, name, rows) for name in chosen}
    waiting, strangers, people = _submitted(course, only, rows)
    judged = {cell for run in rows.runs.values() for cell in run.verdicts}
    told = {cell for run in rows.runs.values() for cell, entry in run.verdicts.items() if "verdict" in entry}
    places = sorted(place for place in {*rows.handed, *rows.runs} if place[1] in assigned and place not in waiting)
    made = [_submission(place, rows, assigned[place[1]], judged, told) for place in places]
    new = [Submission(*place, Outcome.NEW) for place in sorted(waiting)]
    every = sorted([*made, *new], key=lambda one: (one.student, one.assignment))
    students = tuple(sorted({*rows.students, *people, *(one.student for one in every)}))
    return Facts(
        _title(course), tuple(assigned.values()), students, tuple(every), strangers, rows.until, only=tuple(only)
    )


def _title(course: Course) -> str:
    return str(configuration(course).CourseDirectory.get("course_id") or course.root.name)


def _rows(book: Book) -> Rows:
    """Empty where there is no gradebook yet: nothing was graded, and to look must not make a file."""
    found = Rows()
    if book.path is not None and not book.path.exists():
        return found
    with book.reading() as connection:
        there = set(inspect(connection).get_table_names())
        if schema.grade.name in there:
            _gradebook(connection, found)
        if schema.graded.name in there:
            _ledger(connection, found)
    return found


def _gradebook(connection: Connection, rows: Rows) -> None:
    rows.students = set(connection.execute(select(schema.student.c.id)).scalars())
    kinds: dict[Cell, set[str]] = defaultdict(set)
    points: dict[Cell, float] = {}
    for row in connection.execute(_CELLS):
        kinds[row.assignment, row.notebook, row.cell].add(row.type)
        if row.points is not None:
            points[row.assignment, row.notebook, row.cell] = float(row.points)
    rows.cells = {cell: Graded(most, bool(kinds[cell] & {"SolutionCell", "TaskCell"})) for cell, most in points.items()}
    for row in connection.execute(_HANDED):
        rows.handed[row.student, row.assignment] = row
    for row in connection.execute(_MARKS):
        cells = rows.marks.setdefault((row.student, row.assignment), {})
        cells[row.assignment, row.notebook, row.cell] = row


def _ledger(connection: Connection, rows: Rows) -> None:
    table = schema.graded.c
    for row in connection.execute(select(schema.graded).order_by(table.student, table.assignment, table.notebook)):
        run = rows.runs.setdefault((row.student, row.assignment), Run())
        outcome = result.Outcome(row.outcome)
        if outcome is not result.Outcome.GRADED and run.outcome is not result.Outcome.FAILED:
            run.outcome = outcome
        run.reasons += [row.reason] if row.reason else []
        run.notes += json.loads(row.notes)
        for entry in json.loads(row.verdicts):
            if "grade_id" in entry:
                run.verdicts[row.assignment, row.notebook, entry["grade_id"]] = entry
        for stage, seconds in json.loads(row.spent).items():
            run.spent[stage] += float(seconds)
        run.seconds += row.seconds
        run.forgeable |= row.forgeable
        rows.until = max(rows.until or row.finished, row.finished)


def _submitted(course: Course, only: Sequence[str], rows: Rows) -> tuple[set[Place], tuple[str, ...], tuple[str, ...]]:
    """What lies in submitted/ and was never graded; folders that belong to nothing; everybody who has a folder."""
    try:
        found = plan.make(course, assignments=only)
    except CourseError:
        return set(), (), ()  # no master, or nothing handed in: the page says so
    places = {(job.student, job.assignment) for job in found.jobs}
    return places - set(rows.runs) - set(rows.handed), found.strangers, found.students


# Exercises


def _assignment(course: Course, name: str, rows: Rows) -> Assignment:
    books = sorted({cell[1] for cell in rows.cells if cell[0] == name})
    known = {book: {cell[2]: entry for cell, entry in rows.cells.items() if cell[:2] == (name, book)} for book in books}
    made: list[Exercise] = []
    for book, cells in known.items():
        shown = {entry.grade_id: entry for entry in masters.described(course.master(name, book))}
        order = [*(key for key in shown if key in cells), *sorted(key for key in cells if key not in shown)]
        for grade_id in order:
            entry = shown.get(grade_id, masters.Described(grade_id, grade_id, None))
            key = _key((name, book, grade_id), len(books) > 1)
            taught = _taught(name, entry.title)
            made.append(Exercise(key, name, entry.title, cells[grade_id].points, entry.minutes, taught))
    return Assignment(name, tuple(made))


def _key(cell: Cell, several: bool) -> str:
    return f"{cell[1]}/{cell[2]}" if several else cell[2]


def _taught(assignment: str, title: str) -> Pointer | None:
    """Where the course treats this exercise, if it is one of the course's own."""
    found = exercises.by_number(title.partition(" ")[0])
    return found.look_at if found is not None and found.assignment == assignment else None


# Answers


def _submission(place: Place, rows: Rows, assigned: Assignment, judged: set[Cell], told: set[Cell]) -> Submission:
    run, handed = rows.runs.get(place, Run()), rows.handed.get(place)
    marks = rows.marks.get(place, {})
    graded = run.outcome is result.Outcome.GRADED
    several = len({cell[1] for cell in rows.cells if cell[0] == assigned.name}) > 1
    answers = {
        _key(cell, several): _answer(cell, rows.cells[cell], mark, run.verdicts.get(cell), judged, told)
        for cell, mark in marks.items()
        if graded and cell in rows.cells
    }
    return Submission(
        *place,
        Outcome(run.outcome.value),
        " ".join(run.reasons),
        tuple(run.notes),
        answers,
        float(handed.penalty or 0.0) if handed else 0.0,
        _late(handed),
        run.forgeable,
        run.seconds,
        dict(run.spent),
    )


def _late(row: Row[Any] | None) -> bool:
    if row is None or row.timestamp is None or row.duedate is None:
        return False
    due: datetime = row.duedate + (row.extension or timedelta())
    return bool(row.timestamp > due)


def _answer(
    cell: Cell, known: Graded, mark: Row[Any], entry: Mapping[str, Any] | None, judged: set[Cell], told: set[Cell]
) -> Answer:
    """A person's mark goes before the machine's, as nbgrader counts; the verdict's story is kept with either."""
    points = mark.manual if mark.manual is not None else None if mark.needs else mark.auto
    points = None if points is None else float(points) + float(mark.extra or 0.0)
    machine = not known.by_hand and mark.manual is None and (entry is not None or cell in judged)
    state = _by_verdict(entry, points, known, cell in told) if machine else _by_points(points, known, mark)
    story = _story(entry) if state in (State.WRONG, State.NO_VERDICT, State.PARTLY) else {}
    return Answer(state, points, **story)


def _by_points(points: float | None, known: Graded, mark: Row[Any]) -> State:
    if points is None:
        return State.WAITS
    if points >= known.points:
        return State.RIGHT
    if points > 0:
        return State.PARTLY
    return State.NOT_ATTEMPTED if known.by_hand and mark.manual is None else State.WRONG


def _by_verdict(entry: Mapping[str, Any] | None, points: float | None, known: Graded, told: bool) -> State:
    """`told`: this cell tells a verdict when it comes so far. Where it told none, the code before it had stopped."""
    if points is None:
        return State.WAITS
    if entry is None:
        return State.NO_VERDICT
    if entry.get("passed"):
        return State.RIGHT if points >= known.points else State.PARTLY if points > 0 else State.WRONG
    verdict = entry.get("verdict")
    if not isinstance(verdict, dict):
        return State.NO_VERDICT if told and "untold" not in entry else State.WRONG
    found = verdict.get("outcome")
    if found == Found.NOT_ATTEMPTED:
        return State.NOT_ATTEMPTED
    return State.NO_VERDICT if found == Found.COULD_NOT_RUN else State.WRONG


def _story(entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The mistake that was named, with its words."""
    verdict = (entry or {}).get("verdict") or {}
    found = verdict.get("diagnosis") if isinstance(verdict, dict) else None
    if not found:
        return {}
    place = found.get("look_at")
    return {
        "mistakes": tuple(found["mistakes"]),
        "title": found["title"],
        "told": found["explanation"],
        "sure": bool(found.get("sure", True)),
        "taught": Pointer(place["lesson"], place.get("section", "")) if place else None,
    }


# Questions to the database

_BOOKS = schema.assignment.join(schema.notebook, schema.notebook.c.assignment_id == schema.assignment.c.id)
_SUBMITTED = schema.assignment.join(
    schema.submitted_assignment, schema.submitted_assignment.c.assignment_id == schema.assignment.c.id
).join(schema.submitted_notebook, schema.submitted_notebook.c.assignment_id == schema.submitted_assignment.c.id)


def _cells() -> Select[Any]:
    points = func.coalesce(schema.grade_cells.c.max_score, schema.task_cells.c.max_score)
    return (
        select(
            schema.assignment.c.name.label("assignment"),
            schema.notebook.c.name.label("notebook"),
            schema.base_cell.c.name.label("cell"),
            schema.base_cell.c.type.label("type"),
            points.label("points"),
        )
        .select_from(_BOOKS)
        .join(schema.base_cell, schema.base_cell.c.notebook_id == schema.notebook.c.id)
        .outerjoin(schema.grade_cells, schema.grade_cells.c.id == schema.base_cell.c.id)
        .outerjoin(schema.task_cells, schema.task_cells.c.id == schema.base_cell.c.id)
    )


def _handed() -> Select[Any]:
    submitted = schema.submitted_assignment.c
    columns = (submitted.timestamp, submitted.extension, schema.assignment.c.duedate)
    who = (submitted.student_id.label("student"), schema.assignment.c.name.label("assignment"))
    penalty = func.sum(schema.submitted_notebook.c.late_submission_penalty).label("penalty")
    return select(*who, *columns, penalty).select_from(_SUBMITTED).group_by(*who, *columns)


def _marks() -> Select[Any]:
    grade = schema.grade.c
    return (
        select(
            schema.submitted_assignment.c.student_id.label("student"),
            schema.assignment.c.name.label("assignment"),
            schema.notebook.c.name.label("notebook"),
            schema.base_cell.c.name.label("cell"),
            grade.auto_score.label("auto"),
            grade.manual_score.label("manual"),
            grade.extra_credit.label("extra"),
            case((grade.needs_manual_grade, 1), else_=0).label("needs"),
        )
        .select_from(_SUBMITTED)
        .join(schema.notebook, schema.notebook.c.id == schema.submitted_notebook.c.notebook_id)
        .join(schema.grade, schema.grade.c.notebook_id == schema.submitted_notebook.c.id)
        .join(schema.base_cell, schema.base_cell.c.id == schema.grade.c.cell_id)
    )


_CELLS, _HANDED, _MARKS = _cells(), _handed(), _marks()
