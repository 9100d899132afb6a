"""One neuron in pictures: where a way of writing its loss gives out, and its boundary while it trains."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from autograder.learn import words
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import (
    BLUE,
    DASHES,
    GREY,
    INK,
    MARKERS,
    ORANGE,
    PALETTE,
    Picture,
    canvas,
    figure,
    label,
    message,
)
from autograder.learn.draw.tried import Unusable, accepts, elementwise

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Forms = Mapping[str, Loss] | Loss | None
Snapshot = tuple[int, torch.Tensor, torch.Tensor]

NO_SLOPE, HARDLY_A_SLOPE = "gradient 0", "gradient nearly 0"
FLAT = 1e-3  # of a curve's steepest gradient: a step along less than that goes nowhere
WELL_ABOVE = 0.05  # of the way from a curve's least loss to its largest
LONG = 36  # characters of names that a title has place for; half as many in a legend with a number beside
LOWEST, APART = 12.54, 16.5  # points from the axes up to a legend's last line, and from that to the one above
WIDE = torch.linspace(-30.0, 30.0, 121)  # where a curve's least loss and steepest place are looked for, at the least


# --- where the loss gives out ---------------------------------------------------------------------------


class Curve(NamedTuple):
    """A way of writing the loss, on a row of scores: the loss and its gradient, each of shape (n,)."""

    name: str
    loss: torch.Tensor
    gradient: torch.Tensor


class Span(NamedTuple):
    """Scores from `low` to `high`, both included, at which a curve is `fault`."""

    low: float
    high: float
    fault: str  # "loss nan", "loss inf", "gradient 0" or "gradient nearly 0"


def clamped(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of sigmoid(z), the probability clamped by 1e-8: elementwise, shape of z."""
    p = torch.sigmoid(z).clamp(1e-8, 1 - 1e-8)
    return -(y * p.log() + (1 - y) * (1 - p).log())


def log_sum_exp(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of the score itself, log(1 + exp(z)) - y z: elementwise, shape of z."""
    return binary_cross_entropy_with_logits(z, y, reduction="none")


FORMS: dict[str, Loss] = {"clamped": clamped, "log-sum-exp": log_sum_exp}


def saturation(
    forms: Forms = None,
    *,
    target: float = 1.0,
    low: float = -30.0,
    high: float = 30.0,
    mark: float | None = None,
) -> Picture:
    """Loss and gradient against the score z, in float32, for each way of writing the loss.

    forms   name -> function of (z, y), both of shape (n,), elementwise; the last one is the trusted one.
            Where one gives nan or infinity, or no gradient where the last has one, or a gradient of nearly 0
            beside a loss well above its least, is shaded and said. One function alone is held against log-sum-exp
    target  the target y, from 0 to 1
    mark    a score to point at; the legend then gives the values there
    """
    return Saturation(forms, [target], low, high, marked=mark is not None).frame(target, mark)


class Saturation:
    """Ways of writing the loss over a row of scores, on axes that hold every one of some targets."""

    def __init__(
        self, forms: Forms, targets: Sequence[float], low: float = -30.0, high: float = 30.0, *, marked: bool = True
    ) -> None:
        self.forms, self.marked = _named(forms), marked
        self.scores = torch.linspace(low, high, 121)
        self.around = torch.cat([self.scores, WIDE]) if low > WIDE[0] or high < WIDE[-1] else self.scores
        self.curves = {float(target): self._curves(self.scores, target) for target in targets}
        self.faults: dict[float, dict[str, list[Span]]] = {}
        self.scene = Scene(self._backdrop, width=8.6, height=4.3, ncols=2)

    def frame(self, target: float, mark: float | None) -> Picture:
        """The curves for one target, and the values at one score, if the figure is `marked`."""
        curves = self.curves.get(float(target)) or self._curves(self.scores, target)
        spans = self._faults(float(target), curves)
        marked = [] if mark is None else self._curves(torch.tensor([float(mark)]), target)
        title = f"Target {words.number(target)}: {_message(spans)}"

        def moving(_: Any, panels: Any) -> None:
            for axes, rows, points in zip(panels, _panels(curves), _panels(marked), strict=True):
                _draw_curves(axes, self.scores, rows, points, mark)
                _shade(axes, [span for found in spans.values() for span in found])
            self.heading.set_text(title)

        return self.scene.picture(moving, _says_saturation(title, target, curves, spans, self.scores, mark, marked))

    def _faults(self, target: float, curves: Sequence[Curve]) -> dict[str, list[Span]]:
        if target not in self.faults:
            around = curves if self.around is self.scores else self._curves(self.around, target)
            self.faults[target] = {
                curve.name: _spans(curve, curves[-1], _stuck(curve, whole), self.scores)
                for curve, whole in zip(curves, around, strict=True)
            }
        return self.faults[target]

    def _curves(self, scores: torch.Tensor, target: float) -> list[Curve]:
        return [_curve(name, form, scores, target) for name, form in self.forms.items()]

    def _backdrop(self, drawn: Any, panels: Any) -> None:
        self.heading = message(drawn)
        left, right = panels
        label(left, x="score z", y="loss (nats)")
        label(right, x="score z", y="gradient dL/dz (nats per unit of z)")
        for place, axes in enumerate(panels):
            if self.marked:
                _names(axes, list(self.forms))
            rows = [row for curves in self.curves.values() for _, row in _panels(curves)[place]]
            axes.set(xlim=_limits(self.scores), ylim=_limits(torch.cat(rows)))


def _named(forms: Forms) -> dict[str, Loss]:
    if forms is None:
        return dict(FORMS)
    if not isinstance(forms, Mapping):
        accepts(forms, 2)
        return {getattr(forms, "__name__", "own").replace("<lambda>", "own"): forms, "log-sum-exp": log_sum_exp}
    if not forms:
        raise Unusable('give at least one way of writing the loss, such as {"mine": my_loss}.')
    for form in forms.values():
        accepts(form, 2)
    return dict(forms)


def _panels(curves: Sequence[Curve]) -> tuple[list[tuple[str, torch.Tensor]], list[tuple[str, torch.Tensor]]]:
    """What the left and what the right panel draws: a name and a row of numbers for each curve."""
    return [(curve.name, curve.loss) for curve in curves], [(curve.name, curve.gradient) for curve in curves]


def _limits(values: torch.Tensor) -> tuple[float, float]:
    """The ends of an axis that holds all finite values, with a little room."""
    real = values[values.isfinite()].double()
    if not real.numel():
        return -1.0, 1.0
    low, high = float(real.min()), float(real.max())
    room = 0.05 * (high - low) or 0.05 * max(abs(high), 1.0)
    return low - room, high + room


def _curve(name: str, form: Loss, scores: torch.Tensor, target: float) -> Curve:
    z = scores.clone().requires_grad_()
    with torch.enable_grad():
        loss = elementwise(form, [z, torch.full_like(scores, target)])
    if not loss.requires_grad:
        raise Unusable(f"the loss {name!r} does not depend on z through torch operations, so it has no gradient.")
    (gradient,) = torch.autograd.grad(loss.sum(), z, allow_unused=True, materialize_grads=True)
    return Curve(name, loss.detach(), gradient)


def _stuck(curve: Curve, whole: Curve) -> torch.Tensor:
    """Where a curve is flat, as its own gradients go, and stands well above its least loss: training stays there.

    `whole` is the same curve over a range wide enough to know its least loss and its steepest place.
    """
    losses, slopes = (row[row.isfinite()].double() for row in (whole.loss, whole.gradient.abs()))
    if not len(losses) or not len(slopes):
        return torch.zeros_like(curve.loss, dtype=torch.bool)
    least, steepest = losses.min(), slopes.max()
    high = curve.loss > least + WELL_ABOVE * (losses.max() - least)
    return (curve.gradient.abs() <= FLAT * steepest) & (high | (steepest == 0))


def _spans(curve: Curve, trusted: Curve, stuck: torch.Tensor, scores: torch.Tensor) -> list[Span]:
    """The runs of scores at which the curve has no finite loss, no gradient where the trusted one has, or is stuck."""
    flat = ((curve.gradient == 0) & (trusted.gradient.abs() > 1e-3)) | stuck
    found: list[Span] = []
    apart = float(scores[1] - scores[0]) * 1.5
    for score, loss, slope, level in zip(scores.tolist(), curve.loss, curve.gradient, flat, strict=True):
        fault = _fault(loss, slope, bool(level))
        last = found[-1] if found and score - found[-1].high < apart else None
        if fault and last and (fault == last.fault or {fault, last.fault} == {NO_SLOPE, HARDLY_A_SLOPE}):
            found[-1] = Span(last.low, score, fault if fault == last.fault else HARDLY_A_SLOPE)
        elif fault:
            found.append(Span(score, score, fault))
    return found


def _fault(loss: torch.Tensor, slope: torch.Tensor, flat: bool) -> str:
    if loss.isnan() or loss.isinf():
        return f"loss {float(loss)}"
    if not slope.isfinite():
        return f"gradient {float(slope)}"
    return "" if not flat else HARDLY_A_SLOPE if slope else NO_SLOPE


def _draw_curves(
    axes: Any,
    scores: torch.Tensor,
    rows: Sequence[tuple[str, torch.Tensor]],
    marked: Sequence[tuple[str, torch.Tensor]],
    mark: float | None,
) -> None:
    for place, (name, row) in enumerate(rows):
        axes.plot(scores.tolist(), row.tolist(), label=name, **_dressed(place, len(rows)))
    if mark is None:
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
        return
    axes.axvline(mark, color=INK, linewidth=1, linestyle=":")
    _above(axes, f"at z = {words.number(mark)}", len(marked), "left")
    for place, (_, value) in enumerate(marked):
        shape = {"marker": MARKERS[place % len(MARKERS)], "markerfacecolor": "none", "markersize": 9 + 3 * place}
        axes.plot([mark], value.tolist(), color=INK, **shape)
        _above(axes, _number(value), len(marked) - 1 - place, "right")


def _dressed(place: int, count: int) -> dict[str, Any]:
    """How a curve looks: wide ones below, so that the last one is seen where it runs along with another."""
    return {
        "color": (ORANGE, BLUE)[place] if count == 2 else PALETTE[place % len(PALETTE)],
        "linewidth": 4.5 if place < count - 1 else 2,
        "linestyle": "-" if place < count - 1 else "--",
    }


def _names(axes: Any, names: Sequence[str]) -> None:
    """A legend that stays, one name under the other; the values are written beside it at every move. A legend costs as
    much as all the rest of a frame."""
    from matplotlib.lines import Line2D

    samples = [Line2D([], [], label=_short(name), **_dressed(place, len(names))) for place, name in enumerate(names)]
    axes.legend(handles=samples, loc="lower left", bbox_to_anchor=(0.0, 1.0))


def _short(name: str) -> str:
    return name if len(name) <= LONG // 2 else f"{name[: LONG // 2 - 1]}…"


def _above(axes: Any, text: str, line: int, align: str) -> None:
    """A text on the level of a line of the legend above the axes, counted from the lowest."""
    across = 0.0 if align == "left" else 1.0
    axes.annotate(
        text, (across, 1), (0, LOWEST + line * APART), xycoords="axes fraction", textcoords="offset points", ha=align
    )


def _shade(axes: Any, spans: Sequence[Span]) -> None:
    """Hatch each span and name its fault, low down, where neither the loss nor its gradient runs."""
    for span in spans:
        hatch = "//" if span.fault in (NO_SLOPE, HARDLY_A_SLOPE) else "xx"
        axes.axvspan(span.low, span.high, facecolor="none", edgecolor=GREY, alpha=0.45, hatch=hatch, linewidth=0)
        middle, across = (span.low + span.high) / 2, axes.get_xaxis_transform()
        style = {"ha": "center", "va": "center", "rotation": 90, "fontsize": 12, "fontweight": "bold"}
        axes.text(middle, 0.3, span.fault, transform=across, **style)


def _message(spans: Mapping[str, Sequence[Span]]) -> str:
    broken = [name for name, found in spans.items() if found]
    if not broken:
        return "every form holds over the whole range"
    sound = [name for name, found in spans.items() if not found]
    faults = list(dict.fromkeys(span.fault for name in broken for span in spans[name]))
    held = f", {words.listed(sound)} {'holds' if len(sound) == 1 else 'hold'}" if sound else ""
    if not sound and faults[-1] in (NO_SLOPE, HARDLY_A_SLOPE):
        held = " where the loss is high"  # no other form stands there to show it
    if len(names := words.listed(broken)) > LONG:
        names = f"{len(broken)} of {words.count(len(spans), 'form')}"
    return f"{names} {'gives' if len(broken) == 1 else 'give'} {words.listed(faults)}{held}"


def _says_saturation(
    title: str,
    target: float,
    curves: Sequence[Curve],
    spans: Mapping[str, Sequence[Span]],
    scores: torch.Tensor,
    mark: float | None,
    marked: Sequence[Curve],
) -> str:
    low, high = words.number(float(scores[0])), words.number(float(scores[-1]))
    told = [f"{title}. Two panels, the loss and its gradient against the score z from {low} to {high}."]
    if mark is not None:  # first: an explorer speaks it
        values = [f"{at.name} has loss {_number(at.loss)} and gradient {_number(at.gradient)}" for at in marked]
        told.insert(0, f"At z = {words.number(mark)}, target {words.number(target)}, {'; '.join(values)}.")
    for curve in curves:
        ends = [f"loss {_pair(curve.loss)}", f"gradient {_pair(curve.gradient)}"]
        faults = [_told(span, curve, scores) for span in spans[curve.name]]
        told.append(f"{curve.name}: {', '.join(ends)} at the ends; {words.listed(faults) or 'finite everywhere'}.")
    return " ".join(told)


def _told(span: Span, curve: Curve, scores: torch.Tensor) -> str:
    """Where a fault is; and, where the gradient is flat, how high the loss is there."""
    low, high = words.number(span.low), words.number(span.high)
    where = f"{span.fault} from z = {low} to {high}" if span.high > span.low else f"{span.fault} at z = {low}"
    if span.fault not in (NO_SLOPE, HARDLY_A_SLOPE):
        return where
    losses = curve.loss[(scores >= span.low) & (scores <= span.high)]
    ends = list(dict.fromkeys(_number(entry) for entry in (losses.min(), losses.max())))
    return f"{where} (loss {' to '.join(ends)})"


def _pair(row: torch.Tensor) -> str:
    return f"{_number(row[0])} and {_number(row[-1])}"


def _number(value: torch.Tensor) -> str:
    """Four figures; and 0, where a computer has −0."""
    return words.number(float(value) + 0.0)


# --- the boundary while it trains ------------------------------------------------------------------------


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
