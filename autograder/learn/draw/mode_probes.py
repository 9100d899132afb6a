"""What each way of switching autograd off does, found out by trying it.

    runs       one function, once with recording and once in each mode
    findings   what the result is afterwards, and what may still be done with it

Every attempt starts from a fresh leaf, because some of them change what they touch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch

from autograder.learn.draw.tried import Unusable, accepts, called
from autograder.learn.snapshot import shares_storage

Function = Callable[[torch.Tensor], torch.Tensor]

RECORDING, FLAG, DETACH, NO_GRAD, INFERENCE = (
    "recording",
    "requires_grad_(False)",
    "detach()",
    "no_grad()",
    "inference_mode()",
)
MODES = (RECORDING, FLAG, DETACH, NO_GRAD, INFERENCE)


class Run(NamedTuple):
    """The leaf, the tensor that the function was given (x itself, or its detached twin), the result."""

    x: torch.Tensor
    given: torch.Tensor
    result: torch.Tensor


@dataclass(frozen=True)
class Finding:
    """One mode, tried. `in_place` and `later` are the error's first words, empty where there was none."""

    mode: str
    x_requires_grad: bool
    given_is_x: bool
    given_shares_storage: bool
    value: torch.Tensor  # of the result, detached; any shape
    requires_grad: bool
    grad_fn: str | None
    nodes: tuple[str, ...]  # names of the nodes recorded, from the root down
    shares_storage: bool
    in_place: str
    changes_x: bool  # the change in place was seen in x as well
    later: str
    gradient: torch.Tensor | None  # of the summed result, in x's shape; None where there is no way back
    kept: int  # how many numbers autograd keeps for the backward pass, each storage counted once


def run(function: Function, at: Any, mode: str) -> Run:
    """`function` on a fresh leaf x (shape of `at`, float32), in the given mode."""
    accepts(function, 1)
    x = leaf(at)
    if mode == RECORDING:
        return Run(x, x, _result(function, x))
    if mode == FLAG:
        x.requires_grad_(False)
        return Run(x, x, _result(function, x))
    if mode == DETACH:
        twin = x.detach()
        return Run(x, twin, _result(function, twin))
    if mode in (NO_GRAD, INFERENCE):
        with torch.no_grad() if mode == NO_GRAD else torch.inference_mode():
            return Run(x, x, _result(function, x))
    raise Unusable(no_such_mode(mode, MODES))


def no_such_mode(mode: str, modes: Sequence[str]) -> str:
    return f"there is no mode called {mode!r}; there are {', '.join(modes)}."


def _result(function: Function, given: torch.Tensor) -> torch.Tensor:
    result = called(function, [given])
    if result.is_complex():
        raise Unusable(
            "the function returns a complex result, and a backward pass starts from real numbers: "
            "take its .real, its .imag or its .abs()."
        )
    return result


def leaf(at: Any) -> torch.Tensor:
    """A fresh float32 leaf that requires grad, with the values of `at` (a number, a list or a tensor)."""
    values = at.detach().clone() if isinstance(at, torch.Tensor) else torch.tensor(at)
    if values.is_complex():
        raise Unusable("x is complex, and the modes are shown for real numbers: give `at` a real one.")
    values = values if isinstance(at, torch.Tensor) else values.float()
    return (values if values.is_floating_point() else values.float()).requires_grad_()


def finding(function: Function, at: Any, mode: str) -> Finding:
    x, given, result = run(function, at, mode)
    in_place, changes_x = _changed_in_place(function, at, mode)
    return Finding(
        mode=mode,
        x_requires_grad=x.requires_grad,
        given_is_x=given is x,
        given_shares_storage=shares_storage(given, x),
        value=result.detach(),
        requires_grad=result.requires_grad,
        grad_fn=type(result.grad_fn).__name__ if result.grad_fn is not None else None,
        nodes=recorded(result),
        shares_storage=shares_storage(result, x),
        in_place=in_place,
        changes_x=changes_x,
        later=_used_later(function, at, mode),
        gradient=_gradient(function, at, mode),
        kept=_kept(function, at, mode),
    )


def findings(function: Function, at: Any) -> tuple[Finding, ...]:
    """All five, recording first."""
    return tuple(finding(function, at, mode) for mode in MODES)


def recorded(result: torch.Tensor) -> tuple[str, ...]:
    """The names of the graph's nodes, from the root down, each once."""
    found: dict[Any, str] = {}
    waiting: list[Any] = [result.grad_fn]
    while waiting:
        node = waiting.pop(0)
        if node is None or node in found:
            continue
        found[node] = type(node).__name__
        waiting += [source for source, _ in node.next_functions]
    return tuple(found.values())


def _changed_in_place(function: Function, at: Any, mode: str) -> tuple[str, bool]:
    """Add 1 to the result outside the mode; where there is a graph, run it backward afterwards."""
    x, _, result = run(function, at, mode)
    before = x.detach().clone()
    try:
        result.add_(1)
        if result.requires_grad:
            torch.autograd.backward(result.sum())
    except RuntimeError as error:
        return _opening(error), False
    return "", not torch.equal(before, x.detach())


def _used_later(function: Function, at: Any, mode: str) -> str:
    """Multiply the result by a weight that does require grad, and run that backward."""
    result = run(function, at, mode).result
    weight = torch.ones(result.shape, requires_grad=True)
    try:
        torch.autograd.backward((weight * result).sum())
    except RuntimeError as error:
        return _opening(error)
    return ""


def _gradient(function: Function, at: Any, mode: str) -> torch.Tensor | None:
    x, _, result = run(function, at, mode)
    if result.requires_grad:
        torch.autograd.backward(result.sum())
    return x.grad


def _kept(function: Function, at: Any, mode: str) -> int:
    saved: dict[int, int] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        saved[tensor.untyped_storage().data_ptr()] = tensor.numel()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        alive = run(function, at, mode)  # while it lives, no storage is freed and counted again under its old address
    del alive
    return sum(saved.values())


def _opening(error: RuntimeError) -> str:
    return str(error).split(".")[0].split("\n")[0]
