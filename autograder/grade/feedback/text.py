"""Text of strangers as text: control characters made visible, what turns reading direction named, terminals' colours
off, and cut where it goes on for ever."""

from __future__ import annotations

import re

MOST = 20_000  # characters of one output
LINES = 400

# Overrides and isolates let code read otherwise than it runs ("Trojan Source", CVE-2021-42574). In code the
# invisible marks are named as well; in prose Arabic and Hebrew need those.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_IN_PROSE = re.compile(f"[{_CONTROL}{_TURNS}]")
_IN_CODE = re.compile(f"[{_CONTROL}{_TURNS}\u061c\u200b-\u200f\u2060\ufeff]")
_ANSI = re.compile(
    "\x1b\\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours, cursor
    "|\x1b[\\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\\\)?"  # titles, links
    "|\x1b[@-OQ-WYZ\\\\]"
)


def prose(words: str) -> str:
    return _IN_PROSE.sub(_shown, _lines(words))


def code(words: str) -> str:
    return _IN_CODE.sub(_shown, _lines(words))


def terminal(words: str) -> str:
    """What a terminal would show, without colours, cut to a length that a person reads."""
    cut = words[: 4 * MOST]  # before the patterns: their time goes with the length
    kept = "\n".join(_overwritten(line) for line in _lines(_ANSI.sub("", cut)).split("\n"))
    return shortened(_IN_PROSE.sub(_shown, kept), lost=len(words) - len(cut))


def shortened(words: str, lost: int = 0) -> str:
    kept = "\n".join(words[:MOST].split("\n")[:LINES])
    lost += len(words) - len(kept)
    return f"{kept}\n… {lost:,} more characters are not shown here." if lost else kept


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n")


def _overwritten(line: str) -> str:
    """A progress bar writes over its line; its last state counts."""
    return line.rstrip("\r").rpartition("\r")[2]


def _shown(found: re.Match[str]) -> str:
    point = ord(found.group())
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    if point < 0xA0 or 0xD800 <= point < 0xE000:
        return "\ufffd"
    return f"⟦U+{point:04X}⟧"
