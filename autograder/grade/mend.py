"""Puts back what a student's code changed in place: modules, classes and functions as they were before it ran.

    libraries()              the modules and torch classes that a probe's text leans on
    Kept.of(things).mend()   functions and classes of given cells, with what is inside them
    quieten(), held()        what would change them again meanwhile: threads, signals, hooks, modes, the collector

What is taken out of a place lives on (`_REPLACED`): were it thrown away, its finaliser would run in the midst of this.
This undoes what Python can do. Who rewrites the memory of the interpreter is not stopped (docs/security.md).
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import functools
import gc
import importlib
import signal
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from sys import _current_frames, setprofile, settrace
from threading import get_ident
from time import monotonic, sleep
from typing import Any

import torch
from tqdm import tqdm

from autograder.grade.seal import seal

PATIENCE = 0.5  # seconds that threads of the notebook have to end
PYTHONS = dict(vars(builtins))
# What the text of a probe, or of a given cell, is likely to call.
MODULES = (
    *("builtins", "math", "cmath", "operator", "functools", "itertools", "collections", "random", "inspect"),
    *("torch", "torch._tensor", "torch.functional", "torch.nn.functional", "torch.overrides", "torch.special"),
    *("torch.autograd", "torch.autograd.graph", "torch.autograd.function", "torch.autograd.grad_mode"),
    "torch.autograd.variable",
    *("autograder.learn.notebook", "autograder.learn.student"),
)
SELDOM = {"inspect", "random", "torch.nn.functional", "torch.overrides"}  # many functions, of which texts may change
CLASSES = (torch.Tensor, torch.nn.Parameter, torch.autograd.Function, torch.autograd.Variable)
_LISTED = {name: importlib.import_module(name) for name in MODULES}
_AT_FIRST = [(vars(module), dict(vars(module))) for module in _LISTED.values()]
_WHOLE = [(cls, dict(vars(cls))) for cls in CLASSES]
_REPLACED: list[Any] = []
_PLAIN = {str}
_SIGNALS = signal.valid_signals() - {signal.SIGINT}  # with that one the grader ends what runs too long
_mask, _BLOCK, _set_mask, _handle = signal.pthread_sigmask, signal.SIG_BLOCK, signal.SIG_SETMASK, signal.signal
_interrupted = signal.default_int_handler
_collects, _collect_no_more, _collect_again = gc.isenabled, gc.disable, gc.enable
_C = torch._C
_function_modes, _pop_function = _C._len_torch_function_stack, _C._pop_torch_function_stack
_dispatch_modes, _pop_dispatch = _C._len_torch_dispatch_stack, _C._pop_torch_dispatch_stack
_push_function, _push_dispatch = _C._push_on_torch_function_stack, _C._push_on_torch_dispatch_stack
_saved_hooks, _pop_saved = _C._autograd._top_saved_tensors_default_hooks, _C._autograd._pop_saved_tensors_default_hooks
_push_saved = _C._autograd._push_saved_tensors_default_hooks
_MODULES, _TIMERS = sys.modules, (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
_stop_timer, _callbacks = signal.setitimer, gc.callbacks
_monitoring: Any = getattr(sys, "monitoring", None)  # from Python 3.12
_put, _drop = type.__setattr__, type.__delattr__
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_bases = type.__dict__["__bases__"].__get__
_mro = type.__dict__["__mro__"].__get__
tqdm.monitor_interval = 0  # no thread of its own: an honest notebook has none, then


class Kept:
    """Functions and classes as they are now. Made before a student's line ran."""

    def __init__(self, home: Mapping[str, Any]) -> None:
        self._home = home  # the globals of the functions that count
        self._functions: dict[int, tuple[types.FunctionType, tuple[Any, ...]]] = {}
        self._classes: dict[int, tuple[type, tuple[type, ...], dict[str, Any]]] = {}

    def __contains__(self, thing: object) -> bool:
        return id(thing) in self._functions or id(thing) in self._classes

    def remember(self, thing: Any) -> None:
        """A function or class, and those inside it."""
        if thing in self:
            return
        if isinstance(thing, types.FunctionType) and (thing.__globals__ is self._home or _of_ours(thing)):
            self._functions[id(thing)] = thing, _state(thing)
            self._all(held for _, held in _state(thing)[-1])
        elif isinstance(thing, type) and _of_ours(thing):
            self._classes[id(thing)] = thing, thing.__bases__, dict(vars(thing))
            self._all((type(thing), *thing.__bases__, *vars(thing).values()))
        elif isinstance(thing, property):
            self._all((thing.fget, thing.fset, thing.fdel))
        elif isinstance(thing, (staticmethod, classmethod)):
            self.remember(thing.__func__)
        elif isinstance(thing, (functools.partial, functools.cached_property)):
            self.remember(thing.func)

    def mend(self) -> None:
        for function, state in self._functions.values():
            _mend_function(function, state)
        for cls, bases, kept in self._classes.values():
            if [*map(id, _bases(cls))] != [*map(id, bases)]:  # a comparison would ask the classes
                _REPLACED.append(_bases(cls))
                cls.__bases__ = bases
            _mend_class(cls, kept)

    def _all(self, things: Iterable[Any]) -> None:
        for thing in things:
            self.remember(thing)


def libraries() -> None:
    """Python's own modules and torch's, as they were when this module was imported."""
    for now, kept in _AT_FIRST:
        refill(now, kept)
    refill(_MODULES, _LISTED)
    for cls, kept in _WHOLE:
        _mend_class(cls, kept)
    for function, code, defaults, named in _WRITTEN:
        _mend_text(function, code, defaults, named)


def refill(now: dict[str, Any], kept: Mapping[str, Any]) -> None:
    """What was added may stay: no name of theirs is looked up in there. But for names of a class of their own, whose
    comparison would run with each look at another name."""
    if set(map(type, now)) - _PLAIN:
        _REPLACED.append([*now.items()])
        plain = {name: thing for name, thing in now.items() if type(name) is str}
        now.clear()
        now.update(plain)
    for name, thing in kept.items():
        found = now.get(name, now)
        if found is not thing:
            _REPLACED.append(found)
            now[name] = thing


def quieten() -> bool:
    """Stop hooks and timers, and end the notebook's threads. False if some go on all the same."""
    settrace(None)
    setprofile(None)
    for tool in range(6) if _monitoring else ():
        if _monitoring.get_tool(tool):
            _monitoring.set_events(tool, 0)
    for timer in _TIMERS:
        _stop_timer(timer, 0)
    _REPLACED.append(_handle(signal.SIGINT, _interrupted))
    _callbacks.clear()
    return _alone() or _ended()


def held() -> Callable[[], None]:
    """Until the function is called that this gives, no signal, no collection and no open mode runs code of theirs."""
    mask, collects = _mask(_BLOCK, _SIGNALS), _collects()
    _collect_no_more()
    functions = [_pop_function() for _ in range(_function_modes())]
    dispatches = [_pop_dispatch() for _ in range(_dispatch_modes())]
    saved = []
    while hooks := _saved_hooks(False):
        saved.append(hooks)
        _pop_saved()

    def loosen() -> None:
        for hooks in reversed(saved):
            _push_saved(*hooks)
        for mode in reversed(dispatches):
            _push_dispatch(mode)
        for mode in reversed(functions):
            _push_function(mode)
        if collects:
            _collect_again()
        _mask(_set_mask, mask)

    return loosen


def _alone() -> bool:
    return len(_current_frames()) == 1


def _ended() -> bool:
    until, own = monotonic() + PATIENCE, get_ident()
    for thread in _current_frames():
        if thread != own:
            _raise_in(ctypes.c_ulong(thread), ctypes.py_object(SystemExit))
    while not _alone() and monotonic() < until:
        sleep(0.005)
    return _alone()


def _state(function: types.FunctionType) -> tuple[Any, ...]:
    cells = []
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):  # an empty one
            cells.append((cell, cell.cell_contents))
    named = function.__kwdefaults__
    return function.__code__, function.__defaults__, named, dict(named or {}), dict(vars(function)), cells


def _mend_function(function: types.FunctionType, state: tuple[Any, ...]) -> None:
    code, defaults, named, values, more, cells = state
    _mend_text(function, code, defaults, named)
    if named:
        refill(named, values)
    refill(function.__dict__, more)
    for cell, held in cells:
        found = _held_by(cell)
        if found is not held:
            _REPLACED.append(found)
            cell.cell_contents = held


def _held_by(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _mend_text(function: types.FunctionType, code: types.CodeType, defaults: Any, named: Any) -> None:
    if function.__code__ is not code:
        _REPLACED.append(function.__code__)
        function.__code__ = code
    if function.__defaults__ is not defaults or function.__kwdefaults__ is not named:
        _REPLACED.append((function.__defaults__, function.__kwdefaults__))
        function.__defaults__, function.__kwdefaults__ = defaults, named


def _mend_class(cls: type, kept: Mapping[str, Any]) -> None:
    """A function under a name that nobody had may stay: an answer may lean on a method that it added."""
    now = vars(cls)
    for name, thing in list(now.items()):
        if name in kept or not isinstance(name, str):
            continue
        known = name.startswith("__") or any(name in vars(base) for base in _mro(cls)[1:])
        if known or type(thing) is not types.FunctionType:
            _REPLACED.append(thing)
            _drop(cls, name)
    for name, thing in kept.items():
        found = now.get(name, now)
        if found is not thing:
            _REPLACED.append(found)
            _put(cls, name, thing)


def _of_ours(thing: Any) -> bool:
    return str(getattr(thing, "__module__", "")).partition(".")[0] in ("__main__", "autograder")


def _written() -> Iterator[tuple[types.FunctionType, types.CodeType, Any, Any]]:
    """The functions of the modules and classes above, with the texts that they have now."""
    places = [vars(_LISTED[name]) for name in MODULES if name not in SELDOM]
    things = [thing for kept in (*places, *(kept for _, kept in _WHOLE)) for thing in kept.values()]
    for thing in {id(thing): thing for thing in things}.values():
        function = getattr(thing, "__func__", thing)
        if type(function) is types.FunctionType:
            yield function, function.__code__, function.__defaults__, function.__kwdefaults__


_WRITTEN = [*_written()]
seal(globals(), ("PYTHONS", "Kept", "held", "libraries", "quieten", "refill"))
