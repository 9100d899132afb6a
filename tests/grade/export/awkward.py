"""Students whose names give trouble, and a small class of theirs, graded without running anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import small
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.course import Course, configuration
from autograder.grade import gradebook
from autograder.grade.record import Writer
from autograder.grade.result import Job, Outcome, Result

NAMES = {  # id: (first, last, Canvas id)
    "quote": ('Ann "Nan"', "O'Hara", "101"),
    "comma": ("Ann, the younger", "Lee; Sons", "102"),
    "lines": ("Two\nlines", "And\ra return", "103"),
    "equals": ("=1+1", '=HYPERLINK("http://x","y")', "104"),
    "minus": ("-Ida", "-2+3", "105"),
    "at": ("\tTab", "@SUM(A1)", "106"),
    "apostrophe": ("'=quoted", "'t Hooft", "107"),
    "composed": ("Zo\u00eb", "\u00c5ngstr\u00f6m", "108"),
    "combining": ("Zoe\u0308", "A\u030angstro\u0308m", "109"),
    "twin1": ("Sam", "Smith", "110"),
    "twin2": ("Sam", "Smith", "111"),
    "rtl": ("\u05d3\u05e0\u05d4", "\u202e\u05db\u05d4\u05df\u202c", "112"),
    "cjk": ("\u5c0f\u660e", "\uff1d\u738b", "113"),
    "emoji": (
        "\U0001f469\u200d\U0001f52c",
        "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "114",
    ),
    "bare": ("", "", ""),
}
SECOND = "02_second"
WRONG = {
    "grade_id": "check_2",
    "passed": False,
    "verdict": {"outcome": "wrong", "diagnosis": {"title": "<b>The sign</b> is lost."}},
}
UNTRIED = {"grade_id": "check_3", "passed": False, "verdict": {"outcome": "not attempted", "diagnosis": None}}


def graded(scores: dict[str, float | None], student: str = "ada", assignment: str = small.NAME) -> Result:
    verdicts = (WRONG, UNTRIED)
    return Result(student, assignment, Outcome.GRADED, scores=scores, verdicts=verdicts)


def made(folder: Path) -> Course:
    """A graded course; nothing is released."""
    course = Course(folder)
    shutil.copyfile(small.ROOT / "nbgrader_config.py", folder / "nbgrader_config.py")
    for name in (small.NAME, SECOND):
        course.master(name).parent.mkdir(parents=True)
        course.master(name).write_text(json.dumps(small.master()))
    with gradebook.opened(course) as book:
        gradebook.bring_up_to_date(course, book)
        writer = Writer(book, configuration(course))
        for number, student in enumerate(NAMES):
            scores = {"check_1": 1.0, "check_2": 2.0 / 3 if number == 0 else 2.0, "check_3": 3.0, "essay": None}
            if student == "cjk":
                scores["check_3"] = 0.0
            whole = {**scores, "essay": 4.0}
            writer.record(_job(course, student, small.NAME), graded(whole, student))
            if student in ("quote", "comma"):  # the essay waits
                writer.record(_job(course, student, SECOND), graded(scores, student, SECOND))
        refused = Result("equals", SECOND, Outcome.REFUSED, reason="It is no notebook: <cut off>.")
        writer.record(_job(course, "equals", SECOND), refused)
    with Gradebook(gradebook.url(course)) as book:
        for student, (first, last, lms) in NAMES.items():
            about = {"first_name": first, "last_name": last, "lms_user_id": lms, "email": f"{student}@x.edu"}
            book.update_or_create_student(student, **({} if student == "bare" else about))
        book.add_student("absent", first_name="Abs", last_name="Ent", lms_user_id="199")
    return course


def _job(course: Course, student: str, assignment: str) -> Job:
    return Job(student, assignment, assignment, course.root)


def change(course: Course, statement: str, **values: object) -> None:
    with gradebook.opened(course) as book, book.writing() as connection:
        connection.execute(text(statement), values)
