"""The one place where an error's words are recognised: rows read from errors.toml, the first that fits is taken.

A row has a mistake of the catalog, which a check's diagnosis names as well, or words of its own for the errors
around the course (shapes, dtypes, a cell that was not run), which only `explore.why()` has a use for.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from autograder.learn.mistakes import catalog
from autograder.learn.verdict import Pointer


@dataclass(frozen=True)
class Row:
    """One error: the words it has, and what they mean. Either `mistake` or the words of its own are filled."""

    identity: str
    says: str = ""  # looked for in "Type: message"; "": chosen by name only
    line: str = ""  # looked for in the reader's line
    mistake: str = ""
    title: str = ""
    explanation: str = ""
    lesson: str = ""
    section: str = ""
    values: bool = False  # the values on the line help
    engine: bool = False  # an error of the engine that the reader writes in lesson 08


class Words(NamedTuple):
    """What to tell a reader."""

    title: str
    explanation: str
    look_at: Pointer


@functools.cache
def every() -> dict[str, Row]:
    """All rows, by name, in the order in which they are tried."""
    text = resources.files(__package__).joinpath("errors.toml").read_text(encoding="utf-8")
    return {identity: Row(identity, **row) for identity, row in tomllib.loads(text).items()}


def recognised(said: str, line: str = "", *, of_catalog: bool = False) -> tuple[Row, dict[str, str]] | None:
    """The row for "Type: message", and what its named groups caught. Without a line to look at, a row that
    asks for one is taken by its words alone."""
    for row in every().values():
        if not row.says or (of_catalog and (row.engine or not row.mistake)):
            continue
        found = re.search(row.says, said, re.IGNORECASE | re.DOTALL)
        if found and (not row.line or not line or re.search(row.line, line)):
            return row, {name: text or "" for name, text in found.groupdict().items()}
    return None


def words(row: Row, caught: dict[str, str] | None = None) -> Words:
    """The row's own words, or the catalog's, with the gaps filled."""
    found = Words(row.title, row.explanation, Pointer(row.lesson, row.section))
    if not row.title:
        entry = catalog.every()[row.mistake]
        found = Words(entry.title, entry.explanation, entry.look_at)
    told = found.explanation
    for name, text in (caught or {}).items():
        told = told.replace("{" + name + "}", text)
    return found._replace(explanation=told)
