"""Rules for what a lesson's prose promises: its minutes, its numbers, its quotations, its words, its links.

They keep a text true while the code beside it changes. Each is as strict as it can be without a list of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.author.lint import quoting
from autograder.author.lint.finding import Book, Cell, Problem, Rule
from autograder.course import CourseError
from autograder.learn import exercises, glossary, ideas

OFF = 0.25  # by so much the stated minutes may miss the counted ones
OUTER = ("title", "top", "start", "from-here")  # cells outside the text: its head, its imports, its table of links


@dataclass(frozen=True)
class Reading:
    """What a reader does in a lesson, counted. The seconds are a first reader's, who also does what is asked.

    130 words a minute is the pace of technical prose that is understood; a formula is read piece by piece; a code
    cell is run and its output looked at; a picture is studied; a guess is made on paper; a practice is written.
    """

    words: int
    formulas: int
    cells: int
    lines: int
    figures: int
    guesses: int
    practices: int

    @property
    def minutes(self) -> float:
        seconds = 3 * (self.formulas + self.lines) + 10 * self.cells
        seconds += 30 * (self.figures + self.guesses) + 120 * self.practices
        return self.words / 130 + seconds / 60

    def __str__(self) -> str:
        return (
            f"{self.words} words, {self.formulas} formulas, {self.cells} code cells, {self.figures} figures, "
            f"{self.guesses} predictions, {self.practices} practices"
        )


def counted(book: Book) -> Reading:
    prose = [cell.source for cell in book.cells if cell.kind == "markdown" and cell.raw.get("id") != "from-here"]
    code = [cell for cell in book.code if cell.raw.get("id") != "start" and cell.source.strip()]
    own = [cell for cell in code if not _is_practice(cell) and "check.predict" not in cell.source]
    return Reading(
        words=sum(len(re.findall(r"\w+", quoting.without_formulas(text))) for text in prose),
        formulas=sum(len(re.findall(r"\$\$.*?\$\$|\$[^$]+\$", text, re.DOTALL)) for text in prose),
        cells=len(own),
        lines=sum(len([line for line in cell.source.splitlines() if line.strip()]) for cell in own),
        figures=sum(any(quoting.is_drawn(output) for output in cell.outputs) for cell in code),
        guesses=sum(text.count("**Predict") for text in prose),
        practices=sum(text.count("**Try it") for text in prose),
    )


def _is_practice(cell: Cell) -> bool:
    return "practice=True" in cell.source and "NotImplementedError" in cell.source


def minutes_are_counted(book: Book) -> Iterator[Problem]:
    first = book.cells[0] if book.cells else None
    stated = re.search(r"\*\*Minutes\D*(\d+)", first.source) if first else None
    if not stated:
        return  # the rule `envelope` speaks of that
    reading = counted(book)
    if abs(int(stated[1]) - reading.minutes) > OFF * reading.minutes:
        says = f"It states {stated[1]} minutes; counted are {reading.minutes:.0f} ({reading})."
        yield Problem(first, says, f"Say {5 * round(reading.minutes / 5)}, or make the lesson shorter.")


def numbers_stand_in_outputs(book: Book) -> Iterator[Problem]:
    """A number with a decimal point is a claim, but in a question: there it may be an answer to refuse."""
    shown = quoting.Shown.of(book)
    for cell, section in quoting.sections(book):
        if cell.kind != "markdown" or cell.raw.get("id") in OUTER:
            continue
        for paragraph in re.split(r"\n\s*\n", quoting.text_only(cell.source)):
            if "**Predict" in paragraph:
                continue
            reckoned = quoting.reckoned(paragraph)
            for number in dict.fromkeys(quoting.decimals(paragraph)):
                if number not in reckoned and not shown.has(number, section):
                    says = f"The number {number} stands in no output of this lesson."
                    yield Problem(cell, says, "Print it in a cell, or write the sum that gives it.")


def errors_are_quoted_as_they_are(book: Book) -> Iterator[Problem]:
    said = quoting.told(book)
    for cell in book.cells:
        if cell.kind != "markdown" or cell.raw.get("id") in OUTER:
            continue
        for quotation in quoting.quotations(cell.source):
            if quoting.is_of_an_error(quotation, said) and not quoting.stands_in(quotation, said):
                says = f"“{quotation}” stands in no output of this lesson."
                yield Problem(cell, says, "Quote the error as it is printed; … may stand for what is left out.")
        for name in dict.fromkeys(re.findall(r"\b[A-Z]\w+(?:Error|Warning)\b", cell.source)):
            if not any(name.casefold() in text for text in said) and not any(name in code.source for code in book.code):
                yield Problem(cell, f"No cell of this lesson shows a {name}.", "Raise it in a cell.")


def terms_are_brought_in_first(book: Book) -> Iterator[Problem]:
    """No term of the glossary before its section; a sentence may point ahead if it names the lesson that follows."""
    order = list(ideas.lessons())
    if book.path.stem not in order:
        return
    here, sections = order.index(book.path.stem), [words for _, level, words in book.headings if level == 2]
    for cell, section in quoting.sections(book):
        if cell.kind != "markdown" or cell.raw.get("id") in OUTER:
            continue
        now = sections.index(section) if section in sections else -1
        for term in glossary.every().values():
            place = term.look_at
            later = order.index(place.lesson) > here
            if not later and place.lesson == book.path.stem and place.section in sections:
                later = sections.index(place.section) > now
            if later and not term.everyday and (word := _used(term, cell.source)):
                says = f"“{word}” is brought in later, in lesson {place.lesson[:2]}, “{place.section}”."
                yield Problem(cell, says, "Say it in known words, or point to that lesson in the same paragraph.")


def _used(term: glossary.Term, text: str) -> str:
    """The word by which a text uses a term; "" where it doesn't, or only where it points to the term's lesson."""
    number = term.look_at.lesson[:2]
    spellings = "|".join(re.escape(word) for word in (term.term, *term.forms))
    for paragraph in re.split(r"\n\s*\n", text):
        found = re.search(rf"(?<![\w.\\])(?:{spellings})(?:s\b|(?!\w))", paragraph, re.IGNORECASE)
        if found and not re.search(rf"\b{number}\b|\b{number}_", paragraph):
            return found[0]
    return ""


def links_are_those_of_the_course(book: Book) -> Iterator[Problem]:
    """The table at a lesson's end says what the exercises' and the mistakes' own tables say."""
    from autograder.author.index import book as index

    if not any(entry.look_at.lesson == book.path.stem for entry in exercises.every()):
        return
    try:
        wanted = index.wanted_of(book)
    except CourseError:
        return  # of another notebook, which can't be read: the rule `file` speaks of that one
    if wanted and index.table_of(book) != wanted:
        cell = next((cell for cell in book.cells if cell.raw.get("id") == index.END), None)
        says = "The table of links at its end is not what the course holds now."
        yield Problem(cell, says, "Run `autograder index`.")


def index_is_that_of_the_course(book: Book) -> Iterator[Problem]:
    from autograder.author.index import book as index

    root = book.path.resolve().parent.parent
    if not (root / "source").is_dir():
        return
    held = index.held_by_index(book)
    try:
        tables = index.wanted_of_index(root)
    except CourseError:
        return
    for name, wanted in tables.items():
        if held.get(name) != wanted:
            cell = next((cell for cell in book.cells if cell.raw.get("id") == name), None)
            yield Problem(cell, f"Its {name} is not what the course holds now.", "Run `autograder index`.")


RULES = (
    Rule("minutes", "minutes that words, cells and practices don't bear out", minutes_are_counted, house=True),
    Rule("numbers", "a number in prose that no output shows", numbers_stand_in_outputs, house=True),
    Rule("quotes", "an error quoted as it isn't printed", errors_are_quoted_as_they_are, house=True),
    Rule("terms", "a term of the glossary before its own section", terms_are_brought_in_first, house=True),
    Rule("index", "links, or the index, that are not the course's own", links_are_those_of_the_course, house=True),
)
OF_THE_INDEX = (Rule("index", RULES[-1].about, index_is_that_of_the_course, house=True),)
