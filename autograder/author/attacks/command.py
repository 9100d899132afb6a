"""`autograder attack`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.author import attacks as package
from autograder.author.attacks import read, run, show
from autograder.course import CourseError


def main(argv: Sequence[str] | None = None) -> int:
    """0 when nothing was gained, harmed or stopped, 1 when something was, 2 when there is nothing to run."""
    options = _parser().parse_args(argv)
    chosen = read.attacks(Path.cwd(), options.names)
    if not chosen:
        print(f"There is no such attack in {read.CORPUS}: run this in the course folder.", file=sys.stderr)
        return 2
    try:
        report = run.run(Path.cwd(), chosen, workers=options.workers)
    except CourseError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    print(show.table(report))
    print("\n".join(show.figures(report)))
    if options.write and report.clean and not options.names:
        text = show.DOCUMENT.read_text(encoding="utf-8")
        show.DOCUMENT.write_text(show.put(text, show.section(chosen, report.fates)), encoding="utf-8")
    return 0 if report.clean else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder attack", description=package.__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; patterns such as 'wire_*' too")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="notebooks at a time (default: 2)")
    parser.add_argument(
        "--write", action="store_true", help="write the table of docs/security.md, if the run was clean"
    )
    return parser
