"""Links to sections and exercises, by the id of the cell that holds the heading.

JupyterLab follows `#cell-id=…` on the first click and whatever the heading says. A link to a heading's words needs two
clicks when the notebook was closed, and finds no heading with a sign outside ASCII (seen in 4.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.author.lint.finding import Book, Unreadable, read
from autograder.course import CourseError
from autograder.learn import exercises
from autograder.learn.exercises import Exercise


@dataclass(frozen=True)
class Places:
    """The cells that hold the sections' and the exercises' headings."""

    sections: dict[tuple[str, str], str]  # lesson and heading
    exercises: dict[str, str]  # by number

    @classmethod
    def of(cls, root: Path) -> Places:
        """Raises CourseError where a lesson or a master is no notebook."""
        sections = {
            (path.stem, words): identity
            for path in sorted(root.glob("notebooks/*.ipynb"))
            for words, identity in _headings(opened(path))
        }
        numbers = {entry.number for entry in exercises.every()}
        found = [entry for path in sorted(root.glob("source/*/*.ipynb")) for entry in _headings(opened(path))]
        return cls(sections, {words.split()[0]: identity for words, identity in found if words.split()[0] in numbers})

    def section(self, lesson: str, words: str, folder: str = "") -> str:
        """[words](…) to a section of a lesson; `folder` is where the lessons lie, seen from the page."""
        return _link(words, f"{folder}{lesson}.ipynb", self.sections.get((lesson, words), ""))

    def exercise(self, entry: Exercise, course: str = "../", *, title: bool = False) -> str:
        """[2.3](…) to an exercise as students have it; `course` is the course's folder, seen from the page."""
        words = f"{entry.number} {entry.title}" if title else entry.number
        place = f"{course}release/{entry.assignment}/{entry.assignment}.ipynb"
        return _link(words, place, self.exercises.get(entry.number, ""))


def opened(path: Path) -> Book:
    """A notebook of the course; raises CourseError where it is none."""
    try:
        return read(path)
    except Unreadable as error:
        raise CourseError(f"{path}: {error} Bring it back from git, then run the same command again.") from error


def _headings(book: Book) -> list[tuple[str, str]]:
    """The H2 headings, each with its cell's id."""
    return [(words, str(cell.raw.get("id", ""))) for cell, level, words in book.headings if level == 2 and words]


def _link(words: str, place: str, identity: str) -> str:
    return f"[{cell(words)}]({place}#cell-id={identity})" if identity else f"[{cell(words)}]({place})"


def cell(words: str) -> str:
    """Words that stand in a table's cell: a bar would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", words)
