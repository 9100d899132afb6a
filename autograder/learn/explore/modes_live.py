"""Choose a mode, and see the way forward, the way back, and what is left of it."""

from __future__ import annotations

from typing import Any

from autograder.learn.draw.mode_probes import MODES, RECORDING, Function
from autograder.learn.draw.mode_tables import mode as drawing
from autograder.learn.draw.svg import Picture
from autograder.learn.explore.live import Choice, Exploration


def modes(function: Function, *, at: Any) -> Exploration:
    """y = function(x) in the mode that the reader chooses.

    function  one tensor in, one tensor out
    at        the value of x: a number, a list or a tensor
    """

    def picture(mode: str) -> Picture:
        return drawing(function, at=at, mode=mode)

    return Exploration(picture, [Choice("mode", MODES, RECORDING)])
