"""Puts submissions into submitted/, each whole or not at all, and keeps what was there in submitted.earlier/.

    submitted/.intake/new/…     being written; of no use if we are killed
    submitted/.intake/whole/…   complete, on its way to its place; the next intake finishes it
    submitted/STUDENT/ASSIGNMENT/
    submitted.earlier/STUDENT/ASSIGNMENT/TIME-DIGEST/    beside submitted/, where nothing is graded

All of it lies on one file system, so that each step is one rename.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.grade import files
from autograder.grade.collect.archive import File
from autograder.grade.collect.attempts import Attempt, digest_of
from autograder.grade.folder import Folder
from autograder.grade.intake import LARGEST_FILES, LARGEST_NOTEBOOK, TIMESTAMP
from autograder.grade.result import Refusal
from autograder.grade.trouble import disk

KEPT = "What was taken in so far is whole; the same command goes on from there."


class Places:
    """The places of a course's submissions; `opened` gives it, and no two at a time write."""

    def __init__(self, course: Course) -> None:
        self._root = course.submitted
        self._stage = self._root / ".intake"
        self._there = {one.casefold(): one for one in os.listdir(self._root)} if self._root.is_dir() else {}
        self.earlier = self._root.resolve().parent / f"{self._root.resolve().name}.earlier"

    def folder(self, attempt: Attempt) -> Path:
        return self._root / attempt.student / attempt.assignment

    def obstacle(self, attempt: Attempt) -> str:
        """Why nothing can be put there; '' where it can."""
        place = self.folder(attempt)
        for path in (place.parent, place):
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                return f"{path.relative_to(self._root.parent)} is a link or a file; move it away"
        same = self._there.get(attempt.student.casefold(), attempt.student)
        return (
            f"submitted/ has {same}, which differs from {attempt.student} in case alone"
            if same != attempt.student
            else ""
        )

    def present(self, attempt: Attempt) -> str | None:
        """The digest of what lies there, without timestamp.txt; None where nothing does."""
        place = self.folder(attempt)
        if not place.is_dir():
            return None
        try:
            with Folder(place) as found:
                names = [name for name in found.sizes if name != TIMESTAMP]
                if found.odd or sum(found.sizes.values()) > LARGEST_FILES + LARGEST_NOTEBOOK:
                    return "another"
                return digest_of({name: found.read(name, LARGEST_FILES) for name in names})
        except Refusal:
            return "another"

    def superseded(self, attempt: Attempt) -> bool:
        """Was it taken in before, and replaced since?"""
        return any((self.earlier / attempt.student / attempt.assignment).glob(f"*-{attempt.digest[:12]}"))

    def put(self, attempt: Attempt, time: str) -> None:
        """In the place of whatever is there, which is kept."""
        place = self.folder(attempt)
        with disk(self._root, KEPT):
            whole = self._write(attempt, time)
            if place.exists():
                self._keep(place, self.present(attempt) or "another")
            place.parent.mkdir(exist_ok=True)
            os.rename(whole, place)

    def keep(self, attempt: Attempt, time: str) -> None:
        """An earlier attempt, which was never the latest: straight to where those are kept."""
        with disk(self.earlier, KEPT):
            whole = self._write(attempt, time)
            when = _file_time(time) or "-".join(map(str, attempt.order[:1]))
            os.rename(whole, self._room(attempt.student, attempt.assignment, when, attempt.digest))

    def stamp(self, attempt: Attempt, time: str) -> bool:
        """The time of a submission that is there already, if it has none and one is known now."""
        path = self.folder(attempt) / TIMESTAMP
        if not time or path.exists() or path.is_symlink():
            return False
        with disk(self._root, KEPT):
            files.write(path, f"{time}\n".encode())
        return True

    def _write(self, attempt: Attempt, time: str) -> Path:
        new = self._stage / "new" / attempt.student / attempt.assignment
        whole = self._stage / "whole" / attempt.student / attempt.assignment
        for old in (new, whole):
            shutil.rmtree(old, ignore_errors=True)
            old.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir()
        _fill(new, attempt.files)
        if time:
            (new / TIMESTAMP).write_text(f"{time}\n", encoding="utf-8")
        os.rename(new, whole)
        return whole

    def _keep(self, place: Path, digest: str) -> None:
        when = _file_time(_read_time(place)) or datetime.fromtimestamp(place.stat().st_mtime, UTC).strftime(
            "%Y%m%dT%H%M%S"
        )
        os.rename(place, self._room(place.parent.name, place.name, when, digest))

    def _room(self, student: str, assignment: str, when: str, digest: str) -> Path:
        above = self.earlier / student / assignment
        above.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            room = above / "-".join([when or "unknown", *([str(number)] if number > 1 else []), digest[:12]])
            if not room.exists():
                return room
        raise CourseError(f"{above} holds a thousand earlier submissions. Move some away.")

    def finish(self) -> None:
        """What an intake that was killed had ready goes to its place, where that is empty; its leftovers go."""
        for whole in sorted((self._stage / "whole").glob("*/*")):
            place = self._root / whole.parent.name / whole.name
            if not place.exists() and not place.is_symlink():
                place.parent.mkdir(exist_ok=True)
                os.rename(whole, place)
        shutil.rmtree(self._stage, ignore_errors=True)


@contextmanager
def opened(course: Course, *, write: bool) -> Iterator[Places]:
    """With the lock that keeps a second intake away, if it is to write."""
    places = Places(course)
    if not write:
        yield places
        return
    with disk(course.submitted, KEPT):
        course.submitted.mkdir(exist_ok=True)
        lock = os.open(course.submitted, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise CourseError(
                    "Another `autograder intake` is running in this course. Wait for it to end."
                ) from error
        with disk(course.submitted, KEPT):
            places.finish()
        yield places
    finally:
        with disk(course.submitted, KEPT):
            places.finish()
        os.close(lock)


def _fill(folder: Path, contents: Mapping[str, File]) -> None:
    for name, file in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        limit = LARGEST_NOTEBOOK if name.endswith(".ipynb") else LARGEST_FILES
        with path.open("xb") as out:
            out.write(file.read(limit))


def _read_time(place: Path) -> str:
    path = place / TIMESTAMP
    try:
        return (
            path.read_text(encoding="utf-8", errors="replace")[:100] if path.is_file() and not path.is_symlink() else ""
        )
    except OSError:
        return ""


def _file_time(time: str) -> str:
    """A time as part of a file name; '' where it is none."""
    from autograder.grade.late import timestamp

    found = timestamp(time)
    return found.strftime("%Y%m%dT%H%M%S") if found else ""
