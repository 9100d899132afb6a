"""A student's feedback page: what it says, what it never shows, and that nothing on it can run or fetch."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import small
from strangers import ANSWER, CHECK, HOSTILE, LOCKED, PIXEL, SECRET, TEST, book, code, failed, printed, prose, shown

from autograder.course import Course
from autograder.grade import feedback
from autograder.grade.feedback import hidden, markup, render, sanitise, text
from autograder.grade.feedback.grades import Comment, Grades, Mark


class Page(HTMLParser):
    """A page's tags, its words, and what is wrong with it."""

    VOID = frozenset({"meta", "br", "hr", "img", "col"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.words += data


def check_harmless(page: str) -> Page:
    """Nothing that runs, fetches or sends; closed in itself; one h1; the policy before everything else."""
    seen = Page(page)
    assert not seen.open
    assert not seen.faults
    names = [tag for tag, _ in seen.tags]
    assert names.count("h1") == names.count("style") == names.count("title") == names.count("body") == 1
    bad = {"script", "iframe", "object", "embed", "form", "input", "button", "link", "base", "textarea", "image"}
    assert not bad & set(names)
    metas = [attributes for tag, attributes in seen.tags if tag == "meta"]
    assert metas[1] == {"http-equiv": "Content-Security-Policy", "content": render.POLICY}
    assert [meta for meta in metas if "http-equiv" in meta] == [metas[1]]
    for tag, attributes in seen.tags:
        _check_attributes(tag, attributes)
    identities = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(identities) == len(set(identities))
    return seen


def _check_attributes(tag: str, attributes: dict[str, str]) -> None:
    assert not [name for name in attributes if name.startswith("on") or name in ("srcset", "formaction", "ping")]
    assert re.match(r"https?://|mailto:|#|[\w./-]+$", attributes.get("href", "#")), attributes
    if tag != "a":
        assert attributes.get("href", "#").startswith("#")
    assert attributes.get("src", "data:image/png;base64,").startswith("data:image/")
    for value in attributes.values():
        assert all(part.startswith("#u-") for part in re.findall(r"url\(([^)]*)", value)), attributes
    style = attributes.get("style", "")
    assert not re.search(r"position|z-index|@|\\|margin[^;]*-\d", style), style


def page(*cells: dict[str, Any], **more: Any) -> str:
    grades = more.pop("grades", Grades("ada", "01_small", "01_small", {"check_1": Mark(1, 2)}))
    return render.render(book(*cells), grades, **more)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["output", "svg output", "markdown", "comment", "code", "print", "verdict"])
def test_is_what_a_stranger_wrote_harmless_wherever_it_stands(name: str, place: str) -> None:
    evil, outputs, source, words, comment = HOSTILE[name], [], "1", "words", ""
    graded = [shown(text_html=evil, text_plain=evil)] if place == "verdict" else []
    if place == "output":
        outputs = [shown(text_html=evil, text_plain=evil)]
    elif place == "svg output":
        outputs = [{**shown(text_plain=evil), "data": {"image/svg+xml": evil}}]
    elif place == "print":
        outputs = [printed(evil), failed(evil, evil, evil)]
    source, words, comment = (evil if place == here else "x" for here in ("code", "markdown", "comment"))
    grades = Grades(evil, evil, evil, {"check_1": Mark(1, 2)}, {"answer_1": Comment(comment, by_hand=True)})
    made = page(
        prose(words),
        code(source, *outputs, **ANSWER, grade_id="answer_1"),
        code("1", *graded, **TEST, grade_id="check_1"),
        prose("THE END"),
        grades=grades,
    )
    assert "THE END" in check_harmless(made).words, "something swallowed the rest of the page"


def test_does_a_page_made_of_every_attack_at_once_stay_whole() -> None:
    cells = [code(evil, shown(text_html=evil), printed(evil)) for evil in HOSTILE.values()]
    assert "THE END" in check_harmless(page(*cells, *map(prose, HOSTILE.values()), prose("THE END"))).words


def attributes_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """What is drawn: without a figure's style sheet (a line of ours stands in for it) and names of XML."""
    seen = Page(html).tags
    return [(tag, {k: v for k, v in own.items() if not k.startswith("xmlns")}) for tag, own in seen if tag != "style"]


@pytest.mark.parametrize("lesson", sorted((small.ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_do_the_figures_and_cards_of_a_lesson_survive(lesson: Path) -> None:
    cells = json.loads(lesson.read_text())["cells"]
    bundles = [output["data"] for cell in cells for output in cell.get("outputs", []) if "data" in output]
    figures = ["".join(bundle["text/html"]) for bundle in bundles if "text/html" in bundle]
    assert figures
    for figure in figures:
        before, after = attributes_of(figure), attributes_of(str(sanitise.fragment(figure)))
        before = [(tag, {} if tag == "a" else own) for tag, own in before]  # a card's link to another notebook
        after = [(tag, {} if tag == "a" else own) for tag, own in after]  # leads nowhere from a feedback page
        assert [(tag, set(own)) for tag, own in after] == [(tag, set(own)) for tag, own in before]
        for (_, old), (_, new) in zip(before, after, strict=True):
            styles = [re.sub(r"\s*([:;])\s*", r"\1", own.get("style", "")).rstrip(";") for own in (old, new)]
            assert styles[1].replace("#u-", "#") == styles[0], "a property was taken for dangerous"


def test_can_a_picture_draw_itself_for_ever() -> None:
    groups = "".join(f'<g id="a{n + 1}">{f"<use href=#a{n} />" * 10}</g>' for n in range(12))
    made = str(sanitise.fragment(f'<svg><path id="a0" d="M0 0"/>{groups}</svg>'))
    assert not re.search(r"<g[^>]* id=", made)
    nested = '<pattern id="b"><rect fill="url(#a)"/></pattern>'
    with pytest.raises(sanitise.TooMuch):
        sanitise.fragment(f'<svg><pattern id="a"><rect fill="url(#b)"/></pattern>{nested}</svg>')


@pytest.mark.parametrize(
    "huge",
    [
        "<div>" * 200_000,
        "<b>" * 6_000,
        "".join(f"<font color={n}>" for n in range(5_000)) + "<p>" * 900,
        "&" * 200_000,
        "x" * 5_000_000,
        "\x1b[" * 500_000,
        "\x1b]0;" * 200_000,
        "\r" * 500_000,
        "![" * 15_000,
        "$" * 29_999,
        "[a](" * 7_000,
        "> " * 14_000,
        "- " * 14_000,
        "`" * 29_999,
        "*a " * 9_000,
        '"' * 29_999,
        "f'{" * 9_000,
    ],
    ids=lambda words: repr(words[:8]),
)
def test_does_a_huge_thing_cost_neither_time_nor_room(huge: str) -> None:
    start = time.process_time()
    made = page(prose(huge), code(huge, shown(text_html=huge, text_plain=huge), printed(huge), failed("E", huge, huge)))
    assert time.process_time() - start < 3
    assert len(made) < 5_000_000
    check_harmless(made)


def test_do_many_outputs_leave_a_page_that_opens() -> None:
    many = [shown(text_plain=f"{number} " * 9_000) for number in range(200)]
    made = page(*[code(str(number), *many) for number in range(50)])
    assert len(made) < 4_000_000
    assert "more outputs are not shown" in made
    assert "More output follows" in made


def test_is_only_a_picture_a_picture() -> None:
    wrong = ["", "AAAA", "not base64", base64.b64encode(b"<script>alert(1)</script>").decode()]
    bomb = bytearray(base64.b64decode(PIXEL))
    bomb[16:24] = b"\x00\x00\xff\xff" * 2
    wrong.append(base64.b64encode(bomb).decode())
    assert [sanitise.image("image/png", data) for data in wrong] == [None] * 5
    assert sanitise.image("image/jpeg", PIXEL) is None
    assert sanitise.image("image/png", PIXEL) is not None
    made = page(
        code("plot", shown(image_png=PIXEL, text_plain="<Figure>"), shown(image_png="AAAA", text_plain="broken"))
    )
    assert [attributes["alt"] for tag, attributes in check_harmless(made).tags if tag == "img"] == [
        "A figure that the cell made: <Figure>"
    ]
    assert "broken" in made


def test_has_every_picture_of_a_stranger_a_description() -> None:
    source = f"data:image/png;base64,{PIXEL}"
    assert str(sanitise.fragment(f'<img src="{source}"><img src="https://e.example/x.png">')).startswith(
        '<img alt="" src'
    )
    assert str(sanitise.fragment('<img src="https://e.example/x.png" alt="gone">')) == ""


def test_does_a_photograph_in_an_essay_show() -> None:
    cell = {**prose("![my sketch](attachment:a.png) ![x](https://e.example/b.png)"), "attachments": {}}
    cell["attachments"] = {"a.png": {"image/png": PIXEL}}
    seen = check_harmless(page(cell))
    assert [attributes["alt"] for tag, attributes in seen.tags if tag == "img"] == ["my sketch"]


def test_can_code_read_otherwise_than_it_runs() -> None:
    made = page(code("if admin: \u202e # nothing \u2066 \u200b", printed("\u202eabc\0\x1b[31mred\x1b[0m\ud800")))
    words = Page(made).words
    assert not set("\u202e\u2066\u200b\0\x1b\ud800") & set(made)
    assert "⟦U+202E⟧" in words
    assert "⟦U+200B⟧" in words
    assert "abc␀red\ufffd" in words


def test_does_a_progress_bar_leave_its_last_line() -> None:
    assert text.terminal("1 %\r50 %\r100 %\r\ndone\n") == "100 %\ndone\n"


def test_is_a_hidden_test_never_shown() -> None:
    trace = failed("ValueError", "bad", "Traceback", f"----> 3 {SECRET}")
    made = page(
        code("def f(x): ...", **ANSWER, grade_id="answer_1"),
        code(CHECK, printed(f"warn: {SECRET}", "stderr"), trace, **TEST, grade_id="check_1"),
    )
    assert "check_something(1)" in Page(made).words
    assert "_secret" not in made
    assert "ValueError: bad" in made


def test_is_a_region_that_never_ends_hidden_to_its_end() -> None:
    assert hidden.split("a\n### BEGIN HIDDEN TESTS\nb\nc", hidden.Marks())[0] == "a"
    assert hidden.split("a\n### BEGIN MARK SCHEME\nb\n### END MARK SCHEME\nc", hidden.Marks())[0] == "a\nc"


def test_does_a_kernel_that_saw_the_tests_not_quote_them() -> None:
    cells = [
        code(CHECK, printed(f"I saw {SECRET}"), shown(text_html=f"<b>{SECRET}</b>"), **TEST, grade_id="check_1"),
        code("print(In)", printed(f"... {SECRET} ..."), shown(text_plain=SECRET)),
    ]
    made = page(*cells, trusted=False)
    assert "_secret" not in made
    assert "the student's own kernel" in Page(made).words
    assert "_secret" in page(*cells), "with trusted tests these words can only be the student's own"


def test_are_marks_comments_and_states_told() -> None:
    grades = Grades(
        "ada",
        "01_small",
        "01_small",
        {
            "check_1": Mark(1, 1),
            "check_2": Mark(0, 2),
            "essay": Mark(0, 4, waits=True),
            "by": Mark(1.5, 3, by_hand=True),
        },
        {"answer_1": Comment("Well **said**.", by_hand=True), "essay": Comment("No response.")},
        penalty=0.5,
    )
    made = page(
        prose("# A small one", **LOCKED, grade_id="title"),
        code("x = 1", **ANSWER, grade_id="answer_1"),
        code("assert x", **TEST, grade_id="check_1"),
        prose("Because.", locked=False, solution=True, grade=True, grade_id="essay"),
        code("y = 2", locked=False, solution=True, grade=True, grade_id="by"),
        grades=grades,
    )
    words = " ".join(check_harmless(made).words.split())
    assert "2 of 10 points, and 4 points still wait for a person" in words
    assert "0.5 points taken off" in words
    for said in (
        "check_2 0 of 2 not in your notebook",
        "essay – of 4 waits for a person",
        "1.5 of 3 points · marked by",
    ):
        assert said in words
    assert "<strong>said</strong>" in made
    assert "Comment by a person Well said." in words
    assert "Comment No response." in words


def test_is_an_exercise_of_the_course_called_by_its_name_and_its_lesson() -> None:
    card = shown(
        text_html="<div role=note>card</div>", text_plain="Not yet. 3 is 4.\nLook at lesson 06, *Backward adds*."
    )
    line = failed("CheckFailed", "Not yet. 3 is 4.", "Not yet. 3 is 4. (Gradients added up)")
    check = code("check.gradient(f)", card, card, line, **TEST, grade_id="check_2_3")
    made = render.render(
        book(prose("## 2.3 Two links in a chain · ●●○ · 6 minutes", **LOCKED, grade_id="exercise_2_3"), check),
        Grades("ada", "02_chain_rule", "02_chain_rule", {"check_2_3": Mark(0, 2)}),
    )
    words = " ".join(check_harmless(made).words.split())
    assert "2.3 Two links in a chain 0 of 2 no points yet" in words
    assert "Recognised: Gradients added up" in words
    assert 'href="../../../notebooks/06_accumulation.ipynb"' in made
    assert "section Backward adds" in words
    assert made.count('<div role="note">card</div>') == 1, "the same card twice"
    assert words.count("Not yet.") == 0, "the line below a card only repeats it"


def test_does_a_card_that_quotes_student_text_stay_a_card() -> None:
    from autograder.learn import render as cards
    from autograder.learn.verdict import Outcome, Trouble, Verdict

    trouble = Trouble("ValueError", "<img src=x onerror=alert(1)> </div></div>", 1, "raise '<script>'")
    verdict = Verdict(Outcome.COULD_NOT_RUN, "gradient", trouble=trouble)
    made = page(code("check", shown(text_html=cards.card(verdict)), **TEST, grade_id="check_1"))
    seen = check_harmless(made)
    assert "<img src=x onerror=alert(1)>" in seen.words
    assert 'aria-label="Check: could not run"' in made


def test_is_mathematics_set_without_a_script() -> None:
    made = str(
        markup.markdown("So $y = x^2$ and\n\n$$\\frac{1}{2}$$\n\n$\\href{javascript:alert(1)}{x}$ $\\brokenmacro{$")
    )
    assert "<msup>" in made
    assert 'display="block"' in made
    assert "javascript" not in made


def test_do_links_to_the_lessons_lead_there_from_the_page() -> None:
    made = str(
        markup.markdown("[lesson](../../notebooks/05_bce_neuron.ipynb) [net](https://pytorch.org) [x](file:///etc)")
    )
    assert re.findall(r'href="([^"]*)"', made) == ["../../../notebooks/05_bce_neuron.ipynb", "https://pytorch.org"]


def test_are_headings_in_order_whatever_the_cells_say() -> None:
    made = page(
        prose("# One\n\n### Three", **LOCKED, grade_id="t"),
        prose("###### Six"),
        code("1", shown(text_html="<h1>x</h1>")),
    )
    levels = [int(tag[1]) for tag, _ in check_harmless(made).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"cells": []},
        {"cells": ["x", None, 3]},
        {"cells": [{"cell_type": "code"}], "metadata": 3},
        {"cells": [{"cell_type": "code", "source": 3, "outputs": {}, "metadata": {"nbgrader": []}}]},
        {"cells": [{"cell_type": "code", "source": ["a", 1], "outputs": [3, {"output_type": "stream", "text": 3}]}]},
        {"cells": [{"cell_type": "code", "source": "1", "outputs": [{"output_type": "error", "traceback": "x"}]}]},
        {
            "cells": [
                {"cell_type": "code", "source": "1", "outputs": [{"output_type": "display_data", "data": {"a": 1}}]}
            ]
        },
        {"cells": [{"cell_type": "markdown", "source": "![a](attachment:a)", "attachments": {"a": {"image/png": 3}}}]},
        {"cells": [{"cell_type": "code", "source": "1"}], "metadata": {"kernelspec": {"language": "no such"}}},
    ],
    ids=str,
)
def test_is_there_a_page_for_a_notebook_of_any_shape(broken: dict[str, Any]) -> None:
    check_harmless(render.render(broken, Grades("ada", "a", "a", {"check_1": Mark(0, 1)})))


def test_does_a_refusal_keep_its_words_and_nothing_else() -> None:
    check_harmless(render.refusal("<b>", "<script>", "is empty <img src=x onerror=alert(1)>"))


def test_does_a_refusal_say_what_to_do_next() -> None:
    assert "hand it in again" in render.refusal("01_small", "ada", "01_small.ipynb is empty.")


# From the gradebook to the folder.


@pytest.fixture
def graded(graded_once: Course, tmp_path: Path) -> Course:
    shutil.copytree(graded_once.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with one graded submission, put into the gradebook as nbgrader has it."""
    from nbgrader.api import Gradebook

    made = small.course(tmp_path_factory.mktemp("course"))
    source = small.hand_in(made, "ada", small.answers)
    master = json.loads(made.master(small.NAME).read_text())
    answers = json.loads(source.read_text())
    for cell, own in zip(master["cells"], answers["cells"], strict=True):
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = own["source"]
    small.find(master, "check_2")["outputs"] = [failed("AssertionError", "", "Traceback")]
    folder = made.autograded / "ada" / small.NAME
    folder.mkdir(parents=True)
    (folder / f"{small.NAME}.ipynb").write_text(json.dumps(master))
    with Gradebook(f"sqlite:///{made.root / 'gradebook.db'}", "autodiff") as gradebook:
        gradebook.add_assignment(small.NAME)
        gradebook.add_notebook(small.NAME, small.NAME)
        for number in (1, 2, 3):
            gradebook.add_solution_cell(f"answer_{number}", small.NAME, small.NAME)
            gradebook.add_grade_cell(f"check_{number}", small.NAME, small.NAME, max_score=number, cell_type="code")
        gradebook.add_grade_cell("essay", small.NAME, small.NAME, max_score=4, cell_type="markdown")
        gradebook.add_solution_cell("essay", small.NAME, small.NAME)
        gradebook.add_student("ada")
        gradebook.add_submission(small.NAME, "ada")
        found = gradebook.find_submission_notebook(small.NAME, small.NAME, "ada")
        found.late_submission_penalty = 1.0
        for grade in found.grades:
            grade.auto_score = {"check_1": 1.0, "check_2": 0.0, "check_3": 3.0}.get(grade.name)
            grade.needs_manual_grade = grade.name == "essay"
        gradebook.find_grade("check_2", small.NAME, small.NAME, "ada").manual_score = 1.5
        gradebook.find_comment("answer_1", small.NAME, small.NAME, "ada").manual_comment = "Well said."
        gradebook.db.commit()
    return made


def test_does_the_page_say_what_the_gradebook_says(graded: Course) -> None:
    assert list(feedback.make_all(graded, [("ada", small.NAME)])) == [(f"ada {small.NAME}", "")]
    made = feedback.page(graded, "ada", small.NAME).read_text()
    words = " ".join(check_harmless(made).words.split())
    assert "4.5 of 10 points, and 4 points still wait for a person" in words
    assert "1.5 of 2 points · marked by a person" in words
    assert "Well said." in words
    assert "_secret_input" not in made


def test_is_nbgraders_own_page_the_same_bytes(graded: Course) -> None:
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    from autograder.course import configuration

    list(feedback.make_all(graded, [("ada", small.NAME)]))
    path = feedback.page(graded, "ada", small.NAME)
    ours = path.read_bytes()
    path.unlink()
    config = configuration(graded)
    config.GenerateFeedback.exporter_class = "autograder.grade.feedback.exporter.FeedbackExporter"
    config.GenerateFeedback.preprocessors = []
    config.CourseDirectory.student_id, config.CourseDirectory.assignment_id = "ada", small.NAME
    GenerateFeedback(coursedir=CourseDirectory(config=config), config=config, force=True).start()
    assert path.read_bytes() == ours


def test_is_one_that_was_not_graded_named(graded: Course) -> None:
    ((name, trouble),) = feedback.make_all(graded, [("bob", small.NAME)])
    assert name == f"bob {small.NAME}"
    assert "has no graded notebook" in trouble


def test_is_a_broken_notebook_no_hindrance_to_the_next(graded: Course) -> None:
    (graded.autograded / "ada" / small.NAME / f"{small.NAME}.ipynb").write_text("{")
    ((_, trouble),) = feedback.make_all(graded, [("ada", small.NAME)])
    assert trouble.startswith(f"ada {small.NAME}: JSONDecodeError")


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_is_a_link_in_feedback_never_followed(tmp_path: Path, depth: int) -> None:
    course, elsewhere = Course(tmp_path / "course"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = [course.feedback / "ada", course.feedback / "ada" / "01", course.feedback / "ada" / "01" / "01.html"][
        depth
    ]
    target.parent.mkdir(parents=True)
    (elsewhere / "precious").write_text("as it was")
    target.symlink_to(elsewhere / "precious" if depth == 2 else elsewhere)
    if depth == 2:
        feedback.refuse(course, "ada", "01", "is empty")
        assert not target.is_symlink()
        assert "is empty" in target.read_text()
    else:
        with pytest.raises(OSError, match="is a link or a file"):
            feedback.refuse(course, "ada", "01", "is empty")
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]
    assert (elsewhere / "precious").read_text() == "as it was"


@pytest.mark.parametrize("name", ["..", "", "a/b", "a\0b"])
def test_does_no_name_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    course = Course(tmp_path)
    with pytest.raises(ValueError, match="can't be the name"):
        feedback.refuse(course, name, "01", "x")


def test_is_a_page_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course(tmp_path)
    feedback.refuse(course, "ada", "01", "the first")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        feedback.refuse(course, "ada", "01", "the second")
    folder = course.feedback / "ada" / "01"
    assert [path.name for path in folder.iterdir()] == ["01.html"]
    assert "the first" in (folder / "01.html").read_text()


def test_do_many_pages_come_from_several_processes(graded: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.grade.feedback import write

    monkeypatch.setattr(write, "WORTH_A_POOL", 0)
    made = list(feedback.make_all(graded, [("ada", small.NAME), ("bob", small.NAME)], workers=2))
    assert [(name, bool(trouble)) for name, trouble in made] == [
        (f"ada {small.NAME}", False),
        (f"bob {small.NAME}", True),
    ]
    assert feedback.page(graded, "ada", small.NAME).is_file()
