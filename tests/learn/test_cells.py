"""Does a card name the same cell where the kernel keeps no history, as nbval runs it?"""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

CELLS = [
    "from autograder import explore",
    "def slip(text):\n    return text + 1",
    "number = 1",
    "slip('a')",
    "explore.why()",
]


@pytest.mark.parametrize("history", [True, False])
def test_is_the_cell_named_with_and_without_history(history: bool) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])

    class Client(NotebookClient):  # nbval passes store_history=False
        async def async_execute_cell(self, cell: Any, cell_index: int, **keywords: Any) -> Any:  # type: ignore[override]
            return await super().async_execute_cell(cell, cell_index, **{**keywords, "store_history": history})

    Client(book, kernel_name="python3", allow_errors=True).execute()
    told = book.cells[-1].outputs[0]["data"]["text/plain"]
    assert "Line 2 of cell [2]" in told
    assert "alled from line 1 of the cell before" in told
