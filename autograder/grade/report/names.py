"""The same rows without a name: pseudonyms for students, and nothing of what a student wrote.

    student 07     drawn by lot, and kept in the gradebook, where the names are: next week it is the same number

Free words (a reason, a note, an error) can quote a file's name or a line of somebody's code. What a grading run says is
told by its kind instead; a kind that is not known here is told as "left out".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import SystemRandom

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, inspect, select

from autograder.grade.gradebook import Book
from autograder.grade.report.facts import Answer, Facts, Submission
from autograder.grade.report.ideas import general
from autograder.learn.mistakes import catalog

LEFT_OUT = "What was said of it is left out here."

_metadata = MetaData()
_table = Table(
    "autograder_pseudonym",
    _metadata,
    Column("student", String(128), primary_key=True),
    Column("number", Integer(), nullable=False, unique=True),
)

_KINDS = {  # what a reason or a note says: what is told of it. No part of the text goes over.
    r"time limit|took too long|could not be stopped|not run": "A cell ran longer than the time limit, or was not run.",
    r"ended the Python process": "A cell ended the Python process.",
    r"There is no notebook": "The notebook is not there.",
    r"is empty\.$": "The file is empty.",
    r"is not JSON|is not text|but not a notebook|has no cells|is no notebook cell|notebook format|nested too deeply"
    r"|a number that is too long|far more objects": "The file can't be read as a notebook.",
    r"the limit is|more than .* (files|folders)|larger than": "It is larger than the limits allow.",
    r"not a regular file|can't be (read|opened)|a link": "Its file or folder can't be opened.",
    r"Grading it broke down": "Grading it broke down.",
    r"was deleted": "A graded cell was deleted.",
    r"stands before": "A check stands before the answer that it tests.",
    r"is there \d+ times": "A cell is there more than once.",
    r"was taken for": "The notebook had another name.",
    r"Not looked at|Left out": "Some of its files were left out.",
    r"Taken out of": "It came in an archive.",
    r"written for the kernel": "It was written for another kernel.",
    r"Characters that are no text": "Characters that are no text were replaced.",
    r"tells no time": "Its timestamp tells no time.",
    r" ended in ": "A cell ended in an error.",
}
_PATTERNS = [(re.compile(pattern), words) for pattern, words in _KINDS.items()]


def hidden(facts: Facts, pseudonyms: Mapping[str, str]) -> Facts:
    """The facts under pseudonyms, in the order of these. Of a folder that belongs to nothing only that it is there."""
    order = {name: place for place, name in enumerate(pseudonyms.values())}
    submissions = [_submission(one, pseudonyms) for one in facts.submissions]
    return replace(
        facts,
        students=tuple(sorted((pseudonyms[name] for name in facts.students), key=order.__getitem__)),
        submissions=tuple(sorted(submissions, key=lambda one: (order[one.student], one.assignment))),
        strangers=("A folder whose name is left out here.",) * len(facts.strangers),
        anonymous=True,
    )


def _submission(one: Submission, pseudonyms: Mapping[str, str]) -> Submission:
    return replace(
        one,
        student=pseudonyms[one.student],
        reason=kind(one.reason) if one.reason else "",
        notes=tuple(dict.fromkeys(kind(note) for note in one.notes)),
        answers={key: _answer(answer) for key, answer in one.answers.items()},
    )


def _answer(answer: Answer) -> Answer:
    """The bank's own words, in place of those that were filled in from the student's code."""
    known = [general(identity) for identity in answer.mistakes if identity in catalog.every()]
    return replace(answer, told=" ".join(known)) if known else answer


def kind(words: str) -> str:
    return next((told for pattern, told in _PATTERNS if pattern.search(words)), LEFT_OUT)


def pseudonyms(book: Book, students: Iterable[str]) -> dict[str, str]:
    """student -> "student 07", in the order of the numbers. Who has none yet draws one, and the gradebook keeps it."""
    wanted = sorted(set(students))
    if book.path is not None and not book.path.exists():
        return _told(_drawn({}, wanted))  # nothing was graded: there is nowhere to keep them, and nothing to tell
    with book.reading() as connection:
        known = _kept(connection)
    if any(name not in known for name in wanted):
        with book.writing() as connection:
            _metadata.create_all(connection)
            before = _kept(connection)
            known = _drawn(before, wanted)
            new = [{"student": name, "number": known[name]} for name in known if name not in before]
            if new:
                connection.execute(insert(_table), new)
    return _told({name: known[name] for name in wanted})


def _kept(connection: Connection) -> dict[str, int]:
    if not inspect(connection).has_table(_table.name):
        return {}
    return {row.student: row.number for row in connection.execute(select(_table))}


def _drawn(known: Mapping[str, int], wanted: Iterable[str]) -> dict[str, int]:
    """Newcomers get the numbers after the last one, in an order that nobody can work out."""
    new = [name for name in wanted if name not in known]
    SystemRandom().shuffle(new)
    return {**known, **{name: number for number, name in enumerate(new, start=max(known.values(), default=0) + 1)}}


def _told(numbers: Mapping[str, int]) -> dict[str, str]:
    return {name: f"student {number:02}" for name, number in sorted(numbers.items(), key=lambda entry: entry[1])}
