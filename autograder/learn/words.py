"""Numbers and inputs as a reader wants them: four figures, a true minus sign, no `tensor(…)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

MANY = 6


def number(value: float, figures: int = 4) -> str:
    """−2.615, 9, 1.2e−5, nan: a few significant figures, and no trailing zeros."""
    if isinstance(value, bool):
        return str(value)
    text = f"{float(value) + 0.0:.{figures}g}"  # − 0 is 0 to a reader
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def thing(value: Any) -> str:
    """Any value in one short line."""
    if isinstance(value, torch.Tensor):
        return _tensor(value.detach())
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {thing(entry)}" for key, entry in list(value.items())[:MANY]) + "}"
    if isinstance(value, (list, tuple)):
        opening, closing = ("(", ")") if isinstance(value, tuple) else ("[", "]")
        return opening + _some([thing(entry) for entry in value[:MANY]], len(value)) + closing
    if callable(value):
        return f"the function {getattr(value, '__name__', 'given')}"
    return f"a {type(value).__name__}"


def told_apart(one: Any, other: Any) -> tuple[str, str]:
    """Both in a line each; two numbers with as many figures as it takes until they read differently."""
    texts, numbers = (thing(one), thing(other)), (_plain_number(one), _plain_number(other))
    if texts[0] != texts[1] or None in numbers or numbers[0] == numbers[1]:
        return texts
    written = (tuple(number(float(entry or 0), figures) for entry in numbers) for figures in range(5, 18))
    return next(((ours, theirs) for ours, theirs in written if ours != theirs), texts)


def _plain_number(value: Any) -> float | None:
    entry = value.item() if isinstance(value, torch.Tensor) and value.numel() == 1 else value
    return float(entry) if isinstance(entry, (int, float)) and not isinstance(entry, bool) else None


def _tensor(value: torch.Tensor) -> str:
    if value.dim() == 0:
        entry = value.item()
        return thing(entry) if isinstance(entry, (bool, int, float)) else str(entry)
    if value.dim() == 1:
        return "[" + _some([_tensor(entry) for entry in value[:MANY]], len(value)) + "]"
    return f"a tensor of shape {shape(tuple(value.shape))}"


def _some(words: Sequence[str], total: int) -> str:
    return ", ".join(words) + (", …" if total > len(words) else "")


def shape(sizes: tuple[int, ...]) -> str:
    """() is called a scalar, everything else as Python writes it."""
    return "() (a scalar)" if sizes == () else str(sizes)


def inputs(named: Sequence[tuple[str, Any]]) -> str:
    """x = 2 and r = 3."""
    return listed([f"{name} = {thing(value)}" for name, value in named])


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def count(amount: int, noun: str) -> str:
    """1 point, 34 points."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def kind_of(value: Any) -> str:
    """What a thing is, for a sentence: "a tensor", "a Python float", "None"."""
    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        return "a tensor"
    names = {float: "a Python float", int: "a Python int", str: "a string", dict: "a dict", bool: "True or False"}
    return names.get(type(value), f"a {type(value).__name__}")
