"""The notebook lint: names notebook and cell for what would go wrong, before a student or CI meets it.

lint(path)               all that can be seen without running anything
sitting.sit(paths)       what shows only when a master is run: the rules in sitting.RULES

finding    a notebook as the rules see it, a rule, a finding
common     every notebook: ids, headings, pictures, links, metadata
lessons    the rhythm of our lessons
reading    what their prose promises: minutes, numbers, quotations, words, links
quoting    numbers and quotations in prose, and what the cells show
masters    the form of a master: points, grade ids, locks, exercises
marks      what is cut out for students
tests      what test cells say, and code that can't be graded
sitting    the stub, the solution and constants, put through the grader
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.author.lint import common, lessons, marks, masters, reading, sitting, tests
from autograder.author.lint.finding import Book, Finding, Rule, Unreadable, read, tell

__all__ = ["ABOUT", "Finding", "lint", "notebooks"]

FILE = "file"
MASTERS = (*masters.RULES, *marks.RULES, *tests.RULES)
LESSONS = (*lessons.RULES, *reading.RULES)
INDEX = (*lessons.OF_ANY_PAGE, *reading.OF_THE_INDEX)
STATIC = (*common.RULES, *LESSONS, *MASTERS)
ABOUT = {
    FILE: "a file that is no notebook",
    **{rule.name: rule.about for rule in STATIC},
    **{name: f"{about} (with --run)" for name, about in sitting.RULES.items()},
}
"""Every rule with a line on what it finds."""


def lint(path: Path) -> list[Finding]:
    """All findings in one notebook, by the rules of its kind (a master has nbgrader's cells), in the cells' order."""
    try:
        book = read(path)
    except Unreadable as error:
        return [tell(path, None, FILE, str(error), "Bring it back from git, or from a checkpoint of JupyterLab.")]
    found = [entry for rule in _rules(book) for entry in rule.findings(book)]
    return sorted(found, key=lambda entry: entry.cell or 0)


def _rules(book: Book) -> tuple[Rule, ...]:
    if book.is_master:
        return (*common.RULES, *MASTERS)
    return (*common.RULES, *(INDEX if book.path.stem == "index" else LESSONS))


def notebooks(root: Path, chosen: Iterable[Path] = ()) -> list[Path]:
    """The lessons and masters of a course, in order; or what was chosen, a folder for all notebooks in it."""
    found = []
    for path in chosen:
        inside = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
        found += [entry for entry in inside if ".ipynb_checkpoints" not in entry.parts]
    return found if chosen else [*sorted(root.glob("notebooks/*.ipynb")), *sorted(root.glob("source/*/*.ipynb"))]
