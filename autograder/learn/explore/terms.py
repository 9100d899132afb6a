"""`explore.glossary("leaf")`: a term of the field in one sentence, with the place where the lessons bring it in."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from autograder.learn import glossary as table
from autograder.learn.render import marked
from autograder.learn.words import listed


class Entries:
    """Terms with their sentences, as a list to read: plain text and HTML from the same rows."""

    def __init__(self, terms: Sequence[table.Term]) -> None:
        self.terms = tuple(terms)

    def __str__(self) -> str:
        return "\n".join(f"{_head(term)}: {_spoken(term)} ({_place(term)})" for term in self.terms)

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        rows = "".join(f"<dt>{_headed(term)}</dt><dd>{_told(term)}</dd>" for term in self.terms)
        return {"text/plain": str(self), "text/html": f"<dl>{rows}</dl>"}


class Unknown(str):
    """A sentence that says that there is no such term; shown without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def glossary(*words: str) -> Entries | Unknown:
    """Look terms up: `glossary("leaf")`, `glossary("leaf", "root")`; without a word, all of them from A to Z."""
    if not words:
        return Entries(sorted(table.every().values(), key=lambda term: term.term.strip(".").casefold()))
    found = [(word, table.find(str(word))) for word in words]
    missing = [str(word) for word, term in found if term is None]
    if missing:
        return Unknown(" ".join(map(_no_such, missing)))
    return Entries([term for _, term in found if term is not None])


def _no_such(word: str) -> str:
    near = [f"explore.glossary({term!r})" for term in table.nearest(word)]
    return f"The glossary has no term {word!r}. " + (
        f"Near it: {listed(near)}." if near else "explore.glossary() shows all of them."
    )


def _head(term: table.Term) -> str:
    """A formula is for eyes and for the page; in plain text the term stands alone."""
    shown = term.symbol.replace("`", "")
    return f"{term.term}, {shown}" if shown and "$" not in shown and shown != term.term else term.term


def _spoken(term: table.Term) -> str:
    """A sentence without the marks of code and of formulas, which are single letters in our sentences."""
    return term.says.replace("`", "").replace("$", "")


def _headed(term: table.Term) -> str:
    shown = marked(term.symbol) if "$" not in term.symbol else html.escape(term.symbol.replace("`", ""))
    name = f"<strong>{html.escape(term.term)}</strong>"
    return f"{name}, {shown}" if shown and term.symbol.strip("`") != term.term else name


def _told(term: table.Term) -> str:
    number = term.look_at.lesson.partition("_")[0]
    return f"{marked(term.says)} <em>Lesson {number}, {html.escape(term.look_at.section)}.</em>"


def _place(term: table.Term) -> str:
    return f"lesson {term.look_at.lesson.partition('_')[0]}, {term.look_at.section}"
