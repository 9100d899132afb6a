"""`autograder intake`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands import OK, PROBLEM
from autograder.course import find
from autograder.voice import Voice

EXAMPLES = """\
  autograder intake submissions.zip --dry-run         show whose each file is, write nothing
  autograder intake submissions.zip                   what Canvas or Moodle hands out, into submitted/
  autograder intake *.zip --roster gradebook.csv      with the students' ids and names from a CSV
  autograder intake FOLDER --assignment 02_chain_rule
"""
TIMES = ("auto", "archive", "none")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="FILE.zip|FOLDER", help="downloads; of two, the second is the later"
    )
    parser.add_argument("--assignment", default="", metavar="NAME", help="which it is (default: as the notebooks say)")
    parser.add_argument(
        "--roster", metavar="CSV", help="Canvas's gradebook export, or Moodle's participants or worksheet"
    )
    parser.add_argument(
        "--times",
        choices=TIMES,
        default="auto",
        help="believe the archive's times of the files: if they aren't those of its packing (auto), always, or never",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and write nothing")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.grade.collect import run, show
    from autograder.grade.collect.outcome import REFUSED

    done = run.collect(
        find(Path(options.course)),
        [Path(path) for path in options.paths],
        run.Options(
            assignment=options.assignment,
            roster=Path(options.roster) if options.roster else None,
            times=options.times,
            dry=options.dry_run,
        ),
    )
    voice.say(show.text(done))
    voice.data(show.document(done))
    refused = done.of(REFUSED)
    if refused:
        rest = "the rest went in" if len(refused) < len(done.rows) else "nothing else is in there"
        words = "would be refused, as the table says." if done.dry else f"refused; {rest}.\n{show.refusals(refused)}"
        voice.warn(f"{len(refused)} {words}")
    elif not done.rows:
        voice.warn(show.NOTHING)
    return PROBLEM if refused or not done.rows else OK
