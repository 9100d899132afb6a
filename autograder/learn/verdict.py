"""What a check found, as data. Judging makes these; `render` turns them into words.

Verdict
  outcome     right | wrong | not attempted | could not run
  mismatch    the first place where an answer differs      (wrong)
  breach      a rule of the exercise that was broken        (wrong)
  trouble     the exception that the student's code raised  (could not run)
  diagnosis   the known mistake that makes this result, where there is one
  remarks     what is true of the difference when no mistake is recognised
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    COULD_NOT_RUN = "could not run"


class Kind(StrEnum):
    """In what respect an answer differs; in the order in which it is looked at."""

    TYPE = "type"
    STRUCTURE = "structure"
    SHAPE = "shape"
    DTYPE = "dtype"
    STATE = "state"
    VALUE = "value"
    ERROR = "error"
    RULE = "rule"


@dataclass(frozen=True)
class Mismatch:
    """The first place where the answer is not what it should be."""

    kind: Kind
    got: Any
    expected: Any
    where: str = ""  # what is compared: "the gradient", "the second gradient (of r)", "result['w']"
    at: tuple[tuple[str, Any], ...] = ()  # the inputs, by name
    index: tuple[int, ...] = ()  # the element of a tensor
    tolerance: float | None = None
    secret: bool = False  # the expected value is the answer itself, and is never shown


@dataclass(frozen=True)
class Breach:
    """A rule of the exercise, broken: autograd in a by-hand function, a property that does not hold."""

    rule: str
    line: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Trouble:
    """An exception from the student's code: its type, its words, the student's own line."""

    type: str
    message: str
    line: int | None = None
    source: str = ""
    at: tuple[tuple[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()  # what torch warned of before it
    doing: str = ""  # the expression that an engine was at


@dataclass(frozen=True)
class Pointer:
    """Where the course speaks of it: a lesson's name and one of its headings."""

    lesson: str
    section: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """A mistake of the bank (or two, or several that fit alike), with its words."""

    mistakes: tuple[str, ...]
    title: str
    explanation: str
    look_at: Pointer | None = None
    sure: bool = True  # False: several fit, and no further case told them apart


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    task: str  # "gradient", "value", "prediction" …
    function: str = ""
    exercise: str = ""  # "2.3" where the function is one of the course's exercises
    points: int = 0  # numbers compared
    cases: int = 0
    shapes: tuple[tuple[int, ...], ...] = ()
    tolerance: float | None = None
    mismatch: Mismatch | None = None
    breach: Breach | None = None
    trouble: Trouble | None = None
    diagnosis: Diagnosis | None = None
    remarks: tuple[str, ...] = field(default=())
    carry_on: str = ""  # the sentence that takes the idea further, once a cell

    def __bool__(self) -> bool:
        return self.outcome is Outcome.RIGHT

    def __str__(self) -> str:
        from autograder.learn import render

        return render.plain(self)

    def _ipython_display_(self) -> None:
        """Nothing: the check has shown its card already, and a test cell must end without a value."""


class CheckFailed(AssertionError):
    """Raised after the card of a verdict that is not right, so that the cell counts as failed.

    `verdict` is the whole finding. In IPython the traceback is one line, since the card stands above it.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.outcome.value)
        self.verdict = verdict

    def __str__(self) -> str:
        return str(self.verdict)

    def _render_traceback_(self) -> list[str]:
        from autograder.learn import render

        return [render.headline(self.verdict)]
