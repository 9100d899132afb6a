"""Figures made from live tensors, never by hand: each is inline SVG with a sentence that says the same.

A function is loaded when it is first used; matplotlib comes with it, not before.
"""

from __future__ import annotations

import importlib
from typing import Any

# Where each figure lives. A module must not be called as a figure is: importing it would hide the figure.
FIGURES: dict[str, str] = {
    "graph_memory": "storages",
    "mode": "mode_tables",
    "modes": "mode_tables",
    "storage": "storages",
    "difference_error": "curves",
    "secant": "curves",
    "tangent": "curves",
    "Picture": "svg",
    "backward_strip": "steps",
    "batch_gradients": "reductions",
    "broadcast": "reductions",
    "contours": "fields",
    "descent": "descents",
    "figure": "svg",
    "graph": "graphs",
    "ideas": "idea_maps",
    "jacobian": "reductions",
    "ledger": "ledgers",
    "lines": "plots",
    "micro_batches": "ledgers",
    "slices": "cuts",
    "boundary": "boundaries",
    "saturation": "saturations",
}

__all__ = sorted(FIGURES)


def __getattr__(name: str) -> Any:
    if name not in FIGURES:
        raise AttributeError(f"draw has no figure called {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(f"{__name__}.{FIGURES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
