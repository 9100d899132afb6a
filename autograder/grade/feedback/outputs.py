"""What a cell put out, as fragments of a page. Every output is taken for a stranger's: a verdict's card quotes student
text, and passes the same sanitiser."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from autograder.grade.feedback import hidden, sanitise, text

MOST_OUTPUTS = 40  # of one cell
MOST_OF_A_PAGE = 3_000_000  # characters, so that many cells with much output each don't make a page that won't open

# A wide table scrolls in its place, so the keyboard must reach it.
_SCROLLS = Markup(' tabindex="0" role="group" aria-label="A table"')

Output = Mapping[str, Any]


@dataclass
class Room:
    """How much of the page is left."""

    left: int = MOST_OF_A_PAGE

    def take(self, piece: Markup) -> Markup:
        if len(piece) > self.left:
            return _words("More output follows, which is not shown on this page.")
        self.left -= len(piece)
        return piece


def of_cell(outputs: Sequence[Output], room: Room, unseen: tuple[str, ...] = ()) -> list[Markup]:
    """The outputs of a cell. `unseen` are hidden lines of tests that ran in the student's kernel: code there could
    have read them, and printed them."""
    merged = [_without(output, unseen) for output in _merged(outputs)]
    shown = [room.take(piece) for output in merged[:MOST_OUTPUTS] for piece in _pieces(output)]
    if len(merged) > MOST_OUTPUTS:
        shown.append(_words(f"{len(merged) - MOST_OUTPUTS:,} more outputs are not shown here."))
    return shown


def of_test(outputs: Sequence[Output], room: Room, unseen: tuple[str, ...] = ()) -> list[Markup]:
    """The outputs of a graded cell: no stderr and no traceback, which quote the lines of the test that they fell in."""
    kept: list[Output] = []
    for output in outputs:
        if output.get("name") != "stderr" and output not in kept and not _said_by_a_card(output, kept):
            kept.append(_short_error(output))
    return of_cell(kept, room, unseen)


def mistakes(outputs: Sequence[Output]) -> list[str]:
    """The titles of the mistakes that were recognised: what a failed check's one line says beyond its card."""
    said = [_joined(_data(output).get("text/plain")) for output in outputs]
    cards = [words.split("\n")[0] for words in said]
    found = []
    for output in outputs:
        if output.get("output_type") == "error" and output.get("ename") == "CheckFailed":
            line = _joined(output.get("traceback")).strip()
            card = next((card for card in cards if card and line.startswith(card)), None)
            name = line[len(card) :].strip() if card else ""
            if name.startswith("(") and name.endswith(")") and not any(name[1:-1] in words for words in said):
                found.append(name[1:-1])
    return found


def _said_by_a_card(output: Output, before: Sequence[Output]) -> bool:
    """A failed check raises one line after its card; the card has said it."""
    if output.get("output_type") != "error" or output.get("ename") != "CheckFailed":
        return False
    return any("text/html" in _data(other) for other in before)


def _short_error(output: Output) -> Output:
    if output.get("output_type") != "error":
        return output
    name, words = str(output.get("ename", "")), str(output.get("evalue", ""))
    return {**output, "traceback": [words if name == "CheckFailed" else f"{name}: {words}"]}


def _without(output: Output, lines: tuple[str, ...]) -> Output:
    """Text without the hidden lines; HTML that holds one (escaped or not) gives way to words."""
    if not lines:
        return output
    data = {mime: hidden.without(_joined(value), lines) for mime, value in _data(output).items() if _textual(value)}
    for mime in ("text/html", "image/svg+xml"):
        if hidden.quotes(html.unescape(data.get(mime, "")), lines):
            data = {"text/plain": data.get("text/plain", "An output that quotes the hidden tests.")}
    changed = {key: hidden.without(_joined(output[key]), lines) for key in ("text", "traceback") if key in output}
    return {**output, **changed, "data": data}


def _textual(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(part, str) for part in value))


def _merged(outputs: Sequence[Output]) -> list[Output]:
    """Text that was printed piece by piece in one piece."""
    merged: list[tuple[Output, list[str]]] = []
    for output in outputs:
        stream = output.get("output_type") == "stream"
        before = merged[-1][0] if merged else {}
        if stream and before.get("output_type") == "stream" and before.get("name") == output.get("name"):
            merged[-1][1].append(_joined(output.get("text")))
        else:
            merged.append((output, [_joined(output.get("text"))] if stream else []))
    return [{**output, "text": "".join(parts)} if parts else output for output, parts in merged]


def _pieces(output: Output) -> list[Markup]:
    kind = output.get("output_type")
    if kind == "stream":
        return [_pre(_joined(output.get("text")), "stderr" if output.get("name") == "stderr" else "")]
    if kind == "error":
        said = _joined(output.get("traceback")) or f"{output.get('ename')}: {output.get('evalue')}"
        return [_pre(said, "stderr")]
    return [_shown(_data(output))] if _data(output) else []


def _shown(data: Mapping[str, Any]) -> Markup:
    """The richest form that can be shown safely."""
    plain = _joined(data.get("text/plain"))
    for mime in ("text/html", "image/svg+xml"):
        if _textual(data.get(mime)):
            try:
                made = sanitise.fragment(_joined(data[mime]))
            except sanitise.TooMuch as problem:
                return _pre(plain) if plain else _words(str(problem))
            if made.strip():
                return Markup('<div class="rich"{}>{}</div>').format(_SCROLLS if "<table" in made else "", made)
    for mime in ("image/png", "image/jpeg"):
        address = sanitise.image(mime, _joined(data.get(mime))) if _textual(data.get(mime)) else None
        if address:
            return Markup('<p class="rich"><img src="{}" alt="{}"></p>').format(address, _alternative(plain))
    if plain:
        return _pre(plain)
    kinds = ", ".join(sorted(text.prose(str(mime))[:60] for mime in data)[:5])
    return _words(f"An output that this page doesn't show ({kinds}).")


def _alternative(plain: str) -> str:
    words = " ".join(text.terminal(plain[:400]).split())
    return f"A figure that the cell made: {words[:160]}" if words else "A figure that the cell made."


def _pre(words: str, kind: str = "") -> Markup:
    return Markup('<pre class="out {}">{}</pre>').format(kind, text.terminal(words))


def _words(words: str) -> Markup:
    return Markup('<p class="left-out">{}</p>').format(words)


def _data(output: Output) -> Mapping[str, Any]:
    data = output.get("data")
    return data if isinstance(data, Mapping) else {}


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
