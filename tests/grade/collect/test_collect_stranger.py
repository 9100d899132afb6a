"""What an instructor hands to intake by mistake, or half-way: is the answer true, and does it say what to do next?"""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path

import packs
import pytest
import small
from packs import Intake, course, intake, template

from autograder import cli
from autograder.course import Course, CourseError
from autograder.grade.collect import archive, attempts
from autograder.grade.collect.outcome import NEW, REFUSED

__all__ = ["course", "intake", "template"]
ADA = "lovelaceada_1001_5001_01_small.ipynb"
MOODLE = "Miles O'Brien_2001_assignsubmission_file_/01_small.ipynb"

Says = pytest.CaptureFixture[str]


def command(course: Course, *words: object) -> int:
    return cli.main(["intake", *map(str, words), "--course", str(course.root), "--quiet"])


def _sharing(course: Course) -> None:
    """Both masters with one id in common, as "title" is in ours."""
    for name in (small.NAME, packs.OTHER):
        path = course.master(name)
        path.write_text(path.read_text().replace('"grade_id": "essay"', '"grade_id": "title"'))


def test_is_another_assignment_under_this_ones_name_known_by_its_cells(
    course: Course, intake: Intake, tmp_path: Path
) -> None:
    _sharing(course)
    other = course.master(packs.OTHER).read_text()
    done = intake(packs.pack(tmp_path / "s.zip", {ADA: other}))
    assert [(row.assignment, row.state) for row in done.rows] == [(packs.OTHER, NEW)]
    assert "01_small.ipynb was taken for 02_other.ipynb." in done.rows[0].why
    with_name = intake(packs.pack(tmp_path / "t.zip", {ADA: other}), assignment="01_small")
    assert [row.why for row in with_name.of(REFUSED)] == ["01_small.ipynb is 02_other, not 01_small"]


def _tarred(text: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("ada/01_small.ipynb"), io.BytesIO(text.encode()))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "next_step"),
    [
        ("login.zip", b"\n<!DOCTYPE html><title>Log in</title>", "log in, and download it again"),
        ("s.tar.gz", _tarred("x"), "unpack it, and take in the folder"),
        ("s.zip", b"Rar!\x1a\x07\x01\x00", "unpack it, and take in the folder"),
        ("01_small.ipynb", packs.book().encode(), "put it into a folder STUDENT/"),
        ("cut.zip", b"PK\x03\x04", "download it again"),
        ("zero.zip", b"", "download it again"),
    ],
)
def test_does_what_is_no_zip_say_what_it_is(
    name: str, content: bytes, next_step: str, intake: Intake, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CourseError, match="is no zip that can be read") as said:
        intake(tmp_path / name)
    assert next_step in str(said.value)


def test_is_a_pipe_not_waited_for(intake: Intake, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s.zip")
    with pytest.raises(CourseError, match="neither a file nor a folder"):
        intake(tmp_path / "s.zip")


@pytest.mark.parametrize("inside", [".", "..", "source", "release", "submitted"])
def test_is_the_course_itself_not_taken_for_a_download(inside: str, course: Course, intake: Intake) -> None:
    for name in ("release", "submitted"):
        (course.root / name).mkdir()
    with pytest.raises(CourseError, match=r"(holds the course itself|is the course's own), and is no download"):
        intake(course.root / inside)
    assert packs.there(course) == {}


def test_may_a_download_lie_in_submitted(course: Course, intake: Intake) -> None:
    course.submitted.mkdir()
    done = intake(packs.pack(course.submitted / "s.zip", {ADA: packs.book()}))
    assert [row.state for row in done.rows] == [NEW]


def test_is_a_copy_of_submitted_taken_in_without_our_records(course: Course, intake: Intake, tmp_path: Path) -> None:
    intake(packs.pack(tmp_path / "s.zip", {ADA: packs.book()}))
    course.submitted.rename(tmp_path / "copy")
    assert [row.state for row in intake(tmp_path / "copy").rows] == [NEW]


@pytest.mark.parametrize("members", [{}, {"a/": "", "a/b/": ""}])
def test_does_an_empty_archive_need_a_person(
    members: dict[str, str], course: Course, tmp_path: Path, capsys: Says
) -> None:
    assert command(course, packs.pack(tmp_path / "s.zip", members)) == cli.PROBLEM
    assert capsys.readouterr().err == "autograder: There is nothing to take in: no file in it is a student's.\n"


def test_is_nothing_said_to_have_gone_in_where_all_was_refused(course: Course, tmp_path: Path, capsys: Says) -> None:
    assert command(course, packs.pack(tmp_path / "s.zip", {"x_1_2_report.pdf": "%PDF"})) == cli.PROBLEM
    assert "1 refused; nothing else is in there." in capsys.readouterr().err


def test_does_the_mapping_show_the_student_and_the_notebook(course: Course, tmp_path: Path, capsys: Says) -> None:
    path = packs.pack(tmp_path / "s.zip", {MOODLE: packs.book()})
    assert cli.main(["intake", str(path), "--course", str(course.root), "--dry-run"]) == cli.OK
    row = next(line for line in capsys.readouterr().out.splitlines() if "…" in line)
    assert row.startswith("Miles O'Brien_2001_")
    assert "/01_small.ipynb  miles-obrien" in row


def test_does_ctrl_c_while_reading_say_that_nothing_was_taken_in(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Says
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(attempts, "gather", pressed)
    assert command(course, packs.pack(tmp_path / "s.zip", {ADA: packs.book()})) == cli.STOPPED
    said = "autograder: stopped. Nothing was taken in yet; the same command begins again.\n"
    assert capsys.readouterr().err == said


def test_is_a_folder_that_cannot_be_read_refused_and_the_next_one_taken_in(
    intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()

    def closed(_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(archive._Tree, "_open", closed)  # whoever runs the tests may be root, who can read everything
    done = intake(tmp_path / "closed", packs.pack(tmp_path / "s.zip", {ADA: packs.book()}))
    assert [row.state for row in done.rows] == [REFUSED, NEW]
    assert done.rows[0].why.endswith("closed can't be read: Permission denied")


def test_does_the_word_about_a_timestamp_tell_whether_it_was_taken(intake: Intake, tmp_path: Path) -> None:
    members = {"ada/01_small/01_small.ipynb": packs.book(), "ada/01_small/timestamp.txt": "2026-03-01 10:00:00 UTC"}
    path = packs.pack(tmp_path / "s.zip", members)
    assert "is left out" in intake(path, dry=True, times="none").rows[0].why
    (row,) = intake(path, dry=True, times="archive").rows
    assert (row.time, row.why) == ("2026-03-01 10:00:00 UTC", "")


def test_is_a_later_file_of_the_same_name_told_by_its_archive(intake: Intake, tmp_path: Path) -> None:
    first = packs.pack(tmp_path / "s.zip", {MOODLE: packs.book("one")})
    done = intake(first, packs.pack(tmp_path / "t.zip", {MOODLE: packs.book("two")}))
    assert done.rows[0].why == "that of t.zip is later"


def test_is_a_binary_roster_a_sentence(intake: Intake, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"Student,ID\ra\x01\r\x90,\r\n")
    with pytest.raises(CourseError, match=r"r\.csv is no CSV file \(.*\)\. Export it once more\.$"):
        intake(packs.pack(tmp_path / "s.zip", {ADA: packs.book()}), roster=tmp_path / "r.csv")


WORKSHEET = "Identifier,Full name,ID number\nParticipant 2001,Miles O'Brien,u1\nParticipant 2002,Miles O'Brien,u2\n"


@pytest.mark.parametrize(("rows", "told"), [(2, True), (3, False)])
def test_is_an_id_that_a_roster_changes_told_of_moodle_too(
    rows: int, told: bool, intake: Intake, tmp_path: Path
) -> None:
    """Of two namesakes nobody knows which it was that was taken in before."""
    intake(packs.pack(tmp_path / "s.zip", {MOODLE: packs.book()}))
    both = {MOODLE: packs.book(), MOODLE.replace("2001", "2002"): packs.book()}
    path = packs.pack(tmp_path / "t.zip", dict(list(both.items())[: rows - 1]))
    roster = tmp_path / "worksheet.csv"
    roster.write_text("".join(WORKSHEET.splitlines(keepends=True)[:rows]))
    notes = intake(path, roster=roster).notes
    words = "miles-obrien is u1 now, and was taken in before: move submitted/miles-obrien to submitted/u1."
    assert notes == ([words] if told else [])


def test_does_json_hold_what_the_words_say(course: Course, tmp_path: Path, capsys: Says) -> None:
    path = packs.pack(tmp_path / "s.zip", {"01_small.ipynb": packs.book()})
    assert command(course, path, "--json") == cli.PROBLEM
    (row,) = json.loads(capsys.readouterr().out)["members"]
    assert row["why"] == "its name tells no student; put it into a folder with the student's name"
