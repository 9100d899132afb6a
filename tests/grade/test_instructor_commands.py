"""What an instructor does beside grading: late policies, marks by hand, pages again; by our commands and by the
formgrader's button, which is `NbGraderAPI.autograde`. The tests' own station does not run anything but `exec`."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fake
import pytest
import small
from beds import wait_until
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from autograder import cli
from autograder.course import Course, configuration
from autograder.grade import command, gradebook, late, ledger, preprocess
from autograder.grade.late import Late
from autograder.grade.result import Outcome, Result, Task

DUE = "2026-03-02 12:00:00 UTC"
ZERO = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
DAILY = """
from nbgrader.plugins import BasePlugin
class Daily(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {"mild": -1, "nothing": None}.get(student_id, total_seconds_late / 86400)
c.AssignLatePenalties.plugin_class = Daily
"""
ROWS = """
select a.student_id, a.timestamp, b.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
k.auto_comment, k.manual_comment, n.late_submission_penalty
from submitted_assignment a join submitted_notebook n on n.assignment_id = a.id
join base_cell b on b.notebook_id = n.notebook_id
left join grade g on g.notebook_id = n.id and g.cell_id = b.id
left join comment k on k.notebook_id = n.id and k.cell_id = b.id order by 1, 3, b.type
"""
PENALTIES = """
select a.student_id, n.late_submission_penalty from submitted_assignment a
join submitted_notebook n on n.assignment_id = a.id order by 1
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose masters are in the gradebook: to put them there takes a second."""
    made = small.course(tmp_path_factory.mktemp("template"))
    with gradebook.opened(made) as book:
        gradebook.bring_up_to_date(made, book)
    return made


@pytest.fixture
def course(template: Course, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(template.root, tmp_path / "course")))


@pytest.fixture(autouse=True)
def station(monkeypatch: pytest.MonkeyPatch) -> Iterator[fake.Fake]:
    made = fake.Fake()
    monkeypatch.setattr(command, "_opener", lambda *_: fake.opener(made))
    monkeypatch.setattr(preprocess, "_desk", lambda _: SimpleNamespace(grade=fake.graded))
    yield made
    made.close()


def ours(course: Course, *words: str) -> int:
    name, *options = words
    return cli.main([name, "--course", str(course.root), *options])


def button(course: Course, *students: str) -> list[dict[str, Any]]:
    api = NbGraderAPI(config=configuration(course))
    return [api.autograde(small.NAME, student) for student in students]


def rows(course: Course, query: str = ROWS) -> list[Any]:
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as book:
        return book.execute(query).fetchall()


def penalties(course: Course) -> dict[str, float | None]:
    return dict(rows(course, PENALTIES))


def hand_in(course: Course, student: str, when: str = "", *changes: small.Change) -> Path:
    path = small.hand_in(course, student, small.answers, *changes)
    if when:
        (path.parent / "timestamp.txt").write_text(when)
    return path


def write(book: small.Notebook) -> None:
    small.find(book, "essay")["source"] = "So I think."


def due(course: Course, when: str | None) -> None:
    with Gradebook(gradebook.url(course), "autodiff") as book:
        book.update_or_create_assignment(small.NAME, duedate=when)


def extend(course: Course, student: str, by: timedelta) -> None:
    with Gradebook(gradebook.url(course), "autodiff") as book:
        book.find_submission(small.NAME, student).extension = by
        book.db.commit()


def mark(course: Course, student: str, points: float, words: str = "Well said.", extra: float | None = None) -> None:
    """As the formgrader's handlers do it."""
    with Gradebook(gradebook.url(course), "autodiff") as book:
        place = ("essay", small.NAME, small.NAME, student)
        grade = book.find_grade(*place)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, extra, False
        book.find_comment(*place).manual_comment = words
        book.db.commit()


def say(course: Course, words: str) -> None:
    path = course.root / "nbgrader_config.py"
    settle(course, f"{path.read_text()}\n{words}")


def settle(course: Course, config: str) -> None:
    """Another configuration, of which the masters don't know: they need not be put into the gradebook again."""
    (course.root / "nbgrader_config.py").write_text(config)
    with gradebook.opened(course) as book, book.writing() as connection:
        ledger.remember(connection, small.NAME, gradebook._digest(course, small.NAME))


def page(course: Course, student: str) -> Path:
    return course.feedback / student / small.NAME / f"{small.NAME}.html"


# ---- late


@pytest.mark.parametrize("policy", ["", ZERO, DAILY], ids=["none", "zero", "custom"])
def test_is_the_late_penalty_that_of_nbgrader_s_own_command(course: Course, policy: str) -> None:
    handed = {
        "absent": "",
        "early": "2026-03-02 11:59:59 UTC",
        "late": "2026-03-03 12:00:00.5 UTC",
        "zone": "2026-03-02 13:30:00 CET",
        "offset": "2026-03-04 12:00:00 +0100",
        "iso": "2026-03-05T12:00:00+02:00",
        "mild": "2026-03-09 12:00:00 UTC",
        "nothing": "2026-03-09 12:00:00 UTC",
        "years": "2027-03-09 12:00:00 UTC",
    }
    say(course, policy)
    for student, when in handed.items():
        hand_in(course, student, when)
    due(course, DUE)
    assert all(done["success"] for done in button(course, *handed))
    theirs = rows(course)
    assert ours(course, "grade", "--force", "--no-feedback") == cli.OK
    assert rows(course) == theirs
    found = penalties(course)
    assert {found["absent"], found["early"]} == {None}
    if policy == ZERO:
        assert found["zone"] == 6.0
    if policy == DAILY:
        assert (found["mild"], found["nothing"], found["years"]) == (0.0, None, 6.0)
        assert found["zone"] == pytest.approx(1800 / 86400)


@pytest.mark.parametrize("garbage", ["yesterday evening", "\0\0", "2026-13-45 99:99 UTC", "9" * 300])
def test_is_a_timestamp_that_tells_no_time_said_and_nothing_lost(
    course: Course, garbage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(course, ZERO)
    hand_in(course, "ada", garbage)
    due(course, DUE)
    assert ours(course, "grade", "--no-feedback") == cli.OK
    assert "ada 01_small: timestamp.txt tells no time" in capsys.readouterr().out
    assert (penalties(course), gradebook.scores(course)["ada", small.NAME].points) == ({"ada": None}, 6.0)


def test_does_a_due_date_an_extension_or_a_policy_take_effect_on_what_is_graded(
    course: Course, station: fake.Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    say(course, ZERO)
    for student in ("ada", "bob"):
        hand_in(course, student, "2026-03-02 14:05:00 UTC")
    ours(course, "grade")
    assert penalties(course) == {"ada": None, "bob": None}
    due(course, DUE)
    capsys.readouterr()
    assert ours(course, "grade") == cli.OK
    said = capsys.readouterr().out
    assert "ada 01_small: 2 h 5 min late: −6 points." in said
    assert [line.split() for line in said.splitlines()[:3]] == [
        ["student", "01", "total"],
        ["ada", "0", "0"],
        ["bob", "0", "0"],
    ]
    assert penalties(course) == {"ada": 6.0, "bob": 6.0}
    assert "6 points taken off" in page(course, "ada").read_text()
    extend(course, "ada", timedelta(hours=3))
    ours(course, "grade")
    assert penalties(course) == {"ada": None, "bob": 6.0}
    assert "taken off" not in page(course, "ada").read_text()
    settle(course, (course.root / "nbgrader_config.py").read_text().replace(ZERO, ""))
    ours(course, "grade")
    assert penalties(course) == {"ada": None, "bob": None}
    assert len(station.seen) == 2


@pytest.mark.parametrize(
    "policy",
    ["c.AssignLatePenalties.plugin_class = 'nowhere.Policy'\n", f"{DAILY}\nDaily.late_submission_penalty = None"],
)
def test_does_a_broken_policy_lose_nothing_and_say_where_it_is(
    course: Course, policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(course, "ada", "2026-03-01 12:00:00 UTC")
    hand_in(course, "bob", "2026-03-03 12:00:00 UTC")
    ours(course, "grade", "--no-feedback")
    before = rows(course)
    due(course, DUE)
    say(course, policy)
    assert ours(course, "grade") == cli.TROUBLE
    assert "late policy failed for bob" in (said := capsys.readouterr().err)
    assert "c.AssignLatePenalties in nbgrader_config.py" in said
    assert rows(course) == before


def test_are_refused_submissions_late_too_without_costing_more_than_they_have(course: Course) -> None:
    say(course, DAILY)
    path = hand_in(course, "cut", "2026-03-04 12:00:00 UTC")
    path.write_text("{")
    due(course, DUE)
    assert ours(course, "grade", "--no-feedback") == cli.OK
    assert penalties(course) == {"cut": 0.0}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s late."),
        (61, "1 min 1 s late."),
        (7500, "2 h 5 min late."),
        (86400, "1 day late."),
        (200000, "2 days 7 h late."),
    ],
)
def test_is_lateness_told_as_people_tell_it(seconds: float, words: str) -> None:
    assert str(Late(seconds)) == words
    assert str(Late(seconds, 1.0)) == f"{words[:-1]}: −1 point."


def test_is_a_zone_of_nothing_no_zone_at_all() -> None:
    assert str(late.timestamp("2026-03-02 18:04:00 +0000")) == "2026-03-02 18:04:00"
    assert str(late.timestamp("2026-03-02 18:04:00 XYZ")) == "2026-03-02 18:04:00"


# ---- marks by hand


def test_do_marks_comments_and_extra_credit_outlive_every_way_to_grade_again(course: Course) -> None:
    """By our command and by the button, forced or of a new version: the rows are nbgrader's."""
    hand_in(course, "ada", "", write)
    ours(course, "grade", "--no-feedback")
    mark(course, "ada", 3.5, extra=0.5)
    ours(course, "grade", "--force", "--no-feedback")
    forced = rows(course)
    assert button(course, "ada")[0]["success"]
    assert rows(course) == forced
    hand_in(
        course, "ada", "2026-03-01 12:00:00 UTC", write, lambda book: small.find(book, "answer_1").update(source="pass")
    )
    ours(course, "grade", "--no-feedback")
    again = rows(course)
    assert button(course, "ada")[0]["success"]
    assert rows(course) == again
    essay = next(row for row in again if row[2] == "essay" and row[3:5] != (None, None))
    assert essay[4:7] == (3.5, 0.5, True)
    assert "Well said." in {row[8] for row in again if row[2] == "essay"}
    assert gradebook.scores(course)["ada", small.NAME].points == 5 + 4


def test_does_a_page_show_the_marks_and_a_later_run_leave_it_alone(
    course: Course, station: fake.Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("ada", "bob"):
        hand_in(course, student, "", write)
    path = hand_in(course, "cut")
    path.write_text("{")
    ours(course, "grade")
    other = page(course, "bob").stat().st_mtime_ns
    mark(course, "ada", 3.0)
    capsys.readouterr()
    assert ours(course, "feedback", "--student", "a*", "--assignment", "01*", "--json") == cli.OK
    said = json.loads(capsys.readouterr().out)
    assert [(made["student"], made["page"]) for made in said["made"]] == [
        ("ada", f"feedback/ada/{small.NAME}/{small.NAME}.html")
    ]
    assert "Well said." in page(course, "ada").read_text()
    assert page(course, "bob").stat().st_mtime_ns == other
    seen = page(course, "ada").stat().st_mtime_ns
    ours(course, "grade")
    assert page(course, "ada").stat().st_mtime_ns == seen
    assert len(station.seen) == 3
    page(course, "cut").unlink()
    assert ours(course, "feedback") == cli.OK
    assert "3 feedback pages were made, nothing was graded." in capsys.readouterr().out
    assert "is not JSON" in page(course, "cut").read_text()


def test_is_a_page_that_was_not_made_when_it_was_graded_made_by_the_next_run(course: Course) -> None:
    hand_in(course, "ada")
    ours(course, "grade")
    hand_in(course, "ada", "", lambda book: small.find(book, "answer_1").update(source="pass"))
    ours(course, "grade", "--no-feedback")
    assert "NameError" not in page(course, "ada").read_text()
    ours(course, "grade")
    assert "NameError" in page(course, "ada").read_text()


def test_is_a_penalty_that_marks_have_outdated_said(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    say(course, ZERO)
    hand_in(course, "ada", "2026-03-03 12:00:00 UTC", write)
    due(course, DUE)
    ours(course, "grade", "--no-feedback")
    mark(course, "ada", 3.0)
    assert ours(course, "feedback") == cli.PROBLEM
    assert "One late penalty is older than the marks" in capsys.readouterr().err
    assert penalties(course) == {"ada": 6.0}
    ours(course, "grade")
    assert penalties(course) == {"ada": 9.0}
    assert ours(course, "feedback") == cli.OK


@pytest.mark.parametrize("options", [(), ("--student", "nobody")])
def test_does_feedback_of_nothing_say_what_to_do(
    course: Course, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    if options:
        hand_in(course, "ada")
        ours(course, "grade", "--no-feedback")
        capsys.readouterr()
    assert ours(course, "feedback", *options) == cli.TROUBLE
    assert "autograder grade" in capsys.readouterr().err


def test_can_nbgrader_release_the_pages_that_we_made(course: Course) -> None:
    """It wants two files beside a page, which its own generate_feedback copies there."""
    path = hand_in(course, "ada", "2026-03-03 12:00:00 UTC")
    (path.parent / "submission_secret.txt").write_text("a secret")
    (course.root / "exchange" / "autodiff" / "feedback").mkdir(parents=True)
    ours(course, "grade")
    assert NbGraderAPI(config=configuration(course)).release_feedback(small.NAME)["success"]
    released = list((course.root / "exchange" / "autodiff" / "feedback").glob("*.html"))
    assert [path.read_text() for path in released] == [page(course, "ada").read_text()]


# ---- the formgrader's button


def test_is_what_the_button_graded_in_the_ledger_so_that_our_command_leaves_it(
    course: Course, station: fake.Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(course, "ada", "2026-03-01 12:00:00 UTC", write)
    assert button(course, "ada")[0]["success"]
    assert ours(course, "grade") == cli.OK
    assert "Nothing to grade: 1 submissions unchanged" in capsys.readouterr().out
    assert station.seen == []
    assert page(course, "ada").is_file()
    with gradebook.opened(course) as book, book.reading() as connection:
        assert [result.key for result in ledger.results(connection)] == [("ada", small.NAME, small.NAME)]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[]", b'{"cells": [], "nbformat": 99}'])
def test_does_the_button_refuse_a_broken_file_as_our_command_does_and_in_words(course: Course, raw: bytes) -> None:
    hand_in(course, "ada").write_bytes(raw)
    (done,) = button(course, "ada")
    assert not done["success"]
    assert f"[ERROR] ada {small.NAME}: " in done["log"]
    assert "Traceback" not in done["log"]
    theirs = rows(course)
    assert ours(course, "grade", "--no-feedback") == cli.OK
    assert rows(course) == theirs
    assert gradebook.scores(course)["ada", small.NAME].points == 0


def test_does_a_fault_of_ours_keep_its_place_in_the_log(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(course, "ada")
    monkeypatch.setattr(preprocess, "_desk", lambda _: SimpleNamespace(grade=lambda task: 1 / 0))
    assert "ZeroDivisionError" in button(course, "ada")[0]["log"]


def test_is_the_warm_station_closed_when_nobody_has_wanted_it_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []

    class Counted(fake.Fake):
        closed = False

        def __init__(self, workers: int, *, accept_risk: bool) -> None:
            super().__init__(workers)
            opened.append(self)

        def _grade(self, task: Task) -> Result:
            return Result(task.student, "", Outcome.GRADED)

        def close(self) -> None:
            super().close()
            self.closed = True

    monkeypatch.setattr(preprocess, "Station", Counted)
    desk = preprocess.Desk(False, idle=3600)
    task: Any = SimpleNamespace(student="ada", exam=SimpleNamespace(notebook="01"))
    assert [desk.grade(task).student, desk.grade(task).student] == ["ada", "ada"]
    monkeypatch.setattr(desk, "_idle", 0.05)  # only now: a busy machine may take longer between two pushes
    assert desk.grade(task).student == "ada"
    assert len(opened) == 1
    wait_until(lambda: opened[0].closed, "the warm station to be closed")
    assert desk.grade(task).student == "ada"
    assert len(opened) == 2
    desk.close()


# ---- the whole round


def test_does_a_round_go_from_the_platforms_zip_to_the_platforms_marks(course: Course, tmp_path: Path) -> None:
    """In one go: intake, grade, marks by hand, feedback, report, export into the file that Canvas gave."""
    handed = tmp_path / "submissions.zip"
    with zipfile.ZipFile(handed, "w") as archive:
        for name, number in (("lovelaceada", 71), ("hopper-grace", 72)):
            path = hand_in(course, name, "", write)
            archive.write(path, f"{name}_{number}_900{number}_{small.NAME}.ipynb")
    shutil.rmtree(course.submitted)
    assert ours(course, "intake", str(handed)) == cli.OK
    students = sorted(path.name for path in course.submitted.glob("[!.]*"))
    assert students == ["hopper-grace", "lovelaceada"]

    assert ours(course, "grade") == cli.OK
    for student in students:
        mark(course, student, 3.0)
    assert ours(course, "feedback") == cli.OK
    assert all("Well said." in page(course, student).read_text() for student in students)

    assert ours(course, "report") == cli.OK
    text = (course.reports / "report.html").read_text()
    assert "2 students handed in 2 submissions" in text

    grades = tmp_path / "canvas.csv"
    heads = f"Student,ID,SIS User ID,SIS Login ID,Section,{small.NAME} (5)"
    grades.write_text(f'{heads}\nPoints Possible,,,,,11\n"Lovelace, Ada",71,,,One,\n"Hopper, Grace",72,,,One,\n')
    assert ours(course, "export", "canvas", "--like", str(grades)) == cli.OK
    lines = (course.reports / "canvas.csv").read_text().splitlines()
    total = gradebook.scores(course)["lovelaceada", small.NAME].points
    scaled = f"{total * 11 / 10:g}"  # Canvas has 11 points for it, we have 10
    assert [line.rsplit(",", 1)[1] for line in lines[2:]] == [scaled, scaled]
