"""Rules for our lessons: the rhythm of a section, and outputs that are there and the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Problem, Rule, shown, text_of

MOST_WORDS = 100  # of prose between two code cells
MOST_LINES = 7  # of code in a cell
NO_FIGURE = ("Pitfalls", "Recap")
OPENING = ("After this lesson you can", "Minutes", "You need")
UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|/(?:home|tmp|root|Users|work)/|site-packages")


def every_cell_was_run(book: Book) -> Iterator[Problem]:
    with_text = (cell for cell in book.code if cell.source.strip())
    for place, cell in enumerate(with_text, start=1):
        count = cell.raw.get("execution_count")
        if count is None:
            yield Problem(cell, "The cell was never run, so nbval compares nothing.", "Run `autograder lessons`.")
        elif count != place:
            says = f"The cell was run as number {count} and stands at {place}."
            yield Problem(cell, says, "Run `autograder lessons`.")


def prose_is_short(book: Book) -> Iterator[Problem]:
    words = 0
    for cell in book.cells:
        if cell.kind == "markdown":
            words += len(re.findall(r"\w+", _prose(cell.source)))
            continue
        if words > MOST_WORDS and cell.tags != ["start"] and cell.raw.get("id") != "start":
            yield Problem(cell, f"{words} words of prose stand before it.", f"Between two cells, at most {MOST_WORDS}.")
        words = 0


def _prose(text: str) -> str:
    """Without formulas, code fences and link targets."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def code_is_short(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        lines = [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#")]
        if len(lines) > MOST_LINES and cell.raw.get("id") != "start":
            yield Problem(cell, f"It has {len(lines)} lines of code.", f"About five, and at most {MOST_LINES}.")


def every_section_has_a_figure(book: Book) -> Iterator[Problem]:
    if book.path.stem.startswith("00"):
        return
    section, place, seen = "", None, True
    for cell in book.cells:
        if cell.kind == "markdown" and (match := re.search(r"^## +(.+)$", cell.source, re.MULTILINE)):
            if not seen:
                yield Problem(place, f"The section “{section}” has no figure.", "Draw one with draw.… or explore.….")
            section, place = match[1], cell
            seen = section.startswith(NO_FIGURE)
        seen = seen or any("<svg" in text_of(output, "text/html") for output in cell.outputs)
    if not seen:
        yield Problem(place, f"The section “{section}” has no figure.", "Draw one with draw.… or explore.….")


def it_opens_and_closes_as_the_others(book: Book) -> Iterator[Problem]:
    first = book.cells[0] if book.cells else None
    for words in OPENING:
        if not first or words not in first.source:
            yield Problem(first, f"The first cell does not say “{words}”.", "Every lesson opens with it.")
    sections = [words for _, level, words in book.headings if level == 2]
    for words in NO_FIGURE:
        if not book.path.stem.startswith("00") and not any(entry.startswith(words) for entry in sections):
            yield Problem(None, f"The lesson has no section “## {words}”.", "Every lesson ends with it.")


def outputs_are_the_same_everywhere(book: Book) -> Iterator[Problem]:
    for cell, output in book.outputs:
        if match := UNSTABLE.search(shown(output)):
            yield Problem(cell, f"An output holds {match[0]!r}.", "It differs from machine to machine: don't show it.")
        if output.get("name") == "stderr":
            yield Problem(cell, "The cell writes to stderr.", "Catch the warning, and print what it says.")


def errors_are_meant(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        failed = any(output.get("output_type") == "error" for output in cell.outputs)
        if failed and "raises-exception" not in cell.tags:
            yield Problem(cell, "The cell fails.", "If that is what it shows, tag it raises-exception.")
        if not failed and "raises-exception" in cell.tags:
            yield Problem(cell, "The cell is tagged raises-exception and does not fail.", "Remove the tag.")


OF_ANY_PAGE = (
    Rule("run", "a cell that was never run, or not in order", every_cell_was_run, house=True),
    Rule("stable", "an output that differs from machine to machine", outputs_are_the_same_everywhere, house=True),
    Rule("errors", "an error without the tag that means it, or the reverse", errors_are_meant, house=True),
)
RULES = (
    *OF_ANY_PAGE,
    Rule("prose", f"more than {MOST_WORDS} words between two cells", prose_is_short, house=True),
    Rule("code", f"more than {MOST_LINES} lines of code in a cell", code_is_short, house=True),
    Rule("figure", "a section without a figure", every_section_has_a_figure, house=True),
    Rule("envelope", "a lesson that opens or closes unlike the others", it_opens_and_closes_as_the_others, house=True),
)
