"""How a command speaks: text for people, or one JSON document for programs; colours on a terminal only.

voice.say("12 notebooks graded.")     for people: nothing under --quiet or --json
voice.data({"graded": 12})            for programs: one document, under --json only
voice.warn("…")                       what needs a person: always, on stderr
voice.paint("0 findings", "green")    in colour, where that shows
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO

from autograder.course import CourseError

_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}


@dataclass(frozen=True)
class Voice:
    json: bool = False
    quiet: bool = False

    def say(self, words: str = "") -> None:
        if not self.json and not self.quiet:
            put(words)

    def data(self, document: Any) -> None:
        if self.json:
            put(_document(document))

    def warn(self, words: str) -> None:
        print(f"{self.paint('autograder:', 'red', sys.stderr)} {words}", file=sys.stderr)

    def paint(self, words: str, colour: str, stream: TextIO | None = None) -> str:
        """`words` in a colour of `_COLOURS`, if `stream` (stdout) is a terminal that shows any. https://no-color.org"""
        stream = sys.stdout if stream is None else stream
        plain = stream is None or not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return words if plain else f"\x1b[{_COLOURS[colour]}m{words}\x1b[0m"


def put(words: str) -> None:
    """Onto stdout. Whoever read it may be gone (`| head`): the rest is dropped, and the command goes on to its end.

    A pipe or a disk shows its trouble only when something is flushed, so each piece is: none is left for the exit.
    """
    out = sys.stdout
    if out is None:  # `>&-`: nobody wants to read it
        return
    try:
        out.write(f"{words if _fits(words) else _legible(words)}\n")
        out.flush()
    except BrokenPipeError:
        _to_nowhere(out)
    except OSError as error:
        _to_nowhere(out)
        raise CourseError(f"The answer can't be written: {error.strerror}. What the command did is kept.") from error


def _document(document: Any) -> str:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return text if _fits(text) else json.dumps(document, indent=2)


def _fits(words: str) -> bool:
    """Has stdout's encoding all these characters? Where it is not UTF-8, a student's name can be too much for it."""
    try:
        words.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _legible(words: str) -> str:
    return words.encode(_encoding(), "replace").decode(_encoding())


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _to_nowhere(out: TextIO) -> None:
    """What is still in the buffer, and all that follows: https://docs.python.org/3/library/signal.html#note-on-sigpipe"""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
