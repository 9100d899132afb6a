"""From answers to a verdict: run every case, find the first mismatch, ask why, and close.

The checks in `check` differ in what they hold an answer against; what they share stands here.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import torch

from autograder.learn import byhand, exercises, notebook, record, rounding, student
from autograder.learn.diagnose import Explanation, explain
from autograder.learn.render import Card
from autograder.learn.student import Answer, Give
from autograder.learn.task import Attempt, Task, WrongModels
from autograder.learn.verdict import Breach, CheckFailed, Kind, Mismatch, Outcome, Trouble, Verdict


class Judged(NamedTuple):
    """One answer, judged: what is compared of it, what was expected, and the first difference."""

    got: Any
    expected: Any
    mismatch: Mismatch | None


Judge = Callable[[Answer, tuple[Any, ...]], Judged]


@dataclass
class Question:
    """What a check asks: the function, the cases, how to judge one answer, and what makes it wrong.

    `judge` compares one answer; `program` computes what is expected on given arguments.
    """

    task: str
    function: Callable[..., Any]
    cases: Sequence[tuple[Any, ...]]
    judge: Judge
    program: Callable[[tuple[Any, ...]], Any] | None = None
    truth: Callable[..., Any] | None = None
    give: Give = "as is"
    by_hand: bool = False
    wrt: tuple[int, ...] = ()
    mistakes: WrongModels = field(default_factory=dict)
    names: tuple[str, ...] = ()


def settle(question: Question, *, practice: bool) -> Verdict:
    """Judge, show the card, and raise `CheckFailed` unless the answer is right (or this is practice)."""
    return close(decide(question), practice=practice)


def close(verdict: Verdict, *, practice: bool) -> Verdict:
    exercise = exercises.by_number(verdict.exercise)
    if verdict and exercise and record.first_in_cell(verdict.exercise, notebook.cell()):
        verdict = replace(verdict, carry_on=exercise.carry_on)
    record.add(verdict)
    notebook.show(Card(verdict))
    if not verdict and not practice:
        raise CheckFailed(verdict)
    return verdict


def decide(question: Question) -> Verdict:
    """The verdict on a question, without showing it. Warnings of the reference or of a wrong model are
    dropped: in nbgrader, whatever reaches stderr costs all points of the cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _decide(question)


def _decide(question: Question) -> Verdict:
    start = opening(question.task, question.function)
    if question.by_hand and (found := byhand.breach(question.function)):
        if _untouched(question):
            return replace(start, outcome=Outcome.NOT_ATTEMPTED)
        return replace(start, outcome=Outcome.WRONG, breach=found)
    attempts: list[Attempt] = []
    first: Mismatch | None = None
    for arguments in question.cases:
        answer = _ask(question, arguments)
        if not isinstance(answer, Answer):
            return _stopped(question, start, attempts, answer, arguments)
        judged = question.judge(answer, arguments)
        attempts.append(Attempt(arguments, judged.got, judged.expected, answer.warnings))
        if judged.mismatch and first is None and not _is_rounding(question, judged, arguments):
            first = replace(judged.mismatch, at=named(question.names, arguments))
    return _verdict(question, start, attempts, first)


def _is_rounding(question: Question, judged: Judged, arguments: tuple[Any, ...]) -> bool:
    """A right answer whose terms cancel, as those of the truth do."""
    found = judged.mismatch
    if found is None or found.kind is not Kind.VALUE or question.program is None or question.task == "prediction":
        return False
    return rounding.explains(question.program, arguments, judged.got, judged.expected, found.tolerance or 0.0)


def _ask(question: Question, arguments: tuple[Any, ...]) -> Answer | Trouble | Breach | None:
    if not question.by_hand:
        return student.call(question.function, arguments, give=question.give)
    try:
        return student.call(
            question.function,
            arguments,
            give=question.give,
            around=byhand.enforced,
            raises=byhand.AutogradUsed,
        )
    except byhand.AutogradUsed:
        return Breach(byhand.RULE)


def _untouched(question: Question) -> bool:
    return bool(question.cases) and student.call(question.function, question.cases[0], give=question.give) is None


def _stopped(
    question: Question,
    start: Verdict,
    attempts: Sequence[Attempt],
    answer: Trouble | Breach | None,
    arguments: tuple[Any, ...],
) -> Verdict:
    if answer is None:
        return replace(start, outcome=Outcome.NOT_ATTEMPTED)
    if isinstance(answer, Breach):
        return replace(start, outcome=Outcome.WRONG, breach=answer)
    trouble = replace(answer, at=named(question.names, arguments))
    why = _explain(question, [*attempts, Attempt(arguments, None, None, answer.warnings)], None, trouble)
    return replace(start, outcome=Outcome.COULD_NOT_RUN, trouble=trouble, diagnosis=why.diagnosis, remarks=why.remarks)


def _verdict(question: Question, start: Verdict, attempts: Sequence[Attempt], mismatch: Mismatch | None) -> Verdict:
    compared = [tensor for attempt in attempts for tensor in numbers(attempt.expected)]
    measured = replace(
        start,
        cases=len(attempts),
        points=sum(tensor.numel() for tensor in compared),
        shapes=tuple(dict.fromkeys(tuple(tensor.shape) for tensor in compared)),
    )
    if mismatch is None:
        return replace(measured, outcome=Outcome.RIGHT)
    why = _explain(question, attempts, mismatch, None)
    return replace(
        measured,
        outcome=Outcome.WRONG,
        mismatch=mismatch,
        tolerance=mismatch.tolerance,
        diagnosis=why.diagnosis,
        remarks=why.remarks,
    )


def _explain(
    question: Question, attempts: Sequence[Attempt], mismatch: Mismatch | None, trouble: Trouble | None
) -> Explanation:
    task = Task(
        kind=question.task,
        truth=question.truth,
        attempts=attempts,
        program=question.program,
        names=question.names,
        wrt=question.wrt,
        give=question.give,
        mistakes=question.mistakes,
        again=lambda arguments: _once_more(question, arguments),
        source=student.source_of(question.function),
        by_hand=question.by_hand,
    )
    return explain(task, mismatch, trouble)


def _once_more(question: Question, arguments: tuple[Any, ...]) -> Attempt | None:
    """The student's function on arguments that the bank chose; None where it gives nothing to compare."""
    answer = _ask(question, arguments)
    if not isinstance(answer, Answer):
        return None
    judged = question.judge(answer, arguments)
    return Attempt(arguments, judged.got, judged.expected, answer.warnings)


def opening(task: str, function: Callable[..., Any]) -> Verdict:
    name = student.name_of(function)
    exercise = exercises.by_function(name)
    return Verdict(Outcome.RIGHT, task, function=name, exercise=exercise.number if exercise else "")


def names_of(function: Callable[..., Any] | None, count: int) -> tuple[str, ...]:
    """The parameter names of a function, for sentences such as "at x = 2"."""
    try:
        found = tuple(inspect.signature(function).parameters) if function else ()
    except (TypeError, ValueError):
        found = ()
    return found[:count] if len(found) >= count else tuple(f"argument {place + 1}" for place in range(count))


def named(names: Sequence[str], arguments: tuple[Any, ...]) -> tuple[tuple[str, Any], ...]:
    return tuple(zip(names, arguments, strict=False))


def numbers(value: Any) -> list[torch.Tensor]:
    """Every number in an expected answer, as tensors: what a verdict counts."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [torch.tensor(float(value))]
    if isinstance(value, dict):
        return [tensor for entry in value.values() for tensor in numbers(entry)]
    if isinstance(value, (list, tuple)):
        return [tensor for entry in value for tensor in numbers(entry)]
    return []
