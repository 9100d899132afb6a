"""Does the reader's choice of a mode change the picture?"""

from __future__ import annotations

from autograder.learn.draw.mode_probes import MODES
from autograder.learn.explore.live import Choice
from autograder.learn.explore.modes_live import modes


def test_does_it_start_with_recording() -> None:
    assert "x.grad is 6" in repr(modes(lambda x: x**2, at=3.0))


def test_can_every_mode_be_chosen() -> None:
    live = modes(lambda x: x**2, at=3.0)
    (control,) = live.controls
    assert isinstance(control, Choice)
    assert tuple(control.options) == MODES
    assert len({live.picture(mode=name).says for name in MODES}) == len(MODES)
