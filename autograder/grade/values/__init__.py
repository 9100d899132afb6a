"""Values that cross between a judge and a student's process: plain data, tensors and functions that both sides have.

    encoded = encode(value)                          either side; a result of a probe, say
    value = decode(encoded.data, encoded.blobs)

    call = encode_call(args, kwargs)                 judge       call.data and call.blobs go over the wire
    args, kwargs, registry = decode_call(call)       child
    with registry.modes():                           child       the grad mode of the test
        result = function(*args, **kwargs)
    outcome = encode_outcome(result, registry)       child
    result = apply_outcome(outcome, call)            judge       with its own `call`, which knows its own objects

    kinds       what both sides agree on: tags, caps, errors, the dtypes and functions that have names
    writer      what has been written so far         reader      what has been read so far
    write       values into data                     read        data into values
    write_tensors, read_tensors                      tensors and arrays, with what is true of them
    write_changes, read_changes                      what a call made of its arguments
    registry    what a child remembers of them       stand_ins   what stands for what stayed there

Never pickle. Values and the storage that tensors share come over as they are; a live graph does not: a tensor that has
one arrives as a `Shadow`, which knows the name of its grad_fn and nothing else. What can't cross is an `Opaque`.

    Unsendable   (encoder) can't cross: says what, and to make it a probe
    ├─ TooMuch   (encoder) over a cap
    └─ Stayed    (encoder) what is to be sent is the student's own, and never left their process
    BadValue     (decoder) what arrived stands for no value
"""

from __future__ import annotations

from autograder.grade.values.kinds import LIMIT, LIVE_GRAPH, BadValue, Encoded, Stayed, TooMuch, Unsendable
from autograder.grade.values.read import decode, decode_call
from autograder.grade.values.read_changes import apply_outcome
from autograder.grade.values.registry import Registry
from autograder.grade.values.stand_ins import Opaque, Shadow
from autograder.grade.values.write import encode, encode_call
from autograder.grade.values.write_changes import encode_outcome

__all__ = [
    "LIMIT",
    "LIVE_GRAPH",
    "BadValue",
    "Encoded",
    "Opaque",
    "Registry",
    "Shadow",
    "Stayed",
    "TooMuch",
    "Unsendable",
    "apply_outcome",
    "decode",
    "decode_call",
    "encode",
    "encode_call",
    "encode_outcome",
]
