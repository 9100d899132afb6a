"""Which notebook of which assignment is this? By its name, or by the grade ids of its cells, where one fits alone.

The bytes are a stranger's: they are searched for grade ids and not parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.course import Course, CourseError
from autograder.grade.collect import schemes

_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"([^"\\]{1,200})"')
Place = tuple[str, str]  # assignment, notebook


class Foreign(str):
    """Why a notebook has no place: nothing in it is this course's."""


@dataclass(frozen=True)
class Catalogue:
    """The course's notebooks with the grade ids of their cells."""

    ids: Mapping[Place, frozenset[bytes]]

    @property
    def assignments(self) -> list[str]:
        return sorted({assignment for assignment, _ in self.ids})

    def books(self, assignment: str = "") -> set[str]:
        return {book for name, book in self.ids if assignment in ("", name)}

    def find(self, file: str, raw: bytes, assignment: str) -> Place | str:
        """Its place, or why it has none. `assignment` is what we were told, by an option or a folder's name."""
        ids = frozenset(_GRADE_ID.findall(raw))
        shared = {place: len(ids & known) for place, known in self.ids.items()}
        book = schemes.original(file, self.books())[0]
        named = [place for place in self.ids if place[1] == book and assignment in ("", place[0])]
        best = max(shared.values(), default=0)
        if len(named) == 1 and 2 * shared[named[0]] >= best:  # masters share some ids, such as "title"
            return named[0]
        fit = [place for place, count in shared.items() if count == best and count]
        here = [place for place in fit if assignment in ("", place[0])]
        if len(here) == 1:
            return here[0]
        return self._why_not(file, assignment, fit)

    def _why_not(self, file: str, assignment: str, fit: list[Place]) -> str:
        short = file.rpartition("/")[2]
        names = ", ".join(self.assignments)
        if fit and assignment and all(place[0] != assignment for place in fit):
            return f"{short} is {' or '.join(sorted({place[0] for place in fit}))}, not {assignment}"
        if len(fit) > 1:
            words = "could be several notebooks of this course: its cells are in all of them"
            return f"{short} {words}. Give it the notebook's name, or say which with --assignment ({names})"
        if assignment:
            return Foreign(f"{short} is no copy of {assignment}: it has none of its graded cells")
        return Foreign(f"{short} is no notebook of this course, which has {names}: neither its name nor its cells are")


def of(course: Course, assignment: str = "") -> Catalogue:
    names = course.assignments()
    if not names:
        raise CourseError(f"Nothing can be taken in yet: {course.source} holds no NAME/NAME.ipynb.")
    if assignment and assignment not in names:
        raise CourseError(f"This course has no assignment {assignment}. It has {', '.join(names)}.")
    places = [(name, book) for name in names for book in course.notebooks(name)]
    return Catalogue({place: frozenset(_GRADE_ID.findall(course.master(*place).read_bytes())) for place in places})
