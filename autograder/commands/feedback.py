"""`autograder feedback`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands import OK, PROBLEM
from autograder.course import Course, find
from autograder.voice import Voice

if TYPE_CHECKING:
    from autograder.grade.pages import Again

EXAMPLES = """\
  autograder feedback                              all pages, with the marks as they are now
  autograder feedback --assignment '05_*'          of one assignment
  autograder feedback --student amara.okafor       of one student
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--student", action="append", default=[], metavar="PATTERN", help="only these, like 'a*'")
    parser.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.grade import files, pages
    from autograder.grade.command import default_workers

    course = find(Path(options.course))
    try:
        done = pages.again(course, options.student, options.assignment, default_workers())
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            "Every page is whole, the old one or the new one; the same command makes all."
        ) from None
    for name, trouble in done.unmade.items():
        voice.warn(f"No feedback page for {name}: {trouble}")
    if done.outdated:
        voice.warn(f"{_outdated(done.outdated)} `autograder grade` puts that right, and makes their pages again.")
    voice.say(_words(course, done))
    voice.data(
        {
            "folder": str(course.feedback),
            "made": [
                {
                    "student": job.student,
                    "assignment": job.assignment,
                    "notebook": job.notebook,
                    "page": files.page(course, job).relative_to(course.root).as_posix(),
                }
                for job in done.jobs
            ],
            "unmade": dict(done.unmade),
            "outdated_penalties": done.outdated,
        }
    )
    return PROBLEM if done.unmade or done.outdated else OK


def _words(course: Course, done: Again) -> str:
    pages = "1 feedback page was" if len(done.jobs) == 1 else f"{len(done.jobs)} feedback pages were"
    return f"{pages} made, nothing was graded.\nThey are in feedback/STUDENT/ASSIGNMENT/ in {course.root}"


def _outdated(count: int) -> str:
    if count == 1:
        return "One late penalty is older than the marks, the due date or the policy that it follows from."
    return f"{count} late penalties are older than the marks, the due dates or the policy that they follow from."
