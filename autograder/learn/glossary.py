"""The field's terms, one sentence each, and where the course brings them in. The table is glossary.toml."""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from autograder.learn.verdict import Pointer


@dataclass(frozen=True)
class Term:
    """One term. `symbol` is Markdown (a formula or code), `forms` are its other spellings.

    An `everyday` term also has a plain meaning, as “weight” has: that it stands in a text says nothing about the idea.
    """

    term: str
    symbol: str
    says: str
    look_at: Pointer
    forms: tuple[str, ...]
    everyday: bool


@functools.cache
def every() -> dict[str, Term]:
    """All terms, in the order of the lessons."""
    text = resources.files("autograder.learn").joinpath("glossary.toml").read_text(encoding="utf-8")
    return {
        term: Term(
            term,
            row.get("symbol", ""),
            row["says"],
            Pointer(row["lesson"], row["section"]),
            tuple(row.get("forms", ())),
            bool(row.get("everyday")),
        )
        for term, row in tomllib.loads(text).items()
    }


def find(words: str) -> Term | None:
    """The term that is written like this, give or take capitals, hyphens, dots, parentheses and a plural's s."""
    return _spellings().get(_plain(words))


def nearest(words: str, most: int = 3) -> list[str]:
    """The terms that somebody may have meant who wrote this; none where nothing is near."""
    plain = _plain(words)
    inside = [term for spelling, term in _spellings().items() if len(plain) > 2 and plain in spelling]
    like = difflib.get_close_matches(plain, _spellings(), n=most, cutoff=0.7)
    return list(dict.fromkeys(entry.term for entry in [*inside, *(_spellings()[word] for word in like)]))[:most]


@functools.cache
def _spellings() -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term in every().values():
        for spelling in (term.term, *term.forms):
            found.setdefault(_plain(spelling), term)
    return found


def _plain(words: str) -> str:
    """`x.grad` and `.grad`, `torch.no_grad()` and `no_grad`, `Jacobians` and `jacobian` are one."""
    text = re.sub("[-–]", " ", words.strip(" `").casefold())
    text = re.sub(r"^(?:torch|tensor|model|[a-z])?\.", "", text)
    text = text.removesuffix("()").replace(" ", "_") if "_" in text else text.removesuffix("()")
    return re.sub(r"(?<=ss|ch)es$|(?<=[^si])s$", "", text)
