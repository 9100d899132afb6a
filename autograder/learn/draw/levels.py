"""Level lines with their values, and notes that keep clear of those values and inside the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.surfaces import Point, Span
from autograder.learn.draw.svg import GREY, INK, OVER

Way = tuple[float, float, str]  # a text's offset from its point, in points, and which of its sides stands there

SIDE = 349.0  # of the frame, in points: near enough to know which texts would meet, before the layout is solved


def draw_levels(axes: Any, wide: torch.Tensor, high: torch.Tensor, heights: torch.Tensor, frame: Span) -> list[Span]:
    """Level lines with their value written on each; negative levels are dashed. Where the values stand comes back."""
    real = heights[heights.isfinite()]
    if float(real.max() - real.min()) < 1e-9:
        return []
    seen = torch.where(heights.isfinite(), heights, torch.nan)
    lines = axes.contour(wide, high, seen, levels=12, colors=GREY, linewidths=1.0)
    return _label_levels(axes, lines, frame)


def _label_levels(axes: Any, lines: Any, frame: Span) -> list[Span]:
    """The value of each level line on the line, but not where the figure's edge would cut it."""
    kept = []
    left, right, bottom, top = frame
    edge = 0.06 * (right - left)
    for text in axes.clabel(lines, fontsize=9, colors=INK, fmt=words.number):
        across, up = text.get_position()
        if not (left + edge < across < right - edge and bottom + edge / 2 < up < top - edge / 2):
            text.remove()
            continue
        wide, high, turn = 0.6 * 9 * len(text.get_text()), 9, math.radians(text.get_rotation())
        sides = [abs(wide * math.cos(turn)) + abs(high * math.sin(turn)) + 2]
        sides += [abs(wide * math.sin(turn)) + abs(high * math.cos(turn)) + 2]
        text.set_gid(OVER)
        kept.append(_box((across, up), (0, 0), "center", sides, frame))
    return kept


def note(axes: Any, text: str, at: Point, ways: Sequence[Way], frame: Span, written: Sequence[Span]) -> None:
    """A text beside a point: the first way that covers no level's value and stays in the frame, or else the first."""
    size = (6 * len(text), 12)

    def free(way: Way) -> bool:
        box = _box(at, (way[0], way[1] + 4), way[2], size, frame)
        inside = frame[0] <= box[0] and box[1] <= frame[1] and frame[2] <= box[2] and box[3] <= frame[3]
        return (inside or way == ways[0]) and not any(_meet(box, other) for other in written)

    across, up, align = next(filter(free, ways), ways[0])
    axes.annotate(
        text, at, xytext=(across, up), ha=align, zorder=8, textcoords="offset points", in_layout=False, gid=OVER,
    )  # fmt: skip


AROUND: list[Way] = [
    (across, up, align)
    for far in range(0, 60, 5)
    for up in (far - 4, -far - 4)  # a text's offset is to its foot: 4 points under its middle
    for across, align in ((14, "left"), (-14, "right"), (45, "left"), (-45, "right"), (0, "center"))
    if far > 10 or align != "center"
]


def _box(at: Point, offset: Sequence[float], align: str, size: Sequence[float], frame: Span) -> Span:
    """What a text covers, in the axes' units: left, right, bottom, top. Offset and size are in points; the offset leads
    to the text's middle, up or down, and to the side that `align` names."""
    unit = (frame[1] - frame[0]) / SIDE
    part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    left, bottom = at[0] + unit * (offset[0] - part * size[0]), at[1] + unit * (offset[1] - size[1] / 2)
    return left, left + unit * size[0], bottom, bottom + unit * size[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
