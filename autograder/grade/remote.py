"""What runs on a Dask worker: one submission in, its result out, both plain data.

A worker has this package and torch, and nothing else of ours: no course folder, no gradebook, no name of a student.
Its station (a warm parent with judges and children, all processes of their own) starts with its first submission and
ends with the worker. Exams come over the wire when a worker asks for one, and are kept by their digest.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course import CourseError
from autograder.grade.exam import Exam
from autograder.grade.result import Outcome, Result, Task

if TYPE_CHECKING:
    from autograder.grade.station import Station

NOBODY = "student"  # the name that a submission has while it is away
KEPT = 200  # exams; a worker may serve many courses in its life

Versions = dict[str, str]

_exams: dict[str, Exam] = {}
_stations: dict[str, Station] = {}
_lock = threading.Lock()


def grade(
    digest: str,
    exam: str,
    raw: bytes,
    files: Mapping[str, bytes],
    notes: Sequence[str],
    options: Mapping[str, Any],
    expected: Versions,
) -> str:
    """One submission graded on this worker. Gives JSON with one of:

    result      what the station found
    wants       this worker has no exam of that digest: send it along (`exam`, JSON; "" if the worker should know it)
    refuses     this worker can't grade at all, and why in a sentence
    """
    if wrong := difference(versions(), expected):
        return _reply(refuses=wrong)
    known = _learn(digest, exam)
    if known is None:
        return _reply(wants=_address())
    try:
        result = _station(options).submit(Task(NOBODY, known, raw, files, tuple(notes))).result()
    except Exception as error:
        _pass_on_if_leaving()
        if isinstance(error, CourseError):
            return _reply(refuses=f"can't grade: {error}")
        words = str(error).strip().partition("\n")[0]
        reason = f"Grading it broke down on {_address()}: {type(error).__name__}: {words}"[:300]
        result = Result(NOBODY, "", Outcome.FAILED, reason, details=traceback.format_exc())
    return _reply(result=to_data(result))


def _reply(**what: Any) -> str:
    """ASCII, so that what a student printed (lone surrogates) can't break the message."""
    return json.dumps({**what, "worker": _address()})


def _pass_on_if_leaving() -> None:
    """A worker that is told to go closes its station under a submission, which another worker then takes."""
    from distributed import Reschedule, Status, get_worker

    if get_worker().status not in (Status.running, Status.paused):
        raise Reschedule


def _learn(digest: str, exam: str) -> Exam | None:
    if exam and digest not in _exams:
        while len(_exams) >= KEPT:
            _exams.pop(next(iter(_exams)))
        _exams[digest] = Exam.from_data(json.loads(exam))
    return _exams.get(digest)


def _station(options: Mapping[str, Any]) -> Station:
    """The worker process's own, with room for each of its threads."""
    from autograder.grade.station import Station

    name = json.dumps(options, sort_keys=True)
    with _lock:
        if name not in _stations:
            made = Station(workers=_threads(), **options)
            _stations[name] = made.__enter__()
            atexit.register(made.__exit__, None, None, None)
        return _stations[name]


def _threads() -> int:
    from distributed import get_worker

    return int(get_worker().state.nthreads)


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)


# --- versions -----------------------------------------------------------------------------------------------------


@cache
def versions() -> Versions:
    """What has to be the same on both sides for a submission to get the same score there as here.

    Cached, so that it says what this process runs, and not what was installed under it since.
    """
    try:
        torch = metadata.version("torch").partition("+")[0]  # a CPU and a CUDA build are the same torch
    except metadata.PackageNotFoundError:
        torch = ""
    return {"Python": f"{sys.version_info.major}.{sys.version_info.minor}", "torch": torch, "autograder": _sources()}


def difference(found: Versions, expected: Versions) -> str:
    """What `found` has otherwise, in words that follow a worker's name; "" if nothing."""
    for name, version in expected.items():
        has = found.get(name, "")
        if has == version:
            continue
        if name == "autograder":
            return "has another version of this autograder than this machine; update and restart it."
        return (
            f"has {f'{name} {has}' if has else f'no {name}'}, and this machine has {version}; install the same there."
        )
    return ""


def _sources() -> str:
    """Of the files that decide a score."""
    package = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for folder in ("grade", "learn"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                total.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


# --- results as data ----------------------------------------------------------------------------------------------


def to_data(result: Result) -> dict[str, Any]:
    return {**vars(result), "outcome": result.outcome.value}


def from_data(data: Mapping[str, Any]) -> Result:
    tuples = {name: tuple(data[name]) for name in ("notes", "verdicts")}
    return Result(**{**data, **tuples, "outcome": Outcome(data["outcome"])})
