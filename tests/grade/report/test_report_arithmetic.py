"""Are the report's statistics those that it says they are?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grade.report import arithmetic

SHARES = st.floats(0, 1.5, allow_nan=False)
POINTS = st.integers(0, 6).map(float)


@given(st.lists(SHARES, min_size=1, max_size=40))
def test_are_the_quartiles_those_of_numpy(values: list[float]) -> None:
    found = arithmetic.spread(values)
    assert found is not None
    assert (found.lower, found.median, found.upper) == pytest.approx(tuple(np.quantile(values, [0.25, 0.5, 0.75])))
    assert found.count == len(values)


def test_has_nobody_no_median() -> None:
    assert arithmetic.spread([]) is None


@given(st.lists(SHARES, max_size=60))
def test_does_the_histogram_count_everybody_once(values: list[float]) -> None:
    counts = arithmetic.histogram(values)
    assert len(counts) == arithmetic.BINS + 1
    assert sum(counts) == len(values)


@pytest.mark.parametrize(
    ("share", "place"), [(0.0, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.999, 9), (1.0, 9), (1.0000000001, 9), (1.1, 10)]
)
def test_does_a_share_stand_in_its_tenth(share: float, place: int) -> None:
    assert arithmetic.histogram([share])[place] == 1


@given(st.lists(st.tuples(POINTS, POINTS), min_size=arithmetic.ENOUGH_TO_DISCRIMINATE, max_size=40))
def test_is_the_discrimination_the_correlation(pairs: list[tuple[float, float]]) -> None:
    item, rest = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = arithmetic.discrimination(item, rest)
    if len(set(item)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(float(np.corrcoef(item, rest)[0, 1]), abs=1e-9)


def test_do_few_students_tell_no_discrimination() -> None:
    few = arithmetic.ENOUGH_TO_DISCRIMINATE - 1
    assert arithmetic.discrimination([0.0, *[1.0] * (few - 1)], [0.0, *[5.0] * (few - 1)]) is None
    assert arithmetic.discrimination([0.0, *[1.0] * few], [0.0, *[5.0] * few]) == pytest.approx(1.0)
