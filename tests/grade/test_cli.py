"""The command line's manners."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import small

from autograder import cli


def test_does_help_load_nothing_heavy() -> None:
    code = (
        "import sys, autograder.cli as cli\n"
        "try:\n    cli.main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'nbgrader', 'nbformat', 'numpy', 'traitlets', 'tqdm', 'sqlalchemy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    assert "grade" in subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("command", ["grade", "release", "lessons"])
def test_is_a_folder_without_a_course_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--course", str(tmp_path)]) == cli.TROUBLE
    assert capsys.readouterr().err.startswith("autograder: No course here: ")


def test_is_an_empty_submitted_folder_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.course(tmp_path)
    assert cli.main(["grade", "--course", str(tmp_path)]) == cli.TROUBLE
    assert "autograder: Nothing was handed in: " in capsys.readouterr().err


def test_is_a_course_without_assignments_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nbgrader_config.py").write_text("")
    assert cli.main(["grade", "--course", str(tmp_path)]) == cli.TROUBLE
    assert "autograder: There is nothing to grade by: " in capsys.readouterr().err


def test_is_an_unexpected_error_one_line_without_debug_and_whole_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in(small.course(tmp_path), "ada")
    (tmp_path / "nbgrader_config.py").write_text("1 / 0")
    assert cli.main(["grade", "--course", str(tmp_path)]) == cli.TROUBLE
    assert capsys.readouterr().err.splitlines()[0] == "autograder: ZeroDivisionError: division by zero"
    with pytest.raises(ZeroDivisionError):
        cli.main(["grade", "--course", str(tmp_path), "--debug"])


def test_is_the_course_found_from_a_folder_inside(tmp_path: Path) -> None:
    made = small.course(tmp_path)
    from autograder.course import find

    assert find(made.source / small.NAME) == made


def test_do_the_options_reach_the_grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.grade import command

    small.hand_in(small.course(tmp_path), "ada")
    given = {}

    def grade(_: object, **options: object) -> object:
        given.update(options)
        raise KeyboardInterrupt("7 submissions were graded.")

    monkeypatch.setattr(command, "grade", grade)
    words = [
        "--force",
        "--scheduler",
        "tcp://a:1",
        "--accept-risk",
        "--no-feedback",
        "--workers",
        "3",
        "--student",
        "a*",
    ]
    assert cli.main(["grade", "--course", str(tmp_path), *words]) == cli.STOPPED
    assert given == {
        "force": True,
        "scheduler": "tcp://a:1",
        "accept_risk": True,
        "pages": False,
        "workers": 3,
        "students": ["a*"],
        "assignments": [],
    }
