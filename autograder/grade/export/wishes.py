"""What the instructor asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from autograder.grade.export.read import Assignment, State, Student, Work


@dataclass(frozen=True)
class Wishes:
    assignments: Sequence[str] = ()  # patterns; all where there are none
    students: Sequence[str] = ()
    scale: float | None = None  # the points of every assignment; as in the gradebook where it is None
    missing_as_zero: bool = False  # what was not handed in
    waiting: bool = False  # the points so far of what still waits for a person
    like: Path | None = None  # a file that the LMS exported
    columns: Mapping[str, str] = field(default_factory=dict)  # assignment -> its title in that file
    bom: bool = False

    def wants(self, student: Student) -> bool:
        return chosen(student.id, self.students)

    def points(self, work: Work) -> float | None:
        """The score that is handed on, in the gradebook's points; None leaves the cell empty."""
        if work.state is State.GRADED or (work.state is State.WAITS and self.waiting):
            return work.score
        return 0.0 if work.state is State.MISSING and self.missing_as_zero else None

    def factor(self, assignment: Assignment, possible: float | None = None) -> float:
        """From the gradebook's points to the LMS's: out of `possible` there, else as `scale` says."""
        wanted = possible or self.scale
        return wanted / assignment.possible if wanted and assignment.possible else 1.0


def chosen(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(name == pattern or fnmatchcase(name, pattern) for pattern in patterns)
