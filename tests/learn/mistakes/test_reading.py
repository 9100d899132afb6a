"""What does the source of an answer show, and what does it only seem to show?"""

from __future__ import annotations

import pytest

from autograder.learn import compare
from autograder.learn.mistakes import reading


@pytest.mark.parametrize(
    "line",
    [
        "losses.append(loss.item())",
        "losses += [float(loss)]",
        "print(w.item())",
        "return w, b, loss.item()",
        "return w.grad.tolist()",
    ],
)
def test_does_a_number_that_is_only_noted_cut_nothing(line: str) -> None:
    assert not reading.leaves_through_numbers(f"def step(w, b, x):\n    {line}\n    return w")


@pytest.mark.parametrize(
    "line",
    ["y = w.item() ** 2 * x", "return math.sin(w)", "total = float(w) * x", "return f(w.item()) * x", "h += w.item()"],
)
def test_is_a_number_on_the_way_a_cut(line: str) -> None:
    assert reading.leaves_through_numbers(f"def step(w, b, x):\n    {line}\n    return w")


def test_is_a_cut_found_where_the_source_cannot_be_parsed() -> None:
    assert reading.leaves_through_numbers("def step(w:\n    y = w.item()")


def test_is_a_loop_over_two_losses_two_backwards() -> None:
    source = "def both(w):\n    for loss in (first, second):\n        loss.backward()\n    return w.grad"
    assert "shared_node_two_backwards" in reading.facts(source)


def test_is_a_loop_over_one_loss_no_second_root() -> None:
    source = "def both(w):\n    for loss in (first,):\n        loss.backward()\n    return w.grad"
    assert "shared_node_two_backwards" not in reading.facts(source)


@pytest.mark.parametrize(
    ("source", "may"),
    [
        ("p = torch.sigmoid(z)\nloss = -torch.log(p)", False),
        ("p = torch.sigmoid(z).clamp(1e-8)\nloss = -torch.log(p)", True),
        ("p = torch.minimum(p, one)\nloss = -p.log()", True),
        ("return buggy_prices(z, y)", True),
    ],
)
def test_is_a_clamp_suspected_only_where_one_can_be(source: str, may: bool) -> None:
    assert reading.possible("clamp_saturates", source) is may


@pytest.mark.parametrize(("line", "may"), [("z.clip(-60, 60)", True), ("torch.nan_to_num(g)", True), ("p * x", False)])
def test_is_a_dead_clamp_suspected_only_where_something_is_flat(line: str, may: bool) -> None:
    assert reading.possible("clamp_kills_gradient", line) is may


@pytest.mark.parametrize(
    ("line", "may"), [("g[p] += s", False), ("p.grad += s", True), ("setattr(p, 'grad', s)", True)]
)
def test_is_a_seed_suspected_only_where_a_grad_is_written(line: str, may: bool) -> None:
    assert reading.possible("seeded_with_zero", line) is may


def test_are_numbers_of_numpy_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    assert compare.differ(numpy.float32(2), 2.0, where="") is None
    assert compare.differ(numpy.bool_(True), True, where="") is None
    assert compare.differ(numpy.bool_(True), 1.0, where="") is not None
    assert compare.differ(numpy.ones(3), 1.0, where="") is not None
