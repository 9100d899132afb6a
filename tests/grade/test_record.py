"""The writer: what one result does to the gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from sqlalchemy import text

from autograder.course import Course, configuration
from autograder.grade import gradebook, ledger
from autograder.grade.gradebook import Book
from autograder.grade.record import Writer
from autograder.grade.result import Job, Outcome, Result

SCORES = {"check_1": 1.0, "check_2": 2.0, "check_3": 3.0, "essay": None}
RESULT = Result("ada", small.NAME, Outcome.GRADED, scores=SCORES, comments={"essay": "No response."})


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.course(tmp_path)


@pytest.fixture
def book(course: Course) -> Iterator[Book]:
    with gradebook.opened(course) as made:
        gradebook.bring_up_to_date(course, made)
        yield made


def record(course: Course, book: Book, result: Result) -> None:
    Writer(book, configuration(course)).record(Job("ada", small.NAME, small.NAME, course.root), result, "digest")


def grades(book: Book) -> dict[str, tuple[float | None, float | None, bool]]:
    query = "SELECT name, auto_score, manual_score, needs_manual_grade FROM grade JOIN base_cell c ON c.id = cell_id"
    with book.reading() as connection:
        return {row[0]: (row[1], row[2], bool(row[3])) for row in connection.execute(text(query))}


def mark(book: Book, name: str, points: float) -> None:
    cells = f"SELECT id FROM base_cell WHERE name = '{name}'"
    with book.writing() as connection:
        connection.execute(text(f"UPDATE grade SET manual_score = {points} WHERE cell_id IN ({cells})"))


def test_does_a_cell_without_a_machine_s_score_wait_for_a_person(course: Course, book: Book) -> None:
    record(course, book, RESULT)
    assert grades(book)["essay"] == (None, None, True)
    assert grades(book)["check_1"] == (1.0, None, False)


def test_does_a_person_s_mark_stay_and_ask_to_be_looked_at_again(course: Course, book: Book) -> None:
    record(course, book, RESULT)
    mark(book, "check_2", 1.5)
    record(course, book, RESULT)
    assert grades(book)["check_2"] == (2.0, 1.5, True)


@pytest.mark.parametrize("outcome", [Outcome.GRADED, Outcome.REFUSED])
def test_does_a_cell_that_is_not_spoken_of_lose_its_old_score(course: Course, book: Book, outcome: Outcome) -> None:
    record(course, book, RESULT)
    record(course, book, Result("ada", small.NAME, outcome, scores={"check_1": 1.0}))
    first = 1.0 if outcome is Outcome.GRADED else 0.0
    assert {name: row[0] for name, row in grades(book).items()} == {
        "check_1": first,
        "check_2": 0.0,
        "check_3": 0.0,
        "essay": 0.0,
    }


def test_does_a_fault_of_ours_change_no_score(course: Course, book: Book) -> None:
    record(course, book, RESULT)
    before = grades(book)
    record(course, book, Result("ada", small.NAME, Outcome.FAILED, "It broke."))
    assert grades(book) == before
    assert [mark.outcome for mark in book.marks().values()] == [Outcome.FAILED]


def test_is_there_no_score_without_a_row_in_the_ledger(
    course: Course, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record(course, book, RESULT)
    assert book.scores() == {}


def test_is_there_no_row_in_the_ledger_without_a_score(
    course: Course, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "_score", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record(course, book, RESULT)
    assert book.marks() == {}
