"""A value of the simplest engine: what `draw.graph` and `explore.backward` have to understand, and no more."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any


class Cell:
    """A number that remembers its parents; nothing here is the engine of the assignment."""

    def __init__(
        self, data: Any, parents: Iterable[Any] = (), slopes: Iterable[float] = (), operation: str = ""
    ) -> None:
        self.data, self.grad = data, 0.0
        self.parents: Any = tuple(parents)
        self.slopes, self.operation = tuple(slopes), operation

    def __add__(self, other: Cell | float) -> Cell:
        right = other if isinstance(other, Cell) else Cell(other)
        return Cell(self.data + right.data, (self, right), (1.0, 1.0), "add")

    def __mul__(self, other: Cell | float) -> Cell:
        right = other if isinstance(other, Cell) else Cell(other)
        return Cell(self.data * right.data, (self, right), (right.data, self.data), "mul")

    def exp(self) -> Cell:
        return Cell(math.exp(self.data), (self,), (math.exp(self.data),), "exp")
