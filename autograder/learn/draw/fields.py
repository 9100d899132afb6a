"""A function of two variables from above: level lines, the field of gradients, and the gradient at one point.

A `Map` is computed and drawn once; each frame of it has the point somewhere else, as `explore.contours` wants it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy
import torch
from contourpy import contour_generator  # what matplotlib's own `contour` asks, without a drawing for each answer

from autograder.learn import words
from autograder.learn.draw.levels import AROUND, draw_levels, note
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.surfaces import (
    COARSE,
    FINE,
    Point,
    Span,
    Surface,
    default_span,
    gradient,
    gradients,
    grid,
    heights_on,
    leads_back,
    names_of,
    point,
    value_at,
)
from autograder.learn.draw.svg import BLUE, GREEN, ORANGE, Picture, label
from autograder.learn.draw.tried import accepts

ARROW = 0.24  # the thick arrow at the point, as a part of the figure's side
RIGHT_ANGLE = "The gradient stands at a right angle to the level line"
FLAT = "The ground is flat here: the gradient is 0"


def contours(
    function: Surface,
    *,
    at: Sequence[Any],
    span: Span | None = None,
    title: str = "",
) -> Picture:
    """Level lines of a function of two variables, the gradient field, and the gradient at one point.

    at     the point, two numbers or scalar tensors
    span   left, right, bottom, top; by default a square that holds the point and, where near, the origin
    title  the figure's one message; by default it says what is true at the point

    Arrows of the field are as long as the gradient is large, in one common scale; the thick one at the point
    has a fixed length, and its numbers are written beside it. Both axes have the same
    scale, so that a right angle looks like one.
    """
    place = point(at)
    return Map(function, span or default_span(place), title).at(place)


class Map:
    """A function of two variables over a frame, computed and drawn once; and the frames that have a point on it."""

    def __init__(self, function: Surface, frame: Span, title: str = "") -> None:
        accepts(function, 2)
        self.function, self.frame, self.title = function, frame, title
        self.names = names_of(function, 2)
        self.wide, self.high = grid(frame, FINE)
        self.heights = heights_on(function, self.wide, self.high)
        leads_back(function, grid(frame, COARSE), self.names)
        seen = torch.where(self.heights.isfinite(), self.heights, torch.nan)
        self.lines = contour_generator(self.wide.numpy(), self.high.numpy(), numpy.ma.masked_invalid(seen.numpy()))
        self.scene = Scene(self._backdrop, width=6.2, height=5.6)

    def at(self, place: Point) -> Picture:
        """The point, the level line through it, and the gradient there as a thick arrow."""
        level, slope = value_at(self.function, place), gradient(self.function, place)
        if not math.isfinite(level):
            slope = (math.nan, math.nan)  # torch has derivatives where the value has none: log's is 1/x at −1 as well
        message = self.title or _message(level, slope)

        def moving(_: Any, axes: Any) -> None:
            self._through(axes, place, level, slope)
            self.heading.set_text(message)

        return self.scene.picture(moving, _contours_say(self.names, place, level, slope, message))

    def _backdrop(self, _: Any, axes: Any) -> None:
        self.written = draw_levels(axes, self.wide, self.high, self.heights, self.frame)
        _field(axes, self.function, self.frame)
        self.heading = _frame(axes, self.names, self.frame)

    def _through(self, axes: Any, place: Point, level: float, slope: Point) -> None:
        across, up = self._level(level)
        if across:
            axes.plot(across, up, "-", color=GREEN, linewidth=2.2)
        axes.plot(*place, "o", color=ORANGE, markersize=9, zorder=6, clip_on=self._inside(place))
        _arrow(axes, place, slope, self.frame, self.written)

    def _level(self, level: float) -> tuple[list[float], list[float]]:
        """The level line at a height, its pieces one after the other with a gap between them."""
        pieces: list[Any] = list(self.lines.lines(level)) if math.isfinite(level) else []
        across = [x for piece in pieces for x in [*piece[:, 0], math.nan]]
        return across, [y for piece in pieces for y in [*piece[:, 1], math.nan]]

    def _inside(self, place: Point) -> bool:
        """Is the point away from the frame's edge, where half of it would be cut off?"""
        left, right, bottom, top = self.frame
        return left < place[0] < right and bottom < place[1] < top


def _field(axes: Any, function: Surface, frame: Span) -> None:
    """Arrows as long as the gradient is large, the longest as long as two places of the grid are apart."""
    wide, high = (entry.clone().requires_grad_() for entry in grid(frame, COARSE, inset=0.1))
    across, up = (torch.where(entry.isfinite(), entry, 0.0) for entry in gradients(function, (wide, high)))
    longest = float((across**2 + up**2).sqrt().max())
    if longest == 0:
        return
    gap = (frame[1] - frame[0]) * 0.8 / (COARSE - 1)
    axes.quiver(
        wide.detach(), high.detach(), across, up,
        angles="xy", scale_units="xy", scale=longest / (1.2 * gap),
        color=BLUE, alpha=0.75, width=0.005, zorder=3, pivot="mid",
    )  # fmt: skip


def _arrow(axes: Any, place: Point, slope: Point, frame: Span, written: Sequence[Span]) -> None:
    """The gradient as a thick arrow with its numbers, and the direction of the level line at a right angle to it."""
    size = math.hypot(*slope)
    if not math.isfinite(size):
        return
    if size == 0:
        note(axes, "gradient (0, 0)", place, [(9, 9, "left"), (9, -17, "left"), *AROUND], frame, written)
        return
    reach = ARROW * (frame[1] - frame[0]) / size
    across, up = slope[0] * reach, slope[1] * reach
    axes.plot(
        [place[0] - up * 0.8, place[0] + up * 0.8], [place[1] + across * 0.8, place[1] - across * 0.8],
        "--", color=GREEN, linewidth=1.6, zorder=4,
    )  # fmt: skip
    axes.quiver(*place, across, up, angles="xy", scale_units="xy", scale=1, color=ORANGE, width=0.012, zorder=5)
    _right_angle(axes, place, across / 7, up / 7)
    _numbers_at(axes, (place[0] + across, place[1] + up), up >= 0, slope, frame, written)


def _right_angle(axes: Any, place: Point, across: float, up: float) -> None:
    """The small square that says 90°, between the gradient and the direction of the level line."""
    corners = [(across, up), (across + up, up - across), (up, -across)]
    axes.plot(
        [place[0] + entry[0] for entry in corners],
        [place[1] + entry[1] for entry in corners],
        "-", color=ORANGE, linewidth=1.2, zorder=5,
    )  # fmt: skip


def _numbers_at(axes: Any, tip: Point, rises: bool, slope: Point, frame: Span, written: Sequence[Span]) -> None:
    """The gradient's numbers beyond the arrow's tip, kept inside the frame wherever the tip is."""
    left, right, bottom, top = frame
    beside = (tip[0] - left) / (right - left)
    over = (tip[1] - bottom) / (top - bottom)
    tip = (min(max(tip[0], left), right), min(max(tip[1], bottom), top))
    align = "left" if beside < 0.16 else "right" if beside > 0.84 else "center"
    first, second = (6, -14) if (rises and over < 0.94) or over < 0.06 else (-14, 6)
    ways = [(0, first, align), (0, first, "left"), (0, first, "right"), *AROUND, (0, second, align)]
    note(axes, f"gradient ({_numbers(slope)})", tip, ways, frame, written)


def _frame(axes: Any, names: Sequence[str], frame: Span) -> Any:
    left, right, bottom, top = frame
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    return label(axes, x=names[0], y=names[1])


def _message(level: float, slope: Point) -> str:
    if not (math.isfinite(level) and math.isfinite(math.hypot(*slope))):
        return "The function has no gradient at this point"
    return RIGHT_ANGLE if any(slope) else FLAT


def _contours_say(names: Sequence[str], place: Point, level: float, slope: Point, title: str) -> str:
    """The numbers come first: an explorer speaks the first sentence at every move."""
    where = words.inputs(list(zip(names, place, strict=True)))
    size = math.hypot(*slope)
    gradient = f"the gradient is ({_numbers(slope)}), of length {words.number(size)}"
    told = gradient if math.isfinite(size) else "there is no gradient"
    return (
        f"At {where} the value is {words.number(level)}, {told}. {title}. "
        f"Level lines over {names[0]} and {names[1]}, and the gradient field as arrows; {_along(slope)}"
    )


def _along(slope: Point) -> str:
    if not math.isfinite(math.hypot(*slope)):
        return "no arrow is drawn there."
    if math.hypot(*slope) == 0:
        return "the place is flat, and no direction is the steepest."
    return f"the level line runs along ({_numbers((-slope[1], slope[0]))}), at a right angle to it."


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(words.number(0.0 if entry == 0 else entry) for entry in values)
