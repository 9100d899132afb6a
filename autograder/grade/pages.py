"""Which feedback pages are made when; what they look like is feedback/'s.

bring_up_to_date   after grading: a page for each submission that has none, or one that is older than its marks
again              all, or those chosen, from the gradebook as it is: for marks that a person gave since
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from autograder.course import Course, CourseError, configuration
from autograder.grade import files, gradebook, late, ledger, plan
from autograder.grade.folder import Folder
from autograder.grade.gradebook import Book
from autograder.grade.result import Job, Outcome, Refusal, Result
from autograder.grade.trouble import disk
from autograder.progress import progress

Place = tuple[str, str]  # student, assignment
FOR_RELEASE = ("timestamp.txt", "submission_secret.txt")


@dataclass(frozen=True)
class Again:
    jobs: tuple[Job, ...]  # whose pages are there now
    unmade: Mapping[str, str]  # by the submission's name, what went wrong
    outdated: int  # late penalties that the next `autograder grade` will change


def bring_up_to_date(
    course: Course, book: Book, jobs: Sequence[Job], results: Sequence[Result], workers: int
) -> dict[str, str]:
    """A page for each submission that has none, or was graded or marked by a person since; what went wrong, by name."""
    by_hand = book.by_hand()
    with book.reading() as connection:
        shown = ledger.pages(connection)

    def wants(job: Job) -> bool:
        place = job.student, job.assignment
        return by_hand.get(place, "") != shown.get(place, "") or not files.page(course, job).is_file()

    return _make(course, book, [job for job in jobs if wants(job)], results, workers)


def again(course: Course, students: Sequence[str] = (), assignments: Sequence[str] = (), workers: int = 1) -> Again:
    """The pages of all that was graded, or of those chosen by patterns. Nothing is graded."""
    with gradebook.opened(course) as book:
        if not book.scores(cells=False):
            raise CourseError("Nothing was graded yet, so there is nothing to show. Begin with: autograder grade")
        results = [result for result in _graded(course, book) if _chosen(result, students, assignments)]
        if not results:
            raise CourseError("Nothing that was graded goes by these names. autograder grade --json lists what was.")
        jobs = [Job(*result.key, course=course.root) for result in results]
        with disk(course.feedback):
            unmade = _make(course, book, jobs, results, workers)
        changes = late.outdated(book, late.Policy(configuration(course)), {job.key for job in jobs})
    made = tuple(job for job in jobs if files.page(course, job).is_file() and _name(job) not in unmade)
    return Again(made, unmade, len(changes))


def _graded(course: Course, book: Book) -> Iterator[Result]:
    """What the ledger has, and what stock nbgrader graded: that is only in the gradebook, and in autograded/."""
    book.marks()  # makes the ledger where there is none
    with book.reading() as connection:
        found = {result.key: result for result in ledger.results(connection)}
    known = {key[:2] for key in found}
    yield from (result for result in found.values() if result.outcome is not Outcome.FAILED)
    for student, assignment in sorted(set(book.scores(cells=False)) - known):
        for path in sorted((course.autograded / student / assignment).glob("*.ipynb")):
            yield Result(student, assignment, Outcome.GRADED, book=path.stem)


def _chosen(result: Result, students: Sequence[str], assignments: Sequence[str]) -> bool:
    return plan.matches(result.student, students) and plan.matches(result.assignment, assignments)


def _make(course: Course, book: Book, jobs: Sequence[Job], results: Sequence[Result], workers: int) -> dict[str, str]:
    """The pages of these submissions, as far as they were graded or refused; gives what went wrong, by name."""
    outcomes = {result.key: result for result in results}
    wanted = [job for job in jobs if job.key in outcomes]
    graded = {(job.student, job.assignment) for job in wanted if outcomes[job.key].outcome is Outcome.GRADED}
    refused = {job: outcomes[job.key].reason for job in wanted if outcomes[job.key].outcome is Outcome.REFUSED}
    if not graded and not refused:
        return {}
    by_hand = book.by_hand()  # before the pages are made: what is marked meanwhile is not in them
    unmade = _write(course, graded, refused, workers)
    there = [job for job in wanted if _name(job) not in unmade]
    for job in there:
        _for_release(course, job)
    made = {(job.student, job.assignment) for job in there}
    with book.writing() as connection:
        ledger.remember_pages(connection, {place: by_hand.get(place, "") for place in made})
    return unmade


def _write(course: Course, graded: Collection[Place], refused: Mapping[Job, str], workers: int) -> dict[str, str]:
    from autograder.grade import feedback

    unmade: dict[str, str] = {}
    with disk(course.feedback):
        for job, reason in refused.items():
            feedback.refuse(course, job.student, job.assignment, reason, job.notebook)
        with progress("feedback", len(graded)) as step:
            for name, trouble in feedback.make_all(course, graded, workers=workers):
                if trouble:
                    unmade[name] = trouble
                step(name)
    return unmade


def _for_release(course: Course, job: Job) -> None:
    """What nbgrader's release_feedback wants beside a page, where it was handed in through the exchange."""
    place = files.page(course, job).parent
    for name in FOR_RELEASE:
        with suppress(Refusal, OSError):
            with Folder(job.folder) as folder:
                data = folder.read(name, 1000) if name in folder.sizes else b""
            if data and place.is_dir():
                files.write(place / name, data)


def _name(job: Job) -> str:
    return f"{job.student} {job.assignment}"
