"""The exercises of an assignment as its masters show them: in which order, under which title, for how many minutes.

## 5.2 Error times input · ●●○ · 8 minutes     the heading above a graded cell says all three
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_MARKER = re.compile(r"(BEGIN|END) ")  # nbgrader's own: ### BEGIN SOLUTION, ### BEGIN MARK SCHEME
_MINUTES = re.compile(r"(\d{1,4})\s*min")


class Described(NamedTuple):
    grade_id: str
    title: str
    minutes: int | None


def described(path: Path) -> list[Described]:
    """The graded cells in their order; none where the master can't be read, for then the gradebook has to do."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        found = list(_graded(cells))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    times = Counter(entry.title for entry in found)
    # One heading above several graded cells names none of them
    return [entry if times[entry.title] == 1 else Described(entry.grade_id, entry.grade_id, None) for entry in found]


def _graded(cells: list[dict[str, Any]]) -> Iterator[Described]:
    heading = ""
    for cell in cells:
        entry = cell["metadata"].get("nbgrader") or {}
        if cell["cell_type"] == "markdown" and not entry.get("solution"):
            found = [words for words in _HEADING.findall("".join(cell["source"])) if not _MARKER.match(words)]
            heading = found[-1] if found else heading
        if entry.get("grade") or entry.get("task"):
            title, *rest = (part.strip() for part in heading.split("·"))
            minutes = next((int(number) for part in rest for number in _MINUTES.findall(part)), None)
            yield Described(str(entry["grade_id"]), title or str(entry["grade_id"]), minutes)
