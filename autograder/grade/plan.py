"""What there is to grade: every folder submitted/STUDENT/ASSIGNMENT whose assignment the course has."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.grade.result import Job


@dataclass(frozen=True)
class Plan:
    students: tuple[str, ...]
    assignments: tuple[str, ...]
    jobs: tuple[Job, ...]
    strangers: tuple[str, ...]  # folders that belong to no assignment of this course


def make(course: Course, template: Path, *, students: Sequence[str] = (), assignments: Sequence[str] = ()) -> Plan:
    """All submissions, or those whose student and assignment match one of the given patterns (`0[12]_*`)."""
    known = course.assignments()
    if not known:
        raise CourseError(f"There is nothing to grade by: {course.source} holds no NAME/NAME.ipynb.")
    people = [folder.name for folder in _folders(course.submitted)]
    if not people:
        raise CourseError(
            f"Nothing was handed in: {course.submitted} holds no folders STUDENT/ASSIGNMENT. "
            "`make grade` makes a sample class there."
        )
    handed_in = [(person, folder.name) for person in people for folder in _folders(course.submitted / person)]
    wanted = [pair for pair in handed_in if _matches(pair[0], students) and _matches(pair[1], assignments)]
    return Plan(
        tuple(person for person in people if _matches(person, students)),
        tuple(name for name in known if _matches(name, assignments)),
        tuple(Job(person, name, course.root, template) for person, name in wanted if name in known),
        tuple(f"{person}/{name}" for person, name in wanted if name not in known),
    )


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
