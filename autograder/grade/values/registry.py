"""What a child remembers of a call's arguments, to tell afterwards what became of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch


class Origin:
    """One numbered argument as it was when it came."""

    __slots__ = (
        "address",
        "dtype",
        "faithful",
        "grad",
        "items",
        "raw",
        "requires_grad",
        "shape",
        "storage",
        "tag",
        "thing",
    )

    def __init__(self, tag: str, thing: Any) -> None:
        self.tag, self.thing = tag, thing
        self.faithful = False  # is the storage laid out as it is with the caller?
        self.items: list[Any] = []
        self.raw = b""
        self.address = 0
        self.storage: Any = None  # held, so that no other storage comes to have this address
        self.shape: Any = None
        self.dtype: torch.dtype | None = None
        self.requires_grad = False
        self.grad: torch.Tensor | None = None


class Registry:
    """All numbered objects of a call, with their weights and origins, and the modes that the caller was in."""

    __slots__ = ("grad_enabled", "inference", "objects", "origins", "weights")

    def __init__(self, objects: list[Any], weights: list[int], origins: list[Origin]) -> None:
        self.objects, self.weights, self.origins = objects, weights, origins
        self.grad_enabled, self.inference = True, False

    @contextlib.contextmanager
    def modes(self) -> Iterator[None]:
        """The caller's grad mode: a function called under `no_grad` runs under it here as well."""
        if (self.grad_enabled, self.inference) == (torch.is_grad_enabled(), torch.is_inference_mode_enabled()):
            yield  # nearly always, and torch's two contexts cost more than all else in a small call
        else:
            with torch.inference_mode(self.inference), torch.set_grad_enabled(self.grad_enabled):
                yield
