"""What a page tells of marks and comments, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell; `waits` for a person, or was marked `by_hand`."""

    points: float
    possible: float
    waits: bool = False
    by_hand: bool = False


@dataclass(frozen=True)
class Comment:
    words: str
    by_hand: bool = False


@dataclass(frozen=True)
class Grades:
    """One notebook of one submission; `marks` and `comments` go by grade id."""

    student: str
    assignment: str
    notebook: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    penalty: float = 0.0

    @property
    def points(self) -> float:
        return max(0.0, sum(mark.points for mark in self.marks.values()) - self.penalty)

    @property
    def possible(self) -> float:
        return sum(mark.possible for mark in self.marks.values())

    @property
    def waiting(self) -> float:
        return sum(mark.possible for mark in self.marks.values() if mark.waits)
