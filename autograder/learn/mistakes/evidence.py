"""Mistakes that show themselves in an error, a state or the source, rather than in numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import torch

from autograder.learn import compare
from autograder.learn.task import Task
from autograder.learn.verdict import Kind, Mismatch, Trouble

# (what torch or Python says, the mistake). The first that fits is taken; more special ones come first.
ERRORS: tuple[tuple[str, str], ...] = (
    (r"backward through the graph a second time", "second_backward"),
    (r"leaf Variable that requires grad .*in-place operation", "inplace_on_leaf"),
    (r"element 0 of tensors does not require grad", "backward_without_graph"),
    (r"grad can be implicitly created only for scalar outputs", "vector_backward"),
    (r"Inference tensors cannot be saved for backward|Inplace update to inference tensor", "inference_tensor_saved"),
    (r"you can only change requires_grad flags of leaf variables", "requires_grad_off_nonleaf"),
    (r"Only Tensors of floating point.* can require gradients|only Tensors of floating point", "integer_requires_grad"),
    (r"One of the differentiated Tensors appears to not have been used in the graph", "unused_input"),
    (r"Can't call numpy\(\) on Tensor that requires grad", "graph_cut_by_numbers"),
    (r"modified by an inplace operation", "edited_in_place"),
    (r"'NoneType' object has no attribute 'zero_'", "zero_before_backward"),
    (r"has no attribute '(?:zeros_|zero_grads?|zero)'", "wrong_zero_name"),
    (r"no_grad.*context manager protocol|context manager protocol.*no_grad|__enter__", "no_grad_without_call"),
    (r"'type' object does not support the context manager protocol", "no_grad_without_call"),
)
GRAPH_CUTTERS = re.compile(r"\.item\(|\bmath\.|\bnp\.|\.numpy\(|\.tolist\(|\bfloat\(")
NOTHING_RECORDED = r"does not require grad|NoneType|not have been used in the graph"
METHODS = frozenset({"backward", "zero_", "zero_grad", "step", "requires_grad_", "retain_grad", "detach_"})


def in_error(trouble: Trouble, task: Task) -> tuple[str, str] | None:
    """(mistake, what was named) for an exception from the student's code."""
    said = f"{trouble.type}: {trouble.message}"
    if re.search(NOTHING_RECORDED, said) and (found := _silent(task)):
        return found
    for pattern, mistake in ERRORS:
        if re.search(pattern, said, re.IGNORECASE | re.DOTALL):
            return _looked_into(mistake, task), ""
    return None


def _looked_into(mistake: str, task: Task) -> str:
    """An error can have several causes; the source says which."""
    source = task.source or ""
    if mistake == "backward_without_graph":
        if re.search(r"torch\.tensor\(\s*[\[(]", source):
            return "graph_cut_by_tensor"
        if GRAPH_CUTTERS.search(source):
            return "graph_cut_by_numbers"
    if mistake == "zero_before_backward" and "rebound" in _facts(source):
        return "rebound_weight"
    return mistake


def in_state(task: Task, mismatch: Mismatch) -> tuple[str, str] | None:
    """(mistake, what was named) for an answer whose type, shape or state tells it."""
    if found := _silent(task):
        return found
    got, expected = mismatch.got, mismatch.expected
    if got is None and mismatch.kind in (Kind.TYPE, Kind.RULE):
        return _none(task)
    numbers = isinstance(got, (int, float, list)) and not isinstance(got, bool)
    if mismatch.kind is Kind.TYPE and isinstance(expected, torch.Tensor) and numbers:
        return "python_float", ""
    if mismatch.kind is Kind.SHAPE and isinstance(got, torch.Tensor) and isinstance(expected, torch.Tensor):
        return _shape(got, expected)
    return None


def _silent(task: Task) -> tuple[str, str] | None:
    """What Python takes without a word: a method only mentioned, an attribute misspelt."""
    for fact, named in _facts(task.source or "").items():
        if fact in ("missing_parentheses", "require_grad_typo"):
            return fact, named
    return None


def _none(task: Task) -> tuple[str, str] | None:
    """None where a gradient belongs."""
    if any("not a leaf" in warning for attempt in task.attempts for warning in attempt.warnings):
        made = re.search(
            r"requires_grad(?:_\(\)|\s*=\s*True\)?)\s*[*/+-]|requires_grad_?\(?.*\)\.(?:double|float|to|view|reshape)\(",
            task.source or "",
        )
        return ("made_nonleaf" if made else "intermediate_grad"), ""
    return None


def _shape(got: torch.Tensor, expected: torch.Tensor) -> tuple[str, str] | None:
    squeezed = got.squeeze()
    if squeezed.shape == expected.squeeze().shape and not compare.differ(squeezed, expected.squeeze(), where=""):
        return ("extra_dimension", "") if got.dim() > expected.dim() else None
    if expected.dim() == 2 and got.dim() == 1 and not compare.differ(got, expected.sum(0), where=""):
        return "vector_for_jacobian", ""
    return None


def _facts(source: str) -> dict[str, str]:
    """Slips that stand in the source, each with the words that show it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {}
    return dict(fact for node in ast.walk(tree) for fact in _slips(node))


def _slips(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute) and node.value.attr in METHODS:
        yield "missing_parentheses", ast.unparse(node.value)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr == "require_grad":
                yield "require_grad_typo", ast.unparse(target)
            if isinstance(target, ast.Name) and _uses(node.value, target.id):
                yield "rebound", target.id


def _uses(value: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(value))
