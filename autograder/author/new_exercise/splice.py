"""Puts cells into the text of a notebook. Every other byte stays: a diff shows the new cells and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def insert(text: str, place: int, cells: Sequence[dict[str, Any]]) -> str:
    """`text` with the cells behind its first `place` cells (one at least), in the file's own way of writing."""
    spans = list(_items(text, _cells_start(text)))
    margin = _margin(text, spans[0][0])
    made = [
        _written(cell, margin, _unit(text, spans[0]), ascii_only=text.isascii() and "\\u" in text) for cell in cells
    ]
    end = spans[place - 1][1]
    joint = "," + (margin or " ")
    return text[:end] + joint + joint.join(made) + text[end:]


def _cells_start(text: str) -> int:
    """Where the list of cells opens: the member of the outermost object, not one of a cell's."""
    at = _skip(text, _skip(text, 0) + 1)
    while text[at] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if key == "cells":
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
    raise ValueError("no cells")


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item of the list that opens here."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _margin(text: str, start: int) -> str:
    """The end of the line and the spaces before a cell; "" where all stands in one line."""
    found = re.search(r"\r?\n[ \t]*$", text[:start])
    return found[0] if found else ""


def _unit(text: str, span: tuple[int, int]) -> int:
    """How far a cell's members are indented from the cell."""
    inner = re.match(r"\{\r?\n([ \t]*)", text[slice(*span)])
    outer = _margin(text, span[0]).lstrip("\r\n")
    return max(1, len(inner[1]) - len(outer)) if inner else 1


def _written(cell: dict[str, Any], margin: str, unit: int, *, ascii_only: bool) -> str:
    if not margin:
        return json.dumps(cell, sort_keys=True, ensure_ascii=ascii_only)
    lines = json.dumps(cell, sort_keys=True, ensure_ascii=ascii_only, indent=unit).split("\n")
    return margin.join(lines)
