"""A database or a disk that does not work, in a sentence that says which file and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.course import CourseError

KEPT = "What was graded so far is kept; the same command goes on from there."
_SQLITE = {  # a part of SQLite's words: ours
    "is locked": "is held by another process: an open formgrader, another `autograder grade`, a database browser. "
    "Close it and run the command again.",
    "readonly": "can't be written. Give yourself the right to write to it and to its folder.",
    "unable to open": "can't be opened. Its folder has to exist, and you need the right to write there.",
    "not a database": "is not a gradebook, or is damaged. Nothing was written; move it away, or bring a backup back.",
    "malformed": "is damaged. Move it away and bring a backup back, or grade anew (marks given by hand go with it).",
    "is full": f"can't grow: the disk is full. Make room and run the command again. {KEPT}",
    "disk i/o": f"can't be written: the disk is full, or it is failing. {KEPT}",
    "no such column": "was made by another version of nbgrader. Make a copy of it, then run `nbgrader db upgrade`.",
}


@contextmanager
def database(url: str) -> Iterator[None]:
    """Around anything that touches the gradebook."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise CourseError(words(url, str(error.orig))) from error


def words(url: str, said: str) -> str:
    from sqlalchemy import make_url

    place = make_url(url)
    first = (said.strip().splitlines() or ["no message"])[0]
    if place.get_backend_name() != "sqlite":
        where = f"{place.database} on {place.host or 'this machine'}"
        return f"The gradebook {where} can't be used: {first}. See that its server runs. {KEPT}"
    for part, ours in _SQLITE.items():
        if part in said.lower():
            return f"{place.database} {ours}"
    return f"{place.database} can't be used as a gradebook: {first}."


@contextmanager
def disk(folder: Path, kept: str = KEPT) -> Iterator[None]:
    """Around what is written to a folder; `kept` says what is safe already, and what the same command will do."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        todo = "Make room and run the command again." if full else "See that you may write there."
        raise CourseError(f"{folder} can't be written: {error.strerror}. {todo} {kept}".rstrip()) from error
