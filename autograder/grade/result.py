"""What goes to whoever grades one submission, and what comes back: plain data that can cross to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Outcome(Enum):
    GRADED = "graded"  # it ran; the scores are what the tests found
    REFUSED = "refused"  # the submission can't be graded as it is: 0, and the reason
    FAILED = "failed"  # something on our side broke: the gradebook stays as it was


@dataclass(frozen=True)
class Job:
    """One submission: a student's folder for one assignment."""

    student: str
    assignment: str
    course: Path
    template: Path  # an empty gradebook that knows the assignments

    @property
    def folder(self) -> Path:
        return self.course / "submitted" / self.student / self.assignment

    def __str__(self) -> str:
        return f"{self.student} {self.assignment}"


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


@dataclass(frozen=True)
class Score:
    """What the gradebook says of one submission; `cells` by grade id, with a person's marks where there are any."""

    points: float
    possible: float
    waits: bool  # some cell waits for a person
    cells: Mapping[str, float]


ScoreTable = dict[tuple[str, str], Score]  # (student, assignment)


class Refusal(Exception):
    """A submission that can't be graded; the words are for the instructor, and for the student's feedback page."""
