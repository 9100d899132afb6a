"""Can somebody walk a backward pass in JupyterLab with nothing but keys, and does each step say what it is?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lab
import nbformat
import pytest
from desk import Desk, Notebook, window
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
CELL = """
import torch
from autograder import explore

x = torch.tensor(3.0, requires_grad=True)
y = x**2
z = torch.log(y) + x
explore.backward(z)
""".strip()


@pytest.fixture
def notebook(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Notebook]:
    """A notebook with one stepper, run, in a JupyterLab that reaches nothing but this machine."""
    with lab.running(tmp_path_factory.mktemp("stepper")) as up:
        written = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("# Stepping", id="top"), nbformat.v4.new_code_cell(CELL, id="cell")],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        nbformat.write(written, up.course / "notebooks" / "stepping.ipynb")
        with window(browser, up.url("lab/tree/notebooks/stepping.ipynb")) as page:
            desk = Desk(page)
            opened = desk.notebook("Stepping")
            desk.menu("Run", "Run All Cells")
            expect(opened.panel.get_by_role("button", name="next")).to_be_visible()
            opened.idle()
            yield opened


def tabbed(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(30):
        if wanted.evaluate("node => node === document.activeElement || node.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def test_can_a_pass_be_walked_by_keyboard_alone(notebook: Notebook) -> None:
    page, cell, shot = notebook.page, notebook.cell("explore.backward"), lab.Pictures("stepper")
    drawn, said = cell.locator("svg[role=img]").first, cell.get_by_role("status")
    labels = [drawn.get_attribute("aria-label") or ""]

    def moved(step: int) -> None:
        expect(said).to_contain_text(f"Step {step} of 4")
        expect(drawn).to_have_attribute("aria-label", re.compile(f"^Step {step} of 4"))
        labels.append(drawn.get_attribute("aria-label") or "")

    expect(said).to_have_attribute("aria-live", "polite")
    page.keyboard.press("Escape")
    tabbed(page, cell.get_by_role("button", name="next"))
    for step, key in enumerate(("Enter", "Space", "Enter"), start=1):
        page.keyboard.press(key)
        moved(step)
    shot(page, "three steps on")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    moved(2)
    tabbed(page, cell.get_by_role("button", name="last"))
    page.keyboard.press("Enter")
    moved(4)
    expect(said).to_contain_text("The pass is over: dz/dx = 1.667.")
    tabbed(page, cell.get_by_role("slider"))
    page.keyboard.press("ArrowLeft")
    moved(3)
    shot(page, "the slider by its arrows")
    assert len(set(labels)) == 5  # the start, and each of the four steps
