"""Landlock: the kernel refuses every file that was not granted, whatever the file's permissions say.

Granted are reading what the interpreter needs, everything but execution and devices in the scratch folder, and writing
to /dev/null. All rights that the kernel's version knows are handled, so what is not granted is refused. From version 4
on TCP is refused too, from 6 on signals and abstract sockets that lead out. Older kernels lack only rights that another
layer takes away as well (read-only mounts, the network namespace, the system call filter): version 1 is enough.

Not covered by Landlock: stat, chmod, chown, utime and chdir. See namespaces.py, which leaves nothing to apply them to.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.confine.syscalls import PR_SET_NO_NEW_PRIVS, Unconfinable, call, prctl

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
MAKE_CHAR, MAKE_SOCK, MAKE_BLOCK, TRUNCATE, IOCTL_DEV = 1 << 6, 1 << 9, 1 << 11, 1 << 14, 1 << 15
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # version: how many rights on files it knows, from bit 0
_VERSION = 1  # the flag of landlock_create_ruleset that asks for the version
_BENEATH = 1  # the kind of a rule: this folder and all beneath
_WRITABLE = (Path("/dev/null"),)


@dataclass(frozen=True)
class Grant:
    descriptor: int  # O_PATH, opened before the fork
    rights: int


def version() -> int:
    try:
        return call("landlock_create_ruleset", None, 0, _VERSION)
    except OSError as error:
        raise Unconfinable(_words(error)) from error


def prepare(readable: Iterable[Path]) -> tuple[Grant, ...]:
    return tuple(_grant(path, version()) for path in readable)


def _grant(path: Path, known: int) -> Grant:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = READ_FILE | (READ_DIR if stat.S_ISDIR(os.fstat(descriptor).st_mode) else 0)
    if path in _WRITABLE:
        rights |= WRITE_FILE | TRUNCATE
    return Grant(descriptor, rights & _handled(known))


def restrict(grants: Sequence[Grant], scratch: Path) -> None:
    """For this process, for good. The ruleset is made anew each time: the scratch folder is another one for each child,
    and a rule that was added to a ruleset can't be taken out again."""
    known = version()
    ruleset = call("landlock_create_ruleset", *_attributes(known), 0)
    folder = os.open(scratch, os.O_PATH | os.O_CLOEXEC)
    everything = _handled(known) & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK | MAKE_SOCK | IOCTL_DEV)
    try:
        for grant in (*grants, Grant(folder, everything)):
            rule = struct.pack("=Qi", grant.rights, grant.descriptor)
            call("landlock_add_rule", ruleset, _BENEATH, rule, 0)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(folder)
        os.close(ruleset)


def _handled(known: int) -> int:
    return int((1 << _RIGHTS[min(known, max(_RIGHTS))]) - 1)


def _attributes(known: int) -> tuple[bytes, int]:
    """struct landlock_ruleset_attr as far as this version knows it, and its size: files, TCP (bind, connect),
    scopes (abstract sockets, signals)."""
    words = [_handled(known), *([3] if known >= 4 else []), *([3] if known >= 6 else [])]
    return struct.pack(f"={len(words)}Q", *words), 8 * len(words)


def _words(error: OSError) -> str:
    if error.errno == errno.EOPNOTSUPP:
        return (
            "Landlock is switched off: add it to the kernel's boot parameter, lsm=landlock,... in front of the others."
        )
    if error.errno == errno.ENOSYS:
        return "The kernel has no Landlock: it takes Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK."
    return f"Landlock can't be used here ({error.strerror}): a container's own filter may forbid it."
