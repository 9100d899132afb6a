"""Are the index and the lessons' tables made from the course, put in their own cells, and nothing else touched?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.author import execute, index, lint
from autograder.author.index import book, facts, links, tables
from autograder.learn import exercises, glossary, ideas
from autograder.learn.mistakes import catalog

ROOT = Path(__file__).parents[2]
LESSON = "notebooks/02_chain_rule.ipynb"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our course in which nothing is run; lessons without their tables."""
    for name in ("notebooks", "source"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name in ("release", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "nbgrader_config.py").touch()
    for path in facts_of(tmp_path):
        without_table(path)
    monkeypatch.setattr(execute, "execute", lambda path: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def facts_of(root: Path) -> list[Path]:
    return [root / "notebooks" / f"{lesson.name}.ipynb" for lesson in facts.lessons(root)]


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def without_table(path: Path) -> None:
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole["cells"] = [cell for cell in whole["cells"] if cell["id"] != book.END]
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def text(path: Path, name: str) -> str:
    return "".join(next(cell["source"] for cell in cells(path) if cell["id"] == name))


def test_does_every_lesson_get_its_table_and_nothing_else(course: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in facts_of(course)}
    book.write(course)
    for path in facts_of(course)[1:]:
        assert cells(path)[-1]["id"] == book.END
        without_table(path)
        assert path.read_text(encoding="utf-8") == before[path], path.name
    assert book.END not in before.popitem()[1]
    assert facts_of(course)[0].read_text(encoding="utf-8") == next(iter(before.values()))  # lesson 00 has no exercises


def test_is_nothing_written_when_nothing_changed(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert index.main([]) == 0
    assert index.main(["--check"]) == 0
    times = {path: path.stat().st_mtime_ns for path in facts_of(course)}
    assert index.main([]) == 0
    assert times == {path: path.stat().st_mtime_ns for path in facts_of(course)}
    assert capsys.readouterr().out.splitlines()[-1] == "Everything was up to date."


def test_is_a_table_put_right_that_was_edited_by_hand(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write(course)
    path = course / LESSON
    path.write_text(path.read_text(encoding="utf-8").replace("[2.3](", "[2.9]("), encoding="utf-8")
    assert index.main(["--check"]) == 1
    assert capsys.readouterr().err == f"Out of date: {LESSON}. Run `autograder index`.\n"
    assert book.write(course) == [path]
    assert "[2.9](" not in path.read_text(encoding="utf-8")


def test_does_a_section_name_its_exercises_and_mistakes(course: Path) -> None:
    book.write(course)
    rows = text(course / LESSON, book.END).splitlines()
    assert rows[0] == "### From here"
    (row,) = [row for row in rows if row.startswith("| [Add where paths meet](02_chain_rule.ipynb#cell-id=paths) |")]
    assert "[2.1](../release/02_chain_rule/02_chain_rule.ipynb#cell-id=exercise-2-1), " in row
    assert row.endswith("| One path instead of all of them |")
    assert "Recap" not in "".join(rows)


def test_is_every_exercise_met_in_some_lesson_s_table(course: Path) -> None:
    book.write(course)
    told = "".join(text(path, book.END) for path in facts_of(course)[1:])
    assert [entry.number for entry in exercises.every() if f"[{entry.number}](" not in told] == []
    titles = [links.cell(entry.title) for entry in catalog.every().values()]
    assert [title for title in titles if title not in told] == []


def test_has_the_index_all_of_the_course(course: Path) -> None:
    book.write(course)
    path = course / "notebooks" / "index.ipynb"
    assert [entry.title for entry in ideas.every().values() if entry.title not in text(path, "table-ideas")] == []
    assert [term for term in glossary.every() if term not in text(path, "table-glossary")] == []
    titles = [f"{entry.number} {entry.title}" for entry in exercises.every()]
    assert [title for title in titles if title not in text(path, "table-exercises")] == []
    mistakes = [links.cell(entry.title) for entry in catalog.every().values()]
    assert [title for title in mistakes if title not in text(path, "table-mistakes")] == []
    assert [lesson.title for lesson in facts.lessons(course) if lesson.title not in text(path, "table-lessons")] == []


def test_do_all_links_lead_somewhere(course: Path) -> None:
    book.write(course)
    dead = [str(found) for path in lint.notebooks(course) for found in lint.lint(path) if found.rule == "links"]
    assert dead == []


def test_has_every_row_of_a_table_as_many_cells(course: Path) -> None:
    book.write(course)
    for name, table in book.wanted_of_index(course).items():
        widths = {row.replace("\\|", "").count(" |") for row in table.splitlines()}
        assert len(widths) == 1, name


def test_is_a_missing_index_spoken_of(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "notebooks" / "index.ipynb").unlink()
    assert index.main([]) == 2
    assert "index.ipynb is not there: bring it back from git" in capsys.readouterr().err


def test_is_a_broken_notebook_named_and_the_others_still_linted(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write(course)
    whole = (course / LESSON).read_bytes()
    (course / "notebooks" / "03_multivariable.ipynb").write_text("{")
    assert index.main(["--check"]) == 2
    assert "03_multivariable.ipynb: The file is not JSON" in capsys.readouterr().err
    assert [entry.rule for entry in lint.lint(course / LESSON) if entry.rule in ("file", "index")] == []
    assert lint.lint(course / "notebooks" / "index.ipynb") is not None
    assert (course / LESSON).read_bytes() == whole


def test_is_a_place_that_is_no_course_spoken_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert index.main([]) == 2
    assert "No course here" in capsys.readouterr().err


def test_does_a_link_lead_to_the_notebook_where_its_heading_is_gone() -> None:
    nowhere = links.Places({}, {})
    assert nowhere.section("01_x", "a | b") == "[a \\| b](01_x.ipynb)"
    first = exercises.every()[0]
    assert nowhere.exercise(first, "../../").endswith(
        f"[1.1](../../release/{first.assignment}/{first.assignment}.ipynb)"
    )


def test_is_a_mistake_of_many_exercises_cut_short(course: Path) -> None:
    table = tables.of_mistakes(facts.met(course), course, links.Places.of(course))
    (row,) = [row for row in table.splitlines() if row.startswith("| The sign |")]
    assert row.count("](../release/") == tables.FEW
    assert row.endswith(" more |")
