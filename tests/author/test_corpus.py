"""Is every wrong answer rejected and named, every right one accepted, and does docs/mistakes.md say so?

The whole corpus is judged once; the tests below look at the result from different sides.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from autograder.author import corpus, mistakes_table
from autograder.learn import exercises
from autograder.learn.mistakes import catalog

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def judged() -> list[corpus.Judged]:
    return list(corpus.judge_all(ROOT))


def told(entries: list[corpus.Judged]) -> str:
    return "\n".join(filter(None, map(corpus.trouble, entries)))


def test_is_every_wrong_answer_rejected(judged: list[corpus.Judged]) -> None:
    accepted = [entry for entry in judged if not entry.answer.right and entry.accepted]
    assert not accepted, told(accepted)


def test_is_every_right_answer_accepted(judged: list[corpus.Judged]) -> None:
    rejected = [entry for entry in judged if entry.answer.right and not entry.accepted]
    assert not rejected, told(rejected)


def test_is_no_mistake_given_another_ones_name(judged: list[corpus.Judged]) -> None:
    misnamed = [entry for entry in judged if entry.misnamed]
    assert not misnamed, told(misnamed)


def test_are_at_least_95_percent_named(judged: list[corpus.Judged]) -> None:
    figures = corpus.figures(judged)
    assert figures.named >= 0.95 * figures.known, told(judged)


def test_is_every_hidden_comparison_needed(judged: list[corpus.Judged]) -> None:
    """A mutation of the checks: each hidden comparison, taken out, lets a wrong answer of the corpus through."""
    for assignment in sorted({entry.answer.assignment for entry in judged}):
        master = corpus.Exercises(ROOT, assignment)
        for exercise in master.tests:
            if not exercise[0].isdigit():
                continue  # the free-text answer
            for line in master.hidden_checks(exercise):
                caught = [
                    entry.answer
                    for entry in judged
                    if entry.answer.exercise == exercise and not entry.accepted and entry.line == line
                ]
                assert any(master.without(line, answer).accepted for answer in caught), (
                    f"{exercise}: the hidden comparison in line {line} of its test cell can be taken out unnoticed"
                )


def test_does_no_verdict_hold_a_line_of_the_solution(judged: list[corpus.Judged]) -> None:
    solutions = {exercise: lines for name in {e.answer.assignment for e in judged} for exercise, lines in solved(name)}
    for entry in judged:
        if entry.verdict is None or entry.verdict.trouble or entry.verdict.breach:
            continue  # these show the student's own line
        for line in solutions[entry.answer.exercise]:
            assert line not in str(entry.verdict), f"{entry.answer.path}: the verdict tells the solution “{line}”"


def solved(assignment: str) -> list[tuple[str, list[str]]]:
    """The lines of each exercise's solution that say something (an assignment or a return of some length)."""
    path = ROOT / "source" / assignment / f"{assignment}.ipynb"
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        identity = str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        text = "".join(cell["source"])
        if identity.startswith("answer_") and "### BEGIN SOLUTION" in text:
            inside = text.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
            lines = [line.strip().removeprefix("return ") for line in inside.splitlines()]
            number = identity.removeprefix("answer_").replace("_", ".")
            found.append((number, [line for line in lines if len(line) > 12]))
    return found


def test_has_every_exercise_enough_answers() -> None:
    answers = corpus.answers(ROOT)
    wrong = Counter(answer.exercise for answer in answers if not answer.right)
    right = Counter(answer.exercise for answer in answers if answer.right)
    for exercise in exercises.every():
        assert wrong[exercise.number] >= 4, exercise.number
        assert right[exercise.number] >= 3, exercise.number
    assert sum(wrong.values()) >= 200


def test_is_the_table_in_docs_true(judged: list[corpus.Judged]) -> None:
    written = (ROOT / mistakes_table.TABLE).read_text(encoding="utf-8")
    assert written == mistakes_table.table(ROOT, judged), "run `make docs` and commit what it writes"


def test_is_every_mistake_met_in_a_lesson() -> None:
    met = {meeting.mistake for meeting in mistakes_table.meetings(ROOT)}
    assert met == set(catalog.every())


def test_does_every_pointer_lead_to_a_section_where_the_mistake_is_met() -> None:
    met = {(entry.mistake, entry.lesson, entry.section) for entry in mistakes_table.meetings(ROOT)}
    for name, entry in catalog.every().items():
        assert (name, entry.look_at.lesson, entry.look_at.section) in met, name


def test_does_every_exercise_point_to_a_heading_that_exists() -> None:
    for exercise in exercises.every():
        text = (ROOT / "notebooks" / f"{exercise.look_at.lesson}.ipynb").read_text(encoding="utf-8")
        assert f"## {exercise.look_at.section}" in text, exercise.number
