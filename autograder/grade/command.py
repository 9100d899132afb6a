"""`autograder grade`: plan, grade, write, feedback, table.

    submitted/ ── plan ── take in ── station or cluster ── autograded/, then the gradebook (one writer) ── feedback

Only this process writes. A submission's notebook is in place before its scores are committed, with its row in the
ledger: whatever happens in between, the next run finds it undone and does it again. What is in the ledger, made from
the same bytes by the same tests and grader, is not done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from autograder.course import Course, CourseError, configuration
from autograder.grade import exam, files, gradebook, intake, late, ledger, plan, table
from autograder.grade.exam import Exam
from autograder.grade.gradebook import Book
from autograder.grade.record import Writer
from autograder.grade.result import Job, Outcome, Refusal, Result, ScoreTable, Task
from autograder.progress import Step, progress


class Grader(Protocol):
    """A station on this machine, or a cluster."""

    @property
    def workers(self) -> int: ...

    def submit(self, task: Task) -> Future[Result]: ...


Open = Callable[[], AbstractContextManager[Grader]]


@dataclass(frozen=True)
class Summary:
    plan: plan.Plan
    results: tuple[Result, ...]  # of all that the plan holds, from this run or an earlier one; without notebooks
    scores: ScoreTable
    graded: int  # in this run
    done: int  # in this run, with those that could not be graded
    late: Mapping[ledger.Key, late.Late] = field(default_factory=dict)
    unmade: dict[str, str] = field(default_factory=dict)  # feedback pages that could not be made, and why
    details: tuple[str, ...] = ()  # tracebacks of this run
    seconds: float = 0.0


@dataclass(frozen=True)
class Taken:
    """A submission as it was read from disk, on its way."""

    job: Job
    task: Task
    digest: str
    refusal: str = ""

    @property
    def handed_in(self) -> str:
        return late.handed_in(self.task.files)


def grade(
    course: Course,
    *,
    students: Sequence[str] = (),
    assignments: Sequence[str] = (),
    workers: int | None = None,
    force: bool = False,
    scheduler: str = "",
    accept_risk: bool = False,
    pages: bool = True,
    opener: Open | None = None,
) -> Summary:
    """Grade what is new or changed of the course's submissions, or of those chosen by patterns; with `force`, all.

    `opener` gives the grader, where it is not to be a station of `workers` or the cluster at `scheduler`.
    """
    start = time.perf_counter()
    what = plan.make(course, students=students, assignments=assignments)
    settings = exam.settings(course)
    opener = opener or _opener(workers, scheduler, accept_risk or settings.accept_risk)
    with gradebook.opened(course) as book:
        gradebook.bring_up_to_date(course, book)
        run = _Run(course, book, what, settings, {} if force else book.marks())
        run.go(opener)
        wanted = {job.key for job in what.jobs}
        overdue = late.bring_up_to_date(book, late.Policy(configuration(course)), wanted)
        scores = book.scores(cells=False)
        with book.reading() as connection:
            results = tuple(result for result in ledger.results(connection) if result.key in wanted)
            files.report(course, ledger.results(connection), scores)
        unmade = _feedback(course, book, what.jobs, results) if pages else {}
    seconds = time.perf_counter() - start
    return Summary(what, results, scores, run.graded, len(run.fresh), overdue, unmade, tuple(run.details), seconds)


def _opener(workers: int | None, scheduler: str, accept_risk: bool) -> Open:
    """Imported only when there is something to grade."""

    def station() -> AbstractContextManager[Grader]:
        from autograder.grade.station import Station

        return Station(workers or default_workers(), accept_risk=accept_risk)

    def cluster() -> AbstractContextManager[Grader]:
        from autograder.grade.cluster import Cluster

        return Cluster(scheduler, accept_risk=accept_risk)

    return cluster if scheduler else station


def default_workers() -> int:
    import os

    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


class _Run:
    """Submissions go out in a window a little wider than the workers are many, and are written as they come back."""

    def __init__(
        self, course: Course, book: Book, what: plan.Plan, settings: exam.Settings, marks: dict[ledger.Key, ledger.Mark]
    ) -> None:
        self._course = course
        self._jobs = what.jobs
        self._marks = marks
        self._settings = settings
        self._book = book
        self._writer = Writer(book, configuration(course))
        self._exams: dict[tuple[str, str], Exam] = {}
        self._given: dict[str, dict[str, bytes]] = {}
        self.fresh: set[ledger.Key] = set()
        self.graded = 0
        self.details: list[str] = []

    def go(self, opener: Open) -> None:
        todo = [job for job in self._jobs if not self._is_done(job)]
        if not todo:
            return
        try:
            with opener() as grader, progress("grade", len(todo)) as step:
                self._send(grader, todo, step)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(self._so_far()) from None
        except CourseError as error:
            raise CourseError(f"{error} {self._so_far()}" if self.fresh else str(error)) from error

    def _so_far(self) -> str:
        return f"{len(self.fresh)} submissions were graded and are kept; the same command goes on with the rest."

    def _send(self, grader: Grader, todo: Sequence[Job], step: Step) -> None:
        away: dict[Future[Result], Taken] = {}
        for job in todo:
            taken = self._take(job)
            if taken.refusal:
                reason, notes = taken.refusal, taken.task.notes
                step(self._record(taken, _result(taken.job, Outcome.REFUSED, reason, notes)))
                continue
            away[grader.submit(taken.task)] = taken
            while len(away) > 2 * grader.workers + 2:
                self._collect(away, step)
        while away:
            self._collect(away, step)

    def _collect(self, away: dict[Future[Result], Taken], step: Step) -> None:
        """What stops the run comes last: what is graded beside it is kept."""
        for done in sorted(wait(away, return_when=FIRST_COMPLETED).done, key=_stops):
            taken = away.pop(done)
            step(self._record(taken, _of(taken.job, done)))

    def _record(self, taken: Taken, result: Result) -> str:
        """The files first: a commit says that everything is there."""
        files.keep(self._course, taken.job, result, taken.task.files)
        self._writer.record(taken.job, result, taken.digest, taken.handed_in)
        self.fresh.add(taken.job.key)
        self.graded += result.outcome is Outcome.GRADED
        if result.details:
            self.details.append(result.details)
        return table.line(result)

    def _is_done(self, job: Job) -> bool:
        """Read for this alone, and again when its turn comes: so a run holds a few submissions in memory, not all."""
        mark = self._marks.get(job.key)
        if mark is None or mark.outcome is Outcome.FAILED or mark.digest != self._take(job).digest:
            return False
        return mark.outcome is Outcome.REFUSED or files.autograded(self._course, job).is_file()

    def _take(self, job: Job) -> Taken:
        known = self._exam(job)
        siblings = [name for name in self._course.notebooks(job.assignment) if name != job.notebook]
        try:
            handed = intake.load(job.folder, known, siblings)
        except Refusal as refusal:
            digest = ledger.digest(known, b"", {}, str(refusal))
            return Taken(job, Task(job.student, known, b""), digest, str(refusal))
        given = {**handed.files, **self._given[job.assignment]}
        task = Task(job.student, known, handed.raw, given, (*handed.notes, *late.notes(handed.files)))
        return Taken(job, task, ledger.digest(known, handed.raw, handed.files))

    def _exam(self, job: Job) -> Exam:
        place = job.assignment, job.notebook
        if place not in self._exams:
            self._given[job.assignment] = exam.given(self._course, job.assignment)
            self._exams[place] = exam.of(self._book, self._course, *place, self._settings)
        return self._exams[place]


def _result(job: Job, outcome: Outcome, reason: str, notes: tuple[str, ...] = ()) -> Result:
    return Result(job.student, job.assignment, outcome, reason, notes, book=job.notebook)


def _stops(done: Future[Result]) -> bool:
    return not done.cancelled() and isinstance(done.exception(), CourseError)


def _of(job: Job, done: Future[Result]) -> Result:
    try:
        result = done.result()
    except CourseError:
        raise  # no submission's fault: nothing further can be graded
    except Exception as error:
        return _result(job, Outcome.FAILED, f"Grading it broke down: {type(error).__name__}: {error}"[:300])
    return replace(result, student=job.student, assignment=job.assignment, book=job.notebook)


def _feedback(course: Course, book: Book, jobs: Sequence[Job], results: Sequence[Result]) -> dict[str, str]:
    from autograder.grade.pages import bring_up_to_date

    return bring_up_to_date(course, book, jobs, results, default_workers())


def show(course: Course, summary: Summary) -> str:
    """The table, what its signs mean, the reasons, and where things are."""
    text = table.table(summary.plan.students, summary.plan.assignments, summary.scores, table.by_place(summary.results))
    parts = [text, table.legend(text), table.reasons(summary.results, summary.late)]
    if summary.plan.strangers:
        parts.append(f"No assignment of this course: {', '.join(summary.plan.strangers)}.")
    if any(result.forgeable for result in summary.results):
        parts.append("These scores come from tests that ran in the students' own kernels: they can be forged.")
    if summary.unmade:
        parts.append(f"No feedback page could be made for: {', '.join(summary.unmade)}.")
    parts.append(_where(course, summary))
    return "\n\n".join(part for part in parts if part)


def _where(course: Course, summary: Summary) -> str:
    minutes, seconds = divmod(round(summary.seconds), 60)
    took = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    unchanged = len(summary.results) - summary.done
    if summary.done:
        line = f"{summary.graded} of {summary.done} submissions graded in {took}"
        line += f"; {unchanged} unchanged since they were graded." if unchanged else "."
    else:
        line = (
            f"Nothing to grade: {unchanged} submissions unchanged since they were graded (--force grades them again)."
        )
    places = f"Scores: {gradebook.shown(course)}    Feedback: feedback/STUDENT/ASSIGNMENT/"
    return f"{line}\n{places}    Reasons: reports/grading.json\nAll in {course.root}"
