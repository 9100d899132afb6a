"""`autograder new-exercise`."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.author.new_exercise.kinds import ALIASES, KINDS
from autograder.commands import OK
from autograder.course import find
from autograder.voice import Voice

if TYPE_CHECKING:
    from autograder.author.new_exercise import Plan

EXAMPLES = """\
  autograder new-exercise 02_chain_rule                                    a small one at the end, to be edited
  autograder new-exercise 02_chain_rule --kind predict --title 'Before you run' --minutes 4 --points 1
  autograder new-exercise 02_chain_rule --after 2.3 --dry-run              where would it stand, and what would it say?
  autograder new-exercise 09_my_topic --new-assignment                     an assignment with one exercise
"""


def options(parser: argparse.ArgumentParser) -> None:
    kinds = "; ".join(f"{name}: {kind.about}" for name, kind in KINDS.items())
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="its name, such as 02_chain_rule")
    parser.add_argument(
        "--kind",
        type=_kind,
        default="by-hand",
        choices=[*KINDS],
        help=f"{kinds} (default: by-hand; write is autograd, debug is find-the-bug, essay is free-text)",
    )
    parser.add_argument(
        "--title", type=_title, default="A new exercise", help="says the idea; the function is named after it"
    )
    parser.add_argument("--after", default="", metavar="NUMBER", help="the exercise before it (default: the last one)")
    parser.add_argument("--minutes", type=_minutes, default=5, metavar="N", help="that it takes (default: 5)")
    parser.add_argument("--points", type=_points, default=2, metavar="N", help="that it gives (default: 2)")
    parser.add_argument("--difficulty", type=int, choices=[1, 2, 3], default=2, help="of three dots (default: 2)")
    parser.add_argument("--new-assignment", action="store_true", help="make the assignment, with this one exercise")
    parser.add_argument("--dry-run", action="store_true", help="show the cells, and write nothing")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.author import new_exercise

    course = find(Path(options.course))
    wish = new_exercise.Wish(
        options.assignment,
        options.kind,
        options.title,
        options.after,
        options.minutes,
        options.points,
        options.difficulty,
        options.new_assignment,
    )
    made = new_exercise.plan(course, wish)
    if not options.dry_run:
        new_exercise.write(made)
    files = [str(path.relative_to(course.root)) for path in made.texts]
    voice.say(_shown(made, voice) if options.dry_run else _done(made, files))
    voice.data(_document(made, files, written=not options.dry_run))
    return OK


def _shown(made: Plan, voice: Voice) -> str:
    lines = [f"Nothing was written. Exercise {made.number} would be:", ""]
    for number, cell in enumerate(made.cells, start=made.first):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        lines += [voice.paint(f"cell {number} ({name}), {cell['cell_type']}", "bold"), "".join(cell["source"]), ""]
    return "\n".join(lines).rstrip()


def _done(made: Plan, files: list[str]) -> str:
    book, *others = files
    last = made.first + len(made.cells) - 1
    lines = [
        f"Exercise {made.number} is in {book}, cells {made.first} to {last}. It works as it is; make it yours:",
        "  - Edit its cells: the question, the answer, the check.",
        "    If the notebook is open in JupyterLab: File, Reload Notebook from Disk, before you save there.",
    ]
    lines += [f"  - Edit {name}" for name in others]
    lines += [f"  - Edit the first cell: it says {made.totals}."] if made.totals else []
    corpus = any(name.endswith(".py") for name in others)
    lines += ["Then:", f"  autograder lint --run {book}"]
    lines += [f"  autograder corpus {Path(book).stem}"] if corpus else []
    return "\n".join([*lines, "  autograder release"])


def _document(made: Plan, files: list[str], *, written: bool) -> dict[str, Any]:
    cells = [
        {
            "cell": number,
            "id": cell["metadata"]["nbgrader"]["grade_id"],
            "type": cell["cell_type"],
            "source": "".join(cell["source"]),
        }
        for number, cell in enumerate(made.cells, start=made.first)
    ]
    return {"number": made.number, "function": made.function, "written": written, "files": files, "cells": cells}


def _kind(word: str) -> str:
    return ALIASES.get(word, word)


def _title(word: str) -> str:
    words = " ".join(word.lstrip("# ").split())
    if not words or "·" in words or not words.isprintable():
        raise argparse.ArgumentTypeError("a title is a few words in one line, without ·")
    return words


def _minutes(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 600:
        raise argparse.ArgumentTypeError("a whole number of minutes, 1 or more")
    return int(word)


def _points(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not math.isfinite(number) or number <= 0:
        raise argparse.ArgumentTypeError("a number above 0")
    return number
