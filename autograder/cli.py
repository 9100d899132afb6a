"""`autograder …` in a shell. Everything heavy is imported by the command that needs it, so that --help is instant."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course import Course, CourseError, find

OK, PROBLEM = 0, 1
OWN = {  # commands that read their own options: module with a main(argv), what it is for
    "lint": ("autograder.author.lint", "look for mistakes in lessons and assignments"),
    "corpus": ("autograder.author.corpus", "hold the tests against the corpus of right and wrong answers"),
    "attack": ("autograder.author.attacks", "grade the corpus of attacks beside honest work"),
    "bench": ("autograder.author.bench", "measure checks, and our grading against nbgrader's own"),
    "sizing": ("autograder.author.sizing", "write the sizing table of docs/scaling.md"),
    "mistakes": ("autograder.author.mistakes_table", "write docs/mistakes.md, the table of mistakes"),
}


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in OWN:
        module = importlib.import_module(OWN[arguments[0]][0])
        return int(module.main(arguments[1:]))
    options = parser().parse_args(arguments)
    try:
        return int(options.run(find(Path(options.course)), options))
    except CourseError as error:
        if options.debug:
            raise
        print(f"autograder: {error}", file=sys.stderr)
    except KeyboardInterrupt as stop:
        print(f"autograder: stopped. {stop}".rstrip(), file=sys.stderr)
    except Exception as error:
        if options.debug:
            raise
        words = str(error).strip().splitlines()
        print(f"autograder: {type(error).__name__}: {words[0] if words else 'no message'}", file=sys.stderr)
        print("This is a fault of the autograder. The same command with --debug shows where.", file=sys.stderr)
    return PROBLEM


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="autograder", description="A course on automatic differentiation and its grader."
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--course", default=".", metavar="DIR", help="the course folder (default: the one you are in)")
    common.add_argument("--debug", action="store_true", help="show tracebacks")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)

    grade = commands.add_parser("grade", parents=[common], help="grade submitted/, write gradebook and feedback")
    grade.add_argument("--student", action="append", default=[], metavar="PATTERN", help="only these, like 'a*'")
    grade.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")
    grade.add_argument("--workers", type=int, metavar="N", help="notebooks at a time (default: one a core, at most 4)")
    grade.add_argument("--force", action="store_true", help="grade again what has not changed since it was graded")
    grade.add_argument("--scheduler", default="", metavar="ADDRESS", help="grade on the Dask cluster there (tcp://…)")
    grade.add_argument(
        "--accept-risk", action="store_true", help="grade where student code can't be confined: it can do what you can"
    )
    grade.add_argument("--no-feedback", action="store_true", help="make no feedback pages; the next run makes them")
    grade.set_defaults(run=_grade)

    release = commands.add_parser("release", parents=[common], help="build release/ from source/")
    release.add_argument("--check", action="store_true", help="write nothing; fail if release/ is not up to date")
    release.set_defaults(run=_release)

    lessons = commands.add_parser("lessons", parents=[common], help="run notebooks/*.ipynb and keep their outputs")
    lessons.add_argument("names", nargs="*", metavar="NAME", help="only these, such as 02_chain_rule")
    lessons.set_defaults(run=_lessons)

    for name, (_, words) in OWN.items():
        commands.add_parser(name, add_help=False, help=words)
    return made


def _grade(course: Course, options: argparse.Namespace) -> int:
    from autograder.grade import command
    from autograder.grade.result import Outcome

    done = command.grade(
        course,
        students=options.student,
        assignments=options.assignment,
        workers=options.workers,
        force=options.force,
        scheduler=options.scheduler,
        accept_risk=options.accept_risk,
        pages=not options.no_feedback,
    )
    print(command.show(course, done))
    if options.debug:
        print(*done.details, *done.unmade.values(), sep="\n")
    ours = bool(done.unmade) or any(result.outcome is Outcome.FAILED for result in done.results)
    return PROBLEM if ours else OK


def _release(course: Course, options: argparse.Namespace) -> int:
    from autograder.author import release

    problems = release.check(course) if options.check else release.build(course)
    print(*problems, sep="\n", file=sys.stderr)
    if not problems:
        done = "is what source/ gives" if options.check else "built from source/"
        print(f"release/ {done}: {len(course.assignments())} assignments, no solution and no hidden test in it.")
    return PROBLEM if problems else OK


def _lessons(course: Course, options: argparse.Namespace) -> int:
    from autograder.author.execute import execute

    chosen = [path for path in course.lessons if not options.names or path.stem in options.names]
    if not chosen:
        raise CourseError(f"No such lesson. There are: {', '.join(path.stem for path in course.lessons)}.")
    for path in chosen:
        print(f"{path.name} …", flush=True)
        execute(path)
    return OK


if __name__ == "__main__":
    sys.exit(main())
