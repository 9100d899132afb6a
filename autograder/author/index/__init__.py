"""The index of the course and the lessons' tables of links, made from what the course holds.

    autograder index             write notebooks/index.ipynb, and the table at the end of each lesson
    autograder index --check     fail if what is written is not what the course holds now

Truth is in one place each: which section an exercise practises in learn/exercises/*.toml, which mistakes a section
shows in its cells' metadata, minutes and objectives in a lesson's first cell, ideas and terms in their tables. What is
made from them stands in Markdown, so that it is read without a kernel and the lint follows its links.

facts    gather it
links    where a link to a section or an exercise leads
tables   Markdown tables of it: a lesson's own, and those of the index
book     put them into the notebooks, and leave all else as it is
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course import CourseError, find


def main(argv: Sequence[str] | None = None) -> int:
    """0 when all is written (or up to date), 1 when --check finds that it is not, 2 when it could not be done."""
    parser = argparse.ArgumentParser(
        prog="autograder index", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where something is out of date")
    check = parser.parse_args(argv).check
    try:
        root = find(Path.cwd()).root
        return _check(root) if check else _write(root)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2


def _check(root: Path) -> int:
    from autograder.author.index import book  # it needs links, which the lint and the table of mistakes need as well

    stale = [str(path.relative_to(root)) for path in book.stale(root)]
    if not stale:
        print("The index and the lessons' tables are up to date.")
        return 0
    print(f"Out of date: {', '.join(stale)}. Run `autograder index`.", file=sys.stderr)
    return 1


def _write(root: Path) -> int:
    from autograder.author.index import book

    written = [str(path.relative_to(root)) for path in book.write(root)]
    print(f"Written: {', '.join(written)}." if written else "Everything was up to date.")
    return 0
