"""The sliders of lesson 04."""

from __future__ import annotations

import pytest
import torch

from autograder.learn.explore.reductions_live import vector_jacobian

POINT = torch.tensor([3.0, 4.0])


def squares(x: torch.Tensor) -> torch.Tensor:
    return x**2


def test_does_the_still_picture_show_the_first_weights() -> None:
    assert "vᵀJ is 6, −4" in repr(vector_jacobian(squares, POINT, [1, -0.5]))


def test_does_the_picture_follow_the_sliders() -> None:
    found = vector_jacobian(squares, POINT, [1, -0.5])
    assert [control.name for control in found.controls] == ["v0", "v1"]
    assert "vᵀJ is 12, 8" in found.picture(v0=2.0, v1=1.0).says


def test_are_too_many_outputs_refused() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        vector_jacobian(squares, torch.ones(6), [1.0] * 6)
