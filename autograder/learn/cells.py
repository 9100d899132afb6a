"""Which cell is which where a kernel keeps no history: nbval runs its cells so, and then all have one number.

`listen` is called when `explore` is imported, in a notebook's first cell. From there on cells are counted as
JupyterLab would number them, so that a card that says "line 2 of cell [7]" says it everywhere.
"""

from __future__ import annotations

import sys
from typing import Any

_numbers: dict[str, int] = {}  # file name → number
_texts: dict[int, str] = {}
_count = 0


def listen() -> None:
    """Count from the cell that runs now. Once a kernel."""
    global _count
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or any(getattr(hook, "__name__", "") == _heard.__name__ for hook in _hooks(shell)):
        return
    _count = int(shell.execution_count)
    shell.events.register("pre_run_cell", _heard)


def numbers() -> dict[str, int]:
    """File name → number, of the cells that ran without history."""
    return dict(_numbers)


def latest() -> int:
    """The number of the newest of them; 0 where the kernel keeps its history."""
    return _count if _count in _texts else 0


def text(cell: int) -> str:
    """What stands in such a cell; "" where it isn't one."""
    return _texts.get(cell, "")


def _hooks(shell: Any) -> list[Any]:
    return list(shell.events.callbacks.get("pre_run_cell", []))


def _heard(info: Any) -> None:
    global _count
    if getattr(info, "store_history", True):
        return
    _count += 1
    raw = str(getattr(info, "raw_cell", "") or "")
    _texts[_count] = raw
    shell = sys.modules["IPython"].get_ipython()
    _numbers[str(shell.compile.get_code_name(raw, raw, _count))] = _count
