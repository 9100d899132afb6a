"""From an executed notebook to scores, by nbgrader's rules (`nbgrader.utils.determine_grade`): nbgrader itself is
slow to import, and a judge on another machine need not have it. A test holds the two against each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.grade.exam import Exam, ExamCell

Notebook = Mapping[str, Any]
NO_RESPONSE = "No response."
FORGEABLE = "Forgeable: the tests of this notebook ran in the student's own kernel."


def scores(notebook: Notebook, exam: Exam) -> dict[str, float | None]:
    """By grade id, for every graded cell of the exam; None waits for a person. A cell that is not there gets 0."""
    present = _present(notebook)
    return {cell.grade_id: _score(present.get(cell.grade_id), cell) for cell in exam.graded}


def comments(notebook: Notebook, exam: Exam) -> dict[str, str | None]:
    """The machine's comment on each answer: that there is none, or nothing; and that scores can be forged, where the
    tests ran in the kernel."""
    present = _present(notebook)
    usual = FORGEABLE if exam.tests == "in_kernel" else None
    return {
        cell.grade_id: NO_RESPONSE
        if cell.grade_id in present and not cell.task and cell.untouched(present[cell.grade_id]["source"])
        else usual
        for cell in exam.cells
        if cell.solution or cell.task
    }


def _present(notebook: Notebook) -> dict[str, Any]:
    entries = ((cell["metadata"].get("nbgrader") or {}, cell) for cell in notebook["cells"])
    return {entry["grade_id"]: cell for entry, cell in entries if entry.get("grade_id")}


def _score(cell: Any, known: ExamCell) -> float | None:
    if cell is None:
        return 0.0
    if known.solution:
        return 0.0 if known.untouched(cell["source"]) else None
    if known.cell_type != "code":
        return None
    most = float(known.points or 0.0)
    for output in cell["outputs"]:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return 0.0
        if output["output_type"] == "execute_result":
            return _partial(output["data"].get("text/plain", ""), most)
    return most


def _partial(text: Any, most: float) -> float:
    """A number at the end of a test is partial credit. More than there is to get is no credit at all."""
    try:
        value = float("".join(text) if isinstance(text, list) else text)
    except (TypeError, ValueError):
        return most
    if value > most:
        return 0.0
    return value if value >= 0 else most
