"""An instructor's day in JupyterLab, by the formgrader: generate, release, collect, autograde, mark, feedback. Our
commands make the same gradebook of the same submissions.

Each station leaves a picture in reports/pictures/instructor/.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import lab
import pytest
from desk import PATIENT
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from autograder import cli
from autograder.author import speed

sys.path += [str(lab.REPO / "examples")]
import recipe

pytestmark = pytest.mark.browser

ASSIGNMENT = "05_bce_neuron"
SOLVED, MISTAKEN, UNREADABLE = "amara.okafor", "elif.yilmaz", "leila.haddad"
ESSAY = "essay_5_8"
MARKS = [("1.5", "Well said; what of a large logit?"), ("0.5", "Say why, not only what.")]
HANDED_IN = "2026-03-02 18:04:00.000000 UTC"

EVERYTHING = """
select s.id, a.name, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
k.auto_comment, k.manual_comment, n.late_submission_penalty, sa.timestamp
from submitted_notebook n join submitted_assignment sa on n.assignment_id = sa.id join student s on sa.student_id = s.id
join assignment a on sa.assignment_id = a.id join base_cell c on c.notebook_id = n.notebook_id
left join grade g on g.notebook_id = n.id and g.cell_id = c.id
left join comment k on k.notebook_id = n.id and k.cell_id = c.id
order by 1, 2, 3, 4
"""
VERDICTS = "select student, assignment, outcome, reason, verdicts, digest from autograder_graded order by 1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Lab]:
    with lab.running(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        context.set_default_timeout(PATIENT)
        yield context.new_page()


def test_is_an_instructor_s_day_done_in_the_formgrader_and_the_same_as_by_our_commands(
    desk: lab.Lab, page: Page, tmp_path: Path
) -> None:
    shot = lab.Pictures("instructor")
    forms = open_formgrader(desk, page)
    shot(page, "formgrader")
    generate_and_release(page, forms, shot)
    the_button_s_release_is_ours(desk)
    hand_in(desk)
    collect(page, forms, shot)
    autograde(page, forms, shot)
    nothing_is_left(desk)
    mark(page, forms, shot)
    give_feedback(page, forms, shot)
    look_at_feedback(desk, page, shot)

    ours = same_by_command(desk, tmp_path)
    assert speed.rows(desk.course, EVERYTHING) == speed.rows(ours, EVERYTHING)
    verdicts = {row[0]: row[1:5] for row in speed.rows(desk.course, VERDICTS)}
    assert verdicts == {row[0]: row[1:5] for row in speed.rows(ours, VERDICTS)}
    assert "right" in str(verdicts[SOLVED])
    assert verdicts[UNREADABLE][1] == "refused"


def open_formgrader(desk: lab.Lab, page: Page) -> FrameLocator:
    """By JupyterLab's menu, as a person finds it."""
    (desk.course / "exchange").mkdir(exist_ok=True)
    page.goto(desk.url("lab"))
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    forms = page.frame_locator("iframe[src*='formgrader']")
    expect(row(forms, ASSIGNMENT)).to_be_visible()
    return forms


def row(forms: FrameLocator, name: str) -> Locator:
    return forms.locator("#main-table tr").filter(has_text=name)


def push(forms: FrameLocator, name: str, sign: str) -> Locator:
    """A button of a row, by its pictogram; gives what the formgrader says then."""
    row(forms, name).locator(f"a:has(.glyphicon-{sign})").click()
    said = forms.locator(".modal.in .modal-content")
    expect(forms.locator(".modal.in")).to_have_css("opacity", "1")
    return said


def close(forms: FrameLocator) -> None:
    forms.locator(".modal.in").get_by_role("button", name="OK").click()
    expect(forms.locator(".modal")).to_have_count(0)


def generate_and_release(page: Page, forms: FrameLocator, shot: lab.Pictures) -> None:
    expect(push(forms, ASSIGNMENT, "education")).to_contain_text("Successfully created the student version")
    shot(page, "generated")
    close(forms)
    row(forms, ASSIGNMENT).locator("a:has(.glyphicon-search)").click()
    expect(page.locator(".jp-DirListing-item", has_text=f"{ASSIGNMENT}.ipynb")).to_be_visible()
    expect(push(forms, ASSIGNMENT, "cloud-upload")).to_contain_text("Successfully released")
    close(forms)
    expect(row(forms, ASSIGNMENT).locator(".label")).to_have_text("released")
    shot(page, "released")


def the_button_s_release_is_ours(desk: lab.Lab) -> None:
    name = f"release/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    assert (desk.course / name).read_bytes() == (lab.REPO / name).read_bytes()


def hand_in(desk: lab.Lab) -> None:
    """As `nbgrader submit` leaves it, for students who are no users of this machine."""
    inbound = desk.course / "exchange" / "autodiff" / "inbound"
    assert inbound.is_dir()
    for student, turn, known, draft in recipe.drafts(recipe.course(lab.REPO)):
        if known.name == ASSIGNMENT and student in (SOLVED, MISTAKEN, UNREADABLE):
            book, _ = recipe.write(known, draft, turn)
            folder = inbound / f"{student}+{ASSIGNMENT}+{HANDED_IN}+{student}"
            folder.mkdir()
            (folder / "timestamp.txt").write_text(HANDED_IN)
            (folder / "submission_secret.txt").write_text(f"secret of {student}")
            broken = "# Größe".encode("latin-1") if draft.damage else b""
            (folder / f"{ASSIGNMENT}.ipynb").write_bytes(broken + json.dumps(book).encode())


def collect(page: Page, forms: FrameLocator, shot: lab.Pictures) -> None:
    expect(push(forms, ASSIGNMENT, "cloud-download")).to_contain_text("Successfully collected")
    shot(page, "collected")
    close(forms)
    row(forms, ASSIGNMENT).get_by_role("link", name="3", exact=True).click()
    expect(row(forms, SOLVED).locator(".label")).to_have_text("needs autograding")


def autograde(page: Page, forms: FrameLocator, shot: lab.Pictures) -> None:
    """By the lightning of each row. The second is quick: the engine is warm."""
    expect(push(forms, SOLVED, "flash")).to_contain_text("Successfully autograded")
    shot(page, "autograded")
    close(forms)
    start = time.monotonic()
    expect(push(forms, MISTAKEN, "flash")).to_contain_text("Successfully autograded")
    print(f"the second submission took {time.monotonic() - start:.1f} s")
    close(forms)
    said = push(forms, UNREADABLE, "flash")
    expect(said).to_contain_text(
        f"[ERROR] {UNREADABLE} {ASSIGNMENT}: {ASSIGNMENT}.ipynb is not text: byte 4 is not UTF-8"
    )
    expect(said.locator(".panel-warning")).not_to_contain_text("Traceback (most")
    said.get_by_text("is not UTF-8").scroll_into_view_if_needed()
    shot(page, "refused")
    close(forms)
    expect(row(forms, SOLVED).locator(".label")).to_have_text("needs manual grading")
    shot(page, "submissions")


def nothing_is_left(desk: lab.Lab) -> None:
    """The server forks no zombies while it grades."""
    zombies = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *_ = place.read_text(errors="replace").rpartition(") ")[2].split()
            if state == "Z" and Path(f"/proc/{parent}/cwd").resolve() == desk.course.resolve():
                zombies.append(place)
    assert not zombies


def mark(page: Page, forms: FrameLocator, shot: lab.Pictures) -> None:
    """The free-text answers, one after the other: points and a comment, typed."""
    forms.get_by_role("link", name="Manual Grading").click()
    forms.get_by_role("link", name=ASSIGNMENT, exact=True).click()
    forms.get_by_role("link", name=ASSIGNMENT, exact=True).last.click()
    expect(forms.locator("#main-table tr")).to_have_count(len(MARKS))
    shot(page, "to be marked")
    forms.get_by_role("link", name="Submission #1", exact=True).click()
    for number, (points, words) in enumerate(MARKS, start=1):
        expect(forms.locator(".breadcrumb, #toolbar").first).to_contain_text(f"Submission #{number}")
        cell = forms.locator(".nbgrader_cell", has=forms.locator(f"#{ESSAY}"))
        expect(cell.locator("input.score.needs_manual_grade")).to_be_visible()  # else typed before it is loaded
        expect(cell.locator("textarea.comment")).to_have_attribute("placeholder", re.compile("Type any comments"))
        save(page, cell.locator("input.score"), points)
        save(page, cell.locator("textarea.comment"), words)
        cell.scroll_into_view_if_needed()
        shot(page, f"marked {number}")
        forms.get_by_role("link", name="Next").click()
    expect(forms.locator("#main-table tr")).to_have_count(len(MARKS))
    shot(page, "all marked")


def save(page: Page, field: Locator, words: str) -> None:
    """Saved when the field is left."""
    field.fill(words)
    with page.expect_response(lambda answer: answer.request.method == "PUT") as answer:
        field.press("Tab")
    assert answer.value.ok


def give_feedback(page: Page, forms: FrameLocator, shot: lab.Pictures) -> None:
    forms.get_by_role("link", name="Manage Assignments").click()
    expect(push(forms, ASSIGNMENT, "comment")).to_contain_text("Successfully generated feedback")
    shot(page, "feedback made")
    close(forms)
    expect(push(forms, ASSIGNMENT, "envelope")).to_contain_text("Successfully released feedback")
    shot(page, "feedback released")
    close(forms)


def look_at_feedback(desk: lab.Lab, page: Page, shot: lab.Pictures) -> None:
    """The page that a student gets: ours, with the person's words."""
    released = sorted((desk.course / "exchange" / "autodiff" / "feedback").rglob("*.html"))
    made = sorted((desk.course / "feedback").rglob("*.html"))
    assert len(released) == len(made) == len(MARKS)
    assert sorted(path.read_text() for path in released) == sorted(path.read_text() for path in made)
    page.goto(made[0].as_uri())
    shot(page, "feedback page")
    expect(page.locator("h1")).to_have_count(1)
    assert {words for _, words in MARKS if words in page.content()}


def same_by_command(desk: lab.Lab, folder: Path) -> Path:
    """The same submissions and the same marks, without a browser."""
    ours = folder / "ours"
    ours.mkdir()
    for name in ("source", "release", "submitted"):
        shutil.copytree(desk.course / name, ours / name)
    shutil.copy(desk.course / "nbgrader_config.py", ours)
    assert cli.main(["grade", "--course", str(ours)]) == cli.OK
    mark_as_in(desk.course, ours)
    assert cli.main(["feedback", "--course", str(ours)]) == cli.OK
    return ours


def mark_as_in(course: Path, ours: Path) -> None:
    """Which of the two was the formgrader's first submission is left to chance: so each student's mark is looked up."""
    from nbgrader.api import Gradebook

    with (
        Gradebook(f"sqlite:///{course / 'gradebook.db'}", "autodiff") as theirs,
        Gradebook(f"sqlite:///{ours / 'gradebook.db'}", "autodiff") as book,
    ):
        for student in (SOLVED, MISTAKEN):
            place = (ESSAY, ASSIGNMENT, ASSIGNMENT, student)
            grade = book.find_grade(*place)
            grade.manual_score, grade.needs_manual_grade = theirs.find_grade(*place).manual_score, False
            book.find_comment(*place).manual_comment = theirs.find_comment(*place).manual_comment
        book.db.commit()
