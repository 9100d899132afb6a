"""Rules for the lessons: the rhythm of a section, and outputs that are there and the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Problem, Rule, code_cells, headings, outputs, source, tags, text_of

MOST_WORDS = 100  # of prose between two code cells
MOST_LINES = 7  # of code in a cell
NO_FIGURE = ("Pitfalls", "Recap")
OPENING = ("After this lesson you can", "Minutes", "You need")
UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|/(?:home|tmp|root|Users|work)/|site-packages")


def every_cell_was_run(book: Book) -> Iterator[Problem]:
    counts = [(cell, cell.get("execution_count")) for cell in code_cells(book) if source(cell).strip()]
    for place, (cell, count) in enumerate(counts, start=1):
        if count is None:
            yield (
                str(cell.get("id")),
                "the cell was never run, and nbval would compare nothing; `make lessons` runs it.",
            )
        elif count != place:
            yield (
                str(cell.get("id")),
                f"the cell was run as number {count} and stands at {place}; `make lessons` runs all in order.",
            )


def prose_is_short(book: Book) -> Iterator[Problem]:
    words = 0
    for cell in book.cells:
        if cell["cell_type"] == "markdown":
            words += len(re.findall(r"\w+", _prose(source(cell))))
            continue
        if words > MOST_WORDS and tags(cell) != ["start"] and cell.get("id") != "start":
            yield (
                str(cell.get("id")),
                f"{words} words of prose stand before this cell; at most {MOST_WORDS} between two.",
            )
        words = 0


def _prose(text: str) -> str:
    """Without formulas, code fences and link targets."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def code_is_short(book: Book) -> Iterator[Problem]:
    for cell in code_cells(book):
        lines = [line for line in source(cell).splitlines() if line.strip() and not line.strip().startswith("#")]
        if len(lines) > MOST_LINES and cell.get("id") != "start":
            yield str(cell.get("id")), f"{len(lines)} lines of code; about five, and at most {MOST_LINES}."


def every_section_has_a_figure(book: Book) -> Iterator[Problem]:
    if book.path.stem.startswith("00"):
        return
    section, place, seen = "", "", True
    for cell in book.cells:
        if cell["cell_type"] == "markdown" and (match := re.search(r"^## +(.+)$", source(cell), re.MULTILINE)):
            if not seen:
                yield place, f"the section “{section}” has no figure."
            section, place = match.group(1), str(cell.get("id"))
            seen = section.startswith(NO_FIGURE)
        seen = seen or any("<svg" in text_of(output, "text/html") for output in cell.get("outputs", []))
    if not seen:
        yield place, f"the section “{section}” has no figure."


def it_opens_and_closes_as_the_others(book: Book) -> Iterator[Problem]:
    first = source(book.cells[0]) if book.cells else ""
    for words in OPENING:
        if words not in first:
            yield str(book.cells[0].get("id")) if book.cells else "", f"the first cell does not say “{words}”."
    sections = [words for _, level, words in headings(book) if level == 2]
    for words in NO_FIGURE:
        if not book.path.stem.startswith("00") and not any(entry.startswith(words) for entry in sections):
            yield "", f"a lesson ends with “## {words}”, and this one has none."


def outputs_are_the_same_everywhere(book: Book) -> Iterator[Problem]:
    for cell, output in outputs(book):
        shown = "".join(output.get("text", "")) + text_of(output, "text/plain") + "".join(output.get("traceback", []))
        if match := UNSTABLE.search(shown):
            yield str(cell.get("id")), f"an output holds {match.group(0)!r}, which differs from machine to machine."
        if output.get("name") == "stderr":
            yield str(cell.get("id")), "the cell writes to stderr; catch the warning and print what it says."


def errors_are_meant(book: Book) -> Iterator[Problem]:
    for cell in code_cells(book):
        failed = any(output["output_type"] == "error" for output in cell.get("outputs", []))
        if failed != ("raises-exception" in tags(cell)):
            says = (
                "fails without the tag raises-exception" if failed else "is tagged raises-exception and does not fail"
            )
            yield str(cell.get("id")), f"the cell {says}."


RULES: dict[str, Rule] = {
    "run": every_cell_was_run,
    "prose": prose_is_short,
    "code": code_is_short,
    "figure": every_section_has_a_figure,
    "envelope": it_opens_and_closes_as_the_others,
    "stable": outputs_are_the_same_everywhere,
    "errors": errors_are_meant,
}
