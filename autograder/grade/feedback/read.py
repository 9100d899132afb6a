"""Marks and comments of many submissions, from the gradebook with three questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, create_engine, func, select
from sqlalchemy.pool import NullPool

from autograder.grade.feedback.grades import Comment, Grades, Mark
from autograder.grade.schema import (
    assignment,
    base_cell,
    comment,
    grade,
    grade_cells,
    notebook,
    submitted_assignment,
    submitted_notebook,
    task_cells,
)

Key = tuple[str, str]  # student, notebook

_WHERE = (submitted_assignment.c.student_id, notebook.c.name)


class Reader:
    """A gradebook that is only read."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, poolclass=NullPool)

    def read(self, name: str, students: Sequence[str]) -> dict[Key, Grades]:
        """The grades of these students' notebooks of one assignment; who is not in the gradebook is left out."""
        with self._engine.connect() as connection:

            def ask(question: Select[Any]) -> Iterable[Any]:
                chosen = (assignment.c.name == name, submitted_assignment.c.student_id.in_(students))
                return connection.execute(question.where(*chosen))

            marks = _by_notebook(ask(_marks()), _mark)
            comments = _by_notebook(ask(_comments()), _comment)
            return {
                (student, book): Grades(
                    student,
                    name,
                    book,
                    dict(sorted(marks.get((student, book), {}).items())),
                    comments.get((student, book), {}),
                    float(penalty or 0),
                )
                for student, book, penalty in ask(_books(submitted_notebook.c.late_submission_penalty))
            }


def _books(*columns: Any) -> Select[Any]:
    """Student, notebook, and these columns, of every submitted notebook."""
    return (
        select(*_WHERE, *columns)
        .select_from(submitted_notebook)
        .join(notebook, notebook.c.id == submitted_notebook.c.notebook_id)
        .join(submitted_assignment, submitted_assignment.c.id == submitted_notebook.c.assignment_id)
        .join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
    )


def _marks() -> Select[Any]:
    possible = func.coalesce(grade_cells.c.max_score, task_cells.c.max_score, 0.0)
    given = (grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit, grade.c.needs_manual_grade)
    return (
        _books(base_cell.c.name, *given, possible)
        .join(grade, grade.c.notebook_id == submitted_notebook.c.id)
        .join(base_cell, base_cell.c.id == grade.c.cell_id)
        .outerjoin(grade_cells, grade_cells.c.id == base_cell.c.id)
        .outerjoin(task_cells, task_cells.c.id == base_cell.c.id)
    )


def _comments() -> Select[Any]:
    return (
        _books(base_cell.c.name, comment.c.auto_comment, comment.c.manual_comment)
        .join(comment, comment.c.notebook_id == submitted_notebook.c.id)
        .join(base_cell, base_cell.c.id == comment.c.cell_id)
    )


def _by_notebook(rows: Iterable[Any], make: Callable[..., Any]) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for student, book, cell, *values in rows:
        made = make(*values)
        if made is not None:
            found.setdefault((student, book), {})[cell] = made
    return found


def _mark(auto: float | None, manual: float | None, extra: float | None, needed: bool, possible: float) -> Mark:
    """As nbgrader counts: a person's mark goes before the machine's, extra credit is added to either."""
    points = manual if manual is not None else auto
    return Mark(
        points=0.0 if points is None else float(points) + float(extra or 0),
        possible=float(possible),
        waits=manual is None and (auto is None or bool(needed)),
        by_hand=manual is not None,
    )


def _comment(auto: str | None, manual: str | None) -> Comment | None:
    words = (manual if manual is not None else auto or "").strip()
    return Comment(words, by_hand=manual is not None) if words else None
