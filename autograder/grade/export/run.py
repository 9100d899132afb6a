"""All of an export, in order: read, choose, make, write. What both faces call, so that both write the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError
from autograder.grade import files
from autograder.grade.export import canvas, moodle, plain, sheet, table
from autograder.grade.export.read import Marks, State, read
from autograder.grade.export.table import Made, Tally
from autograder.grade.export.wishes import Wishes, chosen
from autograder.grade.gradebook import Book
from autograder.grade.trouble import disk

KINDS = ("canvas", "moodle", "csv")
_TABLES = (".csv", ".txt", ".tsv")


@dataclass(frozen=True)
class Done:
    kind: str
    path: Path
    marks: Marks
    tally: Tally

    def document(self) -> dict[str, Any]:
        tally = self.tally
        return {
            "kind": self.kind,
            "file": str(self.path),
            "students": len(self.marks.students),
            "assignments": [one.name for one in self.marks.assignments],
            "scores": tally.filled,
            "empty": {state: sorted(places) for state, places in sorted(tally.empty.items())},
            "kept": tally.kept,
            "unmatched_rows": tally.unmatched_rows,
            "unmatched_students": tally.unmatched_students,
            "without_column": tally.without_column,
            "notes": tally.notes,
            "problems": tally.problems,
        }

    def show(self) -> str:
        """The summary for people."""
        names = table.some(one.name for one in self.marks.assignments)
        lines = [f"{self.tally.filled} scores of {len(self.marks.students)} students in {self.path}: {names}."]
        why = {
            State.WAITS: "wait for a person's marks (nbgrader formgrader; --waiting exports the points so far)",
            State.MISSING: "not handed in (--missing-as-zero makes them 0)",
            State.REFUSED: "could not be graded",
            State.FAILED: "grading broke down (autograder grade tries again)",
        }
        lines += [f"  empty: {len(self.tally.empty[s])} {words}" for s, words in why.items() if s in self.tally.empty]
        return "\n".join([*lines, *(f"  {table.shown(note)}" for note in self.tally.notes)])


def export(course: Course, book: Book, kind: str, wishes: Wishes, to: str = "") -> Done:
    path = Path(to) if to else course.reports / f"{kind}.csv"
    _check(path, wishes, kind)
    marks = choose(_read(book, kind), wishes, kind)
    made = make(kind, marks, wishes)
    _write(path, made, to)
    return Done(kind, path, marks, made.tally)


def make(kind: str, marks: Marks, wishes: Wishes) -> Made:
    if wishes.like is not None and kind != "csv":
        given = sheet.read(wishes.like)
        given = replace(given, bom=given.bom or wishes.bom)
        fill = canvas.filled if kind == "canvas" else moodle.filled
        return fill(given, marks, wishes, wishes.like.name)
    fresh = {"canvas": canvas.fresh, "moodle": moodle.fresh, "csv": plain.fresh}[kind]
    return fresh(marks, wishes)


def _read(book: Book, kind: str) -> Marks:
    if book.path is not None and not book.path.exists():
        return Marks()  # to look would make an empty file
    with book.reading() as connection:
        return read(connection, cells=kind == "moodle")


def choose(marks: Marks, wishes: Wishes, kind: str = "csv") -> Marks:
    """What is asked for. An LMS gets no column for what nobody has handed in yet, unless it is asked for by name:
    Canvas would make an assignment of it."""
    if not marks.works:
        raise CourseError("The gradebook has no scores yet. Run `autograder grade` first.")
    students = [one for one in marks.students if wishes.wants(one)]
    assignments = [one for one in marks.assignments if chosen(one.name, wishes.assignments)]
    if not assignments:
        names = ", ".join(one.name for one in marks.assignments)
        raise CourseError(f"No assignment is called {_or(wishes.assignments)}. There are: {names}.")
    if not students:
        raise CourseError(f"No student of the gradebook is called {_or(wishes.students)}.")
    strange = sorted(set(wishes.columns) - {one.name for one in marks.assignments})
    if strange:
        raise CourseError(f"--column: no assignment is called {_or(strange)}. NAME=TITLE, with the name in source/.")
    if kind != "csv" and not wishes.assignments:
        begun = {name for _, name in marks.works}
        assignments = [one for one in assignments if one.name in begun]
    known = {one.name for one in assignments}
    if wishes.like is not None:
        students = list(marks.students)  # whose row is whose is asked of all: a name may be two people's
    return Marks(students, assignments, {place: work for place, work in marks.works.items() if place[1] in known})


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def _check(path: Path, wishes: Wishes, kind: str) -> None:
    """Nothing is written over that a person would miss: Canvas's own file, a gradebook.db."""
    if wishes.like is not None and kind == "csv":
        raise CourseError("--like is for canvas and moodle: a file that they exported.")
    if wishes.scale is not None and not 0 < wishes.scale < 1e6:
        raise CourseError("--scale is the points of every assignment, such as 100.")
    if wishes.like is not None and path.exists() and wishes.like.exists() and path.samefile(wishes.like):
        raise CourseError(f"--to would overwrite {wishes.like}, which was exported. Give another name.")
    if path.is_dir():
        raise CourseError(f"{path} is a folder. Give the name of a file: --to {path / 'canvas.csv'}.")
    if path.exists() and path.suffix.lower() not in _TABLES:
        raise CourseError(f"{path} is there, and is no table (.csv): it is not overwritten. Give another name.")


def _write(path: Path, made: Made, to: str) -> None:
    with disk(path.parent, ""):
        if not to:
            path.parent.mkdir(exist_ok=True)
        elif not path.parent.is_dir():
            raise CourseError(f"There is no folder {path.parent}. Make it, or give another name.")
        files.write(path, bytes(made.sheet))
