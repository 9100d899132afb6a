"""`autograder lessons`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from autograder.commands import OK
from autograder.course import Course, CourseError, find
from autograder.voice import Voice

EXAMPLES = """\
  autograder lessons                  all of them
  autograder lessons 02_chain_rule    one
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these, such as 02_chain_rule")


def run(options: argparse.Namespace, voice: Voice) -> int:
    chosen = _chosen(find(Path(options.course)), options.names)
    _run(chosen)
    words = "1 lesson was run, and keeps its" if len(chosen) == 1 else f"{len(chosen)} lessons were run, and keep their"
    voice.say(f"{words} outputs.")
    voice.data({"lessons": [path.stem for path in chosen]})
    return OK


def _chosen(course: Course, names: Sequence[str]) -> list[Path]:
    there = {path.stem: path for path in course.lessons}
    if not there:
        raise CourseError(f"There is no lesson to run: {course.root / 'notebooks'} holds no NAME.ipynb.")
    missing = [name for name in names if name not in there]
    if missing:
        raise CourseError(f"No lesson is called {' or '.join(missing)}. There are: {', '.join(there)}.")
    return [path for name, path in there.items() if not names or name in names]


def _run(lessons: Sequence[Path]) -> None:
    from nbclient.exceptions import CellExecutionError

    from autograder.author.execute import execute
    from autograder.progress import progress

    done = 0
    with progress("lessons", len(lessons)) as step:
        for path in lessons:
            rest = f"It is as it was. {done} of {len(lessons)} were run before it, and keep their outputs."
            try:
                execute(path)
            except CellExecutionError as error:
                first = (error.evalue.strip().splitlines() or ["no message"])[0].rstrip(".")
                raise CourseError(f"A cell of {path.name} ended in {error.ename}: {first}. {rest}") from error
            except KeyboardInterrupt:
                raise KeyboardInterrupt(f"It was running {path.name}. {rest}") from None
            done += 1
            step(path.name)
