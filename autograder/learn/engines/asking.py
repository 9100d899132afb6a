"""The learner's class, asked what it makes of expressions: here in a notebook, in the student's process at grading.

What comes back may be anything; what leaves this module is an `Outcome`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.learn import byhand, student
from autograder.learn.engines import pure
from autograder.learn.engines.replay import replay
from autograder.learn.engines.tape import Expression
from autograder.learn.verdict import Trouble


@dataclass(frozen=True)
class Outcome:
    """What became of one expression. `trouble`, `calls` or `used` say why there are no numbers."""

    value: Any = None
    gradients: tuple[Any, ...] = ()
    trouble: Trouble | None = None
    unfinished: bool = False
    calls: int = 0
    used: str = ""


@dataclass(frozen=True)
class Engine:
    """A way to make values, and the rules that hold while it is asked."""

    make: Callable[[float], Any]
    backwards: int = 1
    by_hand: bool = False

    def outcomes(self, expressions: Sequence[Expression]) -> list[Outcome]:
        """One for each expression. Nothing escapes but an interrupt."""
        tapes = json.dumps([expression.data() for expression in expressions])
        ordinary = not pure.sets_recursion(self.make)
        there = getattr(type(self.make), "replayed", None)  # a student's name, as the judge sees it (grade/proxy.py)

        def ask() -> Any:
            run = replay if there is None else lambda _, *rest: there(self.make, *rest)
            return run(self.make, tapes, self.backwards, self.by_hand, ordinary)

        around = byhand.enforced if self.by_hand else contextlib.nullcontext
        answer = student.call(ask, (), around=around)
        if isinstance(answer, Trouble):
            return [Outcome(trouble=answer)] * len(expressions)
        entries = answer.result if answer is not None and isinstance(answer.result, list) else []
        entries += [None] * (len(expressions) - len(entries))
        return [_read(entry, expression) for entry, expression in zip(entries, expressions, strict=False)]


def _read(entry: Any, expression: Expression) -> Outcome:
    """An entry of `replay`, which may come from a process that is not ours."""
    told = entry if isinstance(entry, dict) else {}
    if isinstance(calls := told.get("calls"), int):
        return Outcome(calls=calls)
    if isinstance(used := told.get("used"), str):
        return Outcome(used=used[:80])
    if isinstance(raised := told.get("raised"), dict):
        line = raised.get("line")
        trouble = Trouble(
            str(raised.get("type"))[:80],
            str(raised.get("message"))[:2000],
            line if isinstance(line, int) else None,
            str(raised.get("source") or "")[:300],
        )
        return Outcome(trouble=trouble, unfinished=told.get("unfinished") is True)
    gradients = told.get("gradients")
    if "value" not in told or not isinstance(gradients, list) or len(gradients) != len(expression.numbers):
        return Outcome(trouble=Trouble("RuntimeError", "the engine gave no answer"))
    return Outcome(told["value"], tuple(gradients))
