"""Level lines, slices and walks: are they the function's own, and do the words say the same?"""

from __future__ import annotations

import pytest
import torch

from autograder import draw, explore
from autograder.learn.draw import descents, fields, surfaces
from autograder.learn.draw.svg import Picture, styled


def bowl(x: torch.Tensor, r: torch.Tensor) -> torch.Tensor:
    return x**2 / 4 + r**2


def seed(x: torch.Tensor, r: torch.Tensor) -> torch.Tensor:
    return -(x**2 + r**3)


def without_r(x: torch.Tensor, r: torch.Tensor) -> torch.Tensor:
    return x**2


def pictures() -> dict[str, Picture]:
    return {
        "contours": draw.contours(bowl, at=(2.0, 1.0)),
        "descent": draw.descent(bowl, start=(2.0, 1.0), lr=0.1, steps=10),
        "surface": draw.descent(bowl, start=(2.0, 1.0), lr=0.1, steps=10, view="surface"),
        "slices": draw.slices(seed, at=(3.0, 3.0)),
    }


@pytest.mark.parametrize("name", ["contours", "descent", "surface", "slices"])
def test_is_the_figure_an_image_of_the_same_bytes_each_time_and_small(name: str) -> None:
    one, other = pictures()[name], pictures()[name]
    assert one.svg == other.svg
    assert 'role="img"' in one.svg
    assert "aria-label" in one.svg
    assert len(one.svg) < 60_000


def test_do_the_slices_say_the_partial_derivatives() -> None:
    says = draw.slices(seed, at=(3.0, 3.0)).says
    assert "the value is −36" in says
    assert "Along x the slope is −6 (held: r = 3)" in says
    assert "Along r the slope is −27 (held: x = 3)" in says


def test_does_an_unused_variable_have_a_flat_slice() -> None:
    assert "Along r the slope is 0" in draw.slices(without_r, at=(3.0, 3.0)).says


def test_do_the_contours_say_the_gradient_and_the_direction_of_the_level_line() -> None:
    says = draw.contours(bowl, at=(2.0, 1.0)).says
    assert "the gradient is (1, 2), of length 2.236" in says
    assert "runs along (−2, 1)" in says


def test_is_flat_ground_called_flat() -> None:
    picture = draw.contours(bowl, at=(0.0, 0.0))
    assert f"the gradient is (0, 0), of length 0. {fields.FLAT}." in picture.says
    assert "no direction is the steepest" in picture.says


def test_can_a_constant_function_be_drawn() -> None:
    picture = draw.contours(lambda x, r: torch.tensor(2.0), at=(1.0, 1.0))
    assert "the gradient is (0, 0)" in picture.says


HIDDEN = {
    "detached": (lambda x, r: (x**2 + r).detach(), "x"),
    "detached and even": (lambda x, r: (x**2).detach() + r, "x"),
    "half of it": (lambda x, r: x**2 + r.detach() ** 2, "r"),
    "item": (lambda x, r: x * r.item(), "r"),
    "no_grad": (torch.no_grad()(bowl), "x"),
}
FIGURES = {
    "contours": lambda function: draw.contours(function, at=(1.0, 1.0)),
    "explorer": lambda function: explore.contours(function, at=(0.0, 0.0)),
    "descent": lambda function: draw.descent(function, start=(2.0, 1.0), lr=0.1, steps=2),
    "slices": lambda function: draw.slices(function, at=(0.0, 0.0)),
}


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", HIDDEN)
def test_is_a_slope_that_autograd_cannot_see_refused_and_not_called_flat(name: str, figure: str) -> None:
    function, variable = HIDDEN[name]
    with pytest.raises(ValueError, match=f"does not depend on {variable} through torch operations"):
        FIGURES[figure](function)


def test_is_a_function_that_is_constant_in_places_still_drawn() -> None:
    def floor(x: torch.Tensor, r: torch.Tensor) -> torch.Tensor:
        return x**2 + r if x > 0 else torch.tensor(0.0)

    assert fields.FLAT in draw.contours(floor, at=(-1.0, 1.0)).says


def texts_over_values(drawn: fields.Map, places: list[surfaces.Point]) -> list[surfaces.Point]:
    """The places at which the gradient's numbers cover the value of a level line."""
    drawn.at(places[0])  # solves the layout
    axes = drawn.scene.axes
    values = [text.get_window_extent() for text in axes.texts if text.get_text()]
    covered = []
    for place in places:
        with styled():
            drawn._through(
                axes, place, surfaces.value_at(drawn.function, place), surfaces.gradient(drawn.function, place)
            )
            numbers = [text for text in axes.texts if text.get_text().startswith("gradient")]
            assert len(numbers) == 1
            if any(numbers[0].get_window_extent().overlaps(value) for value in values):
                covered.append(place)
            drawn.scene._clear()
    return covered


@pytest.mark.parametrize("function", [bowl, lambda x, y: x * y], ids=["bowl", "saddle"])
def test_do_the_gradient_s_numbers_keep_off_the_values_of_the_level_lines(function: surfaces.Surface) -> None:
    steps = [-3.0, -2.25, -1.5, 0.0, 0.75, 1.5, 2.25, 3.0]
    assert texts_over_values(fields.Map(function, (-3, 3, -3, 3)), [(x, y) for x in steps for y in steps]) == []


def test_does_the_walk_go_against_the_gradient() -> None:
    start, first = descents.walk(bowl, (2.0, 1.0), 0.1, 1)
    assert start == (2.0, 1.0)
    assert first == pytest.approx((1.9, 0.8))


@pytest.mark.parametrize(("lr", "trend"), [(0.1, "never rises"), (1.05, "rises at 4 steps")])
def test_do_the_words_of_a_descent_say_whether_it_descends(lr: float, trend: str) -> None:
    assert trend in draw.descent(bowl, start=(2.0, 1.0), lr=lr, steps=5).says


def test_are_the_readers_own_tensors_left_alone() -> None:
    x, r = (torch.tensor(3.0, requires_grad=True) for _ in range(2))
    draw.slices(seed, at=(x, r))
    draw.contours(seed, at=(x, r))
    assert x.grad is None
    assert r.grad is None


def test_does_the_exploration_begin_with_the_static_contours_and_follow_the_point() -> None:
    found = explore.contours(bowl, at=(2.0, 1.0))
    assert repr(found) == draw.contours(bowl, at=(2.0, 1.0)).says
    assert [control.label for control in found.controls] == ["x", "r"]
    assert "the gradient is (0, 2)" in found.picture(across=0.0, up=1.0).says


def test_does_the_slider_reach_its_own_start() -> None:
    for control in explore.contours(bowl, at=(2.0, 1.0)).controls:
        steps = (control.start - control.low) / control.step
        assert steps == pytest.approx(round(steps))
