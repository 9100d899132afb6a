"""JupyterLab as a person uses it: menus, double clicks and keys; nothing is asked of its REST interface.

`Desk(page)` is the window, `Desk.notebook(name)` an open notebook in it. Every wait is for something to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

PATIENT = 180_000  # milliseconds: what a loaded machine with two cores may take for one step
expect.set_options(timeout=PATIENT)
RAN = r"^\[\d+\]:$"

# Has every cell of the visible notebook run? A cell that waits or runs shows no number.
ALL_RAN = """
() => {
  const panel = [...document.querySelectorAll('.jp-NotebookPanel')].find(panel => panel.offsetParent);
  const open = [...panel.querySelectorAll('.jp-CodeCell')].filter(cell => !cell.querySelector('.jp-InputPlaceholder'));
  const prompts = open.flatMap(cell => [...cell.querySelectorAll('.jp-InputPrompt')]).map(p => p.textContent.trim());
  return prompts.every(prompt => /^\\[\\d+\\]:$/.test(prompt));
}
"""


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Page]:
    """A window on a page of a server of ours, which reaches nothing else."""
    port = re.search(r":(\d+)/", address)
    assert port, address
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.route("**/*", lambda route: route.continue_() if f":{port[1]}/" in route.request.url else route.abort())
    page.set_default_timeout(PATIENT)
    page.goto(address)
    yield page
    page.close()


@dataclass
class Notebook:
    """A notebook that is open in front."""

    page: Page
    panel: Locator

    def cell(self, words: str) -> Locator:
        """The code cell that has these words in it."""
        return self.panel.locator(".jp-CodeCell", has=self.page.locator(".cm-content", has_text=words)).first

    def run_all(self, desk: Desk) -> None:
        """The menu's Run All, waited for. The cells have numbers before, so its beginning is waited for as well."""
        desk.menu("Run", "Run All Cells")
        self.page.wait_for_function(f"() => !({ALL_RAN})()", timeout=PATIENT)
        self.page.wait_for_function(ALL_RAN, timeout=PATIENT)
        self.idle()

    def idle(self) -> None:
        expect(self.panel.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible(timeout=PATIENT)

    def run(self, words: str) -> Locator:
        """A click into the cell, and Shift + Enter; its output, when it has ended."""
        cell = self.cell(words)
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-line").first.click()
        return self._ended(cell, self._entered(cell))

    def write(self, words: str, old: str, new: str) -> None:
        """Put `new` in the place of what follows the indent on the line with `old`, in the cell that has `words`."""
        line = self.cell(words).locator(".cm-line", has_text=old)
        line.scroll_into_view_if_needed()
        line.click()
        for key in ("End", "Shift+Home"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(new)

    def ask(self, line: str) -> Locator:
        """A new cell above the one that is selected (the key A), with this line, run; its output."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("a")
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(line)
        cell = self.cell(line)
        return self._ended(cell, self._entered(cell))

    def _entered(self, cell: Locator) -> str:
        before = cell.locator(".jp-InputPrompt").inner_text()
        self.page.keyboard.press("Shift+Enter")
        return before

    def _ended(self, cell: Locator, before: str) -> Locator:
        prompt = cell.locator(".jp-InputPrompt")
        expect(prompt).not_to_have_text(before.strip() or "never", timeout=PATIENT)
        expect(prompt).to_have_text(re.compile(RAN), timeout=PATIENT)
        return cell.locator(".jp-Cell-outputArea")


@dataclass
class Desk:
    """The window of JupyterLab."""

    page: Page

    def menu(self, top: str, item: str) -> None:
        self.page.get_by_role("navigation", name="main menu").get_by_text(top, exact=True).click()
        self.page.get_by_role("menuitem", name=item).first.click()

    def files(self) -> Locator:
        """The entries that the file browser shows."""
        return self.page.locator(".jp-DirListing-item")

    def open(self, name: str) -> None:
        """A double click on a file or folder in the file browser."""
        entry = self.files().filter(has_text=name)
        expect(entry).to_be_visible(timeout=PATIENT)
        entry.dblclick()

    def notebook(self, heading: str) -> Notebook:
        """The notebook in front, once it shows this heading and its kernel is ready."""
        panel = self.page.locator(".jp-NotebookPanel:visible")
        expect(panel.get_by_role("heading", level=1)).to_contain_text(heading, timeout=PATIENT)
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENT)
        opened = Notebook(self.page, panel)
        opened.idle()
        return opened

    def dialogs(self) -> list[str]:
        """What asks for an answer or an eye before anything else can be done, or from a corner."""
        asking = self.page.locator(".jp-Dialog, dialog[open], .Toastify__toast, .jp-toast")
        return [words.strip() for words in asking.all_inner_texts()]
