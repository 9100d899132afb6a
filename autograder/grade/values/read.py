"""Data into values. What is read may come from a hostile process: every field is checked before it is used.

A dtype comes from a table, a shape must agree with the bytes that came, a view must lie within its storage, a function
must be on a list. Whatever is wrong raises BadValue; nothing is ever unpickled, imported or run.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import torch

from autograder.grade.values.kinds import (
    ARRAYS,
    DEPTH,
    DTYPES,
    FUNCTIONS,
    ITEMS,
    KEY_LEAVES,
    LARGE_INT,
    LIMIT,
    SMALL_INT,
    TENSOR_COST,
    TEXT,
    BadValue,
    Encoded,
    Flag,
)
from autograder.grade.values.registry import Origin, Registry
from autograder.grade.values.stand_ins import Opaque, Shadow, shadow

Lookup = Callable[[str], Any]
_T = TypeVar("_T")


def decode(data: Any, blobs: Sequence[bytes], *, lookup: Lookup | None = None) -> Any:
    """The value that `encode` wrote. `lookup(name)` gives a function that both sides know; KeyError if none.
    Raises BadValue."""
    reader = _Reader(blobs, lookup)
    with _calm():
        return _finished(reader, _read(reader, data, 0))


def decode_call(call: Encoded, *, lookup: Lookup | None = None) -> tuple[tuple[Any, ...], dict[str, Any], Registry]:
    """The arguments that `encode_call` wrote, and what `encode_outcome` needs to tell what became of them."""
    reader = _Reader(call.blobs, lookup, remember=True)
    with _calm():
        given, named, (grad_enabled, inference) = _three(call.data)
        args, kwargs = _read(reader, given, 0), _read(reader, named, 0)
        _finished(reader, None)
        if type(args) is not tuple or type(kwargs) is not dict or not all(type(name) is str for name in kwargs):
            raise BadValue("A call has no arguments.")
    registry = Registry(reader.objects, reader.weights, [reader.origins[n] for n in range(len(reader.objects))])
    registry.grad_enabled, registry.inference = bool(grad_enabled), bool(inference)
    return args, kwargs, registry


def apply_outcome(outcome: Encoded, call: Encoded, *, lookup: Lookup | None = None) -> Any:
    """The result of a call. What the function did to its arguments is done to the caller's own objects: numbers,
    .grad, requires_grad, the contents of lists, dicts, sets and arrays. `call` is what `encode_call` returned."""
    reader = _Reader(outcome.blobs, lookup)
    reader.objects, reader.weights = list(call.objects), list(call.weights)
    with _calm():
        changes, result = _two(outcome.data)
        filled = [found for change in changes for found in [_applied(reader, *_two(change))] if found is not None]
        value = _finished(reader, _read(reader, result, 0))
        if filled:
            _refill(filled, value)
    return value


class _calm:  # noqa: N801  a context manager that is used like a function
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


class _Reader:
    __slots__ = ("blobs", "items", "lookup", "objects", "origins", "used", "weights")

    def __init__(self, blobs: Sequence[bytes], lookup: Lookup | None, remember: bool = False) -> None:
        self.blobs, self.used, self.items = blobs, 0, 0
        self.lookup = lookup
        self.objects: list[Any] = []
        self.weights: list[int] = []  # -1: not finished, so a reference to it would be a cycle
        self.origins: dict[int, Origin] = _Origins() if remember else {}

    def blob(self) -> bytes:
        if self.used >= len(self.blobs):
            raise BadValue("A value lacks its bytes.")
        self.used += 1
        return bytes(self.blobs[self.used - 1])

    def spend(self, items: int) -> None:
        self.items += items
        if self.items > ITEMS:
            raise BadValue("A value has too many parts.")

    def number(self) -> int:
        self.objects.append(None)
        self.weights.append(-1)
        return len(self.objects) - 1


class _Origins(dict[int, Origin]):
    def __missing__(self, number: int) -> Origin:
        return Origin("", None)


def _finished(r: _Reader, value: Any) -> Any:
    if r.used != len(r.blobs):
        raise BadValue("More bytes came than values.")
    return value


def _two(data: Any) -> tuple[Any, Any]:
    if type(data) is not list or len(data) != 2:
        raise BadValue("A pair is missing.")
    return data[0], data[1]


def _three(data: Any) -> tuple[Any, Any, tuple[Any, Any]]:
    if type(data) is not list or len(data) != 3:
        raise BadValue("A call is missing.")
    return data[0], data[1], _two(data[2])


def _read(r: _Reader, data: Any, depth: int) -> Any:
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


def _large(r: _Reader, data: list[Any], depth: int) -> int:
    (text,) = data[1:]
    if type(text) is not str or len(text) > LARGE_INT // 4 + 2:
        raise BadValue("A whole number is too large.")
    return int(text, 16)


def _special(r: _Reader, data: list[Any], depth: int) -> float:
    (text,) = data[1:]
    if text not in ("nan", "inf", "-inf"):
        raise BadValue("A number is none.")
    return float(text)


def _complex(r: _Reader, data: list[Any], depth: int) -> complex:
    real, imag = (_read(r, part, depth + 1) for part in data[1:])
    if type(real) is not float or type(imag) is not float:
        raise BadValue("A complex number is none.")
    return complex(real, imag)


def _bytes(r: _Reader, data: list[Any], depth: int) -> bytes:
    return r.blob()


def _range(r: _Reader, data: list[Any], depth: int) -> range:
    start, stop, step = (_read(r, part, depth + 1) for part in data[1:])
    return range(start, stop, step)


def _slice(r: _Reader, data: list[Any], depth: int) -> slice:
    start, stop, step = (_read(r, part, depth + 1) for part in data[1:])
    return slice(start, stop, step)


# Containers


def _contents(r: _Reader, number: int, data: list[Any], depth: int) -> list[Any]:
    start = r.items
    items = [_read(r, part, depth + 1) for part in data[1:]]
    r.weights[number] = r.items - start
    return items


def _list(r: _Reader, data: list[Any], depth: int) -> list[Any]:
    number = r.number()
    found = _contents(r, number, data, depth)
    return _kept(r, number, "l", found, found)


def _tuple(r: _Reader, data: list[Any], depth: int) -> tuple[Any, ...]:
    number = r.number()
    found = r.objects[number] = tuple(_contents(r, number, data, depth))
    return found


def _set(r: _Reader, data: list[Any], depth: int) -> set[Any]:
    number = r.number()
    found = set(_keys(_contents(r, number, data, depth)))
    return _kept(r, number, "s", found, list(found))


def _frozenset(r: _Reader, data: list[Any], depth: int) -> frozenset[Any]:
    number = r.number()
    found = r.objects[number] = frozenset(_keys(_contents(r, number, data, depth)))
    return found


def _dict(r: _Reader, data: list[Any], depth: int) -> dict[Any, Any]:
    number = r.number()
    items = _contents(r, number, data, depth)
    return _kept(r, number, "d", _paired(items), items)


def _paired(items: list[Any]) -> dict[Any, Any]:
    found = dict(zip(_keys(items[::2]), items[1::2], strict=True))
    if len(found) * 2 != len(items):
        raise BadValue("A dict has a key twice.")
    return found


def _kept(r: _Reader, number: int, tag: str, found: _T, items: Sequence[Any]) -> _T:
    r.objects[number] = found
    if isinstance(r.origins, _Origins):
        origin = r.origins[number] = Origin(tag, found)
        origin.items = [*items]
    return found


def _keys(items: list[Any]) -> list[Any]:
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


# torch and numpy


class _Made:
    """A tensor as it was read: its numbers, and what is true of it."""

    __slots__ = ("flags", "grad", "node", "tensor")

    def __init__(self, tensor: torch.Tensor, flags: int, node: str, grad: torch.Tensor | None) -> None:
        self.tensor, self.flags, self.node, self.grad = tensor, flags, node, grad


def _tensor(r: _Reader, data: list[Any], depth: int) -> torch.Tensor:
    number = r.number()
    made = _made(r, number, data, depth)
    tensor, flags = made.tensor, made.flags
    if flags & Flag.PARAMETER:
        tensor = torch.nn.Parameter(tensor, requires_grad=bool(flags & Flag.REQUIRES_GRAD))
    elif flags & Flag.REQUIRES_GRAD and not flags & Flag.NODE:
        tensor.requires_grad_(True)
    if made.grad is not None:
        tensor.grad = made.grad
    if flags & Flag.NODE:
        shadow(tensor, made.node)
    r.objects[number] = tensor
    if isinstance(r.origins, _Origins):
        r.origins[number] = _origin(tensor, made, data, r)
    return tensor


def _made(r: _Reader, number: int, data: list[Any], depth: int) -> _Made:
    start = r.items
    r.spend(TENSOR_COST)
    fields = iter(data[1:])
    base = next(fields) if data[0] == "W" else None
    dtype, shape, flags = DTYPES[next(fields)], _shape(next(fields)), next(fields)
    if type(flags) is not int or not 0 <= flags < 128:
        raise BadValue("A tensor's flags are none.")
    place = next(fields) if flags & _PLACED else None
    if data[0] == "W":
        tensor = _viewed(_storage(r, base), dtype, shape, place)
    elif place is not None:
        raw = r.blob()
        tensor = _viewed(_from_bytes(raw, torch.uint8, [len(raw)]).untyped_storage(), dtype, shape, place)
    else:
        tensor = _from_bytes(r.blob(), dtype, shape)
    node = _node_name(next(fields)) if flags & _NODE else ""
    grad = _read(r, next(fields), depth + 1) if flags & _GRAD else None
    if grad is not None and not isinstance(grad, torch.Tensor):
        raise BadValue("A gradient is no tensor.")
    if next(fields, _END) is not _END:
        raise BadValue("A tensor has too many fields.")
    r.weights[number] = r.items - start
    return _Made(tensor, flags, node, grad)


_END = object()
_PLACED, _NODE, _GRAD = int(Flag.PLACED), int(Flag.NODE), int(Flag.GRAD)
_MOST = 2**40


def _shape(data: Any) -> list[int]:
    if type(data) is not list or len(data) > 64:
        raise BadValue("A shape is none.")
    for size in data:
        if type(size) is not int or not 0 <= size < _MOST:
            raise BadValue("A shape is none.")
    if math.prod(size for size in data if size) >= _MOST:
        raise BadValue("A shape is too large.")
    return data


def _from_bytes(raw: bytes, dtype: torch.dtype, shape: list[int]) -> torch.Tensor:
    """A tensor that owns its memory, as one made by torch does, filled with the bytes that came."""
    size = math.prod(shape) * dtype.itemsize
    if size != len(raw):  # before anything is allocated
        raise BadValue("A shape doesn't agree with the bytes that came.")
    if dtype is torch.bool:
        _check_bools(raw)
    tensor = torch.empty(shape, dtype=dtype)
    if size:
        ctypes.memmove(tensor.data_ptr(), raw, size)
    return tensor


def _check_bools(raw: bytes) -> None:
    if raw.translate(None, b"\0\1"):
        raise BadValue("A truth value is neither.")


def _storage(r: _Reader, base: Any) -> torch.UntypedStorage:
    if type(base) is not int or not 0 <= base < len(r.objects):
        raise BadValue("A tensor shares a storage that isn't there.")
    owner = r.objects[base]
    if not isinstance(owner, torch.Tensor):
        raise BadValue("A tensor shares a storage that isn't there.")
    return owner.untyped_storage()


def _viewed(storage: torch.UntypedStorage, dtype: torch.dtype, shape: list[int], place: Any) -> torch.Tensor:
    if type(place) is not list or len(place) != len(shape) + 1:
        raise BadValue("A tensor lies nowhere.")
    for step in place:
        if type(step) is not int or not 0 <= step < _MOST:
            raise BadValue("A tensor lies nowhere.")
    offset, *strides = place
    reach = offset + sum((size - 1) * step for size, step in zip(shape, strides, strict=True)) + 1
    count = math.prod(shape)
    if count and (reach * dtype.itemsize > storage.nbytes() or count * dtype.itemsize > LIMIT):
        raise BadValue("A tensor reaches beyond its storage.")
    if not count:
        return torch.empty(shape, dtype=dtype)
    found = torch.empty(0, dtype=dtype).set_(storage, offset, shape, strides)
    if dtype is torch.bool and bool((found.view(torch.uint8) > 1).any()):
        raise BadValue("A truth value is neither.")
    return found


def _node_name(name: Any) -> str:
    if type(name) is not str or not name.isidentifier() or len(name) > 64:
        raise BadValue("A node has no name.")
    return name


def _origin(tensor: torch.Tensor, made: _Made, data: list[Any], r: _Reader) -> Origin:
    origin = Origin("T", tensor)
    origin.storage = tensor.untyped_storage()
    origin.address, origin.shape, origin.dtype = origin.storage.data_ptr(), tensor.shape, tensor.dtype
    origin.faithful = bool(tensor.numel()) and not made.flags & Flag.COMPACT
    origin.requires_grad, origin.grad = bool(made.flags & Flag.REQUIRES_GRAD), made.grad
    plain = data[0] == "T" and not made.flags & (Flag.PLACED | Flag.GRAD)
    origin.raw = bytes(r.blobs[r.used - 1]) if plain else _raw(tensor)
    return origin


def _raw(tensor: torch.Tensor) -> bytes:
    if not tensor.numel():
        return b""
    row = tensor.detach().contiguous()
    return ctypes.string_at(row.data_ptr(), row.numel() * row.element_size())


def _array(r: _Reader, data: list[Any], depth: int) -> Any:
    number = r.number()
    found = _array_made(r, number, data)
    r.objects[number] = found
    if isinstance(r.origins, _Origins):
        origin = r.origins[number] = Origin("a", found)
        origin.raw = found.tobytes()
    return found


def _array_made(r: _Reader, number: int, data: list[Any]) -> Any:
    _, code, shape = data
    r.spend(TENSOR_COST)
    r.weights[number] = TENSOR_COST
    if code not in ARRAYS:
        raise BadValue("An array has a dtype that is none of ours.")
    raw = r.blob()
    if code[1:] == "b1":
        _check_bools(raw)
    return np.frombuffer(raw, dtype=code).reshape(_shape(shape)).copy()


def _scalar(r: _Reader, data: list[Any], depth: int) -> Any:
    (code,) = data[1:]
    if f"|{code}" not in ARRAYS:
        raise BadValue("A number has a dtype that is none of ours.")
    raw = r.blob()
    if code == "b1":
        _check_bools(raw)
    (found,) = np.frombuffer(raw, dtype=code)
    return found


def _torch_dtype(r: _Reader, data: list[Any], depth: int) -> torch.dtype:
    (code,) = data[1:]
    return DTYPES[code]


def _device(r: _Reader, data: list[Any], depth: int) -> torch.device:
    return torch.device("cpu")


# Functions, opaque things, references


def _torch_function(r: _Reader, data: list[Any], depth: int) -> Any:
    (name,) = data[1:]
    return FUNCTIONS[name]


def _given_function(r: _Reader, data: list[Any], depth: int) -> Any:
    (name,) = data[1:]
    if type(name) is not str or r.lookup is None:
        raise BadValue("A function has no name that is known here.")
    return r.lookup(name)


def _opaque(r: _Reader, data: list[Any], depth: int) -> Opaque:
    name, text = data[1:]
    if type(name) is not str or type(text) is not str or len(name) > TEXT or len(text) > TEXT:
        raise BadValue("A thing has no name.")
    number = r.number()
    r.weights[number] = 1
    found = r.objects[number] = Opaque(name, text)
    return found


def _reference(r: _Reader, data: list[Any], depth: int) -> Any:
    (number,) = data[1:]
    if type(number) is not int or not 0 <= number < len(r.objects) or r.weights[number] < 0:
        raise BadValue("A value refers to nothing.")
    r.spend(r.weights[number])
    return r.objects[number]


_TAGS: dict[str, Callable[[_Reader, list[Any], int], Any]] = {
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
    "D": _torch_dtype,
    "V": _device,
    "a": _array,
    "n": _scalar,
    "T": _tensor,
    "W": _tensor,
    "F": _torch_function,
    "G": _given_function,
    "o": _opaque,
    "r": _reference,
}


# After a call

Filled = tuple[Any, list[Any]]  # a container of the caller's, and what is to be in it


def _applied(r: _Reader, number: Any, data: Any) -> Filled | None:
    """One argument made what the function made of it. Containers wait until all is read."""
    if type(number) is not int or not 0 <= number < len(r.objects) or type(data) is not list or not data:
        raise BadValue("A change is none.")
    target, tag = r.objects[number], data[0]
    r.weights[number] = -1
    if tag in ("T", "W") and isinstance(target, torch.Tensor):
        _transfer(target, _made(r, number, data, 0))
    elif tag == "a" and isinstance(target, np.ndarray):
        found = _array_made(r, number, data)
        if found.shape != target.shape:
            target.shape = found.shape
        np.copyto(target, found, casting="no")
    elif tag == _container_tag(target):
        return target, _contents(r, number, data, 0)
    else:
        raise BadValue("A change is of another kind than what it changes.")
    return None


def _container_tag(target: Any) -> str:
    return next((tag for kind, tag in ((list, "l"), (dict, "d"), (set, "s")) if isinstance(target, kind)), "none")


def _transfer(target: torch.Tensor, made: _Made) -> None:
    """A tensor of the caller's takes over what the child's tensor has come to be."""
    leaf = type(target) is not Shadow and target.is_leaf
    wanted = bool(made.flags & Flag.REQUIRES_GRAD)
    kept = leaf and target.grad is made.grad  # even where it no longer has the tensor's shape
    if leaf and not kept:
        target.grad = None
    if leaf and not wanted:
        target.requires_grad_(False)
    _overwrite(target, made)
    if made.flags & Flag.NODE:
        shadow(target, made.node)
    elif leaf:
        if wanted:
            target.requires_grad_(True)
        if not kept:
            target.grad = made.grad


def _overwrite(target: torch.Tensor, made: _Made) -> None:
    new = made.tensor
    held = torch._C.TensorBase.data.__get__(target)  # type: ignore[attr-defined]
    if made.flags & Flag.IN_PLACE and new.shape == held.shape and new.dtype == held.dtype:
        try:
            held.copy_(new)
        except RuntimeError:  # an expanded tensor, whose numbers share one place
            target.data = new
    else:
        target.data = new


def _refill(filled: list[Filled], result: Any) -> None:
    """Into the caller's lists, dicts and sets; back again if one of them has come to contain itself."""
    before = [(target, _flat(target)) for target, _ in filled]
    _fill([(target, _keyed(target, items)) for target, items in filled])
    try:
        _measure([result, *[target for target, _ in filled]], set(), {})
    except BadValue:
        _fill(before)
        raise


def _flat(target: Any) -> list[Any]:
    return [part for pair in target.items() for part in pair] if isinstance(target, dict) else list(target)


def _keyed(target: Any, items: list[Any]) -> list[Any]:
    if isinstance(target, dict):
        _paired(items)
    elif isinstance(target, set):
        _keys(items)
    return items


def _fill(filled: list[Filled]) -> None:
    for target, items in filled:
        if isinstance(target, list):
            target[:] = items
        elif isinstance(target, dict):
            target.clear()
            target.update(zip(items[::2], items[1::2], strict=True))
        else:
            target.clear()
            target.update(items)


def _measure(thing: Any, above: set[int], known: dict[int, int]) -> int:
    """How many parts a walk would meet. Refuses cycles, and lists that hold each other so often that a walk never
    ends."""
    if not isinstance(thing, (list, tuple, dict)):
        return 1
    if id(thing) in known:
        return known[id(thing)]
    if id(thing) in above or len(above) > 2 * DEPTH:
        raise BadValue("A value contains itself, or is nested too deeply.")
    above.add(id(thing))
    found = 1 + sum(_measure(part, above, known) for part in (thing.values() if isinstance(thing, dict) else thing))
    above.discard(id(thing))
    if found > ITEMS:
        raise BadValue("A value has too many parts.")
    known[id(thing)] = found
    return found
