"""Who handed in late, and what that costs: nbgrader's due dates and extensions, and the policy plugin of the course.

timestamp          a timestamp.txt as nbgrader reads it
Policy             c.AssignLatePenalties.plugin_class, which nbgrader's own step would ask
bring_up_to_date   the penalties of what is graded already: a due date, an extension, the policy or a person's marks may
                   have changed since
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Float, bindparam, func, or_, select, update

from autograder.course import CourseError
from autograder.grade import intake, schema
from autograder.grade.ledger import Key

if TYPE_CHECKING:
    from traitlets.config import Config

    from autograder.grade.gradebook import Book


@dataclass(frozen=True)
class Late:
    """A notebook that came after its due date; `penalty` is what the policy takes off for it."""

    seconds: float
    penalty: float | None = None

    def __str__(self) -> str:
        cost = f": −{self.penalty:g} {'point' if self.penalty == 1 else 'points'}" if self.penalty else ""
        return f"{_span(self.seconds)} late{cost}."


class Policy:
    """The course's late policy. nbgrader, two seconds to import, is asked only where something can come of it."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def penalty(self, student: str, score: float, seconds: float) -> float | None:
        """The points to take off, between 0 and the score; None where the policy says nothing."""
        if not seconds or self._is_stock:
            return None
        try:
            penalty = self._plugin.late_submission_penalty(student, score, seconds)
            return None if penalty is None else min(max(float(penalty), 0.0), score)
        except Exception as error:
            raise CourseError(
                f"The course's late policy failed for {student} ({type(error).__name__}: {error}). "
                "See c.AssignLatePenalties in nbgrader_config.py."
            ) from error

    @property
    def _is_stock(self) -> bool:
        """nbgrader's policy takes nothing off, unless the configuration speaks of it."""
        return not {"AssignLatePenalties", "LateSubmissionPlugin", "BasePlugin"} & set(self._config)

    @cached_property
    def _plugin(self) -> Any:
        from autograder.grade.stock import quiet

        log = quiet()
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=self._config, log=log)
        step.init_plugin()
        return step.plugin_inst


def seconds(handed_in: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """How late; 0 where there is no due date, or nobody knows when it was handed in."""
    if handed_in is None or due is None:
        return 0.0
    return max(0.0, (handed_in - due - (extension or timedelta())).total_seconds())


def write(connection: Connection, notebook: str, penalty: float | None) -> None:
    connection.execute(_WRITE, {"b_book": notebook, "b_penalty": penalty})


def bring_up_to_date(book: Book, policy: Policy, chosen: Collection[Key]) -> dict[Key, Late]:
    """Put the penalties of these notebooks right; gives those that are late."""
    found = list(_look(book, policy, chosen))
    changed = [entry for entry in found if entry.late.penalty != entry.written]
    if changed:
        with book.writing() as connection:
            for entry in changed:
                write(connection, entry.id, entry.late.penalty)
    return {entry.key: entry.late for entry in found if entry.late.seconds}


def outdated(book: Book, policy: Policy, chosen: Collection[Key]) -> list[Key]:
    """The notebooks whose penalty `bring_up_to_date` would change."""
    return [entry.key for entry in _look(book, policy, chosen) if entry.late.penalty != entry.written]


@dataclass(frozen=True)
class _Entry:
    key: Key
    id: str  # of the notebook's row in the gradebook
    late: Late
    written: float | None  # the penalty as the gradebook has it


def _look(book: Book, policy: Policy, chosen: Collection[Key]) -> Iterator[_Entry]:
    with book.reading() as connection:
        rows = connection.execute(_ROWS).all()
    for row in rows:
        key = row.student, row.assignment, row.notebook
        if key in chosen:
            behind = seconds(row.timestamp, row.duedate, row.extension)
            penalty = policy.penalty(row.student, float(row.score or 0.0), behind)
            yield _Entry(key, row.id, Late(behind, penalty), row.penalty)


def notes(files: Mapping[str, bytes]) -> Iterator[str]:
    """What is to be said of a submission's timestamp.txt: nothing, unless it tells no time."""
    text = handed_in(files)
    if text.strip() and timestamp(text) is None:
        yield f"{intake.TIMESTAMP} tells no time ({intake.shown(text.strip())!r}): it is not counted as late."


def handed_in(files: Mapping[str, bytes]) -> str:
    return files.get(intake.TIMESTAMP, b"")[:200].decode("utf-8", "replace")


def timestamp(text: str) -> datetime | None:
    """The time in a timestamp.txt in UTC, as nbgrader reads it; None for what is no time."""
    words = text.strip()
    if not words:
        return None
    import dateutil.parser  # type: ignore[import-untyped]
    import dateutil.tz  # type: ignore[import-untyped]

    parts = words.split(" ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a zone that dateutil does not know is taken for UTC, as in nbgrader
            if len(parts) == 3:
                number = _number(parts[2])  # seconds, as nbgrader has it, so that +0100 is not an hour
                zone = dateutil.tz.gettz(parts[2]) if number is None else number
                found = dateutil.parser.parse(" ".join([*parts[:2], "TZ"]), tzinfos={"TZ": zone})
            else:
                found = dateutil.parser.parse(words)
            offset = found.utcoffset()
            made: datetime = found if offset is None else (found - offset).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError):
        return None
    return made


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _span(seconds: float) -> str:
    """Roughly, as people say it: the two largest units."""
    whole = max(1, int(seconds))
    sizes = (("day", 86400), ("h", 3600), ("min", 60), ("s", 1))
    parts = []
    for name, size in sizes:
        count, whole = divmod(whole, size)
        parts.append(f"{count} {name}{'s' if name == 'day' and count > 1 else ''}" if count else "")
    first = next(place for place, part in enumerate(parts) if part)
    return " ".join(filter(None, parts[first : first + 2]))


_WRITE = (
    update(schema.submitted_notebook)
    .where(schema.submitted_notebook.c.id == bindparam("b_book"))
    .values(late_submission_penalty=bindparam("b_penalty", type_=Float()))
)
_SCORE = (
    select(func.sum(schema.POINTS))
    .where(schema.grade.c.notebook_id == schema.submitted_notebook.c.id)
    .correlate(schema.submitted_notebook)
    .scalar_subquery()
)
_ROWS = (
    select(
        schema.submitted_notebook.c.id,
        schema.submitted_assignment.c.student_id.label("student"),
        schema.assignment.c.name.label("assignment"),
        schema.notebook.c.name.label("notebook"),
        schema.assignment.c.duedate,
        schema.submitted_assignment.c.timestamp,
        schema.submitted_assignment.c.extension,
        schema.submitted_notebook.c.late_submission_penalty.label("penalty"),
        _SCORE.label("score"),
    )
    .join(schema.notebook, schema.notebook.c.id == schema.submitted_notebook.c.notebook_id)
    .join(schema.submitted_assignment, schema.submitted_assignment.c.id == schema.submitted_notebook.c.assignment_id)
    .join(schema.assignment, schema.assignment.c.id == schema.submitted_assignment.c.assignment_id)
    .where(
        or_(
            schema.submitted_assignment.c.timestamp > schema.assignment.c.duedate,
            schema.submitted_notebook.c.late_submission_penalty.is_not(None),
        )
    )
)
