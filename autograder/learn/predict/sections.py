"""Where in the notebook does a cell stand? Read from the file, since a kernel knows its cells by their text only.

The file is the one that the frontend names (JupyterLab, VS Code), or a notebook in the kernel's folder that has the
cell. Without one, the summary does without sections.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MOST_FILES = 40
LARGEST = 30_000_000  # bytes of a notebook that is read


class Cell(NamedTuple):
    """A cell as the kernel sees it: the id that the frontend sent, if it did, and the text."""

    id: str | None
    source: str

    def same(self, other: Cell) -> bool:
        if self.id and other.id:
            return self.id == other.id
        return bool(self.source) and self.source.strip() == other.source.strip()


NOWHERE = Cell(None, "")


@dataclass(frozen=True)
class Book:
    """A notebook's code cells with the heading that each stands under, in order."""

    name: str
    cells: tuple[tuple[Cell, str], ...]

    def places(self, cell: Cell) -> list[int]:
        return [place for place, (entry, _) in enumerate(self.cells) if entry.same(cell)]


def of(predicting: Cell, run: Cell | None = None) -> tuple[str, str]:
    """(notebook, section) of the cell that predicts; two cells of one text are told apart by the cell that ran."""
    for book in _books():
        places = book.places(predicting)
        if run is not None and len(places) > 1:
            places = [place for place in places if run.same(_next(book, place))] or places
        if places:
            return book.name, book.cells[places[0]][1]
    return "", ""


def follows(predicting: Cell, run: Cell, *, search: bool) -> bool:
    """False where the file shows that another cell is the one to run: somebody went back to an earlier one. `search`
    looks through the kernel's folder where the frontend doesn't tell the file."""
    for book in _books(search):
        places = book.places(predicting)
        if places:
            return not book.places(run) or any(run.same(_next(book, place)) for place in places)
    return True


def _next(book: Book, place: int) -> Cell:
    """The next code cell that isn't a prediction itself."""
    for cell, _ in book.cells[place + 1 :]:
        if "check.predict(" not in cell.source:
            return cell
    return NOWHERE


def _books(search: bool = True) -> Iterator[Book]:
    for path in _named() or (_near() if search else []):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            if path.stat().st_size <= LARGEST:
                yield _read(path)


def _named() -> list[Path]:
    """The notebook itself, where the frontend tells."""
    found = [Path(told) for told in (os.environ.get("JPY_SESSION_NAME", ""), _told_by_vscode()) if told]
    near = [Path.cwd() / path.name for path in found]
    named = [path for path in (*found, *near) if path.suffix == ".ipynb" and path.is_file()]
    return named[:1]


def _near() -> list[Path]:
    """Every notebook in the kernel's folder."""
    return sorted(Path.cwd().glob("*.ipynb"))[:MOST_FILES]


def _told_by_vscode() -> str:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return str(shell.user_ns.get("__vsc_ipynb_file__", "")) if shell is not None else ""


_kept: dict[Path, tuple[float, Book]] = {}


def _read(path: Path) -> Book:
    changed = path.stat().st_mtime
    if path in _kept and _kept[path][0] == changed:
        return _kept[path][1]
    cells: list[tuple[Cell, str]] = []
    heading = ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            headings = re.findall(r"^#{2,3} +(.+?) *#*$", source, re.MULTILINE)
            heading = headings[-1] if headings else heading
        elif cell["cell_type"] == "code":
            cells.append((Cell(cell.get("id"), source), heading))
    _kept[path] = (changed, Book(path.stem, tuple(cells)))
    return _kept[path][1]
