"""Does a reader see every figure: in a light and a dark theme, offline, and named to a screen reader?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import axe
import pytest
from desk import PATIENT
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

# Every drawn text and line of every figure, with its colour and what lies behind the figure. Colours are
# compared as WCAG 2 does (relative luminance), and an opacity is mixed into the background first.
LOOK = """
() => {
  const rgb = text => {
    const found = (text.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
    return [found[0], found[1], found[2], found[3] ?? 1];
  };
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return [255, 255, 255, 1];
  };
  const mixed = (over, under) => [0, 1, 2].map(i => over[i] * over[3] + under[i] * (1 - over[3]));
  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, two) => {
    const [a, b] = [light(one), light(two)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  return [...document.querySelectorAll('svg[role=img]')].map(svg => {
    const under = behind(svg.parentElement), box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => {
      const ink = rgb(getComputedStyle(text).fill), place = text.getBoundingClientRect();
      return {
        words: text.textContent.trim(), contrast: contrast(mixed(ink, under), under), size: place.height,
        inside: place.left >= box.left - 2 && place.right <= box.right + 2
          && place.top >= box.top - 2 && place.bottom <= box.bottom + 2,
      };
    });
    const label = svg.getAttribute('aria-label');
    return { label, width: box.width, height: box.height, page: innerWidth, right: box.right, texts };
  });
}
"""

# What axe-core finds in every notebook that JupyterLab's own template and themes show, whoever wrote it.
OF_JUPYTERLAB = {
    "its prompts are pale": r'color-contrast: <div class="jp-(Input|Output)Prompt',
    "its highlighting of code is pale": r'color-contrast: <span class="[a-z]\w?">',
    "its links are told from text by colour alone": r"link-in-text-block: <a ",
}


@pytest.fixture(scope="module", params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(browser: Browser, path: Path, theme: str, folder: Path) -> Page:
    """The lesson as a page, in a theme, with every way to the net closed."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(template_name="lab", theme=theme).from_filename(str(path))
    page_file = folder / f"{path.stem}-{theme}.html"
    page_file.write_text(body, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.set_default_timeout(PATIENT)
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.goto(page_file.as_uri())
    return page


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_can_every_figure_be_read(browser: Browser, lesson: Path, theme: str, tmp_path: Path) -> None:
    page = opened(browser, lesson, theme, tmp_path)
    try:
        figures: list[dict[str, Any]] = page.evaluate(LOOK)
    finally:
        page.close()
    assert figures, "the lesson shows no figure at all"
    for figure in figures:
        name = figure["label"][:60]
        assert min(figure["width"] / 2, figure["height"]) >= 30, f"{name}: {figure['width']} × {figure['height']} px"
        assert figure["right"] <= figure["page"] + 1, f"{name}: runs out of the page"
        for text in figure["texts"]:
            assert text["contrast"] >= 4.5, (
                f"{name}: “{text['words']}” has contrast {text['contrast']:.1f} in the {theme} theme"
            )
            assert text["inside"], f"{name}: “{text['words']}” is cropped"
            assert text["size"] >= 7, f"{name}: “{text['words']}” is {text['size']:.1f} px high"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_is_an_exported_lesson_open_to_everybody(browser: Browser, lesson: Path, theme: str, tmp_path: Path) -> None:
    page = opened(browser, lesson, theme, tmp_path)
    try:
        found = axe.violations(page)
    finally:
        page.close()
    known = re.compile("|".join(OF_JUPYTERLAB.values()))
    assert [violation for violation in found if not known.match(violation)] == []


def test_does_axe_find_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.set_content("<h1>One</h1><h3>Three</h3><img src='a.png'><p style='color: #ccc'>pale</p>")
        found = {violation.partition(":")[0] for violation in axe.violations(page)}
    finally:
        page.close()
    assert {"image-alt", "heading-order", "color-contrast"} <= found
