"""Values into data. In a child this runs beside the student's code, and still tells what is there.

Nothing that a class says of itself is asked: `__class__`, `__iter__`, `__len__`, `items`, properties, operators and
`__torch_function__` can all lie. A thing's kind is read from its type's true bases, and its contents by the slots of
the built-in type underneath, which are picked up here at import. No code of the student's is run, not even a `repr`.
Names are sealed (see `autograder.grade.seal`), so calls here are of names below and of C slots, not of methods.
"""

from __future__ import annotations

import ctypes
import sys
from types import FunctionType
from typing import Any

import numpy as np
import torch

from autograder.grade.seal import seal
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
    STORAGE,
    TENSOR_COST,
    TEXT,
    TEXT_IN_ALL,
    Encoded,
    Flag,
    Stayed,
    TooMuch,
    Unsendable,
)
from autograder.grade.values.registry import Origin, Registry
from autograder.grade.values.stand_ins import Opaque, Shadow

__all__ = ["encode", "encode_call", "encode_outcome"]


def encode(value: Any, *, limit: int = LIMIT, names: dict[int, str] | None = None) -> Encoded:
    """A value as data and blobs. `names` are functions that the other side knows: {id(function): name}.

    What can't cross becomes an opaque thing. Raises TooMuch over a cap, Unsendable for what contains itself.
    """
    writer = _Writer(limit, names, False)
    guard = _NoOverrides()
    _enter(guard)
    try:
        data = _value(writer, value, 0)
    finally:
        _exit(guard, None, None, None)
    return Encoded(data, writer.blobs)


def encode_call(
    args: tuple[Any, ...], kwargs: dict[str, Any], *, limit: int = LIMIT, names: dict[int, str] | None = None
) -> Encoded:
    """The arguments of a call, and the modes that it is made in. Keep what this returns for `apply_outcome`.

    A tensor with a graph becomes a leaf that requires grad: no gradient finds its way from there to what the tensor
    was computed from. Raises Unsendable for an argument that can't cross.
    """
    writer = _Writer(limit, names, True)
    guard = _NoOverrides()
    _enter(guard)
    try:
        given = [_value(writer, args, 0), _value(writer, kwargs, 0)]
    finally:
        _exit(guard, None, None, None)
    modes = [_grad_enabled(), _inference_enabled()]
    return Encoded([*given, modes], writer.blobs, writer.keep, writer.weights)


def encode_outcome(
    result: Any, registry: Registry, *, limit: int = LIMIT, names: dict[int, str] | None = None
) -> Encoded:
    """What a call gave, and what it made of its arguments, which `registry` remembers as they were."""
    _settrace(None)  # a tracer would be shown these functions, and could change what they hold
    _setprofile(None)
    writer = _Writer(limit, names, False)
    guard = _NoOverrides()
    _enter(guard)
    try:
        _take_over(writer, registry)
        changes = _changes(writer, registry)
        data = [changes, _value(writer, result, 0)]
    finally:
        _exit(guard, None, None, None)
    return Encoded(data, writer.blobs)


class _Writer:
    """What has been written so far. `keep` holds what is numbered, so that no id is used twice."""

    __slots__ = ("blobs", "items", "keep", "memo", "names", "room", "storages", "strict", "text", "weights")

    def __init__(self, limit: int, names: dict[int, str] | None, strict: bool) -> None:
        self.blobs: list[bytes] = []
        self.items = self.text = 0
        self.keep: list[Any] = []
        self.memo: dict[int, int] = {}  # id -> number
        self.weights: list[int] = []  # items that each number stands for; -1 while it is being written
        self.storages: dict[int, int] = {}  # address -> number of the tensor that brought the storage along
        self.names = names or {}
        self.room = limit
        self.strict = strict


_NoOverrides = torch._C.DisableTorchFunction  # subclasses' __torch_function__, and modes that were left on
_enter, _exit = _NoOverrides.__dict__["__enter__"], _NoOverrides.__dict__["__exit__"]
_grad_enabled, _inference_enabled = torch.is_grad_enabled, torch.is_inference_mode_enabled
_settrace, _setprofile = sys.settrace, sys.setprofile
_mro, _type_name = type.__dict__["__mro__"].__get__, type.__dict__["__name__"].__get__
_type_flags = type.__dict__["__flags__"].__get__
_append = list.append


def _value(w: _Writer, thing: Any, depth: int) -> Any:
    w.items += 1
    if w.items > ITEMS:
        raise TooMuch(f"This has more than {ITEMS:,} parts, and is too large to send.")
    key = id(type(thing))
    write = _KINDS[key] if key in _KINDS else _by_bases(type(thing))
    return write(w, thing, depth)


def _by_bases(kind: type) -> Any:
    for base in _mro(kind):
        if id(base) in _KINDS:
            return _KINDS[id(base)]
    return _opaque


# Numbered things


def _number(w: _Writer, thing: Any) -> int:
    number = len(w.keep)
    w.memo[id(thing)] = number
    _append(w.keep, thing)
    _append(w.weights, -1)
    return number


def _met(w: _Writer, number: int) -> list[Any]:
    if w.weights[number] < 0:
        raise Unsendable("This contains itself, and can't be sent.")
    w.items += w.weights[number]
    if w.items > ITEMS:
        raise TooMuch(f"This has more than {ITEMS:,} parts, and is too large to send.")
    return ["r", number]


def _opaque(w: _Writer, thing: Any, depth: int) -> list[Any]:
    """Whatever no other function here takes: a function that both sides have, or a thing that stays."""
    key = id(thing)
    if key in w.names:
        return ["G", w.names[key]]
    if key in _FUNCTION_NAMES:
        return ["F", _FUNCTION_NAMES[key]]
    if key in w.memo:
        return _met(w, w.memo[key])
    name = _cleaned(_type_name(type(thing)))[:TEXT]
    if w.strict and type(thing) is Opaque:
        raise Stayed(f"{thing!r} stayed in the student's process; make this a probe.")
    if w.strict:
        raise Unsendable(f"An argument of type {name} can't cross to the student's process; make this a probe.")
    w.weights[_number(w, thing)] = 1
    return ["o", name, _words_for(thing, name)]


_function_name = FunctionType.__dict__["__name__"].__get__


def _words_for(thing: Any, name: str) -> str:
    """No repr: that would run the student's code among ours, and show addresses."""
    if type(thing) is FunctionType:
        return f"<function {_cleaned(_function_name(thing))}>"[:TEXT]
    if type(thing) is type:
        return f"<class {_cleaned(_type_name(thing))}>"[:TEXT]
    return f"<{name} object>"[:TEXT]


# Numbers and text

_float, _int, _str = float.__float__, int.__int__, str.__str__
_bit_length, _isascii, _encoded, _decoded = int.bit_length, str.isascii, str.encode, bytes.decode
_real, _imag = complex.__dict__["real"].__get__, complex.__dict__["imag"].__get__
_bytes_item = bytes.__getitem__
_WHOLE = slice(None)


def _constant(w: _Writer, thing: Any, depth: int) -> Any:
    return thing


def _whole_number(w: _Writer, thing: Any, depth: int) -> Any:
    number = _int(thing)
    if -SMALL_INT < number < SMALL_INT:
        return number
    if _bit_length(number) > LARGE_INT:
        raise TooMuch("This is a whole number of more digits than can be sent.")
    w.text += _bit_length(number) // 4
    return ["i", f"{number:x}"]


def _real_number(w: _Writer, thing: Any, depth: int) -> Any:
    number = _float(thing)
    if number - number == 0:
        return number
    return ["f", f"{number}"]


def _complex_number(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return ["c", _real_number(w, _real(thing), depth), _real_number(w, _imag(thing), depth)]


def _cleaned(text: str) -> str:
    text = _str(text)
    if _isascii(text):
        return text
    return _decoded(_encoded(text, "utf-8", "replace"), "utf-8")


def _text(w: _Writer, thing: Any, depth: int) -> str:
    if len(_str(thing)) + w.text > TEXT_IN_ALL:
        raise TooMuch(f"This has more than {TEXT_IN_ALL:,} characters of text, and is too large to send.")
    text = _cleaned(thing)
    w.text += len(text)
    return text


def _raw(w: _Writer, thing: Any, depth: int) -> list[Any]:
    _blob(w, _bytes_item(thing, _WHOLE))
    return ["b"]


def _blob(w: _Writer, raw: bytes) -> None:
    _spend(w, len(raw))
    _append(w.blobs, raw)


def _spend(w: _Writer, size: int) -> None:
    w.room -= size
    if w.room < 0:
        raise TooMuch("This is too large to send: too many megabytes.")


_range_parts = [range.__dict__[name].__get__ for name in ("start", "stop", "step")]
_slice_parts = [slice.__dict__[name].__get__ for name in ("start", "stop", "step")]


def _range(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return ["R", *[_value(w, part(thing), depth + 1) for part in _range_parts]]


def _slice(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return ["S", *[_value(w, part(thing), depth + 1) for part in _slice_parts]]


# Containers

_list_item, _tuple_item = list.__getitem__, tuple.__getitem__
_set_iter, _frozen_iter, _dict_items = set.__iter__, frozenset.__iter__, dict.items


def _list(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return _container(w, "l", thing, _list_item(thing, _WHOLE), depth)


def _tuple(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return _container(w, "t", thing, _tuple_item(thing, _WHOLE), depth)


def _set(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return _keyed(w, "s", thing, [*_set_iter(thing)], depth)


def _frozenset(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return _keyed(w, "z", thing, [*_frozen_iter(thing)], depth)


def _keyed(w: _Writer, tag: str, thing: Any, items: list[Any], depth: int) -> list[Any]:
    for item in items:
        if not _plain_key(item, [KEY_LEAVES]):
            return _opaque(w, thing, depth)
    return _container(w, tag, thing, items, depth)


def _dict(w: _Writer, thing: Any, depth: int) -> list[Any]:
    pairs = [*_dict_items(thing)]
    for key, _ in pairs:
        if not _plain_key(key, [KEY_LEAVES]):
            return _opaque(w, thing, depth)
    return _container(w, "d", thing, [part for pair in pairs for part in pair], depth)


def _container(w: _Writer, tag: str, thing: Any, items: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return _met(w, w.memo[id(thing)])
    return _filled(w, tag, _number(w, thing), items, depth)


def _filled(w: _Writer, tag: str, number: int, items: Any, depth: int) -> list[Any]:
    if depth >= DEPTH:
        raise TooMuch(f"This is nested more than {DEPTH} levels deep.")
    start, w.weights[number] = w.items, -1
    data = [tag, *[_value(w, item, depth + 1) for item in items]]
    w.weights[number] = w.items - start
    return data


def _plain_key(thing: Any, left: list[int]) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return False
    key = id(type(thing))
    write = _KINDS[key] if key in _KINDS else _by_bases(type(thing))
    if write is _tuple:
        return all(_plain_key(item, left) for item in _tuple_item(thing, _WHOLE))
    if write is _whole_number:
        return _bit_length(_int(thing)) <= 63
    return write is _constant or write is _real_number or write is _text


# torch

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


def _tensor(w: _Writer, thing: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return _met(w, w.memo[id(thing)])
    if not _dense(thing):
        return _opaque(w, thing, depth)
    return _tensor_body(w, _number(w, thing), thing, depth, False)


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


def _tensor_body(w: _Writer, number: int, tensor: Any, depth: int, in_place: bool) -> list[Any]:
    start, w.weights[number] = w.items, -1
    w.items += TENSOR_COST
    body, flags, rest = _stored(w, number, tensor, in_place)
    kind = type(tensor)
    if kind is not _Tensor and _Parameter in _mro(kind):
        flags |= _PARAMETER
    grad = _grad(tensor) if _is_leaf(tensor) else None
    if _requires_grad(tensor) or (w.strict and kind is Shadow):
        flags |= _REQUIRES_GRAD
        if not _is_leaf(tensor) and not w.strict:
            flags |= _NODE
            _append(rest, _node_name(tensor))
    if grad is not None:
        flags |= _GRAD
        if depth >= DEPTH:
            raise TooMuch(f"This is nested more than {DEPTH} levels deep.")
        _append(rest, _value(w, grad, depth + 1))
    w.weights[number] = w.items - start
    return [*body, flags, *rest]


def _stored(w: _Writer, number: int, tensor: Any, in_place: bool) -> tuple[list[Any], int, list[Any]]:
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
        _blob(w, _memory(address, size))
        return ["T", code, shape], 0, []
    if plain and (size <= STORAGE or size <= 2 * wanted):
        w.storages[address] = number
        _blob(w, _memory(address, size))
        return ["T", code, shape], _PLACED, [[_offset(tensor), *_stride(tensor)]]
    _blob(w, _compact(tensor))
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
    name = _str(_type_name(kind))[:56]
    if not _is_identifier(name):
        return "Node"
    if _type_flags(kind) & _HEAP_TYPE and name[-8:] != "Backward":
        return name + "Backward"
    return name


_device_type, _device_index = (torch.device.__dict__[name].__get__ for name in ("type", "index"))


def _torch_dtype(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return ["D", _CODES[thing]] if thing in _CODES else _opaque(w, thing, depth)


def _device(w: _Writer, thing: Any, depth: int) -> list[Any]:
    return ["V"] if _device_type(thing) == "cpu" and _device_index(thing) is None else _opaque(w, thing, depth)


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


def _array(w: _Writer, thing: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return _met(w, w.memo[id(thing)])
    if _dtype_text(_array_dtype(thing)) not in ARRAYS:
        return _opaque(w, thing, depth)
    return _array_body(w, _number(w, thing), thing)


def _array_body(w: _Writer, number: int, thing: Any) -> list[Any]:
    if _array_size(thing) > w.room:  # before it is copied: one number can be broadcast to millions
        raise TooMuch("This is too large to send: too many megabytes.")
    w.items += TENSOR_COST
    w.weights[number] = TENSOR_COST
    _blob(w, _array_bytes(thing))
    return ["a", _dtype_text(_array_dtype(thing)), [*_array_shape(thing)]]


def _scalar(w: _Writer, thing: Any, depth: int) -> list[Any]:
    for base in _mro(type(thing)):
        if id(base) in _SCALARS:
            _blob(w, _scalar_bytes(thing))
            return ["n", _SCALARS[id(base)]]
    return _opaque(w, thing, depth)


# After a call


def _take_over(w: _Writer, registry: Registry) -> None:
    """The numbers of a call stand in its answer for the same objects."""
    for number, thing in enumerate(registry.objects):
        w.memo[id(thing)] = number
        _append(w.keep, thing)
        _append(w.weights, registry.weights[number])
    for number, origin in enumerate(registry.origins):
        if origin.faithful and origin.address not in w.storages and _address_now(origin.thing) == origin.address:
            w.storages[origin.address] = number


def _address_now(tensor: Any) -> int:
    try:
        address: int = _address(_storage_of(tensor))
    except (RuntimeError, NotImplementedError):  # no longer a tensor with a storage
        return 0
    return address


def _changes(w: _Writer, registry: Registry) -> list[Any]:
    found: list[Any] = []
    for number, origin in enumerate(registry.origins):
        body = _change(w, number, origin)
        if body is not None:
            _append(found, [number, body])
    return found


def _change(w: _Writer, number: int, origin: Origin) -> list[Any] | None:
    if origin.tag == "T":
        return _tensor_change(w, number, origin)
    if origin.tag == "a":
        return None if _array_bytes(origin.thing) == origin.raw else _array_body(w, number, origin.thing)
    if origin.tag in ("l", "d", "s"):
        return _container_change(w, number, origin)
    return None


def _container_change(w: _Writer, number: int, origin: Origin) -> list[Any] | None:
    tag, thing = origin.tag, origin.thing
    if tag == "l":
        items = _list_item(thing, _WHOLE)
    elif tag == "s":
        items = [*_set_iter(thing)]
    else:
        items = [part for pair in [*_dict_items(thing)] for part in pair]
    if [id(item) for item in items] == [id(item) for item in origin.items]:
        return None
    keys = items[::2] if tag == "d" else items if tag == "s" else []
    if not all(_plain_key(key, [KEY_LEAVES]) for key in keys):
        raise Unsendable("An argument was given a key that can't be sent.")
    return _filled(w, tag, number, items, 0)


def _tensor_change(w: _Writer, number: int, origin: Origin) -> list[Any] | None:
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


def _start() -> None:
    """Made behind the seal: which function writes which type. Types are keys by their id: a class can have a hash."""
    global _KINDS, _FUNCTION_NAMES, _Tensor
    _Tensor = torch.Tensor
    _FUNCTION_NAMES = {}
    for name, function in FUNCTIONS.items():
        _FUNCTION_NAMES.setdefault(id(function), name)
    kinds = {
        _constant: (type(None), bool),
        _whole_number: (int,),
        _real_number: (float, np.float64),
        _complex_number: (complex, np.complex128),
        _text: (str,),
        _raw: (bytes,),
        _range: (range,),
        _slice: (slice,),
        _list: (list,),
        _tuple: (tuple,),
        _set: (set,),
        _frozenset: (frozenset,),
        _dict: (dict,),
        _tensor: (torch._C.TensorBase, torch.Tensor, _Parameter),
        _torch_dtype: (torch.dtype,),
        _device: (torch.device,),
        _array: (np.ndarray,),
        _scalar: (np.generic,),
    }
    _KINDS = {id(kind): write for write, types in kinds.items() for kind in types}


_KINDS: dict[int, Any]
_FUNCTION_NAMES: dict[int, str]
_Tensor: type

_sealed = seal(globals(), __all__)
_sealed["_start"]()
del _sealed
