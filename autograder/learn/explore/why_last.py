"""`explore.why()`: the last error in two sentences, the line that caused it, and where the course treats it.

    why_last     which error it is, and the notebook-wide switch
    why_told     an error → an explanation
    why_places   its traceback → the reader's own lines
    why_steps    what was run before, cut down to what matters for that line
    why_looks    what the live tensors show of it
    why_cards    the explanation as a card and as plain text

The errors' words are rows of `mistakes/errors.toml`. Nothing escapes from here, whatever the error is.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

from autograder.learn import cells
from autograder.learn.explore import why_looks, why_places, why_steps, why_told
from autograder.learn.explore.why_cards import Explanation
from autograder.learn.explore.why_places import Place
from autograder.learn.mistakes import catalog, reading
from autograder.learn.notebook import show
from autograder.learn.render import Part
from autograder.learn.verdict import CheckFailed

_ASKS = "why("


def why(*, always: bool | None = None) -> Explanation:
    """Explain the last error, in the cell after the one that failed.

    always  True: from now on, under every cell that fails; False: no longer. None: this once.

    In a script, call it in the `except` block and print what it returns.
    """
    try:
        return _last() if always is None else _switch(always)
    except Exception as trouble:
        return _given_up(trouble)


def _last() -> Explanation:
    handled = sys.exc_info()[1]
    here = _running()
    if handled is not None:
        return why_told.explain(handled, here)
    result = getattr(why_places.shell(), "last_execution_result", None)
    if result is not None and (fresh := _error(result)) is not None:
        return why_told.explain(fresh, here)
    if result is not None and _ASKS not in _raw(result) and (quiet := _quiet(here - 1, here)):
        return quiet
    older = getattr(sys, "last_value", None)
    return _aged(why_told.explain(older, here)) if isinstance(older, BaseException) else _nothing()


def _aged(explanation: Explanation) -> Explanation:
    """The last error, where cells ran since that had none."""
    return replace(explanation, lines=(Part("Since then", "cells have run without an error."), *explanation.lines))


def _running() -> int:
    """The number of the cell that asks, read off the frames: shells disagree on when they count up."""
    known, frame = why_places.cells(), sys._getframe()
    number = 0
    while frame.f_back is not None:
        frame = frame.f_back
        number = known.get(frame.f_code.co_filename, number)
    return number


def _error(result: Any) -> BaseException | None:
    found = getattr(result, "error_before_exec", None) or getattr(result, "error_in_exec", None)
    return found if isinstance(found, BaseException) else None


def _raw(result: Any) -> str:
    return str(getattr(getattr(result, "info", None), "raw_cell", "") or "")


# --- a cell that ran, and still did not do what was meant


def _quiet(cell: int, here: int) -> Explanation | None:
    """The slips that raise nothing: `.grad` of an intermediate, a method only named, an attribute misspelt."""
    names = getattr(why_places.shell(), "user_ns", {})
    steps = why_steps.of_cell(cell)
    for place, step in enumerate(steps):
        look = why_looks.gradless(step, steps[:place], names)
        if look is not None and look.name == "intermediate_grad":
            return _told(why_told.nonleaf((*_before(cell), *steps[: place + 1])), look.link, step, here)
    for step in steps:
        facts = reading.facts(why_steps.text([step]))
        for name in ("missing_parentheses", "require_grad_typo"):
            if name in facts and step.node is step.top:
                return _told(name, facts[name], step, here)
    return None


def _before(cell: int) -> list[why_steps.Step]:
    return [step for number in range(max(1, cell - why_steps.MOST_CELLS), cell) for step in why_steps.of_cell(number)]


def _told(name: str, link: str, step: why_steps.Step, here: int) -> Explanation:
    entry = catalog.every()[name]
    line = Place(step.node.lineno, why_told.text_of(step), step.cell)
    words = f"{line.words(here)}: {why_told.quoted(line.text)}."
    told = entry.explanation.replace("{link}", link)
    return Explanation(entry.title, told, name, "", (Part("The line.", words[:1].upper() + words[1:]),), entry.look_at)


def _nothing() -> Explanation:
    told = "The cell before ran without one, and nothing failed before it. Run this cell after one that failed."
    return Explanation("There is no error to explain", told)


def _given_up(trouble: Exception) -> Explanation:
    told = "Its traceback above is still true: read its last line first, and then the lowest line that is yours."
    return Explanation("This error could not be read", told, error=type(trouble).__name__)


# --- the switch


def _switch(on: bool) -> Explanation:
    shell = why_places.shell()
    if shell is None:
        return Explanation("There is no notebook here", "The switch needs cells. In a script, print `explore.why()`.")
    for known in [hook for hook in shell.events.callbacks.get("post_run_cell", []) if _is_ours(hook)]:
        shell.events.unregister("post_run_cell", known)
    if not on:
        return Explanation("Errors are no longer explained", "`explore.why()` still does so when it is asked.")
    shell.events.register("post_run_cell", _after_cell)
    told = "A cell that fails shows why beneath its error. `explore.why(always=False)` ends it."
    return Explanation("From now on, errors are explained", told)


def _is_ours(hook: Any) -> bool:
    """Also after this module was loaded anew: the old one's hook would show every card twice."""
    return getattr(hook, "__qualname__", "") == _after_cell.__qualname__ and hook.__module__ == __name__


def _after_cell(result: Any) -> None:
    """A check's own card stands there already, and a cell that asked has its answer."""
    try:
        error = _error(result)
        if error is None or isinstance(error, CheckFailed):
            return
        show(why_told.explain(error, cells.latest() or int(result.execution_count or 0)))
    except Exception as trouble:
        show(_given_up(trouble))
