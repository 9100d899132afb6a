"""Notebooks as text, for git diff."""

from __future__ import annotations

import json

from autograder.author.plain import plain


def test_does_every_cell_show_its_source_and_the_text_of_its_outputs() -> None:
    svg = {"output_type": "display_data", "data": {"text/plain": ["a curve"], "text/html": "<svg/>"}, "metadata": {}}
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# One\n", "two"]},
        {"cell_type": "code", "id": "run", "metadata": {"tags": ["a"]}, "source": "x", "outputs": [svg]},
    ]
    assert plain(json.dumps({"cells": cells})).splitlines() == [
        "── markdown title",
        "# One",
        "two",
        "",
        '── code run {"tags": ["a"]}',
        "x",
        "→ display_data",
        "a curve",
        "  (text/html)",
    ]


def test_does_a_file_that_is_no_notebook_come_back_as_it_is() -> None:
    assert plain("<<<<<<< ours") == "<<<<<<< ours"
