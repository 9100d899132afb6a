"""One neuron in pictures: do they say where the loss gives out, and how the boundary moves?"""

from __future__ import annotations

import pytest
import torch

from autograder.learn import words
from autograder.learn.draw.boundaries import Snapshot, boundary
from autograder.learn.draw.losses import Loss, clamped, log_sum_exp
from autograder.learn.draw.saturations import saturation

POINTS = torch.tensor([[-2.0, 0.0], [-1.0, 1.0], [1.0, -1.0], [2.0, 0.5]])
TARGETS = torch.tensor([0.0, 0.0, 1.0, 1.0])


def step(number: int, w: tuple[float, float], b: float) -> Snapshot:
    return number, torch.tensor(w), torch.tensor(b)


def test_does_it_say_where_the_clamped_loss_is_nan_and_where_its_gradient_is_0() -> None:
    says = saturation(target=1.0).says
    assert "clamped gives gradient 0 and loss nan, log-sum-exp holds" in says
    assert "gradient 0 from z = −30 to −18.5 (loss 18.42) and loss nan from z = 17 to 30" in says
    assert "log-sum-exp: loss 30" in says
    assert "finite everywhere" in says


def test_does_target_0_turn_infinite_instead() -> None:
    assert "loss inf from z = 17 to 30" in saturation(target=0.0).says


def test_is_nothing_shaded_where_every_form_holds() -> None:
    picture = saturation(low=-5.0, high=5.0)
    assert "every form holds over the whole range" in picture.says
    assert "rotate(-90)" not in picture.svg or "loss nan" not in picture.svg


def test_are_the_reader_s_own_forms_drawn() -> None:
    def wide(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        p = torch.sigmoid(z).clamp(1e-3, 1 - 1e-3)
        return -(y * p.log() + (1 - y) * (1 - p).log())

    says = saturation({"wide": wide, "true": log_sum_exp}).says
    assert "wide gives gradient 0, true holds" in says


def squared(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (torch.sigmoid(z) - y) ** 2


@pytest.mark.parametrize(
    ("target", "where"),
    [
        (1.0, "gradient nearly 0 from z = −30 to −9 (loss 0.9998 to 1)"),
        (0.0, "gradient nearly 0 from z = 9 to 30 (loss 0.9998 to 1)"),
        (0.5, "(loss 0.2499 to 0.25) and gradient nearly 0 from z = 9.5 to 30"),
    ],
)
def test_is_a_flat_gradient_beside_a_high_loss_named_with_no_other_form_there(target: float, where: str) -> None:
    picture = saturation({"mine": squared}, target=target)
    assert f"Target {words.number(target)}: mine gives gradient nearly 0 where the loss is high." in picture.says
    assert where in picture.says
    assert ">gradient nearly 0<" in picture.svg


def test_is_it_named_where_the_frame_shows_nothing_but_the_flat() -> None:
    assert "nearly 0 from z = −30 to −20 (loss 1)" in saturation({"mine": squared}, low=-30, high=-20).says


def test_is_a_form_that_saturates_held_against_one_that_does_not() -> None:
    says = saturation({"one": squared, "two": squared, "sure": log_sum_exp}).says
    assert says.startswith("Target 1: one and two give gradient nearly 0, sure holds.")


def test_is_a_title_of_many_or_long_names_short_enough_to_be_seen() -> None:
    forms = {"a name that goes on and on and on": squared, "another name": squared, "sure": log_sum_exp}
    picture = saturation(forms, mark=-22.5)
    assert "Target 1: 2 of 3 forms give gradient nearly 0, sure holds." in picture.says
    assert ">a name that goes …<" in picture.svg
    assert "a name that goes on and on and on has loss 1" in picture.says


@pytest.mark.parametrize(
    "form",
    [
        log_sum_exp,
        lambda z, y: (1 - (2 * y - 1) * z).relu(),
        lambda z, y: (z - y).abs(),
        lambda z, y: (z - y) ** 2,
        lambda z, y: (-z * (2 * y - 1)).exp(),
    ],
    ids=["log-sum-exp", "hinge", "distance", "square", "exponential"],
)
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_is_a_loss_that_is_flat_at_its_least_alone_left_unblamed(form: Loss, target: float) -> None:
    assert "every form holds" in saturation({"mine": form}, target=target).says


def test_does_the_mark_give_the_values_of_both_forms() -> None:
    says = saturation(mark=18.0).says
    assert says.startswith(
        "At z = 18, target 1, clamped has loss nan and gradient nan; log-sum-exp has loss 1.523e−8 and gradient 0. "
    )


def test_do_both_forms_agree_where_the_sigmoid_is_not_flat() -> None:
    z, y = torch.linspace(-5, 5, 11), torch.full((11,), 0.3)
    torch.testing.assert_close(clamped(z, y), log_sum_exp(z, y))


def test_does_the_boundary_count_the_points_on_their_own_side() -> None:
    says = boundary([step(0, (-1.0, 0.0), 0.0), step(9, (1.0, 0.0), 0.0)], POINTS, TARGETS).says
    assert says.startswith("0 of 4 on their own side at first, 4 at the end")
    assert "Step 9: 1 x₁ + 0 x₂ + 0 = 0, 4 of 4 on their own side." in says


def test_is_a_line_outside_the_frame_said_to_be_out_of_view() -> None:
    assert "step 0 (out of view)" in boundary([step(0, (1.0, 0.0), 50.0)], POINTS, TARGETS).svg


def test_may_a_neuron_have_no_boundary_at_all() -> None:
    assert "step 0 (out of view)" in boundary([step(0, (0.0, 0.0), 1.0)], POINTS, TARGETS).svg


def test_may_the_weights_still_require_grad() -> None:
    w = torch.tensor([1.0, -1.0], requires_grad=True)
    assert boundary([(0, w, torch.tensor(0.0, requires_grad=True))], POINTS, TARGETS).svg


def test_are_the_bytes_the_same_on_every_run() -> None:
    shots = [step(0, (1.0, 1.0), 0.0), step(3, (1.0, 0.2), 0.1)]
    assert boundary(shots, POINTS, TARGETS).svg == boundary(shots, POINTS, TARGETS).svg
    assert saturation(mark=3.0).svg == saturation(mark=3.0).svg


def test_is_each_figure_an_image_with_a_text_alternative_and_small_enough() -> None:
    for picture in (saturation(), saturation(mark=-25.0), boundary([step(0, (1.0, 1.0), 0.0)], POINTS, TARGETS)):
        assert picture.svg.startswith('<svg role="img" aria-label="')
        assert len(picture.svg) < 60_000
