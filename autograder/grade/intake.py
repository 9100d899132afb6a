"""Opens one submission: finds its notebook, reads it with suspicion, and brings it back to the form of the master.

Whatever can't be graded is a `Refusal` in words. What was put right is a note.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grade.result import Refusal

LARGEST = 100_000_000  # bytes of a notebook, and of all other files of a submission together


@dataclass(frozen=True)
class Opened:
    notebook: dict[str, Any]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Master:
    """What the master says of its cells: grade id -> nbgrader's metadata, in the order of the notebook."""

    cells: dict[str, dict[str, Any]]
    kernel: str

    @property
    def graded(self) -> list[str]:
        return [name for name, entry in self.cells.items() if entry.get("grade")]


def master(path: Path) -> Master:
    found = json.loads(path.read_text(encoding="utf-8"))
    entries = [cell["metadata"]["nbgrader"] for cell in found["cells"] if "nbgrader" in cell["metadata"]]
    kernel = found["metadata"].get("kernelspec", {}).get("name", "")
    return Master({entry["grade_id"]: entry for entry in entries if entry.get("grade_id")}, kernel)


def open_submission(folder: Path, assignment: str, by: Master) -> Opened:
    path, notes = _find(folder, assignment, by)
    notebook = _version_4(_read(path), path.name)
    cells = [_clean(cell, number, path.name) for number, cell in enumerate(notebook["cells"], start=1)]
    notebook["cells"] = cells
    notes += _restore(cells, by) + _order(cells, by) + _kernel(notebook, by)
    notebook["metadata"] = {"kernelspec": _dict(_dict(notebook.get("metadata")).get("kernelspec"))}
    return Opened({**notebook, "nbformat": 4, "nbformat_minor": 5}, tuple(notes))


def copy_others(folder: Path, target: Path) -> None:
    """The other files of a submission (data, helpers): regular files only, a symbolic link is never followed."""
    total = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any((folder / part).is_symlink() for part in (*inside.parents, inside)):
            continue
        if not path.is_file() or path.suffix == ".ipynb" or ".ipynb_checkpoints" in inside.parts:
            continue
        total += path.stat().st_size
        if total > LARGEST:
            raise Refusal(f"Its files are larger than {LARGEST // 1_000_000} MB together.")
        (target / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / inside)


def _find(folder: Path, assignment: str, by: Master) -> tuple[Path, list[str]]:
    """The notebook by its name, or the one notebook there is, if it is this assignment under another name."""
    wanted = folder / f"{assignment}.ipynb"
    others = sorted(path for path in folder.glob("*.ipynb") if path != wanted)
    if wanted.exists() or wanted.is_symlink():
        return wanted, [f"Not looked at: {', '.join(path.name for path in others)}."] if others else []
    if not others:
        raise Refusal(f"There is no notebook {wanted.name} in the folder.")
    if len(others) == 1 and others[0].is_file() and not others[0].is_symlink() and _is_ours(others[0], by):
        return others[0], [f"{others[0].name} was taken for {wanted.name}."]
    raise Refusal(f"There is no notebook {wanted.name} in the folder, but {', '.join(path.name for path in others)}.")


def _is_ours(path: Path, by: Master) -> bool:
    text = path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= LARGEST else ""
    return any(f'"{name}"' in text for name in by.graded)


def _read(path: Path) -> dict[str, Any]:
    if path.is_symlink() or not path.is_file():
        raise Refusal(f"{path.name} is not a regular file.")
    size = path.stat().st_size
    if size > LARGEST:
        raise Refusal(f"{path.name} has {size // 1_000_000} MB; the limit is {LARGEST // 1_000_000}.")
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Refusal(f"{path.name} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"{path.name} is not text: byte {error.start} is not UTF-8.") from error
    except json.JSONDecodeError as error:
        where = "is empty" if not size else f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        raise Refusal(f"{path.name} {where}.") from error
    except RecursionError as error:
        raise Refusal(f"{path.name} is nested too deeply to be a notebook.") from error
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise Refusal(f"{path.name} is JSON, but not a notebook.")
    return found


def _version_4(found: dict[str, Any], name: str) -> dict[str, Any]:
    if found["nbformat"] > 4:
        raise Refusal(f"{name} has notebook format {found['nbformat']}; this course reads up to format 4.")
    if found["nbformat"] < 4:
        import nbformat

        try:
            found = nbformat.convert(nbformat.from_dict(found), 4)
        except Exception as error:
            raise Refusal(f"{name} has notebook format {found['nbformat']} and can't be converted to 4.") from error
    if not isinstance(found.get("cells"), list):
        raise Refusal(f"{name} has no cells.")
    return dict(found)


def _clean(cell: Any, number: int, name: str) -> dict[str, Any]:
    """A cell without its outputs, which may be huge and are made anew, and without metadata but nbgrader's.

    A tag is not harmless: a test cell with the tag `skip-execution` has no output, which nbgrader gives full marks.
    """
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise Refusal(f"Cell {number} of {name} is no notebook cell.")
    source = cell.get("source", "")
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    nbgrader = _dict(cell.get("metadata")).get("nbgrader")
    metadata = {} if nbgrader is None else {"nbgrader": nbgrader}
    made = {"cell_type": cell["cell_type"], "id": f"cell-{number}", "metadata": metadata, "source": source}
    return {**made, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else made


def _restore(cells: list[dict[str, Any]], by: Master) -> list[str]:
    """Give each cell the nbgrader metadata of the master: points and kinds are not the student's to change."""
    seen: Counter[str] = Counter()
    for cell in cells:
        grade_id = _dict(cell["metadata"].pop("nbgrader", None)).get("grade_id")
        if not isinstance(grade_id, str) or grade_id not in by.cells:
            continue
        seen[grade_id] += 1
        cell["metadata"]["nbgrader"] = dict(by.cells[grade_id])
    twice = [name for name, times in seen.items() if times > 1]
    missing = [name for name in by.graded if not seen[name]]
    notes = [f"{name} is there {seen[name]} times; the last one counts." for name in twice]
    return notes + [f"{name} was deleted: 0 points for it." for name in missing]


def _order(cells: list[dict[str, Any]], by: Master) -> list[str]:
    """A note for each test cell that stands before the answer it tests. It is run where it stands."""
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    place = {name: position for position, name in enumerate(ids) if name}
    notes, answer = [], ""
    for name, entry in by.cells.items():
        if entry.get("solution"):
            answer = name
        elif entry.get("grade") and place.get(name, len(cells)) < place.get(answer, -1):
            notes.append(f"{name} stands before {answer}, which it tests.")
    return notes


def _kernel(notebook: dict[str, Any], by: Master) -> list[str]:
    name = _dict(_dict(notebook.get("metadata")).get("kernelspec")).get("name", by.kernel)
    if name == by.kernel:
        return []
    return [f"It was written for the kernel {str(name)[:40]!r} and run with {by.kernel!r}."]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
