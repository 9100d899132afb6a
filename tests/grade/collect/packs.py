"""A course for the tests of intake, and archives made in code: as Canvas and Moodle pack them, and hostile ones."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import small

from autograder.course import Course
from autograder.grade import gradebook
from autograder.grade.collect import run, students
from autograder.grade.collect.outcome import Summary

When = tuple[int, int, int, int, int, int]
OTHER = "02_other"
Intake = Callable[..., Summary]
Members = Mapping[str, str | bytes] | Sequence[tuple[Any, str | bytes]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two masters and an empty gradebook, to be copied for each test; nothing is released."""
    folder = tmp_path_factory.mktemp("course")
    made = Course(folder)
    shutil.copyfile(small.ROOT / "nbgrader_config.py", folder / "nbgrader_config.py")
    for name in (small.NAME, OTHER):
        made.master(name).parent.mkdir(parents=True)
        made.master(name).write_text(_of(name, json.dumps(small.master())))
    with gradebook.opened(made) as there:
        students.TABLE.create(there.engine)  # as much of it as intake touches: nbgrader takes seconds to import
    return folder


@pytest.fixture
def course(template: Path, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(template, tmp_path / "course")))


@pytest.fixture
def intake(course: Course) -> Intake:
    return partial(take, course)


def _of(name: str, book: str) -> str:
    """The cells of the second assignment have grade ids of their own."""
    made = book.replace('"answer_', '"other_answer_').replace('"check_', '"other_check_')
    return book if name == small.NAME else made


def take(course: Course, *paths: Path, **options: Any) -> Summary:
    """Takes paths in, with options as `run.Options` has them."""
    return run.collect(course, paths, run.Options(**options))


def book(says: str = "", *, name: str = small.NAME, grade_ids: bool = True) -> str:
    """A notebook as it is handed in; `says` makes one differ from another."""
    found = json.loads(_of(name, json.dumps(small.master())))
    found["cells"][0]["source"] = f"# {says}"
    if not grade_ids:
        for cell in found["cells"]:
            cell["metadata"] = {}
    return json.dumps(found)


def packed(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, content)
    return buffer.getvalue()


def pack(path: Path, members: Members) -> Path:
    path.write_bytes(packed(members))
    return path


def info(
    name: str, when: tuple[int, int, int, int, int, int] = (2026, 3, 1, 12, 0, 0), mode: int = 0
) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, when)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = mode << 16
    return made


def locked(raw: bytes, name: str) -> bytes:
    """The same archive, with the mark of a password on one member."""
    return _flagged(raw, name, lambda flags: flags | 1)


def silent_utf_8(raw: bytes, name: str) -> bytes:
    """Names in UTF-8 without saying so, as rubyzip writes them for Canvas."""
    return _flagged(raw, name, lambda flags: flags & ~0x800)


def _flagged(raw: bytes, name: str, change: Any) -> bytes:
    """Its general purpose flags, in the local header and in the directory (PKWARE's APPNOTE, 4.3.7 and 4.3.12)."""
    found, encoded = bytearray(raw), name.encode()
    for mark, at, length in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = found.find(mark)
        while start >= 0:
            if found[start + length : start + length + len(encoded)] == encoded:
                (flags,) = struct.unpack_from("<H", found, start + at)
                struct.pack_into("<H", found, start + at, change(flags))
            start = found.find(mark, start + 4)
    return bytes(found)


def damaged(raw: bytes, content: bytes) -> bytes:
    """The same archive with a byte of a stored member's content turned round: its checksum is wrong."""
    at = raw.index(content)
    return raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]


def there(course: Course) -> dict[str, str]:
    """Every file of submitted/ and submitted.earlier/, by its path, with its text."""
    found = {}
    for above in (course.submitted, course.root / "submitted.earlier"):
        for path in sorted(above.rglob("*")) if above.exists() else []:
            if path.is_file():
                found[path.relative_to(course.root).as_posix()] = path.read_text(errors="replace")
    return found
