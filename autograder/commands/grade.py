"""`autograder grade`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.commands import OK, PROBLEM
from autograder.course import Course, CourseError, find
from autograder.voice import Voice

if TYPE_CHECKING:
    from autograder.grade import command

EXAMPLES = """\
  autograder grade                               what is new or changed
  autograder grade --assignment '02_*' --force   all of one assignment again
  autograder grade --scheduler tcp://host:8786   on a Dask cluster (docs/scaling.md)
"""
MOST = 12  # names that a complaint lists


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--student", action="append", default=[], metavar="PATTERN", help="only these, like 'a*'")
    parser.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")
    parser.add_argument(
        "--workers", type=_workers, metavar="N", help="notebooks at a time (default: one a core, at most 4)"
    )
    parser.add_argument("--force", action="store_true", help="grade again what has not changed since it was graded")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="grade on the Dask cluster there (tcp://…)")
    parser.add_argument(
        "--accept-risk", action="store_true", help="grade where student code can't be confined: it can do what you can"
    )
    parser.add_argument("--no-feedback", action="store_true", help="make no feedback pages; the next run makes them")


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of notebooks: 1 or more")
    return int(text)


def _look_for(course: Course, students: Sequence[str], assignments: Sequence[str]) -> None:
    """A pattern that fits nothing is a slip of the pen. A table without a student, or of zeros, would not say so."""
    from autograder.grade import plan

    there = plan.make(course)
    _each("student", "submitted/ holds", students, there.students)
    _each("assignment", "Those of this course:", assignments, there.assignments)


def _each(noun: str, lead: str, patterns: Iterable[str], names: Sequence[str]) -> None:
    from autograder.grade import plan

    for pattern in patterns:
        if not any(plan.matches(name, [pattern]) for name in names):
            more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
            raise CourseError(f"No {noun} is called {pattern}. {lead} {', '.join(names[:MOST])}{more}.")


def _document(done: command.Summary) -> dict[str, Any]:
    scores = {
        place: {
            "points": score.total,
            "late_penalty": score.penalty,
            "possible": score.possible,
            "waits": score.waits,
        }
        for place, score in done.scores.items()
    }
    return {
        "graded": done.graded,
        "done": done.done,
        "seconds": round(done.seconds, 1),
        "submissions": [
            {
                "student": result.student,
                "assignment": result.assignment,
                "notebook": result.book,
                "outcome": result.outcome.value,
                "reason": result.reason,
                "notes": list(result.notes),
                "seconds_late": done.late[result.key].seconds if result.key in done.late else 0.0,
                **scores.get((result.student, result.assignment), {}),
            }
            for result in done.results
        ],
        "without_feedback": sorted(done.unmade),
    }


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.grade import command
    from autograder.grade.result import Outcome

    course = find(Path(options.course))
    if options.student or options.assignment:
        _look_for(course, options.student, options.assignment)
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
    voice.say(command.show(course, done))
    voice.data(_document(done))
    if options.debug:
        voice.say("\n".join([*done.details, *done.unmade.values()]))
    ours = bool(done.unmade) or any(result.outcome is Outcome.FAILED for result in done.results)
    return PROBLEM if ours else OK
