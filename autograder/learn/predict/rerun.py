"""Run a cell again in a copy of the reader's names, as often as there are wrong models to try, without a trace.

`Stage` keeps what a cell and the cells before it mention, as it was before the cell ran. `Replay.worth()` copies it
once more, runs the cells there, and says what the expression is worth. Figures, checks and prints are mute, files and
most modules are out of reach, random numbers come out as they did, and a run that takes too long is stopped. What
can't be copied (an intermediate and its graph, a class of the reader's) is left out: the cells that made it run again
as well, or the replay gives up.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import random
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.learn.predict import truths

FILE = "<the cell, run again>"
MODULES = frozenset(
    (
        "torch",
        "math",
        "cmath",
        "random",
        "itertools",
        "functools",
        "operator",
        "collections",
        "statistics",
        "numpy",
        "warnings",
    )
)
MUTED = frozenset(("autograder", "matplotlib", "IPython", "ipywidgets", "networkx"))
CLOSED = frozenset(("open", "input", "exec", "eval", "compile", "breakpoint", "exit", "quit", "help", "globals"))
WRITES = frozenset(("save", "load", "tofile", "fromfile", "memmap", "hub", "savez", "savetxt", "loadtxt", "from_file"))
LARGEST = 100_000  # numbers of one tensor that are copied
MOST_NAMES = 100


class TooLong(BaseException):
    """The run was stopped at its deadline; no `except Exception` of a cell's holds it up."""


class Mute:
    """Stands for what shows something: takes every call, and does nothing."""

    def __getattr__(self, name: str) -> Mute:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Mute:
        return self

    def __enter__(self) -> Mute:
        return self

    def __exit__(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Stage:
    """The names as they were before the cell, and the random numbers' state."""

    names: dict[str, Any]
    owner: dict[str, Any]  # the reader's own namespace: functions that read it are made anew
    torchs: torch.Tensor
    pythons: object


def stage(space: dict[str, Any], texts: Sequence[str]) -> Stage:
    """Copies of what these pieces of source mention."""
    wanted = _mentioned(texts, space)
    return Stage(
        _copied({name: space[name] for name in wanted}, space), space, torch.get_rng_state(), random.getstate()
    )


@dataclass(frozen=True)
class Replay:
    """These cells, run on that stage, and the expression looked at."""

    stage: Stage
    cells: tuple[str, ...]
    expression: str

    def worth(self, until: float) -> Any:
        """The expression's value as plain data. Whatever goes wrong raises; after `until` it is TooLong."""
        space = self.run(until)
        with _apart(self.stage), _deadline(space, until):
            return truths.plain(eval(compile(self.expression, FILE, "eval"), space, {}))

    def run(self, until: float) -> dict[str, Any]:
        """The names after the cells have run."""
        space = self._space()
        with _apart(self.stage), _deadline(space, until):
            for cell in self.cells[:-1]:
                with contextlib.suppress(Exception):  # it may have raised the first time, too
                    exec(compile(cell, FILE, "exec"), space)
            exec(compile(self.cells[-1], FILE, "exec"), space)
        return space

    def _space(self) -> dict[str, Any]:
        space: dict[str, Any] = {"__name__": "__main__", "__builtins__": _builtins()}
        for name, value in _copied(self.stage.names, self.stage.owner).items():
            space[name] = _anew(value, space) if _is_readers(value, self.stage.owner) else value
        return space


def harmless(cell: str) -> bool:
    """True for a cell that can run again unseen: no shell, no files, nothing set in torch itself, no endless loop's
    `await`."""
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "get_ipython":
            return False
        if isinstance(node, ast.Attribute) and (node.attr in WRITES or _sets(node)):
            return False
    return True


def _sets(node: ast.Attribute) -> bool:
    """`torch.set_default_dtype`, `torch.relu = …`: what would reach beyond the copy."""
    if node.attr.startswith("set_") and node.attr not in ("set_", "set_grad_enabled"):
        return True
    root: ast.expr = node
    while isinstance(root, ast.Attribute):
        root = root.value
    stored = isinstance(node.ctx, (ast.Store, ast.Del))
    return stored and isinstance(root, ast.Name) and root.id in (*MODULES, "np", "F", "nn")


def _mentioned(texts: Sequence[str], space: dict[str, Any]) -> list[str]:
    """Names of the reader's that the texts use, and those that the functions among them use."""
    found: list[str] = []
    for text in texts:
        with contextlib.suppress(SyntaxError, ValueError):
            found += [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    seen: dict[str, None] = {}
    while found and len(seen) < MOST_NAMES:
        name = found.pop()
        if name in space and name not in seen:
            seen[name] = None
            if isinstance(space[name], types.FunctionType):
                found += _names_in(space[name].__code__)
    return list(seen)


def _names_in(code: types.CodeType) -> list[str]:
    inner = [name for entry in code.co_consts if isinstance(entry, types.CodeType) for name in _names_in(entry)]
    return [*code.co_names, *inner]


def _copied(names: dict[str, Any], owner: dict[str, Any]) -> dict[str, Any]:
    """Deep copies that share what was shared; what can't be copied, or shouldn't be, is left out."""
    memo: dict[int, Any] = {}
    found: dict[str, Any] = {}
    for name, value in names.items():
        with contextlib.suppress(Exception):
            found[name] = _copy(value, owner, memo)
    return found


def _copy(value: Any, owner: dict[str, Any], memo: dict[int, Any]) -> Any:
    if isinstance(value, types.ModuleType):
        return _module(value.__name__)
    if isinstance(value, Mute) or _is_readers(value, owner):
        return value
    _guard(value, owner, 0)
    return copy.deepcopy(value, memo)


def _guard(value: Any, owner: dict[str, Any], depth: int) -> None:
    """Raise for what would drag the reader's own things, or a great many numbers, along."""
    kind = value if isinstance(value, type) else type(value)
    if kind.__module__.partition(".")[0] not in (*MODULES, "builtins") or (depth and _is_readers(value, owner)):
        raise ValueError("not known to be copied without harm")
    if isinstance(value, torch.Tensor) and (value.numel() > LARGEST or not value.is_leaf):
        raise ValueError("an intermediate, or too large")
    entries = list(_inside(value))
    if depth > 6 or len(entries) > LARGEST:
        raise ValueError("too deep, or too large")
    for entry in entries:
        if not isinstance(entry, (int, float, str, bool, type(None))):
            _guard(entry, owner, depth + 1)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, (list, tuple, set)):
        yield from value
    elif isinstance(value, torch.nn.Module):
        yield from value.parameters()
    elif isinstance(value, torch.optim.Optimizer):
        yield from value.param_groups
        yield from value.state.values()


def _module(name: str) -> Any:
    top = name.partition(".")[0]
    if top in MUTED:
        return Mute()
    if top in MODULES:
        return sys.modules[name]
    raise ImportError(name)


def _is_readers(value: Any, owner: dict[str, Any]) -> bool:
    return isinstance(value, types.FunctionType) and value.__globals__ is owner


def _anew(function: types.FunctionType, space: dict[str, Any]) -> Any:
    """The reader's function, reading the copied names. One that closes over other things stays out."""
    if function.__closure__:
        return None
    made = types.FunctionType(function.__code__, space, function.__name__, copy.deepcopy(function.__defaults__))
    made.__kwdefaults__ = copy.deepcopy(function.__kwdefaults__)
    return made


def _builtins() -> dict[str, Any]:
    kept = {name: value for name, value in vars(builtins).items() if name not in CLOSED}
    return {**kept, "print": Mute(), "display": Mute(), "__import__": _import}


def _import(name: str, *rest: Any) -> Any:
    """Only what is loaded already, and only what can do no harm."""
    top = name.partition(".")[0]
    if top in MUTED:
        return Mute()
    if top not in MODULES or name not in sys.modules:
        raise ImportError(name)
    return builtins.__import__(name, *rest)


@contextlib.contextmanager
def _apart(scene: Stage) -> Iterator[None]:
    """Quiet, with the random numbers of before, and everything put back."""
    pythons, grad = random.getstate(), torch.is_grad_enabled()
    numpys = sys.modules["numpy"].random.get_state() if "numpy" in sys.modules else None
    try:
        with truths.quietly():
            warnings.simplefilter("ignore")
            torch.set_rng_state(scene.torchs)
            random.setstate(scene.pythons)  # type: ignore[arg-type]
            yield
    finally:
        torch.set_grad_enabled(grad)
        random.setstate(pythons)
        if numpys is not None:
            sys.modules["numpy"].random.set_state(numpys)


@contextlib.contextmanager
def _deadline(space: dict[str, Any], until: float) -> Iterator[None]:
    """Stop Python code that goes on after `until`: a loop that waits for what the wrong model never does."""

    def watch(frame: types.FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if time.thread_time() > until:
            raise TooLong
        return watch if frame.f_globals is space else None

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    finally:
        sys.settrace(before)
