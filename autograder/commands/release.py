"""`autograder release`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands import OK, PROBLEM
from autograder.course import find
from autograder.voice import Voice

EXAMPLES = """\
  autograder release            all assignments
  autograder release --check    for CI: is release/ what source/ gives?
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail if release/ is not up to date")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.author import release

    course = find(Path(options.course))
    problems = release.check(course) if options.check else release.build(course)
    for problem in problems:
        voice.warn(problem)
    if not problems:
        done = "is what source/ gives" if options.check else "built from source/"
        voice.say(f"release/ {done}: {len(course.assignments())} assignments, no solution and no hidden test in it.")
    voice.data({"assignments": course.assignments(), "problems": problems})
    return PROBLEM if problems else OK
