"""The backward stepper: does each frame know what has arrived where?"""

from __future__ import annotations

import torch

from autograder.learn.explore.stepper import Stepper, backward


def stepper() -> Stepper:
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2
    z = torch.log(y) + x
    return backward(z, x=x, y=y, z=z)


def test_is_there_a_stop_for_every_edge_and_one_for_the_start() -> None:
    (slider,) = stepper().controls
    assert (getattr(slider, "low", None), getattr(slider, "high", None)) == (0, 4)


def test_does_the_first_frame_begin_at_the_root() -> None:
    first = stepper().frame(0)
    assert first.says.startswith("Step 0 of 4: the pass begins at the root, with dz/dz = 1.")
    assert first.svg.count("grad —") == 3


def test_does_a_frame_show_the_newest_step_and_the_gradients_so_far() -> None:
    third = stepper().frame(3)
    assert third.says.startswith("Step 3 of 4, from log to y through log: 1 × 0.1111 = 0.1111")
    assert "grad 0.1111" in third.svg
    assert "grad 1.667" not in third.svg


def test_does_the_last_frame_say_the_outcome() -> None:
    assert "The pass is over: dz/dx = 1.667." in stepper().frame(4).says


def test_is_the_printed_form_the_whole_pass() -> None:
    shown = stepper()
    assert "Step 4" in repr(shown)
    assert shown.static.svg.count('role="img"') == 2


def test_can_the_graph_still_go_backward_afterwards() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    root = x * x
    moving = backward(root, x=x)
    root.backward()
    assert moving.frame(2).svg == moving.frame(2).svg
    assert x.grad is not None
    assert x.grad.item() == 4.0


def test_does_the_live_form_begin_before_the_first_step() -> None:
    box = stepper()._build()
    knob, frame = box.children
    assert "Step 0 of 4" in frame.value
    knob.value = 2
    assert "Step 2 of 4" in frame.value
