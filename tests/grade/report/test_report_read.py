"""Does the report read a real gradebook right, marks and verdicts and all, and write its files whole?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import fake
import pytest
import small
from sqlalchemy import select, update

from autograder import cli
from autograder.course import CONFIG, Course, CourseError
from autograder.grade import command, gradebook, ledger, report, schema
from autograder.grade.report import masters, read
from autograder.grade.report.facts import Facts, Outcome, State, Submission
from autograder.grade.report.making import lessons

TWO = "02_small"


def _spoil(name: str) -> small.Change:
    def change(book: small.Notebook) -> None:
        small.find(book, name)["source"] = "def nothing(x): return None"

    return change


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Everything right, one wrong, one refused, one untouched, one not graded yet; a folder of no assignment."""
    made = small.course(tmp_path_factory.mktemp("class"))
    small.hand_in(made, "ann", small.answers)
    small.hand_in(made, "bo", small.answers, _spoil("answer_2"))
    small.hand_in(made, "cy").write_text("{")
    small.hand_in(made, "di")
    command.grade(made, opener=fake.opener(fake.Fake()), pages=False)
    shutil.copytree(made.master(small.NAME).parent, made.master(TWO).parent)  # not in the gradebook yet
    made.master(TWO, small.NAME).rename(made.master(TWO))
    (made.submitted / "ed" / TWO).mkdir(parents=True)
    (made.submitted / "ann" / "typo").mkdir()
    return made


@pytest.fixture
def course(graded: Course, tmp_path: Path) -> Course:
    """A copy that a test may change."""
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def book(course: Course) -> Iterator[gradebook.Book]:
    with gradebook.opened(course) as opened:
        yield opened


def of(facts: Facts, student: str) -> Submission:
    return next(one for one in facts.submissions if one.student == student)


def states(facts: Facts, student: str) -> list[State]:
    answers = of(facts, student).answers
    return [answers[exercise.key].state for exercise in facts.assignments[0].exercises if exercise.key in answers]


def test_is_everybody_read(course: Course, book: gradebook.Book) -> None:
    facts = read.read(course, book)
    assert facts.students == ("ann", "bo", "cy", "di", "ed")
    assert {one.student: one.outcome for one in facts.submissions} == {
        "ann": Outcome.GRADED,
        "bo": Outcome.GRADED,
        "cy": Outcome.REFUSED,
        "di": Outcome.GRADED,
        "ed": Outcome.NEW,
    }
    assert facts.strangers == ("ann/typo",)
    assert facts.until is not None
    assert [exercise.key for exercise in facts.assignments[0].exercises] == ["check_1", "check_2", "check_3", "essay"]
    assert "is not JSON" in of(facts, "cy").reason


def test_is_each_answer_what_came_of_it(course: Course, book: gradebook.Book) -> None:
    facts = read.read(course, book)
    assert states(facts, "ann") == [State.RIGHT, State.RIGHT, State.RIGHT, State.NOT_ATTEMPTED]
    assert states(facts, "bo") == [State.RIGHT, State.WRONG, State.RIGHT, State.NOT_ATTEMPTED]
    assert states(facts, "cy") == []
    assert of(facts, "bo").points == 4.0


def _mark(book: gradebook.Book, student: str, cell: str, **values: Any) -> None:
    handed = schema.submitted_notebook.join(
        schema.submitted_assignment, schema.submitted_assignment.c.id == schema.submitted_notebook.c.assignment_id
    )
    theirs = select(schema.submitted_notebook.c.id).select_from(handed)
    theirs = theirs.where(schema.submitted_assignment.c.student_id == student)
    cells = select(schema.base_cell.c.id).where(schema.base_cell.c.name == cell)
    with book.writing() as connection:
        connection.execute(
            update(schema.grade)
            .where(schema.grade.c.notebook_id.in_(theirs), schema.grade.c.cell_id.in_(cells))
            .values(**values)
        )


def test_does_a_persons_mark_go_first(course: Course, book: gradebook.Book) -> None:
    _mark(book, "bo", "check_2", manual_score=1.0, extra_credit=0.5)
    _mark(book, "bo", "essay", manual_score=0.0)
    _mark(book, "ann", "essay", auto_score=None, needs_manual_grade=True)
    facts = read.read(course, book)
    assert states(facts, "bo") == [State.RIGHT, State.PARTLY, State.RIGHT, State.WRONG]
    assert of(facts, "bo").answers["check_2"].points == 1.5
    assert of(facts, "ann").waits
    assert of(facts, "ann").answers["essay"].state is State.WAITS


def test_is_a_late_one_late(course: Course, book: gradebook.Book) -> None:
    due = datetime(2026, 3, 2, 12, 0)
    with book.writing() as connection:
        connection.execute(update(schema.assignment).values(duedate=due))
        times = {"ann": (due + timedelta(hours=1), None), "bo": (due + timedelta(hours=1), timedelta(days=1))}
        for student, (handed_in, extension) in times.items():
            table = schema.submitted_assignment
            change = update(table).where(table.c.student_id == student)
            connection.execute(change.values(timestamp=handed_in, extension=extension))
        connection.execute(update(schema.submitted_notebook).values(late_submission_penalty=2.0))
    facts = read.read(course, book)
    assert (of(facts, "ann").late, of(facts, "bo").late, of(facts, "di").late) == (True, False, False)
    assert (of(facts, "ann").points, of(facts, "di").points) == (4.0, 0.0)


VERDICT = {
    "outcome": "wrong",
    "exercise": "6.1",
    "diagnosis": {
        "mistakes": ["accumulated"],
        "title": "Gradients added up",
        "explanation": "Your numbers …",
        "look_at": {"lesson": "06_accumulation", "section": "Backward adds"},
        "sure": True,
    },
}


def _tell(book: gradebook.Book, student: str, *verdicts: dict[str, Any]) -> None:
    with book.writing() as connection:
        found = next(entry for entry in ledger.results(connection) if entry.student == student)
        ledger.write(connection, replace(found, verdicts=verdicts), "digest")


def test_is_a_verdict_told_with_its_mistake(course: Course, book: gradebook.Book) -> None:
    right = {"passed": True, "verdict": {"outcome": "right", "diagnosis": None}}
    untouched = {"passed": False, "verdict": {"outcome": "not attempted"}}
    _tell(book, "ann", *({"grade_id": f"check_{n}", **right} for n in (1, 2, 3)))
    _tell(
        book,
        "bo",
        {"grade_id": "check_1", **right},
        {"grade_id": "check_2", "passed": False, "verdict": VERDICT},
        {"grade_id": "check_3", "passed": False},  # tells one with ann, so its code had stopped before
    )
    _tell(book, "di", {"grade_id": "check_1", **untouched}, {"grade_id": "check_2", **untouched})
    facts = read.read(course, book)
    assert states(facts, "bo") == [State.RIGHT, State.WRONG, State.NO_VERDICT, State.NOT_ATTEMPTED]
    assert of(facts, "bo").answers["check_2"].title == "Gradients added up"
    assert states(facts, "di")[:3] == [State.NOT_ATTEMPTED, State.NOT_ATTEMPTED, State.NO_VERDICT]
    ideas = {(idea.lesson, idea.title): idea.students for idea in report.write(course).report.ideas}
    assert ideas == {("", "check_3"): 2, ("06_accumulation", "Backward adds"): 1}


def test_is_a_bare_assertion_that_failed_wrong(course: Course, book: gradebook.Book) -> None:
    _tell(book, "bo", {"grade_id": "check_2", "passed": False})
    assert states(read.read(course, book), "bo")[1] is State.WRONG


# The masters


def test_are_titles_and_minutes_those_of_the_headings() -> None:
    found = masters.described(small.ROOT / "source" / "05_bce_neuron" / "05_bce_neuron.ipynb")
    assert found[1] == ("check_5_2", "5.2 Error times input", 8)
    assert found[-1] == ("essay_5_8", "5.8 In your own words", 6)


def test_is_a_heading_in_a_model_answer_no_title(tmp_path: Path) -> None:
    book = small.master()
    small.find(book, "title")["source"] = "## 1.4 In words · 6 minutes"
    book["cells"] = [small.find(book, "title"), small.find(book, "essay")]
    book["cells"][1]["source"] = "### BEGIN SOLUTION\n# Because of the chain\n### END SOLUTION"
    (tmp_path / "x.ipynb").write_text(json.dumps(book))
    assert masters.described(tmp_path / "x.ipynb") == [("essay", "1.4 In words", 6)]


def test_names_one_heading_no_two_cells(course: Course) -> None:
    found = masters.described(course.master(small.NAME))
    assert [entry.title for entry in found] == ["check_1", "check_2", "check_3", "essay"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": [3]}', '{"cells": [{"cell_type": "code"}]}', "\ud800"])
def test_is_a_broken_master_no_reason_to_stop(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(text, encoding="utf-8", errors="replace")
    assert masters.described(path) == []


# The files


def run(course: Course, *words: str) -> int:
    return cli.main(["report", "--course", str(course.root), *words])


def test_are_all_files_written(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(course) == cli.OK
    assert [name for name in sorted(os.listdir(course.reports)) if name.startswith("report")] == sorted(report.FILES)
    said = capsys.readouterr().out
    assert "5 students handed in 5 submissions for 2 assignments; 3 of them are graded." in said
    assert "1  Could not be graded" in said
    assert json.loads((course.reports / "report.json").read_text())["graded"] == 3


def test_is_there_one_document_for_programs(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(course, "--json") == cli.OK
    made = json.loads(capsys.readouterr().out)
    assert made["needs_a_person"] == 2
    assert [Path(name).name for name in made["files"]] == list(report.FILES)


def test_is_one_assignment_alone_looked_at(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(course, "--assignment", "02_*") == cli.OK
    assert "ann" not in (course.reports / "report.csv").read_text()
    assert run(course, "--assignment", "9*") == cli.TROUBLE
    assert "No assignment is called 9*. Those of this course: 01_small, 02_small." in capsys.readouterr().err


def test_is_nobody_named_in_any_file(course: Course, tmp_path: Path) -> None:
    assert run(course, "--anonymous", "--output", str(tmp_path / "shown")) == cli.OK
    made = {path.name: path.read_text() for path in (tmp_path / "shown").iterdir()}
    assert sorted(made) == sorted(report.FILES)
    for name, text in made.items():
        found = [who for who in ("ann", "bo", "cy", "di", "ed") if f">{who}<" in text or f'"{who}"' in text]
        assert found == [], name
        assert str(tmp_path) not in text
    assert not [line for line in made["report.csv"].splitlines()[1:] if not line.startswith("student ")]


def test_is_a_class_without_a_gradebook_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Course(tmp_path)
    made.master(small.NAME).parent.mkdir(parents=True)
    made.master(small.NAME).write_text(json.dumps(small.master()))
    shutil.copy(small.ROOT / CONFIG, tmp_path)
    for option in ("--quiet", "--anonymous"):
        assert run(made, option) == cli.OK
    for folder in (made.reports, made.reports / "anonymous"):  # apart from what lies there with names
        assert "Nothing was handed in yet." in (folder / "report.html").read_text()
    assert not (made.root / "gradebook.db").exists()
    (made.submitted / "ann" / small.NAME).mkdir(parents=True)
    assert run(made) == cli.OK
    assert "run `autograder grade` first" in capsys.readouterr().out


def test_does_a_full_disk_leave_the_old_page(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    report.write(course)
    before = (course.reports / "report.html").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CourseError, match="Make room"):
        report.write(course, anonymous=True)
    assert (course.reports / "report.html").read_bytes() == before
    assert not list(course.reports.glob(".*"))


def test_is_a_file_no_folder_to_write_to(course: Course, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(CourseError, match="is a file"):
        report.write(course, into=tmp_path / "taken")


def test_do_links_stay_within_the_course(course: Course, tmp_path: Path) -> None:
    (course.root / "notebooks").mkdir()
    (course.root / "notebooks" / "06_accumulation.ipynb").touch()
    assert lessons(course, course.reports) == {"06_accumulation": "../notebooks/06_accumulation.ipynb"}
    assert lessons(course, tmp_path / "elsewhere") == {}
