"""The few statistics of the report, each with its source. Pure: numbers in, numbers out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

ENOUGH = 5  # students from which on a share is told in per cent
ENOUGH_TO_DISCRIMINATE = 10  # students from which on a correlation is told
BINS = 10


@dataclass(frozen=True)
class Spread:
    """Where the middle of some numbers lies, and the middle half."""

    count: int
    median: float
    lower: float  # the first quartile
    upper: float  # the third


def spread(values: Sequence[float]) -> Spread | None:
    """Quartiles by linear interpolation between the order statistics, the ends counted in (definition 7 of Hyndman
    and Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996; that of numpy and Excel).
    None of nothing; all three are the one value of one."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(1, values[0], values[0], values[0])
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), middle, lower, upper)


def histogram(shares: Sequence[float]) -> tuple[int, ...]:
    """How many shares lie in each tenth from 0 to 1, the upper end counted in the last; behind these ten how many
    lie above 1 (extra credit)."""
    counts = [0] * (BINS + 1)
    for share in shares:
        place = BINS if share > 1 + 1e-9 else min(BINS - 1, math.floor(share * BINS + 1e-9))
        counts[max(0, place)] += 1
    return tuple(counts)


def discrimination(item: Sequence[float], rest: Sequence[float]) -> float | None:
    """The item-rest correlation: r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²), with x a student's points in this exercise and
    y in all others of the assignment. For an exercise that is right or wrong this is the point-biserial correlation;
    the exercise's own points are left out of y, which would flatter it (Henrysson, "Correction of item-total
    correlations in item analysis", Psychometrika 28, 1963).

    None for fewer than ENOUGH_TO_DISCRIMINATE students, and where all have the same points in one of the two."""
    if len(item) != len(rest):
        raise ValueError(f"{len(item)} points of the exercise, {len(rest)} of the rest")
    if len(item) < ENOUGH_TO_DISCRIMINATE:
        return None
    x, y = [value - fmean(item) for value in item], [value - fmean(rest) for value in rest]
    below = math.sqrt(math.fsum(a * a for a in x) * math.fsum(b * b for b in y))
    if below < 1e-9:
        return None
    return max(-1.0, min(1.0, math.fsum(a * b for a, b in zip(x, y, strict=True)) / below))


def middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None
