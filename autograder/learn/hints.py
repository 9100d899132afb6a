"""Hints that unfold one at a time, offline; and what is done so far in this notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from autograder.learn import exercises, record, words
from autograder.learn.render import SIGNS, TITLES, marked
from autograder.learn.verdict import Outcome

_unfolded: dict[str, int] = {}


class Lines:
    """A short list to read: plain text and HTML from the same lines."""

    def __init__(self, title: str, lines: Sequence[str], ordered: bool = False) -> None:
        self.title, self.lines, self.ordered = title, tuple(lines), ordered

    def __str__(self) -> str:
        marks = (f"{number}." for number in range(1, len(self.lines) + 1)) if self.ordered else iter(())
        return "\n".join([self.title, *(f"{next(marks, '-')} {line}" for line in self.lines)])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        tag = "ol" if self.ordered else "ul"
        items = "".join(f"<li>{marked(line)}</li>" for line in self.lines)
        body = f'<div role="note"><p><strong>{html.escape(self.title)}</strong></p><{tag}>{items}</{tag}></div>'
        return {"text/plain": str(self), "text/html": body}


def unfold(number: str) -> Lines:
    """The hints of an exercise so far, and one more than last time."""
    exercise = exercises.by_number(str(number))
    if exercise is None:
        known = words.listed([entry.number for entry in exercises.every()][:8])
        return Lines(f"There is no exercise {number!r}.", [f"Exercises have numbers such as {known}."])
    shown = min(_unfolded.get(exercise.number, 0) + 1, len(exercise.hints))
    _unfolded[exercise.number] = shown
    left = len(exercise.hints) - shown
    more = f"{words.count(left, 'more hint')}: run this again" if left else _last(exercise)
    return Lines(f"{exercise.number} {exercise.title} ({more})", exercise.hints[:shown], ordered=True)


def _last(exercise: exercises.Exercise) -> str:
    """Where to read again: said only now, since a section's name can give an exercise away."""
    lesson, section = exercise.look_at.lesson.partition("_")[0], exercise.look_at.section
    return f"that was the last hint; read again lesson {lesson}, “{section}”"


def progress() -> Lines:
    """The newest verdict of every exercise that was checked in this kernel, and what is still to come."""
    seen = record.seen()
    if not seen:
        return Lines("Nothing checked yet.", ["Run the check below an exercise, then ask again."])
    assignments = {entry.assignment for entry in exercises.every() if entry.number in seen}
    rows = [entry for entry in exercises.every() if entry.assignment in assignments]
    done = sum(bool(seen.get(entry.number)) for entry in rows)
    lines = [f"{_state(entry.number)} — {entry.number} {entry.title}" for entry in rows]
    return Lines(f"{done} of {words.count(len(rows), 'exercise')} right.", lines)


def _state(number: str) -> str:
    verdict = record.of(number)
    outcome = verdict.outcome if verdict else Outcome.NOT_ATTEMPTED
    return f"{SIGNS[outcome]} {TITLES[outcome].rstrip('.')}"


def forget() -> None:
    """Fold all hints again."""
    _unfolded.clear()
