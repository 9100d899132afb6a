"""Markdown and code as HTML: mistune and Pygments, LaTeX as MathML (no script, no net), all of it sanitised."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from typing import Any

import mistune
from markupsafe import Markup, escape
from mistune.plugins.formatting import strikethrough
from mistune.plugins.math import math
from mistune.plugins.table import table

from autograder.grade.feedback import sanitise, text

MOST_PROSE = 30_000  # characters of a Markdown cell that are set as Markdown; longer ones stand as they are
MOST_CODE = 30_000  # of a code cell that are coloured
MOST_FORMULA = 1_000


def markdown(source: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """A Markdown cell, or a comment, as a sanitised fragment. `attachments` are the cell's own pictures."""
    if attachments:
        return _markdown(source, attachments)
    return _kept_markdown(source)


@functools.lru_cache(maxsize=1024)
def _kept_markdown(source: str) -> Markup:
    return _markdown(source, {})


def _markdown(source: str, attachments: Mapping[str, Any]) -> Markup:
    words = text.prose(source)
    if len(words) > MOST_PROSE:
        return _as_it_stands(words)
    try:
        made = _reader()(words) if not attachments else _made_reader(attachments)(words)
        return sanitise.fragment(str(made), nearby=True)
    except (sanitise.TooMuch, RecursionError):
        return _as_it_stands(words)


def _as_it_stands(words: str) -> Markup:
    return Markup("<pre>{}</pre>").format(text.shortened(words))


@functools.cache
def _reader() -> mistune.Markdown:
    return _made_reader({})


def _made_reader(attachments: Mapping[str, Any]) -> mistune.Markdown:
    renderer = _Renderer(attachments)
    made = mistune.Markdown(renderer=renderer, plugins=[table, strikethrough, math])
    renderer.register("inline_math", lambda _, formula: _formula(formula, "inline"))  # in place of the plugin's own
    renderer.register("block_math", lambda _, formula: f"<p>{_formula(formula, 'block')}</p>\n")
    return made


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, attachments: Mapping[str, Any]) -> None:
        super().__init__(escape=False)  # HTML in Markdown is sanitised with the rest
        self._attachments = attachments

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Only pictures that the cell carries: anything else would be fetched from somewhere."""
        words = html.escape(text)
        name = url.removeprefix("attachment:")
        for mime, data in _bundle(self._attachments.get(name)):
            address = sanitise.image(mime, data)
            if address:
                return f'<img src="{address}" alt="{words}">'
        return f"<em>(a picture that is not here: {words or 'without a description'})</em>"

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre><code>{html.escape(code.rstrip())}</code></pre>\n"


def _bundle(found: Any) -> list[tuple[str, str]]:
    if not isinstance(found, Mapping):
        return []
    joined = {mime: "".join(data) if isinstance(data, list) else data for mime, data in found.items()}
    return [(mime, joined[mime]) for mime in ("image/png", "image/jpeg") if isinstance(joined.get(mime), str)]


@functools.lru_cache(maxsize=2048)
def _formula(formula: str, display: str) -> str:
    """MathML, which browsers set by themselves and screen readers speak; the LaTeX itself where that fails."""
    from latex2mathml.converter import convert

    if len(formula) <= MOST_FORMULA:
        try:
            return str(convert(formula.strip(), display=display))
        except Exception:  # the library raises errors of many kinds for LaTeX that it doesn't know
            pass
    return f"<code>{html.escape(formula.strip())}</code>"


@functools.lru_cache(maxsize=1024)
def code(source: str, language: str = "python") -> Markup:
    """Code with Pygments' class names, line breaks kept; the page's style sheet colours it."""
    from pygments import highlight

    shown = text.code(source.rstrip("\n"))
    if len(shown) > MOST_CODE:
        return escape(text.shortened(shown))
    made = highlight(shown, _lexer(language), _formatter())
    return Markup(re.sub(r"\n$", "", made))  # Pygments escapes


@functools.cache
def _formatter() -> Any:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@functools.cache
def _lexer(language: str) -> Any:
    from pygments.lexers import PythonLexer, TextLexer, get_lexer_by_name
    from pygments.util import ClassNotFound

    if language == "python":
        return PythonLexer(stripnl=False)
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)
