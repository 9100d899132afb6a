"""What a format makes: the sheet, and what a person should know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.grade.export.read import Assignment, Marks, State, Student, Work
from autograder.grade.export.sheet import Sheet
from autograder.grade.export.wishes import Wishes

FEW = 12  # names in a sentence


@dataclass
class Tally:
    """Counted while cells are filled; `problems` are sentences for a person, and make the exit code 1."""

    filled: int = 0
    empty: dict[str, list[str]] = field(default_factory=dict)  # state -> "student assignment"
    kept: list[str] = field(default_factory=list)  # cells that had a grade, and no score of ours
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unmatched_rows: list[str] = field(default_factory=list)
    unmatched_students: list[str] = field(default_factory=list)
    without_column: list[str] = field(default_factory=list)

    def count(self, student: Student, assignment: Assignment, work: Work, points: float | None) -> None:
        if points is not None:
            self.filled += 1
        else:
            self.empty.setdefault(work.state.value, []).append(f"{student.id} {assignment.name}")
        if work.state in (State.REFUSED, State.FAILED):
            self.notes.append(f"{student} {assignment.name}: {work.note or work.state.value}")


@dataclass(frozen=True)
class Made:
    sheet: Sheet
    tally: Tally


def some(names: Iterable[str]) -> str:
    """The first dozen, and how many more."""
    found = list(names)
    more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
    return shown(", ".join(found[:FEW]) + more)


def shown(words: str) -> str:
    """For a terminal: a name can't move the cursor, break the line or turn the direction of writing."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words)


def handed_in(marks: Marks, students: Sequence[Student], wishes: Wishes) -> list[Student]:
    """Those of them for whom there is anything to hand on."""
    there = {student for student, _ in marks.works}
    return [student for student in students if student.id in there and wishes.wants(student)]


def unmatched(tally: Tally, rows: Sequence[str], students: Sequence[Student], file: str) -> None:
    tally.unmatched_rows = list(rows)
    tally.unmatched_students = [str(student) for student in students]
    if rows:
        tally.problems.append(f"In {file} and not in the gradebook, left as they were: {some(rows)}.")
    if students:
        tally.problems.append(
            f"In the gradebook and not in {file}, so their points are not in this export: "
            f"{some(tally.unmatched_students)}. Ids decide first, then addresses, then names that only one person has."
        )


def without_column(tally: Tally, assignments: Sequence[Assignment], found: Iterable[str], file: str) -> None:
    known = set(found)
    tally.without_column = [one.name for one in assignments if one.name not in known]
    if tally.without_column:
        tally.problems.append(
            f"{file} has no column for {some(tally.without_column)}. Say which it is: "
            f"--column {tally.without_column[0]}='TITLE'."
        )


def kept(tally: Tally) -> None:
    if tally.kept:
        tally.notes.append(f"Kept as they were, excused there or without a score in the gradebook: {some(tally.kept)}.")


def worth(points: float | None, factor: float) -> float | None:
    return None if points is None else points * factor
