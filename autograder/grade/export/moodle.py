"""What Moodle imports: a file for its gradebook, or the grading worksheet of one assignment, filled in.

From Moodle's own source, moodle/moodle on GitHub:

- grade/import/csv/classes/load_data.php (Grades → Import → CSV file): the instructor maps columns, and finds
  the student by id number, e-mail address or username; one who is not found stops the whole import, and so does a
  row that is longer or shorter than the headings. Empty and "-" are no grade, and take one away that is there. A
  grade above 100 stops it too, unless the site allows more.
- grade/export/lib.php names the columns that it exports: `Assignment: Title (Real)`, `Assignment: Title (Feedback)`.
- mod/assign/feedback/offline/importgradeslib.php (the offline grading worksheet): it needs the columns Identifier
  ("Participant 123"), Grade and "Last modified (grade)", takes the feedback from "Feedback comments", and passes over
  a grade that is empty, above the maximum, or older than the one it has.
- Both understand a decimal point in every language, and take a byte order mark off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course import CourseError
from autograder.grade.export import people, table, titles, words
from autograder.grade.export.people import Row
from autograder.grade.export.read import Assignment, Marks, State, Student
from autograder.grade.export.sheet import Sheet, as_number, is_formula, number
from autograder.grade.export.table import Made, Tally
from autograder.grade.export.wishes import Wishes

HEADINGS = ("ID number", "First name", "Last name", "Email address")
MOST = 100.0  # of a grade that the gradebook's import takes, unless the site allows more
_ROLES = {
    "number": ("identifier",),
    "sis": ("id number",),
    "login": ("username",),
    "email": ("email address", "e-mail address", "email"),
    "name": ("full name", "name"),
    "first": ("first name",),
    "last": ("last name", "surname"),
}
_COLUMN = re.compile(
    r"(?:[\w ]+:\s*)?(?P<title>.*?)(?:\s*\((?P<kind>Real|Points|Feedback|Percentage|Letter)\))?", re.DOTALL
)


def fresh(marks: Marks, wishes: Wishes) -> Made:
    """A file for the gradebook's import: for each assignment a grade and a feedback column."""
    tally = Tally()
    headings = [*HEADINGS, *(name for one in marks.assignments for name in (one.name, f"{one.name} (Feedback)"))]
    rows = [headings]
    over: list[str] = []
    for student in marks.students:
        row = [student.id, student.first, student.last, student.email]
        for one in marks.assignments:
            work = marks.of(student, one)
            points = wishes.points(work)
            tally.count(student, one, work, points)
            grade = table.worth(points, wishes.factor(one))
            if grade is not None and grade > MOST:
                over.append(f"{student.id} {one.name} ({number(grade)})")
            row += [number(grade), _feedback(marks, student, one, wishes)]
        rows.append(row)
    _say_over(tally, over, "100: set a higher limit in Moodle (unlimitedgrades), or the whole import stops")
    _say_unknown(tally, marks.students)
    return Made(Sheet(tuple(map(tuple, rows)), bom=wishes.bom), tally)


def _feedback(marks: Marks, student: Student, one: Assignment, wishes: Wishes) -> str:
    """Together with a grade, or to say why there is none; what waits for a person is not told yet."""
    work = marks.of(student, one)
    told = wishes.points(work) is not None or work.state in (State.REFUSED, State.FAILED)
    return words.feedback(work, one) if told else ""


def _say_over(tally: Tally, over: Sequence[str], limit: str) -> None:
    if over:
        tally.problems.append(f"Moodle refuses a grade above {limit}: {table.some(over)}.")


def _say_unknown(tally: Tally, students: Sequence[Student]) -> None:
    changed = [student.id for student in students if is_formula(student.id)]
    if changed:
        tally.problems.append(
            f"Moodle will not know these ids, which look like formulas and were defused: {table.some(changed)}. "
            "Map from the e-mail address, or export with --like FILE."
        )


def filled(sheet: Sheet, marks: Marks, wishes: Wishes, file: str) -> Made:
    """Moodle's own file with grades and feedback in it: a worksheet of one assignment, or its gradebook's export."""
    known = {heading.strip().casefold(): at for at, heading in reversed([*enumerate(sheet.headings)])}
    roles = {role: known[name] for role, names in _ROLES.items() for name in reversed(names) if name in known}
    if not {"number", "sis", "login", "email", "name"} & set(roles) and not {"first", "last"} <= set(roles):
        raise CourseError(
            f"{file} is nothing that Moodle exported in English: no heading of its first row tells who a student is. "
            "Set the language to English, then download the grading worksheet, or Grades, Export, Plain text file."
        )
    if "grade" in known and "number" in roles:
        one = _the_one(marks.assignments, file)
        grade, comments = known["grade"], known.get("feedback comments")
        columns, possible = {one.name: (grade, comments)}, known.get("maximum grade")
        marks = Marks(marks.students, [one], marks.works)
    else:
        columns, possible = _columns(sheet, marks, wishes, set(roles.values())), None
    return _filled(sheet, marks, wishes, (roles, columns, possible), file)


_Layout = tuple[dict[str, int], dict[str, tuple[int, int | None]], int | None]


def _filled(sheet: Sheet, marks: Marks, wishes: Wishes, layout: _Layout, file: str) -> Made:
    roles, columns, possible = layout
    rows = [list(row) for row in sheet.rows]
    matched = people.match([_row(row, roles) for row in rows[1:]], marks.students)
    wanted = {place: one for place, one in matched.students.items() if wishes.wants(one)}
    tally, over = Tally(), list[str]()
    for one in marks.assignments:
        for place, student in wanted.items() if one.name in columns else ():
            row = rows[place + 1]
            most = as_number(row[possible]) if possible is not None else None
            given = _fill(row, columns[one.name], (student, one), (marks, wishes, wishes.factor(one, most)), tally)
            if given is not None and given > (most or MOST):
                over.append(f"{student.id} {one.name} ({number(given)})")
    _say_over(tally, over, "the maximum" if possible is not None else "100")
    unknown = [str(_row(rows[place + 1], roles)) for place in matched.rows]
    table.unmatched(tally, unknown, table.handed_in(marks, matched.strangers, wishes), file)
    table.without_column(tally, marks.assignments, columns, file)
    table.kept(tally)
    return Made(sheet.with_rows(rows), tally)


def _fill(
    row: list[str],
    places: tuple[int, int | None],
    what: tuple[Student, Assignment],
    how: tuple[Marks, Wishes, float],
    tally: Tally,
) -> float | None:
    """Gives the grade that was put in."""
    (student, one), (marks, wishes, factor), (at, comments) = what, how, places
    work = marks.of(student, one)
    points = wishes.points(work)
    tally.count(student, one, work, points)
    if comments is not None and (not row[comments].strip() or words.MARK.match(row[comments])):  # a person's words stay
        row[comments] = _feedback(marks, student, one, wishes) or row[comments]
    if points is not None:
        row[at] = number(points * factor)
        return points * factor
    if row[at].strip() not in ("", "-"):
        tally.kept.append(f"{student.id} {one.name} ({row[at].strip()})")
    return None


def _the_one(assignments: Sequence[Assignment], file: str) -> Assignment:
    """The assignment of a worksheet, which does not say it itself: the only one, or that of the file's name."""
    found = assignments if len(assignments) == 1 else titles.named(Path(file).stem, assignments)
    if len(found) != 1:
        names = ", ".join(one.name for one in assignments)
        raise CourseError(f"{file} is a worksheet for one assignment. Say which: --assignment NAME, out of {names}.")
    return found[0]


def _columns(sheet: Sheet, marks: Marks, wishes: Wishes, known: set[int]) -> dict[str, tuple[int, int | None]]:
    """assignment -> the columns of its grade and of its feedback."""
    grades: dict[int, str] = {}
    comments: dict[int, str] = {}
    for at, heading in enumerate(sheet.headings):
        found = _COLUMN.fullmatch(heading.strip())
        if at in known or found is None or found["kind"] in ("Percentage", "Letter"):
            continue
        (comments if found["kind"] == "Feedback" else grades)[at] = found["title"]
    given = {name: _title(title) for name, title in wishes.columns.items()}
    places = titles.pair(marks.assignments, grades, given)
    feedback = titles.pair(
        marks.assignments, comments, {name: given[name] for name in given if given[name] in comments.values()}
    )
    return {name: (at, feedback.get(name)) for name, at in places.items()}


def _title(heading: str) -> str:
    found = _COLUMN.fullmatch(heading.strip())
    return found["title"] if found else heading


def _row(row: Sequence[str], roles: dict[str, int]) -> Row:
    def cell(role: str) -> str:
        return row[roles[role]].strip() if role in roles else ""

    number = re.search(r"(\d+)\s*$", cell("number"))
    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    return Row(number[1] if number else "", cell("sis"), cell("login"), cell("email"), name)


def __getattr__(name: str) -> Any:
    """`nbgrader export --exporter=autograder.grade.export.moodle.MoodleExport`: nbgrader is imported only for this."""
    if name == "MoodleExport":
        from autograder.grade.export.plugins import MoodleExport

        return MoodleExport
    raise AttributeError(name)
