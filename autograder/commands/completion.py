"""`autograder completion`: a shell's script that completes our commands, their options, files, and the course's names.

shtab writes it from the parsers of all commands. What depends on the course is asked when TAB is pressed: the script
calls `autograder completion assignments` (or students, or lessons), which prints names and never a complaint.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder import commands
from autograder.commands import FOR_US, GROUPS, OK
from autograder.course import Course, CourseError, find
from autograder.voice import Voice, put

EXAMPLES = """\
  autograder completion bash > ~/.local/share/bash-completion/completions/autograder
  autograder completion zsh > ~/.zfunc/_autograder     and in ~/.zshrc, before compinit: fpath+=~/.zfunc
  autograder completion fish > ~/.config/fish/completions/autograder.fish
  autograder completion tcsh > ~/.autograder.tcsh      and in ~/.tcshrc: source ~/.autograder.tcsh
"""
SHELLS = ("bash", "zsh", "fish", "tcsh")
NAMES: dict[str, Callable[[Course], list[str]]] = {
    "assignments": Course.assignments,
    "students": lambda course: sorted(path.name for path in course.submitted.glob("[!.]*") if path.is_dir()),
    "lessons": lambda course: [path.stem for path in course.lessons],
}
ASKED = {"assignment": "assignments", "assignments": "assignments", "student": "students", "names": "lessons"}
"""Which names an argument takes, by the name that its command gives it."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=[*SHELLS, *NAMES], metavar="SHELL", help=", ".join(SHELLS))


def run(options: argparse.Namespace, voice: Voice) -> int:
    if options.shell in NAMES:
        found = _names(Path(options.course), options.shell)
        if found:
            put("\n".join(found))
        return OK
    script = _script(options.shell)
    if voice.json:
        voice.data({"shell": options.shell, "script": script})
    else:
        put(script)  # under --quiet as well: it is what was asked for
    return OK


def _names(place: Path, kind: str) -> list[str]:
    try:
        return [name for name in NAMES[kind](find(place)) if not set(name) & set(" \t\n'\"\\$`;|&<>()*?[]{}!~#")]
    except (CourseError, OSError):
        return []


def _script(shell: str) -> str:
    import shtab

    return str(shtab.complete(_all_commands(), shell=shell))


def _all_commands() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="autograder")
    sub = made.add_subparsers(dest="command")
    for group in GROUPS.values():
        for name, words in group.items():
            parser = sub.add_parser(name, help=words)
            commands.load(name).options(parser)
            commands.common(parser)
            for action in parser._actions:
                _complete(action)
    for name, (_, words) in FOR_US.items():
        sub.add_parser(name, help=words)
    return made


def _complete(action: argparse.Action) -> None:
    """Names of the course, folders or files, by what the command says of the argument."""
    import shtab

    metavar = str(action.metavar or "")
    found: Any = None
    if action.dest in ASKED:
        found = shtab.cmd(f"autograder completion {ASKED[action.dest]}")
    elif "FILE" in metavar or "PATH" in metavar:
        found = shtab.FILE
    elif "DIR" in metavar or "FOLDER" in metavar:
        found = shtab.DIRECTORY
    if found is not None and not action.choices:
        action.complete = found  # type: ignore[attr-defined]
    if action.dest == "shell":
        action.choices = SHELLS  # the names are for the scripts
