"""Counts: from what is known of a class to the figures of its report. Pure; every name in it is as it came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from autograder.grade.report import arithmetic, attention, ideas
from autograder.grade.report.facts import Answer, Assignment, Exercise, Facts, Outcome, State, Submission
from autograder.grade.report.figures import AssignmentFigures, ClassReport, Cost, Drop, ExerciseFigures, Share, Stage

FELL = 0.3  # of the points: from here on a last score lies far below the ones before
SLOWEST = 5
CPU = "_cpu"  # in the name of what is processor time, and a part of the stages

ByAssignment = Mapping[str, Sequence[Submission]]


def gather(facts: Facts) -> ClassReport:
    by_assignment: dict[str, list[Submission]] = defaultdict(list)
    for submission in facts.submissions:
        by_assignment[submission.assignment].append(submission)
    return ClassReport(
        course=facts.course,
        anonymous=facts.anonymous,
        only=facts.only,
        until=facts.until,
        students=len(facts.students),
        handed_in=len(facts.submissions),
        graded=sum(one.outcome is Outcome.GRADED for one in facts.submissions),
        assignments=tuple(_assignment(entry, by_assignment[entry.name]) for entry in facts.assignments),
        ideas=ideas.ideas(facts),
        mistakes=ideas.mistakes(facts),
        drops=_drops(facts, by_assignment),
        matters=attention.matters(facts),
        cost=_cost(facts.submissions),
        submissions=facts.submissions,
    )


def share(submission: Submission, possible: Mapping[str, float]) -> float | None:
    """Points over points possible (by the exercise's key), of what is decided: an answer that waits for a person is
    left out of both. None where nothing is decided, or there was nothing to get."""
    if submission.outcome is not Outcome.GRADED:
        return None
    of = sum(possible.get(key, 0.0) for key, answer in submission.answers.items() if answer.points is not None)
    return submission.points / of if of > 0 else None


def _possible(assignment: Assignment) -> dict[str, float]:
    return {exercise.key: exercise.possible for exercise in assignment.exercises}


def _assignment(assignment: Assignment, handed_in: Sequence[Submission]) -> AssignmentFigures:
    graded = [one for one in handed_in if one.outcome is Outcome.GRADED]
    possible = _possible(assignment)
    shares = [found for one in graded if (found := share(one, possible)) is not None]
    open_keys = {key for one in graded for key, answer in one.answers.items() if answer.points is None}
    return AssignmentFigures(
        name=assignment.name,
        possible=assignment.possible,
        handed_in=len(handed_in),
        refused=sum(one.outcome in (Outcome.REFUSED, Outcome.FAILED) for one in handed_in),
        new=sum(one.outcome is Outcome.NEW for one in handed_in),
        waits=sum(one.waits for one in graded),
        spread=arithmetic.spread(shares),
        histogram=arithmetic.histogram(shares),
        exercises=tuple(_exercise(exercise, graded, open_keys) for exercise in assignment.exercises),
    )


def _exercise(exercise: Exercise, graded: Sequence[Submission], open_keys: set[str]) -> ExerciseFigures:
    answers = [(one, one.answers[exercise.key]) for one in graded if exercise.key in one.answers]
    counts = Counter(answer.state for _, answer in answers)
    titles = Counter(answer.title for _, answer in answers if answer.title)
    return ExerciseFigures(
        exercise=exercise,
        counts={state: counts[state] for state in State if counts[state]},
        discrimination=_discrimination(exercise, answers, open_keys),
        mistakes=ranked(titles),
    )


def _discrimination(
    exercise: Exercise, answers: Sequence[tuple[Submission, Answer]], open_keys: set[str]
) -> float | None:
    """An exercise that waits for a person's marks with anybody is left out of everybody's rest."""
    left_out = {*open_keys, exercise.key}
    decided = [(one, answer.points) for one, answer in answers if answer.points is not None]
    rest = [sum(other.points or 0.0 for key, other in one.answers.items() if key not in left_out) for one, _ in decided]
    return arithmetic.discrimination([points for _, points in decided], rest)


def ranked(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """The most frequent first; among equals in the order of the alphabet, so that a page is the same each time."""
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _drops(facts: Facts, by_assignment: ByAssignment) -> tuple[Drop, ...]:
    """Who fell off: by their last score, or by having handed in nothing since. Someone who never began did not."""
    met = [entry for entry in facts.assignments if by_assignment[entry.name]]
    usual = [entry.name for entry in met if 2 * len(by_assignment[entry.name]) >= len(facts.students)]
    scores: dict[str, list[tuple[str, float]]] = defaultdict(list)
    handed: dict[str, list[str]] = defaultdict(list)
    for entry in met:
        possible = _possible(entry)
        for one in by_assignment[entry.name]:
            handed[one.student].append(entry.name)
            if (found := share(one, possible)) is not None:
                scores[one.student].append((entry.name, found))
    began = [student for student in facts.students if handed[student]]
    drops = [_drop(student, scores[student], handed[student], usual) for student in began]
    return tuple(drop for drop in drops if drop is not None)


def _drop(
    student: str, scores: Sequence[tuple[str, float]], handed: Sequence[str], usual: Sequence[str]
) -> Drop | None:
    missing = tuple(name for name in usual if name > handed[-1])
    if missing and scores:
        before = arithmetic.middle([score for _, score in scores]) or 0.0
        return Drop(student, before, missing[0], None, missing)
    if len(scores) < 3:
        return None
    *earlier, (name, last) = scores
    before = arithmetic.middle([score for _, score in earlier]) or 0.0
    return Drop(student, before, name, last) if before - last >= FELL - 1e-9 else None


def _cost(submissions: Iterable[Submission]) -> Cost:
    ran = [one for one in submissions if one.seconds > 0]
    stages: dict[str, list[float]] = defaultdict(list)
    for one in ran:
        for stage, seconds in one.spent.items():
            stages[stage].append(seconds)
    slowest = sorted(ran, key=lambda one: (-one.seconds, one.student, one.assignment))[:SLOWEST]
    return Cost(
        submissions=len(ran),
        seconds=sum(one.seconds for one in ran),
        middle=arithmetic.middle([one.seconds for one in ran]),
        stages=tuple(
            Stage(name, sum(values), arithmetic.middle(values) or 0.0)
            for name, values in sorted(stages.items(), key=lambda entry: (CPU in entry[0], -sum(entry[1]), entry[0]))
        ),
        slowest=tuple((one.student, one.assignment, one.seconds) for one in slowest),
    )
