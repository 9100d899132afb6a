"""A neuron's loss to move along: the score and the target on sliders."""

from __future__ import annotations

from autograder.learn.draw import losses, saturations
from autograder.learn.draw.svg import Picture
from autograder.learn.explore.live import Exploration, Slider

TARGETS = (0.0, 0.25, 0.5, 0.75, 1.0)


def saturation(forms: losses.Forms = None, *, z: float = 18.0, target: float = 1.0) -> Exploration:
    """Loss and gradient of each form at a score z in [-30, 30] and a target in [0, 1] that the reader moves.

    forms      as for `draw.saturation`
    z, target  where the sliders start
    """

    curves = saturations.Saturation(forms, sorted({*TARGETS, target}))

    def frame(z: float, target: float) -> Picture:
        return curves.frame(target, z)

    return Exploration(
        frame,
        [
            Slider("z", -30.0, 30.0, 0.5, z, label="score z"),
            Slider("target", 0.0, 1.0, 0.25, target, label="target y"),
        ],
    )
