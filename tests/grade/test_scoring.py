"""Our scores are nbgrader's: the same outputs, the same points."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import from_dict
from nbgrader import utils
from sitting import exam

from autograder.grade import scoring


def error() -> dict[str, Any]:
    return {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}


def stream(name: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": "words"}


def result(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": 1}


def cell(name: str, source: str, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    known = ON.by_id[name]
    made = {"cell_type": known.cell_type, "source": source, "metadata": {"nbgrader": known.entry()}}
    return {**made, "outputs": outputs, "execution_count": 1} if known.cell_type == "code" else made


ON = exam(("answer_1", "..."), ("check_1", "assert f()"), ("essay", "Because."))


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [error()],
        [stream("stdout")],
        [stream("stderr")],
        [stream("stdout"), error()],
        [result("1.5")],
        [result("0")],
        [result("-1")],
        [result("'words'")],
        [result("nan")],
        [result("1"), error()],
        [error(), result("1")],
    ],
)
def test_does_an_executed_test_score_what_nbgrader_says(outputs: list[dict[str, Any]]) -> None:
    made = cell("check_1", "assert f()", outputs)
    ours = scoring.scores({"cells": [made]}, ON)["check_1"]
    assert ours == utils.determine_grade(from_dict(made))[0]


@pytest.mark.parametrize("source", ["Because.", "An answer.", ""])
def test_does_a_written_answer_score_what_nbgrader_says(source: str) -> None:
    made = cell("essay", source, [])
    assert scoring.scores({"cells": [made]}, ON)["essay"] == utils.determine_grade(from_dict(made))[0]


def test_is_more_than_there_is_to_get_no_credit_at_all() -> None:
    made = cell("check_1", "", [result("3")])
    with pytest.raises(ValueError, match="greater"):
        utils.determine_grade(from_dict(made))  # which ends the whole submission there
    assert scoring.scores({"cells": [made]}, ON)["check_1"] == 0.0


def test_does_a_cell_that_is_not_there_score_nothing() -> None:
    assert scoring.scores({"cells": []}, ON) == {"check_1": 0.0, "essay": 0.0}
    assert scoring.comments({"cells": []}, ON) == {"answer_1": None, "essay": None}


def test_is_an_untouched_answer_called_no_response() -> None:
    cells = [cell("answer_1", "...", []), cell("essay", "An answer.", [])]
    assert scoring.comments({"cells": cells}, ON) == {"answer_1": scoring.NO_RESPONSE, "essay": None}
