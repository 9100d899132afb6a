"""Who is who, in nbgrader's gradebook: read to recognise students, and filled in for the formgrader and for exports.

A roster's word replaces what is there; an archive's fills in only what is empty.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, MetaData, String, Table, bindparam, insert, inspect, select, update

from autograder.course import Course, configuration
from autograder.grade.collect.people import Person, plain_name
from autograder.grade.gradebook import Book
from autograder.grade.trouble import database

TABLE = Table(
    "student",
    MetaData(),
    Column("id", String(128), primary_key=True),
    Column("first_name", String(128)),
    Column("last_name", String(128)),
    Column("email", String(128)),
    Column("lms_user_id", String(128)),
)
_COLUMNS = {"first_name": "first", "last_name": "last", "email": "email", "lms_user_id": "lms_id"}


def read(book: Book) -> list[Person]:
    """Nobody, where there is no gradebook yet."""
    if not _is_there(book):
        return []
    with book.reading() as connection:
        rows = connection.execute(select(TABLE)).all()
    return [
        Person(
            row.id,
            row.first_name or "",
            row.last_name or "",
            row.email or "",
            row.lms_user_id or "",
            names=frozenset(
                plain
                for one in (row.id, *_both_ways(row.first_name or "", row.last_name or ""), row.email or "")
                if (plain := plain_name(one))
            ),
        )
        for row in rows
    ]


def _both_ways(first: str, last: str) -> tuple[str, str]:
    return f"{first} {last}", f"{last} {first}"


def _is_there(book: Book) -> bool:
    if book.path is not None and not book.path.exists():
        return False  # to look would make an empty file
    with database(book.url):
        return bool(inspect(book.engine).has_table("student"))


def write(course: Course, book: Book, people: Iterable[Person], *, replace: bool) -> None:
    """One transaction; the gradebook is made if there is none."""
    told = [person for person in people if any(getattr(person, name) for name in _COLUMNS.values())]
    if not told:
        return
    book.check()
    if not _is_there(book):
        _make(course, book)
    with book.writing() as connection:
        there = {row.id: row for row in connection.execute(select(TABLE))}
        for person in told:
            _tell(connection, person, there.get(person.id), replace)


def _tell(connection: Connection, person: Person, row: object | None, replace: bool) -> None:
    values = {column: value[:128] for column, name in _COLUMNS.items() if (value := getattr(person, name))}
    if row is None:
        connection.execute(insert(TABLE), {"id": person.id, **values})
        return
    fresh = {name: value for name, value in values.items() if getattr(row, name) != value}
    fresh = {name: value for name, value in fresh.items() if replace or not getattr(row, name)}
    if fresh:
        connection.execute(update(TABLE).where(TABLE.c.id == bindparam("b_id")).values(fresh), {"b_id": person.id})


def _make(course: Course, book: Book) -> None:
    """By nbgrader itself, which takes seconds to import."""
    from autograder.grade.stock import quiet

    quiet()
    from nbgrader.api import Gradebook

    with database(book.url), Gradebook(book.url, configuration(course).CourseDirectory.get("course_id", "")):
        pass
