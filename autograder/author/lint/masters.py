"""Rules for the masters in source/: what would change a score, or tell a student too much."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Problem, Rule, code_cells, nbgrader, source

STDERR = re.compile(r"sys\.stderr|warnings\.warn|traceback\.print|logging\.|tqdm|%%capture")
SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def outputs_are_stripped(book: Book) -> Iterator[Problem]:
    for cell in code_cells(book):
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield str(cell.get("id")), "a master is kept without outputs; clear them before you save."


def test_cells_end_in_no_value(book: Book) -> Iterator[Problem]:
    """nbgrader reads a test cell's value as partial credit. A `check.…` call shows nothing, and may come last."""
    for cell in _tests(book):
        try:
            body = ast.parse(source(cell)).body
        except SyntaxError as error:
            yield str(cell.get("id")), f"the test cell is not Python: {error.msg}, line {error.lineno}."
            continue
        if body and isinstance(body[-1], ast.Expr) and not _is_check(body[-1].value):
            yield (
                str(cell.get("id")),
                "the test cell ends in an expression; nbgrader takes its value for partial credit.",
            )


def _is_check(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "check"


def test_cells_keep_off_stderr(book: Book) -> Iterator[Problem]:
    for cell in _tests(book):
        if match := STDERR.search(source(cell)):
            yield str(cell.get("id")), f"{match.group(0)} in a test cell: whatever reaches stderr costs all its points."


def test_cells_have_points(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        about = nbgrader(cell)
        if about.get("grade") and not about.get("points"):
            yield str(cell.get("id")), "a graded cell without points is worth nothing."
        if about.get("points") and not about.get("grade"):
            yield str(cell.get("id")), "points on a cell that is not graded are never given."


def test_cells_hide_what_decides(book: Book) -> Iterator[Problem]:
    for cell in _tests(book):
        if HIDDEN[0] not in source(cell):
            yield str(cell.get("id")), "the test cell has no hidden tests; what is visible can be fitted to."
        visible = source(cell).split(HIDDEN[0])[0]
        if not re.search(r"\bcheck\.\w+\(", visible):
            yield str(cell.get("id")), "the test cell has no visible check, and a student learns nothing from it."


def markers_come_in_pairs(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        for begin, end in (SOLUTION, HIDDEN):
            text = source(cell)
            if text.count(begin) != text.count(end) or (begin in text and text.index(begin) > text.index(end)):
                yield str(cell.get("id")), f"“{begin}” and “{end}” do not pair; the release would carry what they hide."


def answers_have_a_stub(book: Book) -> Iterator[Problem]:
    for cell in code_cells(book):
        about = nbgrader(cell)
        if about.get("solution") and not about.get("grade") and SOLUTION[0] not in source(cell):
            yield str(cell.get("id")), "a solution cell without “### BEGIN SOLUTION” is released whole."
        if SOLUTION[0] in source(cell) and not about.get("solution"):
            yield str(cell.get("id")), "a solution stands in a cell that nbgrader does not clear."


def grade_ids_are_there_once(book: Book) -> Iterator[Problem]:
    found = [(nbgrader(cell).get("grade_id"), str(cell.get("id"))) for cell in book.cells if nbgrader(cell)]
    times = Counter(identity for identity, _ in found)
    for identity, cell in found:
        if not identity or times[identity] > 1:
            yield cell, f"the grade_id {identity!r} stands on {times[identity]} cells; nbgrader needs it on one."


def at_least_six_exercises(book: Book) -> Iterator[Problem]:
    number = len(list(_tests(book)))
    if number < 6:
        yield "", f"{number} graded exercises; an assignment has at least six."


def _tests(book: Book) -> Iterator[dict[str, object]]:
    return (cell for cell in code_cells(book) if nbgrader(cell).get("grade") and not nbgrader(cell).get("solution"))


RULES: dict[str, Rule] = {
    "outputs": outputs_are_stripped,
    "no-value": test_cells_end_in_no_value,
    "stderr": test_cells_keep_off_stderr,
    "points": test_cells_have_points,
    "hidden": test_cells_hide_what_decides,
    "markers": markers_come_in_pairs,
    "stub": answers_have_a_stub,
    "grade-id": grade_ids_are_there_once,
    "exercises": at_least_six_exercises,
}
