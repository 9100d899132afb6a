# attack: Answers in the right form with the right number, whose tensors have impossible shapes, dtypes and aliases.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import json, os, struct, sys

def channel_and_number():
    frame, found = sys._getframe(1), {}
    while frame:
        for name in ("channel", "number", "message"):
            found.setdefault(name, frame.f_locals.get(name))
        frame = frame.f_back
    return found["channel"], found["number"] or found["message"]["number"]

def raw(thing):
    channel, number = channel_and_number()
    channel.send({"number": number, "outcome": thing}, [b"\0" * 64])
    os._exit(0)

lies = [
    {"result": {"t": "tensor", "shape": [2**40, 2**40], "dtype": "float32", "blob": 0}, "arguments": []},
    {"result": ["tensor", 0, "float32", [-1], 10**30], "arguments": [["tensor", 0, "qint8", [0] * 1000, 0]] * 1000},
    {"result": {str(i * (2**61 - 1)): i for i in range(100)}, "memo": [[0]] * 100_000},
]
# %% replace answer_1_2
def cubic_slope(x):
    raw(lies[0])
# %% replace answer_1_3
def ratio_slope(x):
    raw(lies[1])
