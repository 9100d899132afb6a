"""Rules for every notebook of the course."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Problem, Rule, code_cells, headings, outputs, source, tags, text_of

NBVAL = re.compile(r"nbval[-_](skip|ignore[-_]output|check[-_]output|raises[-_]exception)", re.IGNORECASE)


def ids_are_there_once(book: Book) -> Iterator[Problem]:
    for identity, times in Counter(str(cell.get("id", "")) for cell in book.cells).items():
        if not identity:
            yield "", f"{times} cell(s) have no id; open and save the notebook in JupyterLab to give them one."
        elif times > 1:
            yield identity, f"the id stands on {times} cells; nbgrader and links need it on one."


def one_title(book: Book) -> Iterator[Problem]:
    titles = [cell for cell, level, _ in headings(book) if level == 1]
    if len(titles) != 1:
        yield (titles[1] if titles else ""), f"a notebook has one H1 heading, and this has {len(titles)}."


def no_level_is_skipped(book: Book) -> Iterator[Problem]:
    above = 0
    for cell, level, words in headings(book):
        if level > above + 1:
            yield (
                cell,
                f"the heading “{words}” is H{level} below H{above}; no level may be left out.",
            )
        above = level


def images_have_alt_text(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        text = source(cell) if cell["cell_type"] == "markdown" else ""
        if re.search(r"!\[\s*\]\(", text) or re.search(r"<img(?![^>]*\balt=\"[^\"]+\")", text):
            yield str(cell.get("id", "")), "an image has no alternative text."


def pictures_say_what_they_show(book: Book) -> Iterator[Problem]:
    for cell, output in outputs(book):
        shown = text_of(output, "text/html")
        for opening in re.findall(r"<svg[^>]*>", shown):
            if 'role="img"' not in opening or not re.search(r'aria-label="[^"]{20,}', opening):
                yield str(cell.get("id")), 'an SVG has no role="img" with a label; draw.figure gives it one.'
        if {"image/png", "image/jpeg"} & set(output.get("data", {})):
            yield (
                str(cell.get("id")),
                "a bitmap: JupyterLab drops its alternative text. Show the figure with draw.figure.",
            )


def nothing_comes_from_the_net(book: Book) -> Iterator[Problem]:
    for cell, output in outputs(book):
        if re.search(r"<script|(?:src|href)=\"(?:https?:)?//(?!www\.w3\.org)", text_of(output, "text/html")):
            yield (
                str(cell.get("id")),
                "an output loads something from the net or runs a script; a reader may be offline.",
            )


def nbval_tags_have_a_reason(book: Book) -> Iterator[Problem]:
    for cell in code_cells(book):
        if any(NBVAL.fullmatch(tag) for tag in tags(cell)):
            yield str(cell.get("id")), "an NBVAL tag hides its reason; write it as a comment, `# NBVAL_SKIP: why`."
        for line in source(cell).splitlines():
            if (match := NBVAL.search(line)) and not re.match(r"\s*:\s*\w+", line[match.end() :]):
                yield (
                    str(cell.get("id")),
                    f"{match.group(0)} needs its reason on the same line: `# {match.group(0)}: why`.",
                )


RULES: dict[str, Rule] = {
    "ids": ids_are_there_once,
    "title": one_title,
    "heading-order": no_level_is_skipped,
    "alt-text": images_have_alt_text,
    "picture-label": pictures_say_what_they_show,
    "offline": nothing_comes_from_the_net,
    "nbval-reason": nbval_tags_have_a_reason,
}
