"""The Markdown that the index and the lessons carry: tables whose every row is made from the course's own data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.author.index import facts, links
from autograder.author.index.facts import Lesson
from autograder.author.index.links import Places
from autograder.learn import exercises, glossary, ideas
from autograder.learn.mistakes import catalog
from autograder.learn.verdict import Pointer

Met = Mapping[tuple[str, str], list[str]]
FEW = 6  # exercises that are named beside a mistake; docs/mistakes.md has them all


def of_lesson(lesson: Lesson, met: Met, places: Places) -> str:
    """A lesson's last cell: for each section where it is practised, and which mistakes it treats. "" where none is."""
    rows = []
    for section in lesson.sections:
        practised = [places.exercise(entry) for entry in facts.practised(lesson.name, section)]
        mistakes = [catalog.every()[name].title for name in met.get((lesson.name, section), ()) if name in _known()]
        if practised or mistakes:
            rows.append((places.section(lesson.name, section), ", ".join(practised), links.cell("; ".join(mistakes))))
    if not rows:
        return ""
    mistakes_there = f"[Mistakes]({facts.INDEX}.ipynb#cell-id=mistakes)"
    whole = f"[The index]({facts.INDEX}.ipynb) has every lesson, idea and word of the course on one page."
    return f"### From here\n\n{whole}\n\n" + _table(("Section", "Exercises", mistakes_there), rows)


def of_lessons(lessons: Iterable[Lesson], root: Path) -> str:
    rows = []
    for lesson in lessons:
        exam = f"../release/{lesson.name}/{lesson.name}.ipynb"
        there = (root / "source" / lesson.name / f"{lesson.name}.ipynb").exists()
        name = f"[{links.cell(lesson.title)}]({lesson.name}.ipynb)"
        assignment = f"[assignment {lesson.number}]({exam})" if there else ""
        rows.append((name, str(lesson.minutes), links.cell("; ".join(lesson.objectives)), assignment))
    return _table(("Lesson", "Minutes", "Afterwards you can", "Assignment"), rows)


def of_ideas(places: Places) -> str:
    rows = []
    for idea in ideas.every().values():
        needs = ", ".join(ideas.every()[need].title for need in idea.needs)
        rows.append(
            (_number(idea.look_at.lesson), links.cell(idea.title), _section(places, idea.look_at), links.cell(needs))
        )
    return _table(("Lesson", "Idea", "Section", "Stands on"), rows)


def of_glossary(places: Places) -> str:
    rows = []
    for term in sorted(glossary.every().values(), key=lambda entry: entry.term.strip(".").casefold()):
        plain = not term.symbol or term.symbol.strip("`") == term.term
        name = f"`{term.term}`" if plain and term.symbol else f"**{term.term}**"
        where = f"{_number(term.look_at.lesson)} {_section(places, term.look_at)}"
        rows.append((links.cell(name if plain else f"{name}, {term.symbol}"), links.cell(term.says), where))
    return _table(("Term", "In a sentence", "Lesson"), rows)


def of_exercises(places: Places) -> str:
    rows = []
    for entry in exercises.every():
        where = f"{_number(entry.look_at.lesson)} {_section(places, entry.look_at)}"
        rows.append((places.exercise(entry, title=True), where))
    return _table(("Exercise", "What it practises"), rows)


def of_mistakes(met: Met, root: Path, places: Places) -> str:
    """In the lessons' order. The exercises are those in which answers of the corpus make the mistake."""
    made_in = facts.made_in(root)
    where_met: dict[str, list[tuple[str, str]]] = {}
    for place, names in met.items():
        for name in names:
            where_met.setdefault(name, []).append(place)
    rows = []
    for name in sorted(_known(), key=lambda name: min(where_met[name])[0]):
        where = [f"{_number(lesson)} {places.section(lesson, section)}" for lesson, section in sorted(where_met[name])]
        made = [places.exercise(entry) for entry in made_in.get(name, ())]
        made[FEW:] = [f"{len(made) - FEW} more"] if len(made) > FEW else []
        rows.append((links.cell(catalog.every()[name].title), "; ".join(where), ", ".join(made)))
    return _table(("Mistake", "Where it is met", "Easily made in"), rows)


def _known() -> Mapping[str, catalog.Entry]:
    return catalog.every()


def _section(places: Places, place: Pointer) -> str:
    return places.section(place.lesson, place.section)


def _number(lesson: str) -> str:
    return lesson.partition("_")[0]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in lines)
