"""Mistakes that show themselves in an error, a state or the source, rather than in numbers."""

from __future__ import annotations

import re

import torch

from autograder.learn import compare
from autograder.learn.mistakes import errors, passes, reading
from autograder.learn.task import Task
from autograder.learn.verdict import Kind, Mismatch, Trouble

NOTHING_RECORDED = r"does not require grad|NoneType|not have been used in the graph"


def in_error(trouble: Trouble, task: Task) -> tuple[str, str] | None:
    """(mistake, what was named) for an exception from the student's code."""
    said = f"{trouble.type}: {trouble.message}"
    if re.search(NOTHING_RECORDED, said) and (found := _silent(task)):
        return found
    if re.search(NOTHING_RECORDED, said) and "rebound_weight" in reading.facts(task.source):
        return "rebound_weight", ""
    if "NoneType" in said and (found := warned(task)):
        return found
    recognised = errors.recognised(said, trouble.source, of_catalog=True)
    if not recognised or (task.by_hand and recognised[0].mistake == "graph_cut_by_numbers"):
        return None  # by hand there is no graph that could be cut
    return _looked_into(recognised[0].mistake, task), ""


def _looked_into(mistake: str, task: Task) -> str:
    """An error can have several causes; the source says which."""
    source, facts = task.source or "", reading.facts(task.source)
    if mistake == "backward_without_graph":
        return _cutter(source) or mistake
    if mistake == "python_float":
        return "graph_cut_by_numbers" if reading.NUMBERS.search(source) else mistake
    if mistake == "zero_before_backward" and "rebound_weight" in facts:
        return "rebound_weight"
    if mistake == "second_backward":
        return next((fact for fact in ("state_not_detached", "shared_node_two_backwards") if fact in facts), mistake)
    return mistake


def _cutter(source: str) -> str:
    if reading.COPIES.search(source) or passes.copies_a_list(source):
        return "graph_cut_by_tensor"
    return "graph_cut_by_numbers" if reading.leaves_through_numbers(source) else ""


def in_state(task: Task, mismatch: Mismatch) -> tuple[str, str] | None:
    """(mistake, what was named) for an answer whose type, shape or state tells it."""
    if found := _silent(task):
        return found
    got, expected = mismatch.got, mismatch.expected
    if mismatch.kind in (Kind.TYPE, Kind.RULE) and _holds_none(got):
        return _none(task)
    switched = mismatch.where.endswith("requires_grad") and got is True and expected is False
    if switched and reading.EVALS.search(task.source or ""):
        return "eval_for_no_grad", ""
    numbers = isinstance(got, (int, float, list)) and not isinstance(got, bool)
    if mismatch.kind is Kind.TYPE and isinstance(expected, torch.Tensor) and numbers:
        return "python_float", ""
    if mismatch.kind is Kind.SHAPE and isinstance(got, torch.Tensor) and isinstance(expected, torch.Tensor):
        return _shape(got, expected, task)
    return None


def _holds_none(got: object) -> bool:
    return got is None or (isinstance(got, (tuple, list)) and any(entry is None for entry in got))


def _silent(task: Task) -> tuple[str, str] | None:
    """What Python takes without a word: a method only mentioned, an attribute misspelt."""
    facts = reading.facts(task.source)
    return next(((fact, facts[fact]) for fact in ("missing_parentheses", "require_grad_typo") if fact in facts), None)


def _none(task: Task) -> tuple[str, str] | None:
    """None where a gradient belongs."""
    if found := warned(task):
        return found
    cut = _cutter(task.source or "") if passes.walked(task.source) else ""
    return (cut, "") if cut else None


def warned(task: Task) -> tuple[str, str] | None:
    """torch warned that the .grad of an intermediate was asked for."""
    if not any("not a leaf" in warning for attempt in task.attempts for warning in attempt.warnings):
        return None
    source = task.source or ""
    if "rebound_input" in reading.facts(source):
        return "rebound_input", ""
    return ("made_nonleaf" if reading.MADE.search(source) else "intermediate_grad"), ""


def _shape(got: torch.Tensor, expected: torch.Tensor, task: Task) -> tuple[str, str] | None:
    squeezed = got.squeeze()
    if squeezed.shape == expected.squeeze().shape and not compare.differ(squeezed, expected.squeeze(), where=""):
        return ("extra_dimension", "") if got.dim() > expected.dim() else None
    if task.by_hand:  # vᵀJ comes from a backward pass
        return None
    if expected.dim() == 2 and got.dim() == 1 and not compare.differ(got, expected.sum(0), where=""):
        return "vector_for_jacobian", ""
    return None
