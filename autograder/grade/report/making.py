"""`autograder report`: read, count, write. Four files, each complete or as it was before.

report.html            the page
report.csv             a line a submission, for a spreadsheet
report-exercises.csv   a line an exercise
report.json            all figures
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.grade import files, gradebook
from autograder.grade.report import gather, names, page, read, tables, words
from autograder.grade.report.figures import ClassReport
from autograder.grade.trouble import disk
from autograder.progress import progress

MARK = "\ufeff"  # by which spreadsheets know that a file is UTF-8
FILES = ("report.html", "report.csv", "report-exercises.csv", "report.json")


@dataclass(frozen=True)
class Written:
    report: ClassReport
    paths: tuple[Path, ...]  # in the order of FILES


def write(course: Course, *, only: Sequence[str] = (), anonymous: bool = False, into: Path | None = None) -> Written:
    """The report of a class into `into` (reports/ of the course). `only`: patterns of assignments."""
    folder = into or course.reports
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file. Name a folder with --output.")
    with progress("report", 2) as step:
        report = figures(course, only, anonymous=anonymous)
        step(f"{words.count(report.handed_in, 'submission')} counted")
        made = {
            "report.html": page.render(report, lessons(course, folder)),
            "report.csv": MARK + tables.submissions(report),
            "report-exercises.csv": MARK + tables.exercises(report),
            "report.json": tables.as_json(report),
        }
        with disk(folder, "The same command writes all of it."):
            folder.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                files.write(folder / name, made[name].encode("utf-8", "replace"))
        step("written")
    return Written(report, tuple(folder / name for name in FILES))


def figures(course: Course, only: Sequence[str] = (), *, anonymous: bool = False) -> ClassReport:
    """The figures of a class; with `anonymous`, without a name from the start."""
    with gradebook.opened(course) as book:
        facts = read.read(course, book, only)
        if anonymous:
            facts = names.hidden(facts, names.pseudonyms(book, facts.students))
    return gather.gather(facts)


def lessons(course: Course, folder: Path) -> Mapping[str, str]:
    """Links to the lessons, from a page that lies in the course. From anywhere else they would tell the machine's
    folders, and lead nowhere on another one."""
    here = folder.resolve()
    if not here.is_relative_to(course.root.resolve()):
        return {}
    return {
        path.stem: Path(os.path.relpath(path.resolve(), here)).as_posix()
        for path in course.lessons
        if path.resolve().is_relative_to(course.root.resolve())
    }
