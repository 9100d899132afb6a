"""One neuron's boundary while it trains: two classes of points, and the line where p is one half at several steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.svg import BLUE, DASHES, INK, ORANGE, Picture, canvas, figure, label

Snapshot = tuple[int, torch.Tensor, torch.Tensor]


def boundary(
    snapshots: Sequence[Snapshot],
    points: torch.Tensor,
    targets: torch.Tensor,
    *,
    x: str = "first input",
    y: str = "second input",
) -> Picture:
    """Points of two classes, and the line w·x + b = 0 of a neuron at several steps of its training.

    snapshots  (step, w of shape (2,), b of shape ()) for each step to be drawn, in order
    points     (n, 2); targets (n,), each 0 or 1; x, y are the axis labels, with units
    """
    snapshots = [(step, w.detach(), b.detach()) for step, w, b in snapshots]
    right = [_right(w, b, points, targets) for _, w, b in snapshots]
    title = f"{right[0]} of {len(points)} on their own side at first, {right[-1]} at the end"
    with canvas(6.8, 4.4) as (drawn, axes):
        _scatter(axes, points, targets)
        box = _box(points)
        for place, (step, w, b) in enumerate(snapshots):
            _draw_line(axes, box, w, b, step, place, len(snapshots))
        axes.set(xlim=box[0], ylim=box[1])
        _draw_side(axes, box, snapshots[-1])
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
        label(axes, x=x, y=y, title=title)
        return figure(drawn, _says_boundary(title, snapshots, right, points, x, y))


def _right(w: torch.Tensor, b: torch.Tensor, points: torch.Tensor, targets: torch.Tensor) -> int:
    """How many points have p above one half exactly where the target is 1."""
    return int((((points @ w + b) > 0) == (targets > 0.5)).sum())


def _scatter(axes: Any, points: torch.Tensor, targets: torch.Tensor) -> None:
    for target, marker, colour in ((0, "o", ORANGE), (1, "^", BLUE)):
        chosen = points[targets == target].detach().tolist()
        face = "none" if target == 0 else colour
        axes.plot(
            [row[0] for row in chosen],
            [row[1] for row in chosen],
            marker,
            color=colour,
            markerfacecolor=face,
            markersize=9,
            markeredgewidth=2,
            label=f"target {target}",
        )


def _box(points: torch.Tensor) -> tuple[tuple[float, float], tuple[float, float]]:
    """The frame around the points: ((left, right), (bottom, top)), a tenth wider on every side."""
    low, high = points.detach().amin(dim=0), points.detach().amax(dim=0)
    room = (high - low) * 0.12
    (left, bottom), (right, top) = (low - room).tolist(), (high + room).tolist()
    return (left, right), (bottom, top)


def _draw_line(
    axes: Any,
    box: tuple[tuple[float, float], tuple[float, float]],
    w: torch.Tensor,
    b: torch.Tensor,
    step: int,
    place: int,
    count: int,
) -> None:
    """The line w·x + b = 0 inside the frame; later snapshots are heavier, the last one is solid."""
    ends = _ends(box, w.tolist(), float(b))
    last = place == count - 1
    dash = "-" if last else DASHES[1 + place % (len(DASHES) - 1)]
    outside = "" if ends else " (out of view)"
    axes.plot(
        [end[0] for end in ends],
        [end[1] for end in ends],
        color=INK,
        linestyle=dash,
        alpha=1.0 if last else 0.75,
        linewidth=1.2 + 1.4 * place / max(count - 1, 1),
        label=f"step {step}{outside}",
    )


def _draw_side(axes: Any, box: tuple[tuple[float, float], tuple[float, float]], last: Snapshot) -> None:
    """An arrow from the middle of the last line to the side on which p is above one half."""
    ends = _ends(box, last[1].tolist(), float(last[2]))
    if not ends:
        return
    middle = [(one + other) / 2 for one, other in zip(*ends, strict=True)]
    length = 0.14 * (box[0][1] - box[0][0]) / float(last[1].norm())
    tip = [middle[0] + length * float(last[1][0]), middle[1] + length * float(last[1][1])]
    axes.annotate("", tip, middle, arrowprops={"arrowstyle": "->", "color": INK, "linewidth": 2})
    axes.annotate("p > 0.5", tip, xytext=(4, 4), textcoords="offset points", fontweight="bold")


def _ends(box: tuple[tuple[float, float], tuple[float, float]], w: Sequence[float], b: float) -> list[list[float]]:
    """Where the line meets the frame: two points, or none if it passes outside (or there is no line)."""
    (left, right), (bottom, top) = box
    met = []
    if w[1]:
        met += [[edge, -(b + w[0] * edge) / w[1]] for edge in (left, right)]
    if w[0]:
        met += [[-(b + w[1] * edge) / w[0], edge] for edge in (bottom, top)]
    room = 1e-9 * max(right - left, top - bottom)
    inside = [end for end in met if left - room <= end[0] <= right + room and bottom - room <= end[1] <= top + room]
    return sorted(inside)[:: max(len(inside) - 1, 1)] if len(inside) > 1 else []


def _says_boundary(
    title: str, snapshots: Sequence[Snapshot], right: Sequence[int], points: torch.Tensor, x: str, y: str
) -> str:
    told = [
        f"{title}. {words.count(len(points), 'point')} of two classes, {y} against {x}, and the line where p = 0.5."
    ]
    for (step, w, b), count in zip(snapshots, right, strict=True):
        (first, second), bias = w.tolist(), float(b)
        line = f"{words.number(first)} x₁ + {words.number(second)} x₂ + {words.number(bias)} = 0"
        told.append(f"Step {step}: {line.replace('+ −', '− ')}, {count} of {len(points)} on their own side.")
    return " ".join(told)
