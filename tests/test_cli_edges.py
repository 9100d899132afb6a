"""What does a command say where its reader is gone, a name is misspelt, or somebody stops it?"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder import cli, progress
from autograder.author import execute
from autograder.commands import grade
from autograder.course import Course
from autograder.grade import pages, plan
from autograder.grade import report as reports
from autograder.voice import Voice

SPEAK = f"""
import sys
from autograder.course import CourseError
from autograder.voice import Voice
voice = Voice(json={{json}})
try:
    for _ in range(3):
        voice.say("words" * 50_000)
    voice.data(["words"] * 50_000)
except CourseError as error:
    print(error, file=sys.stderr)
    sys.exit({cli.TROUBLE})
"""


def course(folder: Path, *lessons: str) -> Course:
    (folder / "nbgrader_config.py").write_text("")
    for name in lessons:
        path = folder / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(), path)
    return Course(folder)


@pytest.mark.parametrize("as_json", [False, True])
def test_does_a_reader_that_is_gone_stop_no_command_and_cause_no_complaint(as_json: bool) -> None:
    code = SPEAK.format(json=as_json)
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()  # as `| head -1` does
    assert running.stderr.read() == b""
    assert running.wait() == cli.OK


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_is_an_answer_that_finds_no_room_one_sentence() -> None:
    with open("/dev/full", "w") as full:
        code = SPEAK.format(json=True)
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == cli.TROUBLE
    assert done.stderr == "The answer can't be written: No space left on device. What the command did is kept.\n"


def test_does_a_terminal_that_lacks_a_letter_get_the_rest_and_a_program_all(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    Voice().say("zoë.šimánek")
    Voice(json=True).data("zoë.šimánek")
    first, second = raw.getvalue().decode("latin-1").splitlines()
    assert first == "zoë.?imánek"
    assert json.loads(second) == "zoë.šimánek"


def test_are_streams_that_are_closed_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    Voice().say(Voice().paint("nobody reads this", "red"))
    Voice(json=True).data({})
    with progress.progress("nothing", 1) as step:
        step("done")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("grad", "There is no command 'grad'. Did you mean `autograder grade`?"),
        ("raport", "There is no command 'raport'. Did you mean `autograder report`?"),
        ("new_exercise", "There is no command 'new_exercise'. Did you mean `autograder new-exercise`?"),
        ("qqq", "There is no command 'qqq'. `autograder --help` lists them."),
    ],
)
def test_is_the_near_command_named(given: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([given]) == cli.TROUBLE
    assert capsys.readouterr() == ("", f"autograder: {words}\n")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--assignment=99*", "No assignment is called 99*. Those of this course: 01_a, 02_b."),
        ("--student=zoe*", "No student is called zoe*. submitted/ holds s00, s01, s02, s03, s04, s05, s06, s07, "),
    ],
)
def test_does_grading_what_is_not_there_say_what_is(
    option: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    students = tuple(f"s{number:02}" for number in range(30))
    monkeypatch.setattr(plan, "make", lambda course: plan.Plan(students, ("01_a", "02_b"), (), ()))
    course(tmp_path)
    assert cli.main(["grade", "--course", str(tmp_path), "--assignment=01*", option]) == cli.TROUBLE
    said = capsys.readouterr().err
    assert words in said
    assert ("and 18 more." in said) == ("student" in option)


@pytest.mark.parametrize("number", ["0", "-3", "many", "1.5"])
def test_are_workers_counted_from_one(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.parser("grade", grade).parse_args([f"--workers={number}"])
    assert f"{number!r} is no number of notebooks: 1 or more" in capsys.readouterr().err


def test_is_a_course_without_lessons_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    assert cli.main(["lessons", "--course", str(tmp_path)]) == cli.TROUBLE
    assert "autograder: There is no lesson to run: " in capsys.readouterr().err


def test_is_a_lesson_that_is_not_there_said_beside_one_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(execute, "execute", lambda path: None)
    course(tmp_path, "01_a", "02_b")
    assert cli.main(["lessons", "01_a", "9", "--course", str(tmp_path)]) == cli.TROUBLE
    assert capsys.readouterr().err == "autograder: No lesson is called 9. There are: 01_a, 02_b.\n"
    assert cli.main(["lessons", "01_a", "--course", str(tmp_path)]) == cli.OK
    assert capsys.readouterr().out == "1 lesson was run, and keeps its outputs.\n"


@pytest.mark.parametrize(("stops", "code"), [(True, cli.STOPPED), (False, cli.TROUBLE)])
def test_does_a_run_of_lessons_that_ends_early_say_what_was_done(
    stops: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nbclient.exceptions import CellExecutionError

    def run(path: Path) -> None:
        if path.stem == "02_b":
            raise (
                KeyboardInterrupt
                if stops
                else CellExecutionError("a long traceback", "ValueError", "no such slope.\nAnd more.")
            )

    monkeypatch.setattr(execute, "execute", run)
    course(tmp_path, "01_a", "02_b", "03_c")
    assert cli.main(["lessons", "--course", str(tmp_path), "--quiet"]) == code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    what = (
        "stopped. It was running 02_b.ipynb." if stops else "A cell of 02_b.ipynb ended in ValueError: no such slope."
    )
    assert said.startswith(f"autograder: {what} It is as it was. 1 of 3 were run before it")


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [("report", (reports, "write"), "Each file is whole"), ("feedback", (pages, "again"), "Every page is whole")],
)
def test_does_ctrl_c_say_how_things_are_left(
    name: str,
    place: tuple[object, str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stop(*given: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*place, stop)
    course(tmp_path)
    assert cli.main([name, "--course", str(tmp_path)]) == cli.STOPPED
    assert capsys.readouterr().err.startswith(f"autograder: stopped. {words}, the old one or the new one; ")


def test_does_the_bar_show_no_rate_and_mark_what_it_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with progress.progress("grade", 1) as step:
        step("greta.lindqvist 01_scalar_gradients: 14 points (0.5 s)")
    last = shown.getvalue().rstrip().split("\r")[-1]
    assert "1/1 [" in last
    assert "s/" not in last
    assert last.endswith("greta.lindqvist 01_scalar_gradients: 14…]")


def test_is_the_version_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.startswith("autodiff-course ")
