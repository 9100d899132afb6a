"""Frames over a socket, with a peer that sends whatever it likes."""

from __future__ import annotations

import builtins
import gc
import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grade.wire import Channel, Closed, Garbled, TimedOut, TooLarge, pair

Ends = tuple[Channel, Channel]
ENDLESS = 30.0  # seconds: what took so long would never have ended


@pytest.fixture
def ends() -> Iterator[Ends]:
    near, far = (Channel(end) for end in pair())
    with near, far:
        yield near, far


@pytest.fixture
def raw() -> Iterator[tuple[Channel, socket.socket]]:
    """A channel, and the bare socket at its other end."""
    near, far = pair()
    with Channel(near, limit=1_000_000, json_limit=500_000) as channel, far:
        yield channel, far


def soon(seconds: float = 60.0) -> float:
    return time.monotonic() + seconds


def frame(text: bytes, blobs: bytes = b"") -> bytes:
    return struct.pack("<II", len(text), len(blobs)) + text + blobs


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    # A lone surrogate is no text that a file could hold; the sender makes a "?" of it.
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text("xyz", min_size=1), plain, max_size=4), st.lists(st.binary(max_size=50), max_size=4))
def test_does_a_frame_arrive_as_it_was_sent(message: dict[str, Any], blobs: list[bytes]) -> None:
    near, far = (Channel(end) for end in pair())
    with near, far:
        near.send(message, blobs, soon())
        assert far.receive(soon()) == (message, blobs)


def test_does_a_frame_larger_than_the_sockets_buffer_arrive(ends: Ends) -> None:
    blobs = [os.urandom(3_000_000), b"", os.urandom(5)]
    sender = threading.Thread(target=ends[0].send, args=({"op": "large"}, blobs, soon()))
    sender.start()
    assert ends[1].receive(soon()) == ({"op": "large"}, blobs)
    sender.join()


def test_do_descriptors_arrive_open(ends: Ends) -> None:
    reading, writing = os.pipe()
    ends[0].send({"take": 1}, fds=[writing])
    os.close(writing)
    message, _, (copy,) = ends[1].receive_fds(soon())
    os.write(copy, b"through")
    os.close(copy)
    assert (message, os.read(reading, 99), os.read(reading, 99)) == ({"take": 1}, b"through", b"")
    os.close(reading)


def test_does_a_peer_that_may_not_send_descriptors_leave_none_behind(ends: Ends) -> None:
    gc.collect()  # what earlier tests left would else be closed in between
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        ends[0].send({}, fds=[0, 1])
        ends[1].receive(soon())
    assert len(os.listdir("/proc/self/fd")) == before


HOSTILE = {
    "no JSON": frame(b"{nonsense"),
    "an array": frame(b"[1,2]"),
    "a bare number": frame(b"1234"),
    "nothing": frame(b""),
    "text behind the end": frame(b"{} {}"),
    "no UTF-8": frame(b'{"a":"\xff\xfe"}'),
    "a lone surrogate": frame(b'{"a":"\\ud800"}'),
    "a lone surrogate as a key": frame(b'{"\\uDFFF":1}'),
    "a number of 5,000 digits": frame(b'{"a":' + b"9" * 5000 + b"}"),
    "nan": frame(b'{"a":NaN}'),
    "infinity": frame(b'{"a":-Infinity}'),
    "infinity in disguise": frame(b'{"a":1e999}'),
    "70 levels": frame(b'{"a":' + b"[" * 70 + b"]" * 70 + b"}"),
    "70 levels of objects": frame(b'{"a":' * 70 + b"1" + b"}" * 70),
    "200,000 levels": frame(b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    "200,000 levels, open": frame(b'{"a":' + b"[" * 200_000),
    "bytes that nobody announced": frame(b"{}", b"abc"),
    "fewer bytes than announced": frame(b'{"blobs":[4]}', b"abc"),
    "more bytes than announced": frame(b'{"blobs":[2]}', b"abc"),
    "a negative length": frame(b'{"blobs":[5,-2]}', b"abc"),
    "a length that is a truth": frame(b'{"blobs":[true,2]}', b"abc"),
    "a length that is a float": frame(b'{"blobs":[3.0]}', b"abc"),
    "lengths that are no list": frame(b'{"blobs":{"0":3}}', b"abc"),
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_is_a_garbled_frame_refused_at_once(raw: tuple[Channel, socket.socket], sent: bytes) -> None:
    channel, far = raw
    writer = threading.Thread(target=far.sendall, args=(sent,))
    writer.start()
    start = time.process_time()
    with pytest.raises(Garbled):
        channel.receive(soon())
    assert time.process_time() - start < 1
    writer.join()
    with pytest.raises(Closed):  # where the next frame begins, nobody knows
        channel.receive(soon())


@pytest.mark.parametrize("lengths", [(2**32 - 1, 0), (2, 2**32 - 1), (600_000, 0), (2, 1_000_000)])
def test_is_a_large_frame_refused_by_its_header_alone(
    raw: tuple[Channel, socket.socket], lengths: tuple[int, int]
) -> None:
    channel, far = raw
    far.sendall(struct.pack("<II", *lengths))
    with pytest.raises(TooLarge):
        channel.receive(soon())


def test_is_a_frame_of_millions_of_parts_refused() -> None:
    near, far = pair()
    text = b'{"a":[' + b"[]," * 2_100_000 + b"1]}"
    with Channel(near) as channel, far:
        writer = threading.Thread(target=far.sendall, args=(frame(text),))
        writer.start()
        with pytest.raises(TooLarge):
            channel.receive(soon())
        writer.join()


def test_is_too_large_a_message_refused_before_anything_is_sent(ends: Ends) -> None:
    for message, blobs in [({"a": "x" * 9_000_000}, []), ({}, [bytes(34_000_000)])]:
        with pytest.raises(TooLarge):
            ends[0].send(message, blobs)
    ends[0].send({"still": "usable"})
    assert ends[1].receive(soon()) == ({"still": "usable"}, [])


@pytest.mark.parametrize("sent", [b"", b"\x05", frame(b'{"a":1}')[:-1], frame(b'{"blobs":[3]}', b"ab" + b"c")[:-2]])
def test_does_a_silent_peer_cost_no_more_than_the_deadline(raw: tuple[Channel, socket.socket], sent: bytes) -> None:
    channel, far = raw
    far.sendall(sent)
    start = time.monotonic()
    with pytest.raises(TimedOut):
        channel.receive(soon(0.05))
    assert time.monotonic() - start < ENDLESS


def test_can_a_receive_that_timed_out_be_tried_again(raw: tuple[Channel, socket.socket]) -> None:
    channel, far = raw
    whole = frame(b'{"blobs":[3]}', b"abc")
    for piece in (whole[:3], whole[3:15], whole[15:22]):
        far.sendall(piece)
        with pytest.raises(TimedOut):
            channel.receive(soon(0.01))
    far.sendall(whole[22:])
    assert channel.receive(soon()) == ({}, [b"abc"])


def test_does_a_peer_that_drips_keep_nobody_past_the_deadline(raw: tuple[Channel, socket.socket]) -> None:
    channel, far = raw
    going = threading.Event()

    def drip() -> None:
        far.sendall(struct.pack("<II", 400_000, 0))
        while not going.wait(0.001):
            far.send(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    start = time.monotonic()
    with pytest.raises(TimedOut):
        channel.receive(soon(0.1))
    assert time.monotonic() - start < ENDLESS
    going.set()
    dripping.join()


def test_is_what_a_header_claims_never_allocated(raw: tuple[Channel, socket.socket]) -> None:
    import tracemalloc

    channel, far = raw
    far.sendall(struct.pack("<II", 2, 900_000) + b"{}")
    tracemalloc.start()
    try:
        with pytest.raises(TimedOut):
            channel.receive(soon(0.02))
        assert tracemalloc.get_traced_memory()[1] < 600_000
    finally:
        tracemalloc.stop()


def test_does_a_peer_that_reads_nothing_keep_nobody_past_the_deadline(ends: Ends) -> None:
    with pytest.raises(TimedOut):
        ends[0].send({}, [bytes(5_000_000)], soon(0.05))
    with pytest.raises(Closed):
        ends[0].send({})


def test_is_a_peer_that_went_away_noticed(ends: Ends) -> None:
    ends[1].close()
    with pytest.raises(Closed):
        ends[0].receive(soon())
    with pytest.raises(Closed):
        ends[0].send({}, [bytes(1_000_000)], soon())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_does_a_spoilt_frame_only_ever_raise_an_error_of_ours(data: st.DataObject) -> None:
    good = bytearray(frame(b'{"op":"call","n":[1,2.5,"x",null],"blobs":[4,3]}', b"abcdefg"))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    near, far = pair()
    with Channel(near) as channel, far:
        far.sendall(good)
        far.shutdown(socket.SHUT_WR)
        try:
            message, blobs = channel.receive(soon())
        except (Garbled, TooLarge, Closed):
            return
        assert type(message) is dict
        assert all(type(blob) is bytes for blob in blobs)


def test_is_a_patched_json_or_builtin_of_no_effect(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(*_: Any, **__: Any) -> Any:
        raise AssertionError("patched code was reached")

    with monkeypatch.context() as patch:
        for name in ("dumps", "loads", "JSONEncoder", "JSONDecoder"):
            patch.setattr(json, name, lie)
        for name in ("sendmsg", "recv", "recvmsg", "fileno"):
            patch.setattr(socket.socket, name, lie, raising=False)
        patch.setattr(time, "monotonic", lie)
        for name in ("len", "sum", "min", "max", "bytes", "memoryview", "float", "any"):
            patch.setattr(builtins, name, lie)
        ends[0].send({"a": 1.5}, [b"xyz"])
        found = ends[1].receive()
    assert found == ({"a": 1.5}, [b"xyz"])
