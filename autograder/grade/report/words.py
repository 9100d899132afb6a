"""Counts, shares and names as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from autograder.grade.report.arithmetic import ENOUGH
from autograder.grade.report.figures import Kind, Share
from autograder.learn.verdict import Pointer

NOTHING = "–"

# What it is, and what there is to do about it.
MATTERS = {
    Kind.FAILED: (
        "Grading broke down",
        "Nothing was changed in the gradebook. Run `autograder grade` again; `--debug` shows where it broke.",
    ),
    Kind.REFUSED: (
        "Could not be graded",
        "They have 0 points so far, and count in no figure above. Ask for the file again, put it into submitted/, and "
        "run `autograder grade`.",
    ),
    Kind.NEW: ("Handed in, not graded yet", "Run `autograder grade`."),
    Kind.WAITS: (
        "Answers that wait for your marks",
        "Mark them in the formgrader (JupyterLab, menu Nbgrader). Until then they count for nothing in the points, and "
        "are left out of the shares above.",
    ),
    Kind.STOPPED: (
        "Stopped while they ran",
        "The rest of the notebook was graded. An endless loop is the usual reason; a large one is worth a look.",
    ),
    Kind.FORGEABLE: (
        "Scores that can be forged",
        "Their tests ran in the student's own kernel. Look at high scores yourself, or grade with "
        '`c.Execute.tests = "trusted"`.',
    ),
    Kind.LATE: (
        "Handed in late",
        "The penalty is that of the course's late policy. An extension is given in nbgrader.",
    ),
    Kind.NOTED: ("Graded, with something to know", "Nothing has to be done. It may explain a score."),
    Kind.STRANGER: ("Folders that belong to no assignment", "Look for a misspelt name in submitted/."),
}

STAGES = {
    "sanitise": "bringing the notebook back to its form",
    "fork": "starting its process",
    "confine": "shutting the process in",
    "cells": "running the student's cells",
    "tests": "running the tests",
    "end": "ending the process",
    "child_cpu": "processor, student's process",
    "room_cpu": "processor, clean room",
    "judge_cpu": "processor, judge",
}


def count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def out_of(number: int, of: int, noun: str = "") -> str:
    """9 of 13 students (69 %). Of few the count alone: a per cent of three says more than there is to say."""
    told = f"{number} of {count(of, noun) if noun else of}"
    return f"{told} ({percent(number / of)})" if of >= ENOUGH else told


def points(number: float) -> str:
    return f"{round(number, 2):g}"


def seconds(number: float) -> str:
    """1 min 49 s, 0.4 s, 8 ms: never broken between a number and its unit."""
    return _seconds(number).replace(" ", "\u00a0")


def _seconds(number: float) -> str:
    if number >= 60:
        hours, rest = divmod(round(number), 3600)
        minutes, rest = divmod(rest, 60)
        return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
    return f"{number:.0f} s" if number >= 10 else f"{number:.2g} s" if number >= 0.01 else f"{1000 * number:.1g} ms"


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' .,:;')}…"


def number(assignment: str) -> str:
    """04 of 04_mean_reduction; a name that has no number, whole."""
    first, _, _ = assignment.partition("_")
    return first if first.isdigit() else assignment


def assignment(name: str) -> str:
    first, _, rest = name.partition("_")
    return f"{first} {rest.replace('_', ' ')}" if first.isdigit() and rest else name


def place(pointer: Pointer) -> str:
    lesson = f"lesson {number(pointer.lesson)}"
    return f"{lesson}, {pointer.section}" if pointer.section else lesson


def listed(words: Sequence[str]) -> str:
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(shares: Sequence[Share], most: int) -> str:
    """The sign (4), A factor is off (2), and 3 more."""
    told = ", ".join(f"{name.rstrip('.')} ({students})" for name, students in shares[:most])
    return f"{told}, and {len(shares) - most} more" if len(shares) > most else told


def marked(text: str) -> Markup:
    """The two marks that our sentences use: `code` and *emphasis*."""
    pieces = str(escape(text)).split("`")
    if len(pieces) % 2 == 0:
        return Markup("`".join(pieces))
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = f"<code>{piece}</code>"
        elif (runs := piece.split("*")) and len(runs) % 2:
            pieces[at] = "".join(f"<em>{run}</em>" if i % 2 else run for i, run in enumerate(runs))
    return Markup("".join(pieces))  # escaped above
