"""The sample class, graded once: every score is what the submission deserves, worked out without the grader."""

from __future__ import annotations

import html
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import make_class
import pytest
import recipe

from autograder.author.release import secrets
from autograder.course import Course
from autograder.grade import command, feedback, gradebook
from autograder.grade.result import Score

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = recipe.expected(ROOT)
HANDED_IN = {place: what for place, what in EXPECTED.items() if what.outcome != recipe.NOTHING}

# One worker of pytest-xdist has the class, so that it is graded once.
pytestmark = pytest.mark.timeout(1800)


@dataclass(frozen=True)
class Graded:
    course: Course
    scores: dict[tuple[str, str], Score]
    rows: dict[tuple[str, str], dict[str, Any]]
    printed: str


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course = Course(tmp_path_factory.mktemp("class"))
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(ROOT / "source", course.source)
    make_class.make(ROOT, course.submitted)
    done = command.grade(course, workers=2)
    rows = json.loads((course.reports / "grading.json").read_text())
    by_place = {(row["student"], row["assignment"]): row for row in rows}
    return Graded(course, gradebook.scores(course), by_place, command.show(course, done))


def named(places: dict[tuple[str, str], recipe.Expected]) -> list[Any]:
    return [pytest.param(place, id=f"{place[0]}-{place[1][:2]}") for place in places]


@pytest.mark.parametrize("place", named(HANDED_IN))
def test_does_every_exercise_score_what_it_deserves(graded: Graded, place: tuple[str, str]) -> None:
    deserved = {name: points or 0.0 for name, points in EXPECTED[place].points.items()}
    assert dict(graded.scores[place].cells) == deserved


@pytest.mark.parametrize("place", named(HANDED_IN))
def test_is_every_submission_a_row_with_its_reason(graded: Graded, place: tuple[str, str]) -> None:
    row, what = graded.rows[place], EXPECTED[place]
    assert row["outcome"] == what.outcome
    assert what.note in " ".join([row["reason"], *row["notes"]])
    assert bool(row["reason"]) == (what.outcome == recipe.REFUSED)


def test_does_a_person_have_to_mark_the_written_answers_and_nothing_else(graded: Graded) -> None:
    waiting = {place for place, score in graded.scores.items() if score.waits}
    assert waiting == {place for place, what in HANDED_IN.items() if None in what.points.values()}


def test_is_nothing_in_the_gradebook_that_was_not_handed_in(graded: Graded) -> None:
    assert set(graded.scores) == set(HANDED_IN)


def test_does_the_table_hold_every_student_and_every_reason(graded: Graded) -> None:
    for student in recipe.CLASS:
        assert f"\n{student} " in graded.printed
    for (student, assignment), row in graded.rows.items():
        if row["reason"]:
            assert f"! {student} {assignment}: {row['reason']}" in graded.printed


@pytest.mark.parametrize("place", named(HANDED_IN))
def test_is_there_a_feedback_page_without_a_hidden_test(graded: Graded, place: tuple[str, str]) -> None:
    text = words_of(feedback.page(graded.course, *place))
    assert "HIDDEN TESTS" not in text
    if EXPECTED[place].outcome == recipe.GRADED:
        assert "Feedback for" in text
        shown = {line.strip() for line in text.splitlines()}
        assert shown & (hidden_tests(place[1]) - own_lines(graded.course, place)) == set()


def words_of(page: Path) -> str:
    """The text of a page; highlighted code is cut up into spans."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text()))


def own_lines(course: Course, place: tuple[str, str]) -> set[str]:
    """What the student wrote: an answer may happen to hold a line that a hidden test holds too."""
    path = next((course.submitted / place[0] / place[1]).glob("*.ipynb"))
    return {line for cell in json.loads(path.read_text())["cells"] for line in lines_of(cell)}


def lines_of(cell: dict[str, Any]) -> list[str]:
    return [line.strip() for line in "".join(cell["source"]).splitlines()]


def hidden_tests(assignment: str) -> set[str]:
    """The lines that stand in hidden tests and in no other kind of cell."""
    cells = json.loads((ROOT / "source" / assignment / f"{assignment}.ipynb").read_text())["cells"]
    tests = [cell for cell in cells if "HIDDEN TESTS" in "".join(cell["source"])]
    return secrets({"cells": tests}) - {line for cell in cells if cell not in tests for line in lines_of(cell)}


def test_is_the_class_the_same_every_time(tmp_path: Path) -> None:
    make_class.make(ROOT, tmp_path / "one")
    make_class.make(ROOT, tmp_path / "two")
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) >= 2 * len(HANDED_IN)
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_does_making_the_class_leave_other_people_s_work(tmp_path: Path) -> None:
    other = tmp_path / "somebody.else" / "01_scalar_gradients" / "01_scalar_gradients.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    make_class.make(ROOT, tmp_path)
    assert other.read_text() == "mine"


def test_are_there_submissions_of_every_kind() -> None:
    kinds = {id(draft) for plan in recipe.CLASS.values() for draft in plan}
    drafts = [draft for name, draft in vars(recipe).items() if isinstance(draft, recipe.Draft)]
    assert len(recipe.CLASS) >= 12
    assert {id(draft) for draft in drafts} == kinds
