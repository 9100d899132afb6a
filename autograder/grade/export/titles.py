"""Which column of an LMS's file is which assignment: `02 Chain rule (12345)` is 02_chain_rule.

By the title that the instructor gave (`--column 02_chain_rule='Homework 2'`), else by the name without its spaces and
signs, else without the number in front. Only what is clear counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from autograder.course import CourseError
from autograder.grade.export.read import Assignment


def pair(assignments: Sequence[Assignment], titles: Mapping[int, str], given: Mapping[str, str]) -> dict[str, int]:
    """assignment -> the place of its column, out of `titles` (place -> title)."""
    found = {name: _given(name, title, titles) for name, title in given.items()}
    for shorten in (_plain, _without_number):
        free = {place: shorten(title) for place, title in titles.items() if place not in found.values()}
        wanted = {one.name: shorten(one.name) for one in assignments if one.name not in found}
        for name, words in wanted.items():
            places = [place for place, title in free.items() if title == words]
            if words and len(places) == 1 and list(wanted.values()).count(words) == 1:
                found[name] = places[0]
    return {one.name: found[one.name] for one in assignments if one.name in found}


def bare(title: str) -> str:
    """Without the id that Canvas puts behind a title, as its Assignment.title_and_id reads it."""
    return re.sub(r"\s\(\d+\)\Z", "", title, count=1)


def named(title: str, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The assignments whose name is a part of these words, such as those of a file's name."""
    words = _plain(title)
    return [one for one in assignments if _plain(one.name) in words]


def _given(name: str, wanted: str, titles: Mapping[int, str]) -> int:
    places = [place for place, title in titles.items() if wanted.strip() in (title.strip(), bare(title.strip()))]
    if len(places) != 1:
        there = ", ".join(f'"{title}"' for title in titles.values() if title.strip())
        many = "no column" if not places else "more than one column"
        raise CourseError(f'There is {many} "{wanted}" for {name}. There are: {there}.')
    return places[0]


def _plain(title: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", bare(title)).casefold())


def _without_number(title: str) -> str:
    return re.sub(r"^\d+", "", _plain(title))
