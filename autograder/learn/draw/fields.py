"""Functions of two variables from above: level lines, the gradient as an arrow, slices, and a walk downhill.

Every value and every arrow is computed from the function when the figure is drawn: values on a grid by one
elementwise call, gradients by `torch.autograd.grad` on fresh leaves, so that no `.grad` of the reader changes.
The functions drawn here are elementwise: tensors of one shape in, a tensor of that shape out.
"""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy
import torch
from contourpy import contour_generator  # what matplotlib's own `contour` asks, without a drawing for each answer

from autograder.learn import words
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, GREEN, GREY, INK, ORANGE, Picture, canvas, figure, label
from autograder.learn.draw.tried import Unusable, accepts, elementwise, number

Surface = Callable[..., torch.Tensor]
Point = tuple[float, ...]
Span = tuple[float, float, float, float]  # left, right, bottom, top
Way = tuple[float, float, str]  # a text's offset from its point, in points, and which of its sides stands there

FINE, COARSE, ROUGH = 61, 7, 15  # points a side: of the level lines, of the field, of a surface in 3-D
ARROW = 0.24  # the thick arrow at the point, as a part of the figure's side
SIDE = 349.0  # of the frame, in points: near enough to know which texts would meet, before the layout is solved
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
        self.wide, self.high = _grid(frame, FINE)
        self.heights = _heights(function, self.wide, self.high)
        leads_back(function, _grid(frame, COARSE), self.names)
        seen = torch.where(self.heights.isfinite(), self.heights, torch.nan)
        self.lines = contour_generator(self.wide.numpy(), self.high.numpy(), numpy.ma.masked_invalid(seen.numpy()))
        self.scene = Scene(self._backdrop, width=6.2, height=5.6)

    def at(self, place: Point) -> Picture:
        """The point, the level line through it, and the gradient there as a thick arrow."""
        level, slope = _value(self.function, place), gradient(self.function, place)
        if not math.isfinite(level):
            slope = (math.nan, math.nan)  # torch has derivatives where the value has none: log's is 1/x at −1 as well
        message = self.title or _message(level, slope)

        def moving(_: Any, axes: Any) -> None:
            self._through(axes, place, level, slope)
            self.heading.set_text(message)

        return self.scene.picture(moving, _contours_say(self.names, place, level, slope, message))

    def _backdrop(self, _: Any, axes: Any) -> None:
        self.written = _levels(axes, self.wide, self.high, self.heights, self.frame)
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
    frame = span or _around([*path, (0.0, 0.0)])
    heights = [_value(function, place) for place in path]
    message = title or f"{words.count(steps, 'step')} against the gradient, lr = {words.number(lr)}"
    names = names_of(function, 2)
    leads_back(function, _grid(frame, COARSE), names)
    draw = _landscape if view == "surface" else _map
    shape = {"subplot_kw": {"projection": "3d"}} if view == "surface" else {}
    with canvas(6.2, 5.6, **shape) as (drawn, axes):
        draw(axes, function, path, heights, frame)
        axes.set(xlabel=names[0], ylabel=names[1])
        axes.set_title(message)
        return figure(drawn, _descent_says(names, path, heights, message))


def slices(function: Surface, *, at: Sequence[Any], reach: float = 2.0, title: str = "") -> Picture:
    """One panel for every variable: the curve that is left when all the others are held constant, and its
    tangent at the point. The tangent's slope is the partial derivative.

    at     the point, a number or scalar tensor for every variable (one to four)
    reach  how far each curve goes to both sides
    """
    place = point(at)
    names, slope, height = names_of(function, len(place)), gradient(function, place), _value(function, place)
    leads_back(function, _crossing(place, reach), names)
    heading = title or "Hold the rest constant: one slice, one slope, for every variable"
    with canvas(3.9 * len(place), 3.7, ncols=len(place), sharey=True, squeeze=False) as (drawn, grid):
        drawn.suptitle(heading, x=0.01, ha="left", fontsize=12.0, fontweight="bold")
        for which, axes in enumerate(grid[0]):
            _slice(axes, function, place, which, slope[which], height, reach)
            label(axes, x=names[which], y="value" if which == 0 else "", title=_held(names, place, which))
            axes.legend(loc="best")
        return figure(drawn, _slices_say(names, place, slope, height, heading))


def default_span(place: Point) -> Span:
    """The frame that `contours` takes when none is given."""
    return _around([place])


def walk(function: Surface, start: Point, lr: float, steps: int) -> list[Point]:
    """The points of plain gradient descent, the start included: steps + 1 of them."""
    path = [start]
    for _ in range(steps):
        slope = gradient(function, path[-1])
        path.append(tuple(old - lr * entry for old, entry in zip(path[-1], slope, strict=True)))
    return path


def gradient(function: Surface, place: Point) -> Point:
    """The partial derivatives at one point, in float64. A variable that the function doesn't use has 0."""
    leaves = [torch.tensor(entry, dtype=torch.float64, requires_grad=True) for entry in place]
    return tuple(float(entry) for entry in _gradients(function, leaves))


def leads_back(function: Surface, places: Sequence[torch.Tensor], names: Sequence[str]) -> None:
    """Refuse a function that moves with a variable and has no way back to it: autograd would call its slope 0.

    places  coordinates of many points, a tensor for each variable, all of one shape
    """
    leaves = [entry.clone().requires_grad_() for entry in places]
    with torch.enable_grad():
        heights = elementwise(function, leaves)
    found: Sequence[torch.Tensor | None] = [None] * len(leaves)
    if heights.requires_grad:
        found = torch.autograd.grad(heights.sum(), leaves, allow_unused=True)
    for which, (name, slope) in enumerate(zip(names, found, strict=True)):
        if slope is None and _moves(function, places, which):
            raise Unusable(
                f"the function's result does not depend on {name} through torch operations, so it has no gradient: "
                "compute with torch, and leave out .detach(), .item() and no_grad()."
            )


def _moves(function: Surface, places: Sequence[torch.Tensor], which: int) -> bool:
    """Does the value change anywhere when one variable alone takes the value of the place before?"""
    turned = [entry.roll(1) if axis == which else entry for axis, entry in enumerate(places)]
    with torch.no_grad():
        before, after = elementwise(function, places), elementwise(function, turned)
    change = (after - before).abs()
    return bool((change[change.isfinite()] > 1e-9).any())


def names_of(function: Surface, count: int) -> list[str]:
    """What the function calls its variables, for the axes."""
    try:
        found = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        found = []
    return found[:count] if len(found) >= count else [f"variable {place + 1}" for place in range(count)]


def _gradients(function: Surface, leaves: Sequence[torch.Tensor]) -> tuple[torch.Tensor, ...]:
    with torch.enable_grad():
        root = (elementwise if leaves[0].dim() else number)(function, leaves).sum()
        if not root.requires_grad:
            return tuple(torch.zeros_like(leaf) for leaf in leaves)
        return torch.autograd.grad(root, list(leaves), allow_unused=True, materialize_grads=True)


def point(at: Sequence[Any]) -> Point:
    """Numbers or scalar tensors as plain numbers."""
    return tuple(float(entry.detach() if isinstance(entry, torch.Tensor) else entry) for entry in at)


def _value(function: Surface, place: Point) -> float:
    with torch.no_grad():
        return float(number(function, [torch.tensor(entry, dtype=torch.float64) for entry in place]))


def _around(places: Sequence[Point]) -> Span:
    """A square with the points well inside: about the origin, when that is not far off."""
    across, up = ([float(place[axis]) for place in places] for axis in (0, 1))
    if (farthest := max(map(abs, across + up))) <= 4:
        half = 1.5 * max(farthest, 1.0)
        return -half, half, -half, half
    side = max(max(across) - min(across), max(up) - min(up), 1.0) * 1.5
    middle, height = (max(across) + min(across)) / 2, (max(up) + min(up)) / 2
    return middle - side / 2, middle + side / 2, height - side / 2, height + side / 2


def _grid(frame: Span, points: int, inset: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    """Coordinates of points × points places, both of shape (points, points); `inset` is a part of the side."""
    left, right, bottom, top = frame
    pad = inset * (right - left)
    across = torch.linspace(left + pad, right - pad, points, dtype=torch.float64)
    up = torch.linspace(bottom + pad, top - pad, points, dtype=torch.float64)
    wide, high = torch.meshgrid(across, up, indexing="xy")
    return wide, high


def _heights(function: Surface, wide: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
    """The function's value at each place of a grid; nan and infinity where it has none."""
    with torch.no_grad():
        heights = elementwise(function, [wide, high]).to(wide.dtype)
    if not heights.isfinite().any():
        raise Unusable(
            "the function has no value anywhere in this frame: give `span` another left, right, bottom, top."
        )
    return heights


def _levels(axes: Any, wide: torch.Tensor, high: torch.Tensor, heights: torch.Tensor, frame: Span) -> list[Span]:
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
        kept.append(_box((across, up), (0, 0), "center", sides, frame))
    return kept


def _box(at: Point, offset: Sequence[float], align: str, size: Sequence[float], frame: Span) -> Span:
    """What a text covers, in the axes' units: left, right, bottom, top. Offset and size are in points; the offset leads
    to the text's middle, up or down, and to the side that `align` names."""
    unit = (frame[1] - frame[0]) / SIDE
    part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    left, bottom = at[0] + unit * (offset[0] - part * size[0]), at[1] + unit * (offset[1] - size[1] / 2)
    return left, left + unit * size[0], bottom, bottom + unit * size[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _field(axes: Any, function: Surface, frame: Span) -> None:
    """Arrows as long as the gradient is large, the longest as long as two places of the grid are apart."""
    wide, high = (entry.clone().requires_grad_() for entry in _grid(frame, COARSE, inset=0.1))
    across, up = (torch.where(entry.isfinite(), entry, 0.0) for entry in _gradients(function, (wide, high)))
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
        _note(axes, "gradient (0, 0)", place, [(9, 9, "left"), (9, -17, "left"), *_AROUND], frame, written)
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


def _numbers_at(axes: Any, tip: Point, rises: bool, slope: Point, frame: Span, written: Sequence[Span]) -> None:
    """The gradient's numbers beyond the arrow's tip, kept inside the frame wherever the tip is."""
    left, right, bottom, top = frame
    beside = (tip[0] - left) / (right - left)
    over = (tip[1] - bottom) / (top - bottom)
    tip = (min(max(tip[0], left), right), min(max(tip[1], bottom), top))
    align = "left" if beside < 0.16 else "right" if beside > 0.84 else "center"
    first, second = (6, -14) if (rises and over < 0.94) or over < 0.06 else (-14, 6)
    ways = [(0, first, align), (0, first, "left"), (0, first, "right"), *_AROUND, (0, second, align)]
    _note(axes, f"gradient ({_numbers(slope)})", tip, ways, frame, written)


def _note(axes: Any, text: str, at: Point, ways: Sequence[Way], frame: Span, written: Sequence[Span]) -> None:
    """A text beside a point: the first way that covers no level's value and stays in the frame, or else the first."""
    size = (6 * len(text), 12)

    def free(way: Way) -> bool:
        box = _box(at, (way[0], way[1] + 4), way[2], size, frame)
        inside = frame[0] <= box[0] and box[1] <= frame[1] and frame[2] <= box[2] and box[3] <= frame[3]
        return (inside or way == ways[0]) and not any(_meet(box, other) for other in written)

    across, up, align = next(filter(free, ways), ways[0])
    axes.annotate(
        text, at, xytext=(across, up), ha=align, zorder=8, textcoords="offset points", in_layout=False,
    )  # fmt: skip


_AROUND: list[Way] = [
    (across, up, align)
    for far in range(0, 60, 5)
    for up in (far - 4, -far - 4)  # a text's offset is to its foot: 4 points under its middle
    for across, align in ((14, "left"), (-14, "right"), (45, "left"), (-45, "right"), (0, "center"))
    if far > 10 or align != "center"
]


def _right_angle(axes: Any, place: Point, across: float, up: float) -> None:
    """The small square that says 90°, between the gradient and the direction of the level line."""
    corners = [(across, up), (across + up, up - across), (up, -across)]
    axes.plot(
        [place[0] + entry[0] for entry in corners],
        [place[1] + entry[1] for entry in corners],
        "-", color=ORANGE, linewidth=1.2, zorder=5,
    )  # fmt: skip


def _frame(axes: Any, names: Sequence[str], frame: Span) -> Any:
    left, right, bottom, top = frame
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    return label(axes, x=names[0], y=names[1])


def _map(axes: Any, function: Surface, path: Sequence[Point], heights: Sequence[float], frame: Span) -> None:
    """Level lines, and the path with the value at its two ends."""
    wide, high = _grid(frame, FINE)
    _levels(axes, wide, high, _heights(function, wide, high), frame)
    axes.plot(
        [place[0] for place in path], [place[1] for place in path],
        "o-", color=ORANGE, markersize=5, linewidth=1.8, zorder=5,
    )  # fmt: skip
    for stop in sorted({0, len(path) - 1}):
        name = f"step {stop}" if stop else "start"
        axes.annotate(
            f"{name}: {words.number(heights[stop])}", path[stop], zorder=7,
            xytext=(8, -15) if stop else (8, 8), textcoords="offset points",
        )  # fmt: skip
    axes.set(xlim=frame[:2], ylim=frame[2:], aspect="equal")


def _landscape(axes: Any, function: Surface, path: Sequence[Point], heights: Sequence[float], frame: Span) -> None:
    """The surface as a wire net, and the path on it."""
    wide, high = _grid(frame, ROUGH)
    axes.plot_wireframe(
        wide.numpy(), high.numpy(), _heights(function, wide, high).numpy(), color=BLUE, linewidth=0.7, alpha=0.7
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


def _slices_say(names: Sequence[str], place: Point, slope: Point, height: float, title: str) -> str:
    told = [
        f"Along {name} the slope is {words.number(entry)} ({_held(names, place, which) or 'the only variable'})."
        for which, (name, entry) in enumerate(zip(names, slope, strict=True))
    ]
    where = words.inputs(list(zip(names, place, strict=True)))
    return " ".join([f"{title}. At {where} the value is {words.number(height)}.", *told])


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(words.number(0.0 if entry == 0 else entry) for entry in values)
