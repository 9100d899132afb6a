"""Builds release/, what students get, from source/ with nbgrader: the same bytes every time and on every machine."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError

MARKS = tuple(f"{edge} {part}" for part in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME") for edge in ("BEGIN", "END"))


def build(course: Course) -> list[str]:
    """Write release/ anew. Returns what is wrong with it; then release/ stays as it was."""
    with tempfile.TemporaryDirectory(prefix="release-") as scratch:
        made = Path(scratch) / "release"
        problems = _make(course, made)
        if not problems:
            shutil.rmtree(course.release, ignore_errors=True)
            shutil.copytree(made, course.release)
    return problems


def check(course: Course) -> list[str]:
    """What differs between release/ and what source/ gives, a sentence a file. Writes nothing."""
    with tempfile.TemporaryDirectory(prefix="release-") as scratch:
        made = Path(scratch) / "release"
        return _make(course, made) + compare(made, course.release)


def compare(made: Path, kept: Path) -> list[str]:
    wanted, there = _files(made), _files(kept)
    problems = [f"release/{name} is missing." for name in sorted(wanted.keys() - there.keys())]
    problems += [f"release/{name} has no source any more." for name in sorted(there.keys() - wanted.keys())]
    both = sorted(wanted.keys() & there.keys())
    problems += [f"release/{name} is not what source/ gives." for name in both if wanted[name] != there[name]]
    return [f"{problem} Run `make release` and commit the result." for problem in problems]


def leaks(master: dict[str, Any], released: dict[str, Any], name: str) -> list[str]:
    """Solutions and hidden tests that a student could read: a marker, or a line of the master's hidden parts."""
    problems = []
    secret = secrets(master)
    for number, cell in enumerate(released["cells"], start=1):
        source = "".join(cell["source"])
        where = f"{name}: cell {number} ({cell['metadata'].get('nbgrader', {}).get('grade_id', 'no grade id')})"
        problems += [f"{where} still has {mark!r}." for mark in MARKS if mark in source]
        lines = {line.strip() for line in source.splitlines()}
        problems += [f"{where} still has the hidden line {line!r}." for line in sorted(lines & secret)]
        if cell.get("outputs"):
            problems.append(f"{where} has outputs.")
    return problems


def secrets(master: dict[str, Any]) -> set[str]:
    """Lines that stand between markers of the master and nowhere else in it; those too short to tell are left out."""
    hidden: set[str] = set()
    open_lines: set[str] = set()
    for cell in master["cells"]:
        inside = False
        for line in "".join(cell["source"]).splitlines():
            if any(mark in line for mark in MARKS):
                inside = "BEGIN " in line
            else:
                (hidden if inside else open_lines).add(line.strip())
    return {line for line in hidden - open_lines if len(line) > 8}


def _make(course: Course, target: Path) -> list[str]:
    """The release of every assignment in `target`, and what it gives away."""
    import json

    from autograder.grade import gradebook

    if not course.assignments():
        raise CourseError(f"There is nothing to release: {course.source} holds no NAME/NAME.ipynb.")
    problems = []
    for assignment in course.assignments():
        gradebook.generate(course, assignment, target, f"sqlite:///{target.parent / 'gradebook.db'}")
        master = json.loads(course.master(assignment).read_text(encoding="utf-8"))
        made = json.loads((target / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8"))
        problems += leaks(master, made, f"release/{assignment}/{assignment}.ipynb")
    return problems


def _files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
