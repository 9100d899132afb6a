"""Rules for the marks: what stands between them is cut out for students, and what does not is not."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Cell, Problem, Rule

PARTS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
MARKS = tuple(f"{edge} {part}" for part in PARTS for edge in ("BEGIN", "END"))
LONGEST = 24  # characters of a comment that may have been meant as a mark; a longer one is a sentence


def marks_pair(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        for part in PARTS:
            if says := _unpaired(cell.source, part):
                yield Problem(cell, says, f"Write ### BEGIN {part} above what is cut out, ### END {part} below.")


def _unpaired(text: str, part: str) -> str:
    """nbgrader's own reading: a line that holds the words opens or closes a region, regions don't nest."""
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if f"BEGIN {part}" in line:
            if inside:
                return f"Line {number} opens BEGIN {part} once more before it was closed."
            inside = True
        elif f"END {part}" in line:
            if not inside:
                return f"Line {number} has END {part} and nothing was opened."
            inside = False
    return f"BEGIN {part} is never closed." if inside else ""


def marks_are_spelt_right(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        for line in cell.source.splitlines():
            if meant := _meant(line):
                says = f"“{line.strip()}” is no mark: students would see it, and all below it."
                yield Problem(cell, says, f"Write it so: ### {meant}")


def _meant(line: str) -> str:
    """The mark that a comment is nearly, or nothing."""
    if not re.match(r"\s*(?:#|<!--)", line) or any(mark in line for mark in MARKS):
        return ""
    words = " ".join(re.sub(r"[^A-Z]+", " ", line.upper()).split())
    if len(words) > LONGEST or not difflib.get_close_matches(words.split(" ")[0], ("BEGIN", "END"), cutoff=0.75):
        return ""
    return next(iter(difflib.get_close_matches(words, MARKS, n=1, cutoff=0.8)), "")


def marks_stand_where_they_work(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        if "BEGIN SOLUTION" in cell.source and not cell.about.get("solution"):
            yield Problem(cell, "A solution stands in a cell that is no answer.", 'Choose "Autograded answer" for it.')
        if "BEGIN HIDDEN TESTS" in cell.source and not cell.is_test:
            yield Problem(cell, "Hidden tests stand in a cell that is no test.", 'Choose "Autograded tests" for it.')


def answers_keep_their_signature(book: Book) -> Iterator[Problem]:
    for cell in book.answers:
        if "BEGIN SOLUTION" not in cell.source:
            says = "The answer has no ### BEGIN SOLUTION: nbgrader replaces the whole cell, its signature too."
            yield Problem(cell, says, "Put the marks around what a student has to write.")
        elif not any(line.strip() and not line.strip().startswith("#") for line in hidden_lines(cell, "SOLUTION")):
            yield Problem(cell, "Nothing stands between the solution's marks.", "Write the solution there.")


def solutions_are_between_marks(book: Book) -> Iterator[Problem]:
    """In a function with a solution in it: a docstring, then the solution, and nothing that gives it away."""
    for cell in book.answers:
        inside = _numbers(cell, "SOLUTION")
        for function in _functions(cell):
            own = [node for node in function.body if not _is_docstring(node)]
            hidden = [node for node in own if node.lineno in inside]
            shown = [node for node in own if node.lineno not in inside and not isinstance(node, ast.Pass)]
            if hidden and shown and isinstance(shown[-1], ast.Return):
                says = f"Line {shown[-1].lineno}, `{_start(shown[-1])}`, belongs to the solution and stands outside."
                yield Problem(cell, says, "Move it between the marks.")


def hidden_lines(cell: Cell, part: str) -> list[str]:
    lines = cell.source.split("\n")
    return [lines[number - 1] for number in sorted(_numbers(cell, part))]


def _numbers(cell: Cell, part: str) -> set[int]:
    """The numbers of the lines that are cut out."""
    found, inside = set(), False
    for number, line in enumerate(cell.source.split("\n"), start=1):
        if f"BEGIN {part}" in line or f"END {part}" in line:
            inside = f"BEGIN {part}" in line
        elif inside:
            found.add(number)
    return found


def _functions(cell: Cell) -> list[ast.FunctionDef]:
    try:
        tree = ast.parse(cell.source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _start(node: ast.stmt) -> str:
    return ast.unparse(node).splitlines()[0][:40]


RULES = (
    Rule("marks", "BEGIN and END that do not pair", marks_pair),
    Rule("misspelt", "what is nearly a mark, and hides nothing", marks_are_spelt_right),
    Rule("marks-place", "a solution or hidden tests in a cell of another kind", marks_stand_where_they_work),
    Rule("stub", "an answer without marks, or with nothing between them", answers_keep_their_signature, house=True),
    Rule("outside", "a solution's return outside the marks", solutions_are_between_marks, house=True),
)
