"""One call of `check.predict`: what was asked, what was guessed, what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.learn.predict import truths
from autograder.learn.predict.box import Box
from autograder.learn.predict.cards import Finding
from autograder.learn.predict.sections import NOWHERE, Cell
from autograder.learn.predict.truths import Truth


@dataclass(eq=False)
class Prediction:
    """One call of `check.predict`. `said` is the guess as it stood when the cell started."""

    expression: str
    about: str
    options: tuple[str, ...]
    mistakes: Mapping[str, Any]
    heading: str
    given: str = ""  # guess=…
    box: Box | None = None
    cell: Cell = NOWHERE
    said: str = ""
    running: bool = False  # a cell has started that may settle it
    finding: Finding | None = None
    truth: Truth | None = None
    run: Cell | None = None  # the cell that settled it
    earlier: Prediction | None = None  # the same question with its guess, before its cell ran again

    @property
    def looked_at(self) -> bool:
        """False where the cell's running or raising is the whole answer: then nothing is evaluated."""
        return not self.options or not all(truths.is_runs(entry) or truths.is_raises(entry) for entry in self.options)

    @property
    def open(self) -> bool:
        return self.run is None

    @property
    def counted(self) -> Prediction:
        """The one with a guess: asked again and left empty, as Run All does, the guess from before still counts."""
        return self.earlier if self.finding is None and self.earlier else self

    def now(self) -> str:
        return self.given or (self.box.said if self.box else "")
