"""A view of the machine of its own: no network, no shared memory of others, and a file tree that holds what the child
may read and nothing else.

Landlock alone would leave gaps: it lets a process ask for the size and age of any file, and change the permissions of
files of its user. So the child gets a new root: an empty file system in memory, in which the readable folders appear at
their own paths, all read-only, and the scratch folder as a second file system of limited size. What is not there can't
be asked about, and all of it vanishes with its last process, however that ends.

Root makes the same user namespace as everybody else, and gives its real user id away first: the kernel counts threads
by the real id, and for root's it never refuses one. The effective id stays, because a virtual environment under /root
can be read by nobody else; of root's powers none is left, as the capabilities are dropped at the end.
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grade.confine.syscalls import Unconfinable, call, unshare

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_ATTR_RDONLY, _ATTR_NOSUID = 1, 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_DETACH = 2
_CAPABILITIES = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_NOBODY = 65534
_INSIDE = 1000  # who the child is in its own eyes: an ordinary user
_LINKS = 40  # as many as the kernel follows


@dataclass(frozen=True)
class Tree:
    """What the new root holds, parents first. All paths are absolute."""

    folders: tuple[str, ...]
    files: tuple[str, ...]  # empty ones, for a file to be bound on
    links: tuple[tuple[str, str], ...]  # where, and what it says
    binds: tuple[str, ...]


def prepare(readable: Iterable[Path]) -> Tree:
    links: dict[Path, str] = {}
    found = sorted({_follow(path, links) for path in readable})
    binds = [path for path in found if not any(other in path.parents for other in found)]
    shown = {path: said for path, said in links.items() if not any(bound in path.parents for bound in binds)}
    folders = {parent for path in (*binds, *shown) for parent in path.parents} | {
        path for path in binds if path.is_dir()
    }
    return Tree(
        tuple(str(path) for path in sorted(folders) if path != Path("/")),
        tuple(str(path) for path in binds if path not in folders),
        tuple((str(path), said) for path, said in sorted(shown.items())),
        tuple(str(path) for path in binds),
    )


def _follow(path: Path, links: dict[Path, str]) -> Path:
    """The real path; the symbolic links on the way go into `links`, as they must be in the new root too."""
    here, ahead, hops = Path("/"), list(path.absolute().parts[1:]), 0
    while ahead:
        part = ahead.pop(0)
        step = here.parent if part == ".." else here / part
        if not step.is_symlink():
            here = step
            continue
        hops += 1
        if hops > _LINKS:
            raise Unconfinable(f"{path} is a chain of symbolic links without an end.")
        links[step] = os.readlink(step)
        target = Path(links[step])
        ahead = [*(target.parts[1:] if target.is_absolute() else target.parts), *ahead]
        here = Path("/") if target.is_absolute() else here
    return here


def enter(tree: Tree, scratch: Path, size: int, files: int) -> None:
    """From here on the process has the new root, keeps no capability (drop_capabilities comes when all is mounted) and
    its working directory is `scratch`. Raises Unconfinable."""
    with _step("user namespaces", _no_namespaces):
        _separate()
    with _step("mounts inside a user namespace", _no_mounts):
        _move_into(tree, scratch)
        options = f"size={size},nr_inodes={files + 1},mode=700".encode()
        call("mount", b"scratch", os.fsencode(scratch), b"tmpfs", _NOSUID | _NODEV | _NOEXEC, options)
    os.chdir(scratch)


def _separate() -> None:
    user, group = os.geteuid(), os.getegid()
    if os.getuid() == 0:
        os.setgroups([])
        os.setresuid(_NOBODY, user, user)
    unshare(NEWUSER | NEWNS | NEWNET | NEWIPC | NEWUTS)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_INSIDE} {user} 1"),
        ("gid_map", f"{_INSIDE} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text)


def _move_into(tree: Tree, scratch: Path) -> None:
    """The new root is put together on top of the scratch folder, which every caller has and which is empty."""
    base = str(scratch)
    call("mount", None, b"/", None, _REC | _PRIVATE, None)
    call("mount", b"view", os.fsencode(base), b"tmpfs", _NOSUID | _NODEV | _NOEXEC, b"size=4m,nr_inodes=4096,mode=755")
    for folder in tree.folders:
        os.mkdir(base + folder)
    for file in tree.files:
        os.close(os.open(base + file, os.O_CREAT | os.O_WRONLY))
    for path, said in tree.links:
        os.symlink(said, base + path)
    for path in tree.binds:
        call("mount", os.fsencode(path), os.fsencode(base + path), None, _BIND | _REC, None)
    os.makedirs(base + base, exist_ok=True)
    attributes = struct.pack("=4Q", _ATTR_RDONLY | _ATTR_NOSUID, 0, 0, 0)
    call("mount_setattr", _AT_FDCWD, os.fsencode(base), _AT_RECURSIVE, attributes, len(attributes))
    os.chdir(base)
    call("pivot_root", b".", b".")  # the old root now lies on top of the new one,
    call("umount2", b".", _DETACH)  # from where it is taken away


def drop_capabilities() -> None:
    """All that the user namespace gave. Without them nothing can be mounted or unmounted any more."""
    call("capset", struct.pack("=Ii", _CAPABILITIES, 0), bytes(24))


@contextmanager
def _step(what: str, words: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSPC, errno.ENOSYS, errno.EUSERS):
            raise Unconfinable(f"{words} (The kernel says: {error}.)") from error
        raise Unconfinable(f"Could not set up {what}: {error}.") from error


_no_namespaces = (
    "Unprivileged user namespaces are off. Switch them on with "
    "sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000; "
    "in a container start it with --security-opt seccomp=unconfined or with a profile that allows unshare."
)
_no_mounts = (
    "Nothing can be mounted inside a user namespace. It takes Linux 5.12 or later; on Ubuntu also "
    "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; a container must allow mount, pivot_root and tmpfs."
)
