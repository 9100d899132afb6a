"""Do the index's links lead to the very heading, in a real JupyterLab: in a lesson, and in an assignment?"""

from __future__ import annotations

from collections.abc import Iterator

import lab
import pytest
from desk import Desk, window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[lab.Lab]:
    with lab.running(tmp_path_factory.mktemp("index")) as up:
        yield up


@pytest.fixture
def page(course: lab.Lab, browser: Browser) -> Iterator[Page]:
    """A fresh window on the index."""
    with window(browser, course.url("lab/tree/notebooks/index.ipynb")) as page:
        expect(page.locator(".jp-NotebookPanel:visible").get_by_role("heading", level=1)).to_contain_text("Index")
        yield page


LINKS = [
    ("One backward pass gives vᵀJ", "One backward pass gives vᵀJ"),
    ("2.7 Down the tower, floor by floor", "2.7 Down the tower, floor by floor"),
]


@pytest.mark.parametrize(("link", "heading"), LINKS, ids=[link for link, _ in LINKS])
def test_does_a_link_lead_to_its_heading_at_the_first_click(page: Page, link: str, heading: str) -> None:
    """The notebook that it opens was closed until then."""
    found = page.locator(".jp-NotebookPanel:visible").get_by_role("link", name=link).first
    page.mouse.move(700, 500)
    for _ in range(60):  # cells far below are drawn when they come near
        if found.count():
            break
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(50)
    found.click()
    opened = page.locator(".jp-NotebookPanel:visible")
    expect(opened.get_by_role("heading", level=2, name=heading)).to_be_in_viewport()
    assert Desk(page).dialogs() == []
