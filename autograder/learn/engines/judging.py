"""The learner's engine against torch: every expression's value and gradients, and the smallest one that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from autograder.learn import compare, judge, words
from autograder.learn.diagnose import Explanation, explain
from autograder.learn.engines import pure, smaller, truth
from autograder.learn.engines.asking import Engine, Outcome
from autograder.learn.engines.tape import Expression
from autograder.learn.task import Attempt, Task
from autograder.learn.verdict import Breach, Kind, Mismatch, Verdict
from autograder.learn.verdict import Outcome as Ending

RTOL = 1e-5
ENDLESS = "It did not come to an end: for {expression} your engine was still at it after {calls:,} calls."
TRIES, ROUNDS = 60, 12  # smaller expressions that are tried at once, and how often, to show the smallest that fails


@dataclass(frozen=True)
class Finding:
    """One expression, what the engine made of it, what torch does, and the first difference where there are numbers."""

    expression: Expression
    outcome: Outcome
    expected: truth.Truth
    mismatch: Mismatch | None

    @property
    def wrong(self) -> bool:
        gave_none = self.outcome.trouble or self.outcome.calls or self.outcome.used
        return bool(gave_none or self.mismatch)


def judged(engine: Engine, expressions: Sequence[Expression], mistakes: Mapping[str, Callable[..., Any]]) -> Verdict:
    """The verdict on an engine, without showing it."""
    start = judge.opening("engine", engine.make)
    if engine.by_hand and (found := pure.breach(engine.make)):
        if any("raise NotImplementedError" in text for text in pure.texts(engine.make)):
            return replace(start, outcome=Ending.NOT_ATTEMPTED)
        return replace(start, outcome=Ending.WRONG, breach=found)
    findings = _findings(engine, expressions)
    if any(finding.outcome.unfinished for finding in findings):
        return replace(start, outcome=Ending.NOT_ATTEMPTED)
    wrong = [finding for finding in findings if finding.wrong]
    measured = replace(start, cases=len(findings), points=sum(1 + len(f.expression.numbers) for f in findings))
    if not wrong:
        return measured
    worst = _smallest(engine, min(wrong, key=lambda finding: len(finding.expression)))
    return _verdict(engine, measured, findings, worst, mistakes)


def _findings(engine: Engine, expressions: Sequence[Expression]) -> list[Finding]:
    return [
        _finding(expression, outcome, engine.backwards)
        for expression, outcome in zip(expressions, engine.outcomes(expressions), strict=True)
    ]


def _finding(expression: Expression, outcome: Outcome, backwards: int) -> Finding:
    expected = truth.of(expression, backwards)
    if outcome.trouble or outcome.calls or outcome.used:
        return Finding(expression, outcome, expected, None)
    return Finding(expression, outcome, expected, _differ(expression, outcome, expected, backwards))


def _differ(expression: Expression, outcome: Outcome, expected: truth.Truth, backwards: int) -> Mismatch | None:
    """The first number that is not torch's. A leaf that the root doesn't use may have the gradient 0 or None."""
    at = tuple(zip(expression.names, expression.numbers, strict=True)) if len(expression.names) < 7 else ()
    if found := _number(outcome.value, expected.value):
        return replace(found, at=at, where=f"the value of {expression}")
    after = f", after {backwards} backward passes," if backwards > 1 else ""
    for place, (ours, theirs) in enumerate(zip(outcome.gradients, expected.gradients, strict=True)):
        if ours is None and place not in expression.above(expression.root):
            continue
        if found := _number(ours, theirs):
            where = f"the gradient of {expression} with respect to {expression.names[place]}{after}"
            return replace(found, at=at, where=where)
    return None


def _number(got: Any, expected: float) -> Mismatch | None:
    """Where it is, is said by who asks: to write an expression takes longer than to compare its numbers."""
    if isinstance(got, np.generic):
        got = got.item()
    if isinstance(got, int) and not isinstance(got, bool) and abs(got) > 2**1000:  # no float holds it
        return Mismatch(Kind.VALUE, float("inf") if got > 0 else float("-inf"), expected, "")
    return compare.differ(got, expected, where="", rtol=RTOL)


def _verdict(
    engine: Engine,
    measured: Verdict,
    findings: Sequence[Finding],
    worst: Finding,
    mistakes: Mapping[str, Callable[..., Any]],
) -> Verdict:
    outcome = worst.outcome
    if outcome.used:
        return replace(measured, outcome=Ending.WRONG, breach=Breach(_used(outcome.used)))
    if outcome.calls:
        breach = Breach(ENDLESS.format(expression=worst.expression, calls=outcome.calls))
        why = _explained(engine, [], None, None, mistakes)
        return replace(measured, outcome=Ending.WRONG, breach=breach, diagnosis=why.diagnosis)
    if outcome.trouble:
        at = tuple(zip(worst.expression.names, worst.expression.numbers, strict=True))
        trouble = replace(outcome.trouble, at=at if len(at) < 7 else (), doing=f"{worst.expression}")
        why = _explained(engine, [worst], None, trouble, mistakes)
        return replace(measured, outcome=Ending.COULD_NOT_RUN, trouble=trouble, diagnosis=why.diagnosis)
    why = _explained(engine, [worst, *findings], worst.mismatch, None, mistakes)
    good = sum(not finding.wrong for finding in findings)
    count = words.count(len(findings), "expression")
    remarks = (
        *_further_on(worst.mismatch),
        *((f"{good} of {count} are right.",) if good and not why.diagnosis else ()),
    )
    return replace(
        measured,
        outcome=Ending.WRONG,
        mismatch=worst.mismatch,
        tolerance=RTOL,
        diagnosis=why.diagnosis,
        remarks=remarks,
    )


def _further_on(mismatch: Mismatch | None) -> tuple[str, ...]:
    """Two numbers that differ, and look the same on the card."""
    got, expected = (mismatch.got, mismatch.expected) if mismatch else (None, None)
    if not isinstance(got, float) or not isinstance(expected, float) or words.thing(got) != words.thing(expected):
        return ()
    return (f"They part in a later digit: {words.number(expected, 9)}, and yours {words.number(got, 9)}.",)


def _used(word: str) -> str:
    return pure.RULE if word in ("torch", "autograd") else pure.UNREADABLE.format(word=word)


def _explained(
    engine: Engine,
    findings: Sequence[Finding],
    mismatch: Mismatch | None,
    trouble: Any,
    mistakes: Mapping[str, Callable[..., Any]],
) -> Explanation:
    def again(arguments: tuple[Any, ...]) -> Attempt | None:
        finding = _findings(engine, [arguments[0]])[0]
        gave_none = finding.outcome.trouble or finding.outcome.calls or finding.outcome.used
        return None if gave_none else _attempt(finding, engine)

    task = Task("engine", None, [_attempt(f, engine) for f in findings], mistakes=mistakes, again=again)
    return explain(task, mismatch, trouble)


def _attempt(finding: Finding, engine: Engine) -> Attempt:
    return Attempt((finding.expression, engine.backwards), finding.outcome, finding.expected)


# The smallest expression that is wrong


def _smallest(engine: Engine, found: Finding) -> Finding:
    """Smaller and smaller expressions, as long as they go wrong in the same way."""
    if found.outcome.used or found.outcome.calls or len(found.expression.steps) > 100:
        return found
    for _ in range(ROUNDS):
        candidates = list(islice(smaller.of(found.expression), TRIES))
        less = next((f for f in _findings(engine, candidates) if _alike(f, found)), None)
        if less is None:
            break
        found = less
    return found


def _alike(one: Finding, other: Finding) -> bool:
    return one.wrong and (one.mismatch is None) == (other.mismatch is None) and not one.outcome.calls
