"""The table of scores."""

from __future__ import annotations

from autograder.grade import table
from autograder.grade.result import Outcome, Result, Score

NAMES = ("01_one", "02_two")
SCORES = {
    ("ada", "01_one"): Score(12, 14, waits=False, cells={}),
    ("ada", "02_two"): Score(9.5, 10, waits=True, cells={}),
    ("bob", "01_one"): Score(0, 14, waits=False, cells={}),
}
BROKEN = Result("bob", "01_one", Outcome.REFUSED, "01_one.ipynb is empty.")


def test_does_each_student_have_a_row_and_each_assignment_a_column() -> None:
    text = table.table(("ada", "bob"), NAMES, SCORES, {("bob", "01_one"): BROKEN})
    assert text.splitlines() == [
        "student 01   02  total",
        "ada     12  9.5*  21.5",
        "bob      0!   –      0",
        "of      14   10     24",
    ]


def test_are_only_the_signs_explained_that_occur() -> None:
    assert table.legend("ada 3*") == "* an answer waits for a person's marks (nbgrader formgrader)"


def test_does_every_reason_and_note_have_a_line() -> None:
    noted = Result("ada", "02_two", Outcome.GRADED, notes=("check_2_1 was deleted: 0 points for it.", "More."))
    silent = Result("cleo", "01_one", Outcome.GRADED)
    assert table.reasons([BROKEN, noted, silent]).splitlines() == [
        "! bob 01_one: 01_one.ipynb is empty.",
        "  ada 02_two: check_2_1 was deleted: 0 points for it. More.",
    ]


def test_does_a_submission_that_was_never_recorded_still_show() -> None:
    failed = Result("cleo", "01_one", Outcome.FAILED, "It broke down.")
    assert table.table(("cleo",), ("01_one",), {}, {("cleo", "01_one"): failed}).splitlines()[1].split() == [
        "cleo",
        "!",
        "0",
    ]


def test_does_a_log_line_hold_who_what_and_how_long() -> None:
    result = Result("ada", "01_one", Outcome.GRADED, scores={"a": 2.0, "b": None}, seconds=1.26)
    assert table.line(result) == "ada 01_one: 2 points (1.3 s)"
    assert table.line(BROKEN) == "bob 01_one: 01_one.ipynb is empty. (0.0 s)"
