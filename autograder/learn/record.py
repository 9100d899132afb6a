"""What has been checked in this kernel so far: the newest verdict of each exercise."""

from __future__ import annotations

from autograder.learn.verdict import Verdict

_newest: dict[str, Verdict] = {}


def add(verdict: Verdict) -> None:
    if verdict.exercise:
        _newest[verdict.exercise] = verdict


def of(exercise: str) -> Verdict | None:
    return _newest.get(exercise)


def seen() -> dict[str, Verdict]:
    """By exercise number, in the order in which they were first checked."""
    return dict(_newest)


def clear() -> None:
    _newest.clear()
