"""Does what a platform hands out arrive in submitted/: whose, which, when, the latest, and nothing lost?"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
from pathlib import Path

import packs
import pytest
from packs import Intake, course, intake, template
from sqlalchemy import text

from autograder import cli
from autograder.course import Course, CourseError
from autograder.grade import gradebook
from autograder.grade.collect import place, record
from autograder.grade.collect.outcome import EARLIER, NEW, REFUSED, REPLACED, UNCHANGED, Summary

__all__ = ["course", "intake", "template"]
ADA, BOB = "lovelaceada_1001_5001_01_small.ipynb", "babbagecharles_LATE_1002_5002_01_small-1.ipynb"
PLACE = "submitted/lovelaceada/01_small/01_small.ipynb"


def states(done: Summary) -> list[str]:
    return [row.state for row in done.rows]


def why(done: Summary) -> list[str]:
    return [row.why for row in done.of(REFUSED)]


def students(course: Course) -> dict[str, tuple[str, ...]]:
    with gradebook.opened(course) as book, book.reading() as connection:
        rows = connection.execute(text("SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY id"))
        return {row[0]: tuple(cell or "" for cell in row[1:]) for row in rows}


def test_does_a_canvas_download_go_in(course: Course, intake: Intake, tmp_path: Path) -> None:
    one, two = packs.book("ada"), packs.book("charles")
    done = intake(packs.pack(tmp_path / "submissions.zip", {ADA: one, BOB: two}))
    assert states(done) == [NEW, NEW]
    there = packs.there(course)
    assert there[PLACE] == one
    assert there["submitted/babbagecharles/01_small/01_small.ipynb"] == two
    assert not any(name.endswith("timestamp.txt") for name in there)
    assert [row.late for row in done.rows] == [False, True]
    assert record.of(course, "babbagecharles").assignments["01_small"].late
    assert students(course) == {"babbagecharles": ("", "", "", "1002"), "lovelaceada": ("", "", "", "1001")}


def test_does_a_moodle_download_go_in(course: Course, intake: Intake, tmp_path: Path) -> None:
    held = "Ada Lovelace_77_assignsubmission_file_/deep/final.ipynb"
    typed = "Ada Lovelace_77_assignsubmission_onlinetext_/onlinetext.html"
    flat = "Bob d'Arc_78_assignsubmission_file_01_small.ipynb"
    members = {held: packs.book("ada"), held.replace("final.ipynb", "data.csv"): "1", typed: "<p>hello"}
    done = intake(packs.pack(tmp_path / "m.zip", {**members, flat: packs.book()}))
    assert states(done) == [NEW, NEW]
    names = [name for name in packs.there(course) if not name.endswith(".json")]
    assert names == [
        "submitted/ada-lovelace/01_small/01_small.ipynb",
        "submitted/ada-lovelace/01_small/data.csv",
        "submitted/bob-darc/01_small/01_small.ipynb",
    ]
    assert "typed into the platform" in done.notes[0]
    assert record.of(course, "ada-lovelace").assignments["01_small"].number == "77"


@pytest.mark.parametrize(
    "name",
    [
        "ada/01_small/01_small.ipynb",
        "ada/01_small.ipynb",
        "ada/anything.ipynb",
        "ada.ipynb",
        "hw/ada/01_small (1).ipynb",
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_does_a_plain_layout_go_in(name: str, zipped: bool, course: Course, intake: Intake, tmp_path: Path) -> None:
    raw = packs.book()
    path = packs.pack(tmp_path / "hw.zip", {name: raw}) if zipped else tmp_path / "hw"
    if not zipped:
        (path / name).parent.mkdir(parents=True)
        (path / name).write_text(raw)
    assert states(intake(path)) == [NEW]
    assert packs.there(course)["submitted/ada/01_small/01_small.ipynb"] == raw


def test_does_a_dry_run_write_nothing_and_the_same_twice_change_nothing(
    course: Course, intake: Intake, tmp_path: Path
) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book(), BOB: packs.book()})
    before = sorted(course.root.rglob("*"))
    assert states(intake(path, dry=True)) == [NEW, NEW]
    assert sorted(course.root.rglob("*")) == before
    intake(path)
    there = packs.there(course)
    stamps = {path: path.stat().st_mtime_ns for path in course.submitted.rglob("*")}
    assert states(intake(path)) == [UNCHANGED, UNCHANGED]
    assert packs.there(course) == there
    assert {path: path.stat().st_mtime_ns for path in course.submitted.rglob("*")} == stamps


def test_does_the_latest_win_and_none_get_lost(course: Course, intake: Intake, tmp_path: Path) -> None:
    first, second, third = (packs.book(word) for word in ("first", "second", "third"))
    later, last = ADA.replace("5001", "5007").replace(".ipynb", "-1.ipynb"), ADA.replace("5001", "5008")
    old = packs.pack(tmp_path / "old.zip", {later: second, ADA: first})
    assert states(intake(old)) == [EARLIER, NEW]
    assert packs.there(course)[PLACE] == second
    new = packs.pack(tmp_path / "new.zip", {last: third})
    assert states(intake(new)) == [REPLACED]
    there = packs.there(course)
    assert there[PLACE] == third
    kept = [value for name, value in there.items() if name.startswith("submitted.earlier/lovelaceada/01_small/")]
    assert sorted(kept) == sorted([first, second])
    assert states(intake(old)) == [EARLIER, EARLIER]  # an old download, taken in once more
    assert states(intake(new, old)) == [EARLIER, EARLIER, UNCHANGED]
    assert packs.there(course) == there


def test_does_the_suffix_decide_where_one_id_stands_twice(course: Course, intake: Intake, tmp_path: Path) -> None:
    names = [ADA.replace(".ipynb", f"{copy}.ipynb") for copy in ("-2", "", "-1")]
    intake(packs.pack(tmp_path / "s.zip", {name: packs.book(name) for name in names}))
    assert packs.there(course)[PLACE] == packs.book(names[0])
    assert sum(name.startswith("submitted.earlier") for name in packs.there(course)) == 2


def test_is_an_old_plain_folder_known_as_such(course: Course, intake: Intake, tmp_path: Path) -> None:
    """Nothing in the names says which is later: what was replaced once does not come back."""
    old = packs.pack(tmp_path / "old.zip", {"ada.ipynb": packs.book("old")})
    new = packs.pack(tmp_path / "new.zip", {"ada.ipynb": packs.book("new")})
    assert [states(intake(path)) for path in (old, new, old, new)] == [[NEW], [REPLACED], [EARLIER], [UNCHANGED]]


def test_is_what_a_person_changed_left_alone(course: Course, intake: Intake, tmp_path: Path) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book()})
    intake(path)
    (course.root / PLACE).write_text("mended by hand")
    assert states(intake(path)) == [UNCHANGED]
    assert packs.there(course)[PLACE] == "mended by hand"
    later = packs.pack(tmp_path / "t.zip", {ADA.replace("5001", "5002"): packs.book("2")})
    assert states(intake(later)) == [REPLACED]
    assert "mended by hand" in packs.there(course).values()


def test_are_a_students_zip_and_other_files_unpacked_beside(course: Course, intake: Intake, tmp_path: Path) -> None:
    inner = {"work/hw/01_small.ipynb": packs.book(), "work/hw/data/a.csv": "1", "work/notes.txt": "2"}
    inner["work/hw/timestamp.txt"] = "1999-01-01 00:00:00 UTC"
    name = ADA.replace(".ipynb", ".zip")
    image = ADA.replace("5001_01_small.ipynb", "5002_plot.png")
    done = intake(packs.pack(tmp_path / "s.zip", {name: packs.packed(inner), image: "png"}), times="archive")
    assert states(done) == [NEW]
    folder = "submitted/lovelaceada/01_small"
    names = ["01_small.ipynb", "data/a.csv", "notes.txt", "plot.png"]
    assert [name for name in packs.there(course) if name.startswith(folder)] == [f"{folder}/{name}" for name in names]


def test_is_a_timestamp_of_the_students_own_never_taken(course: Course, intake: Intake, tmp_path: Path) -> None:
    above = "Ada Lovelace_77_assignsubmission_file_"
    members = {f"{above}/01_small.ipynb": packs.book(), f"{above}/timestamp.txt": "1999-01-01 00:00:00 UTC"}
    done = intake(packs.pack(tmp_path / "m.zip", members))
    assert "timestamp.txt is the student's own word" in done.rows[0].why
    assert not any("timestamp" in name for name in packs.there(course))


@pytest.mark.parametrize(
    ("names", "times", "stamped"),
    [
        (("ada.ipynb", "bob.ipynb"), "auto", True),
        (("ada.ipynb", "bob.ipynb"), "none", False),
        ((ADA, BOB), "auto", False),  # Canvas's are those of the packing
        ((ADA, BOB), "archive", True),
    ],
)
def test_when_do_an_archives_times_count(
    names: tuple[str, str], times: str, stamped: bool, course: Course, intake: Intake, tmp_path: Path
) -> None:
    days = [packs.info(name, (2026, 3, day, 12, 30, 0)) for day, name in enumerate(names, start=1)]
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.Exchange.timezone = "Europe/Berlin"\n')
    intake(packs.pack(tmp_path / "s.zip", [(day, packs.book()) for day in days]), times=times)
    stamps = [value for name, value in packs.there(course).items() if name.endswith("timestamp.txt")]
    assert sorted(stamps) == (["2026-03-01 11:30:00 UTC\n", "2026-03-02 11:30:00 UTC\n"] if stamped else [])


def test_is_the_time_of_the_packing_no_time(course: Course, intake: Intake, tmp_path: Path) -> None:
    members = [(packs.info(f"{name}.ipynb", (2026, 3, 1, 12, at, 0)), packs.book()) for at, name in enumerate("abc")]
    intake(packs.pack(tmp_path / "s.zip", members))
    assert not any("timestamp" in name for name in packs.there(course))


def test_does_nbgrader_read_the_timestamp(course: Course, intake: Intake, tmp_path: Path) -> None:
    from nbgrader.utils import parse_utc

    members = {"ada/01_small/01_small.ipynb": packs.book(), "ada/01_small/timestamp.txt": "2026-03-01 10:00 UTC"}
    intake(packs.pack(tmp_path / "s.zip", members), times="archive")
    stamp = packs.there(course)["submitted/ada/01_small/timestamp.txt"].strip()
    assert parse_utc(stamp).isoformat() == "2026-03-01T10:00:00"


CANVAS_ROSTER = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,01_small (9)\n,,,,,Manual Posting\n    Points Possible,,,,,10\n"
    '"Lovelace, Ada",1001,S1,ada+l@uni.example,A,\n"Babbage, Charles",1002,S2,cb,A,\n"Student, Test",1009,,x,A,\n'
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
    'Participant 77,Ada Lovelace,ada@uni.example,Submitted for grading,,"Sunday, 1 March 2026, 2:14 PM"\n'
    'Participant 78,Ada Lovelace,ada2@uni.example,Submitted for grading - 1 day late,,"Monday, 2 March 2026, 2:14 PM"\n'
)


def test_does_a_canvas_roster_name_students(course: Course, intake: Intake, tmp_path: Path) -> None:
    roster = tmp_path / "grades.csv"
    roster.write_text(CANVAS_ROSTER, encoding="utf-8")
    stranger = ADA.replace("lovelaceada_1001", "nobody_1003")
    names = {ADA.replace("1001", "9999"): "by name", BOB: "by number", stranger: "nobody's"}
    members = {name: packs.book(word) for name, word in names.items()}
    done = intake(packs.pack(tmp_path / "s.zip", members), roster=roster)
    assert sorted(path.name for path in course.submitted.iterdir()) == ["adal@uni.example", "cb"]
    assert why(done) == ["nobody is not in grades.csv; add a row there, or leave --roster away"]
    assert students(course) == {
        "adal@uni.example": ("Ada", "Lovelace", "", "1001"),
        "cb": ("Charles", "Babbage", "", "1002"),
    }


def test_does_moodles_worksheet_tell_namesakes_apart_and_the_time(
    course: Course, intake: Intake, tmp_path: Path
) -> None:
    names = [f"Ada Lovelace_{number}_assignsubmission_file_/01_small.ipynb" for number in (77, 78)]
    path = packs.pack(tmp_path / "m.zip", {name: packs.book(name) for name in names})
    clash = why(intake(path))
    assert len(clash) == 2
    assert "Ada Lovelace (77) and Ada Lovelace (78) would be the same student, ada-lovelace; --roster" in clash[0]
    assert packs.there(course) == {}
    roster = tmp_path / "worksheet.csv"
    roster.write_text(WORKSHEET)
    done = intake(path, roster=roster)
    assert [(row.student, row.late, row.time) for row in done.rows] == [
        ("ada@uni.example", False, "2026-03-01 14:14:00 UTC"),
        ("ada2@uni.example", True, "2026-03-02 14:14:00 UTC"),
    ]


def test_are_canvas_namesakes_told_apart_for_good(course: Course, intake: Intake, tmp_path: Path) -> None:
    one, two = "smithjohn_1_10_01_small.ipynb", "smithjohn_2_11_01_small.ipynb"
    intake(packs.pack(tmp_path / "a.zip", {one: packs.book("1")}))
    intake(packs.pack(tmp_path / "b.zip", {two: packs.book("2"), one: packs.book("1")}))
    assert sorted(path.name for path in course.submitted.iterdir()) == ["smithjohn", "smithjohn-2"]
    again = intake(packs.pack(tmp_path / "c.zip", {two.replace("11", "12"): packs.book("3")}))
    assert [(row.student, row.state) for row in again.rows] == [("smithjohn-2", REPLACED)]


def test_does_an_id_keep_its_capitals(course: Course, intake: Intake, tmp_path: Path) -> None:
    names = ["S123/01_small/01_small.ipynb", "t.b@x/01_small/01_small.ipynb"]
    done = intake(packs.pack(tmp_path / "s.zip", {name: packs.book() for name in names}))
    assert [row.student for row in done.rows] == ["S123", "t.b@x"]


def test_is_an_id_that_a_roster_changes_told(course: Course, intake: Intake, tmp_path: Path) -> None:
    path = packs.pack(tmp_path / "s.zip", {BOB: packs.book()})
    intake(path)
    roster = tmp_path / "grades.csv"
    roster.write_text(CANVAS_ROSTER, encoding="utf-8")
    assert intake(path, roster=roster).notes == [
        "babbagecharles is cb now, and was taken in before: move submitted/babbagecharles to submitted/cb."
    ]


def test_are_blind_participants_kept_apart(course: Course, intake: Intake, tmp_path: Path) -> None:
    names = [f"Participant_{number}_assignsubmission_file_/01_small.ipynb" for number in (7, 8)]
    done = intake(packs.pack(tmp_path / "m.zip", {name: packs.book() for name in names}))
    assert [row.student for row in done.rows] == ["participant-7", "participant-8"]


def test_is_a_gradebook_made_where_there_is_none(course: Course, intake: Intake, tmp_path: Path) -> None:
    (course.root / "gradebook.db").unlink()
    intake(packs.pack(tmp_path / "s.zip", {"ada.ipynb": packs.book()}))
    assert not (course.root / "gradebook.db").exists()  # a plain archive knows nothing that goes there
    intake(packs.pack(tmp_path / "t.zip", {ADA: packs.book()}))
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "autodiff") as book:
        assert [(student.id, student.lms_user_id) for student in book.students] == [("lovelaceada", "1001")]


def test_is_a_student_of_the_gradebook_known_by_name(course: Course, intake: Intake, tmp_path: Path) -> None:
    with gradebook.opened(course) as book, book.writing() as connection:
        connection.execute(text("INSERT INTO student (id, first_name, last_name) VALUES ('al', 'Ada', 'Lovelace')"))
    assert [row.student for row in intake(packs.pack(tmp_path / "s.zip", {ADA: packs.book()})).rows] == ["al"]
    assert students(course) == {"al": ("Ada", "Lovelace", "", "1001")}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no column that names students"),
        ("Noten,Punkte\n1,2\n", "no column that names students"),
        ("id,first_name\n", "names no student"),
        ("id,first_name\nada,A\nADA,B\n", "two students with the id ada"),
    ],
)
def test_is_a_roster_that_does_not_serve_named(
    content: str, words: str, course: Course, intake: Intake, tmp_path: Path
) -> None:
    roster = tmp_path / "r.csv"
    roster.write_text(content)
    with pytest.raises(CourseError, match=words):
        intake(packs.pack(tmp_path / "s.zip", {ADA: packs.book()}), roster=roster)


def test_is_the_assignment_read_from_the_cells(course: Course, intake: Intake, tmp_path: Path) -> None:
    other = packs.book(name=packs.OTHER)
    members = {"ada/homework.ipynb": other, "bob/homework.ipynb": packs.book(grade_ids=False)}
    path = packs.pack(tmp_path / "s.zip", members)
    done = intake(path)
    assert [(row.student, row.assignment, row.state) for row in done.rows] == [
        ("bob", "", REFUSED),
        ("ada", "02_other", NEW),
    ]
    assert why(done) == [
        "homework.ipynb is no notebook of this course, which has 01_small, 02_other: neither its name nor its cells are"
    ]
    assert why(intake(path, assignment="01_small")) == [
        "homework.ipynb is 02_other, not 01_small",
        "homework.ipynb is no copy of 01_small: it has none of its graded cells",
    ]
    with pytest.raises(CourseError, match=r"no assignment 03\. It has 01_small, 02_other\."):
        intake(path, assignment="03")


def test_is_a_scratch_notebook_left_out_beside_the_real_one(course: Course, intake: Intake, tmp_path: Path) -> None:
    members = {"ada/01_small.ipynb": packs.book(), "ada/scratch.ipynb": packs.book(grade_ids=False)}
    done = intake(packs.pack(tmp_path / "s.zip", members))
    assert states(done) == [NEW]
    assert "scratch.ipynb is no notebook of this course" in done.notes[0]


def test_is_a_broken_notebook_with_the_right_name_left_to_the_grader(
    course: Course, intake: Intake, tmp_path: Path
) -> None:
    assert states(intake(packs.pack(tmp_path / "s.zip", {ADA: "{"}))) == [NEW]


COLLECTOR = """
from nbgrader.plugins import FileNameCollectorPlugin
class Ours(FileNameCollectorPlugin):
    def collect(self, file):
        who, _, rest = file.rpartition("/")[2].partition("=")
        return {"student_id": who, "file_id": "01_small", "timestamp": "2026-03-01 10:00:00 UTC"} if rest else None
"""


@pytest.mark.parametrize("own", [True, False])
def test_is_the_courses_own_collector_asked(own: bool, course: Course, intake: Intake, tmp_path: Path) -> None:
    (course.root / "our_collector.py").write_text(COLLECTOR)
    regexp = r'c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>\w+)=(?P<file_id>\w+)"'
    config = course.root / "nbgrader_config.py"
    words = 'c.ZipCollectApp.collector_plugin = "our_collector.Ours"' if own else regexp
    config.write_text(f"{config.read_text()}\n{words}\n")
    inner = packs.packed({"bob=01_small.ipynb": packs.book()})
    members: dict[str, str | bytes] = {"ada=01_small.ipynb": packs.book(), "cy.ipynb": packs.book(), "bob.zip": inner}
    done = intake(packs.pack(tmp_path / "s.zip", members))
    assert {row.student: row.state for row in done.rows} == {"ada": NEW, "bob": NEW, "": REFUSED}
    assert why(done) == ["the collector that nbgrader_config.py sets does not take it"]
    assert ("submitted/ada/01_small/timestamp.txt" in packs.there(course)) is own


def test_do_our_schemes_serve_nbgraders_own_command() -> None:
    from autograder.grade.collect.plugins import CanvasCollector, MoodleCollector

    found = CanvasCollector().collect("/c/downloaded/01_small/extracted/doejane_LATE_1_2_01_small-1.ipynb")
    assert found == {"student_id": "doejane", "file_id": "01_small"}
    moodle = "/c/extracted/Ada Lovelace_77_assignsubmission_file_/01_small.ipynb"
    assert MoodleCollector().collect(moodle) == {"student_id": "ada-lovelace", "file_id": "01_small"}
    assert CanvasCollector().collect("/c/plain.ipynb") is None


class Killed(BaseException):
    pass


@pytest.mark.parametrize("after", range(5))
def test_does_a_kill_leave_whole_submissions(
    after: int, course: Course, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = packs.book("old"), packs.book("new")
    intake(packs.pack(tmp_path / "old.zip", {ADA: old}))
    path = packs.pack(
        tmp_path / "new.zip",
        {ADA.replace("5001", "5009"): new, ADA.replace("5001", "5009_x").replace("01_small.ipynb", "data.csv"): "1"},
    )
    calls = 0

    def counted(*given: object, **named: object) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed
        rename(*given, **named)  # type: ignore[arg-type]

    rename = os.rename
    monkeypatch.setattr(os, "rename", counted)
    monkeypatch.setattr(os, "replace", counted)
    monkeypatch.setattr(place.Places, "finish", lambda self: None)
    with pytest.raises(Killed) if after < 4 else contextlib.nullcontext():
        intake(path)
    monkeypatch.undo()
    assert packs.there(course).get(PLACE, new) in (old, new)
    assert {old, new} & set(packs.there(course).values())
    assert states(intake(path)) in ([REPLACED], [UNCHANGED])
    there = packs.there(course)
    assert there[PLACE] == new
    assert old in there.values()
    assert not any("/.intake/" in name for name in there)


def test_is_a_full_disk_a_sentence(
    course: Course, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book(), BOB: packs.book()})
    fill = place._fill
    filled: list[object] = []

    def full(*given: object) -> None:
        if filled:
            raise OSError(errno.ENOSPC, "No space left on device")
        filled.append(given)
        fill(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(place, "_fill", full)
    with pytest.raises(
        CourseError, match=r"No space left on device\. Make room and run the command again\. What was taken"
    ):
        intake(path)
    names = [name for name in packs.there(course) if name.endswith(".ipynb")]
    assert names == [PLACE]
    monkeypatch.undo()
    assert states(intake(path)) == [UNCHANGED, NEW]


def test_does_ctrl_c_say_what_was_done(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book(), BOB: packs.book()})
    fill = place._fill

    def pressed(*given: object) -> None:
        if packs.there(course).get(PLACE):
            raise KeyboardInterrupt
        fill(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(place, "_fill", pressed)
    assert cli.main(["intake", str(path), "--course", str(course.root), "--quiet"]) == cli.STOPPED
    said = "autograder: stopped. 1 submission was taken in and is whole; the same command goes on with the rest.\n"
    assert capsys.readouterr().err == said
    assert sorted(path.name for path in course.submitted.iterdir()) == ["lovelaceada"]


def test_is_a_second_intake_at_the_same_time_kept_away(course: Course, intake: Intake, tmp_path: Path) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book()})
    with place.opened(course, write=True), pytest.raises(CourseError, match="Another `autograder intake` is running"):
        intake(path)


def test_does_a_large_class_go_in_within_seconds(course: Course, intake: Intake, tmp_path: Path) -> None:
    raw = packs.book()
    members = {f"s{number}_{number}_{number}_01_small.ipynb": f"{raw} " for number in range(400)}
    start = time.process_time()
    assert len(intake(packs.pack(tmp_path / "s.zip", members)).of(NEW)) == 400
    assert time.process_time() - start < 4


def test_does_the_command_say_what_it_did_and_what_is_next(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packs.pack(tmp_path / "s.zip", {ADA: packs.book(), BOB: packs.book()})
    here = ["--course", str(course.root), "--quiet"]
    assert cli.main(["intake", str(path), *here[:2]]) == cli.OK
    said = capsys.readouterr().out
    assert "2 taken in.\nNext: autograder grade" in said
    assert "no time that a late policy could count: babbagecharles (01_small)" in said
    worse = packs.pack(tmp_path / "t.zip", {ADA: packs.book(), "x_1_2_report.pdf": "%PDF"})
    assert cli.main(["intake", str(worse), *here, "--json", "--dry-run"]) == cli.PROBLEM
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"new": 0, "replaces": 0, "unchanged": 1, "earlier": 0, "refused": 1}
    assert found["members"][0]["why"] == "report.pdf is no notebook: ask for the .ipynb file"
    assert cli.main(["intake", str(tmp_path / "none.zip"), *here]) == cli.TROUBLE
    assert "none.zip does not exist." in capsys.readouterr().err
