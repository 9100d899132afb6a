"""Things to move: a slider or a stepper beside a picture that follows. Without a live kernel, the picture."""

from __future__ import annotations

import importlib
from typing import Any

from autograder.learn import cells

EXPLORATIONS: dict[str, str] = {
    "modes": "modes_live",
    "secant": "tangents",
    "tangent": "tangents",
    "Exploration": "live",
    "backward": "stepper",
    "ledger": "ledgers_live",
    "contours": "fields_live",
    "vector_jacobian": "reductions_live",
    "saturation": "neurons_live",
    "why": "why_last",
    "glossary": "terms",
}

__all__ = sorted(EXPLORATIONS)
cells.listen()  # `why` tells the reader's cells apart


def __getattr__(name: str) -> Any:
    if name not in EXPLORATIONS:
        raise AttributeError(f"explore has nothing called {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(f"{__name__}.{EXPLORATIONS[name]}"), name)


def __dir__() -> list[str]:
    return __all__
