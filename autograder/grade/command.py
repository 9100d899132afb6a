"""`autograder grade`: plan, run, write, feedback, table.

    submitted/ ── plan ── run (workers) ── gradebook (one writer) ── feedback (workers) ── table

Workers give back data; only this process writes, one submission at a time.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.grade import feedback, files, gradebook, plan, pool, run, table
from autograder.grade.progress import progress
from autograder.grade.result import Job, Outcome, Result


@dataclass(frozen=True)
class Summary:
    plan: plan.Plan
    results: tuple[Result, ...]
    unmade: dict[str, str]  # feedback pages that could not be made, and why
    seconds: float


def grade(
    course: Course, *, students: Sequence[str] = (), assignments: Sequence[str] = (), workers: int | None = None
) -> Summary:
    """Grade every submission of the course, or those chosen by patterns, and make their feedback pages."""
    start = time.perf_counter()
    workers = workers or pool.default_workers()
    with tempfile.TemporaryDirectory(prefix="grade-") as scratch:
        template = Path(scratch) / "template.db"
        what = plan.make(course, template, students=students, assignments=assignments)
        gradebook.prepare(course, f"sqlite:///{template}")
        gradebook.prepare(course, gradebook.url(course))
        results = _run(course, what, workers)
    files.report(course, results)
    unmade = _feedback(course, what.jobs, results, workers)
    return Summary(what, tuple(results), unmade, time.perf_counter() - start)


def show(course: Course, summary: Summary) -> str:
    """The table, what its signs mean, the reasons, and where things are."""
    by_place = {(result.student, result.assignment): result for result in summary.results}
    text = table.table(summary.plan.students, summary.plan.assignments, gradebook.scores(course), by_place)
    parts = [text, table.legend(text), table.reasons(summary.results)]
    if summary.plan.strangers:
        parts.append(f"No assignment of this course: {', '.join(summary.plan.strangers)}.")
    if summary.unmade:
        parts.append(f"No feedback page could be made for: {', '.join(summary.unmade)}.")
    parts.append(_where(course, summary))
    return "\n\n".join(part for part in parts if part)


def _where(course: Course, summary: Summary) -> str:
    graded = sum(result.outcome is Outcome.GRADED for result in summary.results)
    minutes, seconds = divmod(round(summary.seconds), 60)
    took = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    return (
        f"{graded} of {len(summary.results)} submissions graded in {took}.\n"
        f"Scores: gradebook.db    Feedback: feedback/STUDENT/ASSIGNMENT/    Reasons: reports/grading.json\n"
        f"All in {course.root}"
    )


def _run(course: Course, what: plan.Plan, workers: int) -> list[Result]:
    """Results in the order of the plan, each recorded as soon as it is there."""
    found: dict[tuple[str, str], Result] = {}
    with gradebook.writer(course) as writer, progress("grade", len(what.jobs)) as step:
        for job, result in pool.run(run.grade_one, what.jobs, workers=workers, lost=_lost):
            writer.record(job, result)
            files.keep(course, result)
            found[job.student, job.assignment] = result
            step(table.line(result))
    return [found[job.student, job.assignment] for job in what.jobs]


def _lost(job: Job) -> Result:
    reason = "The grader's own process was killed while it graded this submission, twice."
    return Result(job.student, job.assignment, Outcome.FAILED, reason)


def _feedback(course: Course, jobs: Sequence[Job], results: Sequence[Result], workers: int) -> dict[str, str]:
    for result in results:
        if result.outcome is Outcome.REFUSED:
            feedback.refuse(course, result.student, result.assignment, result.reason)
    graded = [job for job, result in zip(jobs, results, strict=True) if result.outcome is Outcome.GRADED]
    unmade: dict[str, str] = {}
    with progress("feedback", len(graded)) as step:
        for job, trouble in pool.run(feedback.make, graded, workers=workers, lost=_no_page):
            if trouble:
                unmade[str(job)] = trouble
            step(str(job))
    return unmade


def _no_page(job: Job) -> str:
    return f"The process that made the page of {job} was killed."
