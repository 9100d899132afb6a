"""Lines over one axis: are its ticks places that exist?"""

from __future__ import annotations

import re

import pytest
import torch

from autograder.learn.draw.plots import lines


@pytest.mark.parametrize(
    ("across", "half"),
    [([1, 2, 3, 4, 5], False), (torch.arange(1, 6), False), ([1.0, 2.0, 3.0, 4.0, 5.0], True)],
    ids=["numbers", "tensor", "floats"],
)
def test_are_steps_counted_in_whole_numbers(across: object, half: bool) -> None:
    drawn = lines(across, {"loss": [50.0, 40.0, 30.0, 20.0, 10.0]}, x="backward passes", y="loss", title="Down")
    assert (">1.5<" in re.sub(r"\s+", "", drawn.svg)) is half
