"""Do the rules of reading bite, and leave a true text alone? Each on a small lesson that is made for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.author.index import book as index
from autograder.author.lint import finding, lint, quoting, reading

Cell = dict[str, Any]
HEAD = "# 01 · Small\n\n**After this lesson you can**\n\n- count\n\n**Minutes:** {minutes}\n\n**You need:** nothing."


def prose(text: str, name: str = "text") -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def code(source: str, *outputs: dict[str, Any], name: str = "run") -> Cell:
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": outputs, "execution_count": 1}


def printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def raised(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


def lesson(folder: Path, *cells: Cell, minutes: int = 5, name: str = "01_scalar_gradients") -> Path:
    """A lesson of our house with these cells after its head."""
    path = folder / f"{name}.ipynb"
    head = [prose(HEAD.format(minutes=minutes), "title"), code("from autograder import check", name="start")]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*head, *cells]}))
    return path


def told(path: Path, rule: str) -> list[str]:
    return [entry.message for entry in lint(path) if entry.rule == rule]


# Minutes


@pytest.mark.parametrize(("minutes", "fits"), [(10, False), (11, True), (17, True), (18, False)])
def test_are_the_minutes_within_a_quarter_of_what_is_counted(tmp_path: Path, minutes: int, fits: bool) -> None:
    """1,300 words and two practices: 10 and 4 minutes, and the rest of the lesson takes none to speak of."""
    tasks = "**Try it.** " + "word " * 650
    path = lesson(tmp_path, prose(tasks), prose(tasks), minutes=minutes)
    counted = reading.counted(finding.read(path))
    assert 14 < counted.minutes < 14.5
    assert (told(path, "minutes") == []) is fits


def test_does_the_finding_say_what_was_counted(tmp_path: Path) -> None:
    (words,) = told(lesson(tmp_path, prose("word " * 1300), minutes=60), "minutes")
    assert "It states 60 minutes; counted are 10 (1313 words" in words


def test_is_what_a_reader_does_counted_once(tmp_path: Path) -> None:
    practice = code("def f(x):\n    raise NotImplementedError\ncheck.value(f, practice=True)", name="b")
    path = lesson(
        tmp_path,
        prose("**Predict.** $x^2$? And `y`?\n\n**Try it.** Do."),
        code('check.predict("y")', name="a"),
        code("y = 1\n\nprint(y)", printed("1"), name="c"),
        practice,
        prose("### From here\n\n| a | b |", "from-here"),
    )
    counted = reading.counted(finding.read(path))
    assert (counted.formulas, counted.cells, counted.lines, counted.guesses, counted.practices) == (1, 1, 2, 1, 1)


# Numbers


@pytest.mark.parametrize(
    "claim",
    [
        "It is 18.42.",  # 18.4207 rounds to it
        "It is −18.4207, a loss.",
        "The rate is 0.25.",  # written in the code
        "$6 \\times 0.1111 = 0.6666$, where 0.1111 is printed.",
        "A shrug costs $\\log 2 = 0.6931$, and $\\tfrac{1}{8} = 0.125$.",
        "$\\cos 4 \\approx -0.65$",
        "A fifth: 2 / 5 = 0.4.",
        "**Predict.** Is it 0.77 or 0.78?",
        "Write `x = 7.77`.",
        "$$y = 7.77$$",
        "See [7.3](../release/x.ipynb), exercise 7.4 and lesson 2.",
    ],
)
def test_is_a_number_that_is_shown_left_alone(tmp_path: Path, claim: str) -> None:
    cells = code("rate = 0.25", printed("loss 18.4207, slope 0.1111"))
    assert told(lesson(tmp_path, prose("## One"), cells, prose(claim, "claim")), "numbers") == []


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("It is 18.43.", "18.43"),
        ("It is 18.419.", "18.419"),
        ("$6 \\times 0.1111 = 0.6667$", "0.6667"),
        ("$\\log 2 = 0.6932$", "0.6932"),
        ("It is 3.5, as $x = 3.5$ says.", "3.5"),
        ("$2^{9999} = 0.5$ and $1/0 = 0.5$", "0.5"),
    ],
)
def test_is_a_number_found_that_nothing_shows(tmp_path: Path, claim: str, number: str) -> None:
    path = lesson(tmp_path, prose("## One"), code("y", printed("loss 18.4207, slope 0.1111")), prose(claim, "claim"))
    assert told(path, "numbers") == [f"The number {number} stands in no output of this lesson."]


def test_does_an_output_round_for_its_own_section_only(tmp_path: Path) -> None:
    shown = code("y", printed("18.4207"))
    path = lesson(tmp_path, prose("## One"), shown, prose("## Two\n\nOnce 18.42, then 18.4207.", "two"))
    assert told(path, "numbers") == ["The number 18.42 stands in no output of this lesson."]


# Errors


TOO_OFTEN = raised("RuntimeError", "Trying to backward through the graph a second time. Specify retain_graph=True.")


@pytest.mark.parametrize(
    "text",
    [
        "*“Trying to backward through the graph…”*: it says so.",
        "Read “backward … a second time”.",
        'As torch says: "specify `retain_graph=True`".',
        "An addition “hands things on” to both sides.",  # no error's words
        "They come “on their way for a second time” to it.",  # few of them
        "A `RuntimeError` comes.",
    ],
)
def test_is_an_error_that_is_quoted_well_left_alone(tmp_path: Path, text: str) -> None:
    assert told(lesson(tmp_path, code("y", TOO_OFTEN), prose(text)), "quotes") == []


@pytest.mark.parametrize(
    "text",
    [
        "“Trying to backward through a graph a second time” it says.",
        'Read "backward through the graph a third time".',
        "Then a `ValueError` comes.",
        "“a second time … Trying to backward”",
    ],
)
def test_is_an_error_found_that_is_quoted_badly(tmp_path: Path, text: str) -> None:
    assert len(told(lesson(tmp_path, code("y", TOO_OFTEN), prose(text)), "quotes")) == 1


# Terms


def test_is_a_term_found_before_its_lesson(tmp_path: Path) -> None:
    (words,) = told(lesson(tmp_path, prose("## Walk back once\n\nA row of the Jacobian.")), "terms")
    assert words == "“Jacobian” is brought in later, in lesson 04, “A vector has a Jacobian”."


def test_is_a_term_found_before_its_section(tmp_path: Path) -> None:
    text = [prose("## Ask torch to keep a record\n\nAn intermediate."), prose("## Keep your leaf a leaf\n\nIt is one.")]
    assert len(told(lesson(tmp_path, *text), "terms")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Lesson 04 has a Jacobian for that.",
        "The [Jacobian](04_mean_reduction.ipynb) tells.",
        "The weight of the root, a gradient.",
        "$\\partial z$ is written so.",
    ],
)
def test_may_a_text_point_ahead_and_use_plain_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "04_mean_reduction.ipynb").write_text("{}")
    assert told(lesson(tmp_path, prose(f"## Walk back once\n\n{text}")), "terms") == []


def test_is_a_lesson_of_another_course_left_alone(tmp_path: Path) -> None:
    path = lesson(tmp_path, prose("## One\n\nA Jacobian."), name="01_jacobians")
    assert told(path, "terms") == told(path, "index") == []


# Links


def test_is_a_table_of_links_found_that_is_out_of_date(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "notebooks").mkdir()
    section = prose("## Multiply the links\n\nThey multiply.")
    path = lesson(tmp_path / "notebooks", section, name="02_chain_rule")
    wanted = index.wanted_of(finding.read(path))
    assert "[2.3](../release/02_chain_rule/02_chain_rule.ipynb)" in wanted
    assert told(path, "index") == ["The table of links at its end is not what the course holds now."]
    lesson(tmp_path / "notebooks", section, prose(wanted, index.END), name="02_chain_rule")
    assert told(path, "index") == []
    lesson(tmp_path / "notebooks", section, prose(wanted.replace("2.3", "2.4"), index.END), name="02_chain_rule")
    assert [entry.id for entry in lint(path) if entry.rule == "index"] == [index.END]


@pytest.mark.parametrize(("target", "dead"), [("#cell-id=text", False), ("#cell-id=gone", True), ("#One", False)])
def test_is_a_link_found_that_leads_to_no_cell(tmp_path: Path, target: str, dead: bool) -> None:
    path = lesson(tmp_path, prose(f"## One\n\n[here](01_scalar_gradients.ipynb{target})"))
    wanted = [f"The link 01_scalar_gradients.ipynb{target} leads to no cell of 01_scalar_gradients.ipynb."]
    assert told(path, "links") == (wanted if dead else [])


def test_are_hostile_numbers_and_sums_survived() -> None:
    """What stands in prose is never run: only arithmetic is worked out, and not for long."""
    texts = ["$9**9**9**9 = 0.5$", "$" + "(" * 500 + "1 = 0.5$", "$__import__('os') = 0.5$", "$1e999 = 0.5$", "= 0.5"]
    assert [quoting.reckoned(text) for text in texts] == [set()] * len(texts)
