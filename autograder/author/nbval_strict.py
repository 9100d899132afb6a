"""nbval as the course wants it: a pytest plugin that fails what nbval alone lets pass.

- A code cell without an execution count is not compared by nbval at all: here it fails.
- Bitmaps are left out of nbval's comparison: here they are compared, byte for byte.
- A busy machine fails no cell: nbval alone gives the kernel five seconds to send what a cell showed.
"""

from __future__ import annotations

from typing import Any

import pytest

BITMAPS = ("image/png", "image/jpeg")
PATIENCE = 120.0  # seconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_cell(item):
            notebook: Any = item.parent
            notebook.skip_compare = tuple(key for key in notebook.skip_compare if key not in BITMAPS)
            setattr(item, "output_timeout", PATIENCE)  # noqa: B010  (unknown to pytest's type)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    if not _is_cell(item):
        return
    cell: Any = getattr(item, "cell")  # noqa: B009  (nbval's own attribute, unknown to pytest's type)
    if cell.source.strip() and cell.execution_count is None:
        pytest.fail(
            f"{item.path.name}: {item.name} was never run, so there is nothing to compare with. "
            "Run `make lessons` and commit what it prints.",
            pytrace=False,
        )


def _is_cell(item: pytest.Item) -> bool:
    return type(item).__name__ == "IPyNbCell"
