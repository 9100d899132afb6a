"""Predict, then run, in JupyterLab: is a guess typed, noted, held against the truth and summed up, by keys alone?"""

from __future__ import annotations

from collections.abc import Iterator

import axe
import lab
import nbformat
import pytest
from desk import Desk, Notebook, window
from nbformat import v4
from playwright.sync_api import Browser, Page, expect

from autograder.learn.predict import cards
from autograder.learn.predict.cards import Finding
from autograder.learn.verdict import Diagnosis, Pointer

pytestmark = pytest.mark.browser
NAME = "99_guesses"
TICKED = """buttons => buttons.filter(button => getComputedStyle(button, '::before').visibility == 'visible')
    .map(button => button.innerText.trim())"""
ROADS = "x = torch.tensor(2.0, requires_grad=True)\ny = torch.tensor(3.0, requires_grad=True)\n(x * y + x).backward()"
CELLS = (
    "# Guesses",
    "import torch\nfrom autograder import check",
    "## Two roads\n\n**Predict.** What is the gradient?",
    'check.predict("x.grad")',
    ROADS,
    "## Once more\n\n**Predict.** Will it run?",
    'check.predict("z.backward()")',
    "z = x**2\nz.backward()\nz.backward()",
    "## Too late\n\n**Predict.** What is its value?",
    'check.predict("z.item()", about="the value of z")',
    "z = z + 0",
    "## Recap",
    "check.predictions()",
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[lab.Lab]:
    with lab.running(tmp_path_factory.mktemp("guesses")) as up:
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
        new = v4.new_notebook(metadata=kernel)
        for source in CELLS:
            new.cells.append(v4.new_markdown_cell(source) if source.startswith("#") else v4.new_code_cell(source))
        nbformat.write(new, up.course / "notebooks" / f"{NAME}.ipynb")
        yield up


@pytest.fixture
def page(course: lab.Lab, browser: Browser) -> Iterator[Page]:
    with window(browser, course.url(f"lab/tree/notebooks/{NAME}.ipynb")) as page:
        yield page


@pytest.mark.parametrize(("ink", "ground"), [("#111", "#fff"), ("#eee", "#111")], ids=["light", "dark"])
def test_is_every_card_open_to_everybody(browser: Browser, ink: str, ground: str) -> None:
    known = Diagnosis(("a",), "Two", "One `backward` and another.", Pointer("06_accumulation", "Backward adds"))
    made = [Finding(kind, "`x.grad`", "6", "12", "A note.", known) for kind in cards.SIGNS]
    pages = [*(cards.card(finding) for finding in made), cards.listing("1 of 2.", ["*Two*. [Here](#here)."]).page]
    page = browser.new_page()
    try:
        style = f"body {{color: {ink}; background: {ground}}} a {{color: inherit}}"
        body = "".join(f"<section>{card}</section>" for card in pages)
        page.set_content(f"<html lang=en><title>Cards</title><style>{style}</style><main><h1>Cards</h1>{body}</main>")
        found = axe.violations(page)
        lab.Pictures(f"guesses-{ink.strip('#')}")(page, "cards")
    finally:
        page.close()
    assert found == []


def test_is_a_guess_made_and_answered_by_keys_alone(course: lab.Lab, page: Page) -> None:
    shot = lab.Pictures("guesses")
    desk = Desk(page)
    notebook = desk.notebook("Guesses")
    notebook.run("import torch")
    wrong(notebook, shot)
    right(notebook, shot)
    late(notebook, shot)
    summed_up(notebook, shot)
    assert desk.dialogs() == []


def wrong(notebook: Notebook, shot: lab.Pictures) -> None:
    """From the next cell two steps back to the box; typed, Enter; on with Shift + Enter, and the card has the name."""
    keys = notebook.page.keyboard
    box = notebook.run('check.predict("x.grad")').get_by_role("textbox", name="x.grad =")
    expect(box).to_be_visible()
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    expect(box).to_be_focused()
    keys.type("1")
    keys.press("Enter")
    noted = notebook.cell('check.predict("x.grad")').get_by_role("status")
    expect(noted).to_have_text("Noted: 1. Now run the next cell.")
    shot(notebook.page, "a guess")
    keys.press("Tab")
    keys.press("Shift+Enter")  # the box's own cell runs again: the guess stays
    notebook.idle()
    expect(noted).to_have_text("Noted: 1. Now run the next cell.")
    keys.press("Shift+Enter")
    card = notebook.cell("(x * y + x)").get_by_role("note", name="Prediction: wrong")
    expect(card).to_contain_text("One path instead of all of them.")
    expect(card.get_by_role("link", name="Add where paths meet")).to_be_visible()
    expect(box).to_be_disabled()
    shot(notebook.page, "not this time")


def right(notebook: Notebook, shot: lab.Pictures) -> None:
    """An answer is chosen with the space bar, and can be changed; the cell that raises has its card below the error."""
    keys = notebook.page.keyboard
    asked = notebook.run('check.predict("z.backward()")')
    runs, raises = (asked.get_by_role("button", name=name) for name in ("runs", "raises an error"))
    expect(raises).to_be_visible()
    expect(raises).to_have_attribute("title", "z.backward(): raises an error")
    keys.press("Shift+Tab")
    expect(raises).to_be_focused()
    keys.press("Shift+Tab")
    for answer, chosen in ((runs, "runs"), (raises, "raises an error")):
        expect(answer).to_be_focused()
        keys.press("Space")
        expect(asked.get_by_role("status")).to_have_text(f"Noted: {chosen}. Now run the next cell.")
        expect(answer).to_be_focused()
        assert asked.locator(".widget-toggle-button").evaluate_all(TICKED) == [chosen]
        shot(notebook.page, f"chosen {chosen}")
        keys.press("Tab")
    ran = notebook.run("z = x**2")
    card = ran.get_by_role("note", name="Prediction: right")
    expect(card).to_contain_text("You knew it before it ran.")
    card.scroll_into_view_if_needed()
    shot(notebook.page, "right")


def late(notebook: Notebook, shot: lab.Pictures) -> None:
    """Typed after the cell has run: answered at once in the box's own place, and not counted."""
    asked = notebook.run('"z.item()"')
    expect(notebook.run("z = z + 0").get_by_role("note")).to_have_count(0)
    asked.get_by_role("textbox", name="the value of z:").focus()
    notebook.page.keyboard.type("4")
    notebook.page.keyboard.press("Enter")
    expect(asked.get_by_role("note", name="Prediction: late")).to_contain_text("so it isn't counted.")
    shot(notebook.page, "late")


def summed_up(notebook: Notebook, shot: lab.Pictures) -> None:
    """The counts, the mistake by name, and a link that leads back to the section."""
    summary = notebook.run("check.predictions()")
    expect(summary).to_contain_text("1 of 2 guesses right, 1 came late.")
    expect(summary).to_contain_text("One path instead of all of them.")
    shot(notebook.page, "summed up")
    summary.get_by_role("link", name="Two roads").click()
    expect(notebook.panel.get_by_role("heading", name="Two roads")).to_be_in_viewport()
