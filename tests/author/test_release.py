"""release/ is what source/ gives, byte for byte, and gives nothing away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small

from autograder import cli
from autograder.author import release
from autograder.course import Course

OURS = Course(small.ROOT)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.course(tmp_path, "01_small", "02_other")


def released(course: Course, name: str = small.NAME) -> Path:
    return course.release / name / f"{name}.ipynb"


def test_is_the_committed_release_what_source_gives_and_free_of_solutions() -> None:
    assert release.check(OURS) == []


def test_does_every_assignment_of_the_course_have_a_release() -> None:
    assert sorted(path.name for path in OURS.release.iterdir()) == OURS.assignments()


def test_are_two_builds_the_same_bytes(course: Course) -> None:
    first = released(course).read_bytes()
    assert release.build(course) == []
    assert released(course).read_bytes() == first


def test_do_stubs_stand_where_solutions_stood(course: Course) -> None:
    book = json.loads(released(course).read_text())
    assert "".join(small.find(book, "answer_1")["source"]) == (
        "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert "".join(small.find(book, "check_1")["source"]) == "assert double(0) == 0"
    assert small.find(book, "check_1")["metadata"]["editable"] is False


def test_is_a_changed_file_named(course: Course) -> None:
    path = released(course)
    path.write_text(path.read_text().replace("double(0)", "double(1)"))
    assert release.check(course) == [
        "release/01_small/01_small.ipynb is not what source/ gives. Run `make release` and commit the result."
    ]


def test_are_missing_and_leftover_files_named(course: Course) -> None:
    released(course).unlink()
    (course.release / "old.ipynb").write_text("{}")
    problems = [problem.partition(". ")[0] for problem in release.check(course)]
    assert problems == ["release/01_small/01_small.ipynb is missing", "release/old.ipynb has no source any more"]


def test_does_check_write_nothing(course: Course) -> None:
    path = released(course)
    path.write_text("{}")
    before = {file: file.read_bytes() for file in course.root.rglob("*") if file.is_file()}
    assert cli.main(["release", "--check", "--course", str(course.root)]) == cli.PROBLEM
    assert {file: file.read_bytes() for file in course.root.rglob("*") if file.is_file()} == before


def test_is_a_line_of_a_solution_that_stayed_named() -> None:
    master = small.master()
    book = json.loads(json.dumps(master))
    for number in (1, 2, 3):
        small.find(book, f"answer_{number}")["source"] = "pass"
        small.find(book, f"check_{number}")["source"] = "pass"
    small.find(book, "essay")["source"] = "Write."
    assert release.leaks(master, book, "b.ipynb") == []
    small.find(book, "answer_1")["source"] = "def double(x):\n    return x + x  # worked out"
    assert release.leaks(master, book, "b.ipynb") == [
        "b.ipynb: cell 2 (answer_1) still has the hidden line 'return x + x  # worked out'."
    ]
    small.find(book, "answer_1")["source"] = "### BEGIN HIDDEN TESTS"
    assert release.leaks(master, book, "b.ipynb") == ["b.ipynb: cell 2 (answer_1) still has 'BEGIN HIDDEN TESTS'."]


def test_is_a_release_with_hidden_tests_in_it_not_written(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    before = released(course).read_bytes()
    config = course.root / "nbgrader_config.py"
    forgotten = 'c.GenerateAssignment.preprocessors.remove("nbgrader.preprocessors.ClearHiddenTests")'
    config.write_text(f"{config.read_text()}\n{forgotten}\n")
    assert cli.main(["release", "--course", str(course.root)]) == cli.PROBLEM
    assert "cell 3 (check_1) still has the hidden line '_secret_input = 5'." in capsys.readouterr().err
    assert released(course).read_bytes() == before
