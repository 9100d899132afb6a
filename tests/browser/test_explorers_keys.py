"""Every explorer in a real JupyterLab by the keyboard alone: reached, named, moved, spoken, and never lost on the way.

The stations are kept as pictures in reports/pictures/explorers/, for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lab
import nbformat
import pytest
from desk import PATIENT, Desk, window
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

# A cell for each explorer, and the names of its controls as a screen reader has them: a box, or one of the buttons.
CELLS: dict[str, list[str]] = {
    "explore.tangent(torch.sin, at=0.0)": ["point x"],
    "explore.secant(lambda x: x**3, at=1.0)": ["step h"],
    "explore.contours(lambda x, y: x**2 / 4 + y**2, at=(2.0, 1.0))": ["x", "y"],
    "explore.saturation()": ["score z", "target y"],
    "explore.ledger(lambda w: w**2, 3.0, most=6)": ["backwards", "before each backward"],
    "explore.modes(lambda x: x**2, at=3.0)": ["x", "no_grad()"],
    "explore.vector_jacobian(lambda x: x.cumsum(0), torch.tensor([1.0, 2.0]), [1.0, 0.5])": ["v[0]", "v[1]"],
}

# What has the focus: its kind, and its name (the label that belongs to it, or its own words).
FOCUS = """
() => {
  const at = document.activeElement;
  const name = at.labels?.length ? at.labels[0].innerText : at.tagName == 'BUTTON' ? at.innerText : '';
  return [at.getAttribute('role') || at.tagName.toLowerCase(), name.trim()];
}
"""
MOST_TABS = 40


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[lab.Lab]:
    """A JupyterLab with one more notebook: all explorers, a cell each."""
    with lab.running(tmp_path_factory.mktemp("explorers")) as up:
        book = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        first = "import torch\nfrom autograder import explore"
        book.cells = [nbformat.v4.new_markdown_cell("# Explorers", id="head")]
        book.cells += [nbformat.v4.new_code_cell(code, id=f"c{n}") for n, code in enumerate([first, *CELLS])]
        nbformat.write(book, up.course / "notebooks" / "explorers.ipynb")
        yield up


@pytest.fixture
def page(course: lab.Lab, browser: Browser) -> Iterator[Page]:
    with window(browser, course.url("lab/tree/notebooks/explorers.ipynb")) as page:
        yield page


def test_does_every_explorer_answer_to_the_keyboard_alone(page: Page) -> None:
    shot = lab.Pictures("explorers")
    panel = Desk(page).notebook("Explorers").panel
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    for place, (code, names) in enumerate(CELLS.items()):
        page.keyboard.press("Shift+Enter")  # from wherever the focus is: the cell before, and on to this one
        page.keyboard.press("Control+Enter")
        output = panel.locator(".jp-CodeCell").nth(place + 1).locator(".jp-OutputArea-output").last
        expect(output.locator(".widget-html").locator("[role=img], table")).to_be_visible()
        for name in names:
            moved(page, output, name)
            ticked(output, name)
        shot(page, re.sub(r"\W.*", "", code.removeprefix("explore.")))
        if place == 0:
            hurried(page, output)


def moved(page: Page, output: Locator, name: str) -> None:
    """Tab as far as the control, move it: the picture and its words follow, and the focus stays where it was."""
    tab_to(page, name)
    if page.evaluate(FOCUS)[0] == "button":
        return follows(page, output, "Space")
    follows(page, output, "ArrowDown")
    page.keyboard.press("Tab")  # from the number's box to the slider beside it
    assert page.evaluate(FOCUS)[0] == "slider"
    follows(page, output, "ArrowRight")
    return None


def ticked(output: Locator, name: str) -> None:
    """The chosen button, and no other, has a tick that is seen and a frame: a shade of grey isn't enough."""
    seen = """buttons => buttons.filter(button => getComputedStyle(button, '::before').visibility == 'visible'
        && getComputedStyle(button, '::before').content.includes('✓')
        && getComputedStyle(button).boxShadow.includes('inset')).map(button => button.innerText.trim())"""
    chosen = output.locator(".widget-toggle-button")
    if name in (words := [text.strip() for text in chosen.all_inner_texts()]):
        assert chosen.evaluate_all(seen) == [name], words


def tab_to(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUS)[1] == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no control called {name!r} within {MOST_TABS} tabs")


def follows(page: Page, output: Locator, key: str) -> None:
    focus, before = page.evaluate(FOCUS), words(output)
    page.keyboard.press(key)
    page.wait_for_function(
        """([output, before]) => output.querySelector('[role=status]')
            && (output.querySelector('[role=img]')?.ariaLabel ?? output.innerText) !== before""",
        arg=[output.element_handle(), before],
        timeout=PATIENT,
    )
    assert page.evaluate(FOCUS) == focus, "the focus moved with the picture"
    spoken = output.locator("[role=status]").inner_text()
    assert words(output).replace("\n", " ").find(spoken[:20]) >= 0


def words(output: Locator) -> str:
    """The label of the picture; or all the words, where a table is shown."""
    said: str = output.evaluate("output => output.querySelector('[role=img]')?.ariaLabel ?? output.innerText")
    return said


def hurried(page: Page, output: Locator) -> None:
    """A key held down: the picture ends at the newest place, however many there were."""
    for _ in range(25):
        page.keyboard.press("ArrowLeft")
    box = output.get_by_role("spinbutton", name="point x")
    page.wait_for_function(
        """([output, box]) => output.querySelector('[role=img]').ariaLabel.startsWith(
            `At x = ${box.value.replace('-', '−')} the`) && Number(box.value) < -2""",
        arg=[output.element_handle(), box.element_handle()],
        timeout=PATIENT,
    )


def test_is_nothing_cropped_at_the_width_of_a_phone(page: Page) -> None:
    """The explorers of the notebook above, in a window of 400 pixels without JupyterLab around it."""
    from autograder import explore

    shown = [explore.tangent(lambda x: x**2, at=1.0), explore.contours(lambda x, y: x**2 + y**2, at=(3.0, 3.0))]
    shown += [explore.saturation(), explore.ledger(lambda w: w**2, 3.0), explore.modes(lambda x: x**2, at=3.0)]
    page.set_viewport_size({"width": 400, "height": 800})
    for exploration in shown:
        page.set_content(f"<body style='margin:0'>{exploration.static.svg}</body>")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 400
        cropped = page.evaluate(
            """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
                const box = svg.getBoundingClientRect();
                return [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
                  .filter(([, at]) => at.left < box.left - 1 || at.right > box.right + 1
                    || at.top < box.top - 1 || at.bottom > box.bottom + 1).map(([words]) => words);
            })"""
        )
        assert cropped == [], repr(exploration)[:60]
