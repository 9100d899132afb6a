"""A short feedback text: the points of each exercise and the mistakes by name. Never a test's source or its values.

Moodle shows it as HTML (assignfeedback_comments stores what is imported so), so `<` and `&` are written as entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from autograder.grade.export.read import Assignment, Cell, State, Work
from autograder.grade.export.sheet import number

MARK = re.compile(r"[\d.]+ of [\d.]+ points?[.;]|Not graded: ")  # how a text of ours begins
LONGEST = 300  # characters of a person's comment


def feedback(work: Work, assignment: Assignment) -> str:
    """One line; empty where there is nothing to say yet."""
    if work.state in (State.REFUSED, State.FAILED):
        return html.escape(f"Not graded: {' '.join(work.note.split()) or 'see your instructor.'}", quote=False)
    if work.state is State.MISSING:
        return ""
    parts = [f"{number(work.score)} of {number(assignment.possible)} points."]
    if work.penalty:
        parts.append(f"Handed in late: −{number(work.penalty)}.")
    cells = sorted(work.cells, key=lambda cell: _order(cell.name))
    parts.append("; ".join(_said(cell) for cell in cells) + "." if cells else "")
    parts += _comments(work.comments)
    return html.escape(" ".join(filter(None, parts)), quote=False)


def _said(cell: Cell) -> str:
    points = f"{label(cell.name)}: {number(cell.points)} of {number(cell.possible)}"
    if cell.waits:
        return f"{label(cell.name)}: waits for a person"
    if cell.points >= cell.possible:
        return points
    return f"{points} ({cell.why})" if cell.why else points


def _comments(comments: Sequence[tuple[str, str]]) -> list[str]:
    found = []
    for name, words in comments:
        short = " ".join(words.split())
        short = short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…"
        found.append(f"On {label(name)}: {short}")
    return found


def label(name: str) -> str:
    """The exercise's number for a grade id such as check_2_3, else the id."""
    found = re.search(r"_(\d+)_(\d+)$", name)
    return f"{int(found[1])}.{int(found[2])}" if found else name


def _order(name: str) -> list[tuple[int, str]]:
    """2.10 after 2.9, an essay by its number among the others."""
    parts = re.split(r"(\d+)", label(name))
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts if part]
