"""Whose row of an LMS's file is whose in the gradebook.

Tried from the surest to the weakest: numbers and logins, addresses, then names. A key only counts if exactly one row
and one student have it: of two students of one name neither gets the other's points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from autograder.grade.export.read import Student

_Thing = TypeVar("_Thing")


class Row(NamedTuple):
    """What a row says of a person; empty where the file has no such column."""

    number: str = ""  # the LMS's own: Canvas "ID", Moodle "Participant 123"
    sis: str = ""  # the institution's: "SIS User ID", "ID number"
    login: str = ""
    email: str = ""
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.login or self.email or self.sis or self.number or "a row without a name"


@dataclass(frozen=True)
class Matched:
    students: Mapping[int, Student]  # by the place of the row
    rows: Sequence[int]  # that nobody of the gradebook was found for
    strangers: Sequence[Student]  # that have no row


def key(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _local(address: str) -> str:
    return key(address).partition("@")[0]


def _slug(words: str) -> str:
    """As Canvas and our intake write a name in one word: `Lee, Ann` and `Lee Ann` are leeann."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return re.sub(r"[\W_]", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _in_order(name: str) -> str:
    """`Lee, Ann` as `Ann Lee`."""
    last, comma, first = name.partition(",")
    return key(f"{first} {last}") if comma else key(name)


_Keys = tuple[Callable[[Row], str], Callable[[Student], str]]
_SURE: tuple[_Keys, ...] = (
    (lambda row: key(row.number), lambda student: key(student.lms)),
    (lambda row: key(row.login), lambda student: key(student.id)),
    (lambda row: key(row.sis), lambda student: key(student.id)),
    (lambda row: key(row.email), lambda student: key(student.email)),
    (lambda row: key(row.login), lambda student: key(student.email)),
    (lambda row: key(row.email), lambda student: key(student.id)),
    (lambda row: key(row.sis), lambda student: key(student.lms)),
)
_LIKELY: tuple[_Keys, ...] = (
    (lambda row: key(row.number), lambda student: key(student.id)),
    (lambda row: _local(row.email), lambda student: key(student.id)),
    (lambda row: _local(row.login), lambda student: key(student.id)),
    (lambda row: key(row.login), lambda student: _local(student.email)),
    (lambda row: key(row.name), lambda student: key(student.sortable)),
    (lambda row: key(row.name), lambda student: key(student.name)),
    (lambda row: _in_order(row.name), lambda student: key(student.name)),
    (lambda row: key(row.name), lambda student: key(student.id)),
    (lambda row: _slug(row.name), lambda student: _slug(student.id)),
    (lambda row: _slug(_in_order(row.name)), lambda student: _slug(student.id)),
)


def match(rows: Sequence[Row], students: Sequence[Student]) -> Matched:
    found: dict[int, Student] = {}
    for sure, passes in ((True, _SURE), (False, _LIKELY)):
        for of_row, of_student in passes:
            free = _without(students, found)
            by_row = _once({place: of_row(row) for place, row in enumerate(rows) if place not in found})
            by_student = _once({student: of_student(student) for student in free})
            for words, place in by_row.items():
                if words in by_student and (sure or not _another(rows[place], by_student[words])):
                    found[place] = by_student[words]
    left = [place for place in range(len(rows)) if place not in found]
    return Matched(found, left, _without(students, found))


def _without(students: Sequence[Student], found: Mapping[int, Student]) -> list[Student]:
    taken = {student.id for student in found.values()}
    return [student for student in students if student.id not in taken]


def _once(keys: Mapping[_Thing, str]) -> dict[str, _Thing]:
    """key -> the only thing that has it."""
    found: dict[str, list[_Thing]] = {}
    for thing, words in keys.items():
        if words:
            found.setdefault(words, []).append(thing)
    return {words: things[0] for words, things in found.items() if len(things) == 1}


def _another(row: Row, student: Student) -> bool:
    """Both have a name, or an address, and they have no word in common: a number that is the same by chance."""
    if row.email and student.email and key(row.email) != key(student.email):
        return True
    theirs, ours = set(re.findall(r"\w+", key(row.name))), set(re.findall(r"\w+", key(student.name)))
    return bool(theirs and ours and not theirs & ours)
