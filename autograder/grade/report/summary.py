"""What the command says when the report is written: the page's headline, and the first things on it."""

from __future__ import annotations

from autograder.grade.report import page, words
from autograder.grade.report.figures import ClassReport, Kind
from autograder.grade.report.making import Written


def text(done: Written) -> str:
    report = done.report
    lines = [" ".join(page.headline(report))]
    if report.ideas:
        lines += ["", "Teach again:"]
    for place, idea in enumerate(report.ideas[: page.TO_TEACH], start=1):
        lesson = f" (lesson {words.number(idea.lesson)})" if idea.lesson else ""
        lines.append(f"  {place}. {idea.title}{lesson}: {words.out_of(idea.students, idea.of)} students")
        if idea.mistakes:  # a section such as "Pitfalls" does not say what to teach
            lines.append(f"     {words.counted(idea.mistakes, 3)}")
    if report.matters:
        lines += ["", "Needs a person, or is worth knowing:"]
        lines += [f"  {len(matter.cases):4}  {words.MATTERS[matter.kind][0]}" for matter in report.matters]
    if report.handed_in and not report.graded:
        lines += ["", "Nothing is graded yet: run `autograder grade` first."]
    first, *rest = done.paths
    return "\n".join([*lines, "", f"{first}, with {words.listed([path.name for path in rest])} beside it"])


def broke(report: ClassReport) -> bool:
    """Something on our side: the exit code says so, as that of `autograder grade` does."""
    return any(matter.kind is Kind.FAILED for matter in report.matters)
