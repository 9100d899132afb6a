"""What the lint says: a notebook, a cell, a rule, one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Finding:
    notebook: str
    cell: str  # the cell's id, "" for the notebook as a whole
    rule: str
    says: str

    def __str__(self) -> str:
        place = f"{self.notebook}, cell {self.cell}" if self.cell else self.notebook
        return f"{place}: {self.says} [{self.rule}]"


class Book(NamedTuple):
    """A notebook as the rules see it: plain JSON, so that a broken one can still be spoken of."""

    path: Path
    cells: list[dict[str, Any]]


Problem = tuple[str, str]  # cell id, sentence
Rule = Callable[[Book], Iterator[Problem]]


def source(cell: dict[str, Any]) -> str:
    text = cell.get("source", "")
    return "".join(text) if isinstance(text, list) else str(text)


def code_cells(book: Book) -> Iterator[dict[str, Any]]:
    return (cell for cell in book.cells if cell["cell_type"] == "code")


def outputs(book: Book) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every output, with its cell."""
    return ((cell, output) for cell in code_cells(book) for output in cell.get("outputs", []))


def tags(cell: dict[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def nbgrader(cell: dict[str, Any]) -> dict[str, Any]:
    return dict(cell.get("metadata", {}).get("nbgrader", {}))


def text_of(output: dict[str, Any], mime: str) -> str:
    value = output.get("data", {}).get(mime, "")
    return "".join(value) if isinstance(value, list) else str(value)


def headings(book: Book) -> Iterator[tuple[str, int, str]]:
    """(cell id, level, words) of every markdown heading, code fences left out."""
    for cell in book.cells:
        if cell["cell_type"] != "markdown":
            continue
        for line in re.sub(r"```.*?```", "", source(cell), flags=re.DOTALL).splitlines():
            if match := re.match(r"(#{1,6})\s+(.*)", line):
                yield str(cell.get("id", "")), len(match.group(1)), match.group(2).strip()
