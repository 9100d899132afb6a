"""The two faces of the course: what a notebook imports, and (in `cli`) what a shell calls.

    from autograder import check, draw, explore
    from autograder import parts          the parts of an engine, for assignment 08

Each is loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.learn import check as check
    from autograder.learn import draw as draw
    from autograder.learn import explore as explore
    from autograder.learn import parts as parts

__version__ = "0.1.0"
__all__ = ["check", "draw", "explore", "parts"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return importlib.import_module(f"autograder.learn.{name}")
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
