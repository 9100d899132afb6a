"""A class as real classes are: who its students are, what each of them hands in, and what that deserves.

`expected` is worked out from the recipe alone. The grader is never asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pieces
from pieces import Exercise, Notebook, Way

GRADED, REFUSED, NOTHING = "graded", "refused", "nothing"


@dataclass(frozen=True)
class Draft:
    """What a student makes of one assignment.

    answer  exercise (0, 1, …) and student's turn -> how it is answered
    change  what happens to the notebook afterwards; gives the numbers of exercises that it spoils
    """

    answer: Callable[[int, int], Way]
    change: Callable[[Notebook, list[Exercise]], list[str]] = lambda book, exercises: []
    note: str = ""  # words that the grader must say about it
    essay: bool = True  # the free-text answers are written
    file: str = ""  # "" for the assignment's own name
    damage: str = ""  # cut, empty, latin, gone, absent: what happens to the file


@dataclass(frozen=True)
class Expected:
    """What a submission deserves: points by graded cell (None waits for a person), or why there are none."""

    outcome: str
    points: Mapping[str, float | None] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Assignment:
    name: str
    release: Notebook
    exercises: tuple[Exercise, ...]
    essays: tuple[str, ...]


def every(way: Way) -> Callable[[int, int], Way]:
    return lambda exercise, turn: way


def first(count: int, way: Way, others: Way) -> Callable[[int, int], Way]:
    return lambda exercise, turn: way if exercise < count else others


def only(which: int, way: Way, others: Way) -> Callable[[int, int], Way]:
    return lambda exercise, turn: way if exercise == which else others


def in_turn(*ways: Way) -> Callable[[int, int], Way]:
    return lambda exercise, turn: ways[(exercise + turn) % len(ways)]


def _delete_check(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.delete(book, exercises[1].check_id)
    return [exercises[1].number]


def _delete_answer(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.delete(book, exercises[2].answer_id)
    return [exercises[2].number]


def _answer_last(book: Notebook, exercises: list[Exercise]) -> list[str]:
    """The answer stands behind its test: run from top to bottom, the test finds no function."""
    pieces.move_to_end(book, exercises[3].answer_id)
    return [exercises[3].number]


def _exercise_last(book: Notebook, exercises: list[Exercise]) -> list[str]:
    """A whole exercise moved to the end costs nothing."""
    pieces.move_to_end(book, exercises[0].answer_id)
    pieces.move_to_end(book, exercises[0].check_id)
    return []


def _exception(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.interrupt(book, before=exercises[3].answer_id)
    return []


def _twice(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.duplicate(book, exercises[1].check_id)
    pieces.duplicate(book, exercises[2].answer_id)
    return []


def _fat(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.fatten(book)
    return []


def _foreign(book: Notebook, exercises: list[Exercise]) -> list[str]:
    pieces.foreign_kernel(book)
    return []


SOLVED = Draft(every(pieces.solved))
UNUSUAL = Draft(every(pieces.unusual))
MISTAKEN = Draft(every(pieces.mistaken))
MIXED = Draft(in_turn(pieces.solved, pieces.mistaken, pieces.unusual, pieces.untouched))
EXCEPTION = Draft(every(pieces.solved), _exception, note="ended in ZeroDivisionError")
RAISES = Draft(only(2, pieces.raising, pieces.solved))
GRAMMAR = Draft(only(2, pieces.ungrammatical, pieces.solved), note="ended in SyntaxError")
ENDLESS = Draft(only(1, pieces.endless, pieces.solved), note="ran longer than the time limit")
NO_CHECK = Draft(every(pieces.solved), _delete_check, note="was deleted")
NO_ANSWER = Draft(every(pieces.solved), _delete_answer)
ANSWER_LAST = Draft(every(pieces.solved), _answer_last, note="stands before answer_")
EXERCISE_LAST = Draft(every(pieces.solved), _exercise_last)
TWICE = Draft(every(pieces.solved), _twice, note="is there 2 times")
FAT = Draft(every(pieces.solved), _fat)
FOREIGN = Draft(every(pieces.solved), _foreign, note="written for the kernel 'ir'")
CUT = Draft(every(pieces.solved), damage="cut", note="is not JSON: line ")
EMPTY = Draft(every(pieces.solved), damage="empty", note="is empty")
LATIN = Draft(every(pieces.solved), damage="latin", note="is not UTF-8")
GONE = Draft(every(pieces.solved), damage="gone", note="There is no notebook")
ABSENT = Draft(every(pieces.solved), damage="absent")
RENAMED = Draft(every(pieces.solved), file="assignment final (2).ipynb", note="was taken for")
UNTOUCHED = Draft(every(pieces.untouched), essay=False)
HALF = Draft(first(3, pieces.solved, pieces.untouched), essay=False)

# student -> what is handed in for assignments 01, 02, …; the last one holds for all that follow.
CLASS: dict[str, tuple[Draft, ...]] = {
    "amara.okafor": (SOLVED,),
    "bao.nguyen": (UNUSUAL,),
    "chloe.dubois": (UNTOUCHED,),
    "daniel.kovacs": (HALF,),
    "elif.yilmaz": (MISTAKEN,),
    "farid.rahimi": (MIXED,),
    "greta.lindqvist": (EXCEPTION, RAISES, GRAMMAR, EXCEPTION, RAISES, GRAMMAR, UNUSUAL, RAISES),
    "hiro.tanaka": (SOLVED, ENDLESS, MISTAKEN, MIXED, ENDLESS, UNUSUAL, MIXED),
    "ines.carvalho": (NO_CHECK, NO_ANSWER, NO_CHECK, UNUSUAL, NO_CHECK, NO_ANSWER, MIXED, NO_ANSWER),
    "jonas.weber": (ANSWER_LAST, EXERCISE_LAST, UNUSUAL, ANSWER_LAST, MIXED, EXERCISE_LAST, MISTAKEN, EXERCISE_LAST),
    "kwame.mensah": (UNUSUAL, FAT, UNUSUAL, MIXED, FAT, UNUSUAL, MISTAKEN),
    "leila.haddad": (CUT, SOLVED, EMPTY, MIXED, LATIN, UNUSUAL, CUT, UNUSUAL),
    "mateo.rossi": (SOLVED, GONE, MISTAKEN, ABSENT, UNUSUAL, GONE, ABSENT, MISTAKEN),
    "niamh.o'brien": (RENAMED, TWICE, FOREIGN, TWICE, MIXED, RENAMED, FOREIGN, TWICE),
    "zoë.šimánek": (UNUSUAL, MIXED, MISTAKEN, UNUSUAL, MIXED, MISTAKEN, HALF, UNUSUAL),
}


def course(root: Path) -> list[Assignment]:
    """The assignments as they are in source/ and release/, with the corpus of answers."""
    found = []
    for path in sorted((root / "source").glob("*/*.ipynb")):
        master = json.loads(path.read_text(encoding="utf-8"))
        release = json.loads((root / "release" / path.stem / path.name).read_text(encoding="utf-8"))
        made = pieces.exercises(master, release, root / "tests" / "corpus" / path.stem)
        found.append(Assignment(path.stem, release, tuple(made), pieces.essays(master)))
    return found


def drafts(assignments: list[Assignment]) -> list[tuple[str, int, Assignment, Draft]]:
    """(student, the student's number, assignment, draft) for the whole class."""
    rows = []
    for number, (student, plan) in enumerate(CLASS.items()):
        for position, assignment in enumerate(assignments):
            rows.append((student, number, assignment, plan[min(position, len(plan) - 1)]))
    return rows


def write(assignment: Assignment, draft: Draft, turn: int) -> tuple[Notebook, Expected]:
    """The notebook that is handed in, and what it deserves."""
    book: Notebook = json.loads(json.dumps(assignment.release))
    points: dict[str, float | None] = {}
    for position, exercise in enumerate(assignment.exercises):
        answer = draft.answer(position, turn)(exercise, turn)
        book["cells"][pieces.place(book, exercise.answer_id)]["source"] = answer.source
        points[exercise.check_id] = exercise.points if answer.right else 0.0
    for essay in assignment.essays:
        points[essay] = None if draft.essay else 0.0
        if draft.essay:
            book["cells"][pieces.place(book, essay)]["source"] = pieces.WRITTEN
    spoiled = draft.change(book, list(assignment.exercises))
    points |= {exercise.check_id: 0.0 for exercise in assignment.exercises if exercise.number in spoiled}
    if draft.damage == "absent":
        return book, Expected(NOTHING)
    if draft.damage:
        return book, Expected(REFUSED, dict.fromkeys(points, 0.0), draft.note)
    return book, Expected(GRADED, points, draft.note)


def expected(root: Path) -> dict[tuple[str, str], Expected]:
    """(student, assignment) -> what the submission deserves, exercise by exercise."""
    return {
        (student, assignment.name): write(assignment, draft, turn)[1]
        for student, turn, assignment, draft in drafts(course(root))
    }
