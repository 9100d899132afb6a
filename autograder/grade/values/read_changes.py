"""What a call made of its arguments, done to the caller's own objects: the other half of `write_changes`."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.grade.values.kinds import DEPTH, ITEMS, BadValue, Encoded, Flag
from autograder.grade.values.read import contents, keys, paired, read
from autograder.grade.values.read_tensors import Made, array_made, made
from autograder.grade.values.reader import Lookup, Reader, calm, two
from autograder.grade.values.stand_ins import Shadow, shadow

Filled = tuple[Any, list[Any]]  # a container of the caller's, and what is to be in it


def apply_outcome(outcome: Encoded, call: Encoded, *, lookup: Lookup | None = None) -> Any:
    """The result of a call. What the function did to its arguments is done to the caller's own objects: numbers,
    .grad, requires_grad, the contents of lists, dicts, sets and arrays. `call` is what `encode_call` returned."""
    reader = Reader(read, outcome.blobs, lookup)
    reader.objects, reader.weights = list(call.objects), list(call.weights)
    with calm():
        changes, result = two(outcome.data)
        filled = [found for change in changes for found in [_applied(reader, *two(change))] if found is not None]
        value = read(reader, result, 0)
        reader.end()
        if filled:
            _refill(filled, value)
    return value


def _applied(r: Reader, number: Any, data: Any) -> Filled | None:
    """One argument made what the function made of it. Containers wait until all is read."""
    if type(number) is not int or not 0 <= number < len(r.objects) or type(data) is not list or not data:
        raise BadValue("A change is none.")
    target, tag = r.objects[number], data[0]
    r.weights[number] = -1
    if tag in ("T", "W") and isinstance(target, torch.Tensor):
        _transfer(target, made(r, number, data, 0))
    elif tag == "a" and isinstance(target, np.ndarray):
        found = array_made(r, number, data)
        if found.shape != target.shape:
            target.shape = found.shape
        np.copyto(target, found, casting="no")
    elif tag == _container_tag(target):
        return target, contents(r, number, data, 0)
    else:
        raise BadValue("A change is of another kind than what it changes.")
    return None


def _container_tag(target: Any) -> str:
    return next((tag for kind, tag in ((list, "l"), (dict, "d"), (set, "s")) if isinstance(target, kind)), "none")


def _transfer(target: torch.Tensor, made: Made) -> None:
    """A tensor of the caller's takes over what the child's tensor has come to be."""
    leaf = type(target) is not Shadow and target.is_leaf
    wanted = bool(made.flags & Flag.REQUIRES_GRAD)
    kept = leaf and target.grad is made.grad  # even where it no longer has the tensor's shape
    if leaf and not kept:
        target.grad = None
    if leaf and not wanted:
        target.requires_grad_(False)
    _overwrite(target, made)
    if made.flags & Flag.NODE:
        shadow(target, made.node)
    elif leaf:
        if wanted:
            target.requires_grad_(True)
        if not kept:
            target.grad = made.grad


def _overwrite(target: torch.Tensor, made: Made) -> None:
    new = made.tensor
    held = torch._C.TensorBase.data.__get__(target)  # type: ignore[attr-defined]
    if made.flags & Flag.IN_PLACE and new.shape == held.shape and new.dtype == held.dtype:
        try:
            held.copy_(new)
        except RuntimeError:  # an expanded tensor, whose numbers share one place
            target.data = new
    else:
        target.data = new


def _refill(filled: list[Filled], result: Any) -> None:
    """Into the caller's lists, dicts and sets; back again if one of them has come to contain itself."""
    before = [(target, _flat(target)) for target, _ in filled]
    _fill([(target, _keyed(target, items)) for target, items in filled])
    try:
        _measure([result, *[target for target, _ in filled]], set(), {})
    except BadValue:
        _fill(before)
        raise


def _flat(target: Any) -> list[Any]:
    return [part for pair in target.items() for part in pair] if isinstance(target, dict) else list(target)


def _keyed(target: Any, items: list[Any]) -> list[Any]:
    if isinstance(target, dict):
        paired(items)
    elif isinstance(target, set):
        keys(items)
    return items


def _fill(filled: list[Filled]) -> None:
    for target, items in filled:
        if isinstance(target, list):
            target[:] = items
        elif isinstance(target, dict):
            target.clear()
            target.update(zip(items[::2], items[1::2], strict=True))
        else:
            target.clear()
            target.update(items)


def _measure(thing: Any, above: set[int], known: dict[int, int]) -> int:
    """How many parts a walk would meet. Refuses cycles, and lists that hold each other so often that a walk never
    ends."""
    if not isinstance(thing, (list, tuple, dict)):
        return 1
    if id(thing) in known:
        return known[id(thing)]
    if id(thing) in above or len(above) > 2 * DEPTH:
        raise BadValue("A value contains itself, or is nested too deeply.")
    above.add(id(thing))
    found = 1 + sum(_measure(part, above, known) for part in (thing.values() if isinstance(thing, dict) else thing))
    above.discard(id(thing))
    if found > ITEMS:
        raise BadValue("A value has too many parts.")
    known[id(thing)] = found
    return found
