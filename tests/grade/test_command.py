"""`autograder grade` on a course of its own: gradebook, feedback, table, exit code. The station is a fake one, except
where a test says `real`."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import fake
import pytest
import small
from nbgrader.api import Gradebook

from autograder import cli
from autograder.course import Course, CourseError
from autograder.grade import command, feedback, files, gradebook, ledger
from autograder.grade.result import Result, Score, Task

RIGHT = {"check_1": 1.0, "check_2": 2.0, "check_3": 3.0, "essay": 0.0}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.course(tmp_path)


@pytest.fixture
def pages() -> None:
    """Asked for by tests that look at feedback pages; the others do without, since making them takes seconds."""


@pytest.fixture(autouse=True)
def station(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> fake.Fake:
    made = fake.Fake()
    if "pages" not in request.fixturenames:
        monkeypatch.setattr(command, "_feedback", lambda *_: {})
    monkeypatch.setattr(command, "_opener", lambda *_: fake.opener(made))
    return made


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
    course: Course, pages: None, capsys: pytest.CaptureFixture[str]
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


def _report_is_complete(course: Course) -> None:
    rows = {row["student"]: row for row in json.loads((course.reports / "grading.json").read_text())}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "ada": "graded",
        "bob [2]": "graded",
        "cut": "refused",
        "dee": "graded",
    }
    assert rows["dee"]["notes"] == ["check_2 was deleted: 0 points for it."]


def test_does_a_regrade_forget_the_score_of_a_deleted_test_and_keep_a_person_s_marks(
    course: Course, pages: None
) -> None:
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


def test_does_a_submission_that_became_unreadable_lose_its_old_score_and_notebook(course: Course, pages: None) -> None:
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


def test_does_a_fault_of_ours_leave_the_gradebook_as_it_was_fail_the_command_and_get_another_try(
    course: Course, station: fake.Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small.hand_in(course, "ada", small.answers)
    grade(course)
    path.write_text(path.read_text() + " ")
    with monkeypatch.context() as broken:
        broken.setattr(fake, "graded", lambda _: 1 / 0)
        assert grade(course) == cli.PROBLEM
    assert "! ada 01_small: Grading it broke down: ZeroDivisionError" in capsys.readouterr().out
    assert score(course, "ada").cells == RIGHT
    assert grade(course) == cli.OK
    assert len(station.seen) == 3
    assert score(course, "ada").cells == RIGHT


def test_is_an_assignment_that_changed_under_its_submissions_refused_in_words(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    book = json.loads(course.master(small.NAME).read_text())
    delete_check(book)
    course.master(small.NAME).write_text(json.dumps(book))
    assert grade(course) == cli.TROUBLE
    assert "Move gradebook.db away and grade again" in capsys.readouterr().err


def test_are_the_gradebook_s_rows_those_of_nbgrader_s_own_command(course: Course, tmp_path: Path) -> None:
    """The formgrader's button goes this way: the config alone must hold what our command holds."""
    from nbgrader.apps import NbGraderAPI

    from autograder.course import configuration

    def double(book: small.Notebook) -> None:
        book["cells"].append(json.loads(json.dumps(small.find(book, "check_3"))))

    def write(book: small.Notebook) -> None:
        small.find(book, "essay")["source"] = "So I think."

    small.hand_in(course, "ada", small.answers, delete_check)
    small.hand_in(course, "bob", small.answers, double, break_answer)
    late = small.hand_in(course, "eve", small.answers, write)
    (late.parent / "timestamp.txt").write_text("2026-03-02 18:04:00 CET")
    config = course.root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")

    gradebook.prepare(course, gradebook.url(course))
    with Gradebook(gradebook.url(course), "autodiff") as book:
        book.update_or_create_assignment(small.NAME, duedate="2026-03-01 00:00:00 UTC")
    shutil.copy(course.root / "gradebook.db", tmp_path / "fresh.db")
    api = NbGraderAPI(config=configuration(course))
    for student in ("ada", "bob", "eve"):
        assert api.autograde(small.NAME, student)["success"]
    by_nbgrader = rows(course)
    files_by_nbgrader = sorted(path.relative_to(course.root) for path in course.autograded.rglob("*"))
    shutil.rmtree(course.autograded)
    for start in ("graded before", "never graded"):
        assert grade(course, "--force") == cli.OK
        assert rows(course) == by_nbgrader, start
        assert sorted(path.relative_to(course.root) for path in course.autograded.rglob("*")) == files_by_nbgrader
        shutil.copy(tmp_path / "fresh.db", course.root / "gradebook.db")
    assert by_nbgrader["late_submission_penalty"] == [("ada", None), ("bob", None), ("eve", 6.0)]


def rows(course: Course) -> dict[str, list[Any]]:
    """All that nbgrader's tables say of what was handed in, without the random ids."""
    names = (
        "FROM submitted_assignment a JOIN submitted_notebook n ON n.assignment_id = a.id "
        "JOIN {0} g ON g.notebook_id = n.id JOIN base_cell c ON c.id = g.cell_id ORDER BY a.student_id, c.name, c.type"
    )
    queries = {
        "student": "SELECT * FROM student ORDER BY id",
        "submitted_assignment": "SELECT student_id, timestamp, extension FROM submitted_assignment ORDER BY 1",
        "late_submission_penalty": "SELECT a.student_id, n.late_submission_penalty FROM submitted_assignment a "
        "JOIN submitted_notebook n ON n.assignment_id = a.id ORDER BY 1",
        "flagged": "SELECT a.student_id, n.flagged FROM submitted_assignment a "
        "JOIN submitted_notebook n ON n.assignment_id = a.id ORDER BY 1",
        "grade": "SELECT a.student_id, c.name, c.type, auto_score, manual_score, extra_credit, needs_manual_grade "
        + names.format("grade"),
        "comment": "SELECT a.student_id, c.name, c.type, auto_comment, manual_comment " + names.format("comment"),
    }
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}


# ---- only what changed


def keys(station: fake.Fake) -> list[str]:
    """Who was graded since the last call."""
    seen, station.seen = station.seen, []
    return sorted(student for student, _ in seen)


def test_does_a_second_run_grade_only_what_changed(
    course: Course, station: fake.Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("ada", "bob", "cut"):
        small.hand_in(course, student, small.answers)
    (course.submitted / "cut" / small.NAME / f"{small.NAME}.ipynb").write_text("")
    grade(course)
    assert keys(station) == ["ada", "bob", "cut"]
    capsys.readouterr()

    assert grade(course) == cli.OK
    assert keys(station) == []
    printed = capsys.readouterr()
    assert "Nothing to grade: 3 submissions unchanged" in printed.out
    assert "! cut 01_small: 01_small.ipynb is empty." in printed.out
    assert printed.err == ""

    small.hand_in(course, "bob", small.answers, break_answer)
    (course.autograded / "ada" / small.NAME / f"{small.NAME}.ipynb").unlink()
    assert grade(course) == cli.OK
    assert keys(station) == ["ada", "bob"]
    assert "2 of 2 submissions graded in 0 s; 1 unchanged since they were graded." in capsys.readouterr().out

    (course.submitted / "ada" / small.NAME / "data.csv").write_text("1")
    grade(course)
    assert keys(station) == ["ada"]
    grade(course, "--force")
    assert keys(station) == ["ada", "bob", "cut"]
    assert len(json.loads((course.reports / "grading.json").read_text())) == 3


def test_are_changed_tests_points_or_limits_a_reason_to_grade_again(course: Course, station: fake.Fake) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    book = json.loads(course.master(small.NAME).read_text())
    small.find(book, "check_1")["metadata"]["nbgrader"]["points"] = 5
    course.master(small.NAME).write_text(json.dumps(book))
    grade(course)
    assert keys(station) == ["ada", "ada"]
    assert score(course, "ada").cells == {**RIGHT, "check_1": 5.0}
    small.limit(course, cell=3, notebook=9)
    grade(course)
    assert keys(station) == ["ada"]


def test_is_another_grader_a_reason_to_grade_again(
    course: Course, station: fake.Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    monkeypatch.setattr(ledger, "grader_version", lambda: "another")
    grade(course)
    assert keys(station) == ["ada", "ada"]


def test_does_a_submission_that_vanished_keep_its_grade(course: Course) -> None:
    small.hand_in(course, "ada", small.answers)
    small.hand_in(course, "bob", small.answers)
    grade(course)
    shutil.rmtree(course.submitted / "ada")
    grade(course)
    assert score(course, "ada").cells == RIGHT
    assert {row["student"] for row in json.loads((course.reports / "grading.json").read_text())} == {"ada", "bob"}


def test_is_a_missing_page_made_without_grading(course: Course, station: fake.Fake, pages: None) -> None:
    small.hand_in(course, "ada", small.answers)
    grade(course)
    feedback.page(course, "ada", small.NAME).unlink()
    grade(course)
    assert feedback.page(course, "ada", small.NAME).is_file()
    assert keys(station) == ["ada"]


def test_does_a_page_show_the_marks_that_a_person_gave_since(course: Course, station: fake.Fake, pages: None) -> None:
    small.hand_in(course, "ada", small.answers, lambda book: small.find(book, "essay").update(source="So I think."))
    small.hand_in(course, "bob", small.answers)
    grade(course)
    page, other = (feedback.page(course, student, small.NAME) for student in ("ada", "bob"))
    written = other.stat().st_mtime_ns
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as book:
        essays = "cell_id IN (SELECT id FROM base_cell WHERE name = 'essay') AND auto_comment IS NULL"
        book.execute(f"UPDATE comment SET manual_comment = 'Well said.' WHERE {essays}")
        book.commit()
    grade(course)
    assert "Well said." in page.read_text()
    assert other.stat().st_mtime_ns == written
    seen = page.stat().st_mtime_ns
    grade(course)
    assert page.stat().st_mtime_ns == seen
    assert keys(station) == ["ada", "bob"]


def test_are_the_masters_put_into_the_gradebook_only_when_they_changed(course: Course) -> None:
    with gradebook.opened(course) as book:
        assert gradebook.bring_up_to_date(course, book) == [small.NAME]
        assert gradebook.bring_up_to_date(course, book) == []
        course.master(small.NAME).write_text(course.master(small.NAME).read_text() + " ")
        assert gradebook.bring_up_to_date(course, book) == [small.NAME]
        (course.root / "gradebook.db").unlink()
        book.close()
        assert gradebook.bring_up_to_date(course, book) == [small.NAME]


def test_is_nbgrader_left_alone_when_nothing_is_to_do(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes two seconds to import, torch one. nbgrader_config.py of the course must not import it either."""
    monkeypatch.setattr(ledger, "grader_version", lambda: "this one")
    small.hand_in(course, "ada", small.answers)
    grade(course)
    config = course.root / "nbgrader_config.py"
    config.write_text("c = get_config()\nc.CourseDirectory.course_id = 'autodiff'\n")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from autograder.course import Course\n"
        "from autograder.grade import command, gradebook, ledger\n"
        "command._feedback = lambda *_: {}\n"
        "gradebook.bring_up_to_date = lambda *_: []\n"
        "ledger.grader_version = lambda: 'this one'\n"
        "made = command.grade(Course(Path(sys.argv[1])), opener=lambda: 1 / 0, students=['a*'])\n"
        "command.show(Course(Path(sys.argv[1])), made)\n"
        "heavy = {'nbgrader', 'nbformat', 'nbconvert', 'torch', 'IPython', 'numpy', 'tqdm'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code, str(course.root)], check=True)


# ---- more than one notebook


def test_is_an_assignment_of_two_notebooks_graded_notebook_by_notebook(course: Course) -> None:
    folder = course.source / small.NAME
    shutil.copy(folder / f"{small.NAME}.ipynb", folder / "second.ipynb")
    path = small.hand_in(course, "ada", small.answers)
    shutil.copy(path, path.with_name("second.ipynb"))
    small.hand_in(course, "bob", small.answers)
    assert grade(course) == cli.OK
    rows = json.loads((course.reports / "grading.json").read_text())
    assert [(row["student"], row["notebook"], row["outcome"]) for row in rows] == [
        ("ada", small.NAME, "graded"),
        ("ada", "second", "graded"),
        ("bob", small.NAME, "graded"),
        ("bob", "second", "refused"),
    ]
    assert score(course, "ada").points == 12
    assert score(course, "ada").cells["second/check_3"] == 3.0
    assert (score(course, "bob").points, score(course, "bob").possible) == (6, 20)
    assert {path.name for path in (course.autograded / "ada" / small.NAME).iterdir()} == {
        f"{small.NAME}.ipynb",
        "second.ipynb",
    }
    assert [path.name for path in (course.autograded / "bob" / small.NAME).iterdir()] == [f"{small.NAME}.ipynb"]


# ---- the run as a whole


def test_are_only_a_few_submissions_away_at_a_time(course: Course, station: fake.Fake) -> None:
    for number in range(30):
        small.hand_in(course, f"s{number}", small.answers)
    grade(course, "--student", "s*")
    assert len(station.seen) == 30
    assert station.most <= 2 * station.workers + 3


def test_does_an_interruption_keep_what_was_graded_and_say_so(
    course: Course, station: fake.Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(9):
        small.hand_in(course, f"s{number}", small.answers)
    keep = files.keep

    def interrupted(*arguments: Any) -> None:
        keep(*arguments)
        if len(station.seen) > 7:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "keep", interrupted)
        assert grade(course) == cli.STOPPED
    said = capsys.readouterr().err.splitlines()[-1]
    done = len(gradebook.scores(course))
    assert said == (
        f"autograder: stopped. {done} submissions were graded and are kept; the same command goes on with the rest."
    )
    station.seen = []
    assert grade(course) == cli.OK
    assert len(station.seen) == 9 - done
    assert len(gradebook.scores(course)) == 9


def test_does_what_stops_a_whole_run_say_what_is_kept(
    course: Course, station: fake.Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where all of it is heard of at the same moment."""
    for number in range(5):
        small.hand_in(course, f"s{number}", small.answers)
    away: list[tuple[Task, Future[Result]]] = []

    def submit(task: Task) -> Future[Result]:
        future: Future[Result] = Future()
        away.append((task, future))
        if task.student == "s4":
            future.set_exception(CourseError("The cluster is gone."))
            for earlier, graded in away[:-1]:
                graded.set_result(fake.graded(earlier))
        return future

    monkeypatch.setattr(station, "submit", submit)
    assert grade(course) == cli.TROUBLE
    assert "autograder: The cluster is gone. 4 submissions were graded and are kept" in capsys.readouterr().err
