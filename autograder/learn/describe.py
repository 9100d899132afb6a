"""What is true of a difference, when no mistake is recognised: a factor, a sign, where it goes wrong."""

from __future__ import annotations

from typing import NamedTuple

import torch

from autograder.learn import words
from autograder.learn.compare import SINGLE, within
from autograder.learn.task import Task


class _Pairs(NamedTuple):
    inputs: torch.Tensor | None  # the single input of each pair, where there is just one
    got: torch.Tensor
    expected: torch.Tensor


def remarks(task: Task) -> tuple[str, ...]:
    """True sentences about how the answers differ, the most telling one first. May be empty."""
    pairs = _pairs(task)
    if pairs is None or pairs.got.numel() < 3:
        return ()
    if bool(_close(pairs.got, pairs.expected).all()):  # told apart by a finer measure than ours
        return ()
    found = [rule(pairs) for rule in (_nan, _constant, _factor, _offset, _side, _sign)]
    return tuple(sentence for sentence in found if sentence)[:2]


def _pairs(task: Task) -> _Pairs | None:
    """All compared numbers in one row, or None where shapes or types already differ."""
    inputs, got, expected = [], [], []
    for attempt in task.attempts:
        ours, theirs = _tensors(attempt.got), _tensors(attempt.expected)
        if [entry.shape for entry in ours] != [entry.shape for entry in theirs]:
            return None
        got += [entry.detach().double().flatten() for entry in ours]
        expected += [entry.detach().double().flatten() for entry in theirs]
        inputs += [entry.detach().double().flatten() for entry in _tensors(attempt.arguments)]
    if not got:
        return None
    row, flat = torch.cat(got), torch.cat(inputs) if inputs else torch.empty(0)
    return _Pairs(flat if flat.shape == row.shape else None, row, torch.cat(expected))


def _tensors(value: object) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, bool):
        return []
    if isinstance(value, (int, float)):
        return [torch.tensor(float(value))]
    if isinstance(value, (tuple, list)):
        return [tensor for entry in value for tensor in _tensors(entry)]
    return []


def _close(got: torch.Tensor, expected: torch.Tensor) -> torch.Tensor:
    return within(got, expected, SINGLE.rtol, SINGLE.floor)


def _nan(pairs: _Pairs) -> str:
    bad = pairs.got.isnan() & ~pairs.expected.isnan()
    if not bool(bad.any()):
        return ""
    if bool(bad.all()):
        return "Every number of yours is nan."
    return f"{words.count(int(bad.sum()), 'number')} of {bad.numel()} of yours came out as nan."


def _constant(pairs: _Pairs) -> str:
    same = bool(_close(pairs.got, pairs.got[0].expand_as(pairs.got)).all())
    varies = not bool(_close(pairs.expected, pairs.expected[0].expand_as(pairs.expected)).all())
    if same and varies:
        return f"Yours is {words.thing(pairs.got[0])} everywhere, and the true one changes with the input."
    return ""


def _factor(pairs: _Pairs) -> str:
    usable = (pairs.expected.abs() > 1e-6) & pairs.got.isfinite()
    if int(usable.sum()) < 2:
        return ""
    ratio = pairs.got[usable] / pairs.expected[usable]
    first = ratio[0]
    if float(first.abs()) < 1e-9 or not bool(_close(pairs.got, pairs.expected * first).all()):
        return ""
    if abs(float(first) + 1) < 1e-4:
        return "Every number has the right size and the wrong sign."
    return f"Yours is the true one times {words.thing(first)}, everywhere."


def _offset(pairs: _Pairs) -> str:
    difference = pairs.got - pairs.expected
    first = difference[0]
    if not bool(difference.isfinite().all()) or not bool(_close(pairs.got, pairs.expected + first).all()):
        return ""
    return f"Yours is the true one plus {words.thing(first)}, everywhere."


def _side(pairs: _Pairs) -> str:
    if pairs.inputs is None:
        return ""
    good, negative = _close(pairs.got, pairs.expected), pairs.inputs < 0
    if not bool(negative.any()) or bool(negative.all()):
        return ""
    if bool(good[~negative].all()) and not bool(good[negative].any()):
        return "It is right where the input is positive, and wrong where it is negative."
    if bool(good[negative].all()) and not bool(good[~negative].any()):
        return "It is right where the input is negative, and wrong where it is positive."
    return ""


def _sign(pairs: _Pairs) -> str:
    good = _close(pairs.got, pairs.expected)
    agree = int(good.sum())
    if agree:
        return f"{agree} of {good.numel()} numbers {'agrees' if agree == 1 else 'agree'}; the others don't."
    if bool((pairs.got.sign() == pairs.expected.sign()).all()) and not _factor(pairs):
        return "The signs are right at every point, and there is no constant factor between yours and the true one."
    return ""
