"""What the nodes of a graph are called: by the reader's own variables, or by their place in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import ModuleType
from typing import Any

import torch

from autograder.learn.trace.nodes import Known
from autograder.learn.trace.values import is_value

MOST_ENTRIES = 200  # of a list of parameters are looked at for names


def known_by(names: Mapping[str, Any]) -> Known:
    """By grad_fn for tensors that were computed, by id for leaves and values. A variable's own name comes first."""
    found: dict[Any, tuple[str, Any]] = {}
    own = [(name, value) for name, value in names.items() if _is_somebodys(name)]
    for name, value in own:
        computed = isinstance(value, torch.Tensor) and value.grad_fn is not None
        found.setdefault(value.grad_fn if computed else id(value), (name, value))
    for name, value in own:
        for place, entry in _inside(name, value):
            if _is_leaf(entry):
                found.setdefault(id(entry), (place, entry))
    return found


def _is_somebodys(name: str) -> bool:
    """A name that a person gave: not IPython's own, nor what a tool that rewrites code keeps things in."""
    return name.isidentifier() and not name.startswith("_") and name not in ("In", "Out")


def _inside(name: str, value: Any, depth: int = 2) -> Iterator[tuple[str, Any]]:
    """What a list, a dict, a module or a learner's own object holds, with the words to get at it."""
    if isinstance(value, torch.nn.Module):
        yield from ((f"{name}.{place}", entry) for place, entry in value.named_parameters())
        return
    for place, entry in _entries(value):
        yield name + place, entry
        if depth > 1 and not isinstance(entry, torch.Tensor):
            yield from _inside(name + place, entry, depth - 1)


def _entries(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, (list, tuple)):
        return ((f"[{place}]", entry) for place, entry in enumerate(value[:MOST_ENTRIES]))
    if isinstance(value, dict):
        return ((f"[{key!r}]", entry) for key, entry in islice(value.items(), MOST_ENTRIES))
    if isinstance(value, (ModuleType, type, torch.Tensor)) or type(value).__module__ == "builtins" or _remembers(value):
        return ()
    held = dict(getattr(value, "__dict__", {}))
    return ((f".{key}", entry) for key, entry in islice(held.items(), 20) if not key.startswith("_"))


def _is_leaf(thing: Any) -> bool:
    if isinstance(thing, torch.Tensor):
        return thing.is_leaf
    return _remembers(thing) and is_value(thing) and not thing.parents


def _remembers(thing: Any) -> bool:
    """Has it parents? Asked without running any code of its class."""
    return "parents" in getattr(thing, "__dict__", {}) or hasattr(type(thing), "parents")
