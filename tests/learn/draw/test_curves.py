"""Curve, tangent and two points: do the figures say what torch computes?"""

from __future__ import annotations

import pytest
import torch

from autograder.learn.draw import curves


def cube(x: torch.Tensor) -> torch.Tensor:
    return x**3


def test_does_the_tangent_say_the_slope_that_backward_gives() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    cube(x).backward()
    assert x.grad is not None
    shown = curves.tangent(cube, at=2.0)
    assert shown.says.startswith(f"At x = 2 the slope is {x.grad.item():.0f}.")
    assert 'role="img"' in shown.svg


def test_does_a_falling_curve_get_a_true_minus_sign() -> None:
    assert "falls, slope −2" in curves.tangent(lambda x: x**2, at=-1.0).says


def test_does_a_level_tangent_say_so() -> None:
    assert "is level, slope 0" in curves.tangent(lambda x: x**2, at=0.0).says


@pytest.mark.parametrize("draw", [curves.tangent, curves.difference_error])
def test_are_two_drawings_of_the_same_function_the_same_bytes(draw: object) -> None:
    assert callable(draw)
    assert draw(cube, at=1.5).svg == draw(cube, at=1.5).svg


def test_does_the_drawing_stay_small_enough_for_a_page() -> None:
    assert len(curves.difference_error(cube, at=3.0).svg) < 60_000


def test_does_the_line_through_two_points_have_the_slope_of_the_central_difference() -> None:
    # (1.5³ − 0.5³) / 1 = 3.25, and the tangent's slope is 3
    assert curves.secant(cube, at=1.0, step=0.5).says.startswith("Two points say 3.25, autograd says 3.")


def test_is_a_difference_in_float32_zero_once_the_step_is_lost_in_rounding() -> None:
    assert curves.central(cube, 3.0, 1e-8, torch.float32) == 0.0
    assert curves.central(cube, 3.0, 1e-8, torch.float64) == pytest.approx(27.0, rel=1e-6)


def test_does_the_error_figure_name_both_precisions_and_their_ends() -> None:
    says = curves.difference_error(cube, at=3.0).says
    assert "float32" in says
    assert "float64" in says
    assert "1 at h = 1e−12" in says  # float32: every digit is lost


def test_is_an_error_of_exactly_zero_still_drawn() -> None:
    assert "nan" not in curves.difference_error(lambda x: 2 * x, at=1.0).svg


def test_is_a_slope_of_zero_no_division_by_zero() -> None:
    assert "as a part of 1" in curves.difference_error(lambda x: x**2, at=0.0).says


def test_does_a_function_without_a_graph_get_an_error_in_words() -> None:
    with pytest.raises(ValueError, match="does not depend on x"):
        curves.tangent(lambda x: x.detach() ** 2, at=1.0)


def test_is_a_point_outside_the_window_refused() -> None:
    with pytest.raises(ValueError, match="outside the window"):
        curves.tangent(cube, at=5.0, low=-1.0, high=1.0)


def test_is_a_function_with_no_value_in_the_window_refused() -> None:
    with pytest.raises(ValueError, match="no value anywhere"):
        curves.tangent(lambda x: x.log(), at=-2.0, low=-3.0, high=-1.0)


def test_does_a_curve_that_starts_inside_the_window_still_draw() -> None:
    assert "slope 1" in curves.tangent(lambda x: x.log(), at=1.0, low=-1.0, high=3.0).says
