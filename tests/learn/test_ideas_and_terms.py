"""Do the tables of ideas and terms fit the lessons: every section there, nothing needed before it is taught?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.learn import glossary, ideas
from autograder.learn.verdict import Pointer

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
IDEAS, TERMS = ideas.every(), glossary.every()
BRIEF = 170  # characters of one sentence that is read at a glance
NO_TERM = {"Predict", "Try it"}


def prose(lesson: str) -> list[str]:
    cells = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def sections(lesson: str) -> list[str]:
    return re.findall(r"^## +(.+?)\s*$", "\n".join(prose(lesson)), re.MULTILINE)


def place(where: Pointer) -> tuple[int, int]:
    return list(ideas.lessons()).index(where.lesson), sections(where.lesson).index(where.section)


@pytest.mark.parametrize("lesson", ideas.lessons())
def test_is_a_lesson_called_as_its_notebook_is(lesson: str) -> None:
    assert prose(lesson)[0].startswith(f"# {lesson[:2]} · {ideas.lessons()[lesson]}\n")


@pytest.mark.parametrize("idea", IDEAS.values(), ids=lambda idea: idea.identity)
def test_is_an_idea_taught_where_the_table_says(idea: ideas.Idea) -> None:
    assert idea.look_at.section in sections(idea.look_at.lesson)


@pytest.mark.parametrize("idea", IDEAS.values(), ids=lambda idea: idea.identity)
def test_is_nothing_needed_that_comes_later(idea: ideas.Idea) -> None:
    order = list(IDEAS)
    for need in idea.needs:
        assert order.index(need) < order.index(idea.identity)
        assert place(IDEAS[need].look_at) <= place(idea.look_at)


def test_are_the_ideas_in_the_order_of_the_sections() -> None:
    """But for those that share a line on the map: within a lesson an idea may stand beside what it needs."""
    lessons = [place(idea.look_at)[0] for idea in IDEAS.values()]
    assert lessons == sorted(lessons)


@pytest.mark.parametrize("idea", IDEAS.values(), ids=lambda idea: idea.identity)
def test_is_no_need_named_that_another_one_brings(idea: ideas.Idea) -> None:
    """The map draws direct needs only: a line that goes round by another idea is clutter."""
    for need in idea.needs:
        others = [IDEAS[other] for other in idea.needs if other != need]
        assert IDEAS[need] not in [entry for other in others for entry in ideas.behind(other)]


def test_does_every_idea_lead_to_the_first() -> None:
    first = next(iter(IDEAS.values()))
    assert all(first in ideas.behind(idea) for idea in IDEAS.values())
    assert len({idea.title for idea in IDEAS.values()}) == len(IDEAS)


def test_are_the_terms_of_an_idea_in_the_glossary_and_not_later_than_it() -> None:
    for idea in IDEAS.values():
        for term in idea.terms:
            assert place(TERMS[term].look_at) <= place(idea.look_at), (idea.identity, term)


def test_is_an_idea_found_by_title_term_and_id() -> None:
    for words in ("Vector–Jacobian product", "vector-jacobian product", "vjp", "reverse mode"):
        assert ideas.find(words) is IDEAS["vjp"]
    assert ideas.find("no_grad()") is ideas.find("no_grad") is IDEAS["no_grad"]
    assert ideas.find("phlogiston") is None


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.term)
def test_is_a_term_one_sentence_and_its_section_there(term: glossary.Term) -> None:
    assert term.look_at.section in sections(term.look_at.lesson)
    assert term.says.endswith(".")
    assert ". " not in term.says
    assert len(term.says) <= BRIEF
    assert term.says[0].isupper() or term.says.startswith("“")


def test_are_the_terms_in_the_order_of_the_lessons() -> None:
    lessons = [place(term.look_at)[0] for term in TERMS.values()]
    assert lessons == sorted(lessons)


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.term)
def test_does_the_section_of_a_term_use_it(term: glossary.Term) -> None:
    number = 1 + sections(term.look_at.lesson).index(term.look_at.section)
    section = re.split(r"^## +", "\n".join(prose(term.look_at.lesson)), flags=re.MULTILINE)[number]
    stems = [re.sub(r"\(\)$", "", word).casefold() for word in (term.term, *term.forms)]
    stems += [word for stem in stems for word in (stem.removesuffix("s"), stem.removesuffix("ing"))]
    code = json.loads((NOTEBOOKS / f"{term.look_at.lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    near = section.casefold() + "\n".join("".join(cell["source"]) for cell in code if cell["cell_type"] == "code")
    assert any(stem in near for stem in stems) or term.term in SAID_OTHERWISE, term.term


SAID_OTHERWISE = {"computational graph", "gradient descent", "in-place operation", "saved value", "freed graph"}
SAID_OTHERWISE |= {"frozen weight", "engine"}


def used_by_objectives_and_headings() -> Iterator[str]:
    """Code in objectives and headings, and the words that a lesson sets in bold where it brings them in."""
    for lesson in ideas.lessons():
        text = prose(lesson)
        head = text[0].partition("**After this lesson you can**")[2].partition("**Minutes")[0]
        yield from re.findall(r"`([^`]+)`", head + "\n".join(re.findall(r"^## .*", "\n".join(text), re.MULTILINE)))
        yield from re.findall(r"(?:a|an|the) \*\*(\w+(?:[ –-]\w+)?)\*\*", "\n".join(text[1:]))


def test_is_every_term_in_the_glossary_that_objectives_and_headings_use() -> None:
    words = {word for word in used_by_objectives_and_headings() if word not in NO_TERM and "=" not in word[:-1]}
    missing = sorted(word for word in words if glossary.find(word) is None and word != "None")
    assert missing == []
    assert len(words) > 15


@pytest.mark.parametrize("words", ["leaf", "Leaf", "leaves", "`leaf`", " leaf "])
def test_is_a_term_found_however_it_is_written(words: str) -> None:
    assert glossary.find(words) is TERMS["leaf"]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("x.grad", ".grad"),
        ("torch.no_grad()", "no_grad()"),
        ("no_grad", "no_grad()"),
        ("vector-jacobian product", "vector–Jacobian product"),
        ("Jacobians", "Jacobian"),
        ("losses", "loss"),
        ("z.retain_grad()", "retain_grad()"),
        ("model.eval()", "eval()"),
        ("vjp", "vector–Jacobian product"),
        ("VJPs", "vector–Jacobian product"),
        ("vector jacobian product", "vector–Jacobian product"),
        ("reverse-mode", "reverse mode"),
        ("backpropagation", "backward pass"),
        ("back propagation", "backward pass"),
        ("backprop", "backward pass"),
        ("gradient descent", "gradient descent"),
        ("in-place", "in-place operation"),
        ("in place", "in-place operation"),
        ("tensors", "tensor"),
        ("log sum exp", "log-sum-exp"),
    ],
)
def test_is_a_term_found_by_its_relatives(words: str, term: str) -> None:
    assert glossary.find(words) is TERMS[term]


def test_is_something_near_offered_and_nothing_far() -> None:
    assert glossary.nearest("jacobean") == ["Jacobian"]
    assert "requires_grad" in glossary.nearest("require_grad")
    assert glossary.nearest("phlogiston") == glossary.nearest("") == []
