"""Sliders over the reader's own function: is the committed picture that of the first position?"""

from __future__ import annotations

from autograder.learn.draw import curves
from autograder.learn.explore import tangents


def test_is_the_static_picture_the_tangent_at_the_first_point() -> None:
    shown = tangents.tangent(lambda x: x**2, at=2.0)
    assert repr(shown).startswith("At x = 2 the slope is 4.")
    assert shown.static.svg == curves.tangent(lambda x: x**2, at=2.0, low=-3.0, high=3.0).svg


def test_does_the_slider_end_where_the_curve_ends() -> None:
    (slider,) = tangents.tangent(lambda x: x**2, at=0.0, low=-2.0, high=4.0).controls
    assert (slider.name, slider.low, slider.high) == ("x", -2.0, 4.0)  # type: ignore[union-attr]


def test_can_the_step_never_reach_zero_or_leave_the_window() -> None:
    (slider,) = tangents.secant(lambda x: x**3, at=1.0, low=-1.0, high=2.0).controls
    assert 0 < slider.low < slider.high <= 1.0  # type: ignore[union-attr]
