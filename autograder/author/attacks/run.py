"""Grades the bases and the honest submissions alone, then all of them with the attacks, and compares.

The grader runs as people run it, `autograder grade`, in a process of its own: one that is killed or hangs is seen.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.author.attacks import build, guard
from autograder.author.attacks.build import Entry, Workshop
from autograder.author.attacks.read import Attack
from autograder.course import Course, CourseError

LATE = 20.0  # seconds over the notebook's limit that an ending may take
Key = tuple[str, str]  # student, assignment


@dataclass(frozen=True)
class Ending:
    """How a submission ended, and its points by graded cell as the gradebook has them."""

    outcome: str
    reason: str
    seconds: float
    points: Mapping[str, float]


@dataclass(frozen=True)
class Fate:
    """What became of one attack."""

    attack: Attack
    ended: str  # graded, refused, failed, or lost: the grader says nothing of it
    reason: str
    seconds: float
    gained: float
    harm: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        return self.ended not in ("graded", "refused") or self.seconds > build.NOTEBOOK + LATE

    @property
    def as_expected(self) -> bool:
        return self.attack.expects in (self.ended, "either")


@dataclass(frozen=True)
class Report:
    fates: tuple[Fate, ...]
    changed: tuple[str, ...]  # honest submissions that scored otherwise than alone
    harm: tuple[str, ...]  # that no attack can be named for
    honest: int

    @property
    def clean(self) -> bool:
        bad = any(fate.gained or fate.harm or fate.stopped for fate in self.fates)
        return not (bad or self.changed or self.harm)


def run(root: Path, attacks: Sequence[Attack], *, workers: int = 2, say: Any = print) -> Report:
    """Everything, in a temporary folder that is gone afterwards."""
    shop = Workshop(root)
    with tempfile.TemporaryDirectory(prefix="attacks-") as name:
        folder = Path(name)
        honest = shop.honest(len(attacks))
        say(f"Alone: {len(honest)} honest submissions, the bases, and a canary …")
        alone = _alone(folder, root, [*shop.bases(attacks), *honest], shop.canary(), workers)
        say(f"Together: {len(attacks)} attacks among the honest …")
        course = build.course(root, folder / "together")
        with guard.guarded(folder, course) as watch:
            entries = [*shop.attacked(attacks), *honest]
            _hand_in(course, entries, watch)
            watch.start()
            found = grade(course, workers)
            harm = watch.harm()
        fates = [_fate(course, entry, found, alone, harm) for entry in entries if entry.attack]
        changed = [_difference(entry, alone, found) for entry in honest]
    known = {attack.name for attack in attacks}
    nobodys = [words for name, several in harm.items() if name not in known for words in several]
    return Report(tuple(fates), tuple(filter(None, changed)), tuple(nobodys), len(honest))


def _alone(folder: Path, root: Path, entries: list[Entry], canary: Entry, workers: int) -> Mapping[Key, Ending]:
    course = build.course(root, folder / "alone")
    place = folder / "canary"
    place.mkdir()
    with guard.guarded(place, course) as watch:
        _hand_in(course, [canary, *entries], watch)
        watch.start()
        found = grade(course, workers)
        harm = [*watch.harm().values(), guard.confessions(_autograded(course, canary))]
    if any(harm):
        told = "; ".join(words for several in harm for words in several)
        raise CourseError(f"The sandbox does not hold, so no attack is let loose. A canary in it: {told}.")
    if found.get((canary.student, canary.assignment), _LOST).outcome != "graded":
        raise CourseError(
            "The canary was not graded, so nobody knows whether the sandbox holds; no attack is let loose."
        )
    return found


def _hand_in(course: Course, entries: Sequence[Entry], watch: guard.Guard) -> None:
    victim = next(entry for entry in entries if not entry.attack)
    path = course.submitted / victim.student / victim.assignment / f"{victim.assignment}.ipynb"
    for entry in entries:
        name = entry.attack.name if entry.attack else "honest"
        build.hand_in(course, entry, watch.words(name, path) if entry.attack else {})


def grade(course: Course, workers: int) -> Mapping[Key, Ending]:
    """`autograder grade` on a course; what its gradebook and its report say afterwards."""
    count = sum(1 for _ in course.submitted.glob("*/*"))
    command = [sys.executable, "-m", "autograder.cli", "grade", "--course", str(course.root), "--workers", str(workers)]
    environment = {**os.environ, guard.SECRET: "the grader's own"}
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        cwd=course.root,
    )
    try:
        told = process.communicate(timeout=120 + count * (build.NOTEBOOK + LATE) / workers)[0]
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a session of its own: the grader that was started here
        told = process.communicate()[0]
    report = course.reports / "grading.json"
    if not report.is_file():
        raise CourseError(f"The grader stopped without a report. It said: {told.decode(errors='replace')[-2000:]}")
    return _endings(course, json.loads(report.read_text("utf-8")))


def _endings(course: Course, rows: Sequence[Mapping[str, Any]]) -> dict[Key, Ending]:
    from autograder.grade import gradebook

    table = gradebook.scores(course)
    found = {}
    for row in rows:
        key = (str(row["student"]), str(row["assignment"]))
        points = dict(table[key].cells) if key in table else {}
        found[key] = Ending(str(row["outcome"]), str(row["reason"]), float(row["seconds"]), points)
    return found


_LOST = Ending("lost", "the grader says nothing of it", 0.0, {})


def _fate(
    course: Course,
    entry: Entry,
    found: Mapping[Key, Ending],
    alone: Mapping[Key, Ending],
    harm: Mapping[str, Sequence[str]],
) -> Fate:
    assert entry.attack is not None
    attack = entry.attack
    ended = found.get((entry.student, entry.assignment), _LOST)
    base = alone[build.base_name(attack.assignment, attack.base), attack.assignment].points
    gained = sum(max(0.0, points - base.get(name, 0.0)) for name, points in ended.points.items())
    told = (*harm.get(attack.name, ()), *guard.confessions(_autograded(course, entry)))
    return Fate(attack, ended.outcome, ended.reason, ended.seconds, gained, told)


def _difference(entry: Entry, alone: Mapping[Key, Ending], together: Mapping[Key, Ending]) -> str:
    key = (entry.student, entry.assignment)
    one, other = alone.get(key, _LOST), together.get(key, _LOST)
    if (one.outcome, one.points) == (other.outcome, other.points):
        return ""
    return f"{entry.student} {entry.assignment}: {one.outcome} {one.points} alone, {other.outcome} {other.points} here"


def _autograded(course: Course, entry: Entry) -> Path:
    return course.autograded / entry.student / entry.assignment / f"{entry.assignment}.ipynb"
