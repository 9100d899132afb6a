"""What a graph is asked of: a tensor, a value of an engine, or something that has none, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from autograder.learn.trace.names import known_by
from autograder.learn.trace.nodes import Graph, NoGraph
from autograder.learn.trace.tensors import of_tensor
from autograder.learn.trace.values import NEEDED, is_value, kind_of, of_value


def trace(root: Any, names: Mapping[str, Any] | None = None) -> Graph:
    """The graph behind a tensor or a value of an engine. `names` maps variable names to anything: the tensors and
    values found in the graph are called by them, leaves also by their place in a list, a dict or an object
    (`w[0]`, `neuron.b`); everything else in the mapping is passed over.

    Raises NoGraph, in words, for anything that is neither.
    """
    if isinstance(root, torch.Tensor):
        return of_tensor(root, known_by(names or {}))
    if is_value(root):
        return of_value(root, known_by(names or {}))
    raise NoGraph(_not_a_root(root))


def _not_a_root(thing: Any) -> str:
    kind = kind_of(thing)
    wanted = "A graph stands behind a tensor, or behind a value of an engine"
    if thing is None:
        return f"{wanted}, and this is None: does the function that made it have its return?"
    if isinstance(thing, type):
        return f"{wanted}, and this is the class {thing.__name__} itself: give one of its objects."
    if isinstance(thing, (list, tuple)):
        return f"{wanted}, and this is {kind} of {len(thing)}: give one entry, or their sum."
    if type(thing).__module__ == "numpy" or isinstance(thing, (int, float, complex)):
        return f"{wanted}, and this is {kind}, which has no history: begin with a tensor that has requires_grad=True."
    if callable(thing) and not hasattr(thing, "data"):
        return f"{wanted}, and this is a function: call it, and give its result."
    missing = [f".{name}" for name in NEEDED if not hasattr(thing, name)]
    if len(missing) < len(NEEDED):
        name = type(thing).__name__
        return f"{wanted}, which has .data, .grad and .parents, and this {name} has no {', '.join(missing)}."
    return f"{wanted}, and this is {kind}."
