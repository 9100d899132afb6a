"""Reads who is in the class from a CSV as Canvas or Moodle write it, or as `nbgrader db student import` reads it.

Canvas, gradebook export (lib/gradebook_exporter.rb): Student ("Lovelace, Ada"), ID, SIS User ID, SIS Login ID, Section,
assignments…; rows of points and of the test student are no students. Moodle, participants or grades: First name, Last
name (or Surname), ID number, Email address, Username. Moodle, grading worksheet of an assignment: Identifier
("Participant 12345"), Full name, Email address, Status, Last modified (submission). nbgrader: id, first_name,
last_name, email, lms_user_id.

The student's id in nbgrader is, in this order: what `id` says, the login or user name, the ID number, the address, the
name.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from autograder.course import CourseError
from autograder.grade.collect.people import Person, as_written, plain_name

_COLUMNS = {  # what a column is called: what it is to us
    "sis login id": "login",
    "sis user id": "sis",
    "id": "id",
    "student": "sortable",
    "student name": "sortable",
    "username": "login",
    "first name": "first",
    "first_name": "first",
    "last name": "last",
    "last_name": "last",
    "surname": "last",
    "id number": "idnumber",
    "email address": "email",
    "email": "email",
    "identifier": "identifier",
    "full name": "full",
    "status": "status",
    "last modified (submission)": "modified",
    "lms_user_id": "lms",
}
_NAMING = ("id", "sortable", "login", "full", "first", "email", "idnumber")
Row = dict[str, str]


@dataclass(frozen=True)
class Roster:
    name: str
    people: tuple[Person, ...]


def read(path: Path) -> Roster:
    rows = _rows(path)
    found = [person for row in rows if (person := _person(row))]
    if not found:
        raise CourseError(f"{path.name} names no student.")
    for what in ("id", "lms_id"):
        twice = [
            one
            for one, count in Counter(getattr(person, what).casefold() for person in found).items()
            if one and count > 1
        ]
        if twice:
            raise CourseError(f"{path.name} has two students with the id {twice[0]}. Tell them apart there.")
    return Roster(path.name, tuple(found))


def _rows(path: Path) -> list[Row]:
    try:
        text = _text(path.read_bytes()[:50_000_000])
    except OSError as error:
        raise CourseError(f"The roster {path} can't be read: {error.strerror}.") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise CourseError(f"{path.name} is no CSV file ({error}). Export it once more.") from error
    heads = [_COLUMNS.get(head.strip().casefold(), "") for head in (table[0] if table else [])]
    if not set(heads) & set(_NAMING):
        raise CourseError(
            f"{path.name} has no column that names students. Canvas's gradebook export has Student and ID, Moodle's"
            " lists First name, Last name and Email address, or Identifier and Full name (in English)."
        )
    canvas = "sortable" in heads
    rows = [dict(zip(heads, map(str.strip, line), strict=False)) for line in table[1:]]
    return [_in_canvas(row) for row in rows] if canvas else rows


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252", "replace")


def _in_canvas(row: Row) -> Row:
    """Its ID is the platform's; "Points Possible" and the test student have none, or no login."""
    last, _, first = row.get("sortable", "").partition(",")
    if not row.get("id", "").isdigit() or row.get("sortable") in ("Student, Test", "Test Student"):
        return {}
    found = {**row, "lms": row["id"], "id": "", "first": first.strip(), "last": last.strip()}
    return found if first else {**found, "first": "", "last": "", "full": last.strip()}


def _person(row: Row) -> Person | None:
    get = row.get
    full = get("full", "") or f"{get('first', '')} {get('last', '')}".strip()
    wanted = (get("id"), get("login"), get("sis"), get("idnumber"), get("email"), full, get("lms"))
    name = next((made for one in wanted if one and (made := as_written(one))), "")
    if not name:
        return None
    sortable = get("sortable", "") or f"{get('last', '')} {get('first', '')}"
    number = re.search(r"\d+$", get("identifier", ""))
    return Person(
        id=name,
        first=get("first", ""),
        last=get("last", ""),
        email=get("email", ""),
        lms_id=get("lms", "") or get("idnumber", ""),
        participant=number[0] if number else "",
        names=frozenset(
            plain_name(one) for one in (full, sortable, get("id"), get("login"), get("email"), get("sis"), name) if one
        ),
        modified=get("modified", ""),
        late=" late" in get("status", "").casefold(),
    )
