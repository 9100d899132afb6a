"""What a call made of its arguments, into data: the numbers of tensors and arrays, and what lists, dicts and sets hold.

An argument is told only if it changed since it came. Sealed, as `write` is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from autograder.grade.seal import seal
from autograder.grade.values.kinds import LIMIT, Encoded
from autograder.grade.values.registry import Origin, Registry
from autograder.grade.values.write import container_change, fresh
from autograder.grade.values.write_tensors import address_now, array_change, tensor_change
from autograder.grade.values.writer import NoOverrides, append, enter, leave

if TYPE_CHECKING:
    from autograder.grade.values.writer import Writer

__all__ = ["encode_outcome"]

_settrace, _setprofile = sys.settrace, sys.setprofile


def encode_outcome(
    result: Any, registry: Registry, *, limit: int = LIMIT, names: dict[int, str] | None = None
) -> Encoded:
    """What a call gave, and what it made of its arguments, which `registry` remembers as they were."""
    _settrace(None)  # a tracer would be shown these functions, and could change what they hold
    _setprofile(None)
    writer = fresh(limit, names, strict=False)
    guard = NoOverrides()
    enter(guard)
    try:
        _take_over(writer, registry)
        changes = _changes(writer, registry)
        data = [changes, writer.value(writer, result, 0)]
    finally:
        leave(guard, None, None, None)
    return Encoded(data, writer.blobs)


def _take_over(w: Writer, registry: Registry) -> None:
    """The numbers of a call stand in its answer for the same objects."""
    for number, thing in enumerate(registry.objects):
        w.memo[id(thing)] = number
        append(w.keep, thing)
        append(w.weights, registry.weights[number])
    for number, origin in enumerate(registry.origins):
        if origin.faithful and origin.address not in w.storages and address_now(origin.thing) == origin.address:
            w.storages[origin.address] = number


def _changes(w: Writer, registry: Registry) -> list[Any]:
    found: list[Any] = []
    for number, origin in enumerate(registry.origins):
        body = _change(w, number, origin)
        if body is not None:
            append(found, [number, body])
    return found


def _change(w: Writer, number: int, origin: Origin) -> list[Any] | None:
    if origin.tag == "T":
        return tensor_change(w, number, origin)
    if origin.tag == "a":
        return array_change(w, number, origin)
    if origin.tag in ("l", "d", "s"):
        return container_change(w, number, origin)
    return None


seal(globals(), __all__)
