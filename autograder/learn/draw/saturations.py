"""The loss of one neuron and its gradient against the score, with each place at which a way of writing it gives out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.losses import (
    HARDLY_A_SLOPE,
    NO_SLOPE,
    Curve,
    Forms,
    Span,
    curve_of,
    named,
    spans_of,
    stuck_at,
)
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, GREY, INK, MARKERS, ORANGE, PALETTE, Picture, label, message

LONG = 36  # characters of names that a title has place for; half as many in a legend with a number beside
LOWEST, APART = 12.54, 16.5  # points from the axes up to a legend's last line, and from that to the one above
WIDE = torch.linspace(-30.0, 30.0, 121)  # where a curve's least loss and steepest place are looked for, at the least


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
        self.forms, self.marked = named(forms), marked
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
                curve.name: spans_of(curve, curves[-1], stuck_at(curve, whole), self.scores)
                for curve, whole in zip(curves, around, strict=True)
            }
        return self.faults[target]

    def _curves(self, scores: torch.Tensor, target: float) -> list[Curve]:
        return [curve_of(name, form, scores, target) for name, form in self.forms.items()]

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
