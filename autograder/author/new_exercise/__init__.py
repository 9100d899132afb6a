"""A new exercise in a master: cells that are whole from the start, hints, and first answers for the corpus.

plan(course, wish)   what would be written; refuses what would not come out well, and writes nothing
write(plan)          all of it, or nothing

kinds     the kinds of exercise
splice    cells into a notebook's text, every other byte as it was
hints     the entry in autograder/learn/exercises/
"""

from __future__ import annotations

import builtins
import contextlib
import json
import keyword
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.author.lint.finding import OURS, Book, Unreadable, read
from autograder.author.new_exercise import hints, splice
from autograder.author.new_exercise.kinds import KINDS, Kind
from autograder.course import Course, CourseError
from autograder.grade import code, files
from autograder.grade.trouble import disk

NUMBERED = re.compile(r"(?:exercise|given|answer|check|essay)_(\d+)_(\d+)")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
START = """\
import torch

try:
    from autograder import check, draw, explore
except ImportError:
    raise ImportError(
        "This notebook needs the course's own package: start JupyterLab with `make lab` in the course folder. "
        "(The package called autograder on PyPI is another project.)"
    ) from None"""
Cell = dict[str, Any]
Number = tuple[int, int]


@dataclass(frozen=True)
class Wish:
    assignment: str  # NAME, or NAME/NOTEBOOK where an assignment has several
    kind: str
    title: str
    after: str = ""
    minutes: int = 5
    points: float = 2
    difficulty: int = 2
    new_assignment: bool = False


@dataclass(frozen=True)
class Plan:
    number: str
    function: str
    master: Path
    cells: tuple[Cell, ...]
    first: int  # the place of the first new cell, counted from 1
    texts: Mapping[Path, str]  # every file that is written, whole
    totals: str  # what the title cell says and what is true now, where the two differ


def plan(course: Course, wish: Wish) -> Plan:
    """Raises CourseError."""
    path = _new(course, wish.assignment) if wish.new_assignment else _master(course, wish.assignment)
    text = _skeleton(path) if wish.new_assignment else _text(path)
    book = _book(path, text, fresh=wish.new_assignment)
    number, place = _place(book, wish.after, _chapter(course, path, book))
    _free(book, number)
    kind, label = KINDS[wish.kind], "{}.{}".format(*number)
    function = _function(course, book, wish.title, number)
    cells = _cells(kind, wish, number, function)
    if book.minor < 5:  # cells have ids from notebook format 4.5 on, and a file of 4.4 with one is invalid
        cells = tuple({key: part for key, part in cell.items() if key != "id"} for cell in cells)
    texts = {path: splice.insert(text, place, cells)}
    if kind.check:
        texts |= hints.added(course, path, label, wish, function, kind)
        texts |= _corpus(course, path, label, kind, function)
    return Plan(label, function, path, cells, place + 1, texts, _totals(book, cells, wish.minutes))


def write(made: Plan) -> None:
    """The master comes last: until then, what is new is beside it, and is taken away again if something fails."""
    kept = {path: path.read_bytes() if path.exists() else None for path in made.texts}
    order = sorted(made.texts, key=lambda path: path == made.master)
    done: list[Path] = []
    try:
        for path in order:
            with disk(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                mode = path.stat().st_mode if path.exists() else None
                files.write(path, made.texts[path].encode("utf-8"))
                if mode is not None:
                    path.chmod(mode)
            done.append(path)
    except BaseException:
        for path in done:
            _back(path, kept[path])
        raise


def _back(path: Path, data: bytes | None) -> None:
    if data is not None:
        files.write(path, data)
        return
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()  # only if nothing else is in it


# Which notebook


def _master(course: Course, name: str) -> Path:
    assignment, _, notebook = name.strip("/").removeprefix("source/").removesuffix(".ipynb").partition("/")
    there = course.assignments()
    if assignment not in there:
        known = f"There are: {', '.join(there)}." if there else f"{course.source} has none."
        raise CourseError(f"There is no assignment {assignment!r}. {known} --new-assignment makes one.")
    books = course.notebooks(assignment)
    wanted = notebook or (assignment if assignment in books else books[0])
    if wanted not in books or (not notebook and assignment not in books and len(books) > 1):
        raise CourseError(f"{assignment} has the notebooks {', '.join(books)}. Name one: {assignment}/{books[0]}.")
    return course.master(assignment, wanted)


def _new(course: Course, name: str) -> Path:
    if not re.fullmatch(r"\d+_[A-Za-z0-9_]+", name):
        raise CourseError(f"A new assignment is called like 09_my_topic (a number, _, letters), not {name!r}.")
    if course.master(name).parent.exists():
        raise CourseError(f"source/{name} is there already. Without --new-assignment, the exercise goes into it.")
    return course.master(name)


def _text(path: Path) -> str:
    for other in (path.with_name(f".{path.name}.swp"), path.with_name(f".#{path.name}")):
        if os.path.lexists(other):
            raise CourseError(f"{path} is open in an editor ({other.name} says so). Close it there first.")
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
        raise CourseError(f"{path} is write-protected. `chmod u+w` it, then run the command again.")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not text: byte {error.start} is not UTF-8. Bring it back from git.") from error


def _book(path: Path, text: str, *, fresh: bool) -> Book:
    if fresh:
        from autograder.author.lint.finding import parsed

        return parsed(path, json.loads(text))
    try:
        book = read(path)
    except Unreadable as error:
        raise CourseError(f"{path}: {error} `autograder lint {path}` tells more.") from error
    if not book.cells:
        raise CourseError(f"{path} has no cells. Give it a title and a cell with the imports first.")
    imports = [cell.source for cell in book.code if OURS.search(cell.source)]
    if not any(re.search(r"\bcheck\b", source) for source in imports) or not _imports_torch(book):
        raise CourseError(f"{path} does not import torch and check. Put both imports into a read-only cell on top.")
    return book


def _imports_torch(book: Book) -> bool:
    return any(re.search(r"^\s*import torch\b", cell.source, re.MULTILINE) for cell in book.code)


def _skeleton(path: Path) -> str:
    name = path.stem
    number, _, words = name.partition("_")
    lesson = path.parents[2] / "notebooks" / path.name
    follows = f"\n\nIt follows [lesson {number}](../../notebooks/{path.name})." if lesson.exists() else ""
    title = f"# Assignment {number} · {words.replace('_', ' ').capitalize()}{follows}"
    cells = [_cell("title", "markdown", title), _cell("start", "code", START)]
    made = {"cells": cells, "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}}}
    whole = {**made, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


# Which number, and where


def _numbers(book: Book) -> dict[Number, int]:
    """The numbers that are taken, each with the place behind its last cell."""
    found: dict[Number, int] = {}
    for cell in book.cells:
        if match := NUMBERED.fullmatch(str(cell.about.get("grade_id", ""))):
            found[int(match[1]), int(match[2])] = cell.number
    return found


def _chapter(course: Course, path: Path, book: Book) -> int:
    """The number before the dot: that of its exercises, or that of its name, or its place in the course."""
    if taken := _numbers(book):
        return max(taken)[0]
    digits = re.match(r"\d+", path.stem)
    return int(digits[0]) if digits else course.assignments().index(path.parent.name) + 1


def _place(book: Book, after: str, chapter: int) -> tuple[Number, int]:
    """The new number, and the number of cells that stand before the new ones."""
    taken = _numbers(book)
    if not after:
        last = max((number for number in taken if number[0] == chapter), default=(chapter, 0))
        return (chapter, last[1] + 1), _behind(book, taken.get(last, len(book.cells)))
    match = re.fullmatch(r"(\d+)[._](\d+)", after.strip())
    before = (int(match[1]), int(match[2])) if match else (0, 0)
    if before not in taken:
        known = ", ".join("{}.{}".format(*number) for number in sorted(taken)) or "none yet"
        raise CourseError(f"There is no exercise {after} to go after. There are: {known}.")
    return (before[0], before[1] + 1), _behind(book, taken[before])


def _behind(book: Book, place: int) -> int:
    """Behind all that belongs to the exercise that ends here: up to the next heading."""
    starts = [cell.number for cell, level, _ in book.headings if level <= 2 and cell.number > place]
    return min(starts, default=len(book.cells) + 1) - 1


def _free(book: Book, number: Number) -> None:
    taken = _numbers(book)
    label = "{}.{}".format(*number)
    if number in taken:
        last = max(entry for entry in taken if entry[0] == number[0])
        raise CourseError(
            f"{label} is taken, and a number stays with its exercise: the gradebook, the hints and the corpus go by "
            f"it. Without --after the new one comes last, as {last[0]}.{last[1] + 1}."
        )
    ids = {str(cell.raw.get("id")) for cell in book.cells}
    if clash := ids & {f"{part}-{number[0]}-{number[1]}" for part in ("exercise", "given", "answer", "check", "essay")}:
        raise CourseError(f"A cell has the id {min(clash)} already, and is not exercise {label}. Give it another id.")


# What is written


def _function(course: Course, book: Book, title: str, number: Number) -> str:
    """A name from the title, that nothing else in the course has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    if len(words) > 1 and words[0] in ("a", "an", "the"):
        words = words[1:]
    name = "_".join(words)[:40].strip("_")
    name = f"exercise_{name}".rstrip("_") if not name or name[0].isdigit() or keyword.iskeyword(name) else name
    bound = {name for cell in book.code for name in code.binds(cell.source)} | hints.functions(course)
    bound |= {"torch", "check", "draw", "explore", *dir(builtins)}
    clashes = name in bound or any(f"{name}_{part}" in bound for part in ("first", "second", "curve", "valley"))
    return f"{name}_{number[0]}_{number[1]}" if clashes else name


def _cells(kind: Kind, wish: Wish, number: Number, function: str) -> tuple[Cell, ...]:
    stars = "●" * wish.difficulty + "○" * (3 - wish.difficulty)
    minutes = f"{wish.minutes} minute{'s' if wish.minutes != 1 else ''}"
    heading = f"## {number[0]}.{number[1]} {wish.title} · {stars} · {minutes}\n\n"
    name = "{}_{}_{}".format("{}", *number)
    points = int(wish.points) if wish.points == int(wish.points) else wish.points
    made = [_cell(name.format("exercise"), "markdown", heading + kind.question)]
    if kind.given:
        made.append(_cell(name.format("given"), "code", kind.given.replace("NAME", function)))
    if not kind.check:
        state = {"grade": True, "solution": True, "locked": False, "points": points}
        return (*made, _cell(name.format("essay"), "markdown", kind.answer, **state))
    answer = kind.answer.replace("NAME", function)
    made.append(_cell(name.format("answer"), "code", answer, solution=True, locked=False))
    test = _cell(name.format("check"), "code", kind.check.replace("NAME", function), grade=True, points=points)
    test["metadata"]["tags"] = ["raises-exception"]  # so that "Run All" goes on behind a check that fails
    return (*made, test)


def _cell(name: str, kind: str, source: str, **state: Any) -> Cell:
    about = {"cell_type": kind, "grade": False, "grade_id": name, "locked": True, "schema_version": 3}
    about |= {"solution": False, "task": False, **state}
    made: Cell = {"cell_type": kind, "id": name.replace("_", "-"), "metadata": {"nbgrader": about}}
    made["source"] = source.splitlines(keepends=True)
    return {**made, "execution_count": None, "outputs": []} if kind == "code" else made


def _corpus(course: Course, path: Path, label: str, kind: Kind, function: str) -> dict[Path, str]:
    """First answers for the corpus, in a course that has one."""
    if not (course.root / "tests" / "corpus").is_dir():
        return {}
    folder = course.root / "tests" / "corpus" / path.stem / label
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} has answers to an exercise {label} that is not there. Move it away first.")
    return {folder / f"{name}.py": text.replace("NAME", function) for name, text in kind.corpus}


def _totals(book: Book, cells: Sequence[Cell], minutes: int) -> str:
    """What the first cell says about the whole, if it says so, and what is true with the new exercise."""
    says = re.search(r"\w+ exercises, [\d.]+ points, about \d+ minutes", book.cells[0].source)
    if not says:
        return ""
    graded = [cell.about for cell in book.cells if cell.about.get("grade")]
    graded += [about for cell in cells if (about := cell["metadata"]["nbgrader"])["grade"]]
    spent = [int(match[1]) for _, _, words in book.headings if (match := re.search(r"· (\d+) minutes?$", words))]
    points = sum(float(about.get("points") or 0) for about in graded)
    return f"“{says[0]}”, and there are {len(graded)}, {points:g} and {sum(spent) + minutes} now"
