"""What the course knows of its exercises, beside their cells: one TOML file an assignment.

    [[exercise]]
    number = "2.3"
    title = "Two links in a chain"
    function = "chain_gradient"
    lesson = "02_chain_rule"
    section = "Multiply the links"
    carry_on = "One sentence that takes the idea further, shown when the answer is right."
    hints = ["first", "second", "third"]

Solutions do not belong here: these files go to students.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from autograder.learn.verdict import Pointer


@dataclass(frozen=True)
class Exercise:
    number: str
    title: str
    function: str
    assignment: str
    look_at: Pointer
    carry_on: str
    hints: tuple[str, ...]


@functools.cache
def every() -> tuple[Exercise, ...]:
    """All exercises of the course, in order."""
    folder = resources.files(__name__)
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name)
    return tuple(
        _exercise(row, file.name.removesuffix(".toml"))
        for file in files
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["exercise"]
    )


def _exercise(row: dict[str, object], assignment: str) -> Exercise:
    return Exercise(
        number=str(row["number"]),
        title=str(row["title"]),
        function=str(row["function"]),
        assignment=assignment,
        look_at=Pointer(str(row.get("lesson", assignment)), str(row["section"])),
        carry_on=str(row["carry_on"]),
        hints=tuple(str(hint) for hint in _list(row["hints"])),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list of hints, found {value!r}")
    return value


def by_function(name: str) -> Exercise | None:
    return next((exercise for exercise in every() if exercise.function == name), None)


def by_number(number: str) -> Exercise | None:
    return next((exercise for exercise in every() if exercise.number == number), None)
