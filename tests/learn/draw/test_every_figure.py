"""Every figure of `draw`: labelled axes, one message, colours for everybody, nothing by colour alone, and words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
import torch
from matplotlib.colors import to_hex

from autograder import draw
from autograder.learn.draw import FIGURES, scenes, svg
from autograder.learn.draw.svg import GREY, PALETTE, Picture

NO_FIGURES = {"Picture", "figure"}  # what figures are made of
ALLOWED = {*PALETTE, GREY}  # the ink is currentColor by now


def leaf(value: float = 3.0) -> torch.Tensor:
    return torch.tensor(value, requires_grad=True)


def bowl(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x**2 / 4 + y**2


def square(x: torch.Tensor) -> torch.Tensor:
    return x**2


def ledger() -> Any:
    x = leaf()
    return draw.ledger(x, {"first": lambda: square(x).backward(), "second": lambda: square(x).backward()})


def graph() -> Any:
    x = leaf()
    y = x**2
    return draw.graph(y, x=x, y=y)


def strip() -> Any:
    x = leaf()
    y = x**2
    return draw.backward_strip(y, x=x, y=y)


def storage() -> Any:
    x = leaf()
    return draw.storage(x=x, d=x.detach(), c=x.detach().clone())


def boundary() -> Any:
    points, targets = torch.tensor([[-1.0, 0.0], [1.0, 1.0], [1.5, -0.5]]), torch.tensor([0.0, 1.0, 1.0])
    steps = [(0, torch.tensor([0.1, 1.0]), torch.tensor(0.0)), (9, torch.tensor([1.0, 0.5]), torch.tensor(0.25))]
    return draw.boundary(steps, points, targets, x="rain (mm)", y="wind (m/s)")


def micro_batches() -> Any:
    data = (torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([2.0, 3.0, 5.0, 9.0]))
    return draw.micro_batches(lambda w, x, y: ((w * x - y) ** 2).mean(), torch.tensor(1.0), data, parts=2)


# A figure, and numbers that a sighted reader sees in it and its words must have.
CASES: dict[str, tuple[Callable[[], Any], list[str]]] = {
    "backward_strip": (strip, ["6"]),
    "batch_gradients": (
        lambda: draw.batch_gradients(lambda w, x: w * x, torch.tensor(1.0), [torch.ones(4)]),
        ["1 at 1", "4 at 4"],
    ),
    "boundary": (boundary, ["2 of 3", "3 of 3", "0.25", "rain (mm)"]),
    "broadcast": (lambda: draw.broadcast(torch.tensor([[1.0], [2.0]]), torch.tensor([3.0, 5.0])), ["(2, 1)", "−2, −4"]),
    "contours": (lambda: draw.contours(bowl, at=(2.0, 1.0)), ["(1, 2)", "2.236"]),
    "descent": (lambda: draw.descent(bowl, start=(2.0, 1.0), lr=0.5, steps=2), ["value 2", "step 2"]),
    "difference_error": (lambda: draw.difference_error(square, at=3.0), ["float32", "float64", "1e−12"]),
    "graph": (graph, ["9", "3"]),
    "graph_memory": (lambda: draw.graph_memory(torch.sin, at=torch.ones(10), steps=3), ["10 numbers", "120 bytes"]),
    "jacobian": (lambda: draw.jacobian(square, torch.tensor([1.0, 2.5]), v=[1.0, -1.0]), ["2, 0", "0, 5", "2, −5"]),
    "ledger": (ledger, ["+6", "12"]),
    "lines": (
        lambda: draw.lines(
            [0, 1, 2], {"up": [0, 1, 4.5], "down": [3, 2, 1]}, x="time (s)", y="way (m)", title="Two ways", marks=True
        ),
        ["4.5", "time (s)", "way (m)"],
    ),
    "micro_batches": (micro_batches, ["−14.5", "−29"]),
    "mode": (lambda: draw.mode(square, at=3.0), ["9", "6"]),
    "modes": (lambda: draw.modes(square, at=3.0), ["9", "4 bytes"]),
    "saturation": (lambda: draw.saturation(mark=18.0), ["1.523e−8", "nan", "−18.5"]),
    "secant": (lambda: draw.secant(square, at=1.0, step=0.5), ["0.5", "1.5", "2"]),
    "slices": (lambda: draw.slices(lambda x, r: x**2 + r**3, at=(3.0, 2.0)), ["6", "12", "17"]),
    "storage": (storage, ["3 tensors, 2 storages"]),
    "tangent": (lambda: draw.tangent(square, at=1.5), ["1.5", "2.25", "3"]),
}
BY_HAND = {"graph", "backward_strip", "modes"}  # SVG and HTML of our own, with no axes

# No unit: the quantity is a pure number, a count, or named by the reader's own function.
PURE = re.compile(
    r"^(x|y|r|\w|value|inputs|outputs|first input|second input|score z|\w+\.grad.*|steps?\b.*|numbers kept.*"
    r"|micro-batches.*|error, as a part.*|size of the gradient|backward number)$"
)


OTHERS = {"ideas"}  # a map of words, no figure of data; it has tests of its own


def test_has_every_figure_a_case_here() -> None:
    assert set(FIGURES) - NO_FIGURES - OTHERS == set(CASES)


@functools.cache
def made(name: str) -> tuple[Picture, list[dict[str, Any]]]:
    """The picture, and what its matplotlib figures hold as they are laid out."""
    seen: list[dict[str, Any]] = []
    lay_out = svg.lay_out

    def looking(figure: Any) -> None:
        lay_out(figure)
        seen.append(_facts(figure))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(svg, "lay_out", looking)
        patch.setattr(scenes, "lay_out", looking)
        return CASES[name][0](), seen


def _facts(figure: Any) -> dict[str, Any]:
    """What the tests look at, copied: a scene takes away what moves once its picture is made."""
    return {
        "message": [
            text for text in [figure.get_suptitle(), *(axes.get_title(loc="left") for axes in figure.axes)] if text
        ],
        "axes": [
            {
                "x": axes.get_xlabel(),
                "y": axes.get_ylabel(),
                "span": axes.get_ylim(),
                "lines": [_line(line) for line in axes.lines],
            }
            for axes in figure.axes
            if axes.axison
        ],
    }


def _line(line: Any) -> tuple[str, str, tuple[Any, ...]]:
    """Name, colour, and what tells it from another line without its colour."""
    signs = (
        line.get_linestyle(),
        line.get_marker(),
        round(line.get_linewidth(), 2),
        str(line.get_markerfacecolor()) == "none",
    )
    return str(line.get_label()), to_hex(line.get_color()), (*signs, line._unscaled_dash_pattern)


@pytest.mark.parametrize("name", sorted(set(CASES) - BY_HAND))
def test_has_it_one_message_and_labelled_axes_and_lines_told_apart_without_colour(name: str) -> None:
    (figure,) = made(name)[1]
    assert figure["message"]
    for axes in figure["axes"]:
        shared = [other["y"] for other in figure["axes"] if other["span"] == axes["span"]]  # written once, at the left
        for label in (axes["x"], axes["y"] or shared[0]):
            assert label, f"{name}: an axis without a label"
            assert re.search(r"\([^)]+\)$", label) or PURE.match(label), f"{name}: {label!r} says no unit"
        named = [line for line in axes["lines"] if not line[0].startswith("_")]
        for one, other in combinations(named, 2):
            assert one[2] != other[2], f"{name}: {one[0]!r} and {other[0]!r} differ by colour alone"


@pytest.mark.parametrize("name", CASES)
def test_are_its_colours_those_of_the_palette(name: str) -> None:
    picture, _ = made(name)
    used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", picture.svg)}
    assert used <= ALLOWED, f"{name} has {sorted(used - ALLOWED)}"
    assert not re.search(r"(?:fill|stroke): ?(?:black|white)", picture.svg)


@pytest.mark.parametrize("name", CASES)
def test_do_its_words_say_the_message_and_the_numbers(name: str) -> None:
    picture, figures = made(name)
    for number in CASES[name][1]:
        assert number in picture.says, f"{name} does not say {number}: {picture.says}"
    assert all(figure["message"][0] in picture.says for figure in figures)
    assert "tensor(" not in picture.says
    if name != "modes":  # a table, which is read as one
        assert re.search(r'role="img" aria-label="[^"]{20,}"', picture.svg)


@pytest.mark.parametrize("name", CASES)
def test_is_it_the_same_bytes_each_time(name: str) -> None:
    assert CASES[name][0]().svg == made(name)[0].svg
