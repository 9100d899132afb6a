"""`autograder lessons`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands import OK
from autograder.course import CourseError, find
from autograder.voice import Voice

EXAMPLES = """\
  autograder lessons                  all of them
  autograder lessons 02_chain_rule    one
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these, such as 02_chain_rule")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.author.execute import execute
    from autograder.progress import progress

    course = find(Path(options.course))
    chosen = [path for path in course.lessons if not options.names or path.stem in options.names]
    if not chosen:
        raise CourseError(f"No such lesson. There are: {', '.join(path.stem for path in course.lessons)}.")
    with progress("lessons", len(chosen)) as step:
        for path in chosen:
            execute(path)
            step(path.name)
    voice.say(f"{len(chosen)} lessons were run, and keep their outputs.")
    voice.data({"lessons": [path.stem for path in chosen]})
    return OK
