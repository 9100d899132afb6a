"""The entry of a new exercise in autograder/learn/exercises/NAME.toml, in a course that keeps its hints there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.author.lint.finding import Unreadable, read
from autograder.author.new_exercise.kinds import Kind
from autograder.course import Course, CourseError

if TYPE_CHECKING:
    from autograder.author.new_exercise import Wish

FOLDER = Path("autograder", "learn", "exercises")
ENTRY = "[[exercise]]\n"


def functions(course: Course) -> set[str]:
    """What the exercises of the course ask for: the hints are found by these names."""
    rows = [row for path in sorted((course.root / FOLDER).glob("*.toml")) for row in _rows(path)]
    return {str(row.get("function")) for row in rows}


def added(course: Course, master: Path, number: str, wish: Wish, function: str, kind: Kind) -> dict[Path, str]:
    """The file with the entry in its place; nothing where the course keeps no hints, or the lesson has no section."""
    path = course.root / FOLDER / f"{master.stem}.toml"
    if not path.parent.is_dir():
        return {}
    rows = _rows(path) if path.exists() else []
    if any(str(row.get("number")) == number for row in rows):
        raise CourseError(
            f"{path} has an entry {number} already, for an exercise that is not there. Take it out first."
        )
    section = _section(course, master, rows, number)
    if not section:
        return {}
    entry = _entry(number, wish.title, function, section, kind)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {path: _inserted(text, rows, number, entry)}


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("exercise", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} can't be read: {error}. Mend it first.") from error
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _section(course: Course, master: Path, rows: list[dict[str, Any]], number: str) -> str:
    """A heading of the lesson: that of the exercise before, or the first one."""
    before = [row for row in rows if _pair(str(row.get("number"))) < _pair(number)]
    if before:
        return str(max(before, key=lambda row: _pair(str(row.get("number")))).get("section", ""))
    try:
        lesson = read(course.root / "notebooks" / master.name)
    except Unreadable:
        return ""
    return next((words for _, level, words in lesson.headings if level == 2), "")


def _pair(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _entry(number: str, title: str, function: str, section: str, kind: Kind) -> str:
    quoted = {"number": number, "title": title, "function": function, "section": section, "carry_on": kind.carry_on}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in quoted.items()]
    hints = "".join(f"    {json.dumps(hint, ensure_ascii=False)},\n" for hint in kind.hints)
    return ENTRY + "\n".join(lines) + f"\nhints = [\n{hints}]\n"


def _inserted(text: str, rows: list[dict[str, Any]], number: str, entry: str) -> str:
    """Before the first entry of a higher number, or at the end."""
    later = [place for place, row in enumerate(rows) if _pair(str(row.get("number"))) > _pair(number)]
    starts = [match.start() for match in re.finditer(r"^\[\[exercise\]\]", text, re.MULTILINE)]
    if later and len(starts) == len(rows):
        at = starts[later[0]]
        return f"{text[:at]}{entry}\n{text[at:]}"
    return f"{text.rstrip()}\n\n{entry}" if text.strip() else entry
