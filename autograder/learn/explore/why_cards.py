"""An explanation in words: a card that takes the theme's own ink, and the same as plain text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.learn.render import COLOURS, Part, marked
from autograder.learn.verdict import Outcome, Pointer

COLOUR = COLOURS[Outcome.COULD_NOT_RUN]
_LESSONS = (".", "notebooks", "../notebooks", "../../notebooks")  # seen from a lesson, the course, an assignment


@dataclass(frozen=True)
class Explanation:
    """What is known of the last error, as data and in words.

    title    what it is called
    told     what happened, and what to do or where to look: two sentences
    mistake  the name of the bank's entry, or of the row of errors.toml; "" where neither has one
    lines    the reader's lines that matter, and the values on them
    """

    title: str
    told: str
    mistake: str = ""
    error: str = ""
    lines: Sequence[Part] = field(default=())
    look_at: Pointer | None = None

    def __repr__(self) -> str:
        return plain(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("…" if cycle else plain(self))

    def _repr_html_(self) -> str:
        return card(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": plain(self), "text/html": card(self)}


def plain(explanation: Explanation) -> str:
    rows = [Part(f"{explanation.title}.", explanation.told), *explanation.lines]
    if explanation.look_at:
        rows.append(Part("Look at", f"{_words(explanation.look_at)}."))
    return "\n".join(f"{row.label} {row.text}" for row in rows)


def card(explanation: Explanation) -> str:
    """HTML as `render.card` makes it, with a link to the lesson where the lesson lies beside the notebook."""
    rows = [_row(f"{explanation.title}.", marked(explanation.told))]
    rows += [_row(part.label, marked(part.text)) for part in explanation.lines]
    if explanation.look_at:
        rows.append(_row("Look at", _linked(explanation.look_at)))
    label = html.escape(f"Why: {explanation.title}".replace("`", ""), quote=True)
    return (
        f'<div role="note" aria-label="{label}" style="display:flex;gap:.75em;max-width:46em;'
        f'border-left:.3em solid {COLOUR};padding:.3em .9em;margin:.4em 0;line-height:1.5">'
        f'<span aria-hidden="true" style="color:{COLOUR};font-weight:bold;font-size:1.2em">?</span>'
        f"<div>{''.join(rows)}</div></div>"
    )


def _row(label: str, inner: str) -> str:
    return f'<p style="margin:.25em 0;overflow-wrap:anywhere"><strong>{marked(label)}</strong> {inner}</p>'


def _words(pointer: Pointer) -> str:
    number = pointer.lesson.partition("_")[0]
    return f"lesson {number}, *{pointer.section}*" if pointer.section else f"lesson {number}"


def _linked(pointer: Pointer) -> str:
    """The lesson's words as a link, where the lesson is found. JupyterLab's heading ids have - for a space, and are
    compared as they stand: an encoded comma would lead to no heading."""
    told, path = marked(_words(pointer)), _path(pointer.lesson)
    if not path:
        return f"{told}."
    fragment = f"#{pointer.section.replace(' ', '-').replace('%', '%25')}" if pointer.section else ""
    return f'<a href="{html.escape(quote(path) + fragment, quote=True)}">{told}</a>.'


def _path(lesson: str) -> str:
    """From the notebook's folder, which is where a kernel starts."""
    for folder in _LESSONS:
        path = Path(folder, f"{lesson}.ipynb")
        try:
            if path.is_file():
                return path.as_posix()
        except OSError:
            return ""
    return ""
