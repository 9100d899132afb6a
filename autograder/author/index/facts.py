"""What the course holds, gathered from its notebooks and tables: lessons, sections, exercises, mistakes.

The lint uses it too, so torch is kept out: the corpus is read here by its first lines alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from autograder.author.index.links import opened
from autograder.author.lint.finding import Book
from autograder.learn import exercises
from autograder.learn.mistakes import catalog

INDEX = "index"  # the notebook that is no lesson


@dataclass(frozen=True)
class Lesson:
    """A lesson's first cell and headings; the words stay Markdown."""

    name: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]


def lessons(root: Path) -> list[Lesson]:
    """The lessons in order; raises CourseError where one is no notebook."""
    paths = sorted(path for path in root.glob("notebooks/*.ipynb") if path.stem != INDEX)
    return [lesson(opened(path)) for path in paths]


def lesson(book: Book) -> Lesson:
    first = book.cells[0].source if book.cells else ""
    title = next((words for _, level, words in book.headings if level == 1), book.path.stem)
    minutes = re.search(r"\*\*Minutes\D*(\d+)", first)
    sections = tuple(words for _, level, words in book.headings if level == 2)
    return Lesson(book.path.stem, title, int(minutes[1]) if minutes else 0, tuple(_objectives(first)), sections)


def _objectives(first: str) -> Iterator[str]:
    """The list under “After this lesson you can”, without the punctuation between its lines."""
    _, _, rest = first.partition("**After this lesson you can**")
    for line in rest.partition("**Minutes")[0].splitlines():
        if line.startswith("- "):
            yield line.removeprefix("- ").strip().rstrip(";.,")


def practised(name: str, section: str) -> list[exercises.Exercise]:
    """The exercises of a section."""
    return [entry for entry in exercises.every() if (entry.look_at.lesson, entry.look_at.section) == (name, section)]


class Meeting(NamedTuple):
    """A cell that was run and shows a mistake."""

    mistake: str
    lesson: str
    section: str
    cell: str


def meetings(root: Path) -> Iterator[Meeting]:
    """Every executed lesson cell that carries the name of a mistake, with the section it stands in."""
    for path in sorted(root.glob("notebooks/*.ipynb")):
        section = ""
        for cell in opened(path).cells:
            if cell.kind == "markdown":
                found = [line for line in cell.source.splitlines() if line.startswith("## ")]
                section = found[-1].removeprefix("## ").strip() if found else section
            elif cell.raw.get("execution_count") is not None:
                for mistake in _list(_dict(cell.metadata.get("course")).get("mistakes")):
                    yield Meeting(str(mistake), path.stem, section, str(cell.raw.get("id")))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def met(root: Path) -> dict[tuple[str, str], list[str]]:
    """The mistakes that each section treats, in its order: those that it runs, then those whose words point to it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for meeting in meetings(root):
        found.setdefault((meeting.lesson, meeting.section), {})[meeting.mistake] = None
    for identity, entry in catalog.every().items():
        found.setdefault((entry.look_at.lesson, entry.look_at.section), {})[identity] = None
    return {place: list(mistakes) for place, mistakes in found.items()}


def made_in(root: Path) -> dict[str, list[exercises.Exercise]]:
    """For each mistake the exercises in which the corpus has an answer that makes it (see author/corpus.py)."""
    found: dict[str, set[str]] = {}
    for path in root.glob("tests/corpus/*/*/wrong_*.py"):
        with path.open(encoding="utf-8") as lines:
            names = next(lines, "").removeprefix("# mistake:").replace(" ", "").strip().split("+")
        for mistake in names if catalog.every().keys() >= set(names) else ():  # else it is a sentence
            found.setdefault(mistake, set()).add(path.parent.name)
    return {
        mistake: [entry for entry in exercises.every() if entry.number in found.get(mistake, ())]
        for mistake in catalog.every()
    }
