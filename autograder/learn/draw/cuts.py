"""Slices through a function at a point: a panel for each variable, and the tangent that is its partial derivative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.surfaces import FINE, Point, Surface, gradient, leads_back, names_of, point, value_at
from autograder.learn.draw.svg import BLUE, ORANGE, Picture, canvas, figure, label
from autograder.learn.draw.tried import elementwise


def slices(function: Surface, *, at: Sequence[Any], reach: float = 2.0, title: str = "") -> Picture:
    """One panel for every variable: the curve that is left when all the others are held constant, and its
    tangent at the point. The tangent's slope is the partial derivative.

    at     the point, a number or scalar tensor for every variable (one to four)
    reach  how far each curve goes to both sides
    """
    place = point(at)
    names, slope, height = names_of(function, len(place)), gradient(function, place), value_at(function, place)
    leads_back(function, _crossing(place, reach), names)
    heading = title or "Hold the rest constant: one slice, one slope, for every variable"
    with canvas(3.9 * len(place), 3.7, ncols=len(place), sharey=True, squeeze=False) as (drawn, grid):
        drawn.suptitle(heading, x=0.01, ha="left", fontsize=12.0, fontweight="bold")
        for which, axes in enumerate(grid[0]):
            _slice(axes, function, place, which, slope[which], height, reach)
            label(axes, x=names[which], y="value" if which == 0 else "", title=_held(names, place, which))
            axes.legend(loc="best")
        return figure(drawn, _slices_say(names, place, slope, height, heading))


def _slice(axes: Any, function: Surface, place: Point, which: int, slope: float, height: float, reach: float) -> None:
    across = torch.linspace(place[which] - reach, place[which] + reach, FINE, dtype=torch.float64)
    held = [across if axis == which else torch.full_like(across, entry) for axis, entry in enumerate(place)]
    with torch.no_grad():
        curve = elementwise(function, held).to(across.dtype)
    axes.plot(across, curve, "-", color=BLUE, label="slice")
    near = torch.tensor([place[which] - 0.6 * reach, place[which] + 0.6 * reach], dtype=torch.float64)
    tangent = height + slope * (near - place[which])
    axes.plot(near, tangent, "--", color=ORANGE, label=f"slope {words.number(slope)}")
    axes.plot(place[which], height, "o", color=ORANGE, markersize=8)


def _crossing(place: Point, reach: float) -> list[torch.Tensor]:
    """Points to both sides of a place, along one variable after the other: a row of coordinates for each variable."""
    count = len(place)
    steps = reach * torch.eye(count, dtype=torch.float64)
    points = torch.tensor(place, dtype=torch.float64) + torch.cat([steps, -steps / 2, steps / 3])
    return list(points.T.contiguous())


def _held(names: Sequence[str], place: Point, which: int) -> str:
    known = [f"{name} = {words.number(entry)}" for name, entry in zip(names, place, strict=True)]
    rest = known[:which] + known[which + 1 :]
    return f"held: {words.listed(rest)}" if rest else ""


def _slices_say(names: Sequence[str], place: Point, slope: Point, height: float, title: str) -> str:
    told = [
        f"Along {name} the slope is {words.number(entry)} ({_held(names, place, which) or 'the only variable'})."
        for which, (name, entry) in enumerate(zip(names, slope, strict=True))
    ]
    where = words.inputs(list(zip(names, place, strict=True)))
    return " ".join([f"{title}. At {where} the value is {words.number(height)}.", *told])
