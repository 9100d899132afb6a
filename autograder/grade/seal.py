"""Makes a module's functions deaf to patches: code that runs beside a student's keeps its own copy of every name.

A student can rebind anything that has a name: `builtins.len`, `torch.Tensor.grad`, a function of this very package. A
sealed function looks its globals up in a dict that belongs to no module, with a copy of the builtins, both taken when
the module was imported. What is not listed in `keep` goes out of the module altogether.

This stops patches, not surgery: in one Python process, whoever walks `gc` or a function's `__globals__` finds
everything. So what a child says is never trusted with a verdict (docs/security.md).
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Sequence
from typing import Any


def seal(module: dict[str, Any], keep: Sequence[str]) -> dict[str, Any]:
    """Call at the end of a module with its `globals()`. Returns the private globals."""
    private = {**module, "__builtins__": dict(vars(builtins))}
    own = [(name, thing) for name, thing in module.items() if getattr(thing, "__module__", "") == module["__name__"]]
    for name, thing in own:
        if isinstance(thing, types.FunctionType):
            private[name] = _moved(thing, private)
        elif isinstance(thing, type):
            _move_methods(thing, private)
    for name in [name for name in module if name not in keep and not name.startswith("__")]:
        del module[name]
    module.update((name, private[name]) for name in keep)
    return private


def _moved(function: types.FunctionType, home: dict[str, Any]) -> types.FunctionType:
    """The same function, with another dict of globals."""
    twin = types.FunctionType(function.__code__, home, function.__name__, function.__defaults__, function.__closure__)
    twin.__kwdefaults__ = function.__kwdefaults__
    twin.__annotations__ = function.__annotations__
    twin.__doc__ = function.__doc__
    twin.__module__ = function.__module__
    twin.__qualname__ = function.__qualname__
    return twin


def _move_methods(cls: type, home: dict[str, Any]) -> None:
    for name, thing in list(vars(cls).items()):
        if isinstance(thing, types.FunctionType):
            setattr(cls, name, _moved(thing, home))
