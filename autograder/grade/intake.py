"""Takes one submission in: `load` reads it from disk with suspicion, `restore` brings it back to the master's form.

    submitted/STUDENT/ASSIGNMENT/ ── load (main process) ── bytes ── restore (worker, pure) ── cells that can be run

Whatever can't be graded is a `Refusal` in words. What was put right, or left out, is a note.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grade.exam import Exam
from autograder.grade.folder import Folder, Source
from autograder.grade.restore import Opened, restore
from autograder.grade.result import Refusal

__all__ = ["Handed", "Opened", "load", "restore"]

LARGEST_NOTEBOOK, LARGEST_FILES = 50_000_000, 100_000_000  # bytes of a notebook, and of all other files together
TIMESTAMP = "timestamp.txt"  # written by nbgrader when it collects; what a zip says of it is the student's word


@dataclass(frozen=True)
class Handed:
    """The notebook's bytes, the other files by their relative names, and what is to be said of the folder."""

    raw: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def load(folder: Path, exam: Exam, siblings: Collection[str] = ()) -> Handed:
    """`siblings` are the names of the assignment's other notebooks, where it has several."""
    with Folder(folder) as place:
        zipped = _only_zip(place)
        if not zipped:
            return _load(place, exam, siblings, [])
        from autograder.grade.zipped import Zip  # few need it

        inside = Zip(place.read(zipped, LARGEST_FILES), shown(zipped))
        inside.sizes.pop(TIMESTAMP, None)
        notes = [f"Taken out of {shown(zipped)}.", *_left_out(place)]
        found = _load(inside, exam, siblings, notes)
        beside = {name for name in place.sizes if name != zipped}
        return Handed(found.raw, {**found.files, **_files(place, beside)}, found.notes)


def _load(source: Source, exam: Exam, siblings: Collection[str], notes: list[str]) -> Handed:
    name, more = _find(source, exam, siblings)
    raw = source.read(name, LARGEST_NOTEBOOK)
    others = {other for other in source.sizes if not other.endswith(".ipynb") and other != name}
    return Handed(raw, _files(source, others), (*notes, *more, *_left_out(source)))


def _files(source: Source, names: Collection[str]) -> dict[str, bytes]:
    if sum(source.sizes[name] for name in names) > LARGEST_FILES:
        raise Refusal(f"Its files are larger than {LARGEST_FILES // 1_000_000} MB together.")
    found, total = {}, 0
    for name in sorted(names):
        try:
            found[name] = source.read(name, LARGEST_FILES - total)
        except Refusal as refusal:  # one that can't be read is missing, and its notebook says so itself
            source.odd[name] = str(refusal).rstrip(".")
        total += len(found.get(name, b""))
    return found


def _only_zip(place: Source) -> str:
    """The one archive of a folder without notebooks: some learning platforms hand submissions out like that."""
    names = [name for name in (*place.sizes, *place.odd) if "/" not in name]
    archives = [name for name in names if name.lower().endswith(".zip") and name in place.sizes]
    return archives[0] if len(archives) == 1 and not any(name.endswith(".ipynb") for name in names) else ""


def _find(source: Source, exam: Exam, siblings: Collection[str]) -> tuple[str, list[str]]:
    """The notebook by its name, or the one notebook there is, if it is this assignment under another name."""
    wanted = f"{exam.notebook}.ipynb"
    if wanted in source.odd:
        unreadable = source.odd[wanted]
        raise Refusal(f"{wanted} is not a regular file." if unreadable in ("a link", "not a file") else unreadable)
    known = {wanted, *(f"{name}.ipynb" for name in siblings)}
    others = sorted(name for name in source.sizes if name.endswith(".ipynb") and "/" not in name and name not in known)
    names = ", ".join(map(shown, others))
    if wanted in source.sizes:
        return wanted, [f"Not looked at: {names}."] if others else []
    if not others:
        raise Refusal(f"There is no notebook {wanted} in the folder.")
    if len(others) == 1 and not siblings and _is_this(source.read(others[0], LARGEST_NOTEBOOK), exam):
        return others[0], [f"{names} was taken for {wanted}."]
    raise Refusal(f"There is no notebook {wanted} in the folder, but {names}.")


def _is_this(raw: bytes, exam: Exam) -> bool:
    return any(f'"{cell.grade_id}"'.encode() in raw for cell in exam.graded)


def _left_out(source: Source) -> list[str]:
    names = [f"{shown(name)} ({why})" for name, why in sorted(source.odd.items())]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return [f"Left out: {', '.join(names[:5])}{more}."] if names else []


def shown(name: str) -> str:
    """A stranger's file name as it can be printed: no control characters, not too long."""
    return "".join(sign if sign.isprintable() else "�" for sign in name[:80])
