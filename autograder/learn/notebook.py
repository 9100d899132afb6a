"""Where a card or a picture goes: to the notebook's output, or as plain text to a terminal."""

from __future__ import annotations

import sys
from typing import Any, Protocol


class Showable(Protocol):
    """HTML for a notebook, and the same in plain words."""

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]: ...


def in_notebook() -> bool:
    """True in a kernel (JupyterLab, VS Code, nbclient); False in plain IPython and in scripts."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def cell() -> int:
    """The number of the cell that is running; 0 in a script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return int(shell.execution_count) if shell is not None else 0


def sources() -> list[str]:
    """The texts of the cells that were run so far; none in a script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    entries = shell.user_ns.get("In", []) if shell is not None else []
    return [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list) else []


def show(thing: Showable) -> None:
    """Display in a notebook; print the plain text everywhere else."""
    if in_notebook():
        from IPython.display import display

        display(thing)
        return
    print(thing._repr_mimebundle_()["text/plain"])
