"""The course's ideas: what is taught where, and what has to be understood before it.

The table is ideas.toml. `draw.ideas()` makes a map of it, the index lists it, and a test holds it to the lessons: every
section is there, and no idea needs one that comes later.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from autograder.learn.verdict import Pointer


@dataclass(frozen=True)
class Idea:
    """One idea. `needs` are the ids of the ideas that it stands on, `terms` its words in the glossary."""

    identity: str
    title: str
    look_at: Pointer
    needs: tuple[str, ...]
    terms: tuple[str, ...]


def lessons() -> dict[str, str]:
    """The lessons that teach ideas: name and title, in order."""
    return {name: str(title) for name, title in _table()["lessons"].items()}


@functools.cache
def every() -> dict[str, Idea]:
    """All ideas, by id, in the order in which they are taught."""
    return {
        identity: Idea(
            identity, row["title"], Pointer(row["lesson"], row["section"]), tuple(row["needs"]), tuple(row["terms"])
        )
        for identity, row in _table().items()
        if identity != "lessons"
    }


def find(words: str) -> Idea | None:
    """The idea of this id, title or term; None where there is none."""
    wanted = _plain(words)
    return next((idea for idea in every().values() if wanted in map(_plain, _names(idea))), None)


def behind(idea: Idea) -> list[Idea]:
    """The idea and all that it stands on, in the order in which they are taught."""
    wanted, todo = set[str](), [idea.identity]
    while todo:
        identity = todo.pop()
        if identity not in wanted:
            wanted.add(identity)
            todo += every()[identity].needs
    return [entry for entry in every().values() if entry.identity in wanted]


def _names(idea: Idea) -> Iterable[str]:
    return idea.title, idea.identity, *idea.terms


def _plain(words: str) -> str:
    return words.strip(" `.()").casefold().replace("-", "–")


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("autograder.learn").joinpath("ideas.toml").read_text(encoding="utf-8"))
