"""The ledger: what makes a submission another one, and that a row goes with its scores or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, func, select

from autograder.grade import gradebook, ledger, schema
from autograder.grade.exam import Exam
from autograder.grade.record import timestamp
from autograder.grade.result import Outcome, Result

EXAM = Exam("01_one", "01_one", (), {}, digest="tests")
RESULT = Result("ada", "01_one", Outcome.GRADED, notes=("A note.",), seconds=1.5, spent={"cells": 1.0}, book="01_one")


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as made:
        ledger.create(made)
        yield made


def test_does_anything_that_was_handed_in_make_another_digest() -> None:
    seen = {
        ledger.digest(EXAM, b"book", {}),
        ledger.digest(EXAM, b"book2", {}),
        ledger.digest(EXAM, b"book", {"a": b""}),
        ledger.digest(EXAM, b"book", {"b": b""}),
        ledger.digest(EXAM, b"book", {"a": b"1"}),
        ledger.digest(EXAM, b"", {"": b"book"}),
        ledger.digest(EXAM, b"book", {}, "refused"),
        ledger.digest(replace(EXAM, digest="other tests"), b"book", {}),
    }
    assert len(seen) == 8
    assert ledger.digest(EXAM, b"", {"b": b"", "a": b""}) == ledger.digest(EXAM, b"", {"a": b"", "b": b""})


def test_does_a_second_row_take_the_place_of_the_first(connection: Connection) -> None:
    ledger.write(connection, RESULT, "one")
    ledger.write(connection, replace(RESULT, outcome=Outcome.FAILED, reason="It broke."), "two")
    assert connection.execute(select(func.count()).select_from(schema.graded)).scalar() == 1
    assert ledger.marks(connection) == {("ada", "01_one", "01_one"): ledger.Mark("two", Outcome.FAILED)}


def test_does_a_result_come_back_as_it_was_written_but_for_the_bulk(connection: Connection) -> None:
    ledger.write(connection, replace(RESULT, notebook="{}", scores={"a": 1.0}, verdicts=({"outcome": "right"},)), "one")
    assert list(ledger.results(connection)) == [RESULT]


def test_is_what_no_database_takes_replaced(connection: Connection) -> None:
    ledger.write(connection, replace(RESULT, reason="a\0b\ud800"), "one")
    assert next(ledger.results(connection)).reason == "a�b?"


def test_does_an_error_leave_neither_row_nor_score(tmp_path: Path) -> None:
    book = gradebook.Book(f"sqlite:///{tmp_path / 'gradebook.db'}")
    with book.writing() as connection:
        ledger.create(connection)
    with contextlib.suppress(ZeroDivisionError), book.writing() as connection:
        ledger.write(connection, RESULT, "one")
        raise ZeroDivisionError
    assert book.marks() == {}
    book.close()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 18:04:00 UTC",
        "2026-03-02 18:04:00 CET",
        "2026-03-02 18:04:00 +0200",
        "2026-03-02T18:04:00",
        "2026-03-02 18:04:00.123456 UTC",
        "2026-03-02",
    ],
)
def test_is_a_time_of_handing_in_read_as_nbgrader_reads_it(text: str) -> None:
    from nbgrader.utils import parse_utc

    assert timestamp(f"{text}\n") == parse_utc(text)


@pytest.mark.parametrize("text", ["", "  ", "yesterday evening", "\0", "9" * 200, "2026-13-45 99:99:99 UTC", "a b c"])
def test_is_what_is_no_time_none(text: str) -> None:
    assert timestamp(text) is None
