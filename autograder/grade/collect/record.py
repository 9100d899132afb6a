"""submitted/STUDENT/.intake.json: what was taken in from where, for the next intake and for the export to a platform.

    {"student": {"system": "canvas", "number": "1001", "name": "lovelaceada"},
     "assignments": {"01_small": {"archive": "submissions.zip", "member": "lovelaceada_1001_5001_01_small.ipynb",
                                  "system": "canvas", "number": "1001", "late": false, "time": "",
                                  "order": [5001, 0], "digest": "…"}}}

`number` is the user's in Canvas, and in Moodle the participant's in that assignment (its worksheet's Identifier). A
file that is damaged or gone costs nothing but this: the next intake takes the student for new, and loses no submission.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.grade import files

NAME = ".intake.json"


@dataclass(frozen=True)
class Taken:
    """Where the submission that lies in submitted/ came from."""

    system: str
    archive: str
    member: str
    number: str = ""
    late: bool = False
    time: str = ""  # UTC, or '' where nothing told it
    order: tuple[int, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Record:
    system: str = ""
    number: str = ""
    name: str = ""
    assignments: Mapping[str, Taken] = field(default_factory=dict)


def of(course: Course, student: str) -> Record:
    """What is known of a student; an empty record where nothing is."""
    path = course.submitted / student / NAME
    try:
        if path.is_symlink() or path.stat().st_size > 1_000_000:
            return Record()
        found = json.loads(path.read_text(encoding="utf-8"))
        who = found["student"]
        taken = {name: _taken(one) for name, one in found["assignments"].items()}
        return Record(str(who["system"]), str(who["number"]), str(who["name"]), taken)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def _taken(data: Mapping[str, Any]) -> Taken:
    return Taken(**{**data, "order": tuple(int(part) for part in data["order"])})


def everybody(course: Course) -> dict[str, Record]:
    """Every student of submitted/ that has a record. For `autograder export`, too."""
    if not course.submitted.is_dir():
        return {}
    students = sorted(path.parent.name for path in course.submitted.glob(f"*/{NAME}"))
    return {student: of(course, student) for student in students}


def keep(course: Course, student: str, record: Record) -> None:
    who = {"system": record.system, "number": record.number, "name": record.name}
    made = {"student": who, "assignments": {name: asdict(taken) for name, taken in sorted(record.assignments.items())}}
    path: Path = course.submitted / student / NAME
    files.write(path, (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
