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

_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}


@dataclass(frozen=True)
class Voice:
    json: bool = False
    quiet: bool = False

    def say(self, words: str = "") -> None:
        if not self.json and not self.quiet:
            print(words)

    def data(self, document: Any) -> None:
        if self.json:
            json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
            print()

    def warn(self, words: str) -> None:
        print(f"{self.paint('autograder:', 'red', sys.stderr)} {words}", file=sys.stderr)

    def paint(self, words: str, colour: str, stream: TextIO | None = None) -> str:
        """`words` in a colour of `_COLOURS`, if `stream` (stdout) is a terminal that shows any. https://no-color.org"""
        stream = sys.stdout if stream is None else stream
        plain = not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return words if plain else f"\x1b[{_COLOURS[colour]}m{words}\x1b[0m"
