"""The bank's entries: their names, words and pointers, read from catalog.toml."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from autograder.learn.verdict import Pointer


@dataclass(frozen=True)
class Entry:
    """One mistake. `how` is number, state, error or source: what it is recognised by."""

    identity: str
    title: str
    how: str
    explanation: str
    look_at: Pointer


@functools.cache
def every() -> dict[str, Entry]:
    """All entries, by id, in the catalog's order."""
    text = resources.files(__package__).joinpath("catalog.toml").read_text(encoding="utf-8")
    return {
        identity: Entry(
            identity, row["title"], row["how"], row["explanation"], Pointer(row["lesson"], row.get("section", ""))
        )
        for identity, row in tomllib.loads(text).items()
    }
