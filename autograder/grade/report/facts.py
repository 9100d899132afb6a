"""What is known of a class, as plain rows. Nothing is counted here, and nothing is worded.

Facts
  assignments   Assignment, with its Exercises: what there was to solve
  students      everybody whom the gradebook or submitted/ knows
  submissions   Submission, with its Answers: what came of it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from autograder.learn.verdict import Pointer


class State(StrEnum):
    """What came of one answer, in the order in which a bar shows it."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    NO_VERDICT = "could not run"  # its code stopped, or the cell or its check is gone
    NOT_ATTEMPTED = "not attempted"
    WAITS = "waits for marks"


class Outcome(StrEnum):
    GRADED = "graded"
    REFUSED = "refused"  # could not be graded as it was handed in
    FAILED = "failed"  # our side broke down
    NEW = "not graded yet"


@dataclass(frozen=True)
class Exercise:
    """One graded cell. `key` is its grade id, with the notebook's name before it where there are several."""

    key: str
    assignment: str
    title: str
    possible: float
    minutes: int | None = None  # that the notebook plans for it
    taught: Pointer | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one exercise for one student; `points` are None while they wait for a person."""

    state: State
    points: float | None
    mistakes: tuple[str, ...] = ()  # ids of the mistake bank
    title: str = ""  # the mistake, named
    told: str = ""  # what the student read about it
    sure: bool = True  # False: several mistakes fit
    taught: Pointer | None = None  # where the course speaks of the mistake


@dataclass(frozen=True)
class Submission:
    student: str
    assignment: str
    outcome: Outcome
    reason: str = ""
    notes: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by the exercise's key
    penalty: float = 0.0
    late: bool = False
    forgeable: bool = False
    seconds: float = 0.0
    spent: Mapping[str, float] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        return self.outcome is Outcome.GRADED and any(answer.points is None for answer in self.answers.values())

    @property
    def points(self) -> float:
        """As nbgrader counts: what waits counts nothing, a late penalty takes off, and nobody falls below 0."""
        return max(0.0, sum(answer.points or 0.0 for answer in self.answers.values()) - self.penalty)


@dataclass(frozen=True)
class Assignment:
    name: str
    exercises: tuple[Exercise, ...]

    @property
    def possible(self) -> float:
        return sum(exercise.possible for exercise in self.exercises)


@dataclass(frozen=True)
class Facts:
    course: str
    assignments: tuple[Assignment, ...]
    students: tuple[str, ...]
    submissions: tuple[Submission, ...]
    strangers: tuple[str, ...] = ()  # folders of submitted/ that belong to no assignment
    until: datetime | None = None  # when the newest of them was graded; UTC
    anonymous: bool = False
    only: tuple[str, ...] = ()  # patterns of the assignments, where not all are looked at
