"""The scores of a class as a table for the terminal. Pure: data in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.grade.late import Late
from autograder.grade.ledger import Key
from autograder.grade.result import Outcome, Result, ScoreTable

NOTHING, REFUSED, WAITS = "–", "!", "*"
Results = Mapping[tuple[str, str], Result]
NOBODY: Mapping[Key, Late] = {}


def table(students: Sequence[str], assignments: Sequence[str], scores: ScoreTable, results: Results) -> str:
    """One row a student, one column an assignment (by its number), the points, and the sum."""
    heads = ["student", *(name.partition("_")[0] for name in assignments), "total"]
    possible = [_possible(name, scores) for name in assignments]
    rows = [[student, *_row(student, assignments, scores, results)] for student in students]
    rows.append(["of", *map(_number, possible), _number(sum(possible))])
    return "\n".join(_aligned([heads, *rows]))


def legend(text: str) -> str:
    """What the signs in a table mean, for those that it holds."""
    meanings = {
        REFUSED: "could not be graded, see the reason below",
        WAITS: "an answer waits for a person's marks (nbgrader formgrader)",
        NOTHING: "nothing handed in",
    }
    return "\n".join(f"{sign} {words}" for sign, words in meanings.items() if sign in text)


def reasons(results: Sequence[Result], late: Mapping[Key, Late] = NOBODY) -> str:
    """A line for each submission that a person should look at."""
    lines = []
    for result in results:
        overdue = [str(late[result.key])] if result.key in late else []
        words = " ".join([result.reason, *result.notes, *overdue]).strip()
        if words:
            lines.append(f"{REFUSED if result.reason else ' '} {_name(result)}: {words}")
    return "\n".join(lines)


def line(result: Result, scores: Mapping[str, float | None] | None = None) -> str:
    """One finished submission in a log."""
    given = [points for points in (scores or result.scores).values() if points is not None]
    told = result.reason if result.outcome is not Outcome.GRADED else f"{_number(sum(given))} points"
    return f"{_name(result)}: {told} ({result.seconds:.1f} s)"


def _name(result: Result) -> str:
    return " ".join(dict.fromkeys(result.key))


def by_place(results: Sequence[Result]) -> dict[tuple[str, str], Result]:
    """Of an assignment with several notebooks, the one that could not be graded, if there is one."""
    found: dict[tuple[str, str], Result] = {}
    for result in results:
        place = result.student, result.assignment
        if place not in found or found[place].outcome is Outcome.GRADED:
            found[place] = result
    return found


def _possible(assignment: str, scores: ScoreTable) -> float:
    return max((score.possible for (_, name), score in scores.items() if name == assignment), default=0.0)


def _row(student: str, assignments: Sequence[str], scores: ScoreTable, results: Results) -> list[str]:
    found = [scores.get((student, name)) for name in assignments]
    cells = []
    for name, score in zip(assignments, found, strict=True):
        result = results.get((student, name))
        ungraded = result is not None and result.outcome is not Outcome.GRADED
        sign = REFUSED if ungraded else WAITS if score and score.waits else ""
        cells.append(f"{_number(score.total)}{sign}" if score else sign or NOTHING)
    return [*cells, _number(sum(score.total for score in found if score))]


def _number(points: float) -> str:
    return f"{points:g}"


def _aligned(rows: list[list[str]]) -> list[str]:
    """The first column to the left, numbers to the right; signs behind the number don't shift it."""
    widths = [max(len(_bare(row[i])) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        for text, width in zip(row[1:], widths[1:], strict=True):
            bare = _bare(text)
            cells.append(bare.rjust(width) + (text[len(bare) :] or " "))
        lines.append(" ".join(cells).rstrip())
    return lines


def _bare(text: str) -> str:
    return text.rstrip(REFUSED + WAITS) or text
