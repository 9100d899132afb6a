"""`autograder report`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands import OK, PROBLEM
from autograder.course import find
from autograder.voice import Voice

EXAMPLES = """\
  autograder report                          reports/report.html, with CSV and JSON beside it
  autograder report --assignment '02_*'      one assignment alone
  autograder report --anonymous              reports/anonymous/: no names, no words of students, to show around
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--anonymous", action="store_true", help="no names: students are numbers, the same each time")
    parser.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to write it (default: reports/, or reports/anonymous/)"
    )


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.grade import report
    from autograder.grade.report import summary, tables

    course = find(Path(options.course))
    into = options.output or (course.reports / "anonymous" if options.anonymous else None)  # names lie in reports/
    try:
        done = report.write(course, only=options.assignment, anonymous=options.anonymous, into=into)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            "Each file is whole, the old one or the new one; the same command writes all."
        ) from None
    voice.say(summary.text(done))
    voice.data({**tables.document(done.report), "files": [str(path) for path in done.paths]})
    return PROBLEM if summary.broke(done.report) else OK
