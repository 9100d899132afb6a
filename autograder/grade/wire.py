"""Frames over a connected stream socket, one side of which may be hostile: a JSON object and raw blobs.

    0..4    length of the JSON part       little-endian, unsigned
    4..8    length of all blobs together
    …       JSON, UTF-8, compact: an object, with the lengths of the blobs under "blobs"
    …       the blobs, back to back

Nothing is allocated because a header claims it, nothing waits past its deadline, and what was read is plain data.

    WireError
    ├─ Closed     the peer is gone, or the stream lost its place: this channel is of no more use
    ├─ TooLarge   over the limit; the rest of the frame is not read
    ├─ Garbled    no frame of ours: lengths that don't add up, no JSON object, nested too deeply
    └─ TimedOut   the deadline passed; a receive that timed out can be tried again

In a child this runs beside student code: hence the seal, and the C halves of `json` instead of the module.
"""

from __future__ import annotations

import re
import socket
import struct
import types
from _json import encode_basestring, make_encoder, make_scanner
from collections.abc import Sequence
from math import ceil, isfinite
from os import close
from select import POLLIN, POLLOUT, poll
from time import monotonic
from typing import Any

from autograder.grade.seal import seal

LIMIT = 32 * 1024 * 1024
JSON_LIMIT = 8 * 1024 * 1024  # "[[],[],…" takes twenty times its length once it is parsed
NODES = 2_000_000
DEPTH = 60
FDS = 16

__all__ = ["FDS", "JSON_LIMIT", "LIMIT", "Channel", "Closed", "Garbled", "TimedOut", "TooLarge", "WireError", "pair"]


class WireError(Exception):
    """A frame that couldn't be sent or received."""


class Closed(WireError):
    """The peer is gone, or the stream lost its place."""


class TooLarge(WireError):
    """A frame over the limit."""


class Garbled(WireError):
    """What arrived is no frame of ours."""


class TimedOut(WireError):
    """The deadline passed."""


class Channel:
    """One end of the wire. Deadlines are values of `time.monotonic()`; None waits for ever. Not thread-safe."""

    __slots__ = ("_header", "_json_limit", "_limit", "_lost", "_partial", "_socket")

    def __init__(self, connected: socket.socket, limit: int = LIMIT, json_limit: int = JSON_LIMIT) -> None:
        connected.setblocking(True)
        self._socket = connected
        self._limit, self._json_limit = limit, json_limit
        self._partial = bytearray()  # what has come of the frame that is being read
        self._header: tuple[int, int] | None = None
        self._lost = False

    def send(
        self,
        message: dict[str, Any],
        blobs: Sequence[bytes | memoryview] = (),
        deadline: float | None = None,
        *,
        fds: Sequence[int] = (),
    ) -> None:
        """One frame. `fds` are open descriptors that the peer gets copies of: only for peers that we trust.
        Raises TooLarge before anything is sent; after TimedOut the channel is lost, half a frame is out."""
        if self._lost:
            raise Closed("The connection has lost its place.")
        frame = _frame(message, blobs, self._limit, self._json_limit)
        self._lost = True
        sent = _send(self._socket, frame, fds, deadline)
        while sent < len(frame):
            _check(deadline)
            sent += _send(self._socket, frame[sent:], (), deadline)
        self._lost = False

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], list[bytes]]:
        """The next frame: the object (without "blobs") and the blobs."""
        message, blobs, fds = self._receive(deadline, 0)
        assert not fds
        return message, blobs

    def receive_fds(self, deadline: float | None = None) -> tuple[dict[str, Any], list[bytes], list[int]]:
        """The same from a peer that we trust to send descriptors. They are the caller's to close."""
        return self._receive(deadline, FDS)

    def _receive(self, deadline: float | None, most: int) -> tuple[dict[str, Any], list[bytes], list[int]]:
        if self._lost:
            raise Closed("The connection has lost its place.")
        fds: list[int] = []
        try:
            if self._header is None:
                self._fill(8, deadline, fds, most)
                self._header = self._checked(*_HEADER.unpack(self._partial))
                self._partial = bytearray()
            text, rest = self._header
            self._fill(text + rest, deadline, fds, 0)
            body = bytes(self._partial)
            self._partial, self._header = bytearray(), None
            return *_read(body, text), fds
        except BaseException as error:
            for fd in fds:
                close(fd)
            self._lost = bool(fds) or not isinstance(error, TimedOut)
            raise

    def _checked(self, text: int, rest: int) -> tuple[int, int]:
        if text > self._json_limit or text + rest > self._limit:
            raise TooLarge(f"A message of {text + rest:,} bytes was announced, and {self._limit:,} are allowed.")
        if text < 2:
            raise Garbled("A message is no JSON object.")
        return text, rest

    def _fill(self, wanted: int, deadline: float | None, fds: list[int], most: int) -> None:
        """Reads exactly as far as `wanted`, in pieces: what a header claims is not what arrives."""
        while (missing := wanted - len(self._partial)) > 0:
            self._partial += _receive_some(self._socket, min(missing, _PIECE), deadline, fds, most)
            if len(self._partial) < wanted:
                _check(deadline)  # a peer that always has one more byte is never waited for

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._lost = True
        self._socket.close()

    def __enter__(self) -> Channel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets, to be made Channels on either side of a fork."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


_HEADER = struct.Struct("<II")
_PIECE = 256 * 1024
_RIGHTS = struct.Struct("i")
_SCANNER: Any = None  # see the end
_RIGHTS_SPACE = socket.CMSG_SPACE(FDS * _RIGHTS.size)
_KIND = (socket.SOL_SOCKET, socket.SCM_RIGHTS)
_AT_ONCE, _QUIETLY, _CLOEXEC = socket.MSG_DONTWAIT, socket.MSG_NOSIGNAL, socket.MSG_CMSG_CLOEXEC
# `socket.socket` is a Python class, whose methods can be patched; what it inherits from is not.
_plain_send, _sendmsg = socket.SocketType.send, socket.SocketType.sendmsg
_recv, _recvmsg = socket.SocketType.recv, socket.SocketType.recvmsg
_fileno = socket.SocketType.fileno


def _frame(message: dict[str, Any], blobs: Sequence[bytes | memoryview], limit: int, json_limit: int) -> memoryview:
    sizes = [memoryview(blob).nbytes for blob in blobs]
    text = "".join(_ENCODER({**message, "blobs": sizes}, 0)).encode("utf-8", "replace")
    size = len(text) + sum(sizes)
    if len(text) > json_limit or size > limit:
        raise TooLarge(f"A message of {size:,} bytes is too large to send: {limit:,} are allowed.")
    return memoryview(b"".join([_HEADER.pack(len(text), sum(sizes)), text, *blobs]))


def _read(body: bytes, text: int) -> tuple[dict[str, Any], list[bytes]]:
    message = _parsed(body[:text])
    if type(message) is not dict:
        raise Garbled("A message is no JSON object.")
    sizes = message.pop("blobs", [])
    if type(sizes) is not list or any(type(size) is not int or size < 0 for size in sizes):
        raise Garbled("The lengths of a message's blobs are no numbers.")
    if sum(sizes) != len(body) - text:
        raise Garbled("The lengths of a message's blobs don't add up.")
    blobs, start = [], text
    for size in sizes:
        blobs.append(body[start : start + size])
        start += size
    return message, blobs


def _parsed(raw: bytes) -> Any:
    brackets = raw.count(b"[") + raw.count(b"{")
    if brackets + raw.count(b",") > NODES:
        raise TooLarge("A message has too many parts.")
    try:
        text = raw.decode("utf-8")
        found, end = _SCANNER(text, 0)
    except (ValueError, StopIteration, RecursionError) as error:
        raise Garbled("A message is no JSON.") from error
    if end != len(text):
        raise Garbled("A message goes on behind its end.")
    if brackets > DEPTH or _SURROGATE.search(raw):
        _walk(found)
    return found


def _walk(found: Any) -> None:
    """Refuses what is nested too deeply, and text that can't be written as UTF-8. Both are rare, so this is as well."""
    waiting = [(found, 1)]
    while waiting:
        thing, depth = waiting.pop()
        if depth > DEPTH:
            raise Garbled("A message is nested too deeply.")
        if type(thing) is dict:
            waiting += [(entry, depth + 1) for pair in thing.items() for entry in pair]
        elif type(thing) is list:
            waiting += [(entry, depth + 1) for entry in thing]
        elif type(thing) is str and not thing.isascii():
            try:
                thing.encode("utf-8")
            except UnicodeEncodeError as error:
                raise Garbled("A message has text that is no Unicode.") from error


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _refuse(thing: object) -> Any:
    raise TypeError(f"{type(thing).__name__} is no JSON")


_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # our own side sends such characters as they are, never escaped
# The arguments are positional: markers, default, text, indent, colon, comma, sort_keys, skipkeys, allow_nan.
_ENCODER = make_encoder(None, _refuse, encode_basestring, None, ":", ",", False, False, False)


def _scanner() -> Any:
    """Made after the seal: it holds `_finite`, which must hold the true `float`. nan and infinity are no JSON."""
    rules: Any = types.SimpleNamespace(
        strict=True,
        object_hook=None,
        object_pairs_hook=None,
        parse_float=_finite,
        parse_int=int,
        parse_constant=_finite,
    )
    return make_scanner(rules)


def _check(deadline: float | None) -> None:
    if deadline is not None and monotonic() >= deadline:
        raise TimedOut("The other side didn't answer in time.")


def _wait(connected: socket.socket, event: int, deadline: float | None) -> None:
    waiting = poll()
    waiting.register(_fileno(connected), event)
    left = None if deadline is None else ceil(max(0.0, deadline - monotonic()) * 1000)
    if not waiting.poll(left):
        raise TimedOut("The other side didn't answer in time.")


def _send(connected: socket.socket, data: memoryview, fds: Sequence[int], deadline: float | None) -> int:
    rights = [(*_KIND, b"".join(_RIGHTS.pack(fd) for fd in fds))] if fds else []
    while True:
        try:
            if not rights:  # a confined child may not use sendmsg, which could pass descriptors
                return _plain_send(connected, data, _AT_ONCE | _QUIETLY)
            return _sendmsg(connected, [data], rights, _AT_ONCE | _QUIETLY)
        except BlockingIOError:
            _wait(connected, POLLOUT, deadline)
        except OSError as error:
            raise Closed("The other side is gone.") from error


def _receive_some(connected: socket.socket, size: int, deadline: float | None, fds: list[int], most: int) -> bytes:
    """At least one byte and at most `size`. Without room for descriptors the kernel closes those that are sent."""
    while True:
        try:
            if most:
                data, rights, *_ = _recvmsg(connected, size, _RIGHTS_SPACE, _AT_ONCE | _CLOEXEC)
                fds += _descriptors(rights)
            else:
                data = _recv(connected, size, _AT_ONCE)
        except BlockingIOError:
            _wait(connected, POLLIN, deadline)
            continue
        except OSError as error:
            raise Closed("The other side is gone.") from error
        if not data:
            raise Closed("The other side is gone.")
        return data


def _descriptors(rights: Sequence[tuple[int, int, bytes]]) -> list[int]:
    mine = [raw[: len(raw) // _RIGHTS.size * _RIGHTS.size] for level, kind, raw in rights if (level, kind) == _KIND]
    return [fd for raw in mine for (fd,) in _RIGHTS.iter_unpack(raw)]


_sealed = seal(globals(), __all__)
_sealed["_SCANNER"] = _sealed["_scanner"]()
del _sealed
