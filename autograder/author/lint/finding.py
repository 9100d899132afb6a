"""What the lint sees and what it says: a notebook, its cells, a rule, a finding.

A notebook is plain JSON here, read with suspicion: a broken one has to be spoken of, never to stop the lint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

MARK = re.compile(r"(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")  # in prose it looks like a heading
OURS = re.compile(r"^\s*(?:from|import)\s+autograder\b", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    path: str
    cell: int | None  # counted from 1, as a person counts; None for the notebook as a whole
    id: str  # nbgrader's id of the cell, or the cell's own
    rule: str
    message: str
    hint: str = ""  # what to do

    def __str__(self) -> str:
        place = f"{self.path}: " + (f"cell {self.cell} " if self.cell else "") + (f"({self.id}) " if self.id else "")
        return f"{place}[{self.rule}] {self.message} {self.hint}".rstrip()

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Cell:
    """A cell whose parts have the types that they should have, whatever stands in the file."""

    number: int
    raw: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.raw.get("cell_type", ""))

    @property
    def is_code(self) -> bool:
        return self.kind == "code"

    @cached_property
    def source(self) -> str:
        return joined(self.raw.get("source", ""))

    @cached_property
    def metadata(self) -> dict[str, Any]:
        return _dict(self.raw.get("metadata"))

    @cached_property
    def about(self) -> dict[str, Any]:
        """What nbgrader knows of the cell."""
        return _dict(self.metadata.get("nbgrader"))

    @property
    def id(self) -> str:
        return str(self.about.get("grade_id") or self.raw.get("id") or "")

    @property
    def tags(self) -> list[str]:
        tags = self.metadata.get("tags")
        return [str(tag) for tag in tags] if isinstance(tags, list) else []

    @cached_property
    def outputs(self) -> list[dict[str, Any]]:
        found = self.raw.get("outputs")
        return [output for output in found if isinstance(output, dict)] if isinstance(found, list) else []

    @property
    def is_test(self) -> bool:
        """Graded by the machine."""
        return self.is_code and bool(self.about.get("grade")) and not self.about.get("solution")

    @property
    def is_answer(self) -> bool:
        """Code that a student writes, and a test judges."""
        return self.is_code and bool(self.about.get("solution")) and not self.about.get("grade")

    @property
    def is_given(self) -> bool:
        return bool(self.about) and not any(self.about.get(part) for part in ("grade", "solution", "task"))


@dataclass(frozen=True)
class Book:
    path: Path
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]
    minor: int  # of notebook format 4: cells have ids from 5 on

    @property
    def is_master(self) -> bool:
        return any(cell.about for cell in self.cells)

    @cached_property
    def is_ours(self) -> bool:
        """It uses this package, so the rules of our house hold as well as those of everybody's notebooks."""
        return any(cell.is_code and OURS.search(cell.source) for cell in self.cells)

    @property
    def is_python(self) -> bool:
        kernel, language = _dict(self.metadata.get("kernelspec")), _dict(self.metadata.get("language_info"))
        name = kernel.get("language") or language.get("name") or "python"
        return str(name).lower().startswith(("python", "ipython"))

    @property
    def code(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.is_code)

    @property
    def tests(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.is_test)

    @property
    def answers(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.is_answer)

    @property
    def outputs(self) -> Iterator[tuple[Cell, dict[str, Any]]]:
        return ((cell, output) for cell in self.code for output in cell.outputs)

    @property
    def prose(self) -> Iterator[tuple[Cell, str]]:
        """The markdown cells, and their text without what stands in code."""
        for cell in self.cells:
            if cell.kind == "markdown":
                text = re.sub(r"^(```|~~~).*?(?:^\1|\Z)", "", cell.source, flags=re.DOTALL | re.MULTILINE)
                yield cell, re.sub(r"`[^`\n]*`", "", text)

    @cached_property
    def headings(self) -> list[tuple[Cell, int, str]]:
        """(cell, level, words) of every markdown heading."""
        found: list[tuple[Cell, int, str]] = []
        for cell in self.cells:
            if cell.kind != "markdown":
                continue
            text = re.sub(r"^(```|~~~).*?(?:^\1|\Z)", "", cell.source, flags=re.DOTALL | re.MULTILINE)
            matches = (
                re.match(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#*)?$", line)
                for line in text.splitlines()
                if not MARK.search(line)
            )
            found += [(cell, len(match[1]), (match[2] or "").strip()) for match in matches if match]
        return found


class Problem(NamedTuple):
    """What a rule found: where (None: the notebook), what, and what to do about it."""

    cell: Cell | None
    says: str
    hint: str = ""


@dataclass(frozen=True)
class Rule:
    name: str
    about: str  # one line for --list
    look: Callable[[Book], Iterator[Problem]]
    house: bool = False  # only for notebooks that use this package

    def findings(self, book: Book) -> Iterator[Finding]:
        for cell, says, hint in self.look(book) if book.is_ours or not self.house else ():
            yield tell(book.path, cell, self.name, says, hint)


def tell(path: Path, cell: Cell | None, rule: str, says: str, hint: str = "") -> Finding:
    return Finding(str(path), cell.number if cell else None, cell.id if cell else "", rule, says, hint)


class Unreadable(Exception):
    """The words say why the file is no notebook that can be looked at."""


def read(path: Path) -> Book:
    """Raises Unreadable."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"The file can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"The file is not text: byte {error.start} is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("The file is JSON that Python can't hold.") from error
    return parsed(path, content)


def parsed(path: Path, content: Any) -> Book:
    if not isinstance(content, dict) or type(content.get("nbformat")) is not int:
        raise Unreadable("The file is JSON, but no notebook.")
    cells = content.get("cells")
    if content["nbformat"] != 4 or not isinstance(cells, list):
        raise Unreadable(f"The notebook has format {content['nbformat']}, or no cells; format 4 is read here.")
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            raise Unreadable(f"Cell {number} is no notebook cell.")
    minor = content.get("nbformat_minor")
    made = tuple(Cell(number, cell) for number, cell in enumerate(cells, start=1))
    return Book(path, made, _dict(content.get("metadata")), minor if isinstance(minor, int) else 0)


def joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def text_of(output: dict[str, Any], mime: str) -> str:
    return joined(_dict(output.get("data")).get(mime, ""))


def shown(output: dict[str, Any]) -> str:
    """What a reader sees of an output as text."""
    return joined(output.get("text", "")) + text_of(output, "text/plain") + joined(output.get("traceback") or [])


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
