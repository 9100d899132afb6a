"""A student's whole day in JupyterLab, by clicks and keys: a lesson, an assignment, a mistake, and the marks for it.

The stations are kept as pictures in reports/pictures/student/, for people to look at. What the instructor does in
between is done by command here; the instructor's own day is another test.
"""

from __future__ import annotations

from collections.abc import Iterator

import lab
import pytest
from desk import PATIENT, Desk, window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
ASSIGNMENT = "01_scalar_gradients"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[lab.Lab]:
    """A JupyterLab in a fresh course whose instructor has released one assignment."""
    with lab.running(tmp_path_factory.mktemp("student")) as up:
        up.command("nbgrader", "release_assignment", ASSIGNMENT)
        yield up


@pytest.fixture
def page(course: lab.Lab, browser: Browser) -> Iterator[Page]:
    """A window that reaches nothing but this machine."""
    with window(browser, course.url()) as page:
        yield page


def test_does_a_students_day_go_from_the_first_page_to_the_marks(course: lab.Lab, page: Page) -> None:
    desk, shot = Desk(page), lab.Pictures("student")
    start_here(desk, shot)
    lesson(desk, shot)
    fetched(desk, shot)
    solved(desk, shot)
    validated(desk, shot)
    submitted(desk, shot)
    graded(course)
    feedback(desk, shot)
    assert desk.dialogs() == []


def start_here(desk: Desk, shot: lab.Pictures) -> None:
    """The first notebook is in sight, opens with its kernel, and runs."""
    expect(desk.files().first).to_contain_text("00_start_here", timeout=PATIENT)
    shot(desk.page, "open")
    desk.open("00_start_here.ipynb")
    notebook = desk.notebook("Start here")
    assert desk.dialogs() == []
    shot(desk.page, "start here")
    notebook.run_all(desk)
    expect(notebook.cell("return number.twice()").locator(".jp-Cell-outputArea")).to_contain_text("Could not run")
    notebook.cell("return number.twice()").scroll_into_view_if_needed()
    shot(desk.page, "start here ran")


def lesson(desk: Desk, shot: lab.Pictures) -> None:
    """A lesson runs from top to bottom, and a picture follows its slider."""
    desk.open("02_chain_rule.ipynb")
    notebook = desk.notebook("Chain rule")
    notebook.run_all(desk)
    cell = notebook.cell("explore.backward(z")
    handle = cell.get_by_role("slider")
    handle.scroll_into_view_if_needed()
    drawn = cell.locator("svg[role=img]").first
    before = drawn.text_content() or ""
    shot(desk.page, "a slider")
    handle.focus()
    desk.page.keyboard.press("ArrowRight")
    expect(cell.locator(".jp-Cell-outputArea")).to_contain_text("Step 1 of 4")
    expect(drawn).not_to_have_text(before)
    shot(desk.page, "the slider moved")


def fetched(desk: Desk, shot: lab.Pictures) -> None:
    """The Assignment List has what was released; it is fetched and opened."""
    desk.menu("Nbgrader", "Assignment List")
    row = desk.page.locator("#released_assignments_list .list_item", has_text=ASSIGNMENT)
    expect(row).to_contain_text("autodiff", timeout=PATIENT)
    shot(desk.page, "released")
    row.get_by_role("button", name="Fetch").click()
    here = desk.page.locator("#fetched_assignments_list")
    here.locator(".assignment-notebooks-link").click()
    expect(here.locator(".nested_list_item a")).to_be_visible()
    shot(desk.page, "fetched")
    here.locator(".nested_list_item a").click()


def solved(desk: Desk, shot: lab.Pictures) -> None:
    """A wrong answer is named, a hint helps, the right one is green, and the progress knows it."""
    notebook = desk.notebook("Assignment 01")
    shot(desk.page, "the assignment")
    notebook.run("import torch")
    notebook.run("def cubic(x)")
    notebook.write("def cubic_slope", "raise NotImplementedError", "return 6 * x**2 - 5 * x")
    notebook.run("def cubic_slope")
    expect(notebook.run("check.gradient(cubic_slope")).to_contain_text("The linear term has kept its x.")
    shot(desk.page, "a mistake is named")
    expect(notebook.ask('check.hint("1.2")')).to_contain_text("1.2 A slope from school")
    shot(desk.page, "a hint")
    notebook.write("def cubic_slope", "return 6", "return 6 * x**2 - 5")
    notebook.run("def cubic_slope")
    expect(notebook.run("check.gradient(cubic_slope")).to_contain_text("Right.")
    expect(notebook.ask("check.progress()")).to_contain_text("1 of 7 exercises right.")
    shot(desk.page, "right")
    notebook.run("def ratio(x)")
    notebook.write("def ratio_slope", "raise NotImplementedError", "return 3 * x**2 / (2 * x)")
    notebook.run("def ratio_slope")
    expect(notebook.run("check.gradient(ratio_slope")).to_contain_text("each for itself")


def validated(desk: Desk, shot: lab.Pictures) -> None:
    """nbgrader's button saves, runs a copy from the top, and shows the cells that fail with our words for it."""
    desk.page.get_by_role("button", name="Validate").click()
    dialog = desk.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Not attempted yet. Replace the line that raises NotImplementedError with your own.")
    expect(dialog).to_contain_text("You differentiated above and below the fraction line, each for itself.)")
    expect(dialog).not_to_contain_text("cubic_slope")
    expect(dialog).not_to_contain_text("Traceback")
    shot(desk.page, "validated")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)


def submitted(desk: Desk, shot: lab.Pictures) -> None:
    """The button hands in what was saved, and the list says when."""
    desk.menu("Nbgrader", "Assignment List")
    row = desk.page.locator("#fetched_assignments_list > .list_item", has_text=ASSIGNMENT)
    row.get_by_role("button", name="Submit").click()
    expect(desk.page.locator("#submitted_assignments_list .list_item", has_text=ASSIGNMENT).first).to_be_visible()
    shot(desk.page, "submitted")


def graded(course: lab.Lab) -> None:
    """What the instructor does meanwhile: our grading, and nbgrader's own steps around it."""
    course.command("nbgrader", "collect", ASSIGNMENT)
    course.command("autograder", "grade")
    course.command("nbgrader", "generate_feedback", ASSIGNMENT, "--force")
    course.command("nbgrader", "release_feedback", ASSIGNMENT)


def feedback(desk: Desk, shot: lab.Pictures) -> None:
    """The page that is fetched is ours: the points, and why."""
    desk.page.get_by_role("button", name="Fetch Feedback").click()
    desk.page.get_by_text("(view feedback)").click()
    expect(desk.files().filter(has_text="01_scalar_gradients.html")).to_be_visible()
    shot(desk.page, "feedback fetched")
    desk.open("01_scalar_gradients.html")
    page = desk.page.frame_locator(".jp-HTMLViewer iframe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Assignment 01 · Scalar gradients")
    expect(page.get_by_text("2 of 14 points")).to_be_visible()
    shot(desk.page, "feedback")
    page.get_by_role("link", name="1.3 Let torch do it").click()
    mistake = page.get_by_text("You differentiated above and below the fraction line, each for itself.")
    expect(mistake.first).to_be_in_viewport()
    shot(desk.page, "why")
