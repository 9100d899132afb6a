"""One function of one number: its curve, its tangent, and two points that check the tangent.

Every slope in these figures is what `backward()` puts into `.grad`. Functions take a scalar tensor and return
one, so the reader's own goes in as it is; they are tried in float64, where a curve has no rounding to be seen.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch

from autograder.learn import words
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, DASHES, GREEN, INK, MARKERS, ORANGE, PALETTE, Picture, canvas, figure, label
from autograder.learn.draw.tried import Unusable, accepts, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Function = Callable[[torch.Tensor], torch.Tensor]

PIECES = 80  # of a curve, between its two ends
STEPS = tuple(10 ** (-half / 2) for half in range(25))  # 1 down to 1e−12, two a decade
SMALLEST = 1e-17  # stands for an error of exactly 0, which a logarithmic axis has no place for


def tangent(function: Function, *, at: float, low: float | None = None, high: float | None = None) -> Picture:
    """The curve of a function from `low` to `high` (3 to either side, if not given) and its tangent at one point.

    function  a scalar tensor in, a scalar tensor out, built from torch operations
    at        the point x, a plain number
    """
    return Curve(function, *_window(at, low, high)).tangent(at)


def secant(
    function: Function, *, at: float, step: float, low: float | None = None, high: float | None = None
) -> Picture:
    """A line through the curve's points at `at − step` and `at + step`, beside the tangent at `at`.

    The line's slope is the central difference (f(x + h) − f(x − h)) / 2h.
    """
    return Curve(function, *_window(at, low, high)).secant(at, step)


class Curve:
    """A function over a window, computed and drawn once; and the frames that have a tangent or two points on it."""

    def __init__(self, function: Function, left: float, right: float) -> None:
        self.function, self.window = function, (left, right)
        self.across = [left + (right - left) * place / PIECES for place in range(PIECES + 1)]
        self.heights = _heights(function, self.across)
        self.scene = Scene(self._backdrop)

    def tangent(self, at: float) -> Picture:
        height, slope = slope_by_autograd(self.function, at)
        title = f"At x = {words.number(at)} the slope is {words.number(slope)}"
        if not math.isfinite(height):
            title = f"At x = {words.number(at)} the function has no value, and so no slope"

        def moving(drawn: Figure, axes: Axes) -> None:
            _line(axes, (at, height), slope, f"tangent, slope {words.number(slope)}", self.window, ORANGE, "--")
            axes.plot([at], [height], MARKERS[0], color=INK)
            self.title.set_text(title)
            drawn.legend(loc="outside lower center", ncols=2)

        return self.scene.picture(moving, f"{title}. {self._told()} {_leans(at, height, slope)}")

    def secant(self, at: float, step: float) -> Picture:
        height, slope = slope_by_autograd(self.function, at)
        ends, guess = (at - step, at + step), central(self.function, at, step)
        feet = _heights(self.function, ends)
        title = f"Two points say {words.number(guess)}, autograd says {words.number(slope)}"

        def moving(drawn: Figure, axes: Axes) -> None:
            _line(axes, (at, height), slope, "tangent", self.window, ORANGE, "--")
            _line(axes, (ends[0], feet[0]), guess, "line through two points", self.window, GREEN, "-.")
            axes.plot(ends, feet, MARKERS[1], color=GREEN)
            self.title.set_text(title)
            drawn.legend(loc="outside lower center", ncols=3)

        told = f"The line through the points at x = {words.number(ends[0])} and {words.number(ends[1])} has slope"
        says = f"{title}. {self._told()} {_leans(at, height, slope)} {told} {words.number(guess)}."
        return self.scene.picture(moving, says)

    def _backdrop(self, drawn: Figure, axes: Axes) -> None:
        """The curve, and the axes fixed to it, so that they stay put while a slider moves the tangent."""
        real = [height for height in self.heights if math.isfinite(height)]
        if not real:
            left, right = self.window
            raise Unusable(
                f"the function has no value anywhere from x = {words.number(left)} to {words.number(right)}."
            )
        axes.plot(self.across, self.heights, color=BLUE, label="the function y")
        room = 0.15 * ((max(real) - min(real)) or 2.0)
        axes.set(xlim=self.window, ylim=(min(real) - room, max(real) + room))
        self.title = label(axes, x="x", y="y")

    def _told(self) -> str:
        ends = [f"{words.number(self.heights[end])} at x = {words.number(self.across[end])}" for end in (0, -1)]
        return f"The curve of y against x goes from {ends[0]} to {ends[1]}.{_gaps(self.across, self.heights)}"


def difference_error(function: Function, *, at: float) -> Picture:
    """How far the central difference is from the true slope, for steps from 1 down to 1e−12, in float32 and
    in float64. The error is given as a part of the slope (1: no digit is right), or as it is where the slope is 0.
    """
    _, slope = slope_by_autograd(function, at)
    errors = {
        name: [_error(function, at, step, dtype, slope) for step in STEPS]
        for name, dtype in (("float32", torch.float32), ("float64", torch.float64))
    }
    title = "A step can be too large, and it can be too small"
    unit = "the slope" if slope else "1"
    with canvas() as (drawn, axes):
        for place, (name, row) in enumerate(errors.items()):
            axes.plot(
                STEPS, row, label=name, color=PALETTE[place], linestyle=DASHES[place], marker=MARKERS[place], ms=5
            )
        axes.set(xscale="log", yscale="log")
        axes.invert_xaxis()
        label(axes, x="step h (large to small)", y=f"error, as a part of {unit}", title=title)
        drawn.legend(loc="outside lower center", ncols=2)
        return figure(drawn, f"{title}. {_errors_told(errors, at, slope, unit)}")


def slope_by_autograd(function: Function, at: float) -> tuple[float, float]:
    """Value and slope of the function at one point, by one backward pass in float64."""
    accepts(function, 1)
    x = torch.tensor(float(at), dtype=torch.float64, requires_grad=True)
    with torch.enable_grad():
        y = number(function, [x])
    if not y.requires_grad:
        raise Unusable("the function's result does not depend on x through torch operations, so it has no slope here.")
    (slope,) = torch.autograd.grad(y, x, allow_unused=True, materialize_grads=True)
    return y.item(), slope.item()


def central(function: Function, at: float, step: float, dtype: torch.dtype = torch.float64) -> float:
    """The central difference (f(x + h) − f(x − h)) / 2h, every number of it in the given precision."""
    x, h = torch.tensor(float(at), dtype=dtype), torch.tensor(float(step), dtype=dtype)
    with torch.no_grad():
        return float((number(function, [x + h]) - number(function, [x - h])) / (2 * h))


def _error(function: Function, at: float, step: float, dtype: torch.dtype, slope: float) -> float:
    return max(abs(central(function, at, step, dtype) - slope) / (abs(slope) or 1.0), SMALLEST)


def _window(at: float, low: float | None, high: float | None) -> tuple[float, float]:
    left, right = at - 3 if low is None else low, at + 3 if high is None else high
    if not left <= at <= right:
        place, ends = words.number(at), [words.number(end) for end in (left, right)]
        raise Unusable(f"the point {place} lies outside the window from {ends[0]} to {ends[1]}.")
    return left, right


def _heights(function: Function, across: Sequence[float]) -> list[float]:
    """The function's value at each x, one call a point: it may be written for scalars only. nan where it raises."""
    accepts(function, 1)
    with torch.no_grad():
        found = [_height(function, x) for x in across]
    raised = [height for height in found if isinstance(height, Unusable)]
    if len(raised) == len(found):
        raise raised[0]
    return [math.nan if isinstance(height, Unusable) else height for height in found]


def _height(function: Function, x: float) -> float | Unusable:
    try:
        return number(function, [torch.tensor(x, dtype=torch.float64)]).item()
    except Unusable as error:
        return error


def _line(
    axes: Any,
    through: tuple[float, float],
    slope: float,
    name: str,
    window: tuple[float, float],
    colour: str,
    dashes: str,
) -> None:
    """A straight line through one point, across the whole window; none where there is no slope."""
    heights = [through[1] + slope * (x - through[0]) for x in window]
    axes.plot(window, heights, color=colour, linestyle=dashes, label=name)


def _gaps(across: Sequence[float], heights: Sequence[float]) -> str:
    """Where the curve is not drawn, as a sentence; nothing for a curve without gaps."""
    told = []
    for finite, run in itertools.groupby(zip(across, heights, strict=True), lambda pair: math.isfinite(pair[1])):
        places = [x for x, _ in run]
        if not finite:
            ends = [words.number(places[0]), words.number(places[-1])]
            told.append(f"from x = {ends[0]} to {ends[1]}" if len(places) > 1 else f"at x = {ends[0]}")
    return f" It has no value {words.listed(told)}." if told else ""


def _leans(at: float, height: float, slope: float) -> str:
    if not (math.isfinite(height) and math.isfinite(slope)):
        return f"At x = {words.number(at)} the value is {words.number(height)}, and there is no tangent to draw."
    way = "rises" if slope > 0 else "falls" if slope < 0 else "is level"
    number = words.number(slope)
    return f"Its tangent touches it at x = {words.number(at)}, y = {words.number(height)} and {way}, slope {number}."


def _errors_told(errors: dict[str, list[float]], at: float, slope: float, unit: str) -> str:
    """Where each precision does best, and how it ends."""
    told = [f"Error of the central difference at x = {words.number(at)}, as a part of {unit}; log-log axes."]
    for name, row in errors.items():
        best = min(range(len(row)), key=row.__getitem__)
        least, there = (words.number(float(f"{value:.0e}")) for value in (row[best], STEPS[best]))
        ends = f"{words.number(row[0])} at h = 1, {words.number(row[-1])} at h = {words.number(STEPS[-1])}"
        told.append(f"{name}: smallest ({least}) near h = {there}; {ends}.")
    return " ".join(told)
