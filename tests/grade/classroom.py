"""A class as the report reads it, made up: no gradebook, no grader, and the same every time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from autograder.grade.report.facts import Answer, Assignment, Exercise, Facts, Outcome, State, Submission
from autograder.learn.mistakes import catalog
from autograder.learn.verdict import Pointer

AWKWARD = (  # names that a folder can have
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    '=HYPERLINK("http://evil")',
    "دانشجو",
    "a\u202egnp.exe",
    'o\'brien "quotes" & co',
    "x" * 300,
    "-1+1",
)
NAMES = ("accumulated", "inner_derivative_missing", "sign", "The constant is still in your derivative.")


def exercise(assignment: str, place: int, possible: float = 2.0) -> Exercise:
    number = f"{int(assignment[:2])}.{place}"
    return Exercise(f"check_{place}", assignment, f"{number} A thing to do", possible, 5, Pointer(assignment, "A part"))


def assignment(name: str, exercises: int = 5) -> Assignment:
    return Assignment(name, tuple(exercise(name, place) for place in range(1, exercises + 1)))


def answer(state: State, points: float | None = None, mistake: str = "") -> Answer:
    usual = {State.RIGHT: 2.0, State.PARTLY: 1.0, State.WAITS: None}
    found = catalog.every().get(mistake)
    return Answer(
        state,
        usual.get(state, 0.0) if points is None else points,
        (mistake,) if mistake else (),
        found.title if found else mistake,
        f"Words of {mistake} with `code` and *weight*." if mistake else "",
        True,
        found.look_at if found else None,
    )


def submission(student: str, name: str, *states: State, **more: object) -> Submission:
    """Graded, with one answer for each of the states."""
    answers = {f"check_{place}": answer(state) for place, state in enumerate(states, start=1)}
    made = Submission(student, name, Outcome.GRADED, answers=answers, seconds=0.5, spent={"cells": 0.2, "tests": 0.3})
    return replace(made, **more)  # type: ignore[arg-type]


def facts(*submissions: Submission, students: tuple[str, ...] = (), exercises: int = 5) -> Facts:
    """The submissions' class, with whoever else is in it."""
    names = sorted({one.assignment for one in submissions})
    people = sorted({*students, *(one.student for one in submissions)})
    return Facts("a course", tuple(assignment(name, exercises) for name in names), tuple(people), submissions)


def whole(students: int = 30, assignments: int = 7, exercises: int = 5, names: tuple[str, ...] = AWKWARD) -> Facts:
    """A class with everything in it: strong and weak students, mistakes, refusals, late ones, essays that wait."""
    lot = random.Random(7)
    people = [*names, *(f"s{number:03}" for number in range(students - len(names)))]
    skill = {person: lot.betavariate(3, 1.6) for person in people}
    works = [f"{number:02}_topic_{number}" for number in range(1, assignments + 1)]
    rows = [_drawn(lot, person, name, skill[person], exercises) for name in works for person in people[:-1]]
    made = facts(*(row for row in rows if row is not None), students=tuple(people), exercises=exercises)
    return replace(made, strangers=("s001/<b>typo</b>",), until=datetime(2026, 3, 2, 18, 4))


def _drawn(lot: random.Random, person: str, name: str, skill: float, exercises: int) -> Submission | None:
    number = int(name[:2])
    luck = lot.random()
    if luck < 0.02 + 0.01 * number:
        return None
    if luck < 0.09:
        words = f"{person}.ipynb is not JSON: line 490, column 5."
        return Submission(person, name, Outcome.REFUSED if luck < 0.08 else Outcome.FAILED, words)
    if luck < 0.1:
        return Submission(person, name, Outcome.NEW)
    answers = {
        f"check_{place}": _answered(lot, skill - 0.05 * number - 0.06 * place) for place in range(1, exercises + 1)
    }
    if number == 5:
        answers[f"check_{exercises}"] = answer(State.WAITS)
    notes = (f"{person} final.ipynb was taken for {name}.ipynb.",) if luck > 0.95 else ()
    stopped = ("Cell 10 (check_2) ran longer than the time limit and was stopped.",) if luck > 0.98 else ()
    late = luck < 0.15
    return Submission(
        person,
        name,
        Outcome.GRADED,
        notes=(*notes, *stopped),
        answers=answers,
        late=late,
        penalty=1.0 if late and luck < 0.13 else 0.0,
        forgeable=number == 7 and luck > 0.9,
        seconds=lot.lognormvariate(-0.7, 0.5),
        spent={"cells": 0.2, "tests": 0.2, "child_cpu": 0.1},
    )


def _answered(lot: random.Random, odds: float) -> Answer:
    luck = lot.random()
    if luck < odds + 0.3:
        return answer(State.RIGHT)
    if luck < odds + 0.35:
        return answer(State.PARTLY)
    if luck > 0.95:
        return answer(State.NO_VERDICT)
    if luck > 0.88:
        return answer(State.NOT_ATTEMPTED)
    return answer(State.WRONG, mistake=lot.choice((*NAMES, "", "")))
