"""A ledger of .grad: what each step added to it or took from it, measured on a live leaf while the steps run."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from autograder.learn import words
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    RED,
    Picture,
    canvas,
    figure,
    label,
)
from autograder.learn.draw.tried import Unusable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Step = Callable[[], Any]
Loss = Callable[..., torch.Tensor]


class Entry(NamedTuple):
    """One line of the ledger: .grad before and after a step (None where there is none yet)."""

    name: str
    before: float | None
    after: float | None
    error: str = ""  # the type of the exception, where the step raised one

    @property
    def added(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)


def ledger(leaf: torch.Tensor, steps: Mapping[str, Step], *, name: str = "x", title: str = "") -> Picture:
    """Run the named steps in order, and draw what each did to `leaf.grad`.

    leaf   a scalar leaf, shape (); its .grad is changed by the steps, for real
    steps  name -> a function without arguments: `{"backward": lambda: (x**2).backward()}`. A step that
           raises is drawn as one that raised, and the next step runs
    name   what the leaf is called
    title  the figure's one message; the last balance, if not given
    """
    return Book(record(leaf, steps), name, title).frame()


class Book:
    """A ledger's entries on axes that hold all of them; a frame has the first few."""

    def __init__(self, entries: Sequence[Entry], name: str = "x", title: str = "") -> None:
        self.entries, self.name, self.title = list(entries), name, title
        self.scene = Scene(self._backdrop, width=max(5.2, 1.2 + 1.45 * len(entries)), height=3.5)

    def frame(self, count: int | None = None) -> Picture:
        """The ledger after `count` steps; all of them, if not given."""
        done = self.entries[:count]
        heading = self.title or f"After {words.count(len(done), 'step')}, {self.name}.grad is {balance(done[-1].after)}"

        def moving(_: Any, axes: Axes) -> None:
            bars(axes, done, among=self.entries)
            self.heading.set_text(heading)

        return self.scene.picture(moving, f"{heading}. {told(done, self.name)}")

    def _backdrop(self, _: Any, axes: Axes) -> None:
        axes.set_xticks(range(len(self.entries)), _ticks(self.entries, self.name))
        axes.set(xlim=(-0.55, len(self.entries) - 0.45), ylim=span(heights(self.entries), above=0.3))
        axes.grid(visible=False, axis="x")
        self.heading = label(axes, x="steps, in the order in which they ran", y=f"{self.name}.grad, the running sum")


def record(leaf: torch.Tensor, steps: Mapping[str, Step]) -> list[Entry]:
    """The steps, run one after the other: one entry each."""
    if leaf.dim() or not leaf.is_leaf or not leaf.requires_grad:
        raise Unusable(
            "a ledger is kept for one scalar leaf that requires grad, such as torch.tensor(3.0, requires_grad=True)."
        )
    if not steps:
        raise Unusable('a ledger needs at least one step, such as {"backward": lambda: (x**2).backward()}.')
    return [_entry(leaf, name, step) for name, step in steps.items()]


def _entry(leaf: torch.Tensor, name: str, step: Step) -> Entry:
    before, error = read(leaf), ""
    try:
        step()
    except Exception as raised:
        error = type(raised).__name__
    return Entry(name, before, read(leaf), error)


def read(leaf: torch.Tensor) -> float | None:
    """The number that .grad holds now, copied out of it."""
    return None if leaf.grad is None else float(leaf.grad)


def balance(value: float | None) -> str:
    return "None" if value is None else words.number(value)


def told(entries: Sequence[Entry], name: str) -> str:
    """The ledger in words, line by line."""
    return " ".join(f"{entry.name}: {change(entry)}, {name}.grad is {balance(entry.after)}." for entry in entries)


def change(entry: Entry) -> str:
    """What a step did to .grad, in a word or two: "+6", "−12", "emptied"."""
    if entry.error:
        return f"raises {entry.error}"
    if (entry.before is None) != (entry.after is None) and not entry.added:
        return "is 0 now" if entry.before is None else "emptied"
    if not entry.added:
        return "no change"
    return words.number(entry.added) if entry.added < 0 else f"+{words.number(entry.added)}"


def bars(axes: Axes, entries: Sequence[Entry], *, labels: bool = True, among: Sequence[Entry] | None = None) -> None:
    """A bar from the old balance to the new one for each entry, joined by a line at the balance's height.

    Up is plain blue, down is hatched orange; a step that raised has a cross. `among`: all entries that the axes
    have room for, where these are the first of them.
    """
    low, high = span(heights(among or entries), below=0, above=0)
    thin = 0.12 * (high - low)
    axes.axhline(0, color=GREY, linewidth=1)
    for place, entry in enumerate(entries):
        start, end = entry.before or 0.0, entry.after or 0.0
        if entry.added:
            _box(axes, place, start, end)
        else:
            axes.plot([place - 0.3, place + 0.3], [end, end], color=GREY if not entry.error else RED, linewidth=2)
        if entry.error:
            axes.plot([place], [end], marker="X", markersize=10, color=RED, linestyle="")
        if place + 1 < len(entries):
            axes.plot([place + 0.3, place + 0.7], [end, end], color=GREY, linewidth=1.2, linestyle="--")
        if labels:
            _saychange(axes, place, entry, thin)


def heights(entries: Sequence[Entry]) -> list[float]:
    """All balances that a drawing of the ledger must have room for."""
    return [0.0, *(value or 0.0 for entry in entries for value in (entry.before, entry.after))]


def span(values: Sequence[float], *, below: float = 0.08, above: float = 0.08) -> tuple[float, float]:
    """Axis limits around all values, with room as a share of their range."""
    low, high = min(values), max(values)
    room = high - low or 3.0
    return low - below * room, high + above * room


def _box(axes: Axes, place: int, start: float, end: float) -> None:
    """A pale fill that a number can be read on, and an outline over it; hatched where the balance falls."""
    from matplotlib.patches import Rectangle

    colour, hatch = (BLUE, "") if end > start else (ORANGE, "///")
    corner = (place - 0.3, start)
    axes.add_patch(Rectangle(corner, 0.6, end - start, color=colour, alpha=0.25, linewidth=0))
    axes.add_patch(Rectangle(corner, 0.6, end - start, facecolor="none", edgecolor=colour, linewidth=1.6, hatch=hatch))


def _saychange(axes: Axes, place: int, entry: Entry, thin: float) -> None:
    """What was added, inside its bar if that is not too thin; what was taken, or that nothing was, above it."""
    start, end = entry.before or 0.0, entry.after or 0.0
    text = change(entry)
    if entry.added > thin:
        axes.text(place, (start + end) / 2, text, ha="center", va="center", fontweight="bold")
        return
    weight, rise = ("bold", 4) if entry.added else ("normal", 9)
    at = (place, max(start, end))
    lines = text.replace(" ", "\n")
    axes.annotate(lines, at, (0, rise), textcoords="offset points", ha="center", va="bottom", fontweight=weight)


def _ticks(entries: Sequence[Entry], name: str) -> list[str]:
    """Under each bar its step and the balance after it, the balances on one height."""
    wrapped = [textwrap.wrap(entry.name, 15) or [""] for entry in entries]
    deepest = max(len(lines) for lines in wrapped)
    return [
        "\n".join([*lines, *[""] * (deepest - len(lines)), f"{name}.grad: {balance(entry.after)}"])
        for lines, entry in zip(wrapped, entries, strict=True)
    ]


class Shares(NamedTuple):
    """.grad after each micro-batch: as the sum of the means, and with each mean divided by their number."""

    whole: float  # the gradient of the whole batch in one backward pass
    summed: list[float]
    divided: list[float]


def micro_batches(
    loss: Loss, weight: torch.Tensor, data: Sequence[torch.Tensor], *, parts: int = 4, name: str = "w", title: str = ""
) -> Picture:
    """One batch, cut into `parts` micro-batches, their gradients accumulated in .grad: with each loss divided
    by `parts` and without, against the gradient of the whole batch.

    loss    loss(weight, *data) -> scalar, a mean over the examples
    weight  scalar, shape (); a copy of it is differentiated
    data    tensors of shape (N, …), cut along their first dimension
    """
    found = shares(loss, weight, data, parts)
    heading = title or f"Divided by {parts}, the micro-batches add up to the whole batch"
    with canvas(6.4, 3.6) as (drawn, axes):
        _curves(axes, found, parts)
        label(axes, x="micro-batches that have run backward", y=f"{name}.grad", title=heading)
        return figure(drawn, f"{heading}. {_shares_told(found, parts, name)}")


def shares(loss: Loss, weight: torch.Tensor, data: Sequence[torch.Tensor], parts: int) -> Shares:
    """Three live accumulations on three fresh leaves."""
    if not 1 <= parts <= len(data[0]):
        raise Unusable(f"{len(data[0])} examples can be cut into 1 to {len(data[0])} micro-batches, not {parts}.")
    pieces = list(zip(*(torch.tensor_split(column, parts) for column in data), strict=True))
    return Shares(
        _accumulated(loss, weight, [tuple(data)], 1)[-1],
        _accumulated(loss, weight, pieces, 1),
        _accumulated(loss, weight, pieces, parts),
    )


def _accumulated(
    loss: Loss, weight: torch.Tensor, pieces: Sequence[tuple[torch.Tensor, ...]], divisor: int
) -> list[float]:
    """.grad after each piece's backward."""
    leaf = weight.detach().clone().requires_grad_()
    seen = []
    for piece in pieces:
        (loss(leaf, *piece) / divisor).backward()
        seen.append(read(leaf) or 0.0)
    return seen


def _curves(axes: Axes, found: Shares, parts: int) -> None:
    across = range(parts + 1)
    axes.axhline(found.whole, color=GREEN, linestyle=":", label=f"whole batch at once: {words.number(found.whole)}")
    axes.step(
        across, [0, *found.summed], where="post", color=ORANGE, linestyle="--", marker="s",
        label=f"not divided: ends at {words.number(found.summed[-1])}",
    )  # fmt: skip
    axes.step(
        across, [0, *found.divided], where="post", color=PURPLE, linestyle="-", marker="o",
        label=f"each loss ÷ {parts}: ends at {words.number(found.divided[-1])}",
    )  # fmt: skip
    axes.set_xticks(list(across))
    axes.legend()


def _shares_told(found: Shares, parts: int, name: str) -> str:
    rows = {"not divided": found.summed, f"each loss divided by {parts}": found.divided}
    said = [
        f"{row}, {name}.grad goes {words.listed([words.number(entry) for entry in values])}."
        for row, values in rows.items()
    ]
    return " ".join([f"The whole batch at once gives {words.number(found.whole)}.", *said])
