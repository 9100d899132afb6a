"""Training with a ledger that is emptied before each backward pass, or never: move the number of backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import torch

from autograder.learn import words
from autograder.learn.draw.ledgers import Entry, balance, bars, heights, read, span
from autograder.learn.draw.svg import BLUE, GREY, ORANGE, Picture, canvas, figure, label
from autograder.learn.explore.live import Choice, Exploration, Slider

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEVER, BEFORE = "never", "before each backward"


class Run(NamedTuple):
    """A descent of n steps: the ledger's n entries, and the n + 1 weights."""

    entries: list[Entry]
    weights: list[float]


def ledger(
    loss: Callable[[torch.Tensor], torch.Tensor],
    start: float,
    *,
    rate: float = 0.1,
    most: int = 12,
    zeroing: str = NEVER,
    name: str = "w",
) -> Exploration:
    """Gradient descent on `loss`, with a slider over the number of backwards and a choice of the zeroing.

    loss     a scalar in, a scalar out
    start    the weight before the first step
    rate     the learning rate
    most     the slider's end, and the number of steps that the static picture shows
    zeroing  "never" or "before each backward": the picture's first state
    """
    if zeroing not in (NEVER, BEFORE):
        raise ValueError(f"zeroing is {NEVER!r} or {BEFORE!r}, not {zeroing!r}")
    runs = {kind: descend(loss, start, rate, most, kind) for kind in (NEVER, BEFORE)}

    def picture(steps: float, zeroing: str) -> Picture:
        return _frame(runs, int(steps), zeroing, name)

    return Exploration(
        picture,
        [
            Slider("steps", 1, most, 1, most, "backwards"),
            Choice("zeroing", [NEVER, BEFORE], zeroing, f"{name}.grad is emptied"),
        ],
    )


def descend(loss: Callable[[torch.Tensor], torch.Tensor], start: float, rate: float, steps: int, zeroing: str) -> Run:
    """A live run: backward, one step down the slope that .grad holds, and again."""
    weight = torch.tensor(float(start), requires_grad=True)
    entries, weights = [], [float(start)]
    for place in range(steps):
        if zeroing == BEFORE:
            weight.grad = None
        before = read(weight)
        loss(weight).backward()
        entries.append(Entry(f"{place + 1}", before, read(weight)))
        with torch.no_grad():
            weight -= rate * (read(weight) or 0.0)
        weights.append(float(weight.detach()))
    return Run(entries, weights)


def _frame(runs: dict[str, Run], steps: int, zeroing: str, name: str) -> Picture:
    run = Run(runs[zeroing].entries[:steps], runs[zeroing].weights[: steps + 1])
    heading = (
        f"{name}.grad emptied {zeroing}: after {words.count(steps, 'step')}, {name} is {words.number(run.weights[-1])}"
    )
    # the axes hold every frame, so that moving the slider moves the data and not the axes
    with canvas(8.4, 3.5, ncols=2) as (drawn, axes):
        bars(axes[0], run.entries, labels=False)
        axes[0].set(
            xlim=(-0.6, len(runs[NEVER].entries) - 0.4),
            ylim=span([height for other in runs.values() for height in heights(other.entries)]),
        )
        axes[0].set_xticks(range(len(runs[NEVER].entries)), range(1, len(runs[NEVER].entries) + 1))
        axes[0].grid(visible=False, axis="x")
        label(axes[0], x="backward number", y=f"{name}.grad: from before to after")
        _path(axes[1], run, runs, name)
        drawn.suptitle(heading, fontsize=12, fontweight="bold", x=0.01, ha="left")
        return figure(drawn, f"{heading}. {_told(run, name)}")


def _path(axes: Axes, run: Run, runs: dict[str, Run], name: str) -> None:
    axes.axhline(0, color=GREY, linewidth=1)
    emptied = run.entries[0].before is None and all(entry.before is None for entry in run.entries)
    axes.plot(run.weights, color=BLUE if emptied else ORANGE, marker="o" if emptied else "s", markersize=5)
    axes.set(
        xlim=(-0.4, len(runs[NEVER].entries) + 0.4),
        ylim=span([weight for other in runs.values() for weight in other.weights]),
    )
    label(axes, x="steps taken", y=name)


def _told(run: Run, name: str) -> str:
    grads = words.listed([balance(entry.after) for entry in run.entries])
    path = words.listed([words.number(weight) for weight in run.weights])
    return f"After each backward, {name}.grad is {grads}. {name} goes {path}."
