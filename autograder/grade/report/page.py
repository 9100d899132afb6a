"""The figures of a class -> one HTML page that needs nothing else. Pure: nothing is read or written here.

Everything is escaped by the template; what a student can choose (a name, a reason) stands in a <bdi>, so that it turns
nothing around. The page's own style and script are let in by their hashes, and nothing else is.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined

from autograder.grade.feedback.text import prose
from autograder.grade.report import plots, words
from autograder.grade.report.arithmetic import ENOUGH, ENOUGH_TO_DISCRIMINATE
from autograder.grade.report.facts import Exercise, State
from autograder.grade.report.figures import AssignmentFigures, ClassReport, Drop, Kind, Mistake
from autograder.grade.report.gather import FELL

TO_TEACH = 3
MOST_MISTAKES = 60
AT_FIRST = 10  # mistakes that are shown unfolded, or all that two students made
INDEX = [  # the id of a section, and what it is called
    ("teach", "Teach again"),
    ("scores", "Scores"),
    ("exercises", "Exercises"),
    ("mistakes", "Mistakes"),
    ("trend", "From one assignment to the next"),
    ("person", "Needs a person"),
    ("cost", "Cost of the run"),
    ("reading", "How to read this"),
]


def render(report: ClassReport, lessons: Mapping[str, str] | None = None) -> str:
    """`lessons`: by a lesson's name, the link from the page to its notebook, where there is one."""
    made: str = _template().render(
        report=report,
        lessons=lessons or {},
        headline=headline(report),
        exercises=[entry for figures in report.assignments for entry in figures.exercises if entry.counts],
        states=[state for state in State if _met(report, state)],
        mistakes=_unfolded(report.mistakes[:MOST_MISTAKES]),
        anchors={mistake.title: f"mistake-{place}" for place, mistake in enumerate(report.mistakes[:MOST_MISTAKES], 1)},
    )
    return made


def _unfolded(mistakes: Sequence[Mistake]) -> list[Sequence[Mistake]]:
    """Those that are worth a look at once, and the rest."""
    several = sum(mistake.students > 1 for mistake in mistakes)
    first = max(several, AT_FIRST) if len(mistakes) > AT_FIRST else len(mistakes)
    return [mistakes[:first], mistakes[first:]]


def of_another(exercise: Exercise) -> bool:
    """Does the title leave open which assignment it belongs to? 3.2 is one of 03."""
    first = exercise.title.partition(".")[0]
    number = words.number(exercise.assignment)
    return not (first.isdigit() and number.isdigit() and int(first) == int(number))


def headline(report: ClassReport) -> list[str]:
    """What there is, in a sentence or three."""
    if not report.handed_in:
        return ["Nothing was handed in yet."]
    students = len({one.student for one in report.submissions})
    met = [figures for figures in report.assignments if figures.handed_in]
    told = [
        f"{words.count(students, 'student')} handed in {words.count(report.handed_in, 'submission')} "
        f"for {words.count(len(met), 'assignment')}; {_graded(report)}."
    ]
    if report.students > students:
        told.append(f"{words.count(report.students - students, 'more student')} handed in nothing.")
    told.append(
        f"{words.count(report.needs, 'submission')} {'needs' if report.needs == 1 else 'need'} a person."
        if report.needs
        else "No submission needs a person."
    )
    return told


def _graded(report: ClassReport) -> str:
    if report.graded == report.handed_in:
        return "it is graded" if report.graded == 1 else "all are graded"
    verb = "is" if report.graded == 1 else "are"
    return f"{report.graded:,} of them {verb} graded" if report.graded else "none is graded"


def _met(report: ClassReport, state: State) -> bool:
    return any(entry.counts.get(state) for figures in report.assignments for entry in figures.exercises)


def aside(figures: AssignmentFigures) -> str:
    """What to know of an assignment's picture."""
    told = []
    if figures.refused:
        told.append(f"{figures.refused} could not be graded")
    if figures.new:
        told.append(f"{figures.new} {'is' if figures.new == 1 else 'are'} not graded yet")
    if figures.waits:
        told.append(f"in {figures.waits} an answer waits for marks")
    return f"{'; '.join(told)}." if told else ""


def fell(drop: Drop) -> str:
    if drop.share is None:
        what = words.listed([words.number(name) for name in drop.missing[:6]])
        more = f" and {len(drop.missing) - 6} more" if len(drop.missing) > 6 else ""
        return f"handed in nothing for {what}{more}"
    return f"{words.percent(drop.share)} in {words.assignment(drop.assignment)}"


def policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@functools.cache
def _template() -> Any:
    def part(name: str) -> str:
        return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(
        shortened=words.shortened,
        assignment=words.assignment,
        marked=words.marked,
        number=words.number,
        percent=words.percent,
        place=words.place,
        points=words.points,
        prose=prose,
        seconds=words.seconds,
    )
    style, script = part("page.css"), part("page.js")
    made.globals.update(
        ENOUGH=ENOUGH,
        ENOUGH_TO_DISCRIMINATE=ENOUGH_TO_DISCRIMINATE,
        FELL=FELL,
        INDEX=INDEX,
        Kind=Kind,
        MOST_MISTAKES=MOST_MISTAKES,
        State=State,
        TO_TEACH=TO_TEACH,
        aside=aside,
        fell=fell,
        of_another=of_another,
        plots=plots,
        policy=policy(style, script),
        script=script,
        style=style,
        words=words,
    )
    return made.from_string(part("page.html.j2"))
