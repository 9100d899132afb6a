"""A neuron's loss to move along: the score and the target on sliders."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.learn.draw import neurons
from autograder.learn.draw.svg import Picture
from autograder.learn.explore.live import Exploration, Slider


def saturation(forms: Mapping[str, neurons.Loss] | None = None, *, z: float = 18.0, target: float = 1.0) -> Exploration:
    """Loss and gradient of each form at a score z in [-30, 30] and a target in [0, 1] that the reader moves.

    forms      as for `draw.saturation`
    z, target  where the sliders start
    """

    def frame(z: float, target: float) -> Picture:
        return neurons.saturation(forms, target=target, mark=z)

    return Exploration(
        frame,
        [
            Slider("z", -30.0, 30.0, 0.5, z, label="score z"),
            Slider("target", 0.0, 1.0, 0.25, target, label="target y"),
        ],
    )
