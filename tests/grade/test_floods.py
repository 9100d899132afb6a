"""What is printed while a test runs is cut; the verdict is not."""

from __future__ import annotations

import pytest
from sitting import START, exam, outputs, sit, station

from autograder.grade import shell as shells
from autograder.grade.station import Station

__all__ = ["station"]


@pytest.mark.parametrize(
    "flood",
    [
        lambda sink: [sink.write("stdout", "x" * 99_000) for _ in range(9)],
        lambda sink: [sink.add({"output_type": "display_data"}, 1) for _ in range(shells.MANY + 1)],
        lambda sink: sink.add({"output_type": "display_data"}, shells.LARGEST + 1),
    ],
)
def test_is_an_error_kept_where_the_output_was_cut(flood: object) -> None:
    sink = shells.Sink()
    assert callable(flood)
    flood(sink)
    sink.add(shells.failure("CheckFailed", "Not yet."), 0)
    assert sink.outputs[-1]["ename"] == "CheckFailed"
    assert sink.outputs[-2] == shells.cut()


def test_is_a_long_traceback_shortened_to_its_words() -> None:
    sink = shells.Sink()
    error = {**shells.failure("ValueError", "Too long."), "traceback": ["x" * shells.LONGEST] * 9}
    sink.add(error, 9 * shells.LONGEST)
    sink.add(error, 9 * shells.LONGEST)
    assert sink.outputs[0] == shells.failure("ValueError", "Too long.")
    assert sink.outputs[1:] == [shells.cut()]


def test_is_an_answer_that_prints_much_and_is_wrong_given_no_points(station: Station) -> None:
    on = exam(("start", START), ("answer_1", "..."), ("check_1", "for _ in range(9):\n    slope(2)\nassert False"))
    found = sit(station, on, ("answer_1", "def slope(x):\n    print('x' * 99_000)"))
    assert found.scores["check_1"] == 0.0
    assert outputs(found, "check_1")[-1]["ename"] == "AssertionError"
