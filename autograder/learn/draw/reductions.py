"""From many numbers to one: a Jacobian with its numbers, sum against mean, and what broadcasting makes.

A table of numbers is drawn in tints over the page's own background, so that it reads on white and on dark
grey alike. Colour only repeats what the sign and the digits say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import torch

from autograder.learn import words
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, DASHES, INK, MARKERS, ORANGE, PALETTE, Picture, canvas, figure, label
from autograder.learn.draw.tried import Unusable, accepts, called

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Vector = Callable[[torch.Tensor], torch.Tensor]

Sign = Literal["−", "+", "×"]
OPERATIONS: dict[Sign, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "−": torch.sub,
    "+": torch.add,
    "×": torch.mul,
}
MOST = 10  # rows or columns of a table whose numbers can still be read
STRONGEST = 0.6  # the opacity of the largest number's tint: the ink on it keeps 4.5:1 on white and on dark


def jacobian(function: Vector, at: torch.Tensor, *, v: Any = None, title: str = "") -> Picture:
    """The Jacobian of `function` at a point, one cell for each ∂y[i]/∂x[j]: rows outputs, columns inputs.

    function  takes a tensor of n numbers, returns one of m numbers (any shapes; both are flattened)
    v         m numbers, one for each output: drawn beside the rows, and vᵀJ (n numbers) under the columns
    """
    return Jacobian(function, at, title, weighed=v is not None).frame(v)


class Jacobian:
    """The table of derivatives, drawn once; a frame adds weights, if it is `weighed`, and what they make of it."""

    def __init__(self, function: Vector, at: torch.Tensor, title: str = "", *, weighed: bool = True) -> None:
        self.table, scalars = _jacobian(function, at)
        self.heading = title or f"The Jacobian: {words.count(len(self.table), 'row')}, one for each output"
        self.outputs, self.inputs = (
            [name] if scalar else _entries(name, count)
            for name, scalar, count in zip("yx", scalars, self.table.shape, strict=True)
        )
        self.weighed, beside = weighed, 2 if weighed else 0
        size = (2.2 + 0.85 * (len(self.inputs) + beside), 1.5 + 0.5 * (len(self.outputs) + beside))
        self.scene = Scene(self._backdrop, width=size[0], height=size[1])

    def frame(self, v: Any = None) -> Picture:
        """v: a weight for each output, where the table is weighed."""
        weights = None if v is None else torch.as_tensor(v).detach().double().flatten()
        if weights is not None and len(weights) != len(self.table):
            raise Unusable(f"v needs one number for each output: {len(self.table)}, and has {len(weights)}.")

        def moving(_: Any, axes: Axes) -> None:
            if weights is not None:
                _product(axes, self.table, weights)

        says = _says_jacobian(self.heading, self.table, weights, self.outputs, self.inputs)
        return self.scene.picture(moving, says)

    def _backdrop(self, drawn: Figure, axes: Axes) -> None:
        _cells(axes, self.table, float(self.table.abs().max()))
        _frame(axes, self.outputs, self.inputs)
        if self.weighed:
            _room(axes, self.outputs, self.inputs)
        label(axes, x="inputs", y="outputs")
        drawn.suptitle(self.heading, x=0.01, ha="left", fontweight="bold", fontsize=12)


def batch_gradients(
    losses: Callable[..., torch.Tensor], weight: torch.Tensor, batch: Sequence[torch.Tensor]
) -> Picture:
    """The size of the gradient of the summed and of the averaged loss, as the batch grows: 1, 2, 4 … N examples.

    losses  `losses(weight, *batch)` gives the loss of every example, shape (N,)
    weight  the parameter, any shape; the size of its gradient is the Euclidean norm
    batch   tensors whose first dimension counts the N examples
    """
    sizes = [2**power for power in range(len(batch[0]).bit_length())]
    reductions: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {"sum": torch.sum, "mean": torch.mean}
    found = {
        name: [_gradient_size(losses, weight, [part[:size] for part in batch], reduce) for size in sizes]
        for name, reduce in reductions.items()
    }
    rise = {name: words.number(float(f"{row[-1] / row[0]:.3g}")) for name, row in found.items()}
    heading = f"Batch × {sizes[-1]}: gradient of the sum × {rise['sum']}, of the mean × {rise['mean']}"
    with canvas(6.8, 3.6) as (drawn, axes):
        for place, (name, row) in enumerate(found.items()):
            axes.plot(sizes, row, color=PALETTE[place], linestyle=DASHES[place], marker=MARKERS[place], markersize=5)
            axes.annotate(name, (sizes[-1], row[-1]), (9, 0), textcoords="offset points", va="center")
        axes.set(xscale="log", yscale="log")
        axes.set_xticks(sizes, [str(size) for size in sizes])
        axes.minorticks_off()
        label(axes, x="batch size N (examples)", y="size of the gradient", title=heading)
        return figure(drawn, _says_batches(heading, sizes, found))


def broadcast(a: torch.Tensor, b: torch.Tensor, by: Sign = "−") -> Picture:
    """What `a − b` (or +, ×) does to the shapes: both tables as torch stretches them, and the result.

    a, b  at most two dimensions. Numbers that are there are in tinted cells; the copies that broadcasting
          makes are in dashed, empty ones.
    """
    a, b = a.detach(), b.detach()
    result = OPERATIONS[by](a, b)
    shapes = [_bare(entry) for entry in (a, b, result)]
    heading = f"{shapes[0]} {by} {shapes[1]} becomes {shapes[2]}"
    stretched = [_table(torch.broadcast_to(entry, result.shape)) for entry in (a, b)]
    rows, columns = stretched[0].shape
    with canvas(0.9 + 0.55 * (3 * columns + 2), 1.1 + 0.45 * rows) as (drawn, axes):
        for place, (table, source) in enumerate(zip(stretched, (a, b), strict=True)):
            left = place * (columns + 1)
            _cells(axes, table, 0.0, left=left, real=_real(source, result.shape))
            _caption(axes, left, columns, f"{'ab'[place]} {shapes[place]}")
        left = 2 * (columns + 1)
        _cells(axes, _table(result), float(result.abs().max()) or 1.0, left=left)
        _caption(axes, left, columns, f"a {by} b {shapes[2]}")
        for place, sign in enumerate((by, "=")):
            axes.text((place + 1) * (columns + 1) - 1, (rows - 1) / 2, sign, ha="center", va="center", fontsize=15)
        axes.set(xlim=(-0.6, 3 * columns + 1.6), ylim=(rows - 0.4, -1.3))
        axes.set_axis_off()
        drawn.suptitle(heading, x=0.01, ha="left", fontweight="bold", fontsize=12)
        return figure(drawn, _says_broadcast(heading, a, b, result))


def _jacobian(
    function: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor
) -> tuple[torch.Tensor, tuple[bool, bool]]:
    """(m, n) in float64, row by row: one backward pass for each output. And: is the output, is the input a scalar?"""
    accepts(function, 1)
    if not isinstance(at, torch.Tensor) or not at.is_floating_point():
        raise Unusable("the point needs to be a tensor of floats, such as torch.tensor([1.0, 2.0, 3.0]).")
    point = at.detach().clone().requires_grad_()
    with torch.enable_grad():
        result = called(function, [point])
    if not result.requires_grad:
        raise Unusable("the function's result does not depend on x through torch operations, so it has no Jacobian.")
    if max(size := (result.numel(), point.numel())) > MOST:
        raise Unusable(f"every number is written out: at most {MOST} × {MOST}, and this is {size[0]} × {size[1]}.")
    rows = [
        torch.autograd.grad(entry, point, retain_graph=True, materialize_grads=True, allow_unused=True)[0].reshape(-1)
        for entry in result.reshape(-1)
    ]
    table = torch.stack(rows).double()
    return table, (result.dim() == 0, point.dim() == 0)


def _gradient_size(
    losses: Callable[..., torch.Tensor],
    weight: torch.Tensor,
    batch: Sequence[torch.Tensor],
    reduce: Callable[[torch.Tensor], torch.Tensor],
) -> float:
    leaf = weight.detach().clone().requires_grad_()
    (found,) = torch.autograd.grad(reduce(losses(leaf, *batch)), leaf)
    return float(found.norm())


def _cells(
    axes: Axes, table: torch.Tensor, largest: float, *, left: float = 0, top: float = 0, real: Any = None
) -> None:
    """A table of numbers, cell (i, j) centred at (left + j, top + i). `largest` sets the strength of the
    tints by size; 0 gives every cell the same one. `real` (bool, same shape): the others are copies."""
    from matplotlib.patches import Rectangle

    for (i, j), value in _each(table):
        copy = real is not None and not bool(real[i, j])
        strength = 0.0 if copy else (0.25 if largest == 0 else STRONGEST * abs(value) / largest)
        hue = ORANGE if value < 0 and largest else BLUE
        axes.add_patch(
            Rectangle((left + j - 0.47, top + i - 0.46), 0.94, 0.92, facecolor=(hue, strength), edgecolor="none")
        )
        axes.add_patch(
            Rectangle(
                (left + j - 0.47, top + i - 0.46), 0.94, 0.92, fill=False, edgecolor=INK, linewidth=0.8,
                linestyle=":" if copy else "-", alpha=0.75 if copy else 1.0,
            )
        )  # fmt: skip
        axes.text(
            left + j, top + i, words.number(value), ha="center", va="center",
            fontsize=10.5, alpha=0.75 if copy else 1.0, fontstyle="italic" if copy else "normal",
        )  # fmt: skip


def _each(table: torch.Tensor) -> list[tuple[tuple[int, int], float]]:
    return [((i, j), float(value) + 0.0) for i, row in enumerate(table) for j, value in enumerate(row)]  # no −0


def _frame(axes: Axes, outputs: Sequence[str], inputs: Sequence[str]) -> None:
    axes.set_xticks(range(len(inputs)), inputs)
    axes.set_yticks(range(len(outputs)), outputs)
    axes.set(xlim=(-0.6, len(inputs) - 0.4), ylim=(len(outputs) - 0.4, -0.6))
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _room(axes: Axes, outputs: Sequence[str], inputs: Sequence[str]) -> None:
    """Place for v to the left of the rows, and for vᵀJ under the columns."""
    m, n = len(outputs), len(inputs)
    axes.set_xticks([-1.6, *range(n)], ["v", *inputs])
    axes.set_yticks([*range(m), m + 0.6], [*outputs, "vᵀJ"])
    axes.set(xlim=(-2.2, n - 0.4), ylim=(m + 1.2, -0.6))


def _product(axes: Axes, table: torch.Tensor, weights: torch.Tensor) -> None:
    """v as a column to the left of the rows that it weighs, vᵀJ as a row under the columns it adds up."""
    m, n = table.shape
    result = (weights @ table).reshape(1, -1)
    _cells(axes, weights.reshape(-1, 1), float(weights.abs().max()) or 1.0, left=-1.6)
    _cells(axes, result, float(result.abs().max()) or 1.0, top=m + 0.6)
    axes.plot([-0.4, n - 0.6], [m + 0.05, m + 0.05], color=INK, linewidth=1.0)


def _caption(axes: Axes, left: float, columns: int, text: str) -> None:
    axes.text(left + (columns - 1) / 2, -0.85, text, ha="center", va="center")


def _entries(name: str, count: int) -> list[str]:
    return [f"{name}[{place}]" for place in range(count)]


def _table(value: torch.Tensor) -> torch.Tensor:
    """A tensor of at most two dimensions as rows and columns: a vector is one row."""
    if value.dim() > 2 or max(value.shape, default=1) > MOST:
        raise Unusable(f"at most two dimensions of at most {MOST} can be drawn, and this is {tuple(value.shape)}.")
    return value.reshape((1,) * (2 - value.dim()) + tuple(value.shape))


def _real(source: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    """Which cells of the stretched table (`shape`) hold a number of the source itself, not a copy."""
    aligned = source.reshape((1,) * (len(shape) - source.dim()) + tuple(source.shape))
    found = torch.zeros(shape, dtype=torch.bool)
    found[tuple(slice(0, size) for size in aligned.shape)] = True
    return _table(found)


def _bare(value: torch.Tensor) -> str:
    return str(tuple(value.shape))


def _written(row: torch.Tensor) -> str:
    return ", ".join(words.number(float(entry) + 0.0) for entry in row)


def _says_jacobian(
    heading: str, table: torch.Tensor, weights: torch.Tensor | None, outputs: Sequence[str], inputs: Sequence[str]
) -> str:
    told = [f"{name}: {_written(row)}." for name, row in zip(outputs, table, strict=True)]
    lead = f"{heading}. A table of derivatives, a row for each output, columns {', '.join(inputs)}."
    if weights is None:
        return " ".join([lead, *told])
    product = f"v is {_written(weights)}; vᵀJ is {_written(weights @ table)}."  # first: an explorer speaks it
    return " ".join([product, lead, *told])


def _says_batches(heading: str, sizes: Sequence[int], found: dict[str, list[float]]) -> str:
    told = [
        f"{name}: "
        + ", ".join(f"{words.number(value)} at {size}" for size, value in zip(sizes, row, strict=True))
        + "."
        for name, row in found.items()
    ]
    return " ".join(
        [f"{heading}. Lines of the size of the gradient against the batch size, both scales logarithmic.", *told]
    )


def _says_broadcast(heading: str, a: torch.Tensor, b: torch.Tensor, result: torch.Tensor) -> str:
    parts = [f"{name} with {_copies(entry, result)}" for name, entry in (("a", a), ("b", b))]
    rows = "; ".join(_written(row) for row in _table(result))
    return f"{heading}. Three tables: {parts[0]}, {parts[1]}, and the result, row by row: {rows}."


def _copies(source: torch.Tensor, result: torch.Tensor) -> str:
    made = result.numel() - source.numel()
    row = _written(source.flatten())
    return f"its numbers {row} and {'no' if made == 0 else made} copies of them"
