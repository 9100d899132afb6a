"""Does a spreadsheet get the figures, and no formula?"""

from __future__ import annotations

import csv
import io

import classroom
import pytest
from classroom import submission

from autograder.grade.report import gather, tables
from autograder.grade.report.facts import Outcome, State, Submission

ONE = "01_a"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_is_there_a_line_for_each_submission() -> None:
    facts = classroom.facts(
        submission("a", ONE, State.RIGHT, State.WAITS, late=True, penalty=0.5),
        Submission("b", ONE, Outcome.REFUSED, "It is empty."),
        exercises=2,
    )
    first, second = rows(tables.submissions(gather.gather(facts)))
    assert (first["points"], first["possible"], first["waits for marks"]) == ("1.5", "4.0", "1")
    assert (first["late"], first["needs a person"]) == ("yes", "waits; late")
    assert (second["points"], second["right"], second["reason"]) == ("", "", "It is empty.")


def test_is_there_a_line_for_each_exercise() -> None:
    facts = classroom.facts(*[submission(f"s{n}", ONE, State.RIGHT, State.WRONG) for n in range(4)], exercises=2)
    first, second = rows(tables.exercises(gather.gather(facts)))
    assert (first["exercise"], first["students"], first["success"]) == ("check_1", "4", "1.0")
    assert (second["wrong"], second["success"], second["discrimination"]) == ("4", "0.0", "")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "＝1+1", '=HYPERLINK("x")']
)
def test_is_a_formula_taken_for_text(text: str) -> None:
    assert tables.defused(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a;=1+1;b", "a;'=1+1;b"), ('"x\t@A1', "\"x\t'@A1"), (";=cmd|' /c calc'!A1;", ";'=cmd|' /c calc'!A1;")],
)
def test_is_a_formula_behind_another_countrys_separator_taken_for_text(text: str, shown: str) -> None:
    assert tables.defused(text) == shown


@pytest.mark.parametrize("value", ["a=b", "zoë", "'=1", "", -1.5, 3, None, True])
def test_does_everything_else_stay_as_it_is(value: tables.Value) -> None:
    assert tables.defused(value) == value


def test_do_awkward_names_come_back() -> None:
    facts = classroom.facts(*[submission(name, ONE, State.RIGHT) for name in classroom.AWKWARD], exercises=1)
    found = {row["student"] for row in rows(tables.submissions(gather.gather(facts)))}
    assert {name.removeprefix("'") for name in found} == set(classroom.AWKWARD)
    assert not [name for name in found if name.startswith(("=", "-", "+", "@"))]
