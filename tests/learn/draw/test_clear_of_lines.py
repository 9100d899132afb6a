"""Can a text be read where it lies on lines, and does an arrow begin at the box that it belongs to?"""

from __future__ import annotations

import re

import pytest
import torch

from autograder import draw
from autograder.learn.draw.svg import RIM


def bowl(x: torch.Tensor, r: torch.Tensor) -> torch.Tensor:
    return x**2 / 4 + r**2


@pytest.mark.parametrize(
    ("svg", "text"),
    [
        (draw.contours(bowl, at=(2.0, 1.0)).svg, "gradient (1, 2)"),
        (draw.descent(bowl, start=(2.0, 1.0), lr=0.1, steps=3).svg, "start: 2"),
    ],
    ids=["contours", "descent"],
)
def test_has_a_text_on_lines_a_rim_in_the_pages_colour(svg: str, text: str) -> None:
    rimmed = re.findall(rf'<g style="{re.escape(RIM)}">(.*?)</text>', svg)
    assert any(text in written for written in rimmed)


def test_does_an_arrow_begin_where_its_names_box_ends() -> None:
    svg = draw.storage(x=torch.ones(2), a_longer_name=torch.zeros(2)).svg
    starts = [float(start) for start in re.findall(r'<path d="M ([\d.]+) [\d.]+ Q', svg)]
    assert len(starts) == 2
    assert starts[1] > starts[0] + 20
