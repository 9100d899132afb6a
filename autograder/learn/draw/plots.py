"""Curves and measured points over one horizontal axis: the plainest figure, and often the right one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import torch

from autograder.learn import words
from autograder.learn.draw.svg import DASHES, MARKERS, PALETTE, Picture, canvas, figure, label

Scale = Literal["linear", "log"]


def lines(
    across: Any,
    series: Mapping[str, Any],
    *,
    x: str,
    y: str,
    title: str,
    scales: tuple[Scale, Scale] = ("linear", "linear"),
    marks: bool = False,
    note: str = "",
) -> Picture:
    """One line for every named series over the values `across` (1-D, same length as each series).

    x, y     axis labels, with units
    title    the figure's one message
    marks    a marker at each value, for measured points
    note     a last sentence for the text alternative: what a reader should see
    """
    ticks = _numbers(across)
    with canvas() as (drawn, axes):
        for place, (name, values) in enumerate(series.items()):
            axes.plot(
                ticks,
                _numbers(values),
                label=name,
                color=PALETTE[place % len(PALETTE)],
                linestyle=DASHES[place % len(DASHES)],
                marker=MARKERS[place % len(MARKERS)] if marks else "",
            )
        axes.set(xscale=scales[0], yscale=scales[1])
        if scales[0] == "linear" and _counted(across):
            axes.xaxis.get_major_locator().set_params(integer=True)  # there is no backward pass number 1.5
        label(axes, x=x, y=y, title=title)
        if len(series) > 1:
            axes.legend()
        return figure(drawn, _says(ticks, series, x, y, title, note))


def _says(ticks: Sequence[float], series: Mapping[str, Any], x: str, y: str, title: str, note: str) -> str:
    """Start, end and extremes of every series, in words."""
    told = [
        f"{name}: from {words.number(row[0])} at {words.number(ticks[0])} to {words.number(row[-1])} at "
        f"{words.number(ticks[-1])}, lowest {words.number(min(row))}, highest {words.number(max(row))}."
        for name, row in ((name, _numbers(values)) for name, values in series.items())
    ]
    return " ".join([f"{title}. Lines of {y} against {x}.", *told, note]).strip()


def _counted(values: Any) -> bool:
    """Steps, passes, places: whole numbers by their type."""
    if isinstance(values, torch.Tensor):
        return not (values.is_floating_point() or values.is_complex())
    return all(isinstance(entry, int) for entry in values)


def _numbers(values: Any) -> list[float]:
    if isinstance(values, torch.Tensor):
        return [float(entry) for entry in values.detach().double()]
    return [float(entry) for entry in values]
