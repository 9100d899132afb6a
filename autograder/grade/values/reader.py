"""What has been read so far: the blobs that are left, the caps, and the objects by their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.grade.values.kinds import ITEMS, BadValue
from autograder.grade.values.registry import Origin

Lookup = Callable[[str], Any]
Read = Callable[["Reader", Any, int], Any]


class calm:  # noqa: N801  a context manager that is used like a function
    """Whatever a hostile field provokes is BadValue; no mode that is on, here or in a child, changes what is built."""

    __slots__ = ("_inference", "_overrides")

    def __enter__(self) -> None:
        self._overrides, self._inference = torch._C.DisableTorchFunction(), torch._C._InferenceMode(False)
        self._overrides.__enter__()
        self._inference.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        self._inference.__exit__(None, None, None)
        self._overrides.__exit__(None, None, None)
        if isinstance(error, Exception) and not isinstance(error, BadValue):
            raise BadValue("A value arrived that stands for nothing.") from error


class Reader:
    """What is read with: `read` reads any value, one inside another as well. With `remembers`, what a value was when
    it came is kept, so that it can be told what became of it."""

    __slots__ = ("blobs", "items", "lookup", "objects", "origins", "read", "remembers", "used", "weights")

    def __init__(self, read: Read, blobs: Sequence[bytes], lookup: Lookup | None, remembers: bool = False) -> None:
        self.read, self.lookup, self.remembers = read, lookup, remembers
        self.blobs, self.used, self.items = blobs, 0, 0
        self.objects: list[Any] = []
        self.weights: list[int] = []  # -1: not finished, so a reference to it would be a cycle
        self.origins: dict[int, Origin] = {}  # only where it remembers

    def blob(self) -> bytes:
        if self.used >= len(self.blobs):
            raise BadValue("A value lacks its bytes.")
        self.used += 1
        return bytes(self.blobs[self.used - 1])

    def spend(self, items: int) -> None:
        self.items += items
        if self.items > ITEMS:
            raise BadValue("A value has too many parts.")

    def end(self) -> None:
        if self.used != len(self.blobs):
            raise BadValue("More bytes came than values.")

    def number(self) -> int:
        self.objects.append(None)
        self.weights.append(-1)
        return len(self.objects) - 1


def two(data: Any) -> tuple[Any, Any]:
    if type(data) is not list or len(data) != 2:
        raise BadValue("A pair is missing.")
    return data[0], data[1]
