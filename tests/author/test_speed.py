"""The benchmark's arithmetic, and that it refuses to compare what differs. The measuring itself is `make bench`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from autograder.author import speed
from autograder.author.figures import show
from autograder.course import Course, CourseError
from autograder.grade import gradebook
from autograder.grade.scoring import FORGEABLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with three honest submissions, graded by us."""
    place = tmp_path_factory.mktemp("speed") / "course"
    speed._copy(Course(ROOT), place)
    made = speed._hand_in(Course(ROOT), place, 3, "02_*")
    assert len(set(made)) == 3
    with gradebook.opened(Course(place)) as book:
        gradebook.bring_up_to_date(Course(place), book)
    speed._ours(place, made)
    return place


def test_are_equal_gradebooks_equal_and_a_changed_score_named(graded: Path, tmp_path: Path) -> None:
    speed.same(graded, graded)
    other = tmp_path / "gradebook.db"
    other.write_bytes((graded / "gradebook.db").read_bytes())
    with sqlite3.connect(other) as base:
        base.execute("update grade set auto_score = 17 where rowid = (select min(rowid) from grade)")
    with pytest.raises(CourseError, match=r"differ.*17"):
        speed.same(graded, tmp_path)


def test_is_only_the_mark_of_forgeable_scores_overlooked(graded: Path, tmp_path: Path) -> None:
    other = tmp_path / "gradebook.db"
    other.write_bytes((graded / "gradebook.db").read_bytes())
    with sqlite3.connect(other) as base:
        base.execute("update comment set auto_comment = ? where auto_comment is null", (FORGEABLE,))
    speed.same(graded, tmp_path)
    with sqlite3.connect(other) as base:
        base.execute("update comment set auto_comment = 'other words'")
    with pytest.raises(CourseError, match="differ"):
        speed.same(graded, tmp_path)


def test_are_the_stages_of_a_submission_told(graded: Path) -> None:
    spent = speed._spent(graded)
    assert {"sanitise", "fork", "confine", "cells", "tests", "end", "judge_cpu", "child_cpu"} <= set(spent)
    assert all(seconds > 0 for seconds in spent.values())


def test_is_the_floor_that_of_the_same_notebooks(graded: Path) -> None:
    assert 0.005 < speed._floor(graded) < 5


def test_is_the_steady_state_what_one_more_costs() -> None:
    assert speed.Run(one=5.0, all=15.0, count=101).steady == pytest.approx(0.1)


def test_is_growth_of_memory_or_cost_seen() -> None:
    finished = [0.1 * number for number in range(900)] + [90 + 0.3 * number for number in range(100)]
    found = speed._course_of([(100, 50.0), (500, 60.0), (990, 90.0)], finished)
    assert found["main process at 99 %, MB"] == 90
    assert found["s a submission, second tenth"] == pytest.approx(0.1)
    assert found["s a submission, last tenth"] == pytest.approx(0.3)


def test_is_a_figure_a_line() -> None:
    assert show({"a": 1, "b, ms": 2.5, "heading": ""}) == "a: 1\nb, ms: 2.5\nheading:"
