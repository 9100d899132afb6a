"""A walk downhill: the path of plain gradient descent, over level lines or on the surface itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Literal

from autograder.learn import words
from autograder.learn.draw.levels import draw_levels
from autograder.learn.draw.surfaces import (
    COARSE,
    FINE,
    Point,
    Span,
    Surface,
    around,
    gradient,
    grid,
    heights_on,
    leads_back,
    names_of,
    point,
    value_at,
)
from autograder.learn.draw.svg import BLUE, ORANGE, OVER, Picture, canvas, figure

ROUGH = 15  # points a side of a surface in 3-D


def descent(
    function: Surface,
    *,
    start: Sequence[Any],
    lr: float,
    steps: int,
    span: Span | None = None,
    view: Literal["contours", "surface"] = "contours",
    title: str = "",
) -> Picture:
    """The path of plain gradient descent, new = old − lr · gradient, over the function's level lines.

    start  the first point, two numbers or scalar tensors
    lr     the step's length for one unit of gradient
    steps  how many steps
    view   "contours" from above, "surface" as a landscape with the path on it
    """
    path = walk(function, point(start), lr, steps)
    frame = span or around([*path, (0.0, 0.0)])
    heights = [value_at(function, place) for place in path]
    message = title or f"{words.count(steps, 'step')} against the gradient, lr = {words.number(lr)}"
    names = names_of(function, 2)
    leads_back(function, grid(frame, COARSE), names)
    draw = _landscape if view == "surface" else _map
    shape = {"subplot_kw": {"projection": "3d"}} if view == "surface" else {}
    with canvas(6.2, 5.6, **shape) as (drawn, axes):
        draw(axes, function, path, heights, frame)
        axes.set(xlabel=names[0], ylabel=names[1])
        axes.set_title(message)
        return figure(drawn, _descent_says(names, path, heights, message))


def walk(function: Surface, start: Point, lr: float, steps: int) -> list[Point]:
    """The points of plain gradient descent, the start included: steps + 1 of them."""
    path = [start]
    for _ in range(steps):
        slope = gradient(function, path[-1])
        path.append(tuple(old - lr * entry for old, entry in zip(path[-1], slope, strict=True)))
    return path


def _map(axes: Any, function: Surface, path: Sequence[Point], heights: Sequence[float], frame: Span) -> None:
    """Level lines, and the path with the value at its two ends."""
    wide, high = grid(frame, FINE)
    draw_levels(axes, wide, high, heights_on(function, wide, high), frame)
    axes.plot(
        [place[0] for place in path], [place[1] for place in path],
        "o-", color=ORANGE, markersize=5, linewidth=1.8, zorder=5,
    )  # fmt: skip
    for stop in sorted({0, len(path) - 1}):
        name = f"step {stop}" if stop else "start"
        axes.annotate(
            f"{name}: {words.number(heights[stop])}", path[stop], zorder=7,
            xytext=(8, -15) if stop else (8, 8), textcoords="offset points", gid=OVER,
        )  # fmt: skip
    axes.set(xlim=frame[:2], ylim=frame[2:], aspect="equal")


def _landscape(axes: Any, function: Surface, path: Sequence[Point], heights: Sequence[float], frame: Span) -> None:
    """The surface as a wire net, and the path on it."""
    wide, high = grid(frame, ROUGH)
    axes.plot_wireframe(
        wide.numpy(), high.numpy(), heights_on(function, wide, high).numpy(), color=BLUE, linewidth=0.7, alpha=0.7
    )
    axes.plot(
        [place[0] for place in path], [place[1] for place in path], list(heights),
        "o-", color=ORANGE, markersize=5, zorder=9,
    )  # fmt: skip
    axes.set_zlabel("value")
    axes.grid(False)
    axes.view_init(elev=32, azim=-58)
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.set_pane_color((0, 0, 0, 0))


def _descent_says(names: Sequence[str], path: Sequence[Point], heights: Sequence[float], title: str) -> str:
    told = range(len(path)) if len(path) <= 4 else (0, 1, 2, len(path) - 1)
    stops = "; ".join(_stop(number, names, path[number], heights[number]) for number in told)
    rises = sum(later > earlier for earlier, later in itertools.pairwise(heights))
    trend = f"The value rises at {words.count(rises, 'step')}." if rises else "The value never rises."
    return f"{title}. The path: {stops}." + (f" {trend}" if len(path) > 1 else "")


def _stop(number: int, names: Sequence[str], place: Point, height: float) -> str:
    which = f"step {number}" if number else "start"
    where = words.inputs(list(zip(names, place, strict=True)))
    return f"{which} at {where}, value {words.number(height)}"
