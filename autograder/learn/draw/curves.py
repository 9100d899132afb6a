"""One function of one number: its curve, its tangent, and two points that check the tangent.

Every slope in these figures is what `backward()` puts into `.grad`. Functions take a scalar tensor and return
one, so the reader's own goes in as it is; they are tried in float64, where a curve has no rounding to be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.svg import BLUE, DASHES, GREEN, INK, MARKERS, ORANGE, PALETTE, Picture, canvas, figure, label

Function = Callable[[torch.Tensor], torch.Tensor]

PIECES = 80  # of a curve, between its two ends
STEPS = tuple(10 ** (-half / 2) for half in range(25))  # 1 down to 1e−12, two a decade
SMALLEST = 1e-17  # stands for an error of exactly 0, which a logarithmic axis has no place for


def tangent(function: Function, *, at: float, low: float | None = None, high: float | None = None) -> Picture:
    """The curve of a function from `low` to `high` (3 to either side, if not given) and its tangent at one point.

    function  a scalar tensor in, a scalar tensor out, built from torch operations
    at        the point x, a plain number
    """
    left, right = _window(at, low, high)
    height, slope = slope_by_autograd(function, at)
    title = f"At x = {words.number(at)} the slope is {words.number(slope)}"
    with canvas() as (drawn, axes):
        across, heights = _curve(axes, function, left, right)
        _line(axes, (at, height), slope, f"tangent, slope {words.number(slope)}", (left, right), ORANGE, "--")
        axes.plot([at], [height], MARKERS[0], color=INK)
        label(axes, x="x", y="y", title=title)
        drawn.legend(loc="outside lower center", ncols=2)
        return figure(drawn, f"{title}. {_told(across, heights)} {_leans(at, height, slope)}")


def secant(
    function: Function, *, at: float, step: float, low: float | None = None, high: float | None = None
) -> Picture:
    """A line through the curve's points at `at − step` and `at + step`, beside the tangent at `at`.

    The line's slope is the central difference (f(x + h) − f(x − h)) / 2h.
    """
    left, right = _window(at, low, high)
    height, slope = slope_by_autograd(function, at)
    ends, guess = (at - step, at + step), central(function, at, step)
    feet = _heights(function, ends)
    title = f"Two points say {words.number(guess)}, autograd says {words.number(slope)}"
    with canvas() as (drawn, axes):
        across, heights = _curve(axes, function, left, right)
        _line(axes, (at, height), slope, "tangent", (left, right), ORANGE, "--")
        _line(axes, (ends[0], feet[0]), guess, "line through two points", (left, right), GREEN, "-.")
        axes.plot(ends, feet, MARKERS[1], color=GREEN)
        label(axes, x="x", y="y", title=title)
        drawn.legend(loc="outside lower center", ncols=3)
        told = f"The line through the points at x = {words.number(ends[0])} and {words.number(ends[1])} has slope"
        says = f"{title}. {_told(across, heights)} {_leans(at, height, slope)} {told} {words.number(guess)}."
        return figure(drawn, says)


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
    x = torch.tensor(float(at), dtype=torch.float64, requires_grad=True)
    y = function(x)
    if not isinstance(y, torch.Tensor) or y.grad_fn is None:
        raise ValueError("the function's result does not depend on x through torch operations, so it has no slope here")
    y.backward()
    return y.item(), 0.0 if x.grad is None else x.grad.item()


def central(function: Function, at: float, step: float, dtype: torch.dtype = torch.float64) -> float:
    """The central difference (f(x + h) − f(x − h)) / 2h, every number of it in the given precision."""
    x, h = torch.tensor(float(at), dtype=dtype), torch.tensor(float(step), dtype=dtype)
    with torch.no_grad():
        return float((function(x + h) - function(x - h)) / (2 * h))


def _error(function: Function, at: float, step: float, dtype: torch.dtype, slope: float) -> float:
    return max(abs(central(function, at, step, dtype) - slope) / (abs(slope) or 1.0), SMALLEST)


def _window(at: float, low: float | None, high: float | None) -> tuple[float, float]:
    left, right = at - 3 if low is None else low, at + 3 if high is None else high
    if not left <= at <= right:
        raise ValueError(f"the point {at} lies outside the window from {left} to {right}")
    return left, right


def _heights(function: Function, across: Sequence[float]) -> list[float]:
    """The function's value at each x, one call a point: it may be written for scalars only."""
    with torch.no_grad():
        return [float(function(torch.tensor(x, dtype=torch.float64))) for x in across]


def _curve(axes: Any, function: Function, left: float, right: float) -> tuple[list[float], list[float]]:
    """Draw the curve, and fix the axes to it, so that they stay put while a slider moves the tangent."""
    across = [left + (right - left) * place / PIECES for place in range(PIECES + 1)]
    heights = _heights(function, across)
    real = torch.tensor(heights)
    real = real[real.isfinite()]
    if real.numel() == 0:
        raise ValueError(f"the function has no value anywhere from x = {left} to {right}")
    axes.plot(across, heights, color=BLUE, label="the function y")
    bottom, top = float(real.min()), float(real.max())
    room = 0.15 * ((top - bottom) or 2.0)
    axes.set(xlim=(left, right), ylim=(bottom - room, top + room))
    return across, heights


def _line(
    axes: Any,
    through: tuple[float, float],
    slope: float,
    name: str,
    window: tuple[float, float],
    colour: str,
    dashes: str,
) -> None:
    """A straight line through one point, across the whole window."""
    heights = [through[1] + slope * (x - through[0]) for x in window]
    axes.plot(window, heights, color=colour, linestyle=dashes, label=name)


def _told(across: Sequence[float], heights: Sequence[float]) -> str:
    ends = [f"{words.number(heights[end])} at x = {words.number(across[end])}" for end in (0, -1)]
    return f"The curve of y against x goes from {ends[0]} to {ends[1]}."


def _leans(at: float, height: float, slope: float) -> str:
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
