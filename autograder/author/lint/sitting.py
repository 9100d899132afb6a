"""What shows only when a master is run: is its solution right, is its stub not, and does no constant pass?

Each master is handed in to our own grader, as a student would hand it in: solved, untouched, and with functions that
return the same for every input (`constants`). So a master that loops, exits or floods is stopped as a student's
notebook would be, and what the lint says is what the gradebook would. One thing is different: for a constant, the rule
"by hand" is lifted, for it is the numbers that have to tell it from an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from autograder.author.lint.constants import CONSTANTS, constant, functions
from autograder.author.lint.finding import Book, Cell, Finding, Unreadable, read, tell
from autograder.course import Course, CourseError, configuration, find
from autograder.grade import code, exam
from autograder.grade.exam import Exam, ExamCell
from autograder.grade.result import Outcome, Result, Task

RULES = {
    "solution-fails": "a solution that does not get all its points",
    "stub-passes": "a stub that gets points as it is handed out",
    "constant-passes": "a test that a function passes which returns the same for every input",
}
STUBS = ("# YOUR CODE HERE\nraise NotImplementedError()", "YOUR ANSWER HERE")  # nbgrader's own
WORKERS = 2
Step = Callable[[str], None]


@dataclass(frozen=True)
class Master:
    """A master, with what it takes to hand it in."""

    book: Book
    settings: exam.Settings
    stubs: tuple[str, str]  # what stands for code, and for text, in the release
    files: Mapping[str, bytes]


def masters(paths: Sequence[Path]) -> list[Master]:
    """Those in Python that have a test; what can't be read is left to the lint's own rules."""
    found = []
    for path in paths:
        try:
            book = read(path)
        except Unreadable:
            continue
        if book.is_python and any(book.tests):
            found.append(_master(book))
    return found


def _master(book: Book) -> Master:
    try:
        course = find(book.path.parent)
    except CourseError:
        return Master(book, exam.Settings(), STUBS, {})
    clear = configuration(course).ClearSolutions
    written = clear.get("code_stub", STUBS[0])
    stub = written.get("python", STUBS[0]) if isinstance(written, Mapping) else str(written)
    return Master(book, exam.settings(course), (stub, clear.get("text_stub", STUBS[1])), _files(course, book.path))


def _files(course: Course, path: Path) -> Mapping[str, bytes]:
    inside = path.resolve().parent.parent == course.source.resolve()
    return exam.given(course, path.resolve().parent.name) if inside else {}


def sit(found: Sequence[Master], step: Step = lambda words: None) -> list[Finding]:
    """The findings of the rules here; `step` is called when a master is done. Takes seconds."""
    from autograder.grade.station import Station

    risky = any(master.settings.accept_risk for master in found)
    with Station(min(WORKERS, os.cpu_count() or 1), accept_risk=risky) as station:

        def hand_in(master: Master, on: Exam, raw: bytes) -> Future[Result]:
            return station.submit(Task("lint", on, raw, master.files))

        first = []
        for master in found:
            known = _exam(master)
            solved, untouched = _notebook(master, _as_it_is), _notebook(master, partial(cleared, stubs=master.stubs))
            first.append((master, known, hand_in(master, known, solved), hand_in(master, known, untouched)))
        second = []
        for master, known, solved_run, untouched_run in first:
            plain = Plain(known, solved_run.result(), untouched_run.result())
            on = _without_by_hand(known)
            sent = {words: hand_in(master, on, raw) for words, raw in _constants(master, plain).items()}
            second.append((master, plain, sent))
        findings = []
        for master, plain, sent in second:
            findings += list(_findings(master, plain, {words: run.result() for words, run in sent.items()}))
            step(master.book.path.name)
        return findings


@dataclass(frozen=True)
class Plain:
    """What became of a master as it is, and of what is handed out."""

    exam: Exam
    solved: Result
    untouched: Result

    def most(self, test: Cell) -> float:
        known = self.exam.by_id.get(str(test.about.get("grade_id") or ""))
        return (known.points if known else None) or 0.0

    def holds(self, test: Cell) -> bool:
        """All points for the solution, and none for the stub."""
        name = str(test.about.get("grade_id") or "")
        return self.solved.scores.get(name) == self.most(test) > 0 and not self.untouched.scores.get(name)


def _exam(master: Master) -> Exam:
    """As the gradebook would have it, made from the file alone."""
    cells = tuple(_exam_cell(cell, master.stubs) for cell in master.book.cells if cell.about.get("grade_id"))
    kernel = master.book.metadata.get("kernelspec")
    by, name = master.settings, master.book.path.stem
    made = Exam(
        name, name, cells, kernel if isinstance(kernel, dict) else {}, by.tests, by.cell_seconds, by.notebook_seconds
    )
    return _sealed(replace(made, limits=dict(by.limits)))


def _exam_cell(cell: Cell, stubs: tuple[str, str]) -> ExamCell:
    about = cell.about
    solution, grade = bool(about.get("solution")), bool(about.get("grade"))
    locked = not solution and (grade or bool(about.get("locked")))
    points = about.get("points")
    worth = float(points) if isinstance(points, int | float) and points > 0 else 1.0
    made = ExamCell(
        str(about["grade_id"]),
        cell.kind,
        cell.source if locked else "",
        "",
        worth if grade else None,
        grade,
        solution,
        locked,
    )
    return replace(made, checksum=made.checksum_of(cleared(cell, stubs) if solution else cell.source))


def _sealed(known: Exam) -> Exam:
    return replace(known, digest=hashlib.sha256(json.dumps(known.to_data(), sort_keys=True).encode()).hexdigest())


def _without_by_hand(known: Exam) -> Exam:
    by_hand = re.compile(r"\bby_hand\s*=\s*True\b")
    cells = tuple(replace(cell, source=by_hand.sub("by_hand=False", cell.source)) for cell in known.cells)
    return _sealed(replace(known, cells=cells))


def cleared(cell: Cell, stubs: tuple[str, str]) -> str:
    """The answer as nbgrader hands it out (ClearSolutions): a stub for each region, or for all of the cell."""
    stub = stubs[0] if cell.is_code else stubs[1]
    kept, inside, replaced = [], False, False
    for line in cell.source.split("\n"):
        if "BEGIN SOLUTION" in line:
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + part for part in stub.split("\n")]
            inside = replaced = True
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept) if replaced else stub


def _as_it_is(cell: Cell) -> str:
    return cell.source


def _constants(master: Master, plain: Plain) -> dict[str, bytes]:
    """The master with a constant for each function that a sound test looks at, by what is returned in words. An answer
    whose own test fails is left out, for it may never end."""
    sound = {name for test in master.book.tests if plain.holds(test) for name in _looked_at(master, test)}
    broken = {name for test in master.book.tests if not plain.holds(test) for name in _looked_at(master, test)}
    if not sound:
        return {}

    def answer(cell: Cell, *, kind: str) -> str:
        names = set(functions(cell.source))
        if names & broken and not names & sound:
            return cleared(cell, master.stubs)
        return constant(cell.source, kind) if names else cell.source

    return {words: _notebook(master, partial(answer, kind=kind)) for words, kind in CONSTANTS.items()}


def _notebook(master: Master, answer: Callable[[Cell], str]) -> bytes:
    cells: list[dict[str, Any]] = []
    for cell in master.book.cells:
        source = answer(cell) if cell.about.get("solution") else cell.source
        made: dict[str, Any] = {"cell_type": cell.kind, "metadata": {"nbgrader": cell.about} if cell.about else {}}
        cells.append({**made, "source": source, **({"outputs": [], "execution_count": None} if cell.is_code else {})})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _findings(master: Master, plain: Plain, constants: Mapping[str, Result]) -> Iterator[Finding]:
    path, solved, untouched = master.book.path, plain.solved, plain.untouched
    if solved.outcome is not Outcome.GRADED:
        yield tell(path, None, "solution-fails", f"The master can't be graded: {solved.reason}", "Mend that first.")
        return
    for cell in master.book.tests:
        name, most = str(cell.about.get("grade_id") or ""), plain.most(cell)
        if most and solved.scores.get(name) != most:
            says = f"The solution gets {_points(solved, name)} of {most:g} points. {_why(solved, name)}"
            yield tell(path, cell, "solution-fails", says.strip(), _hint(master))
        elif most and not plain.holds(cell):
            says = f"The stub gets {_points(untouched, name)} of {most:g} points without a line of a student's."
            yield tell(path, cell, "stub-passes", says, "Test what a student has to write.")
        elif most and _looked_at(master, cell):
            passing = [words for words, result in constants.items() if result.scores.get(name) == most]
            others = f", and so does one that returns {passing[1]}" if len(passing) > 1 else ""
            says = f"A function that returns {passing[0]} gets all the points{others}." if passing else ""
            hint = "Test on fresh inputs, with different answers, between the marks of the hidden tests."
            yield from [tell(path, cell, "constant-passes", says, hint)] if says else []


def _looked_at(master: Master, test: Cell) -> set[str]:
    """The students' functions that a test looks at and that take an argument. A prediction takes none: it is a
    constant by right."""
    above = [cell for cell in master.book.answers if cell.number < test.number]
    takers = {name for cell in above for name in functions(cell.source)}
    try:
        return takers & code.compiled(test.source, f"<{test.id}>").needs
    except (SyntaxError, ValueError, RecursionError):
        return set()


def _points(result: Result, name: str) -> str:
    return f"{result.scores.get(name) or 0:g}"


def _why(result: Result, name: str) -> str:
    """The last line of what the test said."""
    for cell in json.loads(result.notebook)["cells"]:
        if (cell["metadata"].get("nbgrader") or {}).get("grade_id") != name:
            continue
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                lines = [line for line in output["traceback"] if line.strip()] or [output["evalue"]]
                return _plain(f"It says: {lines[-1].strip().splitlines()[-1]}")
            if output.get("name") == "stderr":
                return _plain(f"It writes to stderr: {output['text'].strip().splitlines()[-1]}")
    return ""


def _plain(words: str) -> str:
    words = re.sub(r"\x1b\[[0-9;]*m", "", words)
    words = words if len(words) <= 200 else f"{words[:200]}…"
    return words if words.endswith((".", "…", "!", "?")) else f"{words}."


def _hint(master: Master) -> str:
    if master.settings.tests == "trusted" and not master.book.is_ours:
        return 'Tests that look into the kernel need c.Execute.tests = "in_kernel" in nbgrader_config.py.'
    return "Run the notebook from top to bottom in JupyterLab."
