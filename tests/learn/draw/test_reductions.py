"""The figures of lesson 04: what they say, and that they say it the same way twice."""

from __future__ import annotations

import pytest
import torch

from autograder.learn.draw.reductions import batch_gradients, broadcast, jacobian
from autograder.learn.draw.svg import Picture

POINT = torch.tensor([3.0, 4.0, 2.0])


def running_total(x: torch.Tensor) -> torch.Tensor:
    return torch.cumsum(x**2, dim=0)


def squared_errors(w: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    return (w * inputs - 3) ** 2


def every_figure() -> dict[str, Picture]:
    return {
        "jacobian": jacobian(running_total, POINT),
        "with v": jacobian(running_total, POINT, v=[1, 0, -0.5]),
        "batches": batch_gradients(squared_errors, torch.tensor(0.5), [torch.full((8,), 2.0)]),
        "broadcast": broadcast(torch.ones(3, 1), torch.arange(3.0)),
    }


def test_is_every_figure_the_same_bytes_each_time() -> None:
    once, again = every_figure(), every_figure()
    assert {name: one.svg for name, one in once.items()} == {name: one.svg for name, one in again.items()}


@pytest.mark.parametrize("name", ["jacobian", "with v", "batches", "broadcast"])
def test_is_a_figure_an_image_with_its_words_as_label_and_small(name: str) -> None:
    found = every_figure()[name]
    assert 'role="img"' in found.svg
    assert f'aria-label="{found.says.split(".")[0]}' in found.svg
    assert len(found.svg) < 60_000


def test_does_the_jacobian_say_every_row() -> None:
    says = jacobian(running_total, POINT).says
    assert "y[0]: 6, 0, 0. y[1]: 6, 8, 0. y[2]: 6, 8, 4." in says


def test_are_the_numbers_of_the_jacobian_written_in_the_cells() -> None:
    svg = jacobian(lambda x: -(x**2), POINT).svg
    assert all(f">{number}</text>" in svg for number in ("−6", "−8", "−4", "0"))


def test_does_the_product_weigh_rows_and_not_columns() -> None:
    assert "vᵀJ is 3, −4, −2" in jacobian(running_total, POINT, v=torch.tensor([1, 0, -0.5])).says


def test_is_a_scalar_output_called_y_without_an_index() -> None:
    says = jacobian(lambda x: (x**2).mean(), POINT).says
    assert "y: 2, 2.667, 1.333." in says


def test_is_an_output_that_uses_no_input_a_row_of_zeros() -> None:
    says = jacobian(lambda x: torch.stack([x[0], x.detach()[1] * x[0] * 0]), POINT).says
    assert "y[1]: 0, 0, 0." in says


def test_does_a_jacobian_leave_the_point_as_it_was() -> None:
    leaf = POINT.clone().requires_grad_()
    jacobian(running_total, leaf)
    assert leaf.grad is None


def test_does_a_v_of_the_wrong_length_say_which_length_it_needs() -> None:
    with pytest.raises(ValueError, match="3, and has 2"):
        jacobian(running_total, POINT, v=[1, 0])


def test_is_a_table_too_large_to_read_refused() -> None:
    with pytest.raises(ValueError, match="at most 10"):
        jacobian(running_total, torch.ones(11))


def test_does_the_sum_grow_with_the_batch_and_the_mean_stay() -> None:
    says = every_figure()["batches"].says
    assert "sum × 8, of the mean × 1" in says
    assert "sum: 8 at 1, 16 at 2, 32 at 4, 64 at 8." in says
    assert "mean: 8 at 1, 8 at 2, 8 at 4, 8 at 8." in says


def test_does_a_batch_that_is_no_power_of_two_stop_at_the_last_that_fits() -> None:
    says = batch_gradients(squared_errors, torch.tensor(0.5), [torch.full((6,), 2.0)]).says
    assert "at 4." in says
    assert "at 8" not in says


def test_does_a_column_minus_a_vector_become_a_square() -> None:
    same = torch.tensor([1.0, 2.0, 3.0])
    says = broadcast(same[:, None], same).says
    assert says.startswith("(3, 1) − (3,) becomes (3, 3).")
    assert "a with its numbers 1, 2, 3 and 6 copies of them" in says
    assert "0, −1, −2; 1, 0, −1; 2, 1, 0." in says


def test_are_equal_shapes_shown_without_copies() -> None:
    assert "and no copies" in broadcast(torch.ones(3), torch.ones(3)).says


def test_do_the_other_operations_say_their_sign() -> None:
    assert broadcast(torch.ones(2, 1), torch.ones(2), "×").says.startswith("(2, 1) × (2,) becomes (2, 2)")


def test_is_a_third_dimension_refused() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        broadcast(torch.ones(2, 2, 2), torch.ones(2))
