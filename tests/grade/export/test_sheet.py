"""Cells and files: formulas defused, numbers in two decimals, and what is read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import awkward
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import CourseError
from autograder.grade.export import sheet
from autograder.grade.export.sheet import Sheet

CELLS = st.text(st.sampled_from("'\"=+-@\t\r\n ,;aé0.５＝"), max_size=8)


@given(CELLS)
def test_does_a_defused_cell_give_back_the_very_same_text(cell: str) -> None:
    assert sheet.fused(sheet.defused(cell)) == cell
    assert sheet.defused(cell)[:1] not in {"=", "@", "\t", "\r"}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", " =1", '"=1', "'=1", "＝1", '="a"&b"']
)
def test_is_a_formula_defused(cell: str) -> None:
    assert sheet.defused(cell) == f"'{cell}"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_does_a_program_that_cuts_elsewhere_find_no_formula(delimiter: str) -> None:
    rows = (("name", "note"), ("ada", "a;=1+1;b"), ("bob", '"a\t=1+1\tb'), ("eve", "a,@SUM(A1),b"))
    text = bytes(Sheet(rows)).decode()
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


@pytest.mark.parametrize(
    "cell", ["-1.5", "+2", "-", "3,5", "10%", "a=b", "'t Hooft", '="=name"', "", "    Points Possible"]
)
def test_is_what_is_no_formula_left_alone(cell: str) -> None:
    assert sheet.defused(cell) == cell


@pytest.mark.parametrize(
    ("value", "shown"),
    [(7.300000001, "7.3"), (10.0, "10"), (0.0, "0"), (2.675, "2.68"), (100.0, "100"), (1 / 3, "0.33"), (-0.001, "0"),
     (1e6, "1000000"), (None, "")],
)  # fmt: skip
def test_has_a_number_at_most_two_decimals(value: float | None, shown: str) -> None:
    assert sheet.number(value) == shown


@pytest.mark.parametrize(
    ("cell", "value"),
    [("10.00", 10.0), ("10,5", 10.5), ("1,000.00", 1000.0), ("(read only)", None), ("", None), ("-", None)],
)
def test_is_an_lms_s_number_read_in_each_language(cell: str, value: float | None) -> None:
    assert sheet.as_number(cell) == value


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_is_a_written_file_read_back_as_it_was(rows: list[list[str]]) -> None:
    rows = [["Student", "ID"], *rows]
    written = bytes(Sheet(tuple(map(tuple, rows))))
    back = list(csv.reader(written.decode().splitlines(keepends=True), strict=True))
    assert [[sheet.fused(cell) for cell in row] for row in back] == rows


@pytest.mark.parametrize("name", awkward.NAMES)
def test_does_each_awkward_name_come_back(name: str, tmp_path: Path) -> None:
    row = (*awkward.NAMES[name][:2], "x")
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(Sheet((("first", "last", "x"), row))))
    assert sheet.read(path).rows[1] == row


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
def test_do_delimiter_and_mark_of_a_file_stay(delimiter: str, bom: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(Sheet((("Student", "ID", "x"), ("é", "1", "2")), delimiter, bom)))
    assert sheet.read(path) == Sheet((("Student", "ID", "x"), ("é", "1", "2")), delimiter, bom)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        ("Stüdent,ID\n".encode("latin-1"), "is not UTF-8"),
        (b'a,b\n"x,1\n', "is no CSV file"),
        (b"a,b\n1,2,3\n", "row 2 has 3 cells"),
    ],
)
def test_is_a_broken_file_named(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(CourseError, match=words):
        sheet.read(path)
