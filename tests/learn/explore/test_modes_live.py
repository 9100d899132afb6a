"""Do the modes stand side by side, and can each be looked at alone?"""

from __future__ import annotations

import torch

from autograder.learn.draw.mode_probes import MODES
from autograder.learn.explore.live import Choice
from autograder.learn.explore.modes_live import ALL, modes


def test_does_it_start_with_all_of_them() -> None:
    shown = repr(modes(lambda x: x**2, at=3.0))
    assert all(f"{mode}: y: 9;" in shown for mode in MODES)


def test_can_a_lesson_start_with_one() -> None:
    assert "x.grad is 6" in repr(modes(lambda x: x**2, at=3.0, mode="recording"))


def test_can_every_mode_be_chosen() -> None:
    live = modes(lambda x: x**2, at=3.0)
    _, control = live.controls
    assert isinstance(control, Choice)
    assert tuple(control.options) == (ALL, *MODES)
    assert len({live.picture(x=3.0, mode=name).says for name in control.options}) == len(MODES) + 1


def test_has_a_tensor_no_slider() -> None:
    live = modes(lambda x: x * 2, at=torch.tensor([1.0, 2.0]))
    assert [control.name for control in live.controls] == ["mode"]
    assert "y: [2, 4]" in live.picture(mode=ALL).says
