"""`autograder …` in a shell. Everything heavy is imported by the command that needs it, so that --help is instant."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from autograder import commands
from autograder.commands import FOR_US, GROUPS, OK, PROBLEM, STOPPED, TROUBLE
from autograder.course import CourseError
from autograder.progress import quietly
from autograder.voice import Voice

CODES = "exit codes: 0 well, 1 done but for what is named, 2 not done"
__all__ = ["OK", "PROBLEM", "STOPPED", "TROUBLE", "main", "parser"]


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = arguments[0] if arguments else ""
    if name in FOR_US:
        module = importlib.import_module(FOR_US[name][0])
        return int(module.main(arguments[1:]))
    if name not in commands.names():
        if name and not name.startswith("-"):
            Voice().warn(_unknown(name))
            return TROUBLE
        _overview().parse_args(arguments or ["--help"])
        return OK
    command = commands.load(name)
    options = parser(name, command).parse_args(arguments[1:])
    voice = Voice(options.json, options.quiet)
    try:
        with quietly(options.quiet):
            return command.run(options, voice)
    except CourseError as error:
        if options.debug:
            raise
        voice.warn(str(error))
        return TROUBLE
    except KeyboardInterrupt as stop:
        voice.warn(f"stopped. {stop}".rstrip())
        return STOPPED
    except Exception as error:
        if options.debug:
            raise
        words = str(error).strip().splitlines()
        voice.warn(f"{type(error).__name__}: {words[0] if words else 'no message'}")
        print("This is a fault of the autograder. The same command with --debug shows where.", file=sys.stderr)
        return TROUBLE


def parser(name: str, command: commands.Command) -> argparse.ArgumentParser:
    """The parser of one command, with the options that all commands have."""
    made = argparse.ArgumentParser(
        prog=f"autograder {name}",
        description=_words(name),
        epilog=f"examples:\n{command.EXAMPLES.rstrip()}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.options(made)
    commands.common(made)
    return made


def _words(name: str) -> str:
    words = next(group[name] for group in GROUPS.values() if name in group)
    return f"{words[0].upper()}{words[1:]}."


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    known = [*commands.names(), *FOR_US]
    near = [one for one in known if one.startswith(name)] or get_close_matches(name, known, n=1)
    todo = f"Did you mean `autograder {near[0]}`?" if near else "`autograder --help` lists them."
    return f"There is no command {name!r}. {todo}"


def _overview() -> argparse.ArgumentParser:
    ours = {"this project": {name: words for name, (_, words) in FOR_US.items()}}
    lines = []
    for title, group in {**GROUPS, **ours}.items():
        lines += [f"{title}:", *(f"  {name:14}{words}" for name, words in group.items()), ""]
    made = argparse.ArgumentParser(
        prog="autograder",
        usage="autograder COMMAND [options]    (autograder COMMAND --help shows them)",
        description="A course on automatic differentiation and its grader.",
        epilog="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = [*commands.names(), *FOR_US]
    made.add_argument("--version", action=_Version, nargs=0, help="which version this is")
    made.add_argument("command", choices=known, metavar="COMMAND", help=argparse.SUPPRESS)
    return made


class _Version(argparse.Action):
    """Asked of the installed distribution only when it is wanted: that takes its time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"autodiff-course {version('autodiff-course')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
