"""Is the page whole for every class that there can be, and does nothing on it come from a stranger unescaped?"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import classroom
import pytest
from classroom import answer, submission

from autograder.grade.report import gather, page, summary, tables, words
from autograder.grade.report.facts import Facts, Outcome, State, Submission
from autograder.grade.report.making import Written
from autograder.learn.mistakes import catalog

R, W, N, M = State.RIGHT, State.WRONG, State.NOT_ATTEMPTED, State.WAITS
ONE, TWO = "01_a", "02_b"
EXTRA = replace(submission("a", ONE, R), answers={"check_1": answer(R, points=9.0)})
ALL_REFUSED = [Submission(f"s{n}", ONE, Outcome.REFUSED, "It is empty.") for n in range(3)]
CONSTANT_KEPT = answer(W, mistake="The constant is still in your derivative.")  # an exercise's own sentence
CLASSES = {
    "empty": Facts("a course", (), (), ()),
    "nothing handed in": Facts("a course", (classroom.assignment(ONE),), ("a", "b"), ()),
    "nothing graded": classroom.facts(Submission("a", ONE, Outcome.NEW)),
    "all refused": classroom.facts(*ALL_REFUSED),
    "one student": classroom.facts(submission("a", ONE, R, W), exercises=2),
    "one assignment": classroom.whole(assignments=1),
    "no variance": classroom.facts(*[submission(f"s{n}", name, R, R) for n in range(12) for name in (ONE, TWO)]),
    "essays alone": classroom.facts(*[submission(f"s{n}", ONE, M) for n in range(12)], exercises=1),
    "extra credit": classroom.facts(EXTRA, submission("b", TWO, R), exercises=1),
    "no points to get": Facts("x", (classroom.assignment(ONE, 0),), ("a",), (submission("a", ONE),)),
    "nobody tried": classroom.facts(*[submission(f"s{n}", ONE, N) for n in range(3)], exercises=1),
    "everything": classroom.whole(),
    "many assignments": classroom.whole(assignments=40, exercises=1),
    "without names": replace(classroom.whole(names=()), anonymous=True),
}


class Seen(HTMLParser):
    """What a page holds: its elements, their ids, where its links lead, its headings, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name in ("href", "src") else []

    def handle_data(self, data: str) -> None:
        self.words += data if self.tags and self.tags[-1] not in ("style", "script") else ""


def rendered(facts: Facts) -> str:
    return page.render(gather.gather(facts))


@pytest.mark.parametrize("name", CLASSES)
def test_is_the_page_whole(name: str) -> None:
    text = rendered(CLASSES[name])
    seen = Seen(text)
    headings = [int(tag[1]) for tag in seen.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *headings], headings, strict=False))
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert not re.search(r"\b(nan|None|inf|Undefined)\b", seen.words)
    assert not re.search(r"NaN|nan|-?inf", " ".join(re.findall(r' (?:x|y|width|height|points)="([^"]*)"', text)))
    assert '="-' not in "".join(re.findall(r'(?:width|height)="[^"]*"', text))


@pytest.mark.parametrize("name", CLASSES)
def test_are_the_tables_whole(name: str) -> None:
    report = gather.gather(CLASSES[name])
    made = json.loads(tables.as_json(report), parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert len(made["submissions"]) == report.handed_in
    assert made["needs_a_person"] == report.needs
    assert len(tables.submissions(report).splitlines()) >= 1 + report.handed_in


def test_does_nothing_of_a_stranger_get_out() -> None:
    seen = Seen(rendered(classroom.whole()))
    assert seen.tags.count("script") == 1
    assert "img" not in seen.tags
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    assert classroom.AWKWARD[0] in seen.words
    assert "\u202e" not in seen.words
    assert "⟦U+202E⟧" in seen.words


def test_does_the_page_ask_for_nothing() -> None:
    text = rendered(classroom.whole())
    assert not [link for link in Seen(text).links if not link.startswith("#")]
    assert "default-src 'none'" in unescape(text)
    assert "unsafe" not in text.partition("<title>")[0]


def test_do_links_lead_to_the_lessons_that_there_are() -> None:
    mistaken = replace(submission("a", ONE, W), answers={"check_1": answer(W, mistake="accumulated")})
    links = {"06_accumulation": "../notebooks/06_accumulation.ipynb"}
    text = page.render(gather.gather(classroom.facts(mistaken, exercises=1)), links)
    assert '<a href="../notebooks/06_accumulation.ipynb">lesson 06 accumulation</a>' in text


def test_can_the_keyboard_scroll_what_is_wide() -> None:
    """Chromium lets it by itself; other browsers want to be told."""
    text = rendered(CLASSES["many assignments"])
    assert text.count('class="wide" role="region"') == text.count('tabindex="0"') > 5


def test_is_the_page_the_same_each_time() -> None:
    assert rendered(classroom.whole()) == rendered(classroom.whole())


def test_does_a_picture_say_what_it_shows() -> None:
    rows = [submission(f"s{n}", name, *states) for name in (ONE, TWO) for n, states in enumerate([(R, R), (R, W)])]
    text = rendered(classroom.facts(*rows, exercises=2)).replace("\u00a0", " ")
    assert (
        'aria-label="Scores of 01 a, 2 students: median 75 %, the middle half from 62 % to 88 %. '
        '1 student from 50 % on and 1 student from 90 to 100 %."'
    ) in text
    assert 'aria-label="1 right, 1 wrong"' in text
    assert (
        'aria-label="Median of each assignment, and in brackets the middle half: 01 a 75 % (62 % to 88 %, n = 2)'
        in text
    )


def test_does_every_picture_say_something() -> None:
    text = rendered(classroom.whole())
    pictures = re.findall(r"<svg[^>]*>", text)
    assert all("aria-hidden" in tag or re.search(r'role="img" aria-label="[^"]{5,}"', tag) for tag in pictures)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (CLASSES["empty"], "Nothing was handed in yet."),
        (CLASSES["nothing graded"], "Run <code>autograder grade</code>"),
        (CLASSES["all refused"], "3 students handed in 3 submissions for 1 assignment; none is graded."),
        (
            CLASSES["one student"],
            "1 student handed in 1 submission for 1 assignment; it is graded. No submission needs a person.",
        ),
        (classroom.facts(submission("a", ONE, R), Submission("b", ONE, Outcome.NEW)), "; 1 of them is graded."),
        (CLASSES["no variance"], "Nothing: there is no wrong answer"),
        (CLASSES["essays alone"], "12 submissions need a person."),
        (CLASSES["without names"], "Without names"),
    ],
)
def test_does_the_page_say_it_in_words(facts: Facts, told: str) -> None:
    assert told in rendered(facts)


def test_does_the_command_say_which_mistakes_to_speak_of(tmp_path: Path) -> None:
    """A section that is called Pitfalls says nothing, neither here nor on the page."""
    report = gather.gather(classroom.facts(replace(submission("a", ONE), answers={"check_1": CONSTANT_KEPT})))
    said = summary.text(Written(report, (tmp_path / "report.html",)))
    assert "  1. A part (lesson 01): 1 of 1 students\n     The constant is still in your derivative (1)\n" in said
    html = page.render(report)
    assert html.count(">The constant is still in your derivative</a> (1)") == 2  # to teach again, named most often


def test_are_few_students_told_without_per_cent() -> None:
    assert words.out_of(2, 3, "student") == "2 of 3 students"
    assert words.out_of(1, 1, "student") == "1 of 1 student"
    assert words.out_of(9, 13) == "9 of 13 (69\u00a0%)"


def test_has_every_mistake_a_title_of_its_own() -> None:
    """A link on the page finds a mistake by its title."""
    titles = [entry.title for entry in catalog.every().values()]
    assert len(titles) == len(set(titles))


def test_is_a_large_class_quick_and_small() -> None:
    facts = classroom.whole(400, 7, 7)
    start = time.process_time()
    report = gather.gather(facts)
    text, data = page.render(report), tables.as_json(report) + tables.submissions(report) + tables.exercises(report)
    assert time.process_time() - start < 4
    assert len(text) < 1_500_000
    assert len(data) < 4_000_000
