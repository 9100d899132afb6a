"""Whose number is a wrong guess? The cell is run again with one thing done wrong, until the guess comes out.

From what the author said, over what shows in the truth itself, to what a reader may believe of torch and to a slip in
the mathematics. Of two mistakes that give the number, both are offered; of more, none. A guess in whole numbers can
be a coincidence: so the words say what gives the number, and not what the reader thought.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from autograder.learn.mistakes import catalog, suspects, worlds
from autograder.learn.predict import rerun, truths
from autograder.learn.predict.guesses import Entries, Guess, Number, read
from autograder.learn.predict.truths import Truth
from autograder.learn.task import Attempt, Task
from autograder.learn.verdict import Diagnosis

BUDGET = 0.4  # seconds for one guess
MOST_CELLS = 6  # before the one that ran
MOST_OFFERED = 2
Fit = tuple[str, str]  # a mistake, and the operation that it was made at

# What the catalog tells somebody about code reads differently to somebody who guessed.
SAID = {
    "value_for_gradient": "That is the function's value. The gradient says how fast the value changes.",
    "detached_factor": "That number counts the detached part as well. For autograd a detached tensor is a constant, "
    "and its share of the gradient is missing.",
}


@dataclass(frozen=True)
class Case:
    """A guess that is not the truth, and what it takes to run the cell again."""

    expression: str
    guess: Guess
    truth: Truth
    stage: rerun.Stage | None
    cells: tuple[str, ...]  # the one that ran is the last
    mistakes: Mapping[str, Any] = field(default_factory=dict)


def search(case: Case) -> Diagnosis | None:
    """The mistake that gives the guess, or None. Nothing escapes."""
    with contextlib.suppress(Exception, rerun.TooLong):
        for fits in _rounds(case, time.thread_time() + BUDGET):
            found = dict(fits)
            if found:
                return told(found) if len(found) <= MOST_OFFERED else None
    return None


def told(found: Mapping[str, str]) -> Diagnosis:
    """The mistakes' words. A name that is not in the catalog is the author's own sentence."""
    entries = {name: catalog.every().get(name) for name in found}
    titles = [entry.title if entry else "" for entry in entries.values()]
    said = [_sentence(name, entry.explanation if entry else name, found[name]) for name, entry in entries.items()]
    return Diagnosis(
        mistakes=tuple(found),
        title=" or ".join(title for title in titles if title),
        explanation=said[0] if len(said) == 1 else f"Two things would give that. {said[0]} Or: {said[1]}",
        look_at=next((entry.look_at for entry in entries.values() if entry), None),
        sure=len(found) == 1,
    )


def _sentence(name: str, explanation: str, link: str) -> str:
    text = SAID.get(name, explanation)
    return text.replace("{link}", link) if link else text.replace(" (`{link}`)", "").replace("`{link}`", "the name")


def _rounds(case: Case, until: float) -> Iterator[list[Fit]]:
    yield [(name, "") for name, value in case.mistakes.items() if _means(case.guess, value)]
    yield list(_in_truth(case))
    replay = _faithful(case, until)
    if replay is None or case.truth.entries is None or not _worded_in_numbers(case.guess):
        return

    def program(_: tuple[Any, ...] = ()) -> Any:
        return replay.worth(until)

    yield _fitting(case, _pointed(case, program), until)
    yield [*_fitting(case, suspects.beliefs(program), until), *_values(case, replay, until)]
    if not all(isinstance(entry, Number) and entry.value == 0 for row in case.guess.readings for entry in row):
        yield _fitting(case, _slips(program), until)


def _means(guess: Guess, value: Any) -> bool:
    """Is the guess the value that the author gave for a mistake (an option, a number, a list)?"""
    meant = read(value)
    return meant is not None and any(truths.is_it(guess, row) for row in meant.readings)


def _in_truth(case: Case) -> Iterator[Fit]:
    """What needs no second run: None where a number was guessed, and the other way round."""
    truth = case.truth.entries
    if truth != (None,) or not case.expression.rstrip().endswith(".grad"):
        return
    guessed = [row[0] for row in case.guess.readings if len(row) == 1 and isinstance(row[0], Number)]
    if guessed and case.truth.nonleaf:
        yield "intermediate_grad", ""
    elif any(entry.value == 0 for entry in guessed) and re.search(r"backward\(|grad\(", case.cells[-1]):
        yield "unused_input", ""


def _worded_in_numbers(guess: Guess) -> bool:
    return any(any(isinstance(entry, Number) for entry in row) for row in guess.readings)


def _faithful(case: Case, until: float) -> rerun.Replay | None:
    """The cell, with as few of those before it as bring the truth about once more."""
    if case.stage is None or case.truth.entries is None or case.truth.raised:
        return None
    for count in range(1, min(len(case.cells), MOST_CELLS + 1) + 1):
        cells = case.cells[-count:]
        if not rerun.harmless(cells[0]):
            return None
        replay = rerun.Replay(case.stage, cells, case.expression)
        try:
            value = replay.worth(until)
        except rerun.TooLong:
            return None
        except Exception:  # something is missing that an earlier cell made
            continue
        if truths.equal(tuple(truths.flat(value)), case.truth.entries):
            return replay
    return None


def _fitting(case: Case, models: Iterator[suspects.Suspect], until: float) -> list[Fit]:
    found: list[Fit] = []
    for model in models:
        if time.thread_time() > until:
            return []  # half a search might name the wrong one
        with contextlib.suppress(Exception):
            row = tuple(truths.flat(model.run(())))
            if len(model.mistakes) == 1 and truths.is_it(case.guess, row):
                found.append((model.mistakes[0], model.link))
    return found


def _slips(program: suspects.Program) -> Iterator[suspects.Suspect]:
    """One thing done wrong in the mathematics, at any node that a backward pass went through."""
    task = Task("value", None, [Attempt((), None, None)], program, by_hand=True)
    yield from suspects.single(task, program, suspects.nodes_of(program, ()))


def _values(case: Case, replay: rerun.Replay, until: float) -> Iterator[Fit]:
    """The value of what was differentiated, where its gradient was asked for."""
    if "grad" not in case.expression:
        return
    names = set(re.findall(r"\b(\w+)\.backward\(|\bgrad\(\s*(\w+)", "\n".join(replay.cells)))
    space = replay.run(until)
    for name in sorted(entry for pair in names for entry in pair if entry):
        if isinstance(space.get(name), torch.Tensor) and truths.is_it(case.guess, _row(space[name])):
            yield "value_for_gradient", ""


def _row(value: Any) -> Entries:
    return tuple(truths.flat(truths.plain(value)))


def _pointed(case: Case, program: suspects.Program) -> Iterator[suspects.Suspect]:
    """What a reader may believe of a word that stands in the cell."""
    for pattern, mistake, world in BELIEFS:
        if re.search(pattern, "\n".join(case.cells)):
            yield suspects.Suspect((mistake,), _inside(program, world))
    for name in re.findall(r"(\w+)\s*=\s*\w+\.grad\s*$", "\n".join(case.cells), re.MULTILINE):
        if re.search(rf"\b{name}\b", case.expression):  # `kept = x.grad`: what is zeroed later is kept as well
            yield suspects.Suspect(("grad_alias",), _inside(program, worlds.nothing_is_zeroed))


def _inside(program: suspects.Program, world: worlds.World) -> suspects.Program:
    def run(arguments: tuple[Any, ...]) -> Any:
        with world():
            return program(arguments)

    return run


def _method(name: str, stand_in: Callable[..., Any]) -> worlds.World:
    return lambda: worlds.standing([(torch.Tensor, name)], stand_in)


def _copy_of_data() -> contextlib.AbstractContextManager[None]:
    return worlds.standing([(torch.Tensor, "data")], property(lambda tensor: tensor.detach().clone()))


def _mute_no_grad() -> contextlib.AbstractContextManager[None]:
    return worlds.standing([(torch, "no_grad")], contextlib.nullcontext)


BELIEFS: Sequence[tuple[str, str, worlds.World]] = (
    (r"\.detach\(\)", "detached_factor", _method("detach", lambda tensor: tensor)),
    (r"\.detach\(\)", "detach_shares_storage", _method("detach", lambda tensor: torch.clone(tensor.data))),
    (r"\.data\b", "data_edit_silent", _copy_of_data),
    (r"no_grad\(", "no_grad_blocks_earlier", _mute_no_grad),
)
