"""Does the report count right, worked out by hand on small classes?"""

from __future__ import annotations

from dataclasses import replace

import classroom
import pytest
from classroom import answer, submission

from autograder.grade.report import gather
from autograder.grade.report.facts import Answer, Outcome, State, Submission
from autograder.grade.report.figures import Kind
from autograder.learn.mistakes import catalog

ONE, TWO, THREE, FOUR = "01_a", "02_b", "03_c", "04_d"
R, P, W, N, X, M = State.RIGHT, State.PARTLY, State.WRONG, State.NOT_ATTEMPTED, State.NO_VERDICT, State.WAITS


def test_are_the_scores_of_an_assignment_spread_right() -> None:
    rows = [submission(f"s{n}", ONE, *states) for n, states in enumerate([(R, R), (R, P), (R, W), (W, N)])]
    figures = gather.gather(classroom.facts(*rows, exercises=2)).assignments[0]
    assert figures.spread is not None
    assert (figures.spread.count, figures.spread.median) == (4, 0.625)
    assert figures.histogram == (1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0)
    assert figures.possible == 4


def test_is_a_refused_one_in_no_score() -> None:
    refused = Submission("b", ONE, Outcome.REFUSED, "It is empty.")
    figures = gather.gather(classroom.facts(submission("a", ONE, R), refused, exercises=1)).assignments[0]
    assert (figures.handed_in, figures.refused) == (2, 1)
    assert figures.spread is not None
    assert figures.spread.median == 1.0
    assert figures.exercises[0].judged == 1


def test_is_what_waits_left_out_of_both_sides_of_a_share() -> None:
    figures = gather.gather(classroom.facts(submission("a", ONE, R, M), exercises=2)).assignments[0]
    assert figures.spread is not None
    assert figures.spread.median == 1.0
    assert figures.waits == 1
    assert figures.exercises[1].judged == 0
    assert figures.exercises[1].success is None


def test_does_a_penalty_take_off_and_never_below_nothing() -> None:
    late = [submission("a", ONE, R, penalty=0.5), submission("b", ONE, W, penalty=3.0)]
    report = gather.gather(classroom.facts(*late, exercises=1))
    assert [one.points for one in report.submissions] == [1.5, 0.0]


def test_does_extra_credit_go_above_all_points() -> None:
    extra = replace(submission("a", ONE, R), answers={"check_1": answer(R, points=3.0)})
    assert gather.gather(classroom.facts(extra, exercises=1)).assignments[0].histogram[-1] == 1


def test_does_an_exercise_tell_who_solved_it() -> None:
    rows = [submission(f"s{n}", ONE, state) for n, state in enumerate([R, R, W, N, X, P, M])]
    (entry,) = gather.gather(classroom.facts(*rows, exercises=1)).assignments[0].exercises
    assert entry.counts == {R: 2, P: 1, W: 1, X: 1, N: 1, M: 1}
    assert (entry.right, entry.judged) == (2, 6)


def test_is_an_exercise_weighed_against_the_rest_and_not_against_itself() -> None:
    """Who solves the first fails the second; the third waits with one student, and is in nobody's rest."""
    rows = [submission(f"s{n}", ONE, R if n < 6 else W, W if n < 6 else R, M if n == 0 else R) for n in range(12)]
    first, second, third = gather.gather(classroom.facts(*rows, exercises=3)).assignments[0].exercises
    assert first.discrimination == pytest.approx(-1.0)
    assert second.discrimination == pytest.approx(-1.0)
    assert third.discrimination is None  # everybody whose answer is decided has the same points


def wrong(student: str, name: str, *mistakes: str) -> Submission:
    answers = {f"check_{place}": answer(W, mistake=mistake) for place, mistake in enumerate(mistakes, start=1)}
    return Submission(student, name, Outcome.GRADED, answers=answers)


def test_does_an_idea_count_a_student_once() -> None:
    rows = [wrong("a", ONE, "accumulated", "accumulated"), wrong("b", ONE, "accumulated", ""), wrong("c", ONE, "", "")]
    first, second = gather.gather(classroom.facts(*rows, submission("d", ONE, R, N), exercises=2)).ideas
    assert (first.lesson, first.title, first.students, first.of) == (ONE, "A part", 2, 4)
    assert (second.lesson, second.title, second.students) == ("06_accumulation", "Backward adds", 2)
    assert second.exercises == (("1.1 A thing to do", 2), ("1.2 A thing to do", 1))
    assert second.mistakes == ((catalog.every()["accumulated"].title, 2),)


def test_does_an_exercise_left_alone_teach_nothing() -> None:
    assert gather.gather(classroom.facts(submission("a", ONE, N, R), exercises=2)).ideas == ()


def test_is_an_unsure_mistake_told_as_perhaps() -> None:
    two = replace(answer(W, mistake="accumulated"), mistakes=("accumulated", "sign"), sure=False)
    rows = [wrong("a", ONE, "accumulated"), Submission("b", ONE, Outcome.GRADED, answers={"check_1": two})]
    found = {entry.identity: entry for entry in gather.gather(classroom.facts(*rows, exercises=1)).mistakes}
    assert (found["accumulated"].students, found["accumulated"].perhaps) == (2, 1)
    assert (found["sign"].students, found["sign"].perhaps) == (1, 1)
    assert "{link}" not in found["sign"].told


def test_is_a_sentence_of_an_author_its_own_name() -> None:
    (entry,) = gather.gather(classroom.facts(wrong("a", ONE, "The constant is still there."), exercises=1)).mistakes
    assert entry.title == "The constant is still there."
    assert entry.taught is not None
    assert entry.taught.lesson == ONE


def test_who_fell_off() -> None:
    names = (ONE, TWO, THREE)
    steady = [submission("steady", name, R, R) for name in names]
    fallen = [submission("fallen", name, *((R, R) if name != THREE else (W, W))) for name in names]
    gone = [submission("gone", name, R, W) for name in (ONE, TWO)]
    late_start = [submission("begins", THREE, W, W)]
    rows = [*steady, *fallen, *gone, *late_start]
    drops = gather.gather(classroom.facts(*rows, students=("never",), exercises=2)).drops
    told = {drop.student: (drop.before, drop.share, drop.missing) for drop in drops}
    assert told == {"fallen": (1.0, 0.0, ()), "gone": (0.5, None, (THREE,))}


def test_is_nothing_missed_that_hardly_anybody_handed_in() -> None:
    rows = [submission(f"s{n}", ONE, R) for n in range(4)]
    assert gather.gather(classroom.facts(*rows, submission("s0", TWO, R), exercises=1)).drops == ()


def test_does_each_reason_have_its_place() -> None:
    notes = ("Cell 3 ran longer than the time limit and was stopped.", "final.ipynb was taken for 01_a.ipynb.")
    rows = [
        Submission("a", ONE, Outcome.FAILED, "Grading it broke down: OSError"),
        Submission("b", ONE, Outcome.REFUSED, "It is empty."),
        Submission("c", ONE, Outcome.NEW),
        submission("d", ONE, M, notes=notes, late=True, penalty=1.0, forgeable=True),
    ]
    report = gather.gather(replace(classroom.facts(*rows, exercises=1), strangers=("a/typo",)))
    assert [matter.kind for matter in report.matters] == list(Kind)
    assert {matter.kind: matter.cases[0].words for matter in report.matters}[Kind.LATE] == "1 point taken off"
    assert report.needs == 4


def test_does_the_cost_add_up() -> None:
    rows = [submission(f"s{n}", ONE, R, seconds=float(n), spent={"cells": n / 2, "child_cpu": 9.0}) for n in range(8)]
    cost = gather.gather(classroom.facts(*rows, exercises=1)).cost
    assert (cost.submissions, cost.seconds, cost.middle) == (7, 28.0, 4.0)
    assert [seconds for _, _, seconds in cost.slowest] == [7.0, 6.0, 5.0, 4.0, 3.0]
    assert [(stage.name, stage.seconds) for stage in cost.stages] == [("cells", 14.0), ("child_cpu", 63.0)]


def test_does_half_of_the_points_need_no_second_lesson_unless_a_mistake_was_named() -> None:
    def teach(*answers: Answer) -> list[int]:
        rows = [replace(submission(f"s{n}", ONE, P), answers={"check_1": one}) for n, one in enumerate(answers)]
        return [idea.students for idea in gather.gather(classroom.facts(*rows, exercises=1)).ideas]

    assert teach(answer(P, points=1.0), answer(P, points=1.9)) == []
    assert teach(answer(P, points=0.9), answer(P, points=1.0)) == [1]
    assert teach(answer(P, points=1.0, mistake="sign")) == [1]
