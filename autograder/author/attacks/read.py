"""Reads an attack: a file in percent format whose first lines say what it is.

    # attack: what it tries, one sentence.
    # wants: points | harm | stop
    # base: unsolved | wrong | solved     the submission that it is put into (default: unsolved)
    # assignment: 01_scalar_gradients
    # expects: graded | refused | either  how the submission ends
    # %% before answer_1_2                a cell of the student's; also: after ID, replace ID, first, last
    # %% answers                          in place of every answer; NAME is the function's name there
    # %% file helper.py                   another file beside the notebook
    # %% notebook                         def change(book): … edits the notebook's JSON
    # %% folder                           def change(path): … edits the submission's folder

Words such as @SENTINEL@ stand for what an attacker could at best know; `guard.py` has the list.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path("tests/corpus/attacks")
HEADER = {
    "attack": (),
    "wants": ("points", "harm", "stop"),
    "base": ("unsolved", "wrong", "solved"),
    "assignment": (),
    "expects": ("graded", "refused", "either"),
}
DEFAULTS = {"base": "unsolved"}
PLACES = ("before", "after", "replace", "first", "last", "answers", "file", "notebook", "folder")
WITH_TARGET = ("before", "after", "replace", "file")


@dataclass(frozen=True)
class Part:
    """What an attack puts in one place: a cell, a file, or a change of the notebook or the folder."""

    place: str
    target: str
    text: str


@dataclass(frozen=True)
class Attack:
    name: str
    tries: str
    wants: str
    base: str
    assignment: str
    expects: str
    parts: tuple[Part, ...]

    @property
    def family(self) -> str:
        return self.name.partition("_")[0]


def attacks(root: Path, only: Sequence[str] = ()) -> list[Attack]:
    """All attacks of the corpus in order of their names, or those whose names match a pattern."""
    paths = sorted((root / CORPUS).glob("*.py"))
    return [read(path) for path in paths if not only or any(fnmatch.fnmatchcase(path.stem, p) for p in only)]


def read(path: Path) -> Attack:
    head, *blocks = path.read_text(encoding="utf-8").split("\n# %% ")
    said = _header(head, path)
    if not blocks:
        raise ValueError(f"{path}: there is no part; a part begins with “# %% first”, “# %% after answer_1_2”, …")
    parts = tuple(_part(block, path) for block in blocks)
    return Attack(path.stem, said["attack"], said["wants"], said["base"], said["assignment"], said["expects"], parts)


def _header(text: str, path: Path) -> Mapping[str, str]:
    said = dict(DEFAULTS)
    for line in filter(None, text.splitlines()):
        key, _, value = line.removeprefix("# ").partition(": ")
        if key not in HEADER or (HEADER[key] and value not in HEADER[key]):
            raise ValueError(f"{path}: the header can't say “{line}”; read.py lists what it can")
        said[key] = value
    if missing := [key for key in HEADER if key not in said]:
        raise ValueError(f"{path}: the header doesn't say {', '.join(missing)}")
    return said


def _part(block: str, path: Path) -> Part:
    first, _, text = block.partition("\n")
    place, _, target = first.strip().partition(" ")
    if place not in PLACES or bool(target) != (place in WITH_TARGET):
        raise ValueError(f"{path}: no part can be called “{first}”; read.py lists what can")
    return Part(place, target, text.strip("\n") + "\n")
