"""Tensors and arrays into data: their numbers as they lie in memory, and what is true of them.

Nothing is asked of a tensor but by the C accessors that are picked up here at import. Sealed, as `write` is.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.grade.seal import seal
from autograder.grade.values.kinds import ARRAYS, DEPTH, DTYPES, LIMIT, STORAGE, TENSOR_COST, Flag, TooMuch, Unsendable
from autograder.grade.values.registry import Origin
from autograder.grade.values.stand_ins import Shadow
from autograder.grade.values.writer import append, bases, blob, met, numbered, opaque, to_text, type_name

if TYPE_CHECKING:
    from autograder.grade.values.writer import Writer

__all__ = [
    "address_now",
    "array",
    "array_change",
    "device",
    "scalar",
    "tensor",
    "tensor_change",
    "torch_dtype",
]

_base = torch._C.TensorBase.__dict__
_dtype, _shape, _layout = _base["dtype"].__get__, _base["shape"].__get__, _base["layout"].__get__
_is_cpu, _is_quantized, _is_nested = (_base[name].__get__ for name in ("is_cpu", "is_quantized", "is_nested"))
_requires_grad, _is_leaf, _grad = (_base[name].__get__ for name in ("requires_grad", "is_leaf", "grad"))
_grad_fn, _tensor_data = _base["grad_fn"].__get__, _base["data"].__get__
_storage_of, _numel, _element_size = _base["untyped_storage"], _base["numel"], _base["element_size"]
_offset, _stride, _is_contiguous = _base["storage_offset"], _base["stride"], _base["is_contiguous"]
_is_conj, _is_neg, _contiguous = _base["is_conj"], _base["is_neg"], _base["contiguous"]
_resolve_conj, _resolve_neg = _base["resolve_conj"], _base["resolve_neg"]
_address, _storage_size = (torch._C.StorageBase.__dict__[name] for name in ("data_ptr", "nbytes"))
_CODES = {dtype: code for code, dtype in DTYPES.items()}
_STRIDED, _Parameter = torch.strided, torch.nn.Parameter
_is_identifier = str.isidentifier
# Reads memory with nothing in between, where every operation of torch can be given another kernel (torch.library).
_memory = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_ssize_t)(
    ("PyBytes_FromStringAndSize", ctypes.pythonapi)
)
_HEAP_TYPE = 1 << 9
_REQUIRES_GRAD, _NODE, _GRAD, _PLACED = Flag.REQUIRES_GRAD, Flag.NODE, Flag.GRAD, Flag.PLACED
_PARAMETER, _COMPACT, _IN_PLACE = Flag.PARAMETER, Flag.COMPACT, Flag.IN_PLACE
_type_flags = type.__dict__["__flags__"].__get__
_Tensor = torch.Tensor


def tensor(w: Writer, thing: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return met(w, w.memo[id(thing)])
    if not _dense(thing):
        return opaque(w, thing, depth)
    return _tensor_body(w, numbered(w, thing), thing, depth, False)


def _dense(tensor: Any) -> bool:
    """Are there numbers in memory, one after the other? Sparse, meta, quantised and wrapped tensors have none."""
    if _layout(tensor) is not _STRIDED or not _is_cpu(tensor) or _is_quantized(tensor) or _is_nested(tensor):
        return False
    if _dtype(tensor) not in _CODES:
        return False
    try:
        storage = _storage_of(tensor)
        return bool(_reach(tensor) <= _storage_size(storage) and (_numel(tensor) == 0 or _address(storage) != 0))
    except (RuntimeError, NotImplementedError):
        return False


def _reach(tensor: Any) -> int:
    """How far into its storage a tensor goes, in bytes."""
    if _numel(tensor) == 0:
        return 0
    last: int = _offset(tensor)
    for size, step in zip(_shape(tensor), _stride(tensor), strict=True):
        last += (size - 1) * step
    size_of_one: int = _element_size(tensor)
    return (last + 1) * size_of_one


def _tensor_body(w: Writer, number: int, tensor: Any, depth: int, in_place: bool) -> list[Any]:
    start, w.weights[number] = w.items, -1
    w.items += TENSOR_COST
    body, flags, rest = _stored(w, number, tensor, in_place)
    kind = type(tensor)
    if kind is not _Tensor and _Parameter in bases(kind):
        flags |= _PARAMETER
    grad = _grad(tensor) if _is_leaf(tensor) else None
    if _requires_grad(tensor) or (w.strict and kind is Shadow):
        flags |= _REQUIRES_GRAD
        if not _is_leaf(tensor) and not w.strict:
            flags |= _NODE
            append(rest, _node_name(tensor))
    if grad is not None:
        flags |= _GRAD
        if depth >= DEPTH:
            raise TooMuch(f"This is nested more than {DEPTH} levels deep.")
        append(rest, w.value(w, grad, depth + 1))
    w.weights[number] = w.items - start
    return [*body, flags, *rest]


def _stored(w: Writer, number: int, tensor: Any, in_place: bool) -> tuple[list[Any], int, list[Any]]:
    """Where the numbers are: the blob is written here. (The first fields, flags, fields that follow.)

    A storage crosses as a whole where it is full or small, so that what shares it still does on the other side.
    """
    code, shape = _CODES[_dtype(tensor)], [*_shape(tensor)]
    storage = _storage_of(tensor)
    address, size, wanted = _address(storage), _storage_size(storage), _numel(tensor) * _element_size(tensor)
    plain = not in_place and wanted > 0 and not _is_conj(tensor) and not _is_neg(tensor)
    if wanted > LIMIT:
        raise TooMuch("This is too large to send: too many megabytes.")
    if plain and address in w.storages:
        return ["W", w.storages[address], code, shape], _PLACED, [[_offset(tensor), *_stride(tensor)]]
    if plain and size == wanted and _is_contiguous(tensor):
        w.storages[address] = number
        blob(w, _memory(address, size))
        return ["T", code, shape], 0, []
    if plain and (size <= STORAGE or size <= 2 * wanted):
        w.storages[address] = number
        blob(w, _memory(address, size))
        return ["T", code, shape], _PLACED, [[_offset(tensor), *_stride(tensor)]]
    blob(w, _compact(tensor))
    return ["T", code, shape], _COMPACT | (_IN_PLACE if in_place else 0), []


def _compact(tensor: Any) -> bytes:
    size = _numel(tensor) * _element_size(tensor)
    if size == 0:
        return b""
    if size > LIMIT:  # before an expanded tensor is copied
        raise TooMuch("This is too large to send: too many megabytes.")
    if not _is_contiguous(tensor) or _is_conj(tensor) or _is_neg(tensor):
        tensor = _contiguous(_resolve_neg(_resolve_conj(_tensor_data(tensor))))
    start = _address(_storage_of(tensor)) + _offset(tensor) * _element_size(tensor)
    raw: bytes = _memory(start, size)
    return raw


def _node_name(tensor: Any) -> str:
    """The name of the grad_fn's type. A node made in Python can be renamed at will, so it is always …Backward, which
    none of torch's own names is."""
    kind = type(_grad_fn(tensor))
    name = to_text(type_name(kind))[:56]
    if not _is_identifier(name):
        return "Node"
    if _type_flags(kind) & _HEAP_TYPE and name[-8:] != "Backward":
        return name + "Backward"
    return name


_device_type, _device_index = (torch.device.__dict__[name].__get__ for name in ("type", "index"))


def torch_dtype(w: Writer, thing: Any, depth: int) -> list[Any]:
    return ["D", _CODES[thing]] if thing in _CODES else opaque(w, thing, depth)


def device(w: Writer, thing: Any, depth: int) -> list[Any]:
    return ["V"] if _device_type(thing) == "cpu" and _device_index(thing) is None else opaque(w, thing, depth)


# numpy

_array_dtype, _array_shape, _array_size = (np.ndarray.__dict__[name].__get__ for name in ("dtype", "shape", "nbytes"))
_array_bytes, _scalar_bytes = np.ndarray.tobytes, np.generic.tobytes
_dtype_text = np.dtype.__dict__["str"].__get__
_SCALARS = {
    id(getattr(np, name)): code
    for code, names in {
        "b1": "bool",
        "f2": "float16",
        "f4": "float32",
        "c8": "complex64",
        "i1": "int8",
        "i2": "int16",
        "i4": "int32",
        "i8": "int64 longlong",
        "u1": "uint8",
        "u2": "uint16",
        "u4": "uint32",
        "u8": "uint64 ulonglong",
    }.items()
    for name in names.split()
}


def array(w: Writer, thing: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return met(w, w.memo[id(thing)])
    if _dtype_text(_array_dtype(thing)) not in ARRAYS:
        return opaque(w, thing, depth)
    return _array_body(w, numbered(w, thing), thing)


def _array_body(w: Writer, number: int, thing: Any) -> list[Any]:
    if _array_size(thing) > w.room:  # before it is copied: one number can be broadcast to millions
        raise TooMuch("This is too large to send: too many megabytes.")
    w.items += TENSOR_COST
    w.weights[number] = TENSOR_COST
    blob(w, _array_bytes(thing))
    return ["a", _dtype_text(_array_dtype(thing)), [*_array_shape(thing)]]


def scalar(w: Writer, thing: Any, depth: int) -> list[Any]:
    for base in bases(type(thing)):
        if id(base) in _SCALARS:
            blob(w, _scalar_bytes(thing))
            return ["n", _SCALARS[id(base)]]
    return opaque(w, thing, depth)


# After a call


def tensor_change(w: Writer, number: int, origin: Origin) -> list[Any] | None:
    tensor = origin.thing
    if not _dense(tensor):
        raise Unsendable("An argument was made into a tensor that can't be sent.")
    address = _address(_storage_of(tensor))
    stayed = address == origin.address
    unmoved = stayed and _shape(tensor) == origin.shape and _dtype(tensor) is origin.dtype
    if (
        unmoved
        and _is_leaf(tensor)
        and _requires_grad(tensor) is origin.requires_grad
        and _grad(tensor) is origin.grad
        and _compact(tensor) == origin.raw
    ):
        return None
    if stayed and not unmoved and address in w.storages:
        del w.storages[address]  # another shape on the old storage: the caller's will be laid out differently
    return _tensor_body(w, number, tensor, 0, stayed)


def array_change(w: Writer, number: int, origin: Origin) -> list[Any] | None:
    return None if _array_bytes(origin.thing) == origin.raw else _array_body(w, number, origin.thing)


def address_now(tensor: Any) -> int:
    try:
        address: int = _address(_storage_of(tensor))
    except (RuntimeError, NotImplementedError):  # no longer a tensor with a storage
        return 0
    return address


seal(globals(), __all__)
