"""The figures as CSV, for spreadsheets, and as JSON, for programs. Pure: data in, text out.

report.csv            a line a submission
report-exercises.csv  a line an exercise
report.json           everything that the page tells
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from autograder.grade.report.facts import Outcome, State, Submission
from autograder.grade.report.figures import ClassReport, Kind

Value = str | float | int | bool | None
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# A spreadsheet elsewhere cuts at semicolons, and takes what follows one for a cell.
_INSIDE = re.compile(r"""(?<=[,;\t\r\n])(?=['"]*[=+\-@＝＋－＠])""")
_SUBMISSION = (
    "student",
    "assignment",
    "outcome",
    "points",
    "possible",
    "waits for marks",
    "late",
    "penalty",
    "forgeable",
    "right",
    "partly right",
    "wrong",
    "could not run",
    "not attempted",
    "mistakes",
    "needs a person",
    "reason",
    "notes",
    "seconds",
)
_EXERCISE = (
    "assignment",
    "exercise",
    "title",
    "possible",
    "students",
    *(state.value for state in State),
    "success",
    "discrimination",
    "minutes planned",
    "mistakes",
)


def submissions(report: ClassReport) -> str:
    possible = {figures.name: figures.possible for figures in report.assignments}
    urgent: dict[tuple[str, str], list[str]] = {}
    for matter in report.matters:
        if matter.kind not in (Kind.STRANGER, Kind.NOTED):
            for case in matter.cases:
                urgent.setdefault((case.student, case.assignment), []).append(matter.kind.value)
    return _written(
        _SUBMISSION,
        (
            _line(one, possible[one.assignment], urgent.get((one.student, one.assignment), []))
            for one in report.submissions
        ),
    )


def _line(one: Submission, possible: float, needs: Sequence[str]) -> list[Value]:
    states = [answer.state for answer in one.answers.values()]
    graded = one.outcome is Outcome.GRADED
    told = [states.count(state) if graded else None for state in State if state is not State.WAITS]
    titles = dict.fromkeys(answer.title for answer in one.answers.values() if answer.title)
    return [
        one.student,
        one.assignment,
        one.outcome.value,
        round(one.points, 4) if graded else None,
        possible,
        states.count(State.WAITS) if graded else None,
        "yes" if one.late else "no",
        one.penalty,
        "yes" if one.forgeable else "no",
        *told,
        "; ".join(titles),
        "; ".join(needs),
        one.reason,
        " ".join(one.notes),
        round(one.seconds, 3),
    ]


def exercises(report: ClassReport) -> str:
    return _written(
        _EXERCISE,
        (
            [
                figures.name,
                entry.exercise.key,
                entry.exercise.title,
                entry.exercise.possible,
                entry.judged,
                *(entry.counts.get(state, 0) for state in State),
                _rounded(entry.success),
                _rounded(entry.discrimination),
                entry.exercise.minutes,
                "; ".join(f"{title} ({students})" for title, students in entry.mistakes),
            ]
            for figures in report.assignments
            for entry in figures.exercises
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _written(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows([[defused(value) for value in row] for row in rows])
    return buffer.getvalue()


def defused(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front, which it takes for "this is text"
    (OWASP, "CSV Injection"). Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "\ufffd")
    begins = text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) or text[:1] in _FORMULA
    inside = _INSIDE.sub("'", text)
    return f"'{inside}" if begins else inside


def document(report: ClassReport) -> dict[str, Any]:
    """All figures, as JSON can hold them."""
    made = {field.name: _plain(getattr(report, field.name)) for field in fields(report) if field.name != "submissions"}
    rows = [_submission(one) for one in report.submissions]
    return {**made, "needs_a_person": report.needs, "submissions": rows}


def _submission(one: Submission) -> dict[str, Any]:
    """Without the words of each mistake: they stand once, among the mistakes."""
    answers = {
        key: {
            "state": answer.state.value,
            "points": answer.points,
            **({"mistakes": list(answer.mistakes)} if answer.mistakes else {}),
        }
        for key, answer in one.answers.items()
    }
    return {
        "student": one.student,
        "assignment": one.assignment,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "notes": list(one.notes),
        "points": round(one.points, 4) if one.outcome is Outcome.GRADED else None,
        "waits": one.waits,
        "late": one.late,
        "penalty": one.penalty,
        "forgeable": one.forgeable,
        "seconds": round(one.seconds, 3),
        "answers": answers,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {_plain(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value


def as_json(report: ClassReport) -> str:
    made = document(report)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in made.pop("submissions"))
    head = json.dumps(made, indent=1, ensure_ascii=False).removesuffix("\n}")
    return f'{head},\n "submissions": [\n{rows}\n]\n}}\n'
