"""What goes to whoever grades one submission, and what comes back: plain data that can cross to another process.

Job     where a submission lies          known to the main process alone
Task    its bytes, and the exam          all that a worker gets, on this machine or another one
Result  scores, verdicts, the notebook   all that a worker gives
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Any

from autograder.grade.exam import Exam


class Outcome(Enum):
    GRADED = "graded"  # it ran; the scores are what the tests found
    REFUSED = "refused"  # the submission can't be graded as it is: 0, and the reason
    FAILED = "failed"  # something on our side broke: the gradebook stays as it was


@dataclass(frozen=True)
class Job:
    """One notebook of a student's folder for one assignment."""

    student: str
    assignment: str
    notebook: str  # its name without .ipynb; that of the assignment in a course of ours
    course: Path

    @property
    def folder(self) -> Path:
        return self.course / "submitted" / self.student / self.assignment

    @property
    def key(self) -> tuple[str, str, str]:
        return self.student, self.assignment, self.notebook

    def __str__(self) -> str:
        return " ".join([self.student, *dict.fromkeys([self.assignment, self.notebook])])


@dataclass(frozen=True)
class Task:
    """One notebook to be graded: the bytes as they were handed in, the other files by their relative names."""

    student: str
    exam: Exam
    raw: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # what was found while it was read from disk


@dataclass(frozen=True)
class Result:
    """`scores` and `comments` go by grade id; a score of None waits for a person. `reason` says in a sentence why
    a submission was not graded, `notes` what a person should know of one that was."""

    student: str
    assignment: str
    outcome: Outcome
    reason: str = ""
    notes: tuple[str, ...] = ()
    scores: Mapping[str, float | None] = field(default_factory=dict)
    comments: Mapping[str, str | None] = field(default_factory=dict)
    notebook: str = ""  # the autograded notebook, as JSON
    seconds: float = 0.0
    details: str = ""  # a traceback, for --debug
    book: str = ""  # the notebook's name; empty where it is the assignment's
    verdicts: tuple[Mapping[str, Any], ...] = ()  # one a graded cell: a verdict of `learn` as plain data
    spent: Mapping[str, float] = field(default_factory=dict)  # seconds by stage: sanitise, fork, confine, cells, tests
    forgeable: bool = False  # the tests ran where the student's code did

    @property
    def key(self) -> tuple[str, str, str]:
        return self.student, self.assignment, self.book or self.assignment

    def to_data(self) -> dict[str, Any]:
        """As JSON can hold it, without the notebook."""
        made = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "notebook"}
        return {**made, "outcome": self.outcome.value, "notes": list(self.notes), "verdicts": list(self.verdicts)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any], notebook: str = "") -> Result:
        plain = {
            "outcome": Outcome(data["outcome"]),
            "notes": tuple(data["notes"]),
            "verdicts": tuple(data["verdicts"]),
        }
        return cls(**{**data, **plain}, notebook=notebook)


@dataclass(frozen=True)
class Score:
    """What the gradebook says of one submission; `cells` by grade id, with a person's marks where there are any."""

    points: float
    possible: float
    waits: bool  # some cell waits for a person
    cells: Mapping[str, float]
    penalty: float = 0.0  # for handing in late; not yet taken off `points`

    @property
    def total(self) -> float:
        """What counts in the end."""
        return max(0.0, self.points - self.penalty)


ScoreTable = dict[tuple[str, str], Score]  # (student, assignment)


class Refusal(Exception):
    """A submission that can't be graded; the words are for the instructor, and for the student's feedback page."""
