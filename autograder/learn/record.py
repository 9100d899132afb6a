"""What has been checked in this kernel so far: the newest verdict of each exercise."""

from __future__ import annotations

from autograder.learn.verdict import Verdict

_newest: dict[str, Verdict] = {}
_told: dict[str, int] = {}  # exercise → the cell that its closing sentence was last shown in


heard: list[Verdict] = []  # every verdict since `listen`: what grading keeps


def listen() -> list[Verdict]:
    """From here on, each verdict is put into this list as well."""
    global heard
    heard = []
    return heard


def add(verdict: Verdict) -> None:
    heard.append(verdict)
    del heard[:-100]
    if verdict.exercise:
        _newest[verdict.exercise] = verdict


def first_in_cell(exercise: str, cell: int) -> bool:
    """True for the first right check of an exercise in a cell: its closing sentence is said once."""
    first = _told.get(exercise) != cell
    _told[exercise] = cell
    return first


def of(exercise: str) -> Verdict | None:
    return _newest.get(exercise)


def seen() -> dict[str, Verdict]:
    """By exercise number, in the order in which they were first checked."""
    return dict(_newest)


def clear() -> None:
    _newest.clear()
    _told.clear()
