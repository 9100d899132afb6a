"""What was graded from what: a row for each notebook, in the gradebook's database and in the commit of its scores.

So a run that is killed at any moment leaves no score without its row and no row without its score, and the next run
grades exactly what is not there yet, or was made from other bytes, other tests or another grader.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from autograder.course import grader_version
from autograder.grade import schema
from autograder.grade.exam import Exam
from autograder.grade.result import Outcome, Result

Key = tuple[str, str, str]  # student, assignment, notebook
STALE = "stale"  # of a page: older than the grades


@dataclass(frozen=True)
class Mark:
    """What the planning of a run needs of a row, for each of ten thousand."""

    digest: str
    outcome: Outcome


def digest(exam: Exam, raw: bytes, files: Mapping[str, bytes], refusal: str = "") -> str:
    """Changes when the submission, its tests or the grader do. A refusal at the door counts by its words."""
    found = hashlib.sha256(f"{exam.digest} {grader_version()} {refusal}\0".encode("utf-8", "replace"))
    for name, data in (("", raw), *sorted(files.items())):
        found.update(f"{name}\0{len(data)}\0".encode("utf-8", "replace") + data)
    return found.hexdigest()


def create(connection: Connection) -> None:
    schema.ours.create_all(connection)


def marks(connection: Connection) -> dict[Key, Mark]:
    table = schema.graded.c
    rows = connection.execute(select(table.student, table.assignment, table.notebook, table.digest, table.outcome))
    return {(row[0], row[1], row[2]): Mark(row[3], Outcome(row[4])) for row in rows}


def write(connection: Connection, result: Result, digest: str) -> None:
    """In the caller's transaction: the row goes with the scores, or not at all."""
    student, assignment, notebook = result.key
    place = {"student": student, "assignment": assignment, "notebook": notebook}
    connection.execute(_DELETE, {f"old_{name}": value for name, value in place.items()})
    row = {
        **place,
        "digest": digest,
        "outcome": result.outcome.value,
        "reason": storable(result.reason),
        "notes": json.dumps(result.notes),
        "verdicts": json.dumps(result.verdicts, default=str),
        "spent": json.dumps(dict(result.spent)),
        "forgeable": result.forgeable,
        "seconds": result.seconds,
        "finished": datetime.now(UTC).replace(tzinfo=None),
    }
    connection.execute(insert(schema.graded), row)
    remember_pages(connection, {(student, assignment): STALE})


def _deletion() -> Any:
    from sqlalchemy import bindparam

    table = schema.graded.c
    named = [column == bindparam(f"old_{column.name}") for column in (table.student, table.assignment, table.notebook)]
    return delete(schema.graded).where(*named)


_DELETE = _deletion()


def results(connection: Connection) -> Iterator[Result]:
    """Every row as a light `Result`, without notebook, scores and verdicts; by student, assignment and notebook."""
    table = schema.graded.c
    order = (table.student, table.assignment, table.notebook)
    columns = (*order, table.outcome, table.reason, table.notes, table.seconds, table.spent, table.forgeable)
    for row in connection.execute(select(*columns).order_by(*order)).yield_per(1000):
        yield Result(
            row.student,
            row.assignment,
            Outcome(row.outcome),
            row.reason,
            tuple(json.loads(row.notes)),
            seconds=row.seconds,
            book=row.notebook,
            spent=json.loads(row.spent),
            forgeable=row.forgeable,
        )


def pages(connection: Connection) -> dict[tuple[str, str], str]:
    """(student, assignment) -> the digest of what its feedback page shows beside the machine's scores (Book.by_hand),
    or STALE where it was graded since."""
    return {(row.student, row.assignment): row.digest for row in connection.execute(select(schema.pages))}


def remember_pages(connection: Connection, made: Mapping[tuple[str, str], str]) -> None:
    table = schema.pages
    for (student, assignment), digest in made.items():
        connection.execute(delete(table).where(table.c.student == student, table.c.assignment == assignment))
        connection.execute(insert(table), {"student": student, "assignment": assignment, "digest": digest})


def masters(connection: Connection) -> dict[str, str]:
    """assignment -> the digest of the masters that the gradebook has its cells from."""
    return {row.assignment: row.digest for row in connection.execute(select(schema.masters))}


def remember(connection: Connection, assignment: str, digest: str) -> None:
    connection.execute(delete(schema.masters).where(schema.masters.c.assignment == assignment))
    connection.execute(insert(schema.masters), {"assignment": assignment, "digest": digest})


def storable(text: str) -> str:
    """Without what a database or a file does not take: NUL, and halves of characters."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")
