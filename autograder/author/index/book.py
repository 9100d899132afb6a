"""Puts the tables into the notebooks: into the cells that carry a table's id, and nowhere else."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.author.index import facts, tables
from autograder.author.index.links import Places, opened
from autograder.author.lint.finding import Book
from autograder.course import CourseError

if TYPE_CHECKING:
    from nbformat import NotebookNode

END = "from-here"  # id of a lesson's last cell
Stamp = tuple[tuple[str, int, int], ...]  # path, time and size of each notebook


def stale(root: Path) -> list[Path]:
    """The notebooks that hold another table than the course gives now."""
    return [path for path, wanted in _all(root) if _held(opened(path)) != wanted]


def write(root: Path) -> list[Path]:
    """Bring every table up to date; returns the notebooks that were changed. The index is run again where it was."""
    from autograder.author.execute import execute

    changed = []
    for path, wanted in _all(root):
        if _held(opened(path)) == wanted:
            continue
        _put(path, wanted)
        changed.append(path)
        if path.stem == facts.INDEX:
            execute(path)
    return changed


def wanted_of(book: Book) -> str:
    """The table that a lesson of a course should end with. "" where the notebook stands alone, or has none."""
    root = book.path.resolve().parent.parent
    if not (root / "source").is_dir():
        return ""
    return tables.of_lesson(facts.lesson(book), *_course(root, _stamp(root)))


def table_of(book: Book) -> str:
    """The table that a lesson ends with now."""
    return _held(book).get(END, "")


def wanted_of_index(root: Path) -> dict[str, str]:
    """What the index should hold: its cells by id."""
    met, places = _course(root, _stamp(root))
    return {
        "table-lessons": tables.of_lessons(facts.lessons(root), root),
        "table-ideas": tables.of_ideas(places),
        "table-glossary": tables.of_glossary(places),
        "table-exercises": tables.of_exercises(places),
        "table-mistakes": tables.of_mistakes(met, root, places),
    }


def held_by_index(book: Book) -> dict[str, str]:
    return _held(book)


@functools.lru_cache(maxsize=2)
def _course(root: Path, _: Stamp) -> tuple[tables.Met, Places]:
    """What all tables need. The lint asks for it at every lesson; it is gathered anew when a notebook has changed."""
    return facts.met(root), Places.of(root)


def _stamp(root: Path) -> Stamp:
    paths = [*root.glob("notebooks/*.ipynb"), *root.glob("source/*/*.ipynb")]
    return tuple((str(path), path.lstat().st_mtime_ns, path.lstat().st_size) for path in sorted(paths))


def _all(root: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every notebook with the tables that belong into it."""
    met, places = _course(root, _stamp(root))
    for lesson in facts.lessons(root):
        text = tables.of_lesson(lesson, met, places)
        yield root / "notebooks" / f"{lesson.name}.ipynb", {END: text} if text else {}
    index = root / "notebooks" / f"{facts.INDEX}.ipynb"
    if not index.is_file():
        raise CourseError(f"{index} is not there: bring it back from git, then run the same command again.")
    yield index, wanted_of_index(root)


def _held(book: Book) -> dict[str, str]:
    ids = [(str(cell.raw.get("id", "")), cell) for cell in book.cells if not cell.is_code]
    return {name: cell.source for name, cell in ids if name == END or name.startswith("table-")}


def _put(path: Path, wanted: dict[str, str]) -> None:
    """A table whose cell isn't there comes last; a cell whose table is gone goes as well."""
    import nbformat

    from autograder.grade.files import write as write_whole
    from autograder.grade.trouble import disk

    notebook: NotebookNode = nbformat.read(path, as_version=4)
    held = _held(opened(path))
    notebook.cells = [cell for cell in notebook.cells if cell.id not in held.keys() - wanted.keys()]
    for name, text in wanted.items():
        cell = next((cell for cell in notebook.cells if cell.id == name), None)
        if cell is None:
            notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=name))
        else:
            cell.source = text
    with disk(path.parent, "The notebook is as it was; run the same command again."):
        write_whole(path, (nbformat.writes(notebook) + "\n").encode())
