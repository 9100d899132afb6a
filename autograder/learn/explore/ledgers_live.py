"""Which backward added what to .grad: step by step, in a training run or in the reader's own program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import torch

from autograder.learn import words
from autograder.learn.draw import ledgers
from autograder.learn.draw.ledgers import Entry, Step, balance, bars, change, heights, read, span
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, GREY, ORANGE, Picture, label, message
from autograder.learn.draw.tried import Unusable, accepts, number
from autograder.learn.explore.live import Choice, Exploration, Slider

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Loss = Callable[[torch.Tensor], torch.Tensor]

NEVER, BEFORE = "never", "before each backward"


class Run(NamedTuple):
    """A descent of n steps: the ledger's n entries, and the n + 1 weights."""

    entries: list[Entry]
    weights: list[float]


@overload
def ledger(
    loss: Loss, start: float, *, rate: float = 0.1, most: int = 12, zeroing: str = NEVER, name: str = "w"
) -> Exploration: ...


@overload
def ledger(loss: torch.Tensor, start: Mapping[str, Step], *, name: str = "x") -> Exploration: ...


def ledger(
    loss: Loss | torch.Tensor,
    start: float | Mapping[str, Step],
    *,
    rate: float = 0.1,
    most: int = 12,
    zeroing: str = NEVER,
    name: str = "",
) -> Exploration:
    """Gradient descent on `loss`, with a slider over the number of backwards and a choice of the zeroing.

    loss     a scalar in, a scalar out
    start    the weight before the first step
    rate     the learning rate
    most     the slider's end, and the number of steps that the static picture shows
    zeroing  "never" or "before each backward": the picture's first state

    Or any program, as `draw.ledger` takes it: `explore.ledger(x, {"first": lambda: y.backward(), …})` runs the
    steps on the leaf x, and the slider goes through them.
    """
    if isinstance(loss, torch.Tensor):
        return _program(loss, start, name or "x")
    if zeroing not in (NEVER, BEFORE):
        raise Unusable(f"zeroing is {NEVER!r} or {BEFORE!r}, not {zeroing!r}.")
    if isinstance(start, Mapping):
        raise Unusable("named steps go with a leaf: explore.ledger(x, {…}), with x a scalar tensor that requires grad.")
    runs = {kind: descend(loss, float(start), rate, most, kind) for kind in (NEVER, BEFORE)}
    training = Training(runs, most, name or "w")
    return Exploration(
        lambda steps, zeroing: training.frame(int(steps), zeroing),
        [
            Slider("steps", 1, most, 1, most, "backwards"),
            Choice("zeroing", [NEVER, BEFORE], zeroing, f"{training.name}.grad is emptied"),
        ],
    )


def _program(leaf: torch.Tensor, steps: Any, name: str) -> Exploration:
    if not isinstance(steps, Mapping):
        raise Unusable('after the leaf come the steps, such as {"first": lambda: y.backward(), "second": step}.')
    book = ledgers.Book(ledgers.record(leaf, steps), name)
    count = len(book.entries)
    return Exploration(lambda steps: book.frame(int(steps)), [Slider("steps", 1, count, 1, count, "steps run")])


def descend(loss: Loss, start: float, rate: float, steps: int, zeroing: str) -> Run:
    """A live run: backward, one step down the slope that .grad holds, and again; it ends where a number overflows."""
    accepts(loss, 1)
    weight = torch.tensor(start, requires_grad=True)
    entries, weights = [], [start]
    for place in range(steps):
        if zeroing == BEFORE:
            weight.grad = None
        before = read(weight)
        value = _backward(loss, weight)
        after = read(weight) or 0.0
        moved = float(weight.detach()) - rate * after
        if not all(abs(entry) < torch.finfo(weight.dtype).max for entry in (value, after, moved)):
            break
        entries.append(Entry(f"{place + 1}", before, read(weight)))
        with torch.no_grad():
            weight -= rate * after
        weights.append(float(weight.detach()))
    if not entries:
        raise Unusable(f"at {words.number(start)} the loss or its slope is not a finite number: start somewhere else.")
    return Run(entries, weights)


def _backward(loss: Loss, weight: torch.Tensor) -> float:
    """One backward pass from the loss; the loss."""
    with torch.enable_grad():
        root = number(loss, [weight])
    if not root.requires_grad:
        raise Unusable("the loss does not depend on the weight through torch operations, so there is nothing to add.")
    torch.autograd.backward(root)
    return float(root.detach())


class Training:
    """Both runs on axes that hold every frame, so that moving the slider moves the data and not the axes."""

    def __init__(self, runs: dict[str, Run], most: int, name: str) -> None:
        self.runs, self.most, self.name = runs, most, name
        self.scene = Scene(self._backdrop, width=8.4, height=3.5, ncols=2)

    def frame(self, steps: int, zeroing: str) -> Picture:
        whole = self.runs[zeroing]
        run = Run(whole.entries[:steps], whole.weights[: steps + 1])
        done = len(run.entries)
        heading = (
            f"{self.name}.grad emptied {zeroing}: after {words.count(done, 'step')}, "
            f"{self.name} is {words.number(run.weights[-1])}"
        )

        def moving(_: Figure, panels: Sequence[Axes]) -> None:
            bars(panels[0], run.entries, labels=False)
            _newest(panels[0], run.entries[-1], done - 1, self.most)
            _path(panels[1], run)
            self.heading.set_text(heading)

        return self.scene.picture(moving, " ".join([f"{heading}.", *_told(run, self.name), _end(done, steps)]).strip())

    def _backdrop(self, drawn: Figure, panels: Sequence[Axes]) -> None:
        self.heading = message(drawn)
        left, right = panels
        balances = [height for run in self.runs.values() for height in heights(run.entries)]
        left.set(xlim=(-0.6, self.most - 0.4), ylim=span(balances, below=0.12, above=0.12))
        left.set_xticks(range(self.most), [str(place + 1) for place in range(self.most)])
        left.grid(visible=False, axis="x")
        label(left, x="backward number", y=f"{self.name}.grad: from before to after")
        weights = [weight for run in self.runs.values() for weight in run.weights]
        right.set(xlim=(-0.4, self.most + 0.4), ylim=span(weights))
        right.axhline(0, color=GREY, linewidth=1)
        label(right, x="steps taken", y=self.name)


def _newest(axes: Axes, entry: Entry, place: int, most: int) -> None:
    """What the newest backward added, beside the end of its bar, and never outside the frame."""
    up = entry.added >= 0
    axes.annotate(
        change(entry), (place, entry.after or 0.0), (0, 4 if up else -4), textcoords="offset points", fontweight="bold",
        va="bottom" if up else "top", ha="left" if place < 2 else "right" if place > most - 3 else "center",
        in_layout=False,
    )  # fmt: skip


def _path(axes: Axes, run: Run) -> None:
    emptied = all(entry.before is None for entry in run.entries)
    axes.plot(run.weights, color=BLUE if emptied else ORANGE, marker="o" if emptied else "s", markersize=5)


def _told(run: Run, name: str) -> list[str]:
    added = words.listed([change(entry) for entry in run.entries])
    grads = words.listed([balance(entry.after) for entry in run.entries])
    path = words.listed([words.number(weight) for weight in run.weights])
    return [
        f"The backwards add, one after the other, {added}.",
        f"After each backward, {name}.grad is {grads}.",
        f"{name} goes {path}.",
    ]


def _end(done: int, asked: int) -> str:
    return f"The run ends after {words.count(done, 'step')}: the next number is too large." if done < asked else ""
