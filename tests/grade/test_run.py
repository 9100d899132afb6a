"""One submission through nbgrader's Autograde: what it scores, and what is said of it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import small

from autograder.course import Course
from autograder.grade import gradebook
from autograder.grade.result import Job, Outcome, Result
from autograder.grade.run import grade_one

RIGHT = {"check_1": 1.0, "check_2": 2.0, "check_3": 3.0}


@dataclass(frozen=True)
class Desk:
    course: Course
    template: Path

    def grade(self, student: str, *changes: small.Change) -> Result:
        small.hand_in(self.course, student, *changes)
        return grade_one(Job(student, small.NAME, self.course.root, self.template))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    course = small.course(tmp_path_factory.mktemp("course"))
    small.limit(course, cell=5, notebook=8)
    template = course.root / "template.db"
    gradebook.prepare(course, f"sqlite:///{template}")
    return Desk(course, template)


def answer(number: int, source: str) -> small.Change:
    return lambda book: small.find(book, f"answer_{number}").update(source=source)


def points(result: Result) -> dict[str, float | None]:
    assert result.outcome is Outcome.GRADED, result.reason
    return {name: score for name, score in result.scores.items() if name != "essay"}


def test_does_a_right_submission_get_all_points(desk: Desk) -> None:
    result = desk.grade("right", small.answers)
    assert points(result) == RIGHT
    assert result.notes == ()


def test_does_an_untouched_submission_get_none_and_wait_for_nobody(desk: Desk) -> None:
    result = desk.grade("untouched")
    assert set(result.scores.values()) == {0.0}
    assert result.comments["essay"] == "No response."


def test_does_a_written_answer_wait_for_a_person(desk: Desk) -> None:
    result = desk.grade("writer", lambda book: small.find(book, "essay").update(source="I think so."))
    assert result.scores["essay"] is None


def test_is_an_answer_right_at_the_visible_point_alone_found_out(desk: Desk) -> None:
    result = desk.grade("guesser", small.answers, answer(2, "def square(x): return 0"))
    assert points(result) == {**RIGHT, "check_2": 0.0}


def test_is_an_endless_loop_named_and_the_rest_scored(desk: Desk) -> None:
    result = desk.grade("loop", small.answers, answer(2, "def square(x):\n    while True: pass"))
    assert points(result) == {**RIGHT, "check_2": 0.0}
    assert result.notes == ("Cell 5 (check_2) ran longer than the time limit and was stopped.",)


def test_does_a_loop_that_ignores_interrupts_end_too(desk: Desk) -> None:
    deaf = "import signal, time\ndef square(x):\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    time.sleep(999)"
    result = desk.grade("deaf", small.answers, answer(2, deaf))
    assert points(result) == {"check_1": 1.0, "check_2": 0.0, "check_3": 0.0}
    assert result.notes == (
        "Cell 5 (check_2) ran longer than the time limit and was stopped.",
        "The 2 cells after it were not run.",
    )


def test_does_a_process_that_is_ended_keep_the_scores_before(desk: Desk) -> None:
    result = desk.grade("quitter", small.answers, answer(2, "import os\ndef square(x): os._exit(0)"))
    assert points(result) == {"check_1": 1.0, "check_2": 0.0, "check_3": 0.0}
    assert result.notes == ("Cell 5 (check_2) ended the Python process.", "The 2 cells after it were not run.")


def test_does_a_deleted_test_cell_score_nothing(desk: Desk) -> None:
    result = desk.grade("deleter", small.answers, lambda book: book["cells"].remove(small.find(book, "check_3")))
    assert points(result) == {**RIGHT, "check_3": 0.0}


def test_is_a_doubled_cell_graded_once_and_stops_nothing(desk: Desk) -> None:
    def double(book: small.Notebook) -> None:
        for name in ("answer_2", "check_2"):
            book["cells"].append(copy.deepcopy(small.find(book, name)))

    assert points(desk.grade("copier", small.answers, double)) == RIGHT


def test_is_an_edited_test_put_back(desk: Desk) -> None:
    result = desk.grade("editor", lambda book: small.find(book, "check_3").update(source="pass"))
    assert points(result)["check_3"] == 0.0


def test_does_a_test_turned_into_text_still_count(desk: Desk) -> None:
    def turn(book: small.Notebook) -> None:
        cell = small.find(book, "check_3")
        cell.update(cell_type="markdown")
        del cell["outputs"], cell["execution_count"]

    assert points(desk.grade("turner", small.answers, turn)) == RIGHT


def test_does_a_test_before_its_answer_score_nothing(desk: Desk) -> None:
    def move(book: small.Notebook) -> None:
        cell = small.find(book, "answer_2")
        book["cells"].remove(cell)
        book["cells"].append(cell)

    assert points(desk.grade("mover", small.answers, move)) == {**RIGHT, "check_2": 0.0}


def test_does_an_exception_in_the_middle_leave_the_rest(desk: Desk) -> None:
    result = desk.grade("stumbler", small.answers, answer(2, "1 / 0"))
    assert points(result) == {**RIGHT, "check_2": 0.0}
    assert result.notes == ("Cell 4 (answer_2) ended in ZeroDivisionError.",)


def test_are_saved_outputs_of_20_mb_left_out_of_the_autograded_notebook(desk: Desk) -> None:
    def fatten(book: small.Notebook) -> None:
        small.find(book, "check_1")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}]

    result = desk.grade("fat", small.answers, fatten)
    assert points(result) == RIGHT
    assert len(result.notebook) < 100_000


def test_is_a_refused_submission_a_result_with_a_reason(desk: Desk) -> None:
    small.hand_in(desk.course, "empty").write_text("")
    result = grade_one(Job("empty", small.NAME, desk.course.root, desk.template))
    assert (result.outcome, result.reason) == (Outcome.REFUSED, "01_small.ipynb is empty.")


def test_is_a_fault_of_ours_told_apart_from_one_of_the_student_s(desk: Desk) -> None:
    small.hand_in(desk.course, "innocent", small.answers)
    result = grade_one(Job("innocent", small.NAME, desk.course.root, desk.template.with_name("gone.db")))
    assert result.outcome is Outcome.FAILED
    assert "gone.db" in result.reason
    assert "Traceback" in result.details


def test_is_nothing_left_in_the_course_folder(desk: Desk) -> None:
    desk.grade("right", small.answers)  # hands it in
    before = sorted(desk.course.root.rglob("*"))
    desk.grade("right", small.answers)
    assert sorted(desk.course.root.rglob("*")) == before


def test_does_the_autograded_notebook_hold_the_tests_that_were_run(desk: Desk) -> None:
    book = json.loads(desk.grade("right", small.answers).notebook)
    assert "_secret_input" in "".join(small.find(book, "check_1")["source"])


def test_is_a_notebook_that_takes_too_long_as_a_whole_ended(desk: Desk) -> None:
    slow = "def double(x):\n    while True: pass"
    result = desk.grade("slow", small.answers, answer(1, slow), answer(2, slow.replace("double", "square")))
    assert points(result) == dict.fromkeys(RIGHT, 0.0)
    assert result.notes[-1] == "The 2 cells after it were not run."
