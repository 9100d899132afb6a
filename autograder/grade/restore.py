"""Brings a submitted notebook back to the form of the master, as nbgrader's sanitising steps do. Pure: bytes in, cells
out, and it runs in the worker, where nbgrader and nbformat are not loaded (both take a second).

    read (UTF-8, JSON, format 4) ── clean each cell ── restore what is the master's ── notes on what was changed
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from autograder.grade.exam import Exam, ExamCell
from autograder.grade.result import Refusal

MOST_CELLS, LONGEST = 5_000, 2_000_000  # cells of a notebook, characters of one of them
MOST_BRACKETS, MOST_COMMAS = 2_000_000, 10_000_000  # so that 50 MB of JSON don't become gigabytes of objects
_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates: neither a file nor a database takes them

PICTURES = ("image/png", "image/jpeg", "image/gif")

Cell = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    notebook: dict[str, Any]
    notes: tuple[str, ...]


def restore(raw: bytes, exam: Exam) -> Opened:
    """The cells in the student's order. What nbgrader knows of them is the master's, and the locked ones' source."""
    name = f"{exam.notebook}.ipynb"
    found = _version_4(_read(raw, name), name)
    if len(found["cells"]) > MOST_CELLS:
        raise Refusal(f"{name} has {len(found['cells'])} cells; the limit is {MOST_CELLS}.")
    cells = [_clean(cell, number, name) for number, cell in enumerate(found["cells"], start=1)]
    notes = _replaced(cells)
    cells, more = _overwrite(cells, exam)
    notes += more + _order(cells, exam) + _kernel(found, exam)
    metadata = {"kernelspec": dict(exam.kernelspec)} if exam.kernelspec else {}
    return Opened({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, tuple(notes))


def _read(raw: bytes, name: str) -> dict[str, Any]:
    if raw.count(b"[") + raw.count(b"{") > MOST_BRACKETS or raw.count(b",") > MOST_COMMAS:
        raise Refusal(f"{name} holds far more objects than a notebook does.")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(f"{name} is not text: byte {error.start} is not UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}" if raw else "is empty"
        raise Refusal(f"{name} {where}.") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise Refusal(f"{name} holds a number that is too long.") from error
    except RecursionError as error:
        raise Refusal(f"{name} is nested too deeply to be a notebook.") from error
    if not isinstance(found, dict) or type(found.get("nbformat")) is not int:
        raise Refusal(f"{name} is JSON, but not a notebook.")
    return found


def _version_4(found: dict[str, Any], name: str) -> dict[str, Any]:
    if found["nbformat"] > 4:
        raise Refusal(f"{name} has notebook format {found['nbformat']}; this course reads up to format 4.")
    if found["nbformat"] < 4:
        import nbformat  # takes a second, and such a notebook is ten years old

        try:
            found = nbformat.convert(nbformat.from_dict(found), 4)
        except Exception as error:
            raise Refusal(f"{name} has notebook format {found['nbformat']} and can't be converted to 4.") from error
    if not isinstance(found.get("cells"), list):
        raise Refusal(f"{name} has no cells.")
    return dict(found)


def _clean(cell: Any, number: int, name: str) -> Cell:
    """A cell without its outputs, which may be huge and are made anew, and without metadata but its grade id.

    A tag is not harmless: a test cell with the tag `skip-execution` has no output, which nbgrader gives full marks.
    """
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise Refusal(f"Cell {number} of {name} is no notebook cell.")
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Refusal(f"Cell {number} of {name} is no notebook cell: its text is no text.")
    if len(source) > LONGEST:
        raise Refusal(f"Cell {number} of {name} has {len(source)} characters; the limit is {LONGEST}.")
    grade_id = _dict(_dict(cell.get("metadata")).get("nbgrader")).get("grade_id")
    made: Cell = {"cell_type": cell["cell_type"], "id": f"cell-{number}", "metadata": {}, "source": source}
    pictures = _pictures(cell.get("attachments")) if cell["cell_type"] == "markdown" else {}
    return {**made, **pictures, "grade_id": grade_id if isinstance(grade_id, str) else ""}


def _pictures(attachments: Any) -> dict[str, Any]:
    """What is pasted into a written answer: pictures are kept, anything else is not."""
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in _dict(attachments).items():
        found = {kind: data for kind, data in _dict(bundle).items() if kind in PICTURES and isinstance(data, str)}
        if found and not _NO_TEXT.search(name) and all(data.isascii() for data in found.values()):
            kept[name] = found
    return {"attachments": kept} if kept else {}


def _replaced(cells: list[Cell]) -> list[str]:
    odd = [cell for cell in cells if _NO_TEXT.search(cell["source"])]
    for cell in odd:
        cell["source"] = _NO_TEXT.sub("�", cell["source"])
    return [f"Characters that are no text were replaced in {len(odd)} of its cells."] if odd else []


def _overwrite(cells: list[Cell], exam: Exam) -> tuple[list[Cell], list[str]]:
    """Of cells with one grade id the last one counts, and is what the master says; the others are ordinary cells."""
    ids = [cell.pop("grade_id") for cell in cells]
    last = {name: place for place, name in enumerate(ids) if name in exam.by_id}
    made = []
    for place, (name, cell) in enumerate(zip(ids, cells, strict=True)):
        known = exam.by_id[name] if last.get(name) == place else None
        made.append(_as_code(_as_master(cell, known) if known else cell))
    times = Counter(name for name in ids if name in last)
    notes = [f"{name} is there {count} times; the last one counts." for name, count in times.items() if count > 1]
    gone = [cell.grade_id for cell in exam.graded if cell.grade_id not in last]
    return made, notes + [f"{name} was deleted: 0 points for it." for name in gone]


def _as_master(cell: Cell, known: ExamCell) -> Cell:
    """Type, points and kind are not the student's to change, nor is the text of a locked cell."""
    source = known.source if known.locked else cell["source"]
    made = {**cell, "cell_type": known.cell_type, "metadata": {"nbgrader": known.entry()}, "source": source}
    if known.locked or known.cell_type != "markdown":
        made.pop("attachments", None)
    return made


def _as_code(cell: Cell) -> Cell:
    return {**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell


def _order(cells: list[Cell], exam: Exam) -> list[str]:
    """A note for each test cell that stands before the answer it tests. It is run where it stands."""
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    place = {name: position for position, name in enumerate(ids) if name}
    notes, answer = [], ""
    for known in exam.cells:
        if known.solution:
            answer = known.grade_id
        elif known.grade and place.get(known.grade_id, len(cells)) < place.get(answer, -1):
            notes.append(f"{known.grade_id} stands before {answer}, which it tests.")
    return notes


def _kernel(found: dict[str, Any], exam: Exam) -> list[str]:
    ours = exam.kernelspec.get("name", "")
    name = _dict(_dict(found.get("metadata")).get("kernelspec")).get("name", ours)
    return [f"It was written for the kernel {str(name)[:40]!r} and run with {ours!r}."] if name != ours else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
