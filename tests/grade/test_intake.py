"""Opening a submission: what is put right, and what is refused in words."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import small

from autograder.course import Course
from autograder.grade import intake
from autograder.grade.result import Refusal


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return small.course(tmp_path_factory.mktemp("course"))


def opened(course: Course, path: Path) -> intake.Opened:
    return intake.open_submission(path.parent, small.NAME, intake.master(course.master(small.NAME)))


def refusal(course: Course, path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        opened(course, path)
    return str(caught.value)


def entry(found: intake.Opened, name: str) -> dict[str, Any]:
    metadata: dict[str, Any] = small.find(found.notebook, name)["metadata"]["nbgrader"]
    return metadata


def test_is_an_ordinary_submission_opened_without_a_remark(course: Course) -> None:
    assert opened(course, small.hand_in(course, "plain", small.answers)).notes == ()


def test_does_broken_json_say_where_it_broke(course: Course) -> None:
    path = small.hand_in(course, "broken")
    path.write_text('{\n "cells": [1, 2,\n')
    assert refusal(course, path) == "01_small.ipynb is not JSON: line 3, column 1: Expecting value."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "01_small.ipynb is empty."),
        (b"\xff\xfe\x00", "01_small.ipynb is not text: byte 0 is not UTF-8."),
        (b"[]", "01_small.ipynb is JSON, but not a notebook."),
        (b'{"nbformat": 5, "cells": []}', "01_small.ipynb has notebook format 5; this course reads up to format 4."),
        (b'{"nbformat": 4}', "01_small.ipynb has no cells."),
        (b'{"nbformat": 4, "cells": [7]}', "Cell 1 of 01_small.ipynb is no notebook cell."),
        (b'{"nbformat": 3, "worksheets": 5}', "01_small.ipynb has notebook format 3 and can't be converted to 4."),
        (b"[" * 200_000, "01_small.ipynb is nested too deeply to be a notebook."),
    ],
)
def test_is_a_file_that_is_no_notebook_refused_in_words(course: Course, content: bytes, words: str) -> None:
    path = small.hand_in(course, "odd")
    path.write_bytes(content)
    assert refusal(course, path) == words


def test_is_a_file_over_the_limit_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.hand_in(course, "large")
    path.write_text(path.read_text() + " " * 2_000_000)
    monkeypatch.setattr(intake, "LARGEST", 1_000_000)
    assert refusal(course, path) == "01_small.ipynb has 2 MB; the limit is 1."


def test_are_other_files_over_the_limit_refused(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small.hand_in(course, "data")
    (path.parent / "data.csv").write_bytes(b"0" * 2_000_000)
    monkeypatch.setattr(intake, "LARGEST", 1_000_000)
    with pytest.raises(Refusal, match="larger than 1 MB"):
        intake.copy_others(path.parent, tmp_path)


def test_is_a_missing_notebook_named(course: Course) -> None:
    path = small.hand_in(course, "missing")
    path.unlink()
    assert refusal(course, path) == "There is no notebook 01_small.ipynb in the folder."


def test_is_a_renamed_notebook_taken_for_what_it_is(course: Course) -> None:
    found = opened(course, small.hand_in(course, "renamed", small.answers, file="final (2).ipynb"))
    assert found.notes == ("final (2).ipynb was taken for 01_small.ipynb.",)


def test_is_a_choice_between_two_renamed_notebooks_left_to_a_person(course: Course) -> None:
    small.hand_in(course, "two", file="a.ipynb")
    path = small.hand_in(course, "two", file="b.ipynb")
    assert refusal(course, path) == "There is no notebook 01_small.ipynb in the folder, but a.ipynb, b.ipynb."


def test_is_another_course_s_notebook_not_taken_for_ours(course: Course) -> None:
    path = small.hand_in(course, "foreign", lambda book: book.update(cells=[]), file="other.ipynb")
    assert refusal(course, path).endswith("but other.ipynb.")


def test_is_a_link_to_somebody_else_s_notebook_refused(course: Course) -> None:
    victim = small.hand_in(course, "victim", small.answers)
    path = small.hand_in(course, "thief")
    path.unlink()
    path.symlink_to(victim)
    assert refusal(course, path) == "01_small.ipynb is not a regular file."


def test_are_links_among_the_other_files_left_behind(course: Course, tmp_path: Path) -> None:
    folder = small.hand_in(course, "linker").parent
    (folder / "own.csv").write_text("1,2")
    (folder / "stolen").symlink_to(course.master(small.NAME))
    (folder / "folder").symlink_to(course.source)
    intake.copy_others(folder, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["own.csv"]


def test_is_a_notebook_of_format_3_converted(course: Course) -> None:
    path = small.hand_in(course, "old")
    cell = {"cell_type": "code", "input": "x = 1", "language": "python", "metadata": {}, "outputs": []}
    path.write_text(json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}))
    assert opened(course, path).notebook["cells"][0]["source"] == "x = 1"


def test_are_forged_points_and_kinds_put_right(course: Course) -> None:
    def forge(book: small.Notebook) -> None:
        small.find(book, "check_1")["metadata"]["nbgrader"] |= {"points": 100, "locked": False, "grade": False}

    found = entry(opened(course, small.hand_in(course, "forger", forge)), "check_1")
    assert (found["points"], found["locked"], found["grade"]) == (1, True, True)


def test_is_a_tag_that_skips_a_test_taken_away(course: Course) -> None:
    def skip(book: small.Notebook) -> None:
        small.find(book, "check_1")["metadata"]["tags"] = ["skip-execution"]

    found = opened(course, small.hand_in(course, "skipper", skip))
    assert "tags" not in small.find(found.notebook, "check_1")["metadata"]


def test_are_outputs_dropped_before_anything_else_reads_them(course: Course) -> None:
    def fatten(book: small.Notebook) -> None:
        small.find(book, "check_1")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 1000}] * 9

    found = opened(course, small.hand_in(course, "fat", fatten))
    assert all(cell.get("outputs", []) == [] for cell in found.notebook["cells"])


def test_are_deleted_and_doubled_cells_named(course: Course) -> None:
    def change(book: small.Notebook) -> None:
        book["cells"].remove(small.find(book, "check_1"))
        book["cells"].append(copy.deepcopy(small.find(book, "check_2")))

    notes = opened(course, small.hand_in(course, "editor", change)).notes
    assert notes == ("check_2 is there 2 times; the last one counts.", "check_1 was deleted: 0 points for it.")


def test_is_a_test_that_stands_before_its_answer_named(course: Course) -> None:
    def move(book: small.Notebook) -> None:
        answer = small.find(book, "answer_2")
        book["cells"].remove(answer)
        book["cells"].append(answer)

    notes = opened(course, small.hand_in(course, "mover", move)).notes
    assert notes == ("check_2 stands before answer_2, which it tests.",)


def test_is_a_foreign_kernel_named(course: Course) -> None:
    def other(book: small.Notebook) -> None:
        book["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}

    notes = opened(course, small.hand_in(course, "statistician", other)).notes
    assert notes == ("It was written for the kernel 'ir' and run with 'python3'.",)
