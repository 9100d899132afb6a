"""The figures of a report, as data: what `gather` counts, and what the page, the CSV and the JSON are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from autograder.grade.report.arithmetic import Spread
from autograder.grade.report.facts import Exercise, State, Submission
from autograder.learn.verdict import Pointer

Share = tuple[str, int]  # a thing, and how many students


@dataclass(frozen=True)
class ExerciseFigures:
    exercise: Exercise
    counts: Mapping[State, int]  # students, by what came of it
    discrimination: float | None
    mistakes: tuple[Share, ...]  # titles, the most frequent first

    @property
    def judged(self) -> int:
        """Students whose answer was looked at; one that waits for a person was not yet."""
        return sum(count for state, count in self.counts.items() if state is not State.WAITS)

    @property
    def right(self) -> int:
        return self.counts.get(State.RIGHT, 0)

    @property
    def success(self) -> float | None:
        return self.right / self.judged if self.judged else None


@dataclass(frozen=True)
class AssignmentFigures:
    name: str
    possible: float
    handed_in: int
    refused: int  # could not be graded, or our side broke down
    new: int  # not graded yet
    waits: int  # submissions of which a part waits for a person's marks
    spread: Spread | None  # of shares of the points, of those that were graded
    histogram: tuple[int, ...]  # by tenths; the last is above 100 %
    exercises: tuple[ExerciseFigures, ...]


@dataclass(frozen=True)
class Idea:
    """A section of the course that students stumbled over, or an exercise that points to none."""

    lesson: str  # "" for an exercise that points nowhere
    title: str  # the section
    students: int
    of: int  # whose answers in the exercises concerned were looked at
    mistakes: tuple[Share, ...]
    exercises: tuple[Share, ...]  # titles, and how many stumbled there


@dataclass(frozen=True)
class Mistake:
    identity: str
    title: str
    students: int
    perhaps: int  # of these, where another mistake would make the same numbers
    exercises: tuple[Share, ...]
    taught: Pointer | None
    told: str  # what a student read


@dataclass(frozen=True)
class Drop:
    """Somebody whose last score lies far below the ones before, or who stopped handing in."""

    student: str
    before: float  # the median of the shares before
    assignment: str  # the last score's
    share: float | None  # None: nothing was handed in
    missing: tuple[str, ...] = ()


class Kind(StrEnum):
    """Why a submission needs a person; the most urgent first."""

    FAILED = "failed"
    REFUSED = "refused"
    NEW = "new"
    WAITS = "waits"
    STOPPED = "stopped"
    FORGEABLE = "forgeable"
    LATE = "late"
    NOTED = "noted"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Case:
    student: str
    assignment: str
    words: str


@dataclass(frozen=True)
class Matter:
    """Submissions that need a person for one reason."""

    kind: Kind
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Stage:
    name: str
    seconds: float  # of all submissions together
    middle: float  # of one of them: the median


@dataclass(frozen=True)
class Cost:
    submissions: int
    seconds: float
    middle: float | None
    stages: tuple[Stage, ...]
    slowest: tuple[tuple[str, str, float], ...]  # student, assignment, seconds


@dataclass(frozen=True)
class ClassReport:
    course: str
    anonymous: bool
    only: tuple[str, ...]
    until: datetime | None
    students: int
    handed_in: int
    graded: int
    assignments: tuple[AssignmentFigures, ...]
    ideas: tuple[Idea, ...]
    mistakes: tuple[Mistake, ...]
    drops: tuple[Drop, ...]
    matters: tuple[Matter, ...]
    cost: Cost
    submissions: tuple[Submission, ...]

    @property
    def needs(self) -> int:
        """Submissions that wait for a person to do something; a late one, or one with a note, waits for nothing."""
        urgent = {Kind.FAILED, Kind.REFUSED, Kind.NEW, Kind.WAITS}
        cases = [case for matter in self.matters if matter.kind in urgent for case in matter.cases]
        return len({(case.student, case.assignment) for case in cases})
