"""Which submissions need a person, and why. Sorted by what there is to do; the words are those of the grading run."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.grade.report.facts import Facts, Outcome, Submission
from autograder.grade.report.figures import Case, Kind, Matter

_STOPPED = re.compile(r"time limit|took too long|could not be stopped|ended the Python process|were? not run")
_OUTCOMES = {Outcome.FAILED: Kind.FAILED, Outcome.REFUSED: Kind.REFUSED, Outcome.NEW: Kind.NEW}


def matters(facts: Facts) -> tuple[Matter, ...]:
    """One for each reason that there is; a submission with two reasons stands in both."""
    found: dict[Kind, list[Case]] = defaultdict(list)
    for one in facts.submissions:
        for kind, words in _reasons(one):
            found[kind].append(Case(one.student, one.assignment, words))
    for folder in facts.strangers:
        found[Kind.STRANGER].append(Case("", "", folder))
    return tuple(Matter(kind, tuple(found[kind])) for kind in Kind if found[kind])


def _reasons(one: Submission) -> list[tuple[Kind, str]]:
    found = []
    if one.outcome in _OUTCOMES:
        found.append((_OUTCOMES[one.outcome], one.reason))
    if one.waits:
        waiting = sum(answer.points is None for answer in one.answers.values())
        found.append((Kind.WAITS, f"{waiting} answers" if waiting > 1 else "1 answer"))
    stopped = [note for note in one.notes if _STOPPED.search(note)]
    others = [note for note in one.notes if note not in stopped]
    if stopped:
        found.append((Kind.STOPPED, " ".join(stopped)))
    if one.forgeable:
        found.append((Kind.FORGEABLE, ""))
    if one.late:
        found.append((Kind.LATE, _cost(one.penalty)))
    if others:
        found.append((Kind.NOTED, " ".join(others)))
    return found


def _cost(penalty: float) -> str:
    noun = "point" if penalty == 1 else "points"
    return f"{penalty:g} {noun} taken off" if penalty else "nothing taken off"
