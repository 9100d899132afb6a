"""The backward stepper: does each frame know what has arrived where?"""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
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


def test_has_a_box_room_for_the_gradients_that_will_stand_in_it() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    shown = backward(x * -0.0003354, x=x)
    assert "grad −0.0003354<" in shown.frame(1).svg


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


def pressed(box: Any, name: str) -> str:
    """What is said after a click on the button with this name."""
    (button,) = [child for child in box.children[0].children if name in getattr(child, "description", "")]
    button.click()
    return str(box.children[1].value)


def test_does_the_live_form_begin_before_the_first_step() -> None:
    _, said, shown = stepper()._build().children
    assert "Step 0 of 4" in said.value
    assert "grad —" in shown.value


def test_do_the_buttons_and_the_slider_move_together() -> None:
    box = stepper()._build()
    named, knob = box.children[0].children[-1].children
    assert named.description == "step"  # ipywidgets' slider has no name that a screen reader could say: its box has
    assert "Step 1 of 4" in pressed(box, "next")
    assert knob.value == named.value == 1
    named.value = 3
    assert "Step 2 of 4" in pressed(box, "back")
    assert "The pass is over" in pressed(box, "last")
    assert "Step 4 of 4" in pressed(box, "next")
    assert "Step 0 of 4" in pressed(box, "first")
    assert "Step 0 of 4" in pressed(box, "back")


def test_does_no_button_lose_the_focus_by_being_disabled() -> None:
    box = stepper()._build()
    pressed(box, "last")
    assert not any(getattr(child, "disabled", False) for child in box.children[0].children)


def test_has_each_steps_picture_its_own_label() -> None:
    shown = stepper()
    found = [re.search(r'aria-label="([^"]+)"', shown.frame(step).svg) for step in range(5)]
    labels = [match.group(1) for match in found if match]
    assert [label.partition(" of ")[0] for label in labels] == [f"Step {step}" for step in range(5)]
    assert "Gradients so far: z 1, log 1 and x 1." in labels[2]


def test_is_a_new_step_said_by_a_live_region() -> None:
    said = stepper()._build().children[1].value
    assert 'role="status"' in said
    assert 'aria-live="polite"' in said


def test_is_a_frame_of_a_large_graph_drawn_in_less_than_50_ms() -> None:
    w, b = (torch.tensor(number, requires_grad=True) for number in (1.0, 0.5))
    total = sum(((torch.tanh(w * float(place) + b) - 0.3) ** 2 for place in range(7)), torch.zeros(()))
    shown = backward(total)
    assert len(shown.graph.nodes) >= 40
    times = []
    for step in range(0, len(shown.steps), 5):
        began = time.process_time()
        shown.frame(step)
        times.append(time.process_time() - began)
    assert sorted(times)[len(times) // 2] < 0.05


def test_is_the_table_of_a_long_pass_cut_and_does_it_say_so() -> None:
    w, b = (torch.tensor(number, requires_grad=True) for number in (1.0, 0.5))
    total = sum(((torch.tanh(w * float(place) + b) - 0.3) ** 2 for place in range(7)), torch.zeros(()))
    shown = backward(total)
    assert "Steps 17 to " in repr(shown)
    assert "are not shown" in shown.static.svg
    assert f"Step {len(shown.steps)}, from" in repr(shown)


def test_does_a_pass_through_a_folded_chain_have_few_steps() -> None:
    x = torch.tensor(0.5, requires_grad=True)
    z = x
    for _ in range(2000):
        z = z * 0.999
    folded = backward(z, x=x, z=z)
    assert len(folded.steps) == 2
    assert "through all of them: 0.999 × 0.1353 = 0.1352" in folded.caption(2)
    assert len(backward(torch.sin(torch.sin(torch.sin(torch.sin(torch.sin(torch.sin(x)))))), fold=False).steps) == 6


@pytest.mark.parametrize(
    ("root", "words"),
    [
        (torch.tensor(3.0), "nothing was recorded"),
        (torch.tensor(3.0, requires_grad=True), "is a leaf"),
        (torch.ones(3, requires_grad=True) * 2, "starts from one number, and root has shape"),
        (torch.tensor(2.0, requires_grad=True) * 1j, "is complex"),
        (None, "this is None"),
    ],
)
def test_is_what_cannot_be_stepped_through_refused_in_words(root: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        backward(root)


def test_does_a_freed_graph_say_to_build_it_again() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    z = torch.log(x**2)
    z.backward()
    with pytest.raises(ValueError, match="Build it again"):
        backward(z)


def test_do_two_precisions_in_one_graph_step_without_error() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    assert "= 6." in backward((x**2).double() * 1.0, x=x).caption(3)
