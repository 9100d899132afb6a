"""Does a report without names give none away: not in a figure, a word, an order or a file?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import classroom
import pytest

from autograder.grade.gradebook import Book
from autograder.grade.report import gather, names, page, tables
from autograder.grade.report.facts import Answer, Facts, Outcome, State, Submission


@pytest.fixture
def book(tmp_path: Path) -> Book:
    path = tmp_path / "gradebook.db"
    path.touch()
    return Book(f"sqlite:///{path}")


def told(facts: Facts) -> str:
    report = gather.gather(facts)
    return page.render(report) + tables.as_json(report) + tables.submissions(report) + tables.exercises(report)


def test_is_a_name_in_none_of_the_files(book: Book) -> None:
    people = (*[f"<name {n}>" for n in range(8)], "=zoë", "o'brien", "דנה", "ann.lee")
    facts = classroom.whole(40, 7, 5, people)
    secret = [name for name in facts.students if not name.startswith("s0")]
    shown = told(names.hidden(facts, names.pseudonyms(book, facts.students)))
    assert [name for name in secret if name in shown] == []
    assert [name for name in facts.students if f'"{name}"' in shown or f">{name}<" in shown] == []
    assert all(name in told(facts) for name in ("ann.lee", "דנה"))


def test_does_no_word_of_a_student_get_through(book: Book) -> None:
    notes = ("Cell 3 ended in AnnLeeError.", "by_ann_lee.ipynb was taken for 01_a.ipynb.", "Something new by Ann Lee.")
    words = ("ann.lee.ipynb is not JSON: line 1.", "There is no notebook 01_a.ipynb in the folder, but Ann Lee.ipynb.")
    rows = [
        Submission("ann.lee", "01_a", Outcome.GRADED, notes=notes),
        *(Submission(f"p{n}", "01_a", Outcome.REFUSED, reason) for n, reason in enumerate(words)),
        replace(classroom.submission("q", "02_b", State.WRONG), answers={"check_1": quoting()}),
    ]
    facts = replace(classroom.facts(*rows, exercises=1), strangers=("ann.lee/typo",))
    shown = told(names.hidden(facts, names.pseudonyms(book, facts.students)))
    assert "ann" not in shown.lower().replace("planned", "").replace("can't", "").replace("cannot", "")
    assert "{link}" not in shown
    assert names.LEFT_OUT in shown
    assert "The notebook had another name." in shown


def quoting() -> Answer:
    """An explanation that was filled in with a name of the student's."""
    return replace(classroom.answer(State.WRONG, mistake="missing_parentheses"), told="`ann_lee` is named.")


def test_is_a_number_the_same_from_one_report_to_the_next(book: Book) -> None:
    people = [f"s{n:02}" for n in range(20)]
    first = names.pseudonyms(book, people[:15])
    again = names.pseudonyms(book, people)
    assert names.pseudonyms(book, reversed(people)) == again
    assert {name: again[name] for name in people[:15]} == first
    assert sorted(again.values()) == [f"student {n:02}" for n in range(1, 21)]


def test_tells_the_order_of_the_numbers_nothing_of_the_names(book: Book) -> None:
    people = [f"s{n:03}" for n in range(100)]
    drawn = list(names.pseudonyms(book, people))
    assert drawn != people  # chance: one in 100!
    other = names.pseudonyms(Book("sqlite:////nowhere/gradebook.db"), people)
    assert list(other) != drawn


def test_do_the_rows_come_in_the_order_of_the_numbers(book: Book) -> None:
    facts = classroom.whole(30)
    hidden = names.hidden(facts, names.pseudonyms(book, facts.students))
    assert list(hidden.students) == sorted(hidden.students)
    assert [one.student for one in hidden.submissions] == sorted(one.student for one in hidden.submissions)


def test_is_no_gradebook_made_where_there_is_none(tmp_path: Path) -> None:
    assert names.pseudonyms(Book(f"sqlite:///{tmp_path}/gradebook.db"), ["a"]) == {"a": "student 01"}
    assert list(tmp_path.iterdir()) == []
