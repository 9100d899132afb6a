"""A check's question and the answers to it, as the mistake bank sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.learn.student import Give

WrongModels = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Attempt:
    """One case: the inputs, what the student's function gave, what is true."""

    arguments: tuple[Any, ...]
    got: Any
    expected: Any
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """What was asked.

    kind      gradient | value | prediction | state | effect | error | rule
    truth     the true function: `of` of a gradient, `like` of the others
    program   computes what is expected, from the arguments of a case: run again with a mistake in it, it
              gives what that mistake would have given
    wrt       the argument positions that the gradient is taken of
    mistakes  the exercise's own wrong models, by name: same arguments, the wrong result
    again     asks the student's function once more, on arguments of the bank's choosing
    """

    kind: str
    truth: Callable[..., Any] | None
    attempts: Sequence[Attempt]
    program: Callable[[tuple[Any, ...]], Any] | None = None
    names: tuple[str, ...] = ()
    wrt: tuple[int, ...] = ()
    give: Give = "as is"
    mistakes: WrongModels = field(default_factory=dict)
    again: Callable[[tuple[Any, ...]], Attempt | None] | None = None
    source: str | None = None
    by_hand: bool = False
