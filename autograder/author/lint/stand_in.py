"""What stands in for a student's function and returns the same for every input.

The source of these functions goes into a notebook that is handed in (`constants.py`): so they import what they need
themselves, and their names are none that a student would choose.
"""

from __future__ import annotations

from typing import Any


def _lint_stand_in(true: Any, kind: str) -> Any:
    """`true` is asked only for what its results look like, with copies of the arguments: what it would do to them is
    not done. Where it raises, a plain number is returned: a constant raises nothing."""
    import functools

    number = {"ones": 1, "nan": float("nan")}.get(kind, 0)
    kept: list[Any] = []

    def ask(args: Any, kwargs: Any) -> Any:
        try:
            return true(*_lint_copied(args), **_lint_copied(kwargs))
        except Exception:
            return number

    @functools.wraps(true)
    def constant(*args: Any, **kwargs: Any) -> Any:
        if kind == "none":
            return None
        if kind == "argument":
            return [*args, *kwargs.values(), None][0]
        if kind == "first":
            kept.extend([] if kept else [ask(args, kwargs)])
            return kept[0]
        return _lint_filled(ask(args, kwargs), number)

    return constant


def _lint_copied(thing: Any) -> Any:
    import copy

    if hasattr(thing, "requires_grad") and hasattr(thing, "detach"):
        return thing.detach().clone().requires_grad_(thing.requires_grad)
    if type(thing) in (list, tuple):
        return type(thing)(map(_lint_copied, thing))
    if type(thing) is dict:
        return {key: _lint_copied(part) for key, part in thing.items()}
    return copy.deepcopy(thing)


def _lint_filled(thing: Any, number: float) -> Any:
    """The same shape and type, each number of it this one."""
    import math

    whole = 0 if math.isnan(number) else number
    if isinstance(thing, bool):
        return bool(whole)
    if isinstance(thing, int | float | complex):
        return number if math.isnan(number) else type(thing)(number)
    if isinstance(thing, dict):
        return {key: _lint_filled(part, number) for key, part in thing.items()}
    if type(thing) in (list, tuple):
        return type(thing)(_lint_filled(part, number) for part in thing)
    if hasattr(thing, "requires_grad") and hasattr(thing, "detach"):
        return thing.detach().clone().fill_(number if thing.is_floating_point() else whole)
    if hasattr(thing, "dtype") and hasattr(thing, "fill"):
        made = thing.copy()
        made.fill(number if made.dtype.kind in "fc" else whole)
        return made
    return "" if isinstance(thing, str) else number
