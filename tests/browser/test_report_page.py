"""Does the report open quietly, can everybody read and sort it, and does it print?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe
import classroom
import pytest
from desk import PATIENT
from playwright.sync_api import Browser, Dialog, Page

from autograder.grade.report import gather
from autograder.grade.report import page as pages
from autograder.grade.report.facts import Facts

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "reports" / "pictures" / "report"
SIZES = {"light": 1200, "dark": 1200, "narrow": 400}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report") / "report.html"
    report = gather.gather(classroom.whole(20, 6, 4))
    made.write_text(pages.render(report, {"01_topic_1": "../notebooks/01_topic_1.ipynb"}), encoding="utf-8")
    return made


def look(browser: Browser, path: Path, how: str) -> tuple[Page, list[str]]:
    """The page in a window of its own, and what it did that it should not."""
    heard: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page = browser.new_page(
        viewport={"width": SIZES[how], "height": 900}, color_scheme="dark" if how == "dark" else "light"
    )
    page.set_default_timeout(PATIENT)
    page.on("request", lambda made: None if made.url == path.as_uri() else heard.append(made.url[:100]))
    page.on("dialog", dismissed)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(path.as_uri())
    return page, heard


@pytest.fixture(params=SIZES)
def opened(browser: Browser, path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str], str]]:
    page, heard = look(browser, path, request.param)
    yield page, heard, request.param
    page.close()


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    made, _ = look(browser, path, "light")
    yield made
    made.close()


def test_is_the_page_quiet_and_can_everybody_read_it(opened: tuple[Page, list[str], str]) -> None:
    page, heard, how = opened
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{how}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[how]
    assert axe.violations(page) == []
    assert heard == []


def column(page: Page, table: str, place: int) -> list[str]:
    found: list[str] = page.evaluate(
        "([table, place]) => [...document.querySelectorAll(`#${table}-table tbody tr`)]"
        ".map(row => row.cells[place].textContent.trim())",
        [table, place],
    )
    return found


def test_does_the_keyboard_sort_a_table(page: Page) -> None:
    """By the share and not by the letters."""
    solved = page.locator("#exercises-table thead th").nth(1)
    given = column(page, "exercises", 0)
    solved.locator("button").focus()
    page.keyboard.press("Enter")
    assert solved.get_attribute("aria-sort") == "ascending"
    rising = column(page, "exercises", 1)
    page.keyboard.press("Space")
    assert solved.get_attribute("aria-sort") == "descending"
    falling = column(page, "exercises", 1)
    assert rising[-1] == falling[-1] == "–"
    shares = [[float(share.split("(")[1].split()[0]) for share in told[:-1]] for told in (rising, falling)]
    assert shares == [sorted(shares[0]), sorted(shares[0], reverse=True)]
    assert page.locator("#exercises-table [aria-sort]").count() == 1
    page.locator("#exercises-table thead button").first.press("Enter")
    assert solved.get_attribute("aria-sort") is None
    assert column(page, "exercises", 0) == given


def test_does_what_has_no_value_stand_last(page: Page) -> None:
    place = page.locator("#exercises-table thead th").count() - 1
    for _ in range(2):
        page.locator("#exercises-table thead button").nth(place).click()
        told = column(page, "exercises", place)
        assert 0 < told.count("–") < len(told)
        assert told.index("–") == len(told) - told.count("–")


def test_does_a_link_lead_into_what_is_folded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = false)")
    row = page.locator("#person details tbody tr").first
    page.evaluate("document.querySelector('#person details tbody tr').id = 'there'; location.hash = 'there'")
    row.wait_for(state="visible")


def test_is_everything_there_without_script(browser: Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("thead button").count() == 0
    assert page.get_by_role("columnheader", name="Solved").is_visible()
    context.close()


def test_does_it_print_on_white(browser: Browser, path: Path) -> None:
    """From a dark window too. What is folded stays folded, and says so: 400 names would fill ten pages."""
    page, _ = look(browser, path, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert page.locator("details:not([open]) summary").first.is_visible()
    assert not page.locator("nav").is_visible()
    page.set_viewport_size({"width": 700, "height": 990})
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.screenshot(path=PICTURES / "print.png", full_page=True)
    page.emulate_media(media="screen")
    made = page.pdf(format="A4")
    page.close()
    assert made.startswith(b"%PDF")
    assert 4 <= made.count(b"/Type /Page\n") <= 40


def test_are_the_heads_of_a_table_printed_on_its_later_pages(page: Page) -> None:
    """Chromium repeats a head on each page, but leaves out what has a box of a button."""
    page.emulate_media(media="print")
    boxes = "buttons => buttons.map(button => button.getClientRects().length)"
    assert set(page.locator("thead button").evaluate_all(boxes)) == {0}


OTHERS = {"empty": Facts("a course", (), (), ()), "small": classroom.whole(9, 1), "long": classroom.whole(12, 20, 1)}


@pytest.mark.parametrize("facts", OTHERS.values(), ids=OTHERS)
def test_can_everybody_read_the_page_of_another_class(browser: Browser, tmp_path: Path, facts: Facts) -> None:
    path = tmp_path / "report.html"
    path.write_text(pages.render(gather.gather(facts)), encoding="utf-8")
    page, heard = look(browser, path, "narrow")
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert heard == []
    page.close()
