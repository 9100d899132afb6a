"""What Canvas's gradebook imports (Grades → Import), and a file that Canvas exported, filled in.

From Canvas's own source, instructure/canvas-lms on GitHub:

- lib/gradebook_exporter.rb writes the columns Student, ID, SIS User ID, SIS Login ID, Section, then `Title (id)` for
  each assignment, then read-only sums. The row "    Points Possible" follows, after a row of "Manual Posting" where
  an assignment has it; a cell "(read only)" there marks a column that is ignored. Scores have two decimals; "EX" is
  excused, "N/A" was not set for this student.
- lib/gradebook_importer.rb wants "Student" in the first heading, "ID" in the second, and "Section" after the ids. It
  takes a student by ID, which is Canvas's number: so a login or a name must never stand there, and the cell stays
  empty where we don't know it. Then it tries SIS User ID, SIS Login ID, and last the name. A heading without a known
  id in parentheses, and without the very title of an assignment, makes a new assignment. An empty cell takes away a
  grade that is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autograder.course import CourseError
from autograder.grade.export import people, table, titles
from autograder.grade.export.people import Row
from autograder.grade.export.read import Assignment, Marks, Student
from autograder.grade.export.sheet import Sheet, as_number, is_formula, number
from autograder.grade.export.table import Made, Tally
from autograder.grade.export.wishes import Wishes

HEADINGS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"
_SUMS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")  # the importer's NON_ASSIGNMENT columns
_NO_STUDENT = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_SETTLED = ("EX", "N/A")
_TEST_STUDENT = "Student, Test"


def fresh(marks: Marks, wishes: Wishes) -> Made:
    """A file of our own, for a course in Canvas that has none of these assignments yet, or has them by these names."""
    tally = Tally()
    factors = {one.name: wishes.factor(one) for one in marks.assignments}
    possible = [number(one.possible * factors[one.name]) for one in marks.assignments]
    rows = [[*HEADINGS, *(one.name for one in marks.assignments)], [POSSIBLE, "", "", "", "", *possible]]
    for student in marks.students:
        cells = []
        for one in marks.assignments:
            work = marks.of(student, one)
            points = wishes.points(work)
            tally.count(student, one, work, points)
            cells.append(number(table.worth(points, factors[one.name])))
        rows.append([student.sortable or student.id, student.lms, student.id, student.id, "", *cells])
    _say_unknown(tally, marks.students)
    return Made(Sheet(tuple(map(tuple, rows)), bom=wishes.bom), tally)


def _say_unknown(tally: Tally, students: Sequence[Student]) -> None:
    changed = [student.id for student in students if not student.lms and is_formula(student.id)]
    if changed:
        tally.problems.append(
            f"Canvas will not know these ids, which look like formulas and were defused: {table.some(changed)}. "
            "Export with --like FILE, a gradebook that Canvas exported."
        )


def filled(sheet: Sheet, marks: Marks, wishes: Wishes, file: str) -> Made:
    """Canvas's own file with the points in it; its rows, ids, order and other columns stay."""
    places = _places(sheet, file)
    rows = [list(row) for row in sheet.rows]
    about = next((row for row in rows[1:] if "Points Possible" in row[0]), [])
    columns = titles.pair(marks.assignments, _titles(sheet, places, about), wishes.columns)
    people_at = [at for at, row in enumerate(rows) if at and row is not about and _is_student(row)]
    matched = people.match([_row(rows[at], places) for at in people_at], marks.students)
    wanted = {place: one for place, one in matched.students.items() if wishes.wants(one)}
    tally = Tally()
    for one in marks.assignments:
        if one.name in columns:
            column = columns[one.name]
            factor = wishes.factor(one, as_number(about[column]) if about else None)
            for place, student in wanted.items():
                _fill(rows[people_at[place]], column, (student, one), (marks, wishes, factor), tally)
    left = [_row(rows[people_at[at]], places) for at in matched.rows]
    unknown = [str(row) for row in left if row.name != _TEST_STUDENT]
    table.unmatched(tally, unknown, table.handed_in(marks, matched.strangers, wishes), file)
    table.without_column(tally, marks.assignments, columns, file)
    table.kept(tally)
    return Made(sheet.with_rows(rows), tally)


def _fill(
    row: list[str], column: int, what: tuple[Student, Assignment], how: tuple[Marks, Wishes, float], tally: Tally
) -> None:
    (student, one), (marks, wishes, factor) = what, how
    work = marks.of(student, one)
    points = wishes.points(work)
    settled = row[column].strip().upper() in _SETTLED
    tally.count(student, one, work, None if settled else points)
    if points is not None and not settled:
        row[column] = number(points * factor)
    elif row[column].strip():
        tally.kept.append(f"{student.id} {one.name} ({row[column].strip()})")


def _places(sheet: Sheet, file: str) -> dict[str, int]:
    """Heading -> column, for those that tell who somebody is."""
    names = (*HEADINGS, "LastName", "FirstName")
    found = {heading.strip(): place for place, heading in reversed([*enumerate(sheet.headings)])}
    places = {name: found[name] for name in names if name in found}
    if not ({"Student", "LastName"} & set(places)) or "ID" not in places:
        raise CourseError(
            f"{file} is no gradebook that Canvas exported: its first row has no Student and no ID. "
            "In Canvas: Grades, Export, Export Entire Gradebook."
        )
    return places


def _titles(sheet: Sheet, places: dict[str, int], about: Sequence[str]) -> dict[int, str]:
    """The columns that can be an assignment's."""
    return {
        at: heading
        for at, heading in enumerate(sheet.headings)
        if at not in places.values()
        and heading not in ("Integration ID", "Root Account")
        and not _SUMS.search(heading)
        and not (about and re.search(r"read\s+only", about[at]))
    }


def _is_student(row: Sequence[str]) -> bool:
    return not all(_NO_STUDENT.fullmatch(cell) for cell in row)


def _row(row: Sequence[str], places: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        return row[places[name]].strip() if name in places else ""

    name = cell("Student") or ", ".join(filter(None, (cell("LastName"), cell("FirstName"))))
    if by_canvas := re.fullmatch(r'="(.*)"', name, re.DOTALL):
        name = by_canvas[1]
    login = cell("SIS Login ID")
    return Row(cell("ID"), cell("SIS User ID"), login, login if "@" in login else "", name)


def __getattr__(name: str) -> Any:
    """`nbgrader export --exporter=autograder.grade.export.canvas.CanvasExport`: nbgrader is imported only for this."""
    if name == "CanvasExport":
        from autograder.grade.export.plugins import CanvasExport

        return CanvasExport
    raise AttributeError(name)
