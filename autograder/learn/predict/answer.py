"""Hold a guess against what came, and show the two side by side: at once, once more, or too late."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import Any

from autograder.learn import notebook
from autograder.learn.mistakes import catalog, evidence
from autograder.learn.predict import cards, rerun, sections, truths, whose
from autograder.learn.predict.cards import Finding, Outcome
from autograder.learn.predict.guesses import ERROR, Guess, option, read
from autograder.learn.predict.prediction import Prediction
from autograder.learn.predict.sections import Cell
from autograder.learn.predict.truths import Truth
from autograder.learn.task import Task
from autograder.learn.verdict import Diagnosis, Trouble


@dataclass(frozen=True)
class Case:
    """What is known after a cell: its error, its code and what ran before it, the names before and now."""

    raised: Trouble | None
    cells: tuple[str, ...]
    stage: rerun.Stage | None
    space: dict[str, Any]

    def truth(self, prediction: Prediction) -> Truth:
        if not prediction.looked_at:
            return Truth(None, raised=self.raised)
        return truths.look(prediction.expression, self.space, self.raised)


def answer(prediction: Prediction, cell: Cell, case: Case) -> bool:
    """Hold the guess against what came, and show it. True where the cell settles the prediction."""
    truth = case.truth(prediction)
    finding = _placed(found(prediction, truth, case), prediction, cell) if prediction.said else None
    known = known_after(prediction, truth)
    if known:
        prediction.truth, prediction.run, prediction.finding = truth, cell, finding
        if finding and prediction.box:
            prediction.box.close()
    if finding:
        notebook.show(cards.of(finding))
    return known


def again(prediction: Prediction, case: Case) -> None:
    """The cell ran once more: the first answer, and what is different this time."""
    first, truth = prediction.finding, case.truth(prediction)
    if first is None and prediction.truth is not None:  # typed since, without Enter
        prediction.said = prediction.now()
        if finding := late(prediction, prediction.truth):
            notebook.show(cards.of(finding))
        return
    now = found(prediction, truth, case)
    if first is None or now is None or now.outcome is Outcome.UNKNOWN:
        return
    note = f"On this run it is {now.truth}. What counts is the first." if now.truth != first.truth else first.note
    notebook.show(cards.of(replace(first, note=note)))


def late(prediction: Prediction, truth: Truth) -> Finding | None:
    """The answer to a guess that was made after the cell had run; None where it is no guess."""
    now = found(prediction, truth, Case(truth.raised, ("",), None, {})) if prediction.said else None
    if now is not None:
        prediction.finding = replace(now, outcome=Outcome.LATE)
        if prediction.box:
            prediction.box.close()
    return prediction.finding


def known_after(prediction: Prediction, truth: Truth) -> bool:
    """Has the cell told? Not where the expression has no value, nor where it stopped at something else than what the
    lesson is about: a name that is missing in a fresh kernel, a slip of the keyboard."""
    if truth.raised is not None and truth.raised.type in ("NameError", "ModuleNotFoundError", "ImportError"):
        return False
    if prediction.options:
        return truths.choose(prediction.options, truth) is not None
    if truth.raised is not None:
        return _alarmed(prediction.said) or _error(truth.raised, "") is not None
    return truth.entries is not None


def found(prediction: Prediction, truth: Truth, case: Case) -> Finding | None:
    """The guess held against the truth. None where what stands in the box is no guess."""
    said = prediction.said
    guess = option(said) if prediction.options else read(said)
    if guess is None:
        return None
    if not known_after(prediction, truth):
        return Finding(Outcome.UNKNOWN, prediction.about, said, "", _missing(truth))
    shown, right = _held(prediction, guess, truth)
    note = f"The cell stopped with `{_sentence(truth.raised)}`." if truth.raised else ""
    if right:
        return Finding(Outcome.RIGHT, prediction.about, said, shown, note, correct=True)
    diagnosis = _error(truth.raised, case.cells[-1]) if truth.raised else None
    asked = whose.Case(prediction.expression, guess, truth, case.stage, case.cells, prediction.mistakes)
    return Finding(Outcome.WRONG, prediction.about, said, shown, note, whose.search(asked) or diagnosis)


def _held(prediction: Prediction, guess: Guess, truth: Truth) -> tuple[str, bool]:
    """What came, in words, and whether the guess is that."""
    if prediction.options:
        place = truths.choose(prediction.options, truth)
        shown = prediction.options[place] if place is not None else ""
        return shown, prediction.said == shown
    return "an error" if truth.raised else truth.shown, truths.right(guess, truth)


def _placed(finding: Finding | None, prediction: Prediction, run: Cell) -> Finding | None:
    """Nobody is sent to the section that they are in."""
    look_at = finding.diagnosis.look_at if finding and finding.diagnosis else None
    if finding is None or finding.diagnosis is None or look_at is None:
        return finding
    lesson, heading = sections.of(prediction.cell, run)
    here = (lesson, prediction.heading or heading) == (look_at.lesson, look_at.section)
    return replace(finding, diagnosis=replace(finding.diagnosis, look_at=None)) if here else finding


def _alarmed(said: str) -> bool:
    guess = read(said)
    return guess is not None and (ERROR,) in guess.readings


def _missing(truth: Truth) -> str:
    stopped = truth.raised or truth.missing
    if stopped is None:
        return "None of the answers on offer came. That is a slip in the lesson, not yours."
    said = _sentence(stopped)
    if truth.raised:
        return f"The cell stopped with `{said}`. Run the cells above it, then this one again."
    return f"There is nothing to compare with yet: `{said}`. Run the cells in their order."


def _sentence(trouble: Trouble) -> str:
    """The type and the first sentence of what an exception says."""
    first = trouble.message.strip().split("\n")[0].partition(". ")[0].rstrip(".")
    first = first.partition(" (")[0] if len(first) > 80 else first
    return f"{trouble.type}: {first[:160]}" if first else trouble.type


def _error(raised: Trouble, source: str) -> Diagnosis | None:
    """What the catalog knows of the error."""
    with contextlib.suppress(Exception):
        known = evidence.in_error(raised, Task("prediction", None, (), source=source))
        if known and known[0] in catalog.every():
            return whose.told({known[0]: known[1]})
    return None
