"""Data into tensors and arrays. A shape must agree with the bytes that came, a view must lie within its storage."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import numpy as np
import torch

from autograder.grade.values.kinds import ARRAYS, DTYPES, LIMIT, TENSOR_COST, BadValue, Flag
from autograder.grade.values.reader import Reader
from autograder.grade.values.registry import Origin
from autograder.grade.values.stand_ins import shadow

_END = object()
_PLACED, _NODE, _GRAD = int(Flag.PLACED), int(Flag.NODE), int(Flag.GRAD)
_MOST = 2**40


class Made:
    """A tensor as it was read: its numbers, and what is true of it."""

    __slots__ = ("flags", "grad", "node", "tensor")

    def __init__(self, tensor: torch.Tensor, flags: int, node: str, grad: torch.Tensor | None) -> None:
        self.tensor, self.flags, self.node, self.grad = tensor, flags, node, grad


def tensor(r: Reader, data: list[Any], depth: int) -> torch.Tensor:
    number = r.number()
    found = made(r, number, data, depth)
    tensor, flags = found.tensor, found.flags
    if flags & Flag.PARAMETER:
        tensor = torch.nn.Parameter(tensor, requires_grad=bool(flags & Flag.REQUIRES_GRAD))
    elif flags & Flag.REQUIRES_GRAD and not flags & Flag.NODE:
        tensor.requires_grad_(True)
    if found.grad is not None:
        tensor.grad = found.grad
    if flags & Flag.NODE:
        shadow(tensor, found.node)
    r.objects[number] = tensor
    if r.remembers:
        r.origins[number] = _origin(tensor, found, data, r)
    return tensor


def made(r: Reader, number: int, data: list[Any], depth: int) -> Made:
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
    grad = r.read(r, next(fields), depth + 1) if flags & _GRAD else None
    if grad is not None and not isinstance(grad, torch.Tensor):
        raise BadValue("A gradient is no tensor.")
    if next(fields, _END) is not _END:
        raise BadValue("A tensor has too many fields.")
    r.weights[number] = r.items - start
    return Made(tensor, flags, node, grad)


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


def _storage(r: Reader, base: Any) -> torch.UntypedStorage:
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


def _origin(tensor: torch.Tensor, made: Made, data: list[Any], r: Reader) -> Origin:
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


def array(r: Reader, data: list[Any], depth: int) -> Any:
    number = r.number()
    found = array_made(r, number, data)
    r.objects[number] = found
    if r.remembers:
        origin = r.origins[number] = Origin("a", found)
        origin.raw = found.tobytes()
    return found


def array_made(r: Reader, number: int, data: list[Any]) -> Any:
    _, code, shape = data
    r.spend(TENSOR_COST)
    r.weights[number] = TENSOR_COST
    if code not in ARRAYS:
        raise BadValue("An array has a dtype that is none of ours.")
    raw = r.blob()
    if code[1:] == "b1":
        _check_bools(raw)
    return np.frombuffer(raw, dtype=code).reshape(_shape(shape)).copy()


def scalar(r: Reader, data: list[Any], depth: int) -> Any:
    (code,) = data[1:]
    if f"|{code}" not in ARRAYS:
        raise BadValue("A number has a dtype that is none of ours.")
    raw = r.blob()
    if code == "b1":
        _check_bools(raw)
    (found,) = np.frombuffer(raw, dtype=code)
    return found


def torch_dtype(r: Reader, data: list[Any], depth: int) -> torch.dtype:
    (code,) = data[1:]
    return DTYPES[code]


def device(r: Reader, data: list[Any], depth: int) -> torch.device:
    return torch.device("cpu")
