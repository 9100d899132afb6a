"""Reads a zip that a stranger packed, in memory: nothing of it is ever written to disk.

What an honest zip never holds is refused by name: a path that leads out, a link, a password, a bomb.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib

from autograder.grade.folder import IGNORED, MOST_FILES
from autograder.grade.result import Refusal

LARGEST, FACTOR = 150_000_000, 200  # bytes in all; how much smaller an honest file over 1 MB is made at most
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)
# What zipfile lets through of damaged headers: a window of 4 GB, for LZMA, is a MemoryError.
_BROKEN_TOO = (RuntimeError, KeyError, UnicodeError, OverflowError, MemoryError)
_ENTRY, MOST_ENTRIES = b"PK\1\2", 20 * MOST_FILES  # a zip in the zip has entries of its own
UNREADABLE = (*_BROKEN, *_BROKEN_TOO)


class Zip:
    """The files of an archive; a folder that holds all the others is left out of their names."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._name = name
        self.odd: dict[str, str] = {}
        try:
            if raw.count(_ENTRY) > MOST_ENTRIES:  # zipfile reads them all before it can be asked how many there are
                raise Refusal(f"{name} holds more than {MOST_FILES} files.")
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._archive.infolist()
        except UNREADABLE as error:
            raise Refusal(f"{name} is no zip that can be read.") from error
        if len(entries) > MOST_FILES:
            raise Refusal(f"{name} holds more than {MOST_FILES} files.")
        kept = [entry for entry in entries if not self._ignored(entry)]
        for entry in kept:
            self._check(entry)
        if sum(entry.file_size for entry in kept) > LARGEST:
            raise Refusal(f"{name} unpacks to more than {LARGEST // 1_000_000} MB.")
        self._entries = self._named([entry for entry in kept if not entry.is_dir()])
        self.sizes = {inside: entry.file_size for inside, entry in self._entries.items()}

    def read(self, name: str, limit: int) -> bytes:
        short = name.rpartition("/")[2]
        try:
            with self._archive.open(self._entries[name]) as file:
                found = file.read(limit + 1)
        except UNREADABLE as error:
            raise Refusal(f"{short} in {self._name} can't be unpacked.") from error
        if len(found) > limit:
            raise Refusal(f"{short} in {self._name} has more than {limit // 1_000_000} MB.")
        return found

    def _ignored(self, entry: zipfile.ZipInfo) -> bool:
        return bool(IGNORED & set(entry.filename.split("/")))

    def _check(self, entry: zipfile.ZipInfo) -> None:
        shown = ascii(entry.filename[:80])
        parts = entry.filename.rstrip("/").split("/")
        if any(part in ("", ".", "..") or len(part) > 200 for part in parts) or set("\\:\0") & set(entry.filename):
            raise Refusal(f"{self._name} holds {shown}, a name that leads out of its folder.")
        if any("\ud800" <= sign <= "\udfff" or sign < " " for sign in entry.filename) or len(parts) > 20:
            raise Refusal(f"{self._name} holds {shown}, a name that no honest file has.")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Refusal(f"{self._name} holds {shown}, which is a link or a device.")
        if entry.flag_bits & 0x1:
            raise Refusal(f"{self._name} is locked with a password.")
        if entry.file_size > max(1_000_000, FACTOR * entry.compress_size):
            raise Refusal(f"{self._name} holds {shown}, which unpacks to {FACTOR} times its size or more.")

    def _named(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        names = [entry.filename.split("/") for entry in entries]
        while names and all(len(name) > 1 and name[0] == names[0][0] for name in names):
            names = [name[1:] for name in names]
        found = {"/".join(name): entry for name, entry in zip(names, entries, strict=True)}
        above = {"/".join(name[:length]) for name in names for length in range(1, len(name))}
        if len(found) < len(entries) or above & set(found):
            raise Refusal(f"{self._name} holds two files of the same name.")
        return found
