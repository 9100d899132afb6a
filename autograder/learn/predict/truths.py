"""What an expression is worth after a cell has run, as plain data, and whether a guess is that.

A number is right within 1 %, or where it is the truth rounded to the digits that were written (from two figures on).
"""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.learn import student, words
from autograder.learn.predict.guesses import ERROR, Entries, Entry, Guess, Number, Word, folded, option
from autograder.learn.verdict import Trouble

ROUGHLY = 1e-2  # a reader works with a pencil
NOUGHT = 1e-7  # what float32 leaves of a difference that is 0
MOST = 1000  # entries that a guess could be held against


@dataclass(frozen=True)
class Truth:
    """After the cell: `entries`, the value as a flat row, and how it is `shown`; or why there is none.

    raised   what the cell raised, where it did
    missing  what stopped the expression itself
    nonleaf  torch warned that the .grad of an intermediate was asked for
    """

    entries: Entries | None
    shown: str = ""
    raised: Trouble | None = None
    missing: Trouble | None = None
    nonleaf: bool = False


def look(expression: str, space: dict[str, Any], raised: Trouble | None = None) -> Truth:
    """The expression's value among these names. Quiet, and nothing escapes."""
    try:
        with quietly() as fallen:
            value = plain(eval(compile(expression, "<prediction>", "eval"), space, {}))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Truth(None, raised=raised, missing=student.trouble(error))
    nonleaf = any("not a leaf" in str(entry.message) for entry in fallen)
    return Truth(tuple(flat(value)), words.thing(value), raised, nonleaf=nonleaf)


@contextlib.contextmanager
def quietly() -> Iterator[list[warnings.WarningMessage]]:
    """No output, no warnings, no random numbers used up."""
    silent = io.StringIO()
    with (
        warnings.catch_warnings(record=True) as fallen,
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
        torch.random.fork_rng(devices=[]),
    ):
        warnings.simplefilter("always")
        yield fallen


def plain(value: Any) -> Any:
    """Tensors as numbers and lists; what is neither number, list nor word, as its text."""
    if isinstance(value, torch.Tensor):
        if value.numel() > MOST:
            raise ValueError("too many numbers for a guess")
        return value.tolist()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value[:MOST]]
    if hasattr(value, "item"):  # numpy's numbers
        return value.item()
    return str(value)[:200]


def flat(value: Any) -> Iterator[Entry]:
    if isinstance(value, list):
        for entry in value:
            yield from flat(entry)
    elif value is None or isinstance(value, bool):
        yield value
    elif isinstance(value, (int, float)):
        yield Number(float(value))
    else:
        yield Word(folded(str(value)))


def right(guess: Guess, truth: Truth) -> bool:
    """Is one reading of the guess what came?"""
    if truth.raised is not None:
        return (ERROR,) in guess.readings
    return truth.entries is not None and is_it(guess, truth.entries)


def is_it(guess: Guess, entries: Entries) -> bool:
    """Does one reading of the guess give exactly these entries?"""
    return any(_same_row(reading, entries) for reading in guess.readings) or _same_row(
        (Word(folded(guess.said)),), entries
    )


def equal(one: Entries, other: Entries) -> bool:
    """The same entries, but for rounding."""
    return len(one) == len(other) and all(_alike(*pair) for pair in zip(one, other, strict=True))


def _alike(one: Entry, other: Entry) -> bool:
    if isinstance(one, Number) and isinstance(other, Number):
        same = math.isclose(one.value, other.value, rel_tol=1e-6, abs_tol=NOUGHT)
        return same or (math.isnan(one.value) and math.isnan(other.value))
    return type(one) is type(other) and one == other


def _same_row(guessed: Entries, true: Entries) -> bool:
    return len(guessed) == len(true) and all(_same(one, other) for one, other in zip(guessed, true, strict=True))


def _same(guessed: Entry, true: Entry) -> bool:
    if isinstance(guessed, Number) and isinstance(true, Number):
        return _close(guessed, true.value)
    if isinstance(guessed, Word) and isinstance(true, Word):
        return guessed.text.removeprefix("torch.") == true.text.removeprefix("torch.")
    return guessed == true


def _close(guessed: Number, true: float) -> bool:
    if not math.isfinite(true) or not math.isfinite(guessed.value):
        return guessed.value == true or (math.isnan(guessed.value) and math.isnan(true))
    off = abs(guessed.value - true)
    slack = 1 + 1e-6  # float32 behind a decimal
    return off <= max(ROUGHLY * abs(true), 0.5 * guessed.last) * slack or (guessed.value == 0 and off <= NOUGHT)


def is_runs(text: str) -> bool:
    return folded(text).startswith("runs")


def is_raises(text: str) -> bool:
    return folded(text).startswith("raises")


def choose(options: Sequence[str], truth: Truth) -> int | None:
    """Which option came true; None where none of them says it."""
    if truth.raised is not None:
        return next((place for place, text in enumerate(options) if is_raises(text)), None)
    values = [entry for entry in enumerate(options) if not is_runs(entry[1]) and not is_raises(entry[1])]
    if truth.entries is not None:
        exact = [place for place, text in values if any(equal(row, truth.entries) for row in option(text).readings)]
        close = [place for place, text in values if is_it(option(text), truth.entries)]
        if exact or close:
            return (exact or close)[0]
    return next((place for place, text in enumerate(options) if is_runs(text)), None)
