"""The faces of the commands: `autograder NAME` is the module NAME here, with dashes for underscores.

A module has EXAMPLES (for its --help), `options(parser)` and `run(options, voice) -> int`. It is imported only when its
command is called, and imports what is heavy in `run`. What serves this project alone reads its own options: FOR_US.
"""

from __future__ import annotations

import argparse
import importlib
from typing import Protocol, cast

from autograder.voice import Voice

OK, PROBLEM, TROUBLE, STOPPED = 0, 1, 2, 130
"""Exit codes: all is well; done but for what is named; could not be done; stopped by Ctrl-C."""

GROUPS = {
    "a class": {
        "intake": "take in what Canvas or Moodle hand out, or a folder, into submitted/",
        "grade": "grade submitted/: gradebook and feedback pages",
        "feedback": "make the feedback pages again",
        "report": "one page about the class: what to teach again",
        "export": "the scores as Canvas or Moodle import them, or as CSV",
    },
    "a course": {
        "new-exercise": "add a well-formed exercise to a master",
        "lint": "look for mistakes in lessons and masters",
        "release": "build release/, what students get, from source/",
        "lessons": "run notebooks/*.ipynb and keep their outputs",
        "publish": "write the students' bundle, which works by itself",
    },
    "this command": {"completion": "print a shell's completion script"},
}
FOR_US = {  # module with a main(argv), what it is for
    "corpus": ("autograder.author.corpus", "hold the tests against the corpus of right and wrong answers"),
    "attack": ("autograder.author.attacks", "grade the corpus of attacks beside honest work"),
    "bench": ("autograder.author.bench", "measure checks, and our grading against nbgrader's own"),
    "sizing": ("autograder.author.sizing", "write the sizing table of docs/scaling.md"),
    "index": ("autograder.author.index", "write notebooks/index.ipynb, and the links at each lesson's end"),
    "mistakes": ("autograder.author.mistakes_table", "write docs/mistakes.md, the table of mistakes"),
}


class Command(Protocol):
    """What a module here has."""

    EXAMPLES: str

    def options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace, voice: Voice) -> int: ...


def common(parser: argparse.ArgumentParser) -> None:
    """The options that every command here has."""
    parser.add_argument("--course", default=".", metavar="DIR", help="the course folder (default: the one you are in)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout, for programs")
    parser.add_argument("--quiet", "-q", action="store_true", help="only what needs a person")
    parser.add_argument("--debug", action="store_true", help="show tracebacks")


def names() -> list[str]:
    return [name for group in GROUPS.values() for name in group]


def load(name: str) -> Command:
    return cast(Command, importlib.import_module(f"autograder.commands.{name.replace('-', '_')}"))
