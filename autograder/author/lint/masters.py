"""Rules for the form of a master: what nbgrader knows of its cells, its points, and how an exercise is made up."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from autograder.author.lint.finding import Book, Cell, Problem, Rule

SCHEMA = 3  # of nbgrader 0.9's metadata
FEWEST = 6  # graded exercises of an assignment of ours
SIDEBAR = "Set it in the Create Assignment sidebar."
TITLE = re.compile(r"\d+\.\d+ \S.* · [●○]{3} · \d+ minutes?")


def outputs_are_stripped(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        if cell.outputs or cell.raw.get("execution_count") is not None:
            yield Problem(cell, "The cell has outputs.", "A master is kept without: clear them before you save.")


def cells_have_points(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        points: Any = cell.about.get("points")
        graded = bool(cell.about.get("grade") or cell.about.get("task"))
        if graded and points in (None, ""):
            yield Problem(cell, "A graded cell has no points.", SIDEBAR)
        elif graded and not _is_number(points):
            yield Problem(cell, f"Its points are {points!r}, which is no number.", SIDEBAR)
        elif graded and points <= 0:
            says = "is worth nothing" if points == 0 else f"is worth {points} points, and costs those who are right"
            yield Problem(cell, f"A graded cell {says}.", SIDEBAR)
        elif points and not graded:
            kind = "An answer that is not graded" if cell.about.get("solution") else "A cell that is not graded"
            yield Problem(cell, f"{kind} has points: nobody ever gets them.", "Put them on the cell that is graded.")


def _is_number(points: object) -> bool:
    return isinstance(points, int | float) and not isinstance(points, bool) and math.isfinite(points)


def grade_ids_are_there_once(book: Book) -> Iterator[Problem]:
    known = [cell for cell in book.cells if cell.about]
    times = Counter(str(cell.about.get("grade_id", "")) for cell in known)
    for cell in known:
        name = str(cell.about.get("grade_id") or "")
        if not name:
            yield Problem(cell, "nbgrader knows the cell, and it has no grade id.", SIDEBAR)
        elif not re.fullmatch(r"[a-zA-Z0-9_\-]+", name):
            yield Problem(cell, "A grade id holds letters, digits, _ and - only.", SIDEBAR)
        elif times[name] > 1:
            yield Problem(cell, f"The grade id stands on {times[name]} cells.", f"{SIDEBAR} nbgrader scores one.")


def locks_hold(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        about = cell.about
        if about.get("solution") and about.get("locked"):
            yield Problem(cell, "An answer is locked: no student could write into it.", SIDEBAR)
        elif cell.is_test and not about.get("locked") and book.is_ours:  # elsewhere nbgrader's LockCells sees to it
            yield Problem(cell, "A test is not locked: a student could change it.", SIDEBAR)
        elif about.get("grade") and not about.get("solution") and cell.kind != "code":
            yield Problem(cell, "Prose that is graded is no answer.", 'Choose "Manually graded answer" for it.')


def given_cells_are_locked(book: Book) -> Iterator[Problem]:
    """A test takes its names from locked cells; a cell that a student may change gives it the student's."""
    for cell in book.cells:
        if cell.is_code and cell.source.strip() and not cell.about:
            yield Problem(cell, "A cell of the master is not nbgrader's.", 'Choose "Read-only" for it.')
        elif cell.is_given and not cell.about.get("locked"):
            yield Problem(cell, "A given cell is not locked: a student could change it.", 'Choose "Read-only" for it.')


def nbgrader_reads_it(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        if not cell.about:
            continue
        version = cell.about.get("schema_version")
        if version != SCHEMA:
            says = f"Its nbgrader metadata has version {version}, and nbgrader wants {SCHEMA}."
            yield Problem(cell, says, f"Run `nbgrader update {book.path.name}`.")
        elif cell.about.get("cell_type", cell.kind) != cell.kind:
            yield Problem(cell, f"It was made as {cell.about['cell_type']} and is {cell.kind} now.", "Change it back.")


def every_check_has_its_answer(book: Book) -> Iterator[Problem]:
    tests = {_number(cell) for cell in book.tests} - {""}
    answers = {_number(cell) for cell in book.cells if cell.about.get("solution")} - {""}
    done = {_number(cell) for cell in book.cells if cell.about.get("solution") and cell.about.get("grade")}
    for cell in book.cells:
        number = _number(cell)
        if cell.is_test and number and number not in answers:
            yield Problem(cell, "There is a check and no answer.", f"Add the answer with the id answer_{number}.")
        if cell.is_answer and number and number not in tests | done:
            yield Problem(cell, "There is an answer and no check.", f"Add the check with the id check_{number}.")
        if (cell.is_test or cell.is_answer) and not number:
            wanted = "check_1_2" if cell.is_test else "answer_1_2"
            yield Problem(cell, "Its id does not say which exercise it belongs to.", f"Call it as {wanted} is called.")


def _number(cell: Cell) -> str:
    """check_2_3 → 2_3"""
    match = re.fullmatch(r"(?:answer|check|essay)_(\d+_\d+)", str(cell.about.get("grade_id", "")))
    return match[1] if match else ""


def exercises_have_their_headings(book: Book) -> Iterator[Problem]:
    titles = {
        words.split()[0].replace(".", "_"): cell for cell, _, words in book.headings if re.match(r"\d+\.\d", words)
    }
    for cell, _, words in book.headings:
        if re.match(r"\d+\.\d", words) and not TITLE.fullmatch(words):
            yield Problem(cell, "The heading lacks its parts.", "Write it so: ## 1.2 The idea · ●●○ · 5 minutes")
    for cell in book.cells:
        number = _number(cell)
        if cell.about.get("grade") and number and number not in titles:
            yield Problem(cell, "No heading has its number.", f"Write one: ## {number.replace('_', '.')} The idea · …")
    found = [_pair(_number(cell)) for cell in book.cells if cell.about.get("grade") and _number(cell)]
    for before, after in pairwise(found):
        if after <= before:
            says = "Exercise {}.{} stands after {}.{}.".format(*after, *before)
            yield Problem(None, says, "Number them in the order in which they stand.")


def _pair(number: str) -> tuple[int, int]:
    first, _, second = number.partition("_")
    return int(first), int(second)


def hints_are_there(book: Book) -> Iterator[Problem]:
    """In a course that keeps hints: one entry for each exercise, about the function that its check names."""
    parents = book.path.resolve().parents
    path = parents[2] / "autograder" / "learn" / "exercises" / f"{book.path.stem}.toml" if len(parents) > 2 else None
    if path is None or not path.is_file():
        return
    try:
        rows = {str(row["number"]): row for row in tomllib.loads(path.read_text(encoding="utf-8"))["exercise"]}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        yield Problem(None, f"{path.name} can't be read: {error}.", "docs/authoring.md shows an entry.")
        return
    for cell in book.tests:
        number = _number(cell).replace("_", ".")
        row = rows.get(number)
        if number and row is None:
            yield Problem(cell, f"{path.name} has no entry {number}.", "docs/authoring.md shows what belongs there.")
        elif row and str(row.get("function")) not in cell.source:
            says = f"{path.name} says that {number} asks for {row.get('function')}, and the check does not name it."
            yield Problem(cell, says, "Make the two agree: the hints are found by this name.")


def there_are_enough_exercises(book: Book) -> Iterator[Problem]:
    number = len(list(book.tests))
    if number < FEWEST:
        says = f"An assignment has at least {FEWEST} graded exercises, and this has {number}."
        yield Problem(None, says, "`autograder new-exercise` adds one.")


RULES = (
    Rule("outputs", "a master with outputs", outputs_are_stripped, house=True),
    Rule("points", "points that are missing, 0, negative, or on a cell that is not graded", cells_have_points),
    Rule("grade-id", "a grade id that is missing, malformed, or on two cells", grade_ids_are_there_once),
    Rule("locked", "a test that students can change, an answer that they can't", locks_hold),
    Rule("given", "a given cell that students can change", given_cells_are_locked, house=True),
    Rule("schema", "metadata that nbgrader refuses", nbgrader_reads_it),
    Rule("pairs", "a check without its answer, an answer without its check", every_check_has_its_answer, house=True),
    Rule("exercise", "an exercise without its heading, or out of order", exercises_have_their_headings, house=True),
    Rule("hints", "an exercise that the course's hints don't know", hints_are_there, house=True),
    Rule("exercises", f"fewer than {FEWEST} exercises", there_are_enough_exercises, house=True),
)
