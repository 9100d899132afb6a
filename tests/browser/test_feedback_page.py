"""Does a feedback page open quietly in a browser: nothing fetched, nothing run, nothing that can't be read?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe
import pytest
from desk import PATIENT
from playwright.sync_api import Browser, Dialog, Page
from strangers import ANSWER, CHECK, HOSTILE, LOCKED, PIXEL, TEST, book, code, printed, prose, shown

from autograder.grade.feedback import render
from autograder.grade.feedback.grades import Comment, Grades, Mark

pytestmark = pytest.mark.browser

# Contrast as WCAG 2 has it, of each text against what lies behind it (all our colours are opaque).
CONTRAST = """
() => {
  const rgb = text => (text.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
  };
  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.parentElement;
    if (!node.textContent.trim() || at.closest('svg')) continue;
    const style = getComputedStyle(at), size = parseFloat(style.fontSize);
    const [a, b] = [light(rgb(style.color)), light(behind(at))].sort((x, y) => y - x);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < (large ? 3 : 4.5)) low.push([node.textContent.trim().slice(0, 40), contrast.toFixed(2)]);
  }
  return low;
}
"""


def written() -> str:
    """A page with every part that a page can have, and every attack that we know."""
    import torch

    from autograder.learn import draw
    from autograder.learn import render as cards
    from autograder.learn.verdict import Outcome, Verdict

    x = torch.tensor(2.0, requires_grad=True)
    figure = draw.graph((x**2).sin(), x=x)._repr_mimebundle_()
    verdicts = [cards.card(Verdict(outcome, "gradient", exercise="2.3")) for outcome in Outcome]
    wide = "<table><tr>" + "<td>a wide table</td>" * 40 + "</tr></table>"
    evil = [code(words, shown(text_html=words), printed(words)) for words in HOSTILE.values()]
    cells = [
        prose("# A chain\n\nWith $\\frac{x^2}{2}$ and a [lesson](../../notebooks/x.ipynb)", **LOCKED, grade_id="t"),
        prose("## 2.3 Two links", **LOCKED, grade_id="exercise_2_3"),
        code("draw.graph(y)", shown(text_html=figure["text/html"]), **LOCKED, grade_id="given"),
        code(
            "class A:  # why\n    @property\n    def f(self, x: int = 3): return 'x' * 200",
            **ANSWER,
            grade_id="answer_1",
        ),
        code(CHECK, *(shown(text_html=card) for card in verdicts), **TEST, grade_id="check_2_3"),
        *evil,
        *map(prose, HOSTILE.values()),
        code("plot", shown(image_png=PIXEL), shown(text_html=wide), printed("x" * 3000), printed("warning", "stderr")),
        prose("THE END"),
    ]
    marks = {"check_2_3": Mark(1, 2), "check_9": Mark(0, 1, waits=True)}
    comments = {"answer_1": Comment("Well *said*.", by_hand=True)}
    return render.render(book(*cells), Grades("ada", "02_chain_rule", "02_chain_rule", marks, comments, 0.5))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("feedback") / "02_chain_rule.html"
    made.write_text(written(), encoding="utf-8")
    return made


@pytest.fixture(params=["light", "dark"])
def opened(browser: Browser, path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """The page with all its folds open, and what it did that it should not."""
    heard: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page = browser.new_page(viewport={"width": 400, "height": 800}, color_scheme=request.param)
    page.set_default_timeout(PATIENT)
    page.on("request", lambda made: None if made.url in (path.as_uri(),) else heard.append(made.url[:100]))
    page.on("dialog", dismissed)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.wait_for_timeout(200)
    yield page, heard
    page.close()


def test_does_the_page_keep_quiet(opened: tuple[Page, list[str]]) -> None:
    page, heard = opened
    assert [words for words in heard if not words.startswith("data:image/png")] == []
    assert page.url.startswith("file:")
    assert page.title() == "Feedback: A chain (ada)"
    assert page.locator("h1").count() == 1
    assert page.get_by_text("THE END").is_visible()


def test_does_everything_fit_a_narrow_window(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_has_every_word_enough_contrast(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    low: list[Any] = page.evaluate(CONTRAST)
    assert low == []


def test_is_the_page_open_to_everybody(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    assert axe.violations(page) == []


def test_does_nothing_of_a_stranger_cover_the_page(opened: tuple[Page, list[str]]) -> None:
    """Every part of an output lies within its cell."""
    page, _ = opened
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.rich')].filter(box => {
             const own = box.getBoundingClientRect();
             return getComputedStyle(box).contain !== 'layout paint' && getComputedStyle(box).contain !== 'content'
               || own.right > innerWidth + 1;
           }).length"""
    )
    assert outside == 0


def test_do_the_links_of_the_table_lead_to_their_exercise(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.get_by_role("navigation").get_by_role("link").first.click()
    page.wait_for_function("location.hash")
    assert page.evaluate("document.querySelector(location.hash + ' h2').textContent") == "2.3 Two links in a chain"
