"""Every wrong model that could stand behind an answer: the true program, with one thing done wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import torch

from autograder.learn import snapshot
from autograder.learn.mistakes import reading, surgeries, worlds
from autograder.learn.mistakes.reverse import Seen, Surgery, operated
from autograder.learn.student import fresh
from autograder.learn.task import Task

Args = tuple[Any, ...]
Program = Callable[[Args], Any]
CUTTERS = (
    (reading.COPIES.search, "graph_cut_by_tensor"),
    (reading.leaves_through_numbers, "graph_cut_by_numbers"),
    (reading.DETACHES.search, "detached_factor"),
)
FEW = 6  # nodes up to which two surgeries at once are tried


@dataclass(frozen=True)
class Suspect:
    """A wrong model: `run(arguments)` gives what the mistake would give."""

    mistakes: tuple[str, ...]
    run: Program
    link: str = ""  # the operation that was operated on


def nodes_of(program: Program, arguments: Args) -> list[Seen]:
    """What the program's backward passes go through; empty where it makes none."""
    seen: list[Seen] = []
    with contextlib.suppress(Exception), operated(seen=seen):
        program(fresh(arguments))
    return seen


def own(task: Task) -> Iterator[Suspect]:
    """The exercise's own wrong models."""
    for name, model in task.mistakes.items():
        if task.kind != "prediction" and not task.by_hand and not reading.possible(name, task.source):
            continue
        for one in model if isinstance(model, (list, tuple)) else (model,):
            yield Suspect((name,), _model(one, task))


def _model(model: Callable[..., Any], task: Task) -> Program:
    return lambda arguments: model(*fresh(arguments, task.give))


def single(task: Task, program: Program, seen: Sequence[Seen]) -> Iterator[Suspect]:
    """One thing done wrong."""
    for cut in _cuts(seen):
        if cut.mistake != "swapped" or len(task.wrt) > 1:
            yield Suspect((_cut_name(cut.mistake, task),), _operated(program, [cut]), cut.link)
    if any(node.fans_out for node in seen):
        for keep in (_newest, _oldest):
            yield Suspect((_cut_name("cut", task),), _under(program, Surgery(join=keep)))
    for mistake, world in worlds.EVERY:
        yield Suspect((mistake,), _inside(program, world))
    yield from _unmoved(task, program)
    yield from _stepped(task, program)
    if isinstance(task.attempts[0].expected, tuple) and len(task.attempts[0].expected) == 2:
        yield Suspect(("swapped",), lambda arguments: tuple(reversed(program(arguments))))
    if task.kind == "gradient" and task.truth is not None:
        yield Suspect(("value_for_gradient",), _value(task, 1))
        if len(task.wrt) > 1:
            yield Suspect(("value_for_gradient",), _value(task, len(task.wrt)))
        yield from _rearranged(task, program, seen)


def beliefs(program: Program) -> Iterator[Suspect]:
    """What a reader who predicts may take torch to do."""
    yield Suspect(("replaced_not_added",), _under(program, Surgery(store=_newest)))
    yield Suspect(("accumulated",), _inside(program, worlds.nothing_is_zeroed))
    yield Suspect(("sum_for_mean",), _inside(program, worlds.mean_is_sum))
    yield Suspect(("mean_for_sum",), _inside(program, worlds.sum_is_mean))
    yield Suspect(("log10",), _inside(program, worlds.log_is_log10))


def double(program: Program, seen: Sequence[Seen], task: Task) -> Iterator[Suspect]:
    """Two surgeries at once, on graphs that are small enough to try them all."""
    if sum(node.inputs > 0 for node in seen) > FEW:
        return
    for one, two in combinations(_cuts(seen), 2):
        if one.place != two.place and "swapped" not in (one.mistake, two.mistake):
            names = (_cut_name(one.mistake, task), _cut_name(two.mistake, task))
            yield Suspect(tuple(dict.fromkeys(names)), _operated(program, [one, two]), one.link)


def _cuts(seen: Sequence[Seen]) -> list[surgeries.Cut]:
    return [cut for node in seen if node.inputs for cut in surgeries.at(node, _outermost(node, seen))]


def _outermost(node: Seen, seen: Sequence[Seen]) -> bool:
    """True where only sums, signs, reductions and constant factors stand between the node and the root."""
    above = {other.place: other for other in seen}
    open_places = list(node.feeds)
    while open_places:
        other = above.get(open_places.pop())
        if other is None or not (surgeries.base(other.operation) in surgeries.LINEAR or _constant_factor(other)):
            return False
        open_places += other.feeds
    return True


def _constant_factor(node: Seen) -> bool:
    return node.inputs == 1 and surgeries.base(node.operation) in ("Mul", "Div")


def _cut_name(mistake: str, task: Task) -> str:
    """A missing path was overwritten, or its factor was detached: the source tells which is possible."""
    if mistake != "cut":
        return mistake
    source = "" if task.by_hand else task.source or ""
    for cuts, name in CUTTERS:
        if cuts(source):
            return name
    return "overwritten_not_added"


def _operated(program: Program, cuts: Sequence[surgeries.Cut]) -> Program:
    return _under(program, Surgery(operate={cut.place: cut.operate for cut in cuts}))


def _under(program: Program, surgery: Surgery) -> Program:
    def run(arguments: Args) -> Any:
        with operated(surgery):
            return program(arguments)

    return run


def _inside(program: Program, world: worlds.World) -> Program:
    def run(arguments: Args) -> Any:
        with world():
            return program(arguments)

    return run


def _newest(_: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    return new.clone()


def _oldest(old: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
    return old


def _value(task: Task, times: int) -> Program:
    def run(arguments: Args) -> Any:
        assert task.truth is not None
        value = task.truth(*fresh(arguments)).detach()
        return value if times == 1 else (value,) * times

    return run


def _rearranged(task: Task, program: Program, seen: Sequence[Seen]) -> Iterator[Suspect]:
    """The variables exchanged: in the answer, or on the way in; a column where a row belongs."""
    first = task.attempts[0].arguments
    if len(task.wrt) == 2:
        one, two = task.wrt
        if first[one].shape == first[two].shape:
            yield Suspect(("swapped",), lambda arguments: program(_exchanged(arguments, one, two)))
    compares = any(surgeries.base(node.operation) in surgeries.DIFFERENCES for node in seen)
    for place, value in enumerate(first if compares else ()):
        if isinstance(value, torch.Tensor) and value.dim() == 1 and len(first) > 1:
            yield Suspect(("broadcast_residual",), _column(program, place))


def _unmoved(task: Task, program: Program) -> Iterator[Suspect]:
    """A step that left its weights where they were; the source says why."""
    found = reading.facts(task.source)
    reason = next((fact for fact in ("rebound_weight", "zeroed_before_step") if fact in found), None)
    if reason is None:
        return
    if task.kind == "effect":
        yield Suspect((reason,), lambda arguments: _untouched(task, program, arguments))
    first = task.attempts[0].expected
    if isinstance(first, tuple):
        yield Suspect((reason,), lambda arguments: tuple(arguments[: len(first)]))


def _untouched(task: Task, program: Program, arguments: Args) -> Any:
    """The arguments as they were; what the answer left in .grad and returned is its own affair."""
    left = snapshot.after(task.names, fresh(arguments, task.give), None)
    seen = next((attempt.got for attempt in task.attempts if attempt.arguments is arguments), None)
    rest = program(arguments) if seen is None else seen
    return {**left, **{place: entry for place, entry in rest.items() if place.endswith((".grad", "result"))}}


def _stepped(task: Task, program: Program) -> Iterator[Suspect]:
    """The learning rate left out, doubled or halved (the 2 of a square lost in the gradient), or its sign turned."""
    places = [place for place, name in enumerate(task.names) if name in ("lr", "rate", "learning_rate", "eta")]
    for place in places:
        yield Suspect(("wrong_coefficient",), _with(program, place, lambda rate: rate * 0 + 1.0))
        yield Suspect(("wrong_coefficient",), _with(program, place, lambda rate: rate * 2))
        yield Suspect(("wrong_coefficient",), _with(program, place, lambda rate: rate / 2))
        yield Suspect(("sign",), _with(program, place, lambda rate: -rate))


def _with(program: Program, place: int, change: Callable[[Any], Any]) -> Program:
    return lambda arguments: program((*arguments[:place], change(arguments[place]), *arguments[place + 1 :]))


def _exchanged(arguments: Args, one: int, two: int) -> Args:
    row = list(arguments)
    row[one], row[two] = row[two], row[one]
    return tuple(row)


def _column(program: Program, place: int) -> Program:
    def run(arguments: Args) -> Any:
        row = list(arguments)
        row[place] = row[place].unsqueeze(-1)
        found = program(tuple(row))
        whole = found if isinstance(found, tuple) else (found,)
        flat = tuple(entry.squeeze(-1) if entry.dim() == 2 else entry for entry in whole)
        return flat if isinstance(found, tuple) else flat[0]

    return run
