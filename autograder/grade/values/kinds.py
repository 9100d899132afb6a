"""What both sides of a crossing agree on: the errors, the caps, and the names of dtypes and functions.

A value crosses as JSON and blobs. None, True, False, text, whole numbers below 2⁶³ and finite floats stand for
themselves. All else is a list that begins with a tag:

    ["i", hex]  ["f", name]  ["c", re, im]                   large int, inf/nan, complex
    ["b"]                                                    bytes: the next blob
    ["l", …]  ["t", …]  ["s", …]  ["z", …]  ["d", k, v, …]   list, tuple, set, frozenset, dict
    ["R", start, stop, step]  ["S", start, stop, step]       range, slice
    ["D", dtype]  ["V"]                                      torch.dtype, the CPU
    ["a", dtype, shape]  ["n", dtype]                        numpy array, numpy scalar: the next blob
    ["T", dtype, shape, flags, …]                            tensor: the next blob, then by flags
                                                             node name, grad, [offset, stride…]
    ["W", base, dtype, shape, flags, …]                      tensor on the storage of the object number `base`
    ["F", name]  ["G", name]                                 function of torch, math…; function known to both by name
    ["o", type name, text]                                   something that stays where it is
    ["r", number]                                            an object met before

Lists, tuples, sets, dicts, arrays, tensors and opaque things are numbered in the order in which they are met, so that
what was one object stays one.
"""

from __future__ import annotations

import builtins
import math
import operator
import types
from typing import Any

import torch

LIMIT = 32 * 1024 * 1024 - 64 * 1024  # leaves a frame some room
ITEMS = 200_000
DEPTH = 50
TENSOR_COST = 20  # in items: an empty tensor takes half a kilobyte
TEXT = 200  # of what stays where it is
TEXT_IN_ALL = 1_000_000  # characters, each up to six bytes in JSON
SMALL_INT = 2**63
LARGE_INT = 100_000  # bits
KEY_LEAVES = 8  # tuples of -1 and -2 all have one hash: longer keys would make a dict slow at will
STORAGE = 4096  # bytes of a storage that always cross as a whole, so that its views stay views

LIVE_GRAPH = "A live graph doesn't cross to the grader; make this a probe."


class Flag:
    """What is true of a tensor, and which fields follow. Plain numbers: an IntFlag's `&` takes a microsecond."""

    REQUIRES_GRAD = 1
    NODE = 2  # not a leaf: the name of its grad_fn follows
    GRAD = 4  # its .grad follows
    PLACED = 8  # offset and stride follow
    PARAMETER = 16
    COMPACT = 32  # its storage here is not laid out as the one that it comes from
    IN_PLACE = 64  # (after a call) the storage is the one that it had


class Unsendable(Exception):
    """This value can't cross. The message says which, and what to do."""


class TooMuch(Unsendable):
    """A value over a cap."""


class Stayed(Unsendable):
    """A thing that never left the student's process is to be sent back there."""


class BadValue(Exception):
    """What arrived stands for no value."""


class Encoded:
    """A value on its way: `data` is JSON-able. What a call numbered stays behind, for its answer."""

    __slots__ = ("blobs", "data", "objects", "weights")

    def __init__(
        self, data: Any, blobs: list[bytes], objects: list[Any] | None = None, weights: list[int] | None = None
    ) -> None:
        self.data, self.blobs = data, blobs
        self.objects, self.weights = objects or [], weights or []


# What else there is (float8, complex32, quantised) stays opaque.
DTYPES: dict[str, torch.dtype] = {
    "f2": torch.float16,
    "f4": torch.float32,
    "f8": torch.float64,
    "bf": torch.bfloat16,
    "c8": torch.complex64,
    "c16": torch.complex128,
    "?": torch.bool,
    "u1": torch.uint8,
    "u2": torch.uint16,
    "u4": torch.uint32,
    "u8": torch.uint64,
    "i1": torch.int8,
    "i2": torch.int16,
    "i4": torch.int32,
    "i8": torch.int64,
}
ARRAYS = frozenset(
    order + code
    for order in "<>|="
    for code in ("f2", "f4", "f8", "c8", "c16", "b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8")
)

# Functions that a stranger's code may name for the grader to call: they compute, and touch no file and no object.
_KEPT_OUT = (
    "setitem delitem call attrgetter itemgetter methodcaller boolean_dispatch handle_torch_function assert_int_or_pair"
    " as_strided as_strided_ has_torch_function has_torch_function_unary has_torch_function_variadic"
)
_KEPT_OUT_OF_TORCH = ("set_", "from", "import_", "fbgemm", "miopen", "mkldnn", "cudnn", "quantize", "choose_qparams")
_BUILTINS = (
    "abs all any bool complex dict divmod enumerate float frozenset int len list max min pow range reversed round set"
    " sorted str sum tuple zip"
)


def _functions() -> dict[str, Any]:
    plain = (types.BuiltinFunctionType, types.FunctionType)
    found: dict[str, Any] = {f"builtins.{name}": getattr(builtins, name) for name in _BUILTINS.split()}
    for module in (math, operator, torch, torch.special, torch.nn.functional):
        for name, thing in vars(module).items():
            if name.startswith("_") or name in _KEPT_OUT.split() or not isinstance(thing, plain):
                continue
            # Of torch itself only what is computed in C: its Python functions save, load, compile and set defaults.
            if module is torch and not _computes(name):
                continue
            found[f"{module.__name__}.{name}"] = thing
    return found


def _computes(name: str) -> bool:
    return hasattr(torch._C._VariableFunctions, name) and not name.startswith(_KEPT_OUT_OF_TORCH)


FUNCTIONS = _functions()
