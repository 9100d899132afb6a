"""What a zip or a folder holds, file by file. Nothing is unpacked to disk, and one bad member does not spoil the rest.

What no honest archive holds is in `bad`, with a reason: a name that leads out, two of one name, a link, a password, a
bomb. What a student packed (a zip in the zip) is opened by zipped.py, which refuses the whole of it.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from autograder.grade.folder import IGNORED, Folder
from autograder.grade.intake import LARGEST_FILES
from autograder.grade.result import Refusal
from autograder.grade.zipped import FACTOR, UNREADABLE, Zip

MOST_MEMBERS, LARGEST, LONGEST, DEEPEST = 50_000, 20_000_000_000, 200, 20
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)  # what Windows can't store as a file
_UTF_8 = 0x800  # the flag that says how a name is written


@dataclass(frozen=True)
class File:
    """A file that can be read: its name in the archive, with `/`, and `read(limit)`, which raises Refusal."""

    name: str
    size: int
    read: Callable[[int], bytes]
    time: datetime | None = None  # the archive's word for it, without a zone
    inside: str = ""  # its name in the zip that a student packed, where it is in one


@dataclass
class Archive:
    """`files` and `bad`; the names in `bad` are as they can be printed."""

    name: str
    path: Path
    files: list[File] = field(default_factory=list)
    bad: dict[str, str] = field(default_factory=dict)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Refusal if it can't be read at all."""
    found = Archive(path.name or str(path), path)
    if path.is_dir():
        with _Tree(path.resolve()) as tree:
            _read_folder(found, tree)
            yield found
    elif not path.exists():
        raise Refusal(f"{path} does not exist.")
    elif not path.is_file():
        raise Refusal(f"{path} is neither a file nor a folder.")  # to open a pipe would wait for its other end
    else:
        with _zip(path) as archive:
            _read_zip(found, archive)
            yield found


class _Tree(Folder):
    """A folder that the instructor names: it may itself be reached through links, what is in it may not."""

    most = MOST_MEMBERS

    def _open(self) -> int:
        return os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _read_folder(found: Archive, tree: _Tree) -> None:
    found.bad.update({printable(name): f"{why}, and is not read" for name, why in tree.odd.items()})
    for name, why in _clashes(tree.sizes):
        found.bad[printable(name)] = why
    for name, size in sorted(tree.sizes.items()):
        why = misnamed(name)
        if why:
            found.bad[printable(name)] = why
        if printable(name) not in found.bad:
            when = datetime.fromtimestamp((found.path / name).lstat().st_mtime)
            found.files.append(File(name, size, _reader(tree, name), when))


def _reader(source: Folder | Zip, name: str) -> Callable[[int], bytes]:
    return lambda limit: source.read(name, limit)


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except PermissionError as error:
        raise Refusal(f"{path.name} can't be read: {error.strerror}.") from error
    except UNREADABLE as error:
        raise Refusal(
            f"{path.name} is no zip that can be read; nothing of it was taken in. {_instead(path)}"
        ) from error
    with archive:
        yield archive


def _instead(path: Path) -> str:
    """What to do, by what the file is: a name alone says nothing."""
    try:
        with path.open("rb") as file:
            start = file.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
    except OSError:
        start = b""
    if start.lower().startswith((b"<!doctype", b"<html")):
        return "It is a web page, such as a login page: log in, and download it again."
    if start.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf")) or start[257:262] == b"ustar":
        return "It is an archive of another kind: unpack it, and take in the folder."
    if start.startswith(b"{") and path.suffix.lower() == ".ipynb":
        return "It is a single notebook: put it into a folder STUDENT/, and take in the folder around that."
    return "If its download was cut short, download it again."


def _read_zip(found: Archive, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise Refusal(f"{found.name} holds more than {MOST_MEMBERS} members.")
    packed = found.path.stat().st_size
    if sum(entry.compress_size for entry in entries) > packed:
        raise Refusal(f"{found.name} is a bomb: its members lie over one another.")
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise Refusal(f"{found.name} unpacks to more than {LARGEST // 10**9} GB.")
    named = [(_name(entry), entry) for entry in entries if not IGNORED & set(entry.filename.split("/"))]
    found.bad.update(
        {printable(name): why for name, why in _clashes(name for name, entry in named if not entry.is_dir())}
    )
    for name, entry in named:
        why = misnamed(name.rstrip("/") if entry.is_dir() else name, entry.orig_filename) or _odd(entry)
        if why:
            found.bad[printable(name)] = why
        if printable(name) not in found.bad and not entry.is_dir():
            found.files.append(File(name, entry.file_size, _unpacker(archive, entry), _time(entry)))


def _name(entry: zipfile.ZipInfo) -> str:
    """Canvas writes UTF-8 and does not say so (rubyzip's default), and zipfile then reads it as a DOS code page."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _time(entry: zipfile.ZipInfo) -> datetime | None:
    """1980 is what a zip says where it knows no time."""
    try:
        return datetime(*entry.date_time) if entry.date_time[0] > 1980 else None
    except ValueError:
        return None


def _unpacker(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[int], bytes]:
    short = printable(entry.filename.rpartition("/")[2])

    def read(limit: int) -> bytes:
        try:
            with archive.open(entry) as file:
                found = file.read(limit + 1)
        except UNREADABLE as error:
            raise Refusal(f"{short} can't be unpacked: it is damaged.") from error
        if len(found) > limit:
            raise Refusal(f"{short} has more than {limit // 1_000_000} MB.")
        return found

    return read


def _odd(entry: zipfile.ZipInfo) -> str:
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is a link or a device"
    if entry.flag_bits & 0x1:
        return "it is locked with a password; ask for one without"
    if entry.file_size > max(1_000_000, FACTOR * entry.compress_size):
        return f"it is a bomb: it unpacks to {FACTOR} times its size or more"
    return ""


def misnamed(name: str, written: str = "") -> str:
    """Why a name is not that of a file in this folder; '' for an honest one. `written`: as it stands in the archive."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or re.match(r"[A-Za-z]:", name):
        return "its name is absolute, or one with a drive or backslashes"
    if any(part in ("", ".", "..") for part in parts):
        return "its name leads out of its folder"
    if not name.isprintable() or "\0" in written:
        return "its name holds control characters, or others that can't be shown"
    if (
        len(parts) > DEEPEST
        or len(name.encode()) > 5 * LONGEST
        or any(len(part) > LONGEST or len(part.encode()) > LONGEST for part in parts)
    ):
        return "its name is too long, or too deep in folders"
    if any(_RESERVED.fullmatch(part) or part.endswith((" ", ".")) or set(':*?"<>|') & set(part) for part in parts):
        return "its name can't be stored on every system"
    return ""


def _clashes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of which there are two: the same, the same but for case, or a file where others have a folder."""
    all_names = list(names)
    same, folded = Counter(all_names), Counter(name.casefold() for name in set(all_names))
    above = {
        "/".join(parts[:depth]) for parts in (name.split("/") for name in all_names) for depth in range(1, len(parts))
    }
    for name, count in same.items():
        if count > 1:
            yield name, f"it is there {'twice' if count == 2 else f'{count} times'}, and no one knows which is meant"
        elif folded[name.casefold()] > 1:
            yield name, "another one differs from it in case alone"
        elif name in above:
            yield name, "a folder has the same name"


def printable(name: str) -> str:
    """A stranger's file name as it can be printed, escaped where it can't."""
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return shown if len(shown) <= LONGEST + 40 else f"{shown[:LONGEST]}…"


def unpacked(file: File) -> list[File]:
    """The files of a zip that a student handed in; Refusal where it is not honest or can't be read."""
    inside = _nested(file)
    for name in inside.sizes:
        why = misnamed(name)
        if why:
            raise Refusal(f"holds {name[:LONGEST]!a}: {why}")
    return [File(file.name, size, _again(file, name), None, name) for name, size in sorted(inside.sizes.items())]


def _again(file: File, name: str) -> Callable[[int], bytes]:
    return lambda limit: _nested(file).read(name, limit)


@lru_cache(maxsize=2)  # the archives of a thousand students are not all kept in memory
def _nested(file: File) -> Zip:
    return Zip(file.read(LARGEST_FILES), printable(file.name.rpartition("/")[2]))
