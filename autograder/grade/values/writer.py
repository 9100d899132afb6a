"""What has been written so far, and what every kind of value needs: a number, room, and words for what stays.

Sealed, as `write` is. The class of a writer goes out of the module with all else that is not listed: what is left in
its place makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import torch

from autograder.grade.seal import seal
from autograder.grade.values.kinds import FUNCTIONS, ITEMS, TEXT, Stayed, TooMuch, Unsendable
from autograder.grade.values.stand_ins import Opaque

__all__ = [
    "NoOverrides",
    "append",
    "bases",
    "blob",
    "cleaned",
    "enter",
    "leave",
    "met",
    "numbered",
    "opaque",
    "open_writer",
    "to_text",
    "type_name",
]

NoOverrides = torch._C.DisableTorchFunction  # subclasses' __torch_function__, and modes that were left on
enter, leave = NoOverrides.__dict__["__enter__"], NoOverrides.__dict__["__exit__"]
append = list.append
bases, type_name = type.__dict__["__mro__"].__get__, type.__dict__["__name__"].__get__
to_text, _isascii, _encoded, _decoded = str.__str__, str.isascii, str.encode, bytes.decode
_function_name = FunctionType.__dict__["__name__"].__get__
_FUNCTION_NAMES: dict[int, str] = {}
for _name, _function in FUNCTIONS.items():
    _FUNCTION_NAMES.setdefault(id(_function), _name)


class Writer:
    """What has been written so far. `keep` holds what is numbered, so that no id is used twice."""

    __slots__ = ("blobs", "items", "keep", "memo", "names", "room", "storages", "strict", "text", "value", "weights")

    def __init__(
        self, value: Callable[[Writer, Any, int], Any], limit: int, names: dict[int, str] | None, strict: bool
    ) -> None:
        self.value = value  # writes any value, one inside another as well
        self.blobs: list[bytes] = []
        self.items = self.text = 0
        self.keep: list[Any] = []
        self.memo: dict[int, int] = {}  # id -> number
        self.weights: list[int] = []  # items that each number stands for; -1 while it is being written
        self.storages: dict[int, int] = {}  # address -> number of the tensor that brought the storage along
        self.names = names or {}
        self.room = limit
        self.strict = strict


def open_writer(
    value: Callable[[Writer, Any, int], Any], limit: int, names: dict[int, str] | None, *, strict: bool
) -> Writer:
    """A fresh one. `strict`: what can't cross is refused, as an argument of a call is, and not told in words."""
    return Writer(value, limit, names, strict)


def numbered(w: Writer, thing: Any) -> int:
    number = len(w.keep)
    w.memo[id(thing)] = number
    append(w.keep, thing)
    append(w.weights, -1)
    return number


def met(w: Writer, number: int) -> list[Any]:
    if w.weights[number] < 0:
        raise Unsendable("This contains itself, and can't be sent.")
    w.items += w.weights[number]
    if w.items > ITEMS:
        raise TooMuch(f"This has more than {ITEMS:,} parts, and is too large to send.")
    return ["r", number]


def blob(w: Writer, raw: bytes) -> None:
    w.room -= len(raw)
    if w.room < 0:
        raise TooMuch("This is too large to send: too many megabytes.")
    append(w.blobs, raw)


def opaque(w: Writer, thing: Any, depth: int) -> list[Any]:
    """Whatever no other function here takes: a function that both sides have, or a thing that stays."""
    key = id(thing)
    if key in w.names:
        return ["G", w.names[key]]
    if key in _FUNCTION_NAMES:
        return ["F", _FUNCTION_NAMES[key]]
    if key in w.memo:
        return met(w, w.memo[key])
    name = cleaned(type_name(type(thing)))[:TEXT]
    if w.strict and type(thing) is Opaque:
        raise Stayed(f"{thing!r} stayed in the student's process; make this a probe.")
    if w.strict:
        raise Unsendable(f"An argument of type {name} can't cross to the student's process; make this a probe.")
    w.weights[numbered(w, thing)] = 1
    return ["o", name, _words_for(thing, name)]


def _words_for(thing: Any, name: str) -> str:
    """No repr: that would run the student's code among ours, and show addresses."""
    if type(thing) is FunctionType:
        return f"<function {cleaned(_function_name(thing))}>"[:TEXT]
    if type(thing) is type:
        return f"<class {cleaned(type_name(thing))}>"[:TEXT]
    return f"<{name} object>"[:TEXT]


def cleaned(text: str) -> str:
    text = to_text(text)
    if _isascii(text):
        return text
    return _decoded(_encoded(text, "utf-8", "replace"), "utf-8")


seal(globals(), __all__)
