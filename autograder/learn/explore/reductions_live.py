"""Turn the weights v of a vector–Jacobian product and watch vᵀJ follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from autograder.learn.draw.reductions import Jacobian
from autograder.learn.draw.svg import Picture
from autograder.learn.draw.tried import Unusable
from autograder.learn.explore.live import Exploration, Slider

MOST_OUTPUTS = 5


def vector_jacobian(
    function: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor, v: Sequence[float]
) -> Exploration:
    """The Jacobian of `function` at a point with a slider for every output's weight.

    at  n numbers;  v  the weights to begin with, one for each of the m ≤ 5 outputs.
    """
    if len(v) > MOST_OUTPUTS:
        raise Unusable(f"there is a slider for each output, at most {MOST_OUTPUTS}, and v has {len(v)} numbers.")
    table = Jacobian(function, at, "vᵀJ: the rows, each times its weight, added up")

    def picture(**weights: float) -> Picture:
        return table.frame(list(weights.values()))

    return Exploration(picture, [Slider(f"v{i}", -2, 2, 0.5, value, f"v[{i}]") for i, value in enumerate(v)])
