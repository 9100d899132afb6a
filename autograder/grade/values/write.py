"""Values into data. In a child this runs beside the student's code, and still tells what is there.

Nothing that a class says of itself is asked: `__class__`, `__iter__`, `__len__`, `items`, properties, operators and
`__torch_function__` can all lie. A thing's kind is read from its type's true bases, and its contents by the slots of
the built-in type underneath, which are picked up here at import. No code of the student's is run, not even a `repr`.
Names are sealed (see `autograder.grade.seal`), so calls here are of names below and of C slots, not of methods. The
same holds for `writer`, `write_tensors` and `write_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.grade.seal import seal
from autograder.grade.values.kinds import (
    DEPTH,
    ITEMS,
    KEY_LEAVES,
    LARGE_INT,
    LIMIT,
    SMALL_INT,
    TEXT_IN_ALL,
    Encoded,
    TooMuch,
    Unsendable,
)
from autograder.grade.values.registry import Origin
from autograder.grade.values.write_tensors import array, device, scalar, tensor, torch_dtype
from autograder.grade.values.writer import (
    NoOverrides,
    bases,
    blob,
    cleaned,
    enter,
    leave,
    met,
    numbered,
    opaque,
    open_writer,
    to_text,
)

if TYPE_CHECKING:
    from autograder.grade.values.writer import Writer

__all__ = ["container_change", "encode", "encode_call", "fresh"]


def encode(value: Any, *, limit: int = LIMIT, names: dict[int, str] | None = None) -> Encoded:
    """A value as data and blobs. `names` are functions that the other side knows: {id(function): name}.

    What can't cross becomes an opaque thing. Raises TooMuch over a cap, Unsendable for what contains itself.
    """
    writer = fresh(limit, names, strict=False)
    guard = NoOverrides()
    enter(guard)
    try:
        data = _value(writer, value, 0)
    finally:
        leave(guard, None, None, None)
    return Encoded(data, writer.blobs)


def encode_call(
    args: tuple[Any, ...], kwargs: dict[str, Any], *, limit: int = LIMIT, names: dict[int, str] | None = None
) -> Encoded:
    """The arguments of a call, and the modes that it is made in. Keep what this returns for `apply_outcome`.

    A tensor with a graph becomes a leaf that requires grad: no gradient finds its way from there to what the tensor
    was computed from. Raises Unsendable for an argument that can't cross.
    """
    writer = fresh(limit, names, strict=True)
    guard = NoOverrides()
    enter(guard)
    try:
        given = [_value(writer, args, 0), _value(writer, kwargs, 0)]
    finally:
        leave(guard, None, None, None)
    modes = [_grad_enabled(), _inference_enabled()]
    return Encoded([*given, modes], writer.blobs, writer.keep, writer.weights)


def fresh(limit: int, names: dict[int, str] | None, *, strict: bool) -> Writer:
    return open_writer(_value, limit, names, strict=strict)


_grad_enabled, _inference_enabled = torch.is_grad_enabled, torch.is_inference_mode_enabled
_KINDS: dict[int, Any] = {}  # by a type's id; filled at the end, behind the seal


def _value(w: Writer, thing: Any, depth: int) -> Any:
    w.items += 1
    if w.items > ITEMS:
        raise TooMuch(f"This has more than {ITEMS:,} parts, and is too large to send.")
    key = id(type(thing))
    write = _KINDS[key] if key in _KINDS else _by_bases(type(thing))
    return write(w, thing, depth)


def _by_bases(kind: type) -> Any:
    for base in bases(kind):
        if id(base) in _KINDS:
            return _KINDS[id(base)]
    return opaque


# Numbers and text

_float, _int = float.__float__, int.__int__
_bit_length = int.bit_length
_real, _imag = complex.__dict__["real"].__get__, complex.__dict__["imag"].__get__
_bytes_item = bytes.__getitem__
_WHOLE = slice(None)


def _constant(w: Writer, thing: Any, depth: int) -> Any:
    return thing


def _whole_number(w: Writer, thing: Any, depth: int) -> Any:
    number = _int(thing)
    if -SMALL_INT < number < SMALL_INT:
        return number
    if _bit_length(number) > LARGE_INT:
        raise TooMuch("This is a whole number of more digits than can be sent.")
    w.text += _bit_length(number) // 4
    return ["i", f"{number:x}"]


def _real_number(w: Writer, thing: Any, depth: int) -> Any:
    number = _float(thing)
    if number - number == 0:
        return number
    return ["f", f"{number}"]


def _complex_number(w: Writer, thing: Any, depth: int) -> list[Any]:
    return ["c", _real_number(w, _real(thing), depth), _real_number(w, _imag(thing), depth)]


def _text(w: Writer, thing: Any, depth: int) -> str:
    if len(to_text(thing)) + w.text > TEXT_IN_ALL:
        raise TooMuch(f"This has more than {TEXT_IN_ALL:,} characters of text, and is too large to send.")
    text = cleaned(thing)
    w.text += len(text)
    return text


def _raw(w: Writer, thing: Any, depth: int) -> list[Any]:
    blob(w, _bytes_item(thing, _WHOLE))
    return ["b"]


_range_parts = [range.__dict__[name].__get__ for name in ("start", "stop", "step")]
_slice_parts = [slice.__dict__[name].__get__ for name in ("start", "stop", "step")]


def _range(w: Writer, thing: Any, depth: int) -> list[Any]:
    return ["R", *[_value(w, part(thing), depth + 1) for part in _range_parts]]


def _slice(w: Writer, thing: Any, depth: int) -> list[Any]:
    return ["S", *[_value(w, part(thing), depth + 1) for part in _slice_parts]]


# Containers

_list_item, _tuple_item = list.__getitem__, tuple.__getitem__
_set_iter, _frozen_iter, _dict_items = set.__iter__, frozenset.__iter__, dict.items


def _list(w: Writer, thing: Any, depth: int) -> list[Any]:
    return _container(w, "l", thing, _list_item(thing, _WHOLE), depth)


def _tuple(w: Writer, thing: Any, depth: int) -> list[Any]:
    return _container(w, "t", thing, _tuple_item(thing, _WHOLE), depth)


def _set(w: Writer, thing: Any, depth: int) -> list[Any]:
    return _keyed(w, "s", thing, [*_set_iter(thing)], depth)


def _frozenset(w: Writer, thing: Any, depth: int) -> list[Any]:
    return _keyed(w, "z", thing, [*_frozen_iter(thing)], depth)


def _keyed(w: Writer, tag: str, thing: Any, items: list[Any], depth: int) -> list[Any]:
    for item in items:
        if not _plain_key(item, [KEY_LEAVES]):
            return opaque(w, thing, depth)
    return _container(w, tag, thing, items, depth)


def _dict(w: Writer, thing: Any, depth: int) -> list[Any]:
    pairs = [*_dict_items(thing)]
    for key, _ in pairs:
        if not _plain_key(key, [KEY_LEAVES]):
            return opaque(w, thing, depth)
    return _container(w, "d", thing, [part for pair in pairs for part in pair], depth)


def _container(w: Writer, tag: str, thing: Any, items: Any, depth: int) -> list[Any]:
    if id(thing) in w.memo:
        return met(w, w.memo[id(thing)])
    return _filled(w, tag, numbered(w, thing), items, depth)


def _filled(w: Writer, tag: str, number: int, items: Any, depth: int) -> list[Any]:
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


def container_change(w: Writer, number: int, origin: Origin) -> list[Any] | None:
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


def _kinds() -> dict[int, Any]:
    """Made behind the seal: which function writes which type. Types are keys by their id: a class can have a hash."""
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
        tensor: (torch._C.TensorBase, torch.Tensor, torch.nn.Parameter),
        torch_dtype: (torch.dtype,),
        device: (torch.device,),
        array: (np.ndarray,),
        scalar: (np.generic,),
    }
    return {id(kind): write for write, types in kinds.items() for kind in types}


_sealed = seal(globals(), __all__)
_sealed["_KINDS"].update(_sealed["_kinds"]())
del _sealed
