"""Is every cell of the seed notebook mirrored, with the numbers that it printed?

The course grew from a small notebook. This table holds each of its cells that computes or explains
something, with the lines that it printed; a lesson's cell says in its metadata (`course.seed`) which one it
mirrors, and the cells that do print those lines, in that order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


class Seed(NamedTuple):
    cell: str
    lesson: str
    prints: tuple[str, ...]


X = "tensor(3., requires_grad=True)"
Y = "tensor(9., grad_fn=<PowBackward0>)"
SEED = (
    Seed("12", "01_scalar_gradients", ()),
    Seed("13", "01_scalar_gradients", (X, Y, "tensor(6.)")),
    Seed("15", "02_chain_rule", (X, Y, "tensor(5.1972, grad_fn=<AddBackward0>)", "tensor(1.6667)")),
    Seed(
        "17",
        "03_multivariable",
        (
            X,
            X,
            "tensor(36., grad_fn=<AddBackward0>)",
            "tensor(-36., grad_fn=<NegBackward0>)",
            "tensor(-6.)",
            "tensor(-27.)",
        ),
    ),
    Seed(
        "34",
        "04_mean_reduction",
        (
            "tensor([3., 4., 2.], requires_grad=True)",
            "tensor(9.6667, grad_fn=<MeanBackward0>)",
            "tensor([2.0000, 2.6667, 1.3333])",
        ),
    ),
    Seed("text-neuron", "05_bce_neuron", ()),
    Seed("23", "05_bce_neuron", ("tensor(0.0003, grad_fn=<NegBackward0>)",)),
    Seed(
        "27",
        "05_bce_neuron",
        (
            "tensor(8.)",
            "tensor(1.)",
            "tensor(1., requires_grad=True)",
            "tensor(0., requires_grad=True)",
            "tensor(8., grad_fn=<AddBackward0>)",
            "tensor(0.9997, grad_fn=<SigmoidBackward0>)",
            "tensor(0.0003, grad_fn=<NegBackward0>)",
            "tensor(-0.0027)",
            "tensor(-0.0003)",
        ),
    ),
    Seed("39", "06_accumulation", (X, Y, "tensor(6.)", "tensor(12.)", "tensor(6.)")),
    Seed("text-no-grad", "07_no_grad_modes", ()),
    Seed("44", "07_no_grad_modes", (X, Y, "tensor(6.)", "tensor(3.)")),
    Seed("45", "07_no_grad_modes", (X, Y, "tensor(6.)", "tensor(3.)", "tensor(9.)")),
    Seed("52", "07_no_grad_modes", (X, Y, X, "tensor(9.)")),
)


def printed(seed: Seed) -> tuple[int, str]:
    """How many cells of the lesson mirror this one, and all that they print."""
    content = json.loads((NOTEBOOKS / f"{seed.lesson}.ipynb").read_text(encoding="utf-8"))
    cells = [
        cell
        for cell in content["cells"]
        if cell["cell_type"] == "code" and seed.cell in cell["metadata"].get("course", {}).get("seed", [])
    ]
    shown = [
        "".join(output.get("text", [])) + "".join(output.get("data", {}).get("text/plain", []))
        for cell in cells
        for output in cell["outputs"]
    ]
    return len(cells), "\n".join(shown)


@pytest.mark.parametrize("seed", SEED, ids=lambda seed: f"{seed.lesson}-{seed.cell}")
def test_does_a_lesson_print_what_the_seed_printed(seed: Seed) -> None:
    mirrors, text = printed(seed)
    assert mirrors, f"no cell of {seed.lesson} mirrors the seed's cell {seed.cell}"
    for line in seed.prints:
        assert line in text, f"{seed.lesson} does not print {line} (in this order) where it mirrors cell {seed.cell}"
        text = text.split(line, 1)[1]


def test_does_no_lesson_mirror_a_cell_that_the_seed_never_had() -> None:
    known = {seed.cell for seed in SEED}
    for path in NOTEBOOKS.glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert set(cell["metadata"].get("course", {}).get("seed", [])) <= known, (path.name, cell["id"])
