"""One graded notebook and its marks -> one HTML page. Pure: nothing is read or written here.

The notebook is cut into exercises. Each ends with its graded cell and begins with the heading that leads to it:

    heading, given cells    folded: the student knows them
    the student's cells     shown, with their outputs and a person's comment
    the graded cell         its verdicts come first; of its source the visible part, folded

Whatever stands outside of an exercise is shown where it stood.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from markupsafe import Markup

from autograder.grade.feedback import hidden, markup, outputs, text
from autograder.grade.feedback.grades import Comment, Grades, Mark
from autograder.learn import exercises
from autograder.learn.verdict import Pointer

Cell = Mapping[str, Any]

# Nothing may run, nothing may be fetched, nothing sent, whatever the sanitiser has missed.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Block:
    """A cell as it is shown."""

    label: str
    body: Markup
    outputs: Sequence[Markup] = ()
    comment: Markup = field(default_factory=Markup)
    by_hand: bool = False  # the comment is a person's


@dataclass(frozen=True)
class Taught:
    """Where the course speaks of it; `file` lies in notebooks/."""

    number: str
    section: str
    file: str


@dataclass
class Section:
    """An exercise, or cells that belong to none (`mark` is None)."""

    anchor: str
    title: str
    name: str = ""  # the grade id
    mark: Mark | None = None
    verdicts: Sequence[Markup] = ()
    mistakes: Sequence[str] = ()
    taught: Taught | None = None
    given: list[Block] = field(default_factory=list)
    own: list[Block] = field(default_factory=list)
    test: Markup = field(default_factory=Markup)
    missing: bool = False

    @property
    def state(self) -> str:
        if self.mark is None:
            return ""
        if self.mark.waits:
            return "waits for a person"
        if self.missing:
            return "not in your notebook"
        if self.mark.points >= self.mark.possible:
            return "all points"
        return "some points" if self.mark.points > 0 else "no points yet"


@dataclass(frozen=True)
class _Book:
    """What the making of each section needs."""

    grades: Grades
    marks: hidden.Marks
    language: str
    unseen: tuple[str, ...]  # the hidden lines, where student code could have read them
    room: outputs.Room = field(default_factory=outputs.Room)


def render(
    notebook: Mapping[str, Any], grades: Grades, *, trusted: bool = True, marks: hidden.Marks | None = None
) -> str:
    """The page. With `trusted` False the tests ran in the student's own kernel: it says so, and outputs of graded
    cells lose what they quote of a hidden test."""
    cells = [cell for cell in notebook.get("cells", []) if isinstance(cell, Mapping)]
    marks = marks or hidden.Marks()
    book = _Book(grades, marks, _language(notebook), () if trusted else _unseen(cells, marks))
    sections = _sections(cells, book)
    return _page(
        "page.html.j2",
        title=_title(cells) or grades.notebook,
        grades=grades,
        sections=sections,
        exercises=[section for section in sections if section.mark],
        trusted=trusted,
    )


def refusal(assignment: str, student: str, reason: str) -> str:
    """The page of a submission that could not be graded."""
    return _page("refused.html.j2", title=assignment, student=student, reason=reason)


def _page(template: str, **values: Any) -> str:
    return str(_templates().get_template(template).render(policy=POLICY, **values))


@functools.cache
def _templates() -> Any:
    from jinja2 import Environment, FunctionLoader

    folder = resources.files(__package__)
    made = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["points"] = lambda number: f"{round(number, 2):g}"
    made.filters["prose"] = text.prose
    made.globals["style"] = Markup(folder.joinpath("page.css").read_text(encoding="utf-8"))  # ours
    return made


# Cutting the notebook into sections.


def _sections(cells: Sequence[Cell], book: _Book) -> list[Section]:
    found: list[Section] = []
    for position, (loose, group) in enumerate(_groups(cells)):
        if loose:
            title = "Before the first exercise" if not found else "Between the exercises"
            found += _loose(loose, "After the last exercise" if not group and found else title, position, book)
        if group:
            found.append(_exercise(group, f"exercise-{position + 1}", book))
    shown = {section.name for section in found}
    found += [_absent(name, mark) for name, mark in book.grades.marks.items() if name not in shown]
    return found


def _groups(cells: Sequence[Cell]) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """(cells of no exercise, cells of the exercise that follows them)."""
    waiting: list[Cell] = []
    for cell in cells:
        waiting.append(cell)
        if _entry(cell).get("grade") is True or _entry(cell).get("task") is True:
            start = max((at for at, other in enumerate(waiting) if _heading(other)), default=0)
            yield waiting[:start], waiting[start:]
            waiting = []
    if waiting:
        yield waiting, []


def _heading(cell: Cell) -> str:
    """The heading that a given Markdown cell begins a part with."""
    if cell.get("cell_type") != "markdown" or not _given(cell):
        return ""
    found = re.search(r"^#{1,6}[ \t]+([^\n]+)$", _source(cell)[:5000], re.MULTILINE)
    return found.group(1).strip() if found else ""


def _loose(cells: Sequence[Cell], title: str, position: int, book: _Book) -> list[Section]:
    section = Section(f"cells-{position + 1}", title)
    _fill(section, cells, book)
    return [section] if section.own or section.given else []


def _exercise(cells: Sequence[Cell], anchor: str, book: _Book) -> Section:
    *before, graded = cells
    name = str(_entry(graded).get("grade_id", ""))
    known = _known(name, book.grades.notebook)
    heading = next((_heading(cell) for cell in cells if _heading(cell)), "")
    section = Section(anchor, _named(known, heading, name), name, book.grades.marks.get(name, Mark(0.0, 0.0)))
    _fill(section, before, book)
    if _entry(graded).get("solution") is True or _entry(graded).get("task") is True:
        section.own.append(_block(graded, book))
        return section
    seen, _ = hidden.split(_source(graded), book.marks)
    put_out = _outputs(graded)
    section.test = markup.code(seen, book.language) if seen.strip() else Markup()
    section.verdicts = outputs.of_test(put_out, book.room, book.unseen)
    section.mistakes = outputs.mistakes(put_out)
    if section.mark and section.mark.points < section.mark.possible:
        section.taught = _taught(put_out, known)
    return section


def _absent(name: str, mark: Mark) -> Section:
    known = _known(name, "")
    return Section(f"missing-{_slug(name)}", _named(known, "", name), name, mark, missing=True)


def _unseen(cells: Sequence[Cell], marks: hidden.Marks) -> tuple[str, ...]:
    lines = (hidden.split(_source(cell), marks)[1] for cell in cells if _entry(cell).get("locked") is True)
    return tuple(dict.fromkeys(line for found in lines for line in found))


def _fill(section: Section, cells: Sequence[Cell], book: _Book) -> None:
    for cell in cells:
        if _source(cell).strip():
            (section.given if _given(cell) else section.own).append(_block(cell, book))


def _block(cell: Cell, book: _Book) -> Block:
    entry = _entry(cell)
    source = _source(cell)
    if entry.get("grade") or entry.get("task") or entry.get("locked"):
        source, _ = hidden.split(source, book.marks)
    comment = book.grades.comments.get(str(entry.get("grade_id", "")), Comment(""))
    words = markup.markdown(comment.words) if comment.words else Markup()
    if cell.get("cell_type") == "code":
        body = Markup('<pre class="code"><code>{}</code></pre>').format(markup.code(source, book.language))
        shown = outputs.of_cell(_outputs(cell), book.room, book.unseen)
        return Block("Code" if _given(cell) else "Your code", body, shown, words, comment.by_hand)
    if cell.get("cell_type") == "markdown":
        body = book.room.take(markup.markdown(source, cell.get("attachments")))
        return Block("" if _given(cell) else "Your text", body, (), words, comment.by_hand)
    return Block("Raw cell", Markup("<pre>{}</pre>").format(text.terminal(source)), (), words, comment.by_hand)


# What a section is called, and where the course teaches it.


def _known(name: str, notebook: str) -> exercises.Exercise | None:
    """The course's exercise of a grade id such as check_2_3; None in other courses."""
    found = re.search(r"_(\d+)_(\d+)$", name)
    known = exercises.by_number(f"{int(found[1])}.{int(found[2])}") if found else None
    return known if known and notebook in ("", known.assignment) else None


def _named(known: exercises.Exercise | None, heading: str, name: str) -> str:
    if known:
        return f"{known.number} {known.title}"
    return _words(heading) or name


def _words(heading: str) -> str:
    """A heading without its marks and its difficulty: of `5.8 In your own words · ●●○ · 6 minutes` the first half."""
    return text.prose(re.sub(r"[*_`]", "", heading).partition(" · ●")[0].partition(" · ○")[0])[:200]


def _title(cells: Sequence[Cell]) -> str:
    return next((_words(_heading(cell)) for cell in cells if _heading(cell)), "")


def _taught(put_out: Sequence[Any], known: exercises.Exercise | None) -> Taught | None:
    """Where the first card points to, else where the exercise itself belongs."""
    for output in put_out:
        words = output.get("data", {}).get("text/plain", "") if isinstance(output, Mapping) else ""
        found = re.search(r"Look at lesson (\d\d), \*([^*\n]{1,120})\*", "".join(words))
        if found and found[1] in _lessons():
            return Taught(found[1], found[2], _lessons()[found[1]])
    return _pointed(known.look_at) if known else None


def _pointed(pointer: Pointer) -> Taught:
    return Taught(pointer.lesson.partition("_")[0], pointer.section, pointer.lesson)


@functools.cache
def _lessons() -> dict[str, str]:
    names = {entry.look_at.lesson for entry in exercises.every()} | {entry.assignment for entry in exercises.every()}
    return {name.partition("_")[0]: name for name in sorted(names)}


# Reading a notebook that may be anything.


def _entry(cell: Cell) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    entry = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return entry if isinstance(entry, Mapping) else {}


def _given(cell: Cell) -> bool:
    entry = _entry(cell)
    return entry.get("locked") is True and not entry.get("solution")


def _source(cell: Cell) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _outputs(cell: Cell) -> list[Any]:
    found = cell.get("outputs")
    return [output for output in found if isinstance(output, Mapping)] if isinstance(found, list) else []


def _language(notebook: Mapping[str, Any]) -> str:
    metadata = notebook.get("metadata")
    about = metadata.get("kernelspec", {}) if isinstance(metadata, Mapping) else {}
    language = about.get("language", "python") if isinstance(about, Mapping) else "python"
    return language.lower() if isinstance(language, str) and re.fullmatch(r"[\w+#-]{1,30}", language) else "python"


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]", "-", name)
