"""What to teach again: the sections of the course that students stumbled over, and the mistakes that were named.

Who gave a wrong answer, one that could not run, or one worth less than half of its points stumbled. The section is
the one that the student was sent to: that of the mistake where one was named, else that of the exercise. An exercise
left alone says nothing of what somebody understood, and counts for no section.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.grade.report.facts import Answer, Exercise, Facts, State
from autograder.grade.report.figures import Idea, Mistake, Share
from autograder.learn.mistakes import catalog
from autograder.learn.verdict import Pointer

STUMBLED = frozenset({State.WRONG, State.NO_VERDICT, State.PARTLY})


class Stumble(NamedTuple):
    student: str
    exercise: Exercise
    answer: Answer


@dataclass
class _Heap:
    """Students, as sets, so that nobody counts twice."""

    students: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    mistakes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    exercises: dict[Exercise, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: list[str] = field(default_factory=list)


def ideas(facts: Facts) -> tuple[Idea, ...]:
    """The sections, most students first; among equals the one that more exercises stand behind."""
    heaps: dict[Pointer | Exercise, _Heap] = defaultdict(_Heap)
    looked_at = _looked_at(facts)
    for stumble in _stumbles(facts):
        heap = heaps[_place(stumble)]
        heap.students.add(stumble.student)
        heap.exercises[stumble.exercise].add(stumble.student)
        if stumble.answer.title:
            heap.mistakes[stumble.answer.title].add(stumble.student)
    made = []
    for place, heap in heaps.items():
        lesson, title = ("", place.title) if isinstance(place, Exercise) else (place.lesson, place.section)
        of = len(set().union(*(looked_at[exercise] for exercise in heap.exercises)))
        titled = {exercise.title: students for exercise, students in heap.exercises.items()}
        made.append(Idea(lesson, title, len(heap.students), of, _ranked(heap.mistakes), _ranked(titled)))
    return tuple(sorted(made, key=lambda idea: (-idea.students, -len(idea.exercises), idea.lesson, idea.title)))


def mistakes(facts: Facts) -> tuple[Mistake, ...]:
    """The mistakes that verdicts named, most students first. An id that the bank does not have is an exercise's own
    sentence."""
    heaps: dict[str, _Heap] = defaultdict(_Heap)
    for stumble in _stumbles(facts):
        for identity in stumble.answer.mistakes:
            heap = heaps[identity]
            heap.students.add(stumble.student)
            heap.exercises[stumble.exercise].add(stumble.student)
            if not stumble.answer.sure:
                heap.perhaps.add(stumble.student)
            elif len(stumble.answer.mistakes) == 1:
                heap.told.append(stumble.answer.told)
    made = [_mistake(identity, heap) for identity, heap in heaps.items()]
    return tuple(sorted(made, key=lambda mistake: (-mistake.students, mistake.title, mistake.identity)))


def _mistake(identity: str, heap: _Heap) -> Mistake:
    entry = catalog.every().get(identity)
    exercise = next(iter(heap.exercises))
    common = Counter(heap.told).most_common(1)
    return Mistake(
        identity=identity,
        title=entry.title if entry else identity,
        students=len(heap.students),
        perhaps=len(heap.perhaps),
        exercises=_ranked({exercise.title: students for exercise, students in heap.exercises.items()}),
        taught=entry.look_at if entry else exercise.taught,
        told=common[0][0] if common else general(identity),
    )


def general(identity: str) -> str:
    """The words of the bank, where the part that depends on a student's code is left out."""
    entry = catalog.every().get(identity)
    return entry.explanation.replace(" (`{link}`)", "").replace("`{link}`", "the name") if entry else identity


def _stumbles(facts: Facts) -> Iterator[Stumble]:
    known = {(entry.name, exercise.key): exercise for entry in facts.assignments for exercise in entry.exercises}
    for one in facts.submissions:
        for key, answer in one.answers.items():
            exercise = known.get((one.assignment, key))
            if exercise is not None and answer.state in STUMBLED and not _mostly(answer, exercise):
                yield Stumble(one.student, exercise, answer)


def _mostly(answer: Answer, exercise: Exercise) -> bool:
    """An essay with three points of five needs no second lesson."""
    return answer.state is State.PARTLY and not answer.title and (answer.points or 0.0) >= exercise.possible / 2


def _looked_at(facts: Facts) -> dict[Exercise, set[str]]:
    """By exercise, the students whose answer was looked at."""
    found: dict[Exercise, set[str]] = {exercise: set() for entry in facts.assignments for exercise in entry.exercises}
    by_key = {(exercise.assignment, exercise.key): students for exercise, students in found.items()}
    for one in facts.submissions:
        for key, answer in one.answers.items():
            if answer.state is not State.WAITS and (one.assignment, key) in by_key:
                by_key[one.assignment, key].add(one.student)
    return found


def _place(stumble: Stumble) -> Pointer | Exercise:
    taught, exercise = stumble.answer.taught, stumble.exercise
    if taught is not None and (taught.section or exercise.taught is None):
        return taught
    return exercise.taught or exercise


def _ranked(students: dict[str, set[str]]) -> tuple[Share, ...]:
    counted: Iterable[Share] = ((name, len(who)) for name, who in students.items())
    return tuple(sorted(counted, key=lambda entry: (-entry[1], entry[0])))
