"""Where an error happened, in the reader's own lines: traceback → places, outermost first.

A frame is the reader's if its file is a cell, or a script that is neither installed nor ours. Torch, IPython and
the course are left out, so the last place is the line that the reader can change.
"""

from __future__ import annotations

import itertools
import linecache
import sys
import sysconfig
import types
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.learn import cells as heard

_OURS = str(Path(__file__).resolve().parents[2])
_INSTALLED = tuple(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
_TIMED = ("get_ipython().run_cell_magic('time", "get_ipython().run_cell_magic('capture")
_LONGEST = 160  # characters of a line that a card shows
_DEEPEST = 100_000  # frames; a recursion has thousands


@dataclass(frozen=True)
class Place:
    """One line of the reader's."""

    number: int
    text: str
    cell: int = 0  # the number of the cell; 0 in a script
    file: str = ""  # as the code names it
    function: str = ""  # "" at a cell's own level
    column: int = 0  # where on the line the failing expression begins
    names: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def words(self, here: int, *, told: int | None = None) -> str:
        """`line 2 of the cell before`, seen from the cell with the number `here`. `told` is the cell that was
        named just before: it isn't named again."""
        line = f"line {self.number}"
        if told is not None and told == self.cell:
            return line
        if not self.cell:
            return f"{line} of {Path(self.file).name}" if self.file and not self.file.startswith("<") else line
        where = {here: "this cell", here - 1: "the cell before"}.get(self.cell, f"cell [{self.cell}]")
        return f"{line} of {where}"


def shell() -> Any:
    """IPython's shell, where there is one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def cells() -> dict[str, int]:
    """File name → number, of the cells that have been run."""
    known = getattr(getattr(shell(), "compile", None), "_filename_map", None)
    return {**(known if isinstance(known, dict) else {}), **heard.numbers()}


def source(cell: int, *, raw: bool = False) -> str:
    """The text of the cell with this number; "" where it isn't known."""
    kept = getattr(shell(), "history_manager", None)
    texts = getattr(kept, "input_hist_raw" if raw else "input_hist_parsed", [])
    text = heard.text(cell) or (str(texts[cell]) if 0 < cell < len(texts) else "")
    if not raw and text.startswith(_TIMED):  # the cell's own lines are what counts, one line further down
        return "\n" + source(cell, raw=True).partition("\n")[2]
    return text


def of(error: BaseException) -> list[Place]:
    """The reader's lines on the way to the error, the last one being where it happened."""
    known = cells()
    found: list[Place] = []
    for trace in itertools.islice(_traces(error.__traceback__), _DEEPEST):
        frame, number = trace.tb_frame, trace.tb_lineno
        file = frame.f_code.co_filename
        if file == "<timed exec>" and found and found[-1].cell:  # under %%time
            found.append(_timed(found[-1], frame, number + 1))
        elif _readers(file, known) and (place := _place(frame, number, known)):
            found.append(replace(place, column=_column(trace)))
    if isinstance(error, SyntaxError) and (unread := _unread(error, known)):
        found.append(unread)
    return found


def _traces(trace: types.TracebackType | None) -> Iterator[types.TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _column(trace: types.TracebackType) -> int:
    """Two statements may stand on one line."""
    positions = itertools.islice(trace.tb_frame.f_code.co_positions(), trace.tb_lasti // 2, None)
    return next(positions, (None, None, None, None))[2] or 0


def _readers(file: str, known: Mapping[str, int]) -> bool:
    return file in known or not file.startswith((_OURS, *_INSTALLED, "<frozen", "<string>", "<__array"))


def _place(frame: types.FrameType, number: int, known: Mapping[str, int]) -> Place | None:
    file, cell = frame.f_code.co_filename, known.get(frame.f_code.co_filename, 0)
    text = linecache.getline(file, number, frame.f_globals).strip()
    if cell and text.startswith("get_ipython()"):  # a magic: the reader wrote another line
        text = _line(source(cell, raw=True), number)
    if not text:
        return None
    function = "" if frame.f_code.co_name == "<module>" else frame.f_code.co_name
    return Place(number, text[:_LONGEST], cell, file, function, names=ChainMap(frame.f_locals, frame.f_globals))


def _timed(outer: Place, frame: types.FrameType, number: int) -> Place:
    text = _line(source(outer.cell, raw=True), number) or outer.text
    return Place(number, text[:_LONGEST], outer.cell, outer.file, "", names=ChainMap(frame.f_locals, frame.f_globals))


def _unread(error: SyntaxError, known: Mapping[str, int]) -> Place | None:
    """The line that Python could not read."""
    file = str(error.filename or "")
    text = (error.text or "").strip()
    if not text or not _readers(file, known):
        return None
    return Place(error.lineno or 1, text[:_LONGEST], known.get(file, 0), file)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
