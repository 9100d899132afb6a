"""What the grader knows of one notebook of an assignment: its cells with their hidden tests, points and limits.

Plain data, so that it can go to a judge on another machine that has neither the masters nor a gradebook. It is read
from the gradebook, where nbgrader put the masters' cells, their tests not yet cut out.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from autograder.course import Course, CourseError, configuration

if TYPE_CHECKING:
    from traitlets.config import Config

    from autograder.grade.gradebook import Book

Tests = Literal["trusted", "in_kernel"]
MODES: tuple[Tests, ...] = ("trusted", "in_kernel")
CELL_SECONDS, NOTEBOOK_SECONDS, MEMORY, SCRATCH = 30, 150, 1024, 64  # what c.Execute says if it says nothing; MB


@dataclass(frozen=True)
class Settings:
    """What nbgrader_config.py says of the running of notebooks: `c.Execute.…`, declared in preprocess.py."""

    tests: Tests = "trusted"
    cell_seconds: int = CELL_SECONDS
    notebook_seconds: int = NOTEBOOK_SECONDS
    limits: Mapping[str, int] = field(default_factory=dict)
    accept_risk: bool = False


@dataclass(frozen=True)
class ExamCell:
    """A cell that nbgrader knows. `source` is the master's, hidden tests included, where the cell is locked, or ''."""

    grade_id: str
    cell_type: str
    source: str
    checksum: str
    points: float | None
    grade: bool
    solution: bool
    locked: bool
    task: bool = False

    def entry(self) -> dict[str, Any]:
        """nbgrader's metadata of the cell, as it stands in the master."""
        made: dict[str, Any] = {"cell_type": self.cell_type, "checksum": self.checksum, "grade": self.grade}
        made |= {"grade_id": self.grade_id, "locked": self.locked}
        if self.points is not None:
            made["points"] = int(self.points) if self.points == int(self.points) else self.points
        return made | {"schema_version": 3, "solution": self.solution, "task": self.task}

    def untouched(self, source: str) -> bool:
        """Whether an answer is still the one that was given out: nbgrader then scores 0 and says "No response."."""
        return self.checksum == self.checksum_of(source)

    def checksum_of(self, source: str) -> str:
        """nbgrader's, to the bit (nbgrader.utils.compute_checksum)."""
        parts = [source, self.cell_type, str(self.grade), str(self.solution), str(self._locked()), self.grade_id]
        parts += [str(float(self.points or 0))] if self.grade else []
        return hashlib.md5("".join(parts).encode("utf-8"), usedforsecurity=False).hexdigest()

    def _locked(self) -> bool:
        return not self.solution and (self.grade or self.locked)


@dataclass(frozen=True)
class Exam:
    assignment: str
    notebook: str
    cells: tuple[ExamCell, ...]  # in the order of the master
    kernelspec: Mapping[str, str]
    tests: Tests = "trusted"
    cell_seconds: int = CELL_SECONDS
    notebook_seconds: int = NOTEBOOK_SECONDS
    limits: Mapping[str, int] = field(default_factory=dict)  # the data of confine.Limits
    digest: str = ""  # changes with everything that can change a grade

    @cached_property
    def by_id(self) -> dict[str, ExamCell]:
        return {cell.grade_id: cell for cell in self.cells}

    @property
    def graded(self) -> list[ExamCell]:
        return [cell for cell in self.cells if cell.grade]

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Exam:
        return cls(**{**data, "cells": tuple(ExamCell(**cell) for cell in data["cells"])})


def settings(course: Course) -> Settings:
    config = configuration(course).Execute
    tests = config.get("tests", "trusted")
    if tests not in MODES:
        raise CourseError(f"c.Execute.tests in nbgrader_config.py is {tests!r}; it may be one of {', '.join(MODES)}.")
    limits = {"memory": _number(config, "memory", MEMORY) << 20, "scratch": _number(config, "scratch", SCRATCH) << 20}
    seconds = _number(config, "timeout", CELL_SECONDS), _number(config, "notebook_timeout", NOTEBOOK_SECONDS)
    # The processor's time is bounded by the wall's; a little more, so that the deadline speaks first.
    limits["cpu"] = seconds[1] + 50
    return Settings(cast(Tests, tests), *seconds, limits, bool(config.get("accept_risk", False)))


def _number(config: Config, name: str, usual: int) -> int:
    value = config.get(name, usual)
    if type(value) is not int or value <= 0:
        raise CourseError(f"c.Execute.{name} in nbgrader_config.py is {value!r}; it must be a whole number above 0.")
    return value


def of(book: Book, course: Course, assignment: str, notebook: str, by: Settings) -> Exam:
    """The exam as the gradebook and the configuration have it now. The gradebook must be up to date (gradebook.py)."""
    kernelspec, found = book.exam_cells(assignment, notebook)
    order = _order(course.source / assignment / f"{notebook}.ipynb")
    cells = tuple(sorted(found, key=lambda cell: order.get(cell.grade_id, len(order))))
    exam = Exam(
        assignment, notebook, cells, kernelspec, by.tests, by.cell_seconds, by.notebook_seconds, dict(by.limits)
    )
    parts = [json.dumps(exam.to_data(), sort_keys=True)]
    parts += [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in given(course, assignment).items()]
    return replace(exam, digest=hashlib.sha256("\n".join(parts).encode()).hexdigest())


def _order(master: Path) -> dict[str, int]:
    cells = json.loads(master.read_text(encoding="utf-8"))["cells"]
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    return {name: place for place, name in enumerate(ids) if name}


def given(course: Course, assignment: str) -> dict[str, bytes]:
    """The files beside the master (data, helpers): they replace a student's copies, as nbgrader's Autograde does it."""
    config = configuration(course)
    spared = set(config.Autograde.get("exclude_overwriting", {}).get(assignment, []))
    ignored = config.CourseDirectory.get("ignore", [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"])
    folder, found = course.source / assignment, {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        kept = not any(fnmatch.fnmatchcase(part, pattern) for part in inside.parts for pattern in ignored)
        if kept and path.is_file() and path.suffix != ".ipynb" and str(inside) not in spared:
            found[inside.as_posix()] = path.read_bytes()
    return found
