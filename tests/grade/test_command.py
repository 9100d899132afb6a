"""`autograder grade` on a course of its own: gradebook, feedback, table, exit code."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import small
from nbgrader.api import Gradebook

from autograder import cli
from autograder.course import Course
from autograder.grade import feedback, gradebook
from autograder.grade.result import Score

RIGHT = {"check_1": 1.0, "check_2": 2.0, "check_3": 3.0, "essay": 0.0}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.course(tmp_path)


def grade(course: Course, *options: str) -> int:
    return cli.main(["grade", "--course", str(course.root), "--workers", "2", *options])


def score(course: Course, student: str) -> Score:
    return gradebook.scores(course)[student, small.NAME]


def delete_check(book: small.Notebook) -> None:
    book["cells"].remove(small.find(book, "check_2"))


def break_answer(book: small.Notebook) -> None:
    """The test finds no function: a NameError, whose traceback would quote the test."""
    small.find(book, "answer_2")["source"] = "pass"


def test_does_one_command_grade_a_class_with_bad_submissions_in_it(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in(course, "ada", small.answers)
    small.hand_in(course, "bob [2]", small.answers, break_answer)
    small.hand_in(course, "cut").write_text('{"cells": [')
    small.hand_in(course, "dee", small.answers, delete_check)
    (course.submitted / "eve" / "99_unknown").mkdir(parents=True)

    assert grade(course) == cli.OK

    printed = capsys.readouterr()
    rows = {line[:8].strip(): line.split()[-1] for line in printed.out.splitlines()[:7]}
    assert rows == {"student": "total", "ada": "6", "bob [2]": "4", "cut": "0", "dee": "4", "eve": "0", "of": "10"}
    assert "! cut 01_small: 01_small.ipynb is not JSON: line 1, column 12: Expecting value." in printed.out
    assert "dee 01_small: check_2 was deleted: 0 points for it." in printed.out
    assert "No assignment of this course: eve/99_unknown." in printed.out
    assert "3 of 4 submissions graded" in printed.out
    assert "grade 4/4: " in printed.err  # a log gets lines, not a bar
    assert score(course, "ada").cells == RIGHT
    _feedback_is_complete(course)
    _report_is_complete(course)
    assert sqlite3.connect(course.root / "gradebook.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _feedback_is_complete(course: Course) -> None:
    pages = {student: feedback.page(course, student, small.NAME) for student in ("ada", "bob [2]", "cut", "dee")}
    texts = {student: path.read_text() for student, path in pages.items()}
    assert "return 2 * x" in texts["ada"].replace("&#39;", "'") or "double" in texts["ada"]
    assert "01_small.ipynb is not JSON" in texts["cut"]
    for text in texts.values():
        assert "_secret_input" not in text
        assert "HIDDEN TESTS" not in text
    assert "NameError" in texts["bob [2]"]


def test_does_a_warning_in_a_hidden_test_not_quote_it_in_the_feedback(course: Course) -> None:
    book = json.loads(course.master(small.NAME).read_text())
    cell = small.find(book, "check_1")
    cell["source"] = "".join(cell["source"]).replace("= 5", "= 5; import warnings; warnings.warn('odd')")
    course.master(small.NAME).write_text(json.dumps(book))
    small.hand_in(course, "ada", small.answers)
    grade(course)
    assert "UserWarning: odd" in (course.autograded / "ada" / small.NAME / f"{small.NAME}.ipynb").read_text()
    page = feedback.page(course, "ada", small.NAME).read_text()
    assert "warnings.warn" not in page
    assert "Score: " in page


def _report_is_complete(course: Course) -> None:
    rows = {row["student"]: row for row in json.loads((course.reports / "grading.json").read_text())}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "ada": "graded",
        "bob [2]": "graded",
        "cut": "refused",
        "dee": "graded",
    }
    assert rows["dee"]["notes"] == ["check_2 was deleted: 0 points for it."]


def test_does_a_regrade_forget_the_score_of_a_deleted_test_and_keep_a_person_s_marks(course: Course) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    with Gradebook(gradebook.url(course), "autodiff") as book:
        book.find_grade("essay", small.NAME, small.NAME, "ada").manual_score = 3.0
        book.find_comment("essay", small.NAME, small.NAME, "ada").manual_comment = "Well said."
        book.db.commit()

    small.hand_in(course, "ada", small.answers, delete_check)
    grade(course)

    assert score(course, "ada").cells == {**RIGHT, "check_2": 0.0, "essay": 3.0}
    assert "Well said." in feedback.page(course, "ada", small.NAME).read_text()


def test_does_a_submission_that_became_unreadable_lose_its_old_score_and_notebook(course: Course) -> None:
    path = small.hand_in(course, "ada", small.answers)
    grade(course)
    path.write_text("")
    assert grade(course) == cli.OK
    assert score(course, "ada").points == 0
    assert not list(course.autograded.rglob("*.ipynb"))
    assert "is empty" in feedback.page(course, "ada", small.NAME).read_text()


def test_are_only_the_chosen_ones_graded(course: Course) -> None:
    small.hand_in(course, "ada", small.answers)
    small.hand_in(course, "bob", small.answers)
    grade(course, "--student", "b*")
    assert list(gradebook.scores(course)) == [("bob", small.NAME)]


def test_is_the_time_of_handing_in_recorded(course: Course) -> None:
    path = small.hand_in(course, "ada", small.answers)
    (path.parent / "timestamp.txt").write_text("2026-03-02 18:04:00 UTC")
    grade(course)
    with Gradebook(gradebook.url(course), "autodiff") as book:
        assert str(book.find_submission(small.NAME, "ada").timestamp) == "2026-03-02 18:04:00"


def test_does_a_fault_of_ours_leave_the_gradebook_as_it_was_and_fail_the_command(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Autograde.sanitize_preprocessors = ['no.such.step']\n")
    assert grade(course) == cli.PROBLEM
    assert "! ada 01_small: Grading it broke down: ModuleNotFoundError" in capsys.readouterr().out
    assert score(course, "ada").cells == RIGHT


def test_is_an_assignment_that_changed_under_its_submissions_refused_in_words(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    book = json.loads(course.master(small.NAME).read_text())
    delete_check(book)
    course.master(small.NAME).write_text(json.dumps(book))
    assert grade(course) == cli.PROBLEM
    assert "Move gradebook.db away and grade again" in capsys.readouterr().err


def test_is_the_scoring_the_same_through_nbgrader_s_own_command(course: Course) -> None:
    """The formgrader's button goes this way: the config alone must hold what our command holds."""
    from nbgrader.apps import NbGraderAPI

    from autograder.course import configuration

    def double(book: small.Notebook) -> None:
        book["cells"].append(json.loads(json.dumps(small.find(book, "check_3"))))

    small.hand_in(course, "ada", small.answers, delete_check)
    small.hand_in(course, "bob", small.answers, double, break_answer)
    gradebook.prepare(course, gradebook.url(course))
    api = NbGraderAPI(config=configuration(course))
    for student in ("ada", "bob"):
        assert api.autograde(small.NAME, student)["success"]
    with_stock = gradebook.scores(course)
    grade(course)
    assert gradebook.scores(course) == with_stock
