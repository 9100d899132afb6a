"""Reads a folder that a stranger filled: regular files alone, through open folders, so that no link is ever followed.

A name is opened part by part with O_NOFOLLOW, and with O_NONBLOCK, since opening a pipe would wait for its other end.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from autograder.grade.result import Refusal

MOST_FILES, DEEPEST = 2_000, 20
IGNORED = {".ipynb_checkpoints", "__pycache__", "__MACOSX", ".DS_Store"}
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Source(Protocol):
    """Where the files of a submission are: a folder or an archive. Names are relative, with `/`."""

    sizes: dict[str, int]  # the regular files
    odd: dict[str, str]  # what is left out, and why

    def read(self, name: str, limit: int) -> bytes: ...


class Folder:
    """`sizes` and `odd` are filled when it is entered; Refusal if there is too much of it."""

    most = 0  # files that it may hold, where a subclass allows more than MOST_FILES

    def __init__(self, path: Path) -> None:
        self._path = path
        self.sizes: dict[str, int] = {}
        self.odd: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._fd = self._open()
        try:
            self._walk(self._fd, "", 0)
        except BaseException:
            os.close(self._fd)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._fd)

    def _open(self) -> int:
        """submitted/ may be a link of the instructor's; what is below it, STUDENT/ASSIGNMENT, may not."""
        try:
            above = os.open(self._path.parent.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            with _closing(above), _closing(os.open(self._path.parent.name, _FOLDER, dir_fd=above)) as student:
                return os.open(self._path.name, _FOLDER, dir_fd=student)
        except OSError as error:
            raise Refusal(f"The folder {self._path.name} can't be opened: {_why(error)}.") from error

    def _walk(self, folder: int, inside: str, depth: int) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name not in IGNORED:
                    self._take(folder, entry, inside + entry.name, depth)

    def _take(self, folder: int, entry: os.DirEntry[str], name: str, depth: int) -> None:
        most = self.most or MOST_FILES
        if len(self.sizes) + len(self.odd) >= most:
            raise Refusal(f"The folder holds more than {most} files.")
        if not _is_text(entry.name):
            self.odd[name.encode("utf-8", "backslashreplace").decode()] = "its name is not UTF-8"
            return
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError as error:  # a folder whose names may be read, and nothing else
            self.odd[name] = _why(error)
            return
        if stat.S_ISLNK(found.st_mode):
            self.odd[name] = "a link"
        elif stat.S_ISREG(found.st_mode):
            self.sizes[name] = found.st_size
        elif not stat.S_ISDIR(found.st_mode):
            self.odd[name] = "not a file"
        elif depth == DEEPEST:
            raise Refusal(f"The folder is nested more than {DEEPEST} folders deep.")
        else:
            try:
                below = os.open(entry.name, _FOLDER, dir_fd=folder)
            except OSError as error:
                self.odd[name] = _why(error)
                return
            with _closing(below):
                self._walk(below, f"{name}/", depth + 1)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a regular file; Refusal if it can't be read or has more than `limit` bytes."""
        short = name.rpartition("/")[2]
        try:
            with self._opened(name) as fd:
                if not stat.S_ISREG(os.fstat(fd).st_mode):
                    raise Refusal(f"{short} is not a regular file.")
                return _all(fd, short, limit)
        except OSError as error:
            raise Refusal(f"{short} can't be read: {_why(error)}.") from error

    @contextmanager
    def _opened(self, name: str) -> Iterator[int]:
        *folders, last = name.split("/")
        at = os.dup(self._fd)
        try:
            for part in folders:
                below = os.open(part, _FOLDER, dir_fd=at)
                os.close(at)
                at = below
            with _closing(os.open(last, _FILE, dir_fd=at)) as fd:
                yield fd
        finally:
            os.close(at)


def _all(fd: int, name: str, limit: int) -> bytes:
    """Never more than was allowed, even of a file that grows while it is read."""
    parts, total = [], 0
    while part := os.read(fd, 1 << 20):
        total += len(part)
        if total > limit:
            size = max(total, os.fstat(fd).st_size)
            raise Refusal(f"{name} has {size // 1_000_000} MB; the limit is {limit // 1_000_000}.")
        parts.append(part)
    return b"".join(parts)


@contextmanager
def _closing(fd: int) -> Iterator[int]:
    try:
        yield fd
    finally:
        os.close(fd)


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _why(error: OSError) -> str:
    import errno

    links = {errno.ELOOP: "it is a link", errno.ENOTDIR: "it is a link or no folder"}
    return links.get(error.errno or 0, error.strerror or type(error).__name__)
