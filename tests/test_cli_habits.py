"""Do all commands keep the same habits: a quick --help whose examples work, one document under --json, completion?"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from beds import lacking

from autograder import cli, commands

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "nbgrader", "nbformat", "numpy", "sqlalchemy", "IPython", "matplotlib", "shtab", "tqdm")
QUICK = 0.3  # seconds of the processor, the interpreter's start included
PROBE = f"""
import sys, time
from autograder.cli import main
try:
    main([sys.argv[1], "--help"])
except SystemExit as stop:
    code = stop.code
print(code, sorted(set({HEAVY}) & set(sys.modules)), time.process_time())
"""


def examples(name: str) -> Iterator[list[str]]:
    """The arguments of each example; what stands two spaces behind, and where its output goes, is for the reader."""
    for line in commands.load(name).EXAMPLES.splitlines():
        words = shlex.split(re.split(r"\s{2,}|\s+>\s", line.strip())[0])
        assert words[:2] == ["autograder", name], line
        yield words[2:]


@pytest.mark.parametrize("name", commands.names())
def test_is_help_quick_and_light_and_does_it_show_examples(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, name], capture_output=True, text=True, check=True)
    *shown, last = done.stdout.splitlines()
    code, loaded, seconds = re.fullmatch(r"(\S+) \[(.*)\] (\S+)", last).groups()  # type: ignore[union-attr]
    assert (code, loaded) == ("0", "")
    assert float(seconds) < QUICK
    assert shown[0].startswith(f"usage: autograder {name} ")
    assert "examples:" in shown
    assert shown[-1] == "exit codes: 0 well, 1 done but for what is named, 2 not done"


@pytest.mark.parametrize("name", commands.names())
def test_does_every_example_parse(name: str) -> None:
    parser = cli.parser(name, commands.load(name))
    found = list(examples(name))
    assert 2 <= len(found) <= 4
    for arguments in found:
        parser.parse_args(arguments)  # SystemExit if not


@pytest.mark.parametrize("name", commands.names())
def test_are_examples_as_wide_as_a_terminal_shows(name: str) -> None:
    assert [line for line in commands.load(name).EXAMPLES.splitlines() if len(line) > 120] == []


def test_is_every_module_a_command_and_every_command_a_module() -> None:
    there = {path.stem for path in (ROOT / "autograder" / "commands").glob("*.py")} - {"__init__"}
    assert there == {name.replace("-", "_") for name in commands.names()}


# Completion


def all_options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


def test_does_completion_know_every_command_and_every_option() -> None:
    from autograder.commands import completion

    root = completion._all_commands()
    sub = next(action for action in root._actions if isinstance(action, argparse._SubParsersAction))
    assert list(sub.choices) == [*commands.names(), *commands.FOR_US]
    for name in commands.names():
        assert all_options(sub.choices[name]) == all_options(cli.parser(name, commands.load(name))), name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with names to complete, and an `autograder` on the PATH for the scripts to ask."""
    place = tmp_path_factory.mktemp("completion")
    (place / "bin").mkdir()
    call = f'#!/bin/sh\nexec "{sys.executable}" -m autograder.cli "$@"\n'
    (place / "bin" / "autograder").write_text(call)
    (place / "bin" / "autograder").chmod(0o755)
    for path in ("source/01_a/01_a.ipynb", "source/02_b/02_b.ipynb", "notebooks/00_x.ipynb", "submitted/ada/01_a/f"):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).touch()
    (place / "submitted" / "$(touch pwned)").mkdir()
    (place / "nbgrader_config.py").touch()
    for shell in ("bash", "zsh", "fish", "tcsh"):
        script = subprocess.run(
            [place / "bin" / "autograder", "completion", shell], capture_output=True, text=True, check=True
        )
        (place / shell).write_text(script.stdout)
    return place


def run(folder: Path, *command: str) -> str:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


COMPLETED = {
    "ne": ["new-exercise"],
    "cor": ["corpus"],
    "lint --s": ["--select"],
    "lint sou": ["source"],
    "grade --assignment 0": ["01_a", "02_b"],
    "new-exercise 02": ["02_b"],
    "new-exercise 02_b --kind f": ["find-the-bug", "free-text"],
    "lessons 0": ["00_x"],
    "grade --student ": ["ada"],
    "export m": ["moodle"],
    "completion ": ["bash", "zsh", "fish", "tcsh"],
    "grade --course b": ["bin"],
}


def test_does_bash_complete(folder: Path) -> None:
    """By bash's own machinery: the words before the cursor in, COMPREPLY out."""
    lines = [
        "source ./bash",
        "complete -p autograder >/dev/null || exit 1",
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _shtab_autograder; echo "${COMPREPLY[*]}"; }',
    ]
    for line in COMPLETED:
        *before, last = line.split(" ")
        lines.append(f"try autograder {shlex.join([*before, last])}")
    out = run(folder, "bash", "--norc", "-c", "\n".join(lines)).splitlines()
    assert dict(zip(COMPLETED, [line.split() for line in out], strict=True)) == COMPLETED
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_does_another_shell_read_its_script(folder: Path, shell: str) -> None:
    if not shutil.which(shell):
        lacking(f"The shell {shell}")
    run(folder, shell, "-n", shell)


def test_are_names_printed_without_a_course_none_and_no_complaint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["completion", "assignments", "--course", str(tmp_path)]) == cli.OK
    assert capsys.readouterr() == ("", "")
    assert cli.main(["completion", "bash", "--json"]) == cli.OK
    assert json.loads(capsys.readouterr().out)["shell"] == "bash"
