"""A neuron's loss to move along: does the picture follow the sliders?"""

from __future__ import annotations

from autograder.learn.explore.neurons_live import saturation


def test_does_the_static_picture_show_where_the_sliders_start() -> None:
    assert "At z = 18, target 1, clamped has loss nan" in repr(saturation())


def test_does_the_picture_follow_score_and_target() -> None:
    moved = saturation().picture(z=-25.0, target=1.0).says
    assert "At z = −25, target 1, clamped has loss 18.42 and gradient 0;" in moved
    assert "log-sum-exp has loss 25 and gradient −1." in moved
    assert "Target 0.5" in saturation().picture(z=0.0, target=0.5).says


def test_are_there_sliders_for_score_and_target() -> None:
    assert [control.name for control in saturation().controls] == ["z", "target"]
