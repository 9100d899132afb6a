"""The backward pass as a table: are its steps those of torch, and is the graph left as it was?"""

from __future__ import annotations

import pytest
import torch

from autograder.learn.draw.folds import readable
from autograder.learn.draw.steps import backward_strip, steps
from autograder.learn.trace import trace


def leaf(value: float | list[float]) -> torch.Tensor:
    return torch.tensor(value, requires_grad=True)


def log_chain() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    x = leaf(3.0)
    y = x**2
    return x, y, torch.log(y) + x


def last_gradient(root: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """What the steps leave at a leaf."""
    graph = trace(root, {"x": x})
    return [step.after for step in steps(graph) if step.edge.source.name == "x"][-1]


@pytest.mark.parametrize(
    "function",
    [
        lambda x: torch.sin(x**2),
        lambda x: x * x,
        lambda x: x * torch.exp(x) + x,
        lambda x: torch.log(x * x + 1) / x,
    ],
)
def test_do_the_steps_end_with_torchs_own_gradient(function: object) -> None:
    assert callable(function)
    x = leaf(1.5)
    root = function(x)
    (expected,) = torch.autograd.grad(root, x, retain_graph=True)
    torch.testing.assert_close(last_gradient(root, x), expected)


def test_do_the_steps_hold_for_vectors_and_matrix_products() -> None:
    weights, x = leaf([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]]), leaf([3.0, 4.0, 2.0])  # type: ignore[list-item]
    root = torch.tanh(weights @ x).mean()
    (expected,) = torch.autograd.grad(root, x, retain_graph=True)
    torch.testing.assert_close(last_gradient(root, x), expected)


def test_is_a_broadcast_leafs_gradient_the_sum_that_torch_has() -> None:
    """A node gives it in the shape of its own result, and leaves the summing to torch's walk."""
    w, x = leaf(2.0), torch.tensor([1.0, 2.0, 3.0])
    root = ((w * x + 0.5) ** 2).mean()
    (expected,) = torch.autograd.grad(root, w, retain_graph=True)
    torch.testing.assert_close(last_gradient(root, w), expected)
    assert backward_strip(root, w=w).says.startswith("Incoming × local, edge by edge: dmean/dw = 20.67.")


def test_is_a_broadcast_summed_inside_a_fold_as_well() -> None:
    x = leaf(0.5)
    chain = x + torch.zeros(3)
    for _ in range(6):
        chain = torch.sin(chain)
    root = chain.sum()
    (expected,) = torch.autograd.grad(root, x, retain_graph=True)
    folded = readable(trace(root, {"x": x}))
    assert any(node.folded for node in folded.nodes)
    torch.testing.assert_close(steps(folded)[-1].after, expected)


def test_is_no_result_of_several_called_by_another_ones_name() -> None:
    """`a` and `b` are two results of one node: a step towards b must not say that it is a's."""
    a, b = leaf([1.0, 2.0]).unbind()
    root = a * b
    says = backward_strip(root, a=a, b=b, root=root).says
    assert "from root to unbind through mul: 1 × 2 = 2" in says
    assert "to a through" not in says


def test_do_complex_numbers_on_the_way_stop_nothing() -> None:
    root = (torch.tensor(1 + 2j, requires_grad=True) * 2).abs()
    assert all(step.local is None for step in steps(trace(root)))


def test_is_there_no_elementwise_factor_through_a_matrix_product() -> None:
    weights, x = torch.ones(3, 3), leaf([3.0, 4.0, 2.0])
    assert "goes in" in backward_strip((weights @ x).sum(), x=x).says


def test_does_the_table_show_where_gradients_add() -> None:
    x, y, z = log_chain()
    shown = backward_strip(z, x=x, y=y, z=z)
    assert shown.says.startswith("Incoming × local, edge by edge: dz/dx = 1.667.")
    assert "from log to y through log: 1 × 0.1111 = 0.1111" in shown.says
    assert "the gradient of x so far is 1 + 0.6667 = 1.667" in shown.says


def test_is_a_negative_delivery_subtracted_with_a_true_minus() -> None:
    x = leaf(2.0)
    assert "3 − 1 = 2" in backward_strip(torch.neg(x) + 3 * x, x=x).says


def test_does_drawing_leave_the_graph_and_the_gradients_alone() -> None:
    x, y, z = log_chain()
    backward_strip(z, x=x, y=y)
    assert x.grad is None
    z.backward()
    assert x.grad is not None


def test_does_a_freed_graph_say_what_to_do() -> None:
    _, _, z = log_chain()
    z.backward()
    with pytest.raises(ValueError, match="Build it again"):
        backward_strip(z)


def test_is_a_leaf_refused_in_words() -> None:
    with pytest.raises(ValueError, match="nothing was recorded"):
        backward_strip(torch.tensor(3.0))


def test_is_the_picture_the_same_bytes_twice_and_small() -> None:
    x, y, z = log_chain()
    first, second = (backward_strip(z, x=x, y=y, z=z).svg for _ in range(2))
    assert first == second
    assert 'role="img"' in first
    assert len(first) < 60_000
