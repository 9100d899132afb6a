"""Does docs/authoring.md work when it is followed? Its code blocks become an exercise, which is linted,
released, left alone and solved."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from autograder.author import corpus, lint
from autograder.author.corpus import run
from autograder.learn import notebook
from autograder.learn.verdict import CheckFailed, Outcome

ROOT = Path(__file__).parents[2]
NAME = "01_scalar_gradients"
PAGE = (ROOT / "docs/authoring.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def cell(kind: str, identity: str, source: str, **about: Any) -> dict[str, Any]:
    state = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": 3, **about}
    made: dict[str, Any] = {
        "cell_type": kind,
        "id": identity.replace("_", "-"),
        "source": source.strip("\n"),
        "metadata": {"nbgrader": {"grade_id": identity, "cell_type": kind, **state}},
    }
    return made if kind == "markdown" else {**made, "outputs": [], "execution_count": None}


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A copy of the master with the page's three cells at its end."""
    path = tmp_path / "source" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "source" / NAME / path.name, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    answer, check, *_ = blocks("python")
    content["cells"] += [
        cell("markdown", "exercise_1_8", blocks("markdown")[0]),
        cell("code", "answer_1_8", answer, solution=True, locked=False),
        cell("code", "check_1_8", check, grade=True, points=2),
    ]
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_does_the_lint_find_nothing_in_the_new_exercise(master: Path) -> None:
    assert lint.lint(master) == []


def test_is_the_solution_right_the_stub_not_attempted_and_the_wrong_answer_named(
    master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "show", lambda thing: None)
    names = dict(corpus.Exercises(master.parents[2], NAME).names)
    answer, check, wrong, _probe = blocks("python")
    run(answer, names, "<answer>")
    run(check, names, "<check>")

    stub = re.sub(r"### BEGIN SOLUTION.*### END SOLUTION", "raise NotImplementedError()", answer, flags=re.DOTALL)
    run(stub, names, "<stub>")
    with pytest.raises(CheckFailed) as untouched:
        run(check, names, "<check>")
    assert untouched.value.verdict.outcome is Outcome.NOT_ATTEMPTED

    run(wrong, names, "<wrong>")
    with pytest.raises(CheckFailed) as failed:
        run(check, names, "<check>")
    found = failed.value.verdict.diagnosis
    assert found is not None
    assert f"# mistake: {found.mistakes[0]}" in wrong


def test_is_the_hints_entry_complete_and_its_section_real() -> None:
    (entry,) = tomllib.loads(blocks("toml")[0])["exercise"]
    lesson = (ROOT / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert f"## {entry['section']}" in lesson
    assert {"number", "title", "function", "carry_on", "hints"} <= set(entry)
