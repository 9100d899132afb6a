"""A gradebook on a PostgreSQL server: the same rows as in SQLite, and nothing lost when the server goes away."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import beds
import pytest
import small
from nbgrader.api import Gradebook

from autograder import cli
from autograder.course import Course
from autograder.grade import gradebook

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def server() -> Iterator[beds.Postgres]:
    with beds.postgres() as running:
        yield running


def make_class(folder: Path, url: str = "") -> Course:
    """Four students of every kind; the gradebook at `url`."""
    folder.mkdir()
    course = small.course(folder)
    if url:
        config = folder / "nbgrader_config.py"
        config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url!r}\n")
    small.hand_in(course, "ada", small.answers)
    small.hand_in(course, "bob", small.answers, write_an_essay, break_an_answer)
    small.hand_in(course, "cut").write_text('{"cells": [')
    small.hand_in(course, "dee")
    return course


def write_an_essay(book: small.Notebook) -> None:
    small.find(book, "essay")["source"] = "Because the tape says so."


def break_an_answer(book: small.Notebook) -> None:
    """With a byte in it that PostgreSQL's texts can't hold."""
    small.find(book, "answer_2")["source"] = "raise ValueError('\\0 \\ud800')  # \0"


def think_long(book: small.Notebook) -> None:
    """Until the server has been stopped, on a busy machine too."""
    source = "import time\ntime.sleep(15)\ndef double(x): return 2 * x"
    small.find(book, "answer_1")["source"] = source


def grade(course: Course, *options: str) -> int:
    return cli.main(["grade", "--course", str(course.root), "--workers", "1", *options])


def rows(course: Course) -> Rows:
    """Everything that the gradebook says of the submissions, less its own ids."""
    found: Rows = []
    with Gradebook(gradebook.url(course), "autodiff") as book:
        for assignment in book.assignments:
            for handed_in in assignment.submissions:
                who = (handed_in.student.id, assignment.name, handed_in.late_submission_penalty)
                for notebook in handed_in.notebooks:
                    for grade in notebook.grades:
                        marks = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                        found.append((*who, grade.name, grade.max_score, *marks))
                    found += [(*who, c.name, c.auto_comment, c.manual_comment) for c in notebook.comments]
    return sorted(found, key=repr)


def mark_by_hand(course: Course, student: str, points: float, words: str) -> None:
    """As a person does in the formgrader."""
    with Gradebook(gradebook.url(course), "autodiff") as book:
        book.find_grade("essay", small.NAME, small.NAME, student).manual_score = points
        book.find_grade("essay", small.NAME, small.NAME, student).needs_manual_grade = False
        book.find_comment("essay", small.NAME, small.NAME, student).manual_comment = words
        book.db.commit()


def by_hand(course: Course, student: str) -> tuple[float, str]:
    with Gradebook(gradebook.url(course), "autodiff") as book:
        comment = book.find_comment("essay", small.NAME, small.NAME, student).manual_comment
        return book.find_grade("essay", small.NAME, small.NAME, student).manual_score, comment


def test_are_the_rows_those_of_sqlite(server: beds.Postgres, tmp_path: Path) -> None:
    there = make_class(tmp_path / "there", server.database())
    here = make_class(tmp_path / "here")
    assert grade(there) == grade(here) == cli.OK
    assert rows(there) == rows(here)
    assert gradebook.scores(there) == gradebook.scores(here)
    assert len(rows(there)) >= 16  # 4 students, 4 graded cells
    assert not (there.root / "gradebook.db").exists()


def test_does_a_mark_by_hand_survive_a_regrade(server: beds.Postgres, tmp_path: Path) -> None:
    course = make_class(tmp_path / "course", server.database())
    assert grade(course) == cli.OK
    mark_by_hand(course, "bob", 3.5, "Which tape? \N{WHITE SMILING FACE}")
    small.hand_in(course, "bob", small.answers, write_an_essay)  # answer_2 is right now
    assert grade(course) == cli.OK
    assert by_hand(course, "bob") == (3.5, "Which tape? \N{WHITE SMILING FACE}")
    score = gradebook.scores(course)["bob", small.NAME]
    assert score.points == 9.5


def test_does_nbgrader_find_the_database_up_to_date(server: beds.Postgres, tmp_path: Path) -> None:
    """A fresh database is stamped with nbgrader's revision, so that `nbgrader db upgrade` has nothing to do."""
    course = make_class(tmp_path / "course", server.database())
    assert grade(course) == cli.OK
    before = rows(course)
    command = [str(Path(sys.executable).with_name("nbgrader")), "db", "upgrade"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "Running upgrade" not in done.stderr
    assert rows(course) == before


def test_does_a_second_run_complete_what_a_stopped_server_broke_off(tmp_path: Path) -> None:
    with beds.postgres() as server:
        url = server.database()
        course = make_class(tmp_path / "there", url.replace("grader@", "grader:sesame@"))
        whole = make_class(tmp_path / "here")
        small.hand_in(course, "zoe", small.answers, think_long)

        running = start(course)
        beds.wait_until(lambda: graded(course), "the first submission in the gradebook")
        server.stop()
        out, err = running.communicate(timeout=900)
        assert running.returncode == cli.TROUBLE, out + err
        last = err.strip().splitlines()[-1]
        assert last.startswith("autograder: The gradebook "), err
        assert "Traceback" not in err
        assert "sesame" not in out + err

        for made in (course, whole):
            small.hand_in(made, "zoe", small.answers)
        server.start()
        assert 0 < len(graded(course)) < 5
        assert grade(course) == grade(whole) == cli.OK
        assert rows(course) == rows(whole)
    table = json.loads((course.reports / "grading.json").read_text())
    assert sorted(row["student"] for row in table) == ["ada", "bob", "cut", "dee", "zoe"]


def test_is_a_server_that_does_not_answer_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"postgresql+psycopg://grader:sesame@{beds.LOOPBACK}:{beds.free_port()}/course"
    course = make_class(tmp_path / "course", url)
    start = time.monotonic()
    assert grade(course) == cli.TROUBLE
    said = capsys.readouterr().err
    assert said.startswith(f"autograder: The gradebook course on {beds.LOOPBACK} can't be used: ")
    assert len(said.splitlines()) == 1
    assert "sesame" not in said
    assert time.monotonic() - start < 30


def start(course: Course) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "autograder.cli", "grade", "--course", str(course.root), "--workers", "1"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def graded(course: Course) -> list[str]:
    """Students whose submission is in the gradebook by now."""
    with suppress(Exception):  # the tables may not be there yet
        return sorted(student for student, _ in gradebook.scores(course))
    return []
