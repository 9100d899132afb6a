"""Exams and submissions out of a few lines, and a station that all tests of a file share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.grade.exam import Exam, ExamCell
from autograder.grade.result import Result, Task
from autograder.grade.station import Station

START = "import torch\nfrom autograder import check"


@pytest.fixture(scope="module")
def station() -> Iterator[Station]:
    with Station(1) as made:
        yield made


def exam(*cells: tuple[str, str], **settings: Any) -> Exam:
    """Cells as (name, source): answer_…, check_… (two points each), essay_…, any other name is a given cell."""
    known = []
    for name, source in cells:
        solution, grade = name.startswith(("answer", "essay")), name.startswith(("check", "essay"))
        kind = "markdown" if name.startswith("essay") else "code"
        points = 2.0 if grade else None
        cell = ExamCell(name, kind, "" if solution else source, "", points, grade, solution, not solution)
        if solution:
            cell = ExamCell(name, kind, "", cell.checksum_of(source), points, grade, solution, False)
        known.append(cell)
    made = Exam("01_made", "01_made", tuple(known), {"name": "python3"}, **{"cell_seconds": 5, **settings})
    return Exam(**{**vars(made), "digest": hashlib.sha256(repr(made).encode()).hexdigest()})


def notebook(*cells: tuple[str, str]) -> bytes:
    """What a student hands in: (name, source), with a name of "" for a cell of their own."""
    made = {"cells": [_cell(*cell) for cell in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made).encode()


def _cell(name: str, source: str) -> dict[str, Any]:
    kind = "markdown" if name.startswith("essay") else "code"
    made: dict[str, Any] = {"cell_type": kind, "source": source, "metadata": {}}
    if name:
        made["metadata"]["nbgrader"] = {"grade_id": name}
    return {**made, "outputs": [], "execution_count": None} if kind == "code" else made


def sit(station: Station, on: Exam, *cells: tuple[str, str], files: dict[str, bytes] | None = None) -> Result:
    """Hand in these cells; the exam's locked cells that are not among them are put in where they belong."""
    named = dict(cells)
    whole = [(known.grade_id, named.get(known.grade_id, known.source)) for known in on.cells]
    own = [cell for cell in cells if not cell[0]]
    place = next((i for i, cell in enumerate(whole) if cell[0].startswith("answer")), len(whole))
    return station.submit(Task("ada", on, notebook(*whole[:place], *own, *whole[place:]), files or {})).result()


def outputs(result: Result, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(
        cell["outputs"]
        for cell in json.loads(result.notebook)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name
    )
    return found
