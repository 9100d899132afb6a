"""Every mode side by side while x moves; or one of them, with the way forward, the way back, and what is left of it."""

from __future__ import annotations

from typing import Any

from autograder.learn.draw.mode_probes import MODES, Function, no_such_mode
from autograder.learn.draw.mode_tables import Way
from autograder.learn.draw.mode_tables import modes as table
from autograder.learn.draw.svg import Picture
from autograder.learn.draw.tried import Unusable
from autograder.learn.explore.live import Choice, Exploration, Slider

ALL = "all modes, side by side"


def modes(
    function: Function, *, at: Any, low: float | None = None, high: float | None = None, mode: str = ALL
) -> Exploration:
    """y = function(x) in every mode, found out by trying it again at each x.

    function   one tensor in, one tensor out
    at         the value of x: a number, a list or a tensor. A number gets a slider
    low, high  the ends of its slider (3 to either side, if not given)
    mode       what is shown first: all of them, or one of `mode_probes.MODES` with its way back
    """
    if mode not in (ALL, *MODES):
        raise Unusable(no_such_mode(mode, MODES))
    way = Way(function)

    def picture(mode: str, x: Any = at) -> Picture:
        return table(function, at=x) if mode == ALL else way.frame(x, mode)

    shown = Choice("mode", [ALL, *MODES], mode, "show")
    if not isinstance(at, (int, float)):
        return Exploration(picture, [shown])
    left, right = float(at) - 3 if low is None else low, float(at) + 3 if high is None else high
    slider = Slider("x", left, right, (right - left) / 24, float(at))
    return Exploration(picture, [slider, shown])
