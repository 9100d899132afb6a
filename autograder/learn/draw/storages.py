"""Where tensors keep their numbers: who shares a storage with whom, and what a graph keeps for later."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import torch

from autograder.learn import words
from autograder.learn.draw.svg import BLUE, GREEN, GREY, Picture, canvas, figure, label

HEIGHT = 1.1  # of one row, in the drawing's own units


def storage(**tensors: torch.Tensor) -> Picture:
    """Each named tensor (any shape) on the left, its storage on the right, with the tensor's version counter.

    Two arrows into one box: writing through one name is read through the other.
    """
    boxes = _grouped(tensors)
    rows = max(len(tensors), len(boxes))
    with canvas(6.8, 0.5 + 0.6 * rows) as (drawn, axes):
        axes.set(xlim=(0, 10), ylim=(-HEIGHT * (rows - 0.5), HEIGHT * 0.5))
        axes.axis("off")
        axes.set_title(_message(boxes))
        places = _places(boxes)
        texts = {name: _name(axes, places[name], name, tensor) for name, tensor in tensors.items()}
        for names in boxes:
            middle = sum(places[name] for name in names) / len(names)
            _one_storage(axes, middle, [texts[name] for name in names], tensors[names[0]])
        return figure(drawn, _storage_in_words(tensors, boxes))


def _grouped(tensors: dict[str, torch.Tensor]) -> list[list[str]]:
    """The names, grouped by storage, in the order in which they came."""
    found: dict[int, list[str]] = {}
    for name, tensor in tensors.items():
        found.setdefault(tensor.untyped_storage().data_ptr(), []).append(name)
    return list(found.values())


def _places(boxes: list[list[str]]) -> dict[str, float]:
    ordered = [name for names in boxes for name in names]
    return {name: -HEIGHT * row for row, name in enumerate(ordered)}


def _message(boxes: list[list[str]]) -> str:
    names = sum(len(box) for box in boxes)
    return f"{words.count(names, 'tensor')}, {words.count(len(boxes), 'storage')}"


def version(tensor: torch.Tensor) -> str:
    """The version counter: how often the values were written in place, as autograd knows it."""
    return "no version" if tensor.is_inference() else f"version {tensor._version}"


def _name(axes: Any, y: float, name: str, tensor: torch.Tensor) -> Any:
    frame = {"boxstyle": "round,pad=0.4", "facecolor": "none", "edgecolor": BLUE, "linewidth": 1.8}
    text = f"{name}: requires_grad={tensor.requires_grad}, {version(tensor)}"
    return axes.text(0.2, y, text, ha="left", va="center", fontsize=10, bbox=frame)


def _one_storage(axes: Any, middle: float, texts: list[Any], tensor: torch.Tensor) -> None:
    """The storage, and an arrow to it from the edge of each name's box, however long the name is."""
    frame = {"boxstyle": "square,pad=0.5", "facecolor": "none", "edgecolor": GREEN, "linewidth": 2.2}
    axes.text(7.4, middle, words.thing(tensor), ha="left", va="center", fontsize=11, bbox=frame)
    for text in texts:
        style = {"arrowstyle": "->", "linewidth": 1.6, "color": GREY, "shrinkA": 8}
        axes.annotate("", xy=(7.2, middle), xytext=(1.0, 0.5), textcoords=text, arrowprops=style)


def _storage_in_words(tensors: dict[str, torch.Tensor], boxes: list[list[str]]) -> str:
    told = [
        f"{words.listed(names)} {'share' if len(names) > 1 else 'has'} "
        f"{'one storage' if len(names) > 1 else 'a storage of its own'} holding {words.thing(tensors[names[0]])}."
        for names in boxes
    ]
    facts = [f"{name}: requires_grad={entry.requires_grad}, {version(entry)}." for name, entry in tensors.items()]
    return " ".join([f"{_message(boxes)}.", *told, *facts])


def kept(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    *,
    recording: bool = True,
) -> int:
    """How many numbers autograd keeps for the backward pass of function(x), each storage counted once.

    Counted by `torch.autograd.graph.saved_tensors_hooks`, so nothing is measured and nothing varies.
    """
    saved: dict[int, torch.Tensor] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        saved[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    mode = contextlib.nullcontext() if recording else torch.no_grad()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor), mode:
        result = function(x)
    del result
    return sum(tensor.numel() for tensor in saved.values())


def graph_memory(step: Callable[[torch.Tensor], torch.Tensor], *, at: torch.Tensor, steps: int = 8) -> Picture:
    """Numbers kept for a backward pass after `step` was applied 1, 2, … times, recorded and under no_grad.

    step   one tensor in, one of the same shape out
    at     the tensor to start from, any shape
    steps  how many times at most
    """
    x = at.detach().clone().requires_grad_()
    across = list(range(1, steps + 1))
    recorded = [kept(_repeated(step, count), x) for count in across]
    without = [kept(_repeated(step, count), x, recording=False) for count in across]
    size = x.element_size()
    with canvas() as (drawn, axes):
        axes.plot(across, recorded, color=BLUE, marker="o", label="recorded")
        axes.plot(across, without, color=GREEN, marker="s", linestyle="--", label="under no_grad")
        label(axes, x="steps applied", y="numbers kept for backward", title="Each recorded step keeps its numbers")
        axes.set_xticks(across)
        axes.legend()
        return figure(drawn, _memory_in_words(recorded, without, size))


def _repeated(step: Callable[[torch.Tensor], torch.Tensor], count: int) -> Callable[[torch.Tensor], torch.Tensor]:
    def all_steps(x: torch.Tensor) -> torch.Tensor:
        for _ in range(count):
            x = step(x)
        return x

    return all_steps


def _memory_in_words(recorded: list[int], without: list[int], size: int) -> str:
    return (
        "Each recorded step keeps its numbers. "
        f"After 1 step {recorded[0]} numbers are kept for the backward pass ({recorded[0] * size} bytes), "
        f"after {len(recorded)} steps {recorded[-1]} ({recorded[-1] * size} bytes). "
        f"Under no_grad it is {without[0]} after 1 step and {without[-1]} after {len(without)}."
    )
