"""`autograder grade`, `nbgrader autograde` and the formgrader's button take the same road: the same gradebook."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import recipe
from test_quickstart import nbgrader_

from autograder import cli
from autograder.author import speed

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("02_chain_rule", "05_bce_neuron")
STUDENTS = ("amara.okafor", "farid.rahimi", "ines.carvalho", "niamh.o'brien")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("roads")
    for name in ("nbgraders", "ours"):
        place = base / name
        place.mkdir()
        shutil.copyfile(ROOT / "nbgrader_config.py", place / "nbgrader_config.py")
        for assignment in ASSIGNMENTS:
            shutil.copytree(ROOT / "source" / assignment, place / "source" / assignment)
        for student, turn, known, draft in recipe.drafts(recipe.course(ROOT)):
            if student in STUDENTS and known.name in ASSIGNMENTS:
                book, _ = recipe.write(known, draft, turn)
                path = place / "submitted" / student / known.name / f"{known.name}.ipynb"
                path.parent.mkdir(parents=True)
                path.write_text(json.dumps(book))
    return base / "nbgraders", base / "ours"


def test_do_nbgrader_s_command_and_ours_give_the_same_scores(places: tuple[Path, Path]) -> None:
    theirs, ours = places
    for assignment in ASSIGNMENTS:
        nbgrader_(theirs, "generate_assignment", assignment)
        nbgrader_(theirs, "autograde", assignment)
    assert cli.main(["grade", "--course", str(ours)]) == cli.OK
    speed.same(theirs, ours)
    found = {row[:2]: row for row in speed.rows(ours, speed.GRADES)}
    assert len(found) == len(STUDENTS) * len(ASSIGNMENTS)


def test_does_a_second_run_leave_all_as_it_was(places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = speed.rows(places[1], speed.GRADES)
    assert cli.main(["grade", "--course", str(places[1])]) == cli.OK
    assert "unchanged" in capsys.readouterr().out
    assert speed.rows(places[1], speed.GRADES) == before
