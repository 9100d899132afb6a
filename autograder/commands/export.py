"""`autograder export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands import OK, PROBLEM
from autograder.course import CourseError, find
from autograder.voice import Voice

EXAMPLES = """\
  autograder export canvas --like 2026-03-02_Grades.csv     fill in the gradebook that Canvas exported
  autograder export moodle --assignment 02_chain_rule --like Grades-worksheet.csv
  autograder export csv --to scores.csv                     one row a student and assignment
  autograder export canvas --like Grades.csv --column 02_chain_rule='Homework 2'
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["canvas", "moodle", "csv"], help="who is to import it")
    parser.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")
    parser.add_argument("--student", action="append", default=[], metavar="PATTERN", help="only these, like 'a*'")
    parser.add_argument("--to", default="", metavar="FILE", help="default: reports/canvas.csv, and so on")
    parser.add_argument(
        "--like", type=Path, metavar="FILE", help="a gradebook or worksheet that Canvas or Moodle exported, to fill in"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=TITLE",
        help="an assignment's title in the file of --like",
    )
    parser.add_argument(
        "--scale", type=float, metavar="N", help="points of every assignment (default: the gradebook's)"
    )
    parser.add_argument(
        "--missing-as-zero", action="store_true", help="0 for what was not handed in, not an empty cell"
    )
    parser.add_argument(
        "--waiting", action="store_true", help="also the points so far of work that waits for a person's marks"
    )
    parser.add_argument("--bom", action="store_true", help="begin with a byte order mark: Excel shows é as é")


def _columns(words: list[str]) -> dict[str, str]:
    found = {}
    for entry in words:
        name, equals, title = entry.partition("=")
        if not equals or not name.strip() or not title.strip():
            raise CourseError(f"--column is NAME=TITLE, such as 02_chain_rule='Homework 2', and not {entry}.")
        found[name.strip()] = title.strip()
    return found


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.grade import gradebook
    from autograder.grade.export.run import export
    from autograder.grade.export.wishes import Wishes

    course = find(Path(options.course))
    wishes = Wishes(
        assignments=options.assignment,
        students=options.student,
        scale=options.scale,
        missing_as_zero=options.missing_as_zero,
        waiting=options.waiting,
        like=options.like,
        columns=_columns(options.column),
        bom=options.bom,
    )
    with gradebook.opened(course) as book:
        done = export(course, book, options.kind, wishes, options.to)
    voice.say(done.show())
    for problem in done.tally.problems:
        voice.warn(problem)
    voice.data(done.document())
    return PROBLEM if done.tally.problems else OK
