"""Does `make lab` greet nobody with a question: on a machine where nothing was set up, in a course that was moved?"""

from __future__ import annotations

from collections.abc import Iterator

import lab
import pytest
from desk import PATIENT, Desk
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[lab.Lab]:
    with lab.running(tmp_path_factory.mktemp("greets")) as up:
        yield up


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """What the pages asked of other machines."""
    return []


@pytest.fixture(scope="module")
def page(course: lab.Lab, browser: Browser, asked: list[str]) -> Iterator[Page]:
    """The window that opens at first, and stays for all these tests."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    own = (f"http://127.0.0.1:{course.port}/", f"ws://127.0.0.1:{course.port}/", "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else asked.append(request.url))
    page.set_default_timeout(PATIENT)
    page.goto(course.url())
    yield page
    page.close()


def test_is_the_file_browser_in_the_lessons_and_no_dialog_open(page: Page) -> None:
    desk = Desk(page)
    expect(desk.files().first).to_contain_text("00_start_here")
    expect(page.get_by_role("tab", name="Launcher")).to_be_visible()
    assert desk.dialogs() == []


def test_does_a_lesson_open_with_its_kernel_and_its_pictures(page: Page) -> None:
    """Trusted, or the pictures would be missing; no kernel picker; the committed outputs are there."""
    desk = Desk(page)
    desk.open("01_scalar_gradients.ipynb")
    notebook = desk.notebook("Scalar gradients")
    expect(page.get_by_role("button", name="Python 3 (ipykernel)").first).to_be_visible()
    expect(notebook.panel.locator("svg[role=img]").first).to_be_attached()
    assert desk.dialogs() == []


def test_does_the_assignment_list_open_without_an_error_before_anything_was_released(page: Page) -> None:
    desk = Desk(page)
    desk.menu("Nbgrader", "Assignment List")
    expect(page.get_by_text("There are no assignments to fetch.")).to_be_visible()
    expect(page.locator(".list_error:visible")).to_have_count(0)
    assert desk.dialogs() == []


def test_are_the_exchange_and_the_fetched_work_folders_of_the_course(course: lab.Lab) -> None:
    assert (course.course / "exchange").is_dir()
    assert (course.course / "assignments").is_dir()


def test_is_no_other_machine_asked_for_anything(page: Page, asked: list[str]) -> None:
    expect(page.get_by_role("tab", name="Assignments")).to_be_visible()
    assert asked == []


def test_has_nothing_popped_up_meanwhile(page: Page) -> None:
    assert Desk(page).dialogs() == []


def test_did_the_server_start_without_an_error(page: Page, course: lab.Lab) -> None:
    bad = [line for line in course.log().splitlines() if line.startswith(("[E ", "[C ", "Traceback"))]
    assert bad == []
