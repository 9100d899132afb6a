"""Puts feedback pages into feedback/STUDENT/ASSIGNMENT/NOTEBOOK.html.

Pages are made from autograded/ and the gradebook, a few milliseconds each; many of them by several processes.
Each is written beside its place and moved there. No symbolic link below feedback/ is followed.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import groupby, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course import Course, configuration

if TYPE_CHECKING:
    from autograder.grade.feedback.grades import Grades
    from autograder.grade.feedback.hidden import Marks
    from autograder.grade.feedback.read import Reader
    from autograder.grade.result import Job

AT_ONCE = 200  # submissions whose marks are read with one question
WORTH_A_POOL = 400  # pages; for fewer the processes' start would cost more than they save

Wanted = tuple[str, str]  # student, assignment


@dataclass(frozen=True)
class Settings:
    """What a course's nbgrader_config.py says to its pages."""

    trusted: bool
    marks: Marks


@dataclass(frozen=True)
class _Page:
    """One page to be made; crosses to another process."""

    source: Path
    feedback: Path
    grades: Grades
    settings: Settings


def page(course: Course, student: str, assignment: str, notebook: str = "") -> Path:
    return course.feedback / student / assignment / f"{notebook or assignment}.html"


def settings(config: Any) -> Settings:
    from autograder.grade.feedback import hidden

    return Settings(config.Execute.get("tests", "trusted") == "trusted", hidden.marks(config))


def make(job: Job) -> str:
    """The page of one graded notebook. Gives what went wrong, or ''."""
    course, place = Course(job.course), (job.student, job.assignment)
    config = configuration(course)
    plan = _plan(course, settings(config), gradebook_url(course), [place])
    return " ".join(_together(_only(pages, job.notebook)) for _, pages in plan)


def make_all(course: Course, wanted: Iterable[Wanted], workers: int = 1) -> Iterator[tuple[str, str]]:
    """Make the pages of these graded submissions; yields (its name, what went wrong or '') one after the other."""
    config = configuration(course)
    chosen = sorted(set(wanted), key=lambda place: (place[1], place[0]))
    plan = functools.partial(_plan, course, settings(config), gradebook_url(course))
    if workers > 1 and len(chosen) > WORTH_A_POOL:
        yield from _by_many(plan, chosen, workers)
    else:
        for place, pages in plan(chosen):
            yield _name(place), _together(pages)


def refuse(course: Course, student: str, assignment: str, reason: str, notebook: str = "") -> None:
    """The page of a notebook that could not be graded: why not, in the words of the instructor's table."""
    from autograder.grade.feedback import render

    made = render.refusal(notebook or assignment, student, reason)
    _put(course.feedback, student, assignment, notebook or assignment, made)


def gradebook_url(course: Course) -> str:
    from autograder.grade import gradebook

    return gradebook.url(course)


def _only(pages: list[_Page] | str, notebook: str) -> list[_Page] | str:
    if isinstance(pages, str):
        return pages
    return [page for page in pages if page.grades.notebook == notebook] or f"{notebook} has no graded notebook."


def _name(place: Wanted) -> str:
    return f"{place[0]} {place[1]}"


def _plan(
    course: Course, chosen: Settings, url: str, wanted: Iterable[Wanted]
) -> Iterator[tuple[Wanted, list[_Page] | str]]:
    """For each submission its pages, or why there is none."""
    from autograder.grade.feedback.read import Reader

    reader = Reader(url)
    for assignment, places in groupby(wanted, key=lambda place: place[1]):
        students = [student for student, _ in places]
        for start in range(0, len(students), AT_ONCE):
            part = students[start : start + AT_ONCE]
            for student, pages in _pages(course, chosen, reader, assignment, part):
                yield (student, assignment), pages


def _pages(
    course: Course, chosen: Settings, reader: Reader, assignment: str, students: list[str]
) -> Iterator[tuple[str, list[_Page] | str]]:
    found = reader.read(assignment, students)
    books: dict[str, list[Grades]] = {}
    for (student, _), grades in sorted(found.items()):
        books.setdefault(student, []).append(grades)
    for student in students:
        folder = course.autograded / student / assignment
        there = [grades for grades in books.get(student, []) if (folder / f"{grades.notebook}.ipynb").is_file()]
        pages = [_Page(folder / f"{grades.notebook}.ipynb", course.feedback, grades, chosen) for grades in there]
        yield student, pages or f"{student} {assignment} has no graded notebook. Grade it first."


def _by_many(plan: Any, chosen: list[Wanted], workers: int) -> Iterator[tuple[str, str]]:
    """Fresh processes, not forks: whoever calls this may have threads."""
    work = iter(plan(chosen))
    part = list(islice(work, AT_ONCE))
    while part:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                while part:
                    for trouble in pool.map(_together, [pages for _, pages in part], chunksize=10):
                        yield _name(part.pop(0)[0]), trouble
                    part = list(islice(work, AT_ONCE))
            except BrokenProcessPool:
                for place, _ in part:
                    yield _name(place), f"The process that made the page of {_name(place)} was killed."
                part = list(islice(work, AT_ONCE))


def _together(pages: list[_Page] | str) -> str:
    """Make the pages of one submission. Never raises: one page that can't be made stops no other."""
    if isinstance(pages, str):
        return pages
    return " ".join(filter(None, map(_make, pages)))


def _make(wanted: _Page) -> str:
    from autograder.grade.feedback import render

    grades = wanted.grades
    try:
        notebook = json.loads(wanted.source.read_bytes())
        chosen = wanted.settings
        made = render.render(notebook, grades, trusted=chosen.trusted, marks=chosen.marks)
        _put(wanted.feedback, grades.student, grades.assignment, grades.notebook, made)
    except Exception as error:  # the student's notebook goes through five libraries
        return f"{grades.student} {grades.assignment}: {type(error).__name__}: {error}"
    return ""


def _put(feedback: Path, student: str, assignment: str, notebook: str, text: str) -> None:
    """All or nothing, and only in real folders below feedback/."""
    feedback.mkdir(exist_ok=True)
    with contextlib.ExitStack() as opened:
        place = _open(feedback, opened)
        for name in (student, assignment):
            place = _enter(place, _plain(name), opened)
        name, beside = f"{_plain(notebook)}.html", f".{secrets.token_hex(8)}.new"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with open(os.open(beside, flags, 0o644, dir_fd=place), "wb") as file:
                file.write(text.encode("utf-8", errors="replace"))
            os.replace(beside, name, src_dir_fd=place, dst_dir_fd=place)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(beside, dir_fd=place)
            raise


def _open(path: Path | str, opened: contextlib.ExitStack, **how: int) -> int:
    flags = how.pop("flags", 0)
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | flags, **how)
    opened.callback(os.close, folder)
    return folder


def _enter(parent: int, name: str, opened: contextlib.ExitStack) -> int:
    """The folder `name`, made if need be."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, dir_fd=parent)
    try:
        return _open(name, opened, flags=os.O_NOFOLLOW, dir_fd=parent)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            raise OSError(f"{name!r} in feedback/ is a link or a file, not a folder. Remove it.") from error
        raise


def _plain(name: str) -> str:
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        raise ValueError(f"{name!r} can't be the name of a folder or a page.")
    return name
