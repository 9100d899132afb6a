"""Data into values. What is read may come from a hostile process: every field is checked before it is used.

A dtype comes from a table, a shape must agree with the bytes that came, a view must lie within its storage, a function
must be on a list. Whatever is wrong raises BadValue; nothing is ever unpickled, imported or run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from autograder.grade.values.kinds import (
    DEPTH,
    FUNCTIONS,
    ITEMS,
    KEY_LEAVES,
    LARGE_INT,
    SMALL_INT,
    TEXT,
    BadValue,
    Encoded,
)
from autograder.grade.values.read_tensors import array, device, scalar, tensor, torch_dtype
from autograder.grade.values.reader import Lookup, Reader, calm, two
from autograder.grade.values.registry import Origin, Registry
from autograder.grade.values.stand_ins import Opaque

_T = TypeVar("_T")


def decode(data: Any, blobs: Sequence[bytes], *, lookup: Lookup | None = None) -> Any:
    """The value that `encode` wrote. `lookup(name)` gives a function that both sides know; KeyError if none.
    Raises BadValue."""
    reader = Reader(read, blobs, lookup)
    with calm():
        value = read(reader, data, 0)
        reader.end()
        return value


def decode_call(call: Encoded, *, lookup: Lookup | None = None) -> tuple[tuple[Any, ...], dict[str, Any], Registry]:
    """The arguments that `encode_call` wrote, and what `encode_outcome` needs to tell what became of them."""
    reader = Reader(read, call.blobs, lookup, remembers=True)
    with calm():
        given, named, (grad_enabled, inference) = _three(call.data)
        args, kwargs = read(reader, given, 0), read(reader, named, 0)
        reader.end()
        if type(args) is not tuple or type(kwargs) is not dict or not all(type(name) is str for name in kwargs):
            raise BadValue("A call has no arguments.")
    origins = [reader.origins.get(number) or Origin("", None) for number in range(len(reader.objects))]
    registry = Registry(reader.objects, reader.weights, origins)
    registry.grad_enabled, registry.inference = bool(grad_enabled), bool(inference)
    return args, kwargs, registry


def _three(data: Any) -> tuple[Any, Any, tuple[Any, Any]]:
    if type(data) is not list or len(data) != 3:
        raise BadValue("A call is missing.")
    return data[0], data[1], two(data[2])


def read(r: Reader, data: Any, depth: int) -> Any:
    r.items += 1
    kind = type(data)
    if depth > DEPTH + 1 or r.items > ITEMS:
        raise BadValue("A value is nested too deeply, or has too many parts.")
    if kind is list and data and type(data[0]) is str:
        if data[0] not in _TAGS:
            raise BadValue("A value has a tag that stands for nothing.")
        return _TAGS[data[0]](r, data, depth)
    if data is None or kind is bool or kind is str or kind is float:
        return data
    if kind is int and -SMALL_INT < data < SMALL_INT:
        return data
    raise BadValue("A value stands for nothing.")


# Numbers


def _large(r: Reader, data: list[Any], depth: int) -> int:
    (text,) = data[1:]
    if type(text) is not str or len(text) > LARGE_INT // 4 + 2:
        raise BadValue("A whole number is too large.")
    return int(text, 16)


def _special(r: Reader, data: list[Any], depth: int) -> float:
    (text,) = data[1:]
    if text not in ("nan", "inf", "-inf"):
        raise BadValue("A number is none.")
    return float(text)


def _complex(r: Reader, data: list[Any], depth: int) -> complex:
    real, imag = (read(r, part, depth + 1) for part in data[1:])
    if type(real) is not float or type(imag) is not float:
        raise BadValue("A complex number is none.")
    return complex(real, imag)


def _bytes(r: Reader, data: list[Any], depth: int) -> bytes:
    return r.blob()


def _range(r: Reader, data: list[Any], depth: int) -> range:
    start, stop, step = (read(r, part, depth + 1) for part in data[1:])
    return range(start, stop, step)


def _slice(r: Reader, data: list[Any], depth: int) -> slice:
    start, stop, step = (read(r, part, depth + 1) for part in data[1:])
    return slice(start, stop, step)


# Containers


def contents(r: Reader, number: int, data: list[Any], depth: int) -> list[Any]:
    start = r.items
    items = [read(r, part, depth + 1) for part in data[1:]]
    r.weights[number] = r.items - start
    return items


def _list(r: Reader, data: list[Any], depth: int) -> list[Any]:
    number = r.number()
    found = contents(r, number, data, depth)
    return _kept(r, number, "l", found, found)


def _tuple(r: Reader, data: list[Any], depth: int) -> tuple[Any, ...]:
    number = r.number()
    found = r.objects[number] = tuple(contents(r, number, data, depth))
    return found


def _set(r: Reader, data: list[Any], depth: int) -> set[Any]:
    number = r.number()
    found = set(keys(contents(r, number, data, depth)))
    return _kept(r, number, "s", found, list(found))


def _frozenset(r: Reader, data: list[Any], depth: int) -> frozenset[Any]:
    number = r.number()
    found = r.objects[number] = frozenset(keys(contents(r, number, data, depth)))
    return found


def _dict(r: Reader, data: list[Any], depth: int) -> dict[Any, Any]:
    number = r.number()
    items = contents(r, number, data, depth)
    return _kept(r, number, "d", paired(items), items)


def paired(items: list[Any]) -> dict[Any, Any]:
    found = dict(zip(keys(items[::2]), items[1::2], strict=True))
    if len(found) * 2 != len(items):
        raise BadValue("A dict has a key twice.")
    return found


def _kept(r: Reader, number: int, tag: str, found: _T, items: Sequence[Any]) -> _T:
    r.objects[number] = found
    if r.remembers:
        origin = r.origins[number] = Origin(tag, found)
        origin.items = [*items]
    return found


def keys(items: list[Any]) -> list[Any]:
    """Keys that are cheap to hash, so that nobody can make a dict slow."""
    for item in items:
        left = KEY_LEAVES
        for leaf in _leaves(item):
            left -= 1
            if left < 0 or type(leaf) not in (str, int, float, bool, type(None), tuple):
                raise BadValue("A key is none.")
            if type(leaf) is int and leaf.bit_length() > 63:
                raise BadValue("A key is too large.")
    return items


def _leaves(item: Any) -> Iterator[Any]:
    yield item
    if type(item) is tuple:
        for entry in item:
            yield from _leaves(entry)


# Functions, opaque things, references


def _torch_function(r: Reader, data: list[Any], depth: int) -> Any:
    (name,) = data[1:]
    return FUNCTIONS[name]


def _given_function(r: Reader, data: list[Any], depth: int) -> Any:
    (name,) = data[1:]
    if type(name) is not str or r.lookup is None:
        raise BadValue("A function has no name that is known here.")
    return r.lookup(name)


def _opaque(r: Reader, data: list[Any], depth: int) -> Opaque:
    name, text = data[1:]
    if type(name) is not str or type(text) is not str or len(name) > TEXT or len(text) > TEXT:
        raise BadValue("A thing has no name.")
    number = r.number()
    r.weights[number] = 1
    found = r.objects[number] = Opaque(name, text)
    return found


def _reference(r: Reader, data: list[Any], depth: int) -> Any:
    (number,) = data[1:]
    if type(number) is not int or not 0 <= number < len(r.objects) or r.weights[number] < 0:
        raise BadValue("A value refers to nothing.")
    r.spend(r.weights[number])
    return r.objects[number]


_TAGS: dict[str, Callable[[Reader, list[Any], int], Any]] = {
    "i": _large,
    "f": _special,
    "c": _complex,
    "b": _bytes,
    "l": _list,
    "t": _tuple,
    "s": _set,
    "z": _frozenset,
    "d": _dict,
    "R": _range,
    "S": _slice,
    "D": torch_dtype,
    "V": device,
    "a": array,
    "n": scalar,
    "T": tensor,
    "W": tensor,
    "F": _torch_function,
    "G": _given_function,
    "o": _opaque,
    "r": _reference,
}
