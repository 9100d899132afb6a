"""A point that slides along the reader's own curve, and two points that close in on one."""

from __future__ import annotations

from autograder.learn.draw import curves
from autograder.learn.draw.curves import Function
from autograder.learn.draw.svg import Picture
from autograder.learn.explore.live import Exploration, Slider

STOPS = 60  # of a slider, between its two ends


def tangent(function: Function, *, at: float = 1.0, low: float = -3.0, high: float = 3.0) -> Exploration:
    """The tangent of a function (a scalar tensor in, a scalar tensor out), with a slider for its point x."""
    curve = curves.Curve(function, low, high)

    def picture(x: float) -> Picture:
        return curve.tangent(x)

    return Exploration(picture, [Slider("x", low, high, (high - low) / STOPS, at, label="point x")])


def secant(
    function: Function, *, at: float = 1.0, step: float = 1.0, low: float = -3.0, high: float = 3.0
) -> Exploration:
    """The line through two points of a curve, `step` to either side of `at`, with a slider for the step h."""
    curve = curves.Curve(function, low, high)

    def picture(h: float) -> Picture:
        return curve.secant(at, h)

    widest = min(at - low, high - at)
    return Exploration(picture, [Slider("h", widest / STOPS, widest, widest / STOPS, step, label="step h")])
