"""What a student's page never shows: hidden tests and mark schemes, and what quotes a line of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Shorter lines, such as `x = 2.0`, a student may well print without having seen the test.
_TELLING = 16


@dataclass(frozen=True)
class Marks:
    """The words between which something is hidden: nbgrader's own, unless a course sets others."""

    tests: tuple[str, str] = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    scheme: tuple[str, str] = ("BEGIN MARK SCHEME", "END MARK SCHEME")


def marks(config: Any) -> Marks:
    """As the course's nbgrader_config.py has them (the spelling of the traits is nbgrader's)."""
    stock = Marks()
    tests, scheme = config.ClearHiddenTests, config.ClearMarkScheme
    return Marks(
        (
            tests.get("begin_test_delimeter", stock.tests[0]),
            tests.get("end_test_delimeter", stock.tests[1]),
        ),
        (
            scheme.get("begin_mark_scheme_delimeter", stock.scheme[0]),
            scheme.get("end_mark_scheme_delimeter", stock.scheme[1]),
        ),
    )


@functools.lru_cache(maxsize=512)
def split(source: str, marks: Marks) -> tuple[str, tuple[str, ...]]:
    """The source that may be seen, and the lines that may not. A region without an end hides all that follows."""
    seen, unseen, until = [], [], ""
    for line in source.split("\n"):
        if until:
            unseen.append(line.strip())
            until = "" if until in line else until
            continue
        until = next((end for begin, end in (marks.tests, marks.scheme) if begin in line), "")
        if not until:
            seen.append(line)
    return "\n".join(seen).rstrip("\n"), tuple(line for line in unseen if len(line) >= _TELLING)


def quotes(words: str, lines: Iterable[str]) -> bool:
    return any(line in words for line in lines)


def without(words: str, lines: Iterable[str]) -> str:
    """`words` without any of these lines."""
    for line in lines:
        if line in words:
            words = words.replace(line, "[a line of the hidden tests]")
    return words
