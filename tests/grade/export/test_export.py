"""Exports for Canvas, Moodle and spreadsheets: read back by the rules of the systems that import them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import awkward
import pytest
import small

from autograder import cli
from autograder.course import Course
from autograder.grade.export import people, sheet
from autograder.grade.export.people import Row
from autograder.grade.export.read import Student

Rows = list[list[str]]
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Notes,01 Small (55),Second (56),Final Score\r\n"
POSSIBLE = "    Points Possible,,,,,,100.00,,(read only)\r\n"
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reading the masters takes nbgrader seconds, so it is done once, and each test works on a copy."""
    return awkward.made(tmp_path_factory.mktemp("course")).root


@pytest.fixture
def course(template: Path, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(template, tmp_path / "course")))


def export(course: Course, *words: str, code: int = cli.OK) -> Rows:
    """The rows of the file that the command wrote."""
    assert cli.main(["export", *words, "--course", str(course.root), "--to", str(course.root / "made.csv")]) == code
    return read(course.root / "made.csv")


def read(path: Path) -> Rows:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))


def like(course: Course, text: str) -> str:
    path = course.root / "theirs.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def by_canvas(rows: Rows) -> dict[str, dict[str, str]]:
    """As gradebook_importer.rb reads: headings checked, students by SIS login, columns by title."""
    head = rows[0]
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert re.search(r"SIS\s+User\s+ID", head[2])
    assert re.search(r"SIS\s+Login\s+ID", head[3])
    assert "Section" in head[4]
    assert "Points Possible" in rows[1][0]
    assert {len(row) for row in rows} == {len(head)}
    return {row[3]: dict(zip(head, row, strict=True)) for row in rows[2:]}


# Canvas


def test_does_canvas_find_everybody_and_their_points(course: Course) -> None:
    rows = export(course, "canvas")
    found = by_canvas(rows)
    assert rows[1] == ["    Points Possible", "", "", "", "", "10", "10"]
    assert found["quote"][small.NAME] == "8.67"
    assert (found["twin1"]["ID"], found["twin2"]["ID"]) == ("110", "111")
    for name, (first, last, number) in awkward.NAMES.items():
        assert found[name]["ID"] == number
        assert sheet.fused(found[name]["Student"]) == (f"{last}, {first}" if last else name)


def test_is_work_without_a_score_empty_and_not_zero(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    found = by_canvas(export(course, "canvas"))
    assert [found[who][awkward.SECOND] for who in ("quote", "equals", "twin1")] == ["", "", ""]  # waits, refused, none
    assert found["absent"][small.NAME] == ""
    said = capsys.readouterr().out
    assert "It is no notebook" in said
    assert "2 wait for a person's marks" in said


def test_do_the_options_fill_what_is_empty(course: Course) -> None:
    found = by_canvas(export(course, "canvas", "--missing-as-zero", "--waiting"))
    assert [found[who][awkward.SECOND] for who in ("quote", "equals", "twin1")] == ["4.67", "", "0"]


def test_are_points_scaled_with_penalty_and_extra_credit(course: Course) -> None:
    awkward.change(course, "UPDATE submitted_notebook SET late_submission_penalty = 0.7")
    awkward.change(course, "UPDATE grade SET extra_credit = 2 WHERE auto_score = 4")
    rows = export(course, "canvas", "--scale", "100", "--assignment", "01_*")
    assert rows[1][5] == "100"
    assert by_canvas(rows)["comma"][small.NAME] == "113"


def test_is_canvas_s_own_file_filled_in_and_otherwise_kept(course: Course) -> None:
    given = like(
        course,
        CANVAS
        + ",,,,,,Manual Posting,,\r\n"
        + POSSIBLE
        + '"Smith, Sam",111,,,S1,=cmd,,8.00,1\r\n"Smith, Sam",110,,,S1,,EX,,1\r\n"Hara, Nan",9,,QUOTE,S2,,,,1\r\n'
        + '"=""=HYPERLINK""",104,,,S1,,,,1\r\n"Student, Test",900,,abcdef,S1,,,,\r\n',
    )
    rows = export(course, "canvas", "--like", given, code=cli.PROBLEM)
    assert rows[:3] == read(Path(given))[:3]
    found = {row[1]: row for row in rows[3:]}
    assert list(found) == ["111", "110", "9", "104", "900"]
    assert found["111"][5:] == ["'=cmd", "100", "8.00", "1"]  # 8.00 stays: the gradebook has nothing there
    assert found["110"][6] == "EX"
    assert found["9"][6] == "86.67"
    assert found["104"] == ['="=HYPERLINK"', "104", "", "", "S1", "", "100", "", "1"]


def test_is_who_is_excused_in_canvas_told_as_such(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    given = like(course, CANVAS + POSSIBLE + '"Hara, Nan",9,,QUOTE,S2,,EX,,1\r\n')
    export(course, "canvas", "--like", given, code=cli.PROBLEM)
    said = capsys.readouterr().out
    assert "Kept as they were, excused there or without a score in the gradebook: quote 01_small (EX)." in said


def test_is_who_was_not_matched_named_on_either_side(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    given = like(course, CANVAS + POSSIBLE + '"Nobody, Here",1,,nh,S,,,,\r\n"Smith, Sam",,,,S,,,,\r\n')
    rows = export(course, "canvas", "--like", given, "--assignment", "01_*", code=cli.PROBLEM)
    assert [row[6] for row in rows[2:]] == ["", ""]  # one name of two people is nobody's
    said = capsys.readouterr().err
    assert "In theirs.csv and not in the gradebook, left as they were: Nobody, Here, Smith, Sam." in said
    assert "Sam Smith (twin1)" in said
    assert "absent" not in said  # handed nothing in


def test_is_a_column_without_our_name_asked_for_and_taken(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    given = like(course, CANVAS.replace("01 Small", "Homework") + POSSIBLE + '"x",101,,,S,,,,\r\n')
    export(course, "canvas", "--like", given, code=cli.PROBLEM)
    assert "--column 01_small='TITLE'" in capsys.readouterr().err
    rows = export(course, "canvas", "--like", given, "--column", "01_small=Homework", code=cli.PROBLEM)
    assert rows[2][6] == "86.67"
    assert cli.main(["export", "canvas", "--course", str(course.root), "--like", given, "--column", "01_small=No"]) == 2
    assert 'There is no column "No" for 01_small' in capsys.readouterr().err


def test_gets_canvas_no_column_for_what_nobody_has_handed_in(course: Course) -> None:
    awkward.change(course, "INSERT INTO assignment (id, name, course_id) VALUES ('x', '03_later', 'autodiff')")
    assert export(course, "canvas")[0][5:] == [small.NAME, awkward.SECOND]
    assert export(course, "canvas", "--assignment", "03*")[0][5:] == ["03_later"]
    assert "03_later" in {row[0] for row in export(course, "csv")}


# Moodle


def test_does_moodle_get_grades_and_feedback_without_html_or_tests(course: Course) -> None:
    rows = export(course, "moodle")
    assert {len(row) for row in rows} == {8}  # Moodle refuses a file with rows of other lengths
    found = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    quote = found["quote"]
    assert quote[small.NAME] == "8.67"
    assert quote[f"{small.NAME} (Feedback)"] == (
        "8.67 of 10 points. check_1: 1 of 1; check_2: 0.67 of 2 (&lt;b&gt;The sign&lt;/b&gt; is lost); "
        "check_3: 3 of 3; essay: 4 of 4."
    )
    assert quote[awkward.SECOND] == quote[f"{awkward.SECOND} (Feedback)"] == ""
    assert "check_3: 0 of 3 (not attempted); essay" in found["cjk"][f"{small.NAME} (Feedback)"]
    told = "Not graded: It is no notebook: &lt;cut off&gt;."
    assert (found["equals"][awkward.SECOND], found["equals"][f"{awkward.SECOND} (Feedback)"]) == ("", told)
    assert (found["lines"]["First name"], found["lines"]["Last name"]) == ("Two\nlines", "And\ra return")
    assert found["composed"]["Email address"] == "composed@x.edu"
    assert "_secret_input" not in str(rows)


def test_is_moodle_s_worksheet_filled_in(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    given = like(
        course,
        "\ufeff"
        + WORKSHEET
        + 'Participant 9,Ann Nan,quote@x.edu,Submitted,,"50,00",Yes,-,"Monday, 2 March 2026, 6:04 PM",\r\n'
        + "Participant 102,x,,Submitted,3.00,5.00,Yes,-,-,Well done\r\n"
        + "Participant 77,Nobody,n@x.edu,No submission,,5.00,Yes,-,-,\r\n",
    )
    words = ["moodle", "--like", given]
    assert cli.main(["export", *words, "--course", str(course.root)]) == cli.TROUBLE
    assert "is a worksheet for one assignment" in capsys.readouterr().err
    rows = export(course, *words, "--assignment", small.NAME, code=cli.PROBLEM)
    assert rows[0][0] == "\ufeffIdentifier"
    assert rows[1][4:9] == ["43.33", "50,00", "Yes", "-", "Monday, 2 March 2026, 6:04 PM"]
    assert rows[1][9].startswith("8.67 of 10 points.")
    assert (rows[2][4], rows[2][9]) == ("5", "Well done")  # a person's words stay
    assert rows[3] == ["Participant 77", "Nobody", "n@x.edu", "No submission", "", "5.00", "Yes", "-", "-", ""]


def test_is_an_export_of_moodle_s_gradebook_filled_in(course: Course) -> None:
    head = (
        "First name,Last name,ID number,Email address,Assignment: 01 Small (Real),Assignment: 01 Small (Feedback)\r\n"
    )
    given = like(course, head + 'Ann,Lee,comma,,-,""\r\nZoë,x,,combining@x.edu,,\r\n')
    rows = export(course, "moodle", "--like", given, "--assignment", "01_*", code=cli.PROBLEM)
    assert [row[4] for row in rows[1:]] == ["10", "10"]
    assert rows[1][5].startswith("10 of 10 points.")


def test_is_a_grade_above_what_moodle_takes_named(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    awkward.change(course, "UPDATE grade SET extra_credit = 1 WHERE auto_score = 4")
    export(course, "moodle", "--scale", "100", code=cli.PROBLEM)
    assert "Moodle refuses a grade above 100" in capsys.readouterr().err


# CSV, and all of them


def test_has_the_csv_nbgrader_s_columns_and_a_row_for_each(course: Course) -> None:
    rows = export(course, "csv")
    assert ",".join(rows[0]).startswith(
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,"
        "max_score,"
    )
    found = {(row[0], row[3]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert len(rows) == len(found) + 1 == 2 * (len(awkward.NAMES) + 1) + 1
    assert found[small.NAME, "quote"]["score"] == "8.67"
    assert found[small.NAME, "minus"]["last_name"] == "'-2+3"
    states = [found[awkward.SECOND, who]["status"] for who in ("quote", "equals", "twin1")]
    assert states == ["waits", "refused", "missing"]
    assert found[awkward.SECOND, "equals"]["note"] == "It is no notebook: <cut off>."


PLUGINS = {"canvas": "canvas.CanvasExport", "moodle": "moodle.MoodleExport", "csv": "plain.CsvExport"}


def by_nbgrader(kind: str, *words: str) -> None:
    from nbgrader.apps import ExportApp

    app = ExportApp()
    app.initialize([f"--exporter=autograder.grade.export.{PLUGINS[kind]}", *words, "--log-level=ERROR"])
    app.start()


@pytest.mark.parametrize("kind", PLUGINS)
def test_does_nbgrader_s_plugin_write_the_same_bytes(
    kind: str, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.root)
    export(course, kind, "--scale", "7", "--assignment", small.NAME)
    path = tmp_path / "theirs.csv"
    scale = f"--{PLUGINS[kind].partition('.')[2]}.scale=7"
    by_nbgrader(kind, "--to", str(path), "--assignment", small.NAME, scale)
    assert path.read_bytes() == (course.root / "made.csv").read_bytes()
    by_nbgrader(kind)
    assert (course.reports / f"{kind}.csv").is_file()


def test_does_nbgrader_s_plugin_say_in_a_line_what_is_wrong(
    course: Course, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    with pytest.raises(SystemExit):
        by_nbgrader("canvas", "--assignment", "none")
    said = capfd.readouterr().err
    assert "No assignment is called none." in said
    assert "Traceback" not in said


def test_is_an_empty_gradebook_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course = tmp_path / "nbgrader_config.py"
    course.write_text("c = get_config()\n")
    assert cli.main(["export", "csv", "--course", str(tmp_path)]) == cli.TROUBLE
    assert "Run `autograder grade` first." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [course]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--assignment", "9*"], "No assignment is called 9*. There are: 01_small, 02_second."),
        (["--student", "zed"], "No student of the gradebook is called zed."),
        (["--scale", "0"], "--scale is the points"),
        (["--to", "gradebook.db"], "is not overwritten"),
        (["--to", "no/where.csv"], "There is no folder"),
        (["--column", "x"], "--column is NAME=TITLE"),
        (["--column", "x=y"], "no assignment is called x"),
        (["--like", "source/a.csv"], "is no gradebook that Canvas exported"),
        (["--like", "none.csv"], "none.csv can't be read"),
    ],
)
def test_is_a_wrong_wish_told_and_nothing_written(
    words: list[str],
    said: str,
    course: Course,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(course.root)
    (course.source / "a.csv").write_text("a,b\n1,2\n")
    before = {path: path.stat().st_mtime_ns for path in course.root.iterdir()}
    assert cli.main(["export", "canvas", *words]) == cli.TROUBLE
    assert said in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in course.root.iterdir()} == before


def test_is_the_exported_file_itself_not_overwritten(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    given = like(course, CANVAS + POSSIBLE)
    words = ["export", "canvas", "--like", given, "--to", given, "--course", str(course.root)]
    assert cli.main(words) == cli.TROUBLE
    assert "would overwrite" in capsys.readouterr().err


def test_does_json_tell_the_same(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "csv", "--course", str(course.root), "--json"]) == cli.OK
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(course.reports / "csv.csv")
    assert told["scores"] == len(awkward.NAMES)
    assert told["empty"]["waits"] == ["comma 02_second", "quote 02_second"]


# Who is who


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (Row(number="7"), "ada"),
        (Row(login="ADA"), "ada"),
        (Row(sis="bob"), "bob"),
        (Row(login="ada@x.edu"), "ada"),
        (Row(email="bob@elsewhere.org"), "bob"),
        (Row(name="Lovelace, Ada"), "ada"),
        (Row(name="ada  LOVELACE"), "ada"),
        (Row(number="42", name="Bob Stone"), "42"),
        (Row(number="42", name="Eve Other"), ""),
        (Row(name="Zoe\u0308 Ng"), "zoe"),
        (Row(name="Lee, Ann"), "leeann"),
        (Row(name="O'Brien, Niamh"), "niamh.obrien"),
        (Row(), ""),
    ],
)
def test_is_a_row_s_student_found(row: Row, found: str) -> None:
    students = [
        Student("ada", "Ada", "Lovelace", "ada@x.edu", "7"),
        Student("bob"),
        Student("42", "Bob", "Stone"),
        Student("zoe", "Zo\u00eb", "Ng"),
        Student("leeann"),
        Student("niamh.obrien"),
    ]
    matched = people.match([row], students)
    assert [student.id for student in matched.students.values()] == ([found] if found else [])
