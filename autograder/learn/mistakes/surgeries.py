"""What can be done wrong at one node of a backward pass, and what that mistake is called.

Each maker below looks at a node that the true program's backward pass went through, and yields the
operations on its products that stand for a known mistake.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch

from autograder.learn.mistakes.reverse import Operate, Products, Seen, Step

REDUCTIONS = frozenset({"Sum", "Mean"})
AVERAGES = frozenset(
    {"Mean", "MseLoss", "BinaryCrossEntropy", "BinaryCrossEntropyWithLogits", "SmoothL1Loss", "HuberLoss", "L1Loss"}
)
SHAPES = frozenset(
    {
        *("View", "Reshape", "Unsqueeze", "Squeeze", "Expand", "T", "Transpose", "Permute", "Roll", "Flip"),
        *("Select", "Slice", "Index", "Stack", "Cat", "Unbind", "Split", "ToCopy", "Clone", "Repeat"),
    }
)
DIFFERENCES = frozenset({"Sub", "Rsub", *AVERAGES} - {"Mean"})
LINEAR = frozenset({"Add", "Sub", "Rsub", "Neg", *REDUCTIONS, *SHAPES})


class Cut(NamedTuple):
    """One possible operation at a place: the mistake that it stands for, and how it is done."""

    mistake: str
    place: int
    operate: Operate
    link: str


def base(operation: str) -> str:
    """PowBackward0 → Pow."""
    return re.sub(r"Backward\d*$", "", operation)


def at(node: Seen, outermost: bool) -> Iterator[Cut]:
    """All operations on one node. `outermost`: nothing but reductions lies between it and the root."""
    for mistake, operate in _operations(node, base(node.operation), outermost):
        yield Cut(mistake, node.place, operate, base(node.operation).lower())


def _operations(node: Seen, name: str, outermost: bool) -> Iterator[tuple[str, Operate]]:
    if name in AVERAGES:
        yield "sum_for_mean", _times_entries
    if name == "Sum":
        yield "mean_for_sum", _over_entries
    if name == "Log":
        yield "log10", _log10
    if name == "Pow":
        yield from _POWERS
    if name not in LINEAR:
        yield _left_out_name(node, outermost), _left_out(None)
    if name not in SHAPES | REDUCTIONS:
        yield "sign", _scaled(None, -1.0)
    if node.inputs == 2:
        yield from _on_one_side(node, name, outermost)


def _on_one_side(node: Seen, name: str, outermost: bool) -> Iterator[tuple[str, Operate]]:
    for slot in (0, 1):
        yield "cut", _scaled(slot, 0.0)
        yield "sign", _scaled(slot, -1.0)
        if name not in LINEAR:
            yield _left_out_name(node, outermost), _left_out(slot)
    if name in ("Mul", "Div", "Pow"):
        yield "swapped", _exchanged


def _left_out_name(node: Seen, outermost: bool) -> str:
    if outermost and base(node.operation) in ("Mul", "Div"):
        return "wrong_coefficient"
    return "outer_derivative_missing" if outermost else "inner_derivative_missing"


def _left_out(slot: int | None) -> Operate:
    """The incoming gradient goes on as it came: the node's own derivative never enters."""

    def operate(step: Step) -> Products:
        return [
            product if product is None or slot not in (None, place) else _passed(step.incoming, product)
            for place, product in enumerate(step.products)
        ]

    return operate


def _passed(incoming: torch.Tensor, product: torch.Tensor) -> torch.Tensor:
    if incoming.shape == product.shape:
        return incoming
    try:
        return incoming.expand_as(product)
    except RuntimeError:
        return product


def _scaled(slot: int | None, factor: float) -> Operate:
    def operate(step: Step) -> Products:
        return [
            product if product is None or slot not in (None, place) else product * factor
            for place, product in enumerate(step.products)
        ]

    return operate


def _exchanged(step: Step) -> Products:
    """Each input gets the other's derivative."""
    first, second, *rest = step.products
    if first is None or second is None or first.shape != second.shape:
        return step.products
    return [second, first, *rest]


def _entries(step: Step) -> float:
    """How many entries a reduction went over: input numel by output numel."""
    product = next(entry for entry in step.products if entry is not None)
    return product.numel() / max(step.incoming.numel(), 1)


def _times_entries(step: Step) -> Products:
    return [None if product is None else product * _entries(step) for product in step.products]


def _over_entries(step: Step) -> Products:
    return [None if product is None else product / _entries(step) for product in step.products]


def _log10(step: Step) -> Products:
    return [None if product is None else product / math.log(10.0) for product in step.products]


def _power(local: Callable[[torch.Tensor, float], torch.Tensor]) -> Operate:
    def operate(step: Step) -> Products:
        exponent = getattr(step.node, "_saved_exponent", None)
        if not isinstance(exponent, (int, float)):
            return step.products
        return [step.incoming * local(step.node._saved_self.detach(), float(exponent))]

    return operate


_POWERS: tuple[tuple[str, Operate], ...] = (
    ("wrong_power", _power(lambda x, n: n * x**n)),
    ("wrong_power", _power(lambda x, n: n * x ** (n - 2))),
    ("wrong_power", _power(lambda x, n: x ** (n + 1) / (n + 1))),
    ("wrong_power", _power(lambda x, n: (n - 1) * x**n)),
    ("wrong_coefficient", _power(lambda x, n: x ** (n - 1))),
    ("wrong_coefficient", _power(lambda x, n: (n - 1) * x ** (n - 1))),
    ("wrong_coefficient", _power(lambda x, n: (n + 1) * x ** (n - 1))),
)
