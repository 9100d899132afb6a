"""Walk over a function of two variables: the point moves with two sliders, the gradient arrow follows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograder.learn.draw import fields, surfaces
from autograder.learn.draw.svg import Picture
from autograder.learn.explore.live import Exploration, Slider

PLACES = 30  # of a slider over the whole span, at the least


def contours(
    function: surfaces.Surface,
    *,
    at: Sequence[Any],
    span: surfaces.Span | None = None,
    title: str = "",
) -> Exploration:
    """`draw.contours` with the point on two sliders; the frame stays where it is.

    at    the first point, two numbers or scalar tensors
    span  left, right, bottom, top of the frame and of the sliders
    """
    first = surfaces.point(at)
    frame = span or surfaces.default_span(first)
    names = surfaces.names_of(function, 2)
    drawn = fields.Map(function, frame, title)

    def picture(across: float, up: float) -> Picture:
        return drawn.at((across, up))

    sliders = [
        _slider("across", names[0], first[0], frame[0], frame[1]),
        _slider("up", names[1], first[1], frame[2], frame[3]),
    ]
    return Exploration(picture, sliders)


def _slider(key: str, name: str, start: float, low: float, high: float) -> Slider:
    """A round step, and ends that are whole steps from the start, so that the start is a place of the slider."""
    exact = (high - low) / PLACES
    power = 10.0 ** math.floor(math.log10(exact))
    step = max(factor * power for factor in (1, 2, 5) if factor * power <= exact)
    down, up = (math.floor(round(reach / step, 6)) for reach in (start - low, high - start))
    return Slider(key, round(start - down * step, 9), round(start + up * step, 9), step, start, name)
