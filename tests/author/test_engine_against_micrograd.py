"""Does the engine of assignment 08's master do what micrograd is published to do, and what torch does?

micrograd (Andrej Karpathy, MIT licence) says in its README what one expression prints, and holds two expressions
against torch in its tests. The expressions are written anew here; the README's three numbers are facts, and stand as
they are printed there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

MASTER = Path(__file__).parents[2] / "source" / "08_build_your_own_autograd" / "08_build_your_own_autograd.ipynb"
README = (24.7041, 138.8338, 645.5773)  # g, and its gradients at a and b
Expression = Callable[..., Any]


@pytest.fixture(scope="module")
def pieces() -> dict[str, Any]:
    """What the master's answers to 8.2 to 8.6 define, each of them as its students would have it."""
    names: dict[str, Any] = {"math": math}
    for cell in json.loads(MASTER.read_text(encoding="utf-8"))["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] in {f"answer_8_{number}" for number in range(2, 7)}:
            exec("".join(cell["source"]), names)
    return names


def of_the_readme(a: Any, b: Any) -> Any:
    """The README's example: each value that it builds up step by step, in one line."""
    c = 2 * (a + b) + 1
    c = 1 + c + c + -a
    d = a * b + b**3
    d = d + d * 2 + (b + a).relu()
    d = d + 3 * d + (b - a).relu()
    difference = (c - d) ** 2
    return difference / 2.0 + 10.0 / difference


def of_its_first_test(x: Any) -> Any:
    z = 2 * x + 2 + x
    q = z.relu() + z * x
    return (z * z).relu() + q + q * x


def torchs(of: Expression, numbers: tuple[float, ...], passes: int = 1) -> list[float]:
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in numbers]
    root = of(*leaves)
    for _ in range(passes):
        root.backward(retain_graph=True)
    return [root.item(), *(leaf.grad.item() for leaf in leaves if leaf.grad is not None)]


def ours(make: Any, of: Expression, numbers: tuple[float, ...], passes: int = 1) -> list[float]:
    leaves = [make(number) for number in numbers]
    root = of(*leaves)
    for _ in range(passes):
        root.backward()
    return [root.data, *(leaf.grad for leaf in leaves)]


def test_does_it_print_what_the_readme_prints(pieces: dict[str, Any]) -> None:
    found = ours(pieces["Value"], of_the_readme, (-4.0, 2.0))
    assert [f"{number:.4f}" for number in found] == [f"{number:.4f}" for number in README]


@pytest.mark.parametrize(
    ("of", "numbers"), [(of_the_readme, (-4.0, 2.0)), (of_its_first_test, (-4.0,)), (of_its_first_test, (0.7,))]
)
def test_does_it_agree_with_torch_where_micrograd_does(
    pieces: dict[str, Any], of: Expression, numbers: tuple[float, ...]
) -> None:
    assert ours(pieces["Value"], of, numbers) == pytest.approx(torchs(of, numbers), rel=1e-12)


def test_does_a_second_backward_add_as_in_torch(pieces: dict[str, Any]) -> None:
    """Here it parts with micrograd, whose intermediates keep the gradients of the first pass."""
    found = ours(pieces["Value"], of_the_readme, (-4.0, 2.0), passes=2)
    assert found == pytest.approx(torchs(of_the_readme, (-4.0, 2.0), passes=2), rel=1e-12)


def test_do_the_pieces_together_make_the_same_engine(pieces: dict[str, Any]) -> None:
    """8.3's nodes, put in order by 8.4, passed back by 8.5."""
    a, b = pieces["Node"](2.0), pieces["Node"](3.0)
    root = a * b * a + b + 4 * a
    pieces["pass_back"](pieces["topological_order"](root))
    assert [root.data, a.grad, b.grad] == ours(pieces["Value"], lambda a, b: a * b * a + b + 4 * a, (2.0, 3.0))


def test_do_the_rules_and_the_engine_have_the_same_slopes(pieces: dict[str, Any]) -> None:
    for operation in ("exp", "log", "sigmoid", "relu"):
        leaf = pieces["Value"](1.25)
        value = getattr(leaf, operation)()
        number, slopes = pieces["local_rule"](operation, 1.25)
        assert [value.data, *value.slopes] == pytest.approx([number, *slopes])
        assert (value.operation, value.parents) == (operation, (leaf,))
