"""`autograder lint`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands import OK, PROBLEM
from autograder.course import Course, CourseError, find
from autograder.voice import Voice, put

if TYPE_CHECKING:
    from autograder.author.lint import Finding

EXAMPLES = """\
  autograder lint                         lessons and masters, without running them
  autograder lint --run                   run the masters too: solution, stub, constants
  autograder lint source/02_chain_rule    one folder, or one file
  autograder lint --ignore links,prose    without these rules (--list shows all)
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE", help="only these notebooks, or folders of them")
    parser.add_argument("--run", action="store_true", help="hand each master in: solved, untouched, and as constants")
    parser.add_argument("--select", action="append", default=[], metavar="RULE", help="only these rules")
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE", help="all rules but these")
    parser.add_argument("--list", action="store_true", help="show the rules, a line each")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.author import lint
    from autograder.author.lint import sitting

    if options.list:
        voice.say("\n".join(f"{name:16}{about}" for name, about in lint.ABOUT.items()))
        voice.data({"rules": lint.ABOUT})
        return OK
    wanted = _rules(lint.ABOUT, options.select, options.ignore)
    paths = _paths(options)
    found = [finding for path in paths for finding in lint.lint(path)]
    ran = options.run or any(name in sitting.RULES for name in _names(options.select))
    if ran:
        found += _run(paths)
    found = [finding for finding in found if finding.rule in wanted]
    found.sort(key=lambda finding: (paths.index(Path(finding.path)), finding.cell or 0))
    say = put if voice.quiet and not voice.json else voice.say  # a finding needs a person
    for finding in found:
        say(_line(finding, voice))
    voice.say(_end(len(paths), len(found), ran, voice))
    voice.data({"notebooks": [str(path) for path in paths], "findings": [finding.to_data() for finding in found]})
    return PROBLEM if found else OK


def _paths(options: argparse.Namespace) -> list[Path]:
    """As they are named by the person, or from here."""
    from autograder.author.lint import notebooks

    for path in options.paths:
        if not path.exists():
            raise CourseError(f"{path} is not there. Without a name, all notebooks of the course are looked at.")
    course = find(Path(options.course)) if not options.paths else Course(Path())
    found = list(dict.fromkeys(map(_from_here, notebooks(course.root, options.paths))))
    if not found:
        where = ", ".join(map(str, options.paths)) or f"{course.root}/notebooks and {course.root}/source"
        raise CourseError(f"There is no notebook in {where}.")
    return found


def _from_here(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _rules(known: Iterable[str], select: list[str], ignore: list[str]) -> set[str]:
    chosen, left_out = _names(select), _names(ignore)
    for name in [*chosen, *left_out]:
        if name not in known:
            raise CourseError(f"There is no rule {name!r}. `autograder lint --list` shows them.")
    return {name for name in known if (not chosen or name in chosen) and name not in left_out}


def _names(given: list[str]) -> list[str]:
    return [name.strip() for entry in given for name in entry.split(",") if name.strip()]


def _run(paths: list[Path]) -> list[Finding]:
    from autograder.author.lint import sitting
    from autograder.progress import progress

    masters = sitting.masters(paths)
    if not masters:
        return []
    with progress("lint", len(masters)) as step:
        return sitting.sit(masters, step)


def _line(finding: Finding, voice: Voice) -> str:
    """`path: cell 12 (check_2_3) [rule] words. What to do.`, in colours where they show."""
    words, rule = str(finding), f"[{finding.rule}]"
    if not words.startswith(finding.path):
        return words
    place, _, rest = words[len(finding.path) :].partition(rule)
    return f"{voice.paint(finding.path, 'bold')}{place}{voice.paint(rule, 'yellow')}{rest}"


def _end(notebooks: int, findings: int, ran: bool, voice: Voice) -> str:
    looked = f"{notebooks} {'notebook' if notebooks == 1 else 'notebooks'}"
    if findings:
        words = f"{findings} {'finding' if findings == 1 else 'findings'}"
        return f"{looked}, {voice.paint(words, 'red')}. Mend them, and run the same command again."
    todo = "Next: `autograder release`." if ran else "`autograder lint --run` runs the masters as well."
    return f"{looked}, {voice.paint('no findings', 'green')}. {todo}"
