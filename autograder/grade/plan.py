"""What there is to grade: the notebooks of each folder submitted/STUDENT/ASSIGNMENT whose assignment the course has."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.grade.result import Job

UNREADABLE = "(a folder that can't be read)"  # in the place of what is in it
LONGEST = 128  # characters that a name may have in the gradebook


@dataclass(frozen=True)
class Plan:
    students: tuple[str, ...]
    assignments: tuple[str, ...]
    jobs: tuple[Job, ...]
    strangers: tuple[str, ...]  # folders that belong to no assignment of this course, or whose name can't be kept


def make(course: Course, *, students: Sequence[str] = (), assignments: Sequence[str] = ()) -> Plan:
    """All submissions, or those whose student and assignment match one of the given patterns (`0[12]_*`)."""
    known = {name: course.notebooks(name) for name in course.assignments()}
    if not known:
        raise CourseError(f"There is nothing to grade by: {course.source} holds no NAME/NAME.ipynb.")
    people = _folders(course.submitted)
    if not people:
        raise CourseError(
            f"Nothing was handed in: {course.submitted} holds no folders STUDENT/ASSIGNMENT. "
            "`make grade` makes a sample class there."
        )
    nameless = tuple(ascii(person) for person in people if not _can_be_kept(person))
    people = [person for person in people if _can_be_kept(person) and matches(person, students)]
    handed_in = [(person, name) for person in people for name in _folders(course.submitted / person)]
    wanted = [pair for pair in handed_in if matches(pair[1], assignments)]
    return Plan(
        tuple(people),
        tuple(name for name in known if matches(name, assignments)),
        tuple(Job(person, name, book, course.root) for person, name in wanted for book in known.get(name, ())),
        nameless + tuple(f"{person}/{_shown(name)}" for person, name in wanted if name not in known),
    )


def _folders(parent: Path) -> list[str]:
    """Links too: what lies behind one is not opened, and the submission is refused in words (folder.py)."""
    if not parent.is_dir():
        return []
    try:
        return sorted(path.name for path in parent.iterdir() if _is_folder(path) and not path.name.startswith("."))
    except PermissionError:
        return [UNREADABLE]


def _is_folder(path: Path) -> bool:
    """Where that can't be told it is taken for one, and refused in words when it is opened."""
    try:
        return path.is_dir()
    except PermissionError:
        return True


def _can_be_kept(name: str) -> bool:
    """A gradebook takes text of limited length; a terminal shows only what is printable."""
    return len(name) <= LONGEST and name.isprintable()


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def matches(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
